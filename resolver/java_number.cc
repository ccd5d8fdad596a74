#include "resolver/java_number.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <cstdlib>
#include <iterator>
#include <limits>

#include "resolver/utf8.h"

namespace flink_launcher {
namespace {

bool IsDigit(char letter) { return letter >= '0' && letter <= '9'; }

bool IsHexDigit(char letter) {
  return IsDigit(letter) || (letter >= 'a' && letter <= 'f') || (letter >= 'A' && letter <= 'F');
}

/// Takes letters off the front of `text` while `is_wanted`, and tells how many.
std::size_t Skip(std::string_view& text, bool (*is_wanted)(char)) {
  std::size_t count = 0;
  while (count < text.size() && is_wanted(text[count])) ++count;
  text.remove_prefix(count);
  return count;
}

bool SkipOneOf(std::string_view& text, std::string_view letters) {
  if (text.empty() || letters.find(text.front()) == std::string_view::npos) return false;
  text.remove_prefix(1);
  return true;
}

/// Whether `text` (without sign) is a floating-point literal of Java, in decimal or hexadecimal
/// (which has the 0x taken off and needs an exponent), followed by at most a type suffix, which is
/// taken off.
bool IsLiteral(std::string_view& text, bool hexadecimal) {
  std::string_view rest = text;
  bool (*const is_digit)(char) = hexadecimal ? IsHexDigit : IsDigit;
  std::size_t digits = Skip(rest, is_digit);
  if (SkipOneOf(rest, ".")) digits += Skip(rest, is_digit);
  if (digits == 0) return false;
  if (SkipOneOf(rest, hexadecimal ? "pP" : "eE")) {
    SkipOneOf(rest, "+-");
    if (Skip(rest, IsDigit) == 0) return false;
  } else if (hexadecimal) {
    return false;
  }
  const std::size_t length = text.size() - rest.size();
  SkipOneOf(rest, "fFdD");
  text = text.substr(0, length);
  return rest.empty();
}

float ToBinary(const char* text, float) { return std::strtof(text, nullptr); }
double ToBinary(const char* text, double) { return std::strtod(text, nullptr); }

/// FloatingDecimal.readJavaFormatString. strtof and strtod round correctly and know hexadecimal,
/// infinity and zero at the ends of the range; the process never leaves the C locale.
template <typename Float>
std::optional<Float> ParseJavaFloatingPoint(std::string_view text) {
  std::string_view rest = TrimJava(text);
  const bool negative = rest.starts_with('-');
  SkipOneOf(rest, "+-");
  if (rest == "NaN") return std::numeric_limits<Float>::quiet_NaN();
  if (rest == "Infinity") {
    return negative ? -std::numeric_limits<Float>::infinity()
                    : std::numeric_limits<Float>::infinity();
  }
  const bool hexadecimal = rest.starts_with("0x") || rest.starts_with("0X");
  if (hexadecimal) rest.remove_prefix(2);
  if (!IsLiteral(rest, hexadecimal)) return std::nullopt;
  const std::string literal =
      (negative ? "-" : "") + std::string(hexadecimal ? "0x" : "") + std::string(rest);
  return ToBinary(literal.c_str(), Float{});
}

/// The zero digits outside ASCII, nine more behind each: Character.digit, Unicode 13 to 16. Java
/// looks at single UTF-16 units here, so digits above U+FFFF are none.
constexpr char32_t kZeroDigits[] = {
    0x0660, 0x06F0, 0x07C0, 0x0966, 0x09E6, 0x0A66, 0x0AE6, 0x0B66, 0x0BE6, 0x0C66, 0x0CE6, 0x0D66,
    0x0DE6, 0x0E50, 0x0ED0, 0x0F20, 0x1040, 0x1090, 0x17E0, 0x1810, 0x1946, 0x19D0, 0x1A80, 0x1A90,
    0x1B50, 0x1BB0, 0x1C40, 0x1C50, 0xA620, 0xA8D0, 0xA900, 0xA9D0, 0xA9F0, 0xAA50, 0xABF0, 0xFF10};

/// `text` with ASCII digits in place of those of other scripts.
std::string WithAsciiDigits(std::string_view text) {
  std::string ascii;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t start = at;
    const char32_t c = NextUtf8(text, at).value_or(kReplacementCharacter);
    const auto* const above = std::upper_bound(std::begin(kZeroDigits), std::end(kZeroDigits), c);
    if (above != std::begin(kZeroDigits) && c - above[-1] < 10) {
      ascii += static_cast<char>('0' + (c - above[-1]));
    } else {
      ascii += text.substr(start, at - start);
    }
  }
  return ascii;
}

template <typename Integer>
std::optional<Integer> ParseJavaInteger(std::string_view raw) {
  const std::string ascii = WithAsciiDigits(raw);
  std::string_view text = ascii;
  if (text.starts_with('+')) {
    text.remove_prefix(1);
    if (text.starts_with('-')) return std::nullopt;
  }
  Integer value = 0;
  const char* const end = text.data() + text.size();
  const auto [stop, error] = std::from_chars(text.data(), end, value);
  if (error != std::errc{} || stop != end) return std::nullopt;
  return value;
}

/// The value of "-d.ddde+07", as std::to_chars writes it.
Decimal DecimalOf(std::string_view text) {
  Decimal decimal;
  const std::size_t e = text.find('e');
  bool after_point = false;
  int fraction_digits = 0;
  for (const char letter : text.substr(0, e)) {
    if (letter == '-') decimal.negative = true;
    if (letter == '.') after_point = true;
    if (!IsDigit(letter)) continue;
    decimal.digits = decimal.digits * 10 + static_cast<std::uint64_t>(letter - '0');
    if (after_point) ++fraction_digits;
  }
  // to_chars writes "e+07"; from_chars does not take the plus sign.
  std::string_view exponent = text.substr(e + 1);
  if (exponent.starts_with('+')) exponent.remove_prefix(1);
  std::from_chars(exponent.data(), exponent.data() + exponent.size(), decimal.exponent);
  decimal.exponent -= fraction_digits;
  return decimal;
}

}  // namespace

