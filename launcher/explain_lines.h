#pragma once
// `explain` for shells: arguments, or variables, one a line.

#include <string>

#include "resolver/memory_plan.h"

namespace flink_launcher {

/// The JVM flags, then the dynamic properties as -Dkey=value.
std::string ExplainArgs(const MemoryPlan& plan);

/// NAME=value, quoted for a shell: FLINK_VERSION, FLINK_PROCESS, FLINK_MEMORY_TASK_HEAP and the
/// like in bytes, FLINK_JVM_FLAGS and FLINK_DYNAMIC_PROPERTIES as ExplainArgs gives them, separated
/// by blanks.
std::string ExplainEnv(const MemoryPlan& plan);

}  // namespace flink_launcher
