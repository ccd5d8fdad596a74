#pragma once
// What could be better about a process in its container, though nothing is wrong: for `explain`.

#include <vector>

#include "resolver/config.h"
#include "resolver/container_limits.h"
#include "resolver/error.h"
#include "resolver/memory_plan.h"

namespace flink_launcher {

/// `plan` has its container report, but for the hints. `config` is only asked for Java options that
/// choose a garbage collector.
std::vector<Warning> ContainerHints(const MemoryPlan& plan, const ContainerLimits& limits,
                                    const Config& config);

}  // namespace flink_launcher
