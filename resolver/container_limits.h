#pragma once
// What the resolver knows of the container: its limits, each with where it was found. Plain values;
// platform/host_limits.h finds them, launcher/container.h translates.

#include <cstdint>
#include <optional>

#include "resolver/bytes.h"
#include "resolver/origin.h"

namespace flink_launcher {

struct ContainerLimit {
  Bytes size;
  Origin origin;
  int levels_up = 0;  // above the process' own group

  friend bool operator==(const ContainerLimit&, const ContainerLimit&) = default;
};

struct ContainerCpus {
  std::int64_t whole = 1;    // that may be used, rounded down, at least 1
  std::int64_t jvm = 1;      // that a JVM sees which looks at all groups: rounded up
  std::int64_t visible = 1;  // that the process may be scheduled on, whatever its quota
  Origin origin;             // of the tightest: a quota, a cpuset, the scheduler's mask
  int levels_up = 0;

  friend bool operator==(const ContainerCpus&, const ContainerCpus&) = default;
};

struct ContainerLimits {
  std::optional<ContainerLimit> memory;  // the one in force
  /// One that is set, but above the host's memory and so without effect.
  std::optional<ContainerLimit> above_host_memory;
  std::optional<ContainerLimit> memory_high;    // above it the kernel slows the process down
  std::optional<ContainerLimit> swap;           // nullopt: not limited
  std::optional<ContainerLimit> address_space;  // RLIMIT_AS
  ContainerCpus cpus;

  friend bool operator==(const ContainerLimits&, const ContainerLimits&) = default;
};

}  // namespace flink_launcher
