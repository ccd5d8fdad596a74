#pragma once
// The machine-readable forms of `explain` and --dry-run. The only user of the JSON library.

#include <string>

#include "platform/environment.h"
#include "platform/exec.h"
#include "resolver/memory_plan.h"

namespace flink_launcher {

/// One JSON object: process, flink_version, components, totals (bytes), jvm_args,
/// dynamic_properties (in Flink's printed order), container, sources, warnings.
std::string ExplainJson(const MemoryPlan& plan);

/// One JSON object: executable, argv, environment (what differs from `current`: added or changed
/// variables with their value, removed ones as null), stdout_file and stderr_file where set.
std::string CommandJson(const JvmCommand& command, const Environment& current);

}  // namespace flink_launcher
