#include "resolver/config_legacy.h"

#include <algorithm>
#include <cstddef>
#include <utility>

#include "resolver/utf8.h"

namespace flink_launcher {
namespace {

constexpr std::size_t kMostShown = 60;

/// Java's String.trim: everything up to U+0020 goes, at both ends.
std::string_view Trim(std::string_view text) {
  const auto is_space = [](char c) { return static_cast<unsigned char>(c) <= 0x20; };
  while (!text.empty() && is_space(text.front())) text.remove_prefix(1);
  while (!text.empty() && is_space(text.back())) text.remove_suffix(1);
  return text;
}

/// BufferedReader.readLine: takes a line off `rest`; "\n", "\r" and "\r\n" end it.
std::string_view TakeLine(std::string_view& rest) {
  const std::size_t end = rest.find_first_of("\r\n");
  const std::string_view line = rest.substr(0, end);
  if (end == std::string_view::npos) {
    rest = {};
  } else {
    rest.remove_prefix(end + (rest.substr(end).starts_with("\r\n") ? 2 : 1));
  }
  return line;
}

Warning Skipped(std::string what, Origin where, std::string fix) {
  return Warning{.what = std::move(what), .where = std::move(where), .fix = std::move(fix)};
}

/// The line as it is shown, cut to a readable length.
std::string Shown(std::string_view line) {
  if (line.size() <= kMostShown) return std::string(line);
  return RepairUtf8(line.substr(0, kMostShown)) + "...";
}

class LegacyParser {
 public:
  explicit LegacyParser(const std::string& path) : path_(path) {}

  void Line(std::string_view line) {
    ++number_;
    const std::string_view content = Trim(line.substr(0, line.find('#')));
    if (content.empty()) return;
    const Origin where = Origin::File(path_, number_);
    const std::size_t colon = content.find(": ");
    if (colon == std::string_view::npos) {
      result_.warnings.push_back(
          Skipped("line is skipped, it is not 'key: value': " + Shown(content), where,
                  "put a space after the ':'"));
      return;
    }
    const std::string_view key = Trim(content.substr(0, colon));
    const std::string_view value = Trim(content.substr(colon + 2));
    if (key.empty() || value.empty()) {
      result_.warnings.push_back(
          Skipped("line is skipped, its key or value is empty: " + Shown(content), where,
                  "write 'key: value'"));
      return;
    }
    Put(std::string(key), std::string(value), where);
  }

  LegacyConfig Finish() && { return std::move(result_); }

 private:
  void Put(std::string key, std::string value, const Origin& where) {
    if (const ConfigValue* first = result_.config.Find(key)) {
      result_.warnings.push_back(Warning{.what = "key '" + key + "' is set again; this value wins",
                                         .where = where,
                                         .fix = "remove it here or at " + first->origin.Text(),
                                         .keys = {key}});
    }
    result_.config.Put(std::move(key), {ConfigValue::Kind::kString, std::move(value), where});
  }

  const std::string& path_;
  int number_ = 0;
  LegacyConfig result_;
};

/// The length in bytes of the white space character (Character.isWhitespace) that `text` starts
/// with; 0 where there is none.
std::size_t WhitespaceLength(std::string_view text) {
  std::size_t length = 0;
  const std::optional<char32_t> c = NextUtf8(text, length);
  if (!c) return 0;
  const bool white = (*c >= 0x09 && *c <= 0x0D) || (*c >= 0x1C && *c <= 0x20) || *c == 0x1680 ||
                     (*c >= 0x2000 && *c <= 0x200A && *c != 0x2007) || *c == 0x2028 ||
                     *c == 0x2029 || *c == 0x205F || *c == 0x3000;
  return white ? length : 0;
}

Error ListError(std::string_view text, std::string why, std::string fix) {
  return Error{.code = ErrorCode::kConfig,
               .what = "cannot split the list '" + std::string(text) + "'",
               .why = std::move(why),
               .fix = std::move(fix)};
}

struct ListToken {
  enum class Kind { kQuoted, kUnquoted, kDelimiter };
  Kind kind;
  std::string text;
};

/// Reads a quoted element, `at` on its opening quote; false where the quote is not closed.
bool TakeQuoted(std::string_view text, std::size_t& at, std::string& element) {
  const char quote = text[at++];
  while (at < text.size()) {
    const char c = text[at++];
    if (c != quote) {
      element += c;
    } else if (at < text.size() && text[at] == quote) {
      element += quote;
      ++at;
    } else {
      return true;
    }
  }
  return false;
}

/// StructuredOptionsSplitter.tokenize.
Result<std::vector<ListToken>> Tokenize(std::string_view text) {
  std::vector<ListToken> tokens;
  for (std::size_t at = 0; at < text.size();) {
    if (text[at] == '\'' || text[at] == '"') {
      const std::size_t open = at;
      std::string element;
      if (!TakeQuoted(text, at, element)) {
        return ListError(text,
                         "the quote at character " + std::to_string(open + 1) + " is not closed",
                         std::string("close it, or put the element in the other kind of quotes"));
      }
      tokens.push_back({ListToken::Kind::kQuoted, std::move(element)});
    } else if (text[at] == ';') {
      tokens.push_back({ListToken::Kind::kDelimiter, {}});
      ++at;
    } else if (const std::size_t white = WhitespaceLength(text.substr(at)); white > 0) {
      at += white;
    } else {
      const std::size_t end = std::min(text.find(';', at), text.size());
      tokens.push_back({ListToken::Kind::kUnquoted, std::string(Trim(text.substr(at, end - at)))});
      at = end;
    }
  }
  return tokens;
}

}  // namespace

LegacyConfig ParseLegacyConfig(std::string_view text, const std::string& path) {
  const std::string repaired = RepairUtf8(text);
  LegacyParser parser(path);
  for (std::string_view rest = repaired; !rest.empty();) parser.Line(TakeLine(rest));
  return std::move(parser).Finish();
}

Result<std::vector<std::string>> SplitLegacyList(std::string_view text) {
  using Kind = ListToken::Kind;
  Result<std::vector<ListToken>> tokens = Tokenize(text);
  if (!tokens) return tokens.error();
  std::vector<std::string> elements;
  for (std::size_t i = 0; i < tokens->size(); ++i) {
    ListToken& token = (*tokens)[i];
    const bool has_next = i + 1 < tokens->size();
    const bool delimiter_next = has_next && (*tokens)[i + 1].kind == Kind::kDelimiter;
    if (token.kind == Kind::kQuoted && has_next && !delimiter_next) {
      return ListError(text, "text stands behind the closing quote of '" + token.text + "'",
                       "put a ';' between the elements, or double a quote that belongs to one");
    }
    if (token.kind == Kind::kDelimiter) {
      if (delimiter_next) elements.emplace_back();
    } else {
      elements.push_back(std::move(token.text));
    }
  }
  return elements;
}

}  // namespace flink_launcher
