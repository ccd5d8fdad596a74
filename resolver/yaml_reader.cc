#include "resolver/yaml_reader.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdio>
#include <optional>
#include <utility>

#include "resolver/utf8.h"

namespace flink_launcher {
namespace {

constexpr std::size_t kShownAfter = 20;

constexpr std::size_t kShownBefore = 60;

/// snakeyaml-engine's default for LoadSettings.codePointLimit.
constexpr std::size_t kMostCharacters = std::size_t{3} * 1024 * 1024;

/// StreamReader.isPrintable.
bool IsPrintable(char32_t c) {
  return (c >= 0x20 && c <= 0x7E) || c == '\t' || c == '\n' || c == '\r' || c == 0x85 ||
         (c >= 0xA0 && c <= 0xD7FF) || (c >= 0xE000 && c <= 0xFFFD) || c >= 0x10000;
}

/// True for text of which every byte is a printable ASCII character, a tab or a line end, as most
/// configuration is: it needs no closer look.
bool IsPlainAscii(std::string_view text) {
  return std::all_of(text.begin(), text.end(), [](char c) {
    return (c >= 0x20 && c < 0x7F) || c == '\n' || c == '\t' || c == '\r';
  });
}

std::string CodePoint(char32_t c) {
  std::array<char, 16> buffer{};
  std::snprintf(buffer.data(), buffer.size(), "U+%04X", static_cast<unsigned>(c));
  return buffer.data();
}

/// Behind the end of the line that begins at `at`: "\n", "\r" or "\r\n", as the marks count.
std::size_t NextLine(std::string_view text, std::size_t at) {
  const std::size_t end = text.find_first_of("\r\n", at);
  if (end == std::string_view::npos) return text.size();
  return end + (text.substr(end).starts_with("\r\n") ? 2 : 1);
}

/// Line number `line` of `text`, from 0, without its end.
std::string_view LineOf(std::string_view text, int line) {
  std::size_t start = 0;
  for (; line > 0 && start < text.size(); --line) start = NextLine(text, start);
  return text.substr(start, text.find_first_of("\r\n", start) - start);
}

/// The line and, below it, a caret at character `column` (from 0); long lines are cut around it.
std::string Caret(std::string_view line, std::size_t column) {
  std::u32string characters;
  for (std::size_t at = 0; at < line.size();) {
    const char32_t c = NextUtf8(line, at).value_or(kReplacementCharacter);
    characters += IsPrintable(c) && c != '\t' ? c : U' ';
  }
  const std::size_t caret = std::min(column, characters.size());
  const std::size_t start = caret > kShownBefore ? caret - kShownBefore : 0;
  std::string shown = start > 0 ? "..." : "";
  const std::size_t indent = shown.size() + caret - start;
  for (const char32_t c : characters.substr(start, caret - start + kShownAfter))
    AppendUtf8(shown, c);
  if (caret + kShownAfter < characters.size()) shown += "...";
  return "  " + shown + "\n  " + std::string(indent, ' ') + "^";
}

}  // namespace

Error YamlErrorAt(std::string what, std::string why, std::string fix, std::string_view text,
                  const std::string& path, const YamlMark& mark) {
  const std::string_view line = LineOf(text, mark.line);
  const auto column = static_cast<std::size_t>(mark.column);
  if (!line.empty()) why += (why.empty() ? "" : "\n") + Caret(line, column);
  return Error{.code = ErrorCode::kConfig,
               .what = std::move(what),
               .where = Origin::File(path, mark.line + 1, mark.column + 1),
               .why = std::move(why),
               .fix = std::move(fix)};
}

void AppendJavaCharacter(std::string& text, char32_t c) {
  const bool low = c >= 0xDC00 && c <= 0xDFFF;
  const std::size_t size = text.size();
  // A high surrogate that stands alone so far: ED A0..AF xx.
  if (low && size >= 3 && text[size - 3] == '\xED' &&
      (static_cast<unsigned char>(text[size - 2]) & 0xF0) == 0xA0) {
    const auto middle = static_cast<unsigned char>(text[size - 2]);
    const auto last = static_cast<unsigned char>(text[size - 1]);
    const char32_t high = ((middle & 0x0FU) << 6) | (last & 0x3FU);
    text.resize(size - 3);
    c = 0x10000 + (high << 10) + (c - 0xDC00);
  }
  AppendUtf8(text, c);
}

YamlReader::YamlReader(std::string_view text) {
  characters_.reserve(text.size());
  for (std::size_t at = 0; at < text.size();) {
    const std::string_view ascii = AsciiRun(text, at);
    const std::size_t before = characters_.size();
    characters_.resize(before + ascii.size());
    std::copy(ascii.begin(), ascii.end(),
              characters_.begin() + static_cast<std::ptrdiff_t>(before));
    at += ascii.size();
    if (at < text.size()) characters_ += NextUtf8(text, at).value_or(kReplacementCharacter);
  }
}

void YamlReader::Forward(std::size_t count) {
  for (; count > 0 && mark_.index < characters_.size(); --count) {
    const char32_t c = characters_[mark_.index++];
    const bool has_next = mark_.index < characters_.size();
    if (c == '\n' || (c == '\r' && has_next && Peek() != '\n')) {
      ++mark_.line;
      mark_.column = 0;
    } else if (c != 0xFEFF) {
      ++mark_.column;
    }
  }
}

void YamlReader::ForwardToLineEnd() {
  for (char32_t c = Peek(); c != 0 && c != '\n' && c != '\r'; c = Peek()) {
    ++mark_.index;
    if (c != 0xFEFF) ++mark_.column;
  }
}

std::string YamlReader::Take(std::size_t count) {
  std::string text;
  for (std::size_t i = 0; i < count; ++i) AppendUtf8(text, Peek(i));
  mark_.index += count;
  mark_.column += static_cast<int>(count);
  return text;
}

std::string YamlReader::TakeLineBreak() {
  const char32_t c = Peek();
  if (c == '\r' || c == '\n' || c == 0x85) {
    Forward(c == '\r' && Peek(1) == '\n' ? 2 : 1);
    return "\n";
  }
  std::string line_break;
  if (c == 0x2028 || c == 0x2029) {
    AppendUtf8(line_break, c);
    Forward();
  }
  return line_break;
}

Result<void> YamlReader::CheckCharacters(std::string_view text, const std::string& path) {
  if (text.size() <= kMostCharacters && IsPlainAscii(text)) return {};
  YamlMark mark;
  for (std::size_t at = 0; at < text.size(); ++mark.index) {
    const char32_t c = NextUtf8(text, at).value_or(kReplacementCharacter);
    if (!IsPrintable(c)) {
      return YamlErrorAt("character " + CodePoint(c) + " is not allowed",
                         "YAML allows no control characters but tab and line end",
                         "remove it, or write it as an escape in double quotes", text, path, mark);
    }
    const bool line_end = c == '\n' || (c == '\r' && !text.substr(at).starts_with('\n'));
    mark.line += line_end ? 1 : 0;
    mark.column = line_end ? 0 : mark.column + 1;
  }
  if (mark.index > kMostCharacters) {
    return Error{.code = ErrorCode::kConfig,
                 .what = "the file is too large",
                 .where = Origin::File(path),
                 .why = "it has " + std::to_string(mark.index) +
                        " characters; Flink's parser reads " + std::to_string(kMostCharacters),
                 .fix = "remove what is not configuration"};
  }
  return {};
}

}  // namespace flink_launcher
