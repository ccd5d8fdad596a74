#include "resolver/fraction.h"

#include <array>
#include <charconv>
#include <cmath>
#include <cstdint>
#include <limits>

#include "resolver/java_number.h"

namespace flink_launcher {
namespace {

// 63 bits of bytes times 57 bits of digits fit.
__extension__ typedef unsigned __int128 Uint128;
constexpr Uint128 kLargest = static_cast<Uint128>(std::numeric_limits<std::int64_t>::max());

constexpr int kCpuDecimals = 8;  // Resource.MAX_VALUE_SCALE

/// MemorySize.multiply: BigDecimal.valueOf(bytes) times BigDecimal.valueOf(factor), cut to an
/// integer. `factor` must be finite and not negative.
std::optional<Bytes> Multiply(Bytes base, double factor) {
  const Decimal decimal = ShortestDecimal(factor);
  Uint128 product = static_cast<Uint128>(base.count()) * decimal.digits;
  bool cut = false;
  for (int i = decimal.exponent; i < 0 && product != 0; ++i) {
    cut = cut || product % 10 != 0;
    product /= 10;
  }
  for (int i = 0; i < decimal.exponent && product <= kLargest; ++i) product *= 10;
  // Flink compares before it cuts: 2^63 - 1 bytes and a bit are too much for it.
  if (product > kLargest || (product == kLargest && cut)) return std::nullopt;
  return Bytes::Of(static_cast<std::int64_t>(product));
}

}  // namespace

std::optional<Fraction> Fraction::Parse(const ConfigValue& value) {
  if (value.kind != ConfigValue::Kind::kFloat) {
    const std::optional<float> parsed = ParseJavaFloat(value.text);
    if (!parsed) return std::nullopt;
    return Fraction{*parsed};
  }
  const std::optional<double> parsed = ParseJavaDouble(value.text);
  if (!parsed) return std::nullopt;
  const double magnitude = std::fabs(*parsed);
  const bool fits = magnitude >= std::numeric_limits<float>::denorm_min() &&
                    magnitude <= std::numeric_limits<float>::max();
  if (magnitude != 0 && !fits) return std::nullopt;  // also NaN
  return Fraction{static_cast<float>(*parsed)};
}

std::string Fraction::Text() const {
  if (std::isnan(value)) return "NaN";
  std::array<char, 32> buffer;
  const auto [end, error] = std::to_chars(buffer.data(), buffer.data() + buffer.size(), value);
  return {buffer.data(), end};
}

std::string Fraction::JavaText() const { return JavaDoubleText(static_cast<double>(value)); }

std::optional<Bytes> Share(Bytes base, Fraction fraction) {
  return Multiply(base, static_cast<double>(fraction.value));
}

std::optional<Bytes> InverseShare(Bytes base, Fraction fraction) {
  const auto widened = static_cast<double>(fraction.value);
  return Multiply(base, widened / (1 - widened));
}

std::string CpuCoresText(double cores, bool truncated) {
  if (!truncated) return JavaDoubleText(cores);
  Decimal decimal = ShortestDecimal(cores);
  while (decimal.exponent < -kCpuDecimals && decimal.digits != 0) {
    decimal.digits /= 10;
    ++decimal.exponent;
  }
  const std::string text = std::to_string(decimal.digits) + "E" + std::to_string(decimal.exponent);
  return JavaDoubleText(*ParseJavaDouble(text));
}

}  // namespace flink_launcher
