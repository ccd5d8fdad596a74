#pragma once
// What BashJavaUtils prints: the JVM's memory arguments, and the -D properties that hand the
// derived sizes to the process. Mirrors ProcessMemoryUtils.generateJvmParametersStr and the
// generateDynamicConfigsStr of both processes.

#include <string>
#include <utility>
#include <vector>

#include "resolver/job_manager_memory.h"
#include "resolver/release.h"
#include "resolver/task_manager_memory.h"
#include "resolver/task_resources.h"

namespace flink_launcher {

using Properties = std::vector<std::pair<std::string, std::string>>;

/// -Xmx, -Xms, -XX:MaxDirectMemorySize (framework and task off-heap and network memory) and
/// -XX:MaxMetaspaceSize, in bytes.
std::vector<std::string> TaskManagerJvmArgs(const TaskManagerMemory& memory);
/// As TaskManagerJvmArgs; the direct memory is limited only where `limit_direct_memory` is true
/// (jobmanager.memory.enable-jvm-direct-memory-limit), to the off-heap memory.
std::vector<std::string> JobManagerJvmArgs(const JobManagerMemory& memory,
                                           bool limit_direct_memory);

/// The generated options, in the order of the HashMap that Flink keeps them in.
Properties TaskManagerProperties(const TaskManagerMemory& memory, const TaskResources& resources,
                                 const Release& release);
Properties JobManagerProperties(const JobManagerMemory& memory);

}  // namespace flink_launcher
