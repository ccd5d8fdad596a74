#pragma once
// Reads the limit files of located groups into HostLimits, one function for each controller and
// version. Private to platform: host_limits.h is the door.

#include "platform/cgroup.h"
#include "platform/host_limits.h"
#include "platform/rooted_files.h"

namespace flink_launcher {

/// memory.max, memory.high, memory.swap.max on the way up; memory.current, memory.peak and
/// memory.events of our own group. Source: cgroup-v2.rst, "Memory Interface Files".
void ReadMemoryV2(const RootedFiles& files, const ControllerGroups& groups, HostLimits* limits);

/// memory.limit_in_bytes, memory.memsw.limit_in_bytes on the way up, as far as the hierarchy is one
/// (memory.use_hierarchy), checked against memory.stat's hierarchical limits, which also know the
/// parents that we cannot see; usage and OOM kills of our own group. Source: cgroup-v1/memory.rst.
void ReadMemoryV1(const RootedFiles& files, const ControllerGroups& groups, HostLimits* limits);

/// cpu.max, or cpu.cfs_quota_us and cpu.cfs_period_us, on the way up.
void ReadCpu(const RootedFiles& files, const ControllerGroups& groups, HostLimits* limits);

/// The CPUs of our cpuset: of the lowest level that has a list.
void ReadCpuset(const RootedFiles& files, const ControllerGroups& groups, HostLimits* limits);

}  // namespace flink_launcher
