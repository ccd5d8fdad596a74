#pragma once
// FLINK_INHERITED_LOGS: what the start scripts hand down to the process, which logs it when it
// starts. The frame is the scripts', the lines are BashJavaUtils' where it says the sizes, else
// ours.

#include <string>
#include <vector>

#include "resolver/error.h"
#include "resolver/memory_plan.h"

namespace flink_launcher {

/// "INFO  [] - Final TaskExecutor Memory configuration:" and the sizes below it, byte for byte as
/// BashJavaUtils logs them (TaskExecutorProcessUtils and JobManagerProcessUtils, read at 2.3).
std::vector<std::string> MemoryLogLines(const MemoryPlan& plan);

/// The "-D key=value ..." line of BashJavaUtils: DYNAMIC_PARAMETERS.
std::string DynamicParameters(const MemoryPlan& plan);

/// The value for the new process. `before` is the value that we were given.
std::string InheritedLogs(const std::string& before, const MemoryPlan& plan,
                          const std::vector<Warning>& warnings);

}  // namespace flink_launcher
