#pragma once
// Bytes: a size in bytes that cannot be mixed up with any other number, and its checked arithmetic.
// It mirrors Flink's MemorySize (a non-negative signed 64-bit count). Parsing is in memory_size.h,
// multiplication with a fraction in fraction.h.

#include <compare>
#include <cstdint>
#include <limits>
#include <optional>

namespace flink_launcher {

/// A non-negative count of bytes. There is no conversion from a bare integer: the unit stands at
/// the call, as in Bytes::Mebi(64). Pass by value.
class Bytes {
 public:
  constexpr Bytes() = default;
  static constexpr Bytes Of(std::int64_t bytes) { return Bytes(bytes); }
  static constexpr Bytes Kibi(std::int64_t kibibytes) { return Bytes(kibibytes << 10); }
  static constexpr Bytes Mebi(std::int64_t mebibytes) { return Bytes(mebibytes << 20); }
  static constexpr Bytes Gibi(std::int64_t gibibytes) { return Bytes(gibibytes << 30); }
  /// The largest size Flink knows (MemorySize.MAX_VALUE): 2^63 - 1 bytes.
  static constexpr Bytes Max() { return Bytes(std::numeric_limits<std::int64_t>::max()); }

  constexpr std::int64_t count() const { return count_; }
  friend constexpr auto operator<=>(Bytes, Bytes) = default;

  /// The sum, or nullopt above 2^63 - 1 bytes, where Flink throws "long overflow" (Math.addExact).
  [[nodiscard]] constexpr std::optional<Bytes> Plus(Bytes other) const {
    if (count_ > std::numeric_limits<std::int64_t>::max() - other.count_) return std::nullopt;
    return Bytes(count_ + other.count_);
  }
  /// The difference, or nullopt where it would be negative.
  [[nodiscard]] constexpr std::optional<Bytes> Minus(Bytes other) const {
    if (other.count_ > count_) return std::nullopt;
    return Bytes(count_ - other.count_);
  }

 private:
  explicit constexpr Bytes(std::int64_t count) : count_(count) {}
  std::int64_t count_ = 0;
};

}  // namespace flink_launcher
