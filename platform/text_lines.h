#pragma once
// Cutting kernel text into lines and fields, without copying it.

#include <charconv>
#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

namespace flink_launcher {

/// The parts of `text` between each `separator`; always at least one. Empty parts are kept: the
/// kernel separates with exactly one character, and a field may be empty (a mount source).
inline std::vector<std::string_view> SplitText(std::string_view text, char separator) {
  std::vector<std::string_view> parts;
  while (true) {
    const auto end = text.find(separator);
    parts.push_back(text.substr(0, end));
    if (end == std::string_view::npos) return parts;
    text.remove_prefix(end + 1);
  }
}

/// The lines of `text`; a final newline begins no further line.
inline std::vector<std::string_view> SplitLines(std::string_view text) {
  if (text.ends_with('\n')) text.remove_suffix(1);
  if (text.empty()) return {};
  return SplitText(text, '\n');
}

inline constexpr std::string_view kBlank = " \t\r\n";

/// `text` without spaces, tabs and newlines at either end.
inline std::string_view TrimText(std::string_view text) {
  const auto begin = text.find_first_not_of(kBlank);
  if (begin == std::string_view::npos) return {};
  return text.substr(begin, text.find_last_not_of(kBlank) - begin + 1);
}

/// A number of decimal digits and nothing else, at most 2^64 - 1.
inline std::optional<std::uint64_t> ParseDecimal(std::string_view text) {
  std::uint64_t number = 0;
  const char* const end = text.data() + text.size();
  const auto [position, error] = std::from_chars(text.data(), end, number);
  if (error != std::errc() || position != end) return std::nullopt;
  return number;
}

}  // namespace flink_launcher
