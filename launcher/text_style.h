#pragma once
// How text is laid out and coloured: width, colour, character set. Everything that is printed for
// people takes a TextStyle; only main.cc asks the terminal.

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "platform/environment.h"

namespace flink_launcher {

struct TextStyle {
  int width = 100;  // columns
  bool color = false;
  bool utf8 = false;

  friend bool operator==(const TextStyle&, const TextStyle&) = default;
};

struct TerminalFacts {
  bool is_terminal = false;
  std::optional<int> columns;
};

/// COLUMNS, else the terminal's width, else 100, within 40 to 200. Colour only on a terminal that
/// is not dumb, and not with NO_COLOR (no-color.org). UTF-8 where the first of LC_ALL, LC_CTYPE and
/// LANG that is set says so; no locale function is asked, since a static executable has no locales.
TextStyle StyleFor(const Environment& environment, const TerminalFacts& terminal);

/// The colours of the terminal's own palette, which its owner chose for a dark or light background.
enum class Tint { kNone, kBold, kDim, kRed, kGreen, kYellow, kBlue, kMagenta, kCyan };

/// `text` in that colour, line by line, so that pagers and margins keep theirs; as it is where the
/// style has none.
std::string Painted(const TextStyle& style, Tint tint, std::string_view text);

/// How many columns `text` takes: its code points, since nothing of ours is wider.
std::size_t ColumnsOf(std::string_view text);

/// `text` and as many blanks as make it `columns` wide; left: the blanks stand before it.
std::string PadRight(std::string_view text, std::size_t columns);
std::string PadLeft(std::string_view text, std::size_t columns);

inline constexpr char kHardBlank = '\x1f';

/// `text` as lines of at most `width` columns where words allow it, ended by newlines. The first is
/// indented by `first`, the others by `rest` blanks. Where kHardBlank stands, no line ends.
std::string Wrapped(std::string_view text, int width, std::size_t first, std::size_t rest);

/// `start`, which is one line and not ended, and behind it `text`, its further lines below its
/// first.
std::string WrappedBehind(const std::string& start, std::string_view text, int width);

/// "512.0 MiB", "1.69 GiB", "0": for reading, never for typing back.
std::string HumanSize(std::int64_t bytes);

/// `part` of `whole` on a scale of `columns`, rounded; 0 where the whole is.
std::int64_t Scaled(std::int64_t part, std::int64_t whole, std::int64_t columns);

/// `part` of `whole` as "29.6 %"; empty where the whole is 0.
std::string PercentText(std::int64_t part, std::int64_t whole);

}  // namespace flink_launcher
