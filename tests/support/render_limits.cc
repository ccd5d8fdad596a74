#include "tests/support/render_limits.h"

#include <optional>

namespace flink_launcher {
namespace {

std::string ValueText(Bytes value) { return std::to_string(value.count()); }
std::string ValueText(std::int64_t value) { return std::to_string(value); }
std::string ValueText(int value) { return std::to_string(value); }
std::string ValueText(const CpuQuota& value) {
  return std::to_string(value.quota_us) + "/" + std::to_string(value.period_us);
}

template <typename T>
std::string Line(const char* name, const std::optional<Found<T>>& found) {
  if (!found) return "";
  return name + (" " + ValueText(found->value)) + " up " + std::to_string(found->levels_up) + " " +
         found->origin.Text() + "\n";
}

}  // namespace

std::string LayoutName(CgroupLayout layout) {
  switch (layout) {
    case CgroupLayout::kNone:
      return "none";
    case CgroupLayout::kV1:
      return "v1";
    case CgroupLayout::kV2:
      return "v2";
    case CgroupLayout::kHybrid:
      return "hybrid";
  }
  return "?";
}

std::string VersionName(CgroupVersion version) {
  switch (version) {
    case CgroupVersion::kNone:
      return "none";
    case CgroupVersion::kV1:
      return "v1";
    case CgroupVersion::kV2:
      return "v2";
  }
  return "?";
}

std::string RenderLimits(const HostLimits& limits) {
  std::string text = "layout " + LayoutName(limits.layout) + "\n";
  if (limits.layout != CgroupLayout::kNone) {
    text += "memory " + VersionName(limits.memory_version);
    if (!limits.memory_group.empty()) text += " " + limits.memory_group;
    text += "\n";
  }
  text += Line("memory_limit", limits.memory_limit);
  text += Line("limit_above_host", limits.limit_above_host_memory);
  text += Line("memory_high", limits.memory_high);
  text += Line("swap_limit", limits.swap_limit);
  text += Line("memory_current", limits.memory_current);
  text += Line("memory_peak", limits.memory_peak);
  text += Line("oom_kills", limits.oom_kills);
  text += Line("cpu_quota", limits.cpu_quota);
  text += Line("cpuset", limits.cpuset_cpus);
  if (limits.host_memory) text += "host_memory " + ValueText(limits.host_memory->value) + "\n";
  for (const auto& warning : limits.warnings) text += "warning " + warning.what + "\n";
  return text;
}

}  // namespace flink_launcher
