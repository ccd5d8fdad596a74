#include "platform/cgroup_limits.h"

#include <optional>
#include <string>
#include <utility>

#include "platform/limit_file.h"
#include "platform/text_lines.h"

namespace flink_launcher {
namespace {

// The kernel's names.
namespace v2 {
constexpr char kMemoryMax[] = "memory.max";
constexpr char kMemoryHigh[] = "memory.high";
constexpr char kSwapMax[] = "memory.swap.max";
constexpr char kMemoryCurrent[] = "memory.current";
constexpr char kMemoryPeak[] = "memory.peak";
constexpr char kMemoryEvents[] = "memory.events";
constexpr char kCpuMax[] = "cpu.max";
constexpr char kEffectiveCpus[] = "cpuset.cpus.effective";
}  // namespace v2
namespace v1 {
constexpr char kMemoryLimit[] = "memory.limit_in_bytes";
constexpr char kMemswLimit[] = "memory.memsw.limit_in_bytes";
constexpr char kUseHierarchy[] = "memory.use_hierarchy";
constexpr char kMemoryStat[] = "memory.stat";
constexpr char kHierarchicalLimit[] = "hierarchical_memory_limit";
constexpr char kHierarchicalMemsw[] = "hierarchical_memsw_limit";
constexpr char kUsage[] = "memory.usage_in_bytes";
constexpr char kMaxUsage[] = "memory.max_usage_in_bytes";
constexpr char kOomControl[] = "memory.oom_control";
constexpr char kQuota[] = "cpu.cfs_quota_us";
constexpr char kPeriod[] = "cpu.cfs_period_us";
constexpr char kEffectiveCpus[] = "cpuset.effective_cpus";
constexpr char kCpus[] = "cpuset.cpus";
}  // namespace v1
constexpr char kOomKill[] = "oom_kill";

// The lowest limit in `name` on the way up through one v1 hierarchy.
std::optional<Found<Bytes>> LowestOnTheWayUp(const LimitFiles& files,
                                             const ControllerGroups& groups, const char* name) {
  std::optional<Found<Bytes>> lowest;
  for (const auto& level : groups.levels) {
    // Before Linux 5.11 a group with use_hierarchy = 0 does not count the memory of its children.
    if (level.levels_up > 0) {
      const auto hierarchical = files.Text(level, v1::kUseHierarchy);
      if (hierarchical && TrimText(*hierarchical) == "0") break;
    }
    KeepLowest(&lowest, files.Limit(level, name, ParseV1Limit));
  }
  return lowest;
}

// The kernel's own answer for the lowest on the way up, with parents that we cannot see:
// nullopt where memory.stat does not have it.
std::optional<LimitText<Bytes>> HierarchicalLimit(const std::string& stat, const char* key,
                                                  int* line) {
  bool malformed = false;
  const auto entry = FindStat(stat, key, &malformed);
  if (malformed) return LimitText<Bytes>::Nonsense();
  if (!entry) return std::nullopt;
  *line = entry->line;
  return V1LimitOfCount(entry->value);
}

// The limit of `name` in force for our group: by memory.stat where it can be had, and then from the
// nearest level that sets this value; else by the walk.
std::optional<Found<Bytes>> V1Limit(const LimitFiles& files, const ControllerGroups& groups,
                                    const std::optional<std::string>& stat, const char* name,
                                    const char* key) {
  int line = 0;
  std::optional<LimitText<Bytes>> hierarchical;
  if (stat) hierarchical = HierarchicalLimit(*stat, key, &line);
  if (hierarchical && !hierarchical->valid) {
    files.WarnSenseless(*groups.Own(), v1::kMemoryStat, key);
  }
  if (!hierarchical || !hierarchical->valid) return LowestOnTheWayUp(files, groups, name);
  if (!hierarchical->limit) return std::nullopt;
  for (const auto& level : groups.levels) {
    auto found = files.Limit(level, name, ParseV1Limit);
    if (found && found->value == *hierarchical->limit) return found;
  }
  return Found<Bytes>{*hierarchical->limit,
                      Origin::File(PathOf(*groups.Own(), v1::kMemoryStat), line), 0};
}

void ReadSwapV1(const LimitFiles& files, const ControllerGroups& groups,
                const std::optional<std::string>& stat,
                const std::optional<Found<Bytes>>& memory_limit, HostLimits* limits) {
  if (!memory_limit) return;  // the kernel wants memsw >= memory, so there is no memsw limit either
  auto memsw = V1Limit(files, groups, stat, v1::kMemswLimit, v1::kHierarchicalMemsw);
  if (!memsw) return;
  memsw->value = memsw->value.Minus(memory_limit->value).value_or(Bytes());
  limits->swap_limit = std::move(memsw);
}

std::optional<Found<CpuQuota>> QuotaAt(const LimitFiles& files, const CgroupLevel& level,
                                       CgroupVersion version) {
  const bool is_v2 = version == CgroupVersion::kV2;
  const char* const name = is_v2 ? v2::kCpuMax : v1::kQuota;
  const auto text = files.Text(level, name);
  if (!text) return std::nullopt;
  LimitText<CpuQuota> parsed = LimitText<CpuQuota>::None();
  if (is_v2) {
    parsed = ParseCpuMax(*text);
  } else if (TrimText(*text) != "-1") {
    const auto period = files.Text(level, v1::kPeriod);
    parsed = ParseCfsQuota(*text, period.value_or(""));
  }
  if (!parsed.valid) files.WarnSenseless(level, name, *text);
  if (!parsed.limit) return std::nullopt;
  return Found<CpuQuota>{*parsed.limit, Origin::File(PathOf(level, name)), level.levels_up};
}

}  // namespace

void ReadMemoryV2(const RootedFiles& rooted, const ControllerGroups& groups, HostLimits* limits) {
  const LimitFiles files(rooted, &limits->warnings);
  for (const auto& level : groups.levels) {
    KeepLowest(&limits->memory_limit, files.Limit(level, v2::kMemoryMax, ParseV2Limit));
    KeepLowest(&limits->memory_high, files.Limit(level, v2::kMemoryHigh, ParseV2Limit));
    KeepLowest(&limits->swap_limit, files.Limit(level, v2::kSwapMax, ParseV2Limit));
  }
  const CgroupLevel* own = groups.Own();
  if (own == nullptr) return;
  limits->memory_current = files.Count(*own, v2::kMemoryCurrent);
  limits->memory_peak = files.Count(*own, v2::kMemoryPeak);
  limits->oom_kills = files.Stat(*own, v2::kMemoryEvents, kOomKill);
}

void ReadMemoryV1(const RootedFiles& rooted, const ControllerGroups& groups, HostLimits* limits) {
  const LimitFiles files(rooted, &limits->warnings);
  const CgroupLevel* own = groups.Own();
  std::optional<std::string> stat;
  if (own != nullptr) stat = files.Text(*own, v1::kMemoryStat);
  limits->memory_limit = V1Limit(files, groups, stat, v1::kMemoryLimit, v1::kHierarchicalLimit);
  ReadSwapV1(files, groups, stat, limits->memory_limit, limits);
  if (own == nullptr) return;
  limits->memory_current = files.Count(*own, v1::kUsage);
  limits->memory_peak = files.Count(*own, v1::kMaxUsage);
  limits->oom_kills = files.Stat(*own, v1::kOomControl, kOomKill);
}

void ReadCpu(const RootedFiles& rooted, const ControllerGroups& groups, HostLimits* limits) {
  const LimitFiles files(rooted, &limits->warnings);
  for (const auto& level : groups.levels) {
    auto found = QuotaAt(files, level, groups.version);
    if (!found) continue;
    if (!limits->cpu_quota || found->value.IsTighterThan(limits->cpu_quota->value)) {
      limits->cpu_quota = std::move(found);
    }
  }
}

void ReadCpuset(const RootedFiles& rooted, const ControllerGroups& groups, HostLimits* limits) {
  const LimitFiles files(rooted, &limits->warnings);
  const bool is_v2 = groups.version == CgroupVersion::kV2;
  for (const auto& level : groups.levels) {
    const char* name = is_v2 ? v2::kEffectiveCpus : v1::kEffectiveCpus;
    auto text = files.Text(level, name);
    if (!text && !is_v2) {
      name = v1::kCpus;  // the other one came with Linux 3.17
      text = files.Text(level, name);
    }
    if (!text) continue;
    const auto count = CountCpus(*text);
    if (!count) files.WarnSenseless(level, name, *text);
    if (!count || *count == 0) continue;
    limits->cpuset_cpus = Found<int>{*count, Origin::File(PathOf(level, name)), level.levels_up};
    return;
  }
}

}  // namespace flink_launcher
