#pragma once
// Sizes from the container: which of Flink's options the container's limits stand for, and what
// happens where the configured sizes do not fit into them. Pure; the memory model itself is
// memory_resolver.h's, so a size taken from a limit is divided exactly as a configured one.
//
//   auto plan = ResolveInContainer({.process = ..., .config = &config}, settings, limits);
//   if (!plan) return plan.error();

#include "resolver/container_limits.h"
#include "resolver/container_settings.h"
#include "resolver/memory_plan.h"
#include "resolver/memory_resolver.h"
#include "resolver/result.h"

namespace flink_launcher {

/// As ResolveMemory, with the container's limits in mind. "auto", in any case, as the value of
/// PROCESS.memory.process.size and taskmanager.numberOfTaskSlots stands for what the container has.
/// The plan has a `container`; where a size
/// comes from a limit, or a value of the configuration is not one that Flink can parse (auto), its
/// dynamic properties end with what Flink must be told instead. Fails as ResolveMemory does, and
/// with kMemory where auto has no limit to stand for, the limit is too small for this configuration
/// (with the smallest one that would do, in whole MiB), or the sizes are above it and
/// settings.on_exceed is kFail.
Result<MemoryPlan> ResolveInContainer(const MemoryRequest& request,
                                      const ContainerSettings& settings,
                                      const ContainerLimits& limits);

}  // namespace flink_launcher
