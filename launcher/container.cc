#include "launcher/container.h"

#include <algorithm>
#include <cstdint>
#include <optional>

#include "resolver/dynamic_properties.h"

namespace flink_launcher {
namespace {

std::optional<SettingText> TextOf(const Settings& settings, LauncherOptionId id) {
  const SettingValue* value = settings.Find(id);
  if (value == nullptr) return std::nullopt;
  return SettingText{value->text, value->origin};
}

std::optional<ContainerLimit> LimitOf(const std::optional<Found<Bytes>>& found) {
  if (!found) return std::nullopt;
  return ContainerLimit{found->value, found->origin, found->levels_up};
}

/// The tightest of the scheduler's mask, the cpuset and the quota.
ContainerCpus CpusOf(const HostLimits& found) {
  ContainerCpus cpus;
  cpus.whole = UsableCpus(found);
  cpus.jvm = cpus.visible = std::max(1, found.affinity_cpus);
  cpus.origin = {Origin::Kind::kComputed, "sched_getaffinity", 0, 0};
  if (found.cpuset_cpus && found.cpuset_cpus->value < cpus.jvm) {
    cpus.jvm = std::max(1, found.cpuset_cpus->value);
    cpus.origin = found.cpuset_cpus->origin;
    cpus.levels_up = found.cpuset_cpus->levels_up;
  }
  if (found.cpu_quota && found.cpu_quota->value.MilliCpus() < cpus.jvm * 1000) {
    const CpuQuota& quota = found.cpu_quota->value;
    cpus.jvm = std::clamp<std::int64_t>(quota.CpusRoundedUp(), 1, cpus.jvm);
    cpus.origin = found.cpu_quota->origin;
    cpus.levels_up = found.cpu_quota->levels_up;
  }
  return cpus;
}

}  // namespace

ContainerLimits ContainerLimitsOf(const HostLimits& found) {
  return {.memory = LimitOf(found.memory_limit),
          .above_host_memory = LimitOf(found.limit_above_host_memory),
          .memory_high = LimitOf(found.memory_high),
          .swap = LimitOf(found.swap_limit),
          .address_space = LimitOf(found.address_space_limit),
          .cpus = CpusOf(found)};
}

Result<Container> LookAtContainer(const Settings& settings) {
  Result<ContainerSettings> parsed =
      ParseContainerSettings({.memory = TextOf(settings, LauncherOptionId::kContainerMemory),
                              .headroom = TextOf(settings, LauncherOptionId::kContainerHeadroom),
                              .on_exceed = TextOf(settings, LauncherOptionId::kContainerOnExceed)});
  if (!parsed) return parsed.error();
  Container container{.settings = *std::move(parsed)};
  if (container.settings.mode == ContainerMode::kOff) return container;
  HostLimits found = DetectHostLimits();
  container.limits = ContainerLimitsOf(found);
  container.warnings = std::move(found.warnings);
  return container;
}

void ReplaceSizedProperties(const MemoryPlan& plan, std::vector<std::string>& arguments) {
  if (!plan.container) return;
  for (const ContainerReport::Sized& sized : plan.container->sized) {
    if (!sized.value.empty()) ReplaceDynamicProperty(arguments, sized.key, sized.value);
  }
}

}  // namespace flink_launcher
