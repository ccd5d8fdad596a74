#pragma once
// Where the groups of this process are: for each controller the folders from its own group up to
// the top of what is mounted. What is in their files is read by host_limits.h.

#include <cstdint>
#include <string>
#include <vector>

#include "platform/rooted_files.h"
#include "resolver/error.h"

namespace flink_launcher {

enum class CgroupVersion { kNone, kV1, kV2 };

/// kHybrid: cgroup v2 is mounted, but a controller that we ask (memory, cpu, cpuset) is on v1.
/// kNone: no hierarchy with controllers is mounted.
enum class CgroupLayout { kNone, kV1, kV2, kHybrid };

struct CgroupLevel {
  std::string directory;  // "/sys/fs/cgroup/memory/docker/abc"
  int levels_up = 0;      // 0 is our own group, 1 its parent

  friend bool operator==(const CgroupLevel&, const CgroupLevel&) = default;
};

/// The groups of one controller, the lowest first. Not every level need be here: a cgroup namespace
/// hides what is above it, and where the names of some levels cannot be known they are left out.
struct ControllerGroups {
  CgroupVersion version = CgroupVersion::kNone;
  std::vector<CgroupLevel> levels;

  /// The folder of our own group, or nullptr where it cannot be seen.
  const CgroupLevel* Own() const {
    return levels.empty() || levels.front().levels_up > 0 ? nullptr : &levels.front();
  }
  friend bool operator==(const ControllerGroups&, const ControllerGroups&) = default;
};

struct CgroupView {
  CgroupLayout layout = CgroupLayout::kNone;
  ControllerGroups memory;
  ControllerGroups cpu;
  ControllerGroups cpuset;
  std::vector<Warning> warnings;
};

/// Reads /proc/self/cgroup and /proc/self/mountinfo below the root of `files`. `pid` is looked for
/// in cgroup.procs only where paths do not tell where we are: under mounts made outside our cgroup
/// namespace ("/../..") and mounts of another group than ours.
CgroupView LocateGroups(const RootedFiles& files, std::int64_t pid);

}  // namespace flink_launcher
