#pragma once
// Random: seeded random choices whose results do not depend on the standard library (its
// distributions differ between implementations; the generator itself does not).

#include <cstddef>
#include <cstdint>
#include <random>
#include <span>
#include <utility>
#include <vector>

namespace flink_launcher {

class Random {
 public:
  /// The stream of case number `number` of `seed`: any case can be made again without those before.
  Random(std::uint64_t seed, std::uint64_t number)
      : engine_(seed * 0x9E3779B97F4A7C15ULL + number * 0xBF58476D1CE4E5B9ULL + 1) {}

  std::uint64_t Next() { return engine_(); }
  /// A number from 0 to `count` - 1.
  std::uint64_t Below(std::uint64_t count) { return engine_() % count; }
  /// A number from `low` to `high`, both included.
  std::int64_t Between(std::int64_t low, std::int64_t high) {
    return low + static_cast<std::int64_t>(Below(static_cast<std::uint64_t>(high - low) + 1));
  }
  bool Chance(unsigned percent) { return Below(100) < percent; }

  template <typename Container>
  const auto& Pick(const Container& from) {
    return from[Below(std::size(from))];
  }

  template <typename T>
  void Shuffle(std::vector<T>& items) {
    for (std::size_t i = items.size(); i > 1; --i) std::swap(items[i - 1], items[Below(i)]);
  }

 private:
  std::mt19937_64 engine_;
};

}  // namespace flink_launcher
