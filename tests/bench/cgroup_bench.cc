// How long limit detection takes, six groups deep: at most 200 microseconds. Not a test; run it by
// hand on a quiet machine: build/dev/cgroup_bench.

#include <benchmark/benchmark.h>

#include <string>

#include "platform/host_limits.h"
#include "tests/support/host_fixture.h"

namespace flink_launcher {
namespace {

constexpr char kDeepGroup[] = "/a.slice/b.slice/c.slice/d.slice/e.slice/f.scope";

// As many mounts as a container host has, around the one that counts.
std::string ManyMounts(const std::string& cgroup_line) {
  std::string text;
  for (int i = 0; i < 60; ++i) {
    const std::string id = std::to_string(100 + i);
    text.append(id).append(" 1 0:").append(id).append(" / /var/lib/volumes/").append(id);
    text.append(" rw,nosuid,nodev,relatime shared:1 - ext4 /dev/vda rw,discard\n");
    if (i == 20) text += cgroup_line;
  }
  return text;
}

HostFixture DeepV2Host() {
  HostFixture host;
  host.files["/proc/self/cgroup"] = std::string("0::") + kDeepGroup + "\n";
  host.files["/proc/self/mountinfo"] =
      ManyMounts("31 1 0:26 / /sys/fs/cgroup rw shared:4 - cgroup2 cgroup2 rw,nsdelegate\n");
  host.files["/proc/meminfo"] = "MemTotal: 16777216 kB\n";
  std::string group = kDeepGroup;
  while (!group.empty()) {
    const std::string folder = "/sys/fs/cgroup" + group;
    host.files[folder + "/memory.max"] = "max\n";
    host.files[folder + "/memory.high"] = "max\n";
    host.files[folder + "/memory.swap.max"] = "max\n";
    host.files[folder + "/cpu.max"] = "max 100000\n";
    host.files[folder + "/memory.current"] = "4096\n";
    host.files[folder + "/memory.events"] = "oom_kill 0\n";
    group.erase(group.rfind('/'));
  }
  return host;
}

HostFixture DeepV1Host() {
  HostFixture host;
  host.files["/proc/self/cgroup"] =
      std::string("4:memory:") + kDeepGroup + "\n1:cpu:" + kDeepGroup + "\n";
  host.files["/proc/self/mountinfo"] = ManyMounts(
      "31 1 0:26 / /sys/fs/cgroup/memory rw - cgroup cgroup rw,memory\n"
      "32 1 0:27 / /sys/fs/cgroup/cpu rw - cgroup cgroup rw,cpu\n");
  host.files["/proc/meminfo"] = "MemTotal: 16777216 kB\n";
  std::string group = kDeepGroup;
  while (!group.empty()) {
    host.files["/sys/fs/cgroup/memory" + group + "/memory.limit_in_bytes"] =
        group == "/a.slice" ? "1073741824\n" : "9223372036854771712\n";
    host.files["/sys/fs/cgroup/memory" + group + "/memory.stat"] =
        "hierarchical_memory_limit 1073741824\n";
    host.files["/sys/fs/cgroup/cpu" + group + "/cpu.cfs_quota_us"] = "100000\n";
    host.files["/sys/fs/cgroup/cpu" + group + "/cpu.cfs_period_us"] = "100000\n";
    group.erase(group.rfind('/'));
  }
  return host;
}

void Detect(benchmark::State& state, const HostFixture& host) {
  const HostTree tree(host);
  for (auto _ : state) benchmark::DoNotOptimize(DetectHostLimits(tree.Root()));
}

void SixDeepV2(benchmark::State& state) { Detect(state, DeepV2Host()); }
void SixDeepV1(benchmark::State& state) { Detect(state, DeepV1Host()); }
void ThisHost(benchmark::State& state) {
  for (auto _ : state) benchmark::DoNotOptimize(DetectHostLimits());
}

BENCHMARK(SixDeepV2)->Unit(
    benchmark::kMicrosecond);  // NOLINT(readability-identifier-naming): macro
BENCHMARK(SixDeepV1)->Unit(
    benchmark::kMicrosecond);                        // NOLINT(readability-identifier-naming): macro
BENCHMARK(ThisHost)->Unit(benchmark::kMicrosecond);  // NOLINT(readability-identifier-naming): macro

}  // namespace
}  // namespace flink_launcher

BENCHMARK_MAIN();
