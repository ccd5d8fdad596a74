#pragma once
// Numbers as Java reads and writes them: what Integer.parseInt, Long.parseLong, Float.parseFloat,
// Double.parseDouble and Double.toString do, for the texts that Flink hands to them.

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace flink_launcher {

/// `text` without the characters up to U+0020 at both ends (String.trim). A no-break space stays.
std::string_view TrimJava(std::string_view text);

/// Integer.parseInt: an optional sign, then digits, of any script; no white space. nullopt where
/// Java throws.
std::optional<std::int32_t> ParseJavaInt(std::string_view text);
/// Long.parseLong; as ParseJavaInt.
std::optional<std::int64_t> ParseJavaLong(std::string_view text);

/// Float.parseFloat: the text is trimmed; sign, "NaN", "Infinity", decimal or hexadecimal digits
/// with exponent, and a type suffix (fFdD) are read; rounded once, to the nearest float, with
/// overflow to infinity and underflow to zero. nullopt where Java throws.
std::optional<float> ParseJavaFloat(std::string_view text);
/// Double.parseDouble; as ParseJavaFloat.
std::optional<double> ParseJavaDouble(std::string_view text);

/// A finite double as digits x 10^exponent: the shortest digits that read back as the same double.
struct Decimal {
  bool negative = false;
  std::uint64_t digits = 0;  // below 10^17
  int exponent = 0;
};
Decimal ShortestDecimal(double value);

/// Double.toString, with the shortest digits (as JDK 19 and later; older ones differ in the last
/// digit of a few values): "1.0", "0.12345678", "1.0E7", "1.0E-4", "NaN", "-Infinity".
std::string JavaDoubleText(double value);

}  // namespace flink_launcher
