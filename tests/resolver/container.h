#pragma once
// For tests: containers, and the resolution of a configuration in one.

#include <optional>
#include <string>
#include <string_view>

#include "resolver/container_sizing.h"
#include "tests/resolver/resolve.h"

namespace flink_launcher {

inline const Origin kMemoryMax = Origin::File("/sys/fs/cgroup/memory.max");
inline const Origin kCpuMax = Origin::File("/sys/fs/cgroup/cpu.max");

/// A container with that limit and 4 of 4 CPUs, which may not swap.
inline ContainerLimits LimitedTo(std::optional<Bytes> memory) {
  ContainerLimits limits;
  if (memory) limits.memory = ContainerLimit{*memory, kMemoryMax, 0};
  limits.swap = ContainerLimit{Bytes{}, Origin::File("/sys/fs/cgroup/memory.swap.max"), 0};
  limits.cpus = {.whole = 4, .jvm = 4, .visible = 4, .origin = kCpuMax};
  return limits;
}

/// Settings as launcher.toml would give them; empty texts are the defaults.
inline ContainerSettings SettingsOf(const std::string& memory, const std::string& headroom = "",
                                    const std::string& on_exceed = "") {
  const auto text = [](const std::string& value, const char* key) -> std::optional<SettingText> {
    if (value.empty()) return std::nullopt;
    return SettingText{value, Origin::File(std::string("launcher.toml ") + key)};
  };
  return *ParseContainerSettings({.memory = text(memory, "memory"),
                                  .headroom = text(headroom, "headroom"),
                                  .on_exceed = text(on_exceed, "on-exceed")});
}

struct InContainer {
  Process process = Process::kTaskManager;
  std::string_view version = "2.3";
  Pairs file;
  Pairs properties;  // -D
  std::optional<std::string> legacy_heap_variable = std::nullopt;
  ContainerSettings settings = {};
  ContainerLimits limits = LimitedTo(Bytes::Gibi(2));
};

inline Result<MemoryPlan> Resolve(const InContainer& it) {
  Config config = ConfigOf(it.file);
  for (const auto& [key, value] : it.properties) {
    config.Put(key, {ConfigValue::Kind::kString, value, Origin::CommandLine("-D")});
  }
  return ResolveInContainer({.process = it.process,
                             .release = *Release::Parse(it.version),
                             .config = &config,
                             .standard_yaml = true,
                             .legacy_heap_variable = it.legacy_heap_variable},
                            it.settings, it.limits);
}

}  // namespace flink_launcher
