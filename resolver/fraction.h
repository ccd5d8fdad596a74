#pragma once
// Fraction: a share of memory, and the shares it gives, to the last byte as Flink computes them.
// Flink holds a fraction as a 32-bit float, widens it to a double, writes that as the shortest
// decimal (0.1 becomes 0.10000000149011612) and multiplies in decimal, cutting off the rest.
// The only files with floating-point numbers are this one and java_number.

#include <optional>
#include <string>

#include "resolver/bytes.h"
#include "resolver/config.h"

namespace flink_launcher {

/// A fraction as configured; not checked against any range. Pass by value.
struct Fraction {
  float value = 0;

  /// Reads a configuration value (Configuration.convertToFloat): a YAML float is a double first,
  /// and must lie in the range of a float; anything else is read by Float.parseFloat. nullopt where
  /// Flink throws.
  static std::optional<Fraction> Parse(const ConfigValue& value);

  /// Whether Flink accepts it for a share: from 0 up to, but not including, 1 (RangeFraction).
  bool IsShare() const { return value >= 0 && value < 1; }
  /// For messages: "0.1", the shortest text that gives this float.
  std::string Text() const;
  /// As Flink prints it, widened: "0.10000000149011612".
  std::string JavaText() const;

  friend bool operator==(Fraction, Fraction) = default;
};

/// The share `fraction` of `base` (RangeFraction over MemorySize.multiply), or nullopt above
/// 2^63 - 1 bytes, where Flink throws "long overflow". `fraction` must be a share.
std::optional<Bytes> Share(Bytes base, Fraction fraction);

/// The part that is `fraction` of the whole where `base` is the rest of that whole: base times
/// f / (1 - f) (ProcessMemoryUtils.deriveWithInverseFraction). Otherwise as Share.
std::optional<Bytes> InverseShare(Bytes base, Fraction fraction);

/// A number of CPU cores as Flink prints it; since 1.14 (`truncated`) with its decimals cut off
/// after the eighth (CPUResource). `cores` must be finite and positive.
std::string CpuCoresText(double cores, bool truncated);

}  // namespace flink_launcher
