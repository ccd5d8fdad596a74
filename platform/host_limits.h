#pragma once
// The limits that this process lives under, each with the file that says so: cgroup v1 and v2,
// resource limits, the host's memory. Detection only: what sizes to make of them is the resolver's.
//
//   const HostLimits limits = DetectHostLimits();
//   if (limits.memory_limit) Fit(limits.memory_limit->value);
//
// Nothing here fails: a file that cannot be read or makes no sense becomes a warning, and its limit
// is nullopt, as is a limit that is not set.

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "platform/cgroup.h"
#include "platform/cgroup_values.h"
#include "resolver/bytes.h"
#include "resolver/error.h"
#include "resolver/origin.h"

namespace flink_launcher {

/// A value, the file that it was read from (seen from the injected root), and how far above our own
/// group that file is.
template <typename T>
struct Found {
  T value{};
  Origin origin;
  int levels_up = 0;

  friend bool operator==(const Found&, const Found&) = default;
};

struct HostLimits {
  CgroupLayout layout = CgroupLayout::kNone;
  CgroupVersion memory_version = CgroupVersion::kNone;
  CgroupVersion cpu_version = CgroupVersion::kNone;
  std::string memory_group;  // the folder of our own memory group; empty where it is not seen

  /// The memory limit in force: the lowest on the way up (memory.max, memory.limit_in_bytes). Its
  /// origin is memory.stat where a parent that we cannot see sets it (v1). nullopt where there is
  /// none, or where it is above the host's memory.
  std::optional<Found<Bytes>> memory_limit;
  /// A limit that is set but above the host's memory, and so without effect.
  std::optional<Found<Bytes>> limit_above_host_memory;
  /// The lowest memory.high on the way up (v2 only): above it processes are slowed down.
  std::optional<Found<Bytes>> memory_high;
  /// How much swap may be used beyond the memory: the lowest memory.swap.max, or v1's
  /// memory.memsw.limit_in_bytes less its memory limit. nullopt where it is not limited.
  std::optional<Found<Bytes>> swap_limit;
  std::optional<Found<Bytes>> memory_current;    // of our own group
  std::optional<Found<Bytes>> memory_peak;       // of our own group; v2 since Linux 5.19
  std::optional<Found<std::int64_t>> oom_kills;  // of our own group; v1 since Linux 4.13
  /// The tightest CPU quota on the way up, as a fraction of CPUs.
  std::optional<Found<CpuQuota>> cpu_quota;
  /// The number of CPUs in our cpuset.
  std::optional<Found<int>> cpuset_cpus;
  /// The number of CPUs that the process may be scheduled on; at least 1.
  int affinity_cpus = 1;

  std::optional<Found<Bytes>> host_memory;          // MemTotal
  std::optional<Found<Bytes>> address_space_limit;  // RLIMIT_AS
  std::optional<Found<Bytes>> data_limit;           // RLIMIT_DATA
  std::vector<Warning> warnings;

  friend bool operator==(const HostLimits&, const HostLimits&) = default;
};

/// How many CPUs the process can keep busy: the least of quota (rounded down), cpuset and affinity;
/// at least 1. The JVM rounds a quota up instead.
int UsableCpus(const HostLimits& limits);

/// What detection asks the kernel about the process itself; a test hands in its own.
struct ProcessFacts {
  std::int64_t pid = 0;
  std::optional<Bytes> address_space_limit;  // RLIMIT_AS, soft
  std::optional<Bytes> data_limit;           // RLIMIT_DATA, soft
  int affinity_cpus = 1;                     // sched_getaffinity

  static ProcessFacts OfThisProcess();
};

/// Looks at procfs and cgroupfs below `root`; with a root other than "/" nothing outside it is
/// opened. Costs less than 200 microseconds six groups deep.
HostLimits DetectHostLimits(const std::string& root = "/",
                            const ProcessFacts& process = ProcessFacts::OfThisProcess());

}  // namespace flink_launcher