std::string_view TrimJava(std::string_view text) {
  const auto is_space = [](char letter) { return static_cast<unsigned char>(letter) <= ' '; };
  while (!text.empty() && is_space(text.front())) text.remove_prefix(1);
  while (!text.empty() && is_space(text.back())) text.remove_suffix(1);
  return text;
}

std::optional<std::int32_t> ParseJavaInt(std::string_view text) {
  return ParseJavaInteger<std::int32_t>(text);
}

std::optional<std::int64_t> ParseJavaLong(std::string_view text) {
  return ParseJavaInteger<std::int64_t>(text);
}

std::optional<float> ParseJavaFloat(std::string_view text) {
  return ParseJavaFloatingPoint<float>(text);
}

std::optional<double> ParseJavaDouble(std::string_view text) {
  return ParseJavaFloatingPoint<double>(text);
}

Decimal ShortestDecimal(double value) {
  std::array<char, 32> buffer{};  // "-d.dddddddddddddddde-308" needs 24
  char* const end = buffer.data() + buffer.size() - 1;
  const auto shortest = std::to_chars(buffer.data(), end, value, std::chars_format::scientific);
  const Decimal decimal = DecimalOf({buffer.data(), shortest.ptr});
  if (decimal.digits > 9) return decimal;
  // Java thinks of two digits at least, and then of the closest two: 4.9E-324, not 5.0E-324.
  const auto two = std::to_chars(buffer.data(), end, value, std::chars_format::scientific, 1);
  *two.ptr = '\0';
  const Decimal closest = DecimalOf({buffer.data(), two.ptr});
  const bool is_same = std::strtod(buffer.data(), nullptr) == value;
  return is_same && closest.digits % 10 != 0 ? closest : decimal;
}

std::string JavaDoubleText(double value) {
  if (std::isnan(value)) return "NaN";
  if (std::isinf(value)) return value < 0 ? "-Infinity" : "Infinity";
  const Decimal decimal = ShortestDecimal(value);
  const std::string sign = decimal.negative ? "-" : "";
  std::string digits = std::to_string(decimal.digits);
  // The value is 0.DIGITS x 10^point.
  int point = static_cast<int>(digits.size()) + decimal.exponent;
  if (decimal.digits == 0) point = 1;
  std::string suffix;
  if (decimal.digits != 0 && (point < -2 || point > 7)) {  // outside [10^-3, 10^7)
    suffix = "E" + std::to_string(point - 1);
    point = 1;
  }
  if (point <= 0) {
    digits.insert(0, static_cast<std::size_t>(1 - point), '0');
    point = 1;
  }
  const auto whole = static_cast<std::size_t>(point);
  if (digits.size() < whole + 1) digits.append(whole + 1 - digits.size(), '0');
  return sign + digits.substr(0, whole) + "." + digits.substr(whole) + suffix;
}

}  // namespace flink_launcher
