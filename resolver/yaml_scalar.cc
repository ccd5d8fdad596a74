#include "resolver/yaml_scalar.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <limits>
#include <vector>

#include "resolver/java_number.h"

namespace flink_launcher {
namespace {

constexpr std::size_t kMostDigits = 4096;

constexpr std::uint64_t kLimbBase = 1'000'000'000;

bool IsDigit(char c) { return c >= '0' && c <= '9'; }
bool IsOctalDigit(char c) { return c >= '0' && c <= '7'; }
bool IsHexDigit(char c) { return IsDigit(c) || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F'); }
bool IsWordCharacter(char c) {
  return IsDigit(c) || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
}
char Lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }

template <typename Predicate>
std::size_t Skip(std::string_view& text, Predicate accepts) {
  std::size_t count = 0;
  while (count < text.size() && accepts(text[count])) ++count;
  text.remove_prefix(count);
  return count;
}
bool SkipOne(std::string_view& text, std::string_view choices) {
  if (text.empty() || choices.find(text.front()) == std::string_view::npos) return false;
  text.remove_prefix(1);
  return true;
}
template <typename Predicate>
bool AllOf(std::string_view text, Predicate accepts) {
  return !text.empty() && std::all_of(text.begin(), text.end(), accepts);
}
bool IsOneOf(std::string_view text, std::initializer_list<std::string_view> choices) {
  return std::find(choices.begin(), choices.end(), text) != choices.end();
}

/// CoreScalarResolver.INT.
bool IsInteger(std::string_view text) {
  if (text.starts_with("0o") && AllOf(text.substr(2), IsOctalDigit)) return true;
  if (text.starts_with("0x") && AllOf(text.substr(2), IsHexDigit)) return true;
  SkipOne(text, "+-");
  return AllOf(text, IsDigit);
}

/// The exponent of a number, if there is one; false where it is begun and not finished.
bool SkipExponent(std::string_view& text, std::string_view letters) {
  if (!SkipOne(text, letters)) return true;
  SkipOne(text, "+-");
  return Skip(text, IsDigit) > 0;
}

/// CoreScalarResolver.FLOAT.
bool IsFloat(std::string_view text) {
  if (IsOneOf(text, {".nan", ".NaN", ".NAN"})) return true;
  SkipOne(text, "+-");
  if (IsOneOf(text, {".inf", ".Inf", ".INF"})) return true;
  const std::size_t whole = Skip(text, IsDigit);
  const std::size_t fraction = SkipOne(text, ".") ? Skip(text, IsDigit) : 0;
  return whole + fraction > 0 && SkipExponent(text, "eE") && text.empty();
}

/// BaseScalarResolver.ENV_FORMAT: \$\{\s*(\w+)((:?[-?])(\w+)?)?\s*\}
bool IsVariable(std::string_view text) {
  const auto is_space = [](char c) { return c == ' ' || (c >= '\t' && c <= '\r'); };
  if (!text.starts_with("${")) return false;
  text.remove_prefix(2);
  Skip(text, is_space);
  if (Skip(text, IsWordCharacter) == 0) return false;
  const bool colon = SkipOne(text, ":");
  if (SkipOne(text, "-?")) {
    Skip(text, IsWordCharacter);
  } else if (colon) {
    return false;
  }
  Skip(text, is_space);
  return text == "}";
}

struct SignedDigits {
  bool negative = false;
  std::string_view digits;
};

/// The grammar of Integer.valueOf(text, radix), Long and BigInteger (ASCII digits only).
std::optional<SignedDigits> SplitSign(std::string_view text, int radix) {
  SignedDigits result{text.starts_with('-'), text};
  if (text.starts_with('-') || text.starts_with('+')) result.digits.remove_prefix(1);
  const bool fits = radix == 16  ? AllOf(result.digits, IsHexDigit)
                    : radix == 8 ? AllOf(result.digits, IsOctalDigit)
                                 : AllOf(result.digits, IsDigit);
  if (!fits) return std::nullopt;
  return result;
}

unsigned DigitValue(char c) {
  return static_cast<unsigned>(IsDigit(c) ? c - '0' : Lower(c) - 'a' + 10);
}

/// The magnitude, or nullopt above 2^64 - 1.
std::optional<std::uint64_t> Magnitude(std::string_view digits, unsigned radix) {
  std::uint64_t value = 0;
  for (const char c : digits) {
    const std::uint64_t most = std::numeric_limits<std::uint64_t>::max();
    if (value > (most - DigitValue(c)) / radix) return std::nullopt;
    value = value * radix + DigitValue(c);
  }
  return value;
}

/// Decimal digits of a number of any length, without leading zeros.
std::string DecimalDigits(std::string_view digits, unsigned radix) {
  digits.remove_prefix(std::min(digits.find_first_not_of('0'), digits.size() - 1));
  if (radix == 10) return std::string(digits);
  std::vector<std::uint64_t> limbs = {0};  // least significant first
  for (const char c : digits) {
    std::uint64_t carry = DigitValue(c);
    for (std::uint64_t& limb : limbs) {
      const std::uint64_t sum = limb * radix + carry;
      limb = sum % kLimbBase;
      carry = sum / kLimbBase;
    }
    if (carry > 0) limbs.push_back(carry);
  }
  std::string decimal = std::to_string(limbs.back());
  for (std::size_t i = limbs.size() - 1; i-- > 0;) {
    const std::string part = std::to_string(limbs[i]);
    decimal += std::string(9 - part.size(), '0') + part;
  }
  return decimal;
}

/// ConstructYamlCoreInt.createNumber: the class depends on the length of the text too, so that
/// 00000000001 is a Long.
std::optional<TypedScalar> CreateNumber(bool negative, std::string_view number, int radix) {
  const std::string text = (negative ? "-" : "") + std::string(number);
  const std::optional<SignedDigits> parts = SplitSign(text, radix);
  if (!parts || (radix != 10 && parts->digits.size() > kMostDigits)) return std::nullopt;
  const std::size_t int_length = radix == 16 ? 8 : radix == 8 ? 11 : 10;
  const std::size_t long_length = radix == 16 ? 16 : radix == 8 ? 21 : 19;
  const auto base = static_cast<unsigned>(radix);
  const auto fits = [&parts, base](std::uint64_t most) {
    const std::optional<std::uint64_t> magnitude = Magnitude(parts->digits, base);
    return magnitude && *magnitude <= most + (parts->negative ? 1 : 0);
  };
  std::string decimal = DecimalDigits(parts->digits, base);
  if (parts->negative && decimal != "0") decimal.insert(decimal.begin(), '-');
  JavaType type = JavaType::kBigInteger;
  if (number.size() <= int_length && fits(std::numeric_limits<std::int32_t>::max())) {
    type = JavaType::kInteger;
  } else if (number.size() <= long_length && fits(std::numeric_limits<std::int64_t>::max())) {
    type = JavaType::kLong;
  }
  return TypedScalar{type, std::move(decimal)};
}

/// True where Double.valueOf reads `text` (already trimmed, unsigned) as a decimal number.
bool IsJavaDecimal(std::string_view text) {
  const std::size_t whole = Skip(text, IsDigit);
  const std::size_t fraction = SkipOne(text, ".") ? Skip(text, IsDigit) : 0;
  if (whole + fraction == 0 || !SkipExponent(text, "eE")) return false;
  SkipOne(text, "fFdD");
  return text.empty();
}

/// The same for a hexadecimal number: its exponent is not optional.
bool IsJavaHexadecimal(std::string_view text) {
  if (!text.starts_with("0x") && !text.starts_with("0X")) return false;
  text.remove_prefix(2);
  const std::size_t whole = Skip(text, IsHexDigit);
  const std::size_t fraction = SkipOne(text, ".") ? Skip(text, IsHexDigit) : 0;
  if (whole + fraction == 0 || text.empty() || Lower(text.front()) != 'p') return false;
  if (!SkipExponent(text, "pP")) return false;
  SkipOne(text, "fFdD");
  return text.empty();
}

/// Double.valueOf.
std::optional<double> JavaDoubleValue(std::string_view text) {
  const auto is_space = [](char c) { return static_cast<unsigned char>(c) <= 0x20; };
  Skip(text, is_space);
  while (!text.empty() && is_space(text.back())) text.remove_suffix(1);
  const bool negative = text.starts_with('-');
  SkipOne(text, "+-");
  if (!IsJavaDecimal(text) && !IsJavaHexadecimal(text)) return std::nullopt;
  // strtod rounds correctly, also to infinity and to denormals, where from_chars gives up. It stops
  // before the suffix. The decimal point is '.', since nothing here ever calls setlocale.
  const double magnitude = std::strtod(std::string(text).c_str(), nullptr);
  return negative ? -magnitude : magnitude;
}

}  // namespace

ScalarTag ResolvePlainScalar(std::string_view text) {
  if (IsOneOf(text, {"", "~", "null", "Null", "NULL", " "})) return ScalarTag::kNull;
  if (IsOneOf(text, {"true", "True", "TRUE", "false", "False", "FALSE"})) {
    return ScalarTag::kBoolean;
  }
  if (IsInteger(text)) return ScalarTag::kInteger;
  if (IsFloat(text)) return ScalarTag::kFloat;
  return IsVariable(text) ? ScalarTag::kVariable : ScalarTag::kString;
}

std::optional<TypedScalar> ConstructInteger(std::string_view text) {
  const bool negative = text.starts_with('-');
  SkipOne(text, "+-");
  if (text.starts_with("0x")) return CreateNumber(negative, text.substr(2), 16);
  if (text.starts_with("0o")) return CreateNumber(negative, text.substr(2), 8);
  return CreateNumber(negative, text, 10);
}

std::optional<TypedScalar> ConstructFloat(std::string_view text) {
  std::string lower(text);
  std::transform(lower.begin(), lower.end(), lower.begin(), Lower);
  if (lower == ".nan") return TypedScalar{JavaType::kDouble, "NaN"};
  if (lower == ".inf") return TypedScalar{JavaType::kDouble, "Infinity"};
  if (lower == "-.inf") return TypedScalar{JavaType::kDouble, "-Infinity"};
  std::string_view rest = lower;
  const bool negative = rest.starts_with('-');
  SkipOne(rest, "+-");
  const std::optional<double> value = JavaDoubleValue(rest);
  if (!value) return std::nullopt;
  return TypedScalar{JavaType::kDouble, JavaDoubleText(negative ? -*value : *value)};
}

TypedScalar ConstructBoolean(std::string_view text) {
  std::string lower(text);
  std::transform(lower.begin(), lower.end(), lower.begin(), Lower);
  if (lower != "true" && lower != "false") return {JavaType::kNull, "null"};
  return {JavaType::kBoolean, std::move(lower)};
}

}  // namespace flink_launcher
