#pragma once
// taskmanager.compute.numa: one TaskManager for each NUMA node, bound to it by numactl, as
// taskmanager.sh does.

#include <string>
#include <string_view>
#include <vector>

#include "platform/environment.h"
#include "platform/exec.h"
#include "resolver/result.h"

namespace flink_launcher {

/// numactl on PATH; empty where there is none: config.sh then takes NUMA as off.
std::string FindNumactl(const Environment& environment);

/// The nodes in the line "nodebind: 0 1" of `numactl --show`.
std::vector<std::string> ParseNodebind(std::string_view text);

/// Asks `numactl --show`. Fails with kExec where it names no node (the script then starts nothing,
/// and says nothing).
Result<std::vector<std::string>> ReadNumaNodes(const std::string& numactl);

/// `command` below numactl, which binds itself to `node` and becomes the JVM.
JvmCommand BoundToNode(JvmCommand command, const std::string& numactl, const std::string& node);

}  // namespace flink_launcher
