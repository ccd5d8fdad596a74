// show_limits [--repeat N] [ROOT]: prints what DetectHostLimits finds, as JSON. For the tests that
// run in real cgroups. --repeat detects N times and adds the median, in nanoseconds.

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <nlohmann/json.hpp>
#include <string>
#include <string_view>
#include <vector>

#include "platform/host_limits.h"
#include "tests/support/render_limits.h"

namespace flink_launcher {
namespace {

using Json = nlohmann::ordered_json;

Json ValueJson(Bytes value) { return value.count(); }
Json ValueJson(std::int64_t value) { return value; }
Json ValueJson(int value) { return value; }
Json ValueJson(const CpuQuota& value) {
  return {{"quota_us", value.quota_us}, {"period_us", value.period_us}};
}

template <typename T>
Json FoundJson(const std::optional<Found<T>>& found) {
  if (!found) return nullptr;
  return {{"value", ValueJson(found->value)},
          {"file", found->origin.Text()},
          {"levels_up", found->levels_up}};
}

Json LimitsJson(const HostLimits& limits) {
  Json json = {{"layout", LayoutName(limits.layout)},
               {"memory_version", VersionName(limits.memory_version)},
               {"cpu_version", VersionName(limits.cpu_version)},
               {"memory_group", limits.memory_group},
               {"memory_limit", FoundJson(limits.memory_limit)},
               {"limit_above_host_memory", FoundJson(limits.limit_above_host_memory)},
               {"memory_high", FoundJson(limits.memory_high)},
               {"swap_limit", FoundJson(limits.swap_limit)},
               {"memory_current", FoundJson(limits.memory_current)},
               {"memory_peak", FoundJson(limits.memory_peak)},
               {"oom_kills", FoundJson(limits.oom_kills)},
               {"cpu_quota", FoundJson(limits.cpu_quota)},
               {"cpuset_cpus", FoundJson(limits.cpuset_cpus)},
               {"affinity_cpus", limits.affinity_cpus},
               {"host_memory", FoundJson(limits.host_memory)},
               {"address_space_limit", FoundJson(limits.address_space_limit)},
               {"data_limit", FoundJson(limits.data_limit)},
               {"warnings", Json::array()}};
  for (const auto& warning : limits.warnings) json["warnings"].push_back(warning.what);
  return json;
}

std::int64_t MedianNanoseconds(const std::string& root, int repeats) {
  std::vector<std::int64_t> times;
  for (int i = 0; i < repeats; ++i) {
    const auto start = std::chrono::steady_clock::now();
    const HostLimits limits = DetectHostLimits(root);
    times.push_back(std::chrono::nanoseconds(std::chrono::steady_clock::now() - start).count());
  }
  const auto middle = times.begin() + repeats / 2;
  std::nth_element(times.begin(), middle, times.end());
  return *middle;
}

int Main(int argc, char** argv) {
  std::string root = "/";
  int repeats = 0;
  for (int i = 1; i < argc; ++i) {
    if (std::string_view(argv[i]) == "--repeat" && i + 1 < argc) {
      repeats = static_cast<int>(std::strtol(argv[++i], nullptr, 10));
    } else {
      root = argv[i];
    }
  }
  Json json = LimitsJson(DetectHostLimits(root));
  if (repeats > 0) json["median_ns"] = MedianNanoseconds(root, repeats);
  std::puts(json.dump().c_str());
  return 0;
}

}  // namespace
}  // namespace flink_launcher

int main(int argc, char** argv) { return flink_launcher::Main(argc, argv); }
