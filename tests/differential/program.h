#pragma once
// What the programs of this folder have in common: printing, numbers on the command line, failing.

#include <charconv>
#include <cstdint>
#include <cstdio>
#include <optional>
#include <string>
#include <string_view>

#include "resolver/error.h"

namespace flink_launcher {

inline constexpr int kDiffers = 1;
inline constexpr int kFailed = 2;
inline constexpr int kBadUsage = 64;

inline void Print(std::string_view text) { std::fwrite(text.data(), 1, text.size(), stdout); }

/// A number that is all of `text`.
inline std::optional<std::uint64_t> ParseNumber(std::string_view text) {
  std::uint64_t number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc{} || end != text.data() + text.size()) return std::nullopt;
  return number;
}

/// Says why; returns the exit status of a program that could not compare.
inline int Fail(const Error& error) {
  const std::string text = error.what + " (" + error.where.Text() + ")\n";
  std::fwrite(text.data(), 1, text.size(), stderr);
  return kFailed;
}

}  // namespace flink_launcher
