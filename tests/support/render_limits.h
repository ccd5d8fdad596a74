#pragma once
// HostLimits as text, one line for each thing that was found: what fixtures state as expected.

#include <string>

#include "platform/host_limits.h"

namespace flink_launcher {

/// "layout v2", "memory v2 GROUP", then "NAME VALUE up LEVELS FILE" and "warning WHAT"; host_memory
/// as "host_memory BYTES". What was not found has no line.
std::string RenderLimits(const HostLimits& limits);

/// "none", "v1", "v2", "hybrid".
std::string LayoutName(CgroupLayout layout);
std::string VersionName(CgroupVersion version);

}  // namespace flink_launcher
