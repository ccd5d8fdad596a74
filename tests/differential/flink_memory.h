#pragma once
// Asks real Flink for the memory of a process.

#include <span>
#include <vector>

#include "resolver/result.h"
#include "tests/differential/oracle.h"
#include "tests/differential/resolver_case.h"

namespace flink_launcher {

/// Flink's answers, in the order of `cases`. Fails where the oracle does.
Result<std::vector<FlinkAnswer>> AskMemory(Oracle& oracle, std::span<const ResolverCase> cases);

}  // namespace flink_launcher
