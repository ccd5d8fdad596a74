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

/// The line and column of the byte at `position`.
Place PlaceOf(std::string_view text, std::size_t position) {
  Place place;
  for (std::size_t at = 0; at < position;) {
    place.Pass(NextUtf8(text, at).value_or(kReplacementCharacter));
  }
  return place;
}

bool IsBlank(char c) { return c == ' ' || c == '\t'; }

/// The first tab in `gap`, which has no scalars, outside of comments.
std::size_t FindTab(std::string_view gap) {
  for (std::size_t at = 0; at < gap.size(); ++at) {
    if (gap[at] == '\t') return at;
    const bool starts_word = at == 0 || gap[at - 1] == ' ' || gap[at - 1] == '\n';
    if (gap[at] != '#' || !starts_word) continue;
    at = gap.find('\n', at);
    if (at == std::string_view::npos) break;
  }
  return std::string_view::npos;
}

/// The first tab in the indentation of the second and later lines of a plain scalar.
std::size_t FindIndentingTab(std::string_view scalar) {
  for (std::size_t at = scalar.find('\n'); at != std::string_view::npos;
       at = scalar.find('\n', at)) {
    at = scalar.find_first_not_of(' ', at + 1);
    if (at == std::string_view::npos || scalar[at] == '\t') return at;
  }
  return std::string_view::npos;
}

std::string_view WithoutBlanks(std::string_view text, bool front, bool back) {
  while (front && !text.empty() && IsBlank(text.front())) text.remove_prefix(1);
  while (back && !text.empty() && (IsBlank(text.back()) || text.back() == '\r')) {
    text.remove_suffix(1);
  }
  return text;
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

Result<void> CheckBeginning(std::string_view text, const std::string& path) {
  int line_number = 1;
  for (std::string_view rest = text; !rest.empty(); ++line_number) {
    const std::size_t end = rest.find('\n');
    const std::string_view line = WithoutBlanks(rest.substr(0, end), false, true);
    const std::string_view content = WithoutBlanks(line, true, false);
    if (line.starts_with("...") && (line.size() == 3 || IsBlank(line[3]))) {
      return YamlError("a document ends here that has not begun", text, path, line_number, 1, "",
                       "remove the '...'");
    }
    if (!content.empty() && content.front() != '#') break;
    rest.remove_prefix(end == std::string_view::npos ? rest.size() : end + 1);
  }
  return {};
}

Result<void> CheckTabs(std::string_view text, const std::vector<ScalarPlace>& scalars,
                       const std::string& path) {
  const auto tab_at = [&](std::size_t position) {
    const Place place = PlaceOf(text, position);
    return YamlError("a tab stands between tokens", text, path, place.line, place.column,
                     "Flink's parser takes only spaces there", "write spaces instead");
  };
  std::size_t start = 0;
  for (const ScalarPlace& scalar : scalars) {
    if (scalar.begin > start) {
      const std::size_t tab = FindTab(text.substr(start, scalar.begin - start));
      if (tab != std::string_view::npos) return tab_at(start + tab);
    }
    start = std::max(start, scalar.end);
    if (!scalar.plain) continue;
    const std::string_view inside = text.substr(scalar.begin, scalar.end - scalar.begin);
    const std::size_t tab = FindIndentingTab(inside);
    if (tab != std::string_view::npos) return tab_at(scalar.begin + tab);
    while (start < text.size() && IsBlank(text[start])) ++start;
  }
  const std::size_t tab = FindTab(text.substr(start));
  if (tab != std::string_view::npos) return tab_at(start + tab);
  return {};
}

std::size_t BlockIndent(std::string_view lines) {
  while (!lines.empty()) {
    const std::size_t end = lines.find('\n');
    const std::string_view line = lines.substr(0, end);
    const std::size_t indent = line.find_first_not_of(" \r");
    if (indent != std::string_view::npos) return indent;
    lines.remove_prefix(end == std::string_view::npos ? lines.size() : end + 1);
  }
  return std::string_view::npos;
}

std::string SingleQuotedValue(std::string_view raw) {
  std::string value;
  std::size_t breaks = 0;
  for (bool first = true;; first = false) {
    const std::size_t end = raw.find('\n');
    const bool last = end == std::string_view::npos;
    const std::string_view line = WithoutBlanks(raw.substr(0, end), !first, !last);
    if (!first && (!line.empty() || last)) {
      value.append(breaks == 1 ? " " : std::string(breaks - 1, '\n'));
      breaks = 0;
    }
    for (std::size_t i = 0; i < line.size(); ++i) {
      value += line[i];
      if (line[i] == '\'') ++i;
    }
    if (last) return value;
    ++breaks;
    raw.remove_prefix(end + 1);
  }
}

}  // namespace flink_launcher
