#include "launcher/text_style.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <cstdint>
#include <cstdio>

namespace flink_launcher {
namespace {

constexpr int kNarrowest = 40;
constexpr int kWidest = 200;
constexpr int kWithoutTerminal = 100;

std::optional<int> ColumnsVariable(const Environment& environment) {
  const std::string text = environment.GetOrEmpty("COLUMNS");
  int columns = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), columns);
  const bool is_number = error == std::errc{} && end == text.data() + text.size() && columns > 0;
  return is_number ? std::optional(columns) : std::nullopt;
}

bool SaysUtf8(std::string locale) {
  for (char& c : locale) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  }
  return locale.find("utf-8") != std::string::npos || locale.find("utf8") != std::string::npos;
}

bool IsUtf8(const Environment& environment) {
  for (const char* variable : {"LC_ALL", "LC_CTYPE", "LANG"}) {
    const std::string locale = environment.GetOrEmpty(variable);
    if (!locale.empty()) return SaysUtf8(locale);
  }
  return false;
}

std::string_view CodeOf(Tint tint) {
  switch (tint) {
    case Tint::kNone:
      return "";
    case Tint::kBold:
      return "1";
    case Tint::kDim:
      return "2";
    case Tint::kRed:
      return "31";
    case Tint::kGreen:
      return "32";
    case Tint::kYellow:
      return "33";
    case Tint::kBlue:
      return "34";
    case Tint::kMagenta:
      return "35";
    case Tint::kCyan:
      return "36";
  }
  return "";
}

}  // namespace

TextStyle StyleFor(const Environment& environment, const TerminalFacts& terminal) {
  const int columns =
      ColumnsVariable(environment).value_or(terminal.columns.value_or(kWithoutTerminal));
  const std::string term = environment.GetOrEmpty("TERM");
  return {.width = std::clamp(columns, kNarrowest, kWidest),
          .color = terminal.is_terminal && environment.GetOrEmpty("NO_COLOR").empty() &&
                   !term.empty() && term != "dumb",
          .utf8 = IsUtf8(environment)};
}

std::string Painted(const TextStyle& style, Tint tint, std::string_view text) {
  const std::string_view code = CodeOf(tint);
  if (!style.color || code.empty()) return std::string(text);
  std::string painted;
  while (!text.empty()) {
    const std::string_view line = text.substr(0, text.find('\n'));
    if (!line.empty()) painted += "\x1b[" + std::string(code) + "m" + std::string(line) + "\x1b[0m";
    text.remove_prefix(line.size());
    if (text.empty()) break;
    painted += '\n';
    text.remove_prefix(1);
  }
  return painted;
}

std::size_t ColumnsOf(std::string_view text) {
  return static_cast<std::size_t>(std::count_if(text.begin(), text.end(), [](char c) {
    return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U;  // not a continuation byte
  }));
}

std::string PadRight(std::string_view text, std::size_t columns) {
  const std::size_t taken = ColumnsOf(text);
  return std::string(text) + std::string(columns > taken ? columns - taken : 0, ' ');
}

std::string PadLeft(std::string_view text, std::size_t columns) {
  const std::size_t taken = ColumnsOf(text);
  return std::string(columns > taken ? columns - taken : 0, ' ') + std::string(text);
}

std::string Wrapped(std::string_view text, int width, std::size_t first, std::size_t rest) {
  std::string lines(first, ' ');
  std::size_t column = first;
  bool is_line_empty = true;
  while (!text.empty()) {
    const std::string_view word = text.substr(0, text.find_first_of(" \n"));
    const std::size_t columns = ColumnsOf(word);
    if (!is_line_empty && column + 1 + columns > static_cast<std::size_t>(width)) {
      while (lines.ends_with(' ')) lines.pop_back();
      lines += "\n" + std::string(rest, ' ');
      column = rest;
      is_line_empty = true;
    }
    if (!is_line_empty) lines += ' ';
    lines += word;
    column += columns + (is_line_empty ? 0 : 1);
    is_line_empty = false;
    const bool ends_line = word.size() < text.size() && text[word.size()] == '\n';
    text.remove_prefix(std::min(text.size(), word.size() + 1));
    if (ends_line) {
      lines += "\n" + std::string(rest, ' ');
      column = rest;
      is_line_empty = true;
    }
  }
  std::replace(lines.begin(), lines.end(), kHardBlank, ' ');
  return lines + "\n";
}

std::string WrappedBehind(const std::string& start, std::string_view text, int width) {
  const std::size_t column = ColumnsOf(start);
  return start + Wrapped(text, width, column, column).substr(column);
}

std::string HumanSize(std::int64_t bytes) {
  constexpr std::array kUnits = {"bytes", "KiB", "MiB", "GiB", "TiB"};
  if (bytes == 0) return "0";
  auto value = static_cast<double>(bytes);
  std::size_t unit = 0;
  while (value >= 1024 && unit + 1 < kUnits.size()) {
    value /= 1024;
    ++unit;
  }
  std::array<char, 48> buffer{};
  const int decimals = unit == 0 ? 0 : unit < 3 ? 1 : 2;
  std::snprintf(buffer.data(), buffer.size(), "%.*f %s", decimals, value, kUnits[unit]);
  return buffer.data();
}

std::int64_t Scaled(std::int64_t part, std::int64_t whole, std::int64_t columns) {
  if (whole == 0) return 0;
  const double share = static_cast<double>(part) / static_cast<double>(whole);
  return std::llround(share * static_cast<double>(columns));
}

std::string PercentText(std::int64_t part, std::int64_t whole) {
  if (whole == 0) return "";
  std::array<char, 32> buffer{};
  std::snprintf(buffer.data(), buffer.size(), "%.1f %%",
                100.0 * static_cast<double>(part) / static_cast<double>(whole));
  return buffer.data();
}

}  // namespace flink_launcher
