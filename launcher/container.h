#pragma once
// Between the settings, the limits that platform finds, and the resolver's sizing: translation, and
// the decision whether to look at all.

#include <string>
#include <vector>

#include "launcher/settings.h"
#include "platform/host_limits.h"
#include "resolver/container_limits.h"
#include "resolver/container_settings.h"
#include "resolver/memory_plan.h"

namespace flink_launcher {

struct Container {
  ContainerSettings settings;
  ContainerLimits limits;
  std::vector<Warning> warnings;  // of the detection
};

/// Reads the settings and, unless container.memory is off, the limits of this process (less than
/// 200 microseconds). Fails with kUsage where a setting makes no sense.
Result<Container> LookAtContainer(const Settings& settings);

/// What the resolver is told of `found`.
ContainerLimits ContainerLimitsOf(const HostLimits& found);

/// Gives the dynamic properties among a process' own `arguments`, which Flink takes over the
/// generated ones, the values that the container's limits stand for.
void ReplaceSizedProperties(const MemoryPlan& plan, std::vector<std::string>& arguments);

}  // namespace flink_launcher
