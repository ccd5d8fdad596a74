#pragma once
// Everything that a memory resolution depends on, read once: so that `explain` can resolve the same
// process again with something changed.

#include <vector>

#include "launcher/container.h"
#include "launcher/flink_target.h"
#include "launcher/load_config.h"
#include "launcher/roles.h"
#include "launcher/settings.h"
#include "platform/environment.h"
#include "resolver/config.h"
#include "resolver/memory_plan.h"
#include "resolver/memory_resolver.h"
#include "resolver/result.h"

namespace flink_launcher {

struct MemoryInputs {
  Process process = Process::kTaskManager;
  Release release;
  Config config;  // the file's values, the dynamic properties over them
  bool standard_yaml = true;
  std::optional<std::string> legacy_heap_variable;
  Container container;
  std::vector<Warning> warnings;  // found before the resolution
};

/// What is said of release, file and arguments before any sizes are looked at.
std::vector<Warning> EarlyWarnings(const FlinkTarget& flink, const LoadedConfig& config,
                                   const RoleArguments& arguments);

/// Of a role with a memory model. Fails with kUsage where a dynamic property does not parse or a
/// container setting makes no sense.
Result<MemoryInputs> ReadMemoryInputs(const Role& role, const FlinkTarget& flink,
                                      const LoadedConfig& config, const RoleArguments& arguments,
                                      const Settings& settings, const Environment& environment);

/// Resolves `inputs`, as ResolveInContainer does; the plan's warnings begin with those of `inputs`.
Result<MemoryPlan> ResolveInputs(const MemoryInputs& inputs);

}  // namespace flink_launcher
