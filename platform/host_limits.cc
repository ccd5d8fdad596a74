#include "platform/host_limits.h"

#include <sched.h>
#include <sys/resource.h>
#include <unistd.h>

#include <algorithm>
#include <limits>
#include <utility>

#include "platform/cgroup_limits.h"
#include "platform/cgroup_warnings.h"
#include "platform/rooted_files.h"

namespace flink_launcher {
namespace {

constexpr char kMeminfo[] = "/proc/meminfo";
constexpr rlim_t kLargestSize = std::numeric_limits<std::int64_t>::max();

std::optional<Bytes> SoftLimit(__rlimit_resource resource) {
  rlimit limit = {};
  if (getrlimit(resource, &limit) != 0 || limit.rlim_cur == RLIM_INFINITY) return std::nullopt;
  return Bytes::Of(static_cast<std::int64_t>(std::min(limit.rlim_cur, kLargestSize)));
}

// 0 where it cannot be told: more CPUs than a cpu_set_t has, or a sandbox that forbids asking.
int AffinityCpus() {
  cpu_set_t cpus;
  CPU_ZERO(&cpus);
  if (sched_getaffinity(0, sizeof cpus, &cpus) != 0) return 0;
  return CPU_COUNT(&cpus);
}

std::optional<Found<Bytes>> FromProcess(std::optional<Bytes> limit, const char* name) {
  if (!limit) return std::nullopt;
  return Found<Bytes>{*limit, {Origin::Kind::kComputed, name, 0, 0}, 0};
}

void ReadHostMemory(const RootedFiles& files, HostLimits* limits) {
  const FileText text = files.Read(kMeminfo);
  if (text.status == FileText::Status::kFailed) {
    limits->warnings.push_back(CannotRead(kMeminfo, text.reason));
  }
  if (text.status != FileText::Status::kRead) return;
  if (const auto total = ParseMemTotal(text.text)) {
    limits->host_memory = Found<Bytes>{*total, Origin::File(kMeminfo), 0};
  } else {
    limits->warnings.push_back(SenselessValue(kMeminfo, text.text));
  }
}

// A limit above the memory there is does not limit. An equal one does: lxcfs gives containers a
// meminfo whose MemTotal is their limit.
void SetAsideAboveHost(HostLimits* limits) {
  if (!limits->memory_limit || !limits->host_memory) return;
  if (limits->memory_limit->value <= limits->host_memory->value) return;
  limits->limit_above_host_memory = std::exchange(limits->memory_limit, std::nullopt);
}

}  // namespace

int UsableCpus(const HostLimits& limits) {
  std::int64_t cpus = limits.affinity_cpus;
  if (limits.cpuset_cpus) cpus = std::min<std::int64_t>(cpus, limits.cpuset_cpus->value);
  if (limits.cpu_quota) cpus = std::min(cpus, limits.cpu_quota->value.WholeCpus());
  return static_cast<int>(std::max<std::int64_t>(1, cpus));
}

ProcessFacts ProcessFacts::OfThisProcess() {
  ProcessFacts facts;
  facts.pid = getpid();
  facts.address_space_limit = SoftLimit(RLIMIT_AS);
  facts.data_limit = SoftLimit(RLIMIT_DATA);
  int cpus = AffinityCpus();
  if (cpus <= 0) cpus = static_cast<int>(sysconf(_SC_NPROCESSORS_ONLN));
  facts.affinity_cpus = std::max(1, cpus);
  return facts;
}

HostLimits DetectHostLimits(const std::string& root, const ProcessFacts& process) {
  const RootedFiles files(root);
  HostLimits limits;
  CgroupView view = LocateGroups(files, process.pid);
  limits.layout = view.layout;
  limits.warnings = std::move(view.warnings);
  if (!view.memory.levels.empty()) limits.memory_version = view.memory.version;
  if (!view.cpu.levels.empty()) limits.cpu_version = view.cpu.version;
  if (const auto* own = view.memory.Own()) limits.memory_group = own->directory;
  ReadHostMemory(files, &limits);
  if (view.memory.version == CgroupVersion::kV1) {
    ReadMemoryV1(files, view.memory, &limits);
  } else {
    ReadMemoryV2(files, view.memory, &limits);
  }
  ReadCpu(files, view.cpu, &limits);
  ReadCpuset(files, view.cpuset, &limits);
  SetAsideAboveHost(&limits);
  limits.affinity_cpus = process.affinity_cpus;
  limits.address_space_limit = FromProcess(process.address_space_limit, "RLIMIT_AS");
  limits.data_limit = FromProcess(process.data_limit, "RLIMIT_DATA");
  return limits;
}

}  // namespace flink_launcher
