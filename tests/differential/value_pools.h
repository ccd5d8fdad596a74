#pragma once
// The values that the generator draws from, by type of option: spellings of good values, and bad
// ones. Whether a value is good is for real Flink to say.

#include <cstdint>
#include <string>

#include "tests/differential/random.h"

namespace flink_launcher {

enum class ValueType { kSize, kFraction, kCores, kInteger, kLong, kBoolean, kText };

/// `bytes` in one of the many ways that Flink reads: units, case, blanks, zeros.
std::string SpellSize(Random& random, std::int64_t bytes);
/// A size as found in real configurations, or an odd one; up to some TiB.
std::int64_t AnySize(Random& random);
/// A small component's size, from nothing to a GiB or so.
std::int64_t SmallSize(Random& random);
/// A fraction in (0, 1), mostly with a few decimals, spelled anyhow.
std::string AnyFraction(Random& random);
std::string AnyCores(Random& random);
/// A good value of `type`.
std::string GoodValue(Random& random, ValueType type);
/// A value of `type` at or beyond the edge: mostly bad, some surprisingly good.
std::string OddValue(Random& random, ValueType type);

}  // namespace flink_launcher
