#pragma once
// The hand-written odd YAML documents, and Flink's recorded answers to them: a file of lines
// NAME <tab> DOCUMENT <tab> ANSWER, where DOCUMENT and ANSWER escape what a line cannot hold.

#include <cstdio>
#include <fstream>
#include <string>
#include <vector>

namespace flink_launcher {

struct OddDocument {
  std::string name;
  std::string text;
  std::string answer;  // "rejected", or the entries: KEY|KIND|TEXT, joined with a line feed
};

/// `text` on one line: \n, \r, \t and \\ escaped, other bytes outside ASCII as \xHH.
inline std::string EscapeLine(const std::string& text) {
  std::string escaped;
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if (c == '\n') {
      escaped += "\\n";
    } else if (c == '\r') {
      escaped += "\\r";
    } else if (c == '\t') {
      escaped += "\\t";
    } else if (c == '\\') {
      escaped += "\\\\";
    } else if (byte < 0x20 || byte > 0x7E) {
      char buffer[8];
      std::snprintf(buffer, sizeof buffer, "\\x%02x", byte);
      escaped += buffer;
    } else {
      escaped += c;
    }
  }
  return escaped;
}

inline std::string UnescapeLine(const std::string& line) {
  std::string text;
  for (std::size_t i = 0; i < line.size(); ++i) {
    if (line[i] != '\\' || i + 1 >= line.size()) {
      text += line[i];
      continue;
    }
    const char c = line[++i];
    if (c == 'x') {
      text += static_cast<char>(std::stoi(line.substr(i + 1, 2), nullptr, 16));
      i += 2;
    } else {
      text += c == 'n' ? '\n' : c == 'r' ? '\r' : c == 't' ? '\t' : c;
    }
  }
  return text;
}

/// The answer as it is recorded; `AnswerLike` has `accepted` and `entries`.
template <typename AnswerLike>
std::string AnswerText(const AnswerLike& answer) {
  if (!answer.accepted) return "rejected";
  std::string text;
  for (const auto& entry : answer.entries) {
    text += (text.empty() ? "" : "\n") + entry.key + "|" + entry.kind + "|" + entry.text;
  }
  return text;
}

inline std::vector<OddDocument> ReadOddDocuments(const std::string& path) {
  std::vector<OddDocument> documents;
  std::ifstream in(path);
  for (std::string line; std::getline(in, line);) {
    if (line.empty() || line[0] == '#') continue;
    const std::size_t first = line.find('\t');
    const std::size_t second = line.find('\t', first + 1);
    OddDocument document{line.substr(0, first), "", ""};
    document.text = UnescapeLine(line.substr(first + 1, second - first - 1));
    if (second != std::string::npos) document.answer = UnescapeLine(line.substr(second + 1));
    documents.push_back(std::move(document));
  }
  return documents;
}

inline void WriteOddDocuments(const std::string& path, const std::vector<OddDocument>& documents) {
  std::vector<std::string> comments;
  std::ifstream in(path);
  for (std::string line; std::getline(in, line) && line.starts_with("#");) comments.push_back(line);
  in.close();
  std::ofstream out(path);
  for (const std::string& comment : comments) out << comment << "\n";
  for (const OddDocument& document : documents) {
    out << document.name << "\t" << EscapeLine(document.text) << "\t" << EscapeLine(document.answer)
        << "\n";
  }
}

}  // namespace flink_launcher
