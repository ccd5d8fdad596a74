#pragma once
// Makes random configurations for the differential test: about half of them legal, all branches of
// Flink's memory model, sizes around its thresholds, values in every spelling, and everything that
// goes wrong in real configurations.

#include <cstdint>
#include <string>
#include <vector>

#include "resolver/release.h"
#include "tests/differential/resolver_case.h"

namespace flink_launcher {

struct GeneratedCase {
  ResolverCase subject;
  /// What the case was made to try, as "TM process+flink": the class that a coverage report counts.
  std::string intent;
};

/// Case `number` of `seed` for `release`. The same three always give the same case.
GeneratedCase GenerateCase(const Release& release, std::uint64_t seed, std::uint64_t number);

}  // namespace flink_launcher
