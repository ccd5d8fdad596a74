#include "resolver/yaml_strictness.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdio>
#include <optional>
#include <utility>

#include "resolver/utf8.h"
#include "resolver/yaml_document.h"

namespace flink_launcher {
namespace {

/// snakeyaml-engine's default for LoadSettings.codePointLimit.
constexpr std::size_t kMostCharacters = std::size_t{3} * 1024 * 1024;

/// StreamReader.isPrintable.
bool IsPrintable(char32_t c) {
  return (c >= 0x20 && c <= 0x7E) || c == '\t' || c == '\n' || c == '\r' || c == 0x85 ||
         (c >= 0xA0 && c <= 0xD7FF) || (c >= 0xE000 && c <= 0xFFFD) || c >= 0x10000;
}

std::string CodePoint(char32_t c) {
  std::array<char, 16> buffer{};
  std::snprintf(buffer.data(), buffer.size(), "U+%04X", static_cast<unsigned>(c));
  return buffer.data();
}

struct Place {
  int line = 1;
  int column = 1;
  void Pass(char32_t c) {
    if (c == '\n') {
      ++line;
      column = 1;
    } else {
      ++column;
    }
  }
};

/// Line number `line` of `text`, without its end.
std::string_view LineOf(std::string_view text, int line) {
  while (--line > 0) {
    const std::size_t end = text.find('\n');
    if (end == std::string_view::npos) return {};
    text.remove_prefix(end + 1);
  }
  std::string_view found = text.substr(0, text.find('\n'));
  if (found.ends_with('\r')) found.remove_suffix(1);
  return found;
}

/// The line and, below it, a caret at character `column`; long lines are cut around it.
std::string Caret(std::string_view line, int column) {
  constexpr std::size_t kBefore = 60;
  constexpr std::size_t kAfter = 20;
  std::u32string characters;
  for (std::size_t at = 0; at < line.size();) {
    const char32_t c = NextUtf8(line, at).value_or(kReplacementCharacter);
    characters += IsPrintable(c) && c != '\t' ? c : U' ';
  }
  const std::size_t caret =
      std::min(static_cast<std::size_t>(std::max(column, 1) - 1), characters.size());
  const std::size_t start = caret > kBefore ? caret - kBefore : 0;
  std::string shown = start > 0 ? "..." : "";
  const std::size_t indent = shown.size() + caret - start;
  for (const char32_t c : characters.substr(start, caret - start + kAfter)) AppendUtf8(shown, c);
  if (caret + kAfter < characters.size()) shown += "...";
  return "  " + shown + "\n  " + std::string(indent, ' ') + "^";
}

}  // namespace

Error YamlError(std::string what, std::string_view text, const std::string& path, int line,
                int column, std::string why, std::string fix) {
  const std::string_view shown = LineOf(text, line);
  if (!shown.empty()) why += (why.empty() ? "" : "\n") + Caret(shown, column);
  return Error{.code = ErrorCode::kConfig,
               .what = std::move(what),
               .where = Origin::File(path, line, column),
               .why = std::move(why),
               .fix = std::move(fix)};
}

Result<void> CheckCharacters(std::string_view text, const std::string& path) {
  Place place;
  std::size_t count = 0;
  for (std::size_t at = 0; at < text.size(); ++count) {
    const char32_t c = NextUtf8(text, at).value_or(kReplacementCharacter);
    if (!IsPrintable(c)) {
      return YamlError("character " + CodePoint(c) + " is not allowed", text, path, place.line,
                       place.column, "YAML allows no control characters but tab and line end",
                       "remove it, or write it as an escape in double quotes");
    }
    place.Pass(c);
  }
  if (count > kMostCharacters) {
    return Error{.code = ErrorCode::kConfig,
                 .what = "the file is too large",
                 .where = Origin::File(path),
                 .why = "it has " + std::to_string(count) + " characters; Flink's parser reads " +
                        std::to_string(kMostCharacters),
                 .fix = "remove what is not configuration"};
  }
  return {};
}

}  // namespace flink_launcher
