#pragma once
// The machine-readable form of --dry-run; that of `explain` is in explain_json.h.

#include <string>

#include "platform/environment.h"
#include "platform/exec.h"

namespace flink_launcher {

/// One JSON object: executable, argv, environment (what differs from `current`: added or changed
/// variables with their value, removed ones as null), stdout_file and stderr_file where set.
std::string CommandJson(const JvmCommand& command, const Environment& current);

}  // namespace flink_launcher
