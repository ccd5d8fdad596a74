#include "resolver/container_hints.h"

#include <algorithm>
#include <array>
#include <string>
#include <string_view>
#include <utility>

#include "resolver/memory_size.h"
#include "resolver/options.h"
#include "resolver/process_memory.h"

namespace flink_launcher {
namespace {

// What HotSpot asks of a machine before it takes G1 instead of the serial collector by itself:
// os::is_server_class_machine (2 GiB less the 256 MiB that may be missing), JDK 11 to 25.
constexpr std::int64_t kServerCpus = 2;
constexpr Bytes kServerMemory = Bytes::Mebi(1792);

constexpr std::array<std::string_view, 4> kJavaOptions = {
    "env.java.opts", "env.java.opts.all", "env.java.default-opts", "env.java.default-opts.all"};

std::string ProcessSizeKey(const MemoryPlan& plan) {
  return std::string(KeyOf(ProcessOptionsOf(plan.process).process_size));
}

std::string LevelText(int levels_up) {
  return levels_up == 1 ? "on the parent group" : std::to_string(levels_up) + " groups up";
}

/// The Java options of the configuration, in one text.
std::string JavaOptions(const Config& config, Process process) {
  const std::string suffix = process == Process::kTaskManager ? ".taskmanager" : ".jobmanager";
  std::string all;
  for (const std::string_view key : kJavaOptions) {
    for (const std::string& each : {std::string(key), std::string(key) + suffix}) {
      if (const ConfigValue* value = config.Find(each)) all += value->text + " ";
    }
  }
  return all;
}

/// Whether something else than the JVM chooses the collector.
bool IsCollectorChosen(const MemoryPlan& plan, const Config& config) {
  const std::string options = JavaOptions(config, plan.process);
  const std::size_t use = options.find("-XX:+Use");
  if (use != std::string::npos && options.find("GC", use) != std::string::npos) return true;
  // taskmanager.sh adds -XX:+UseG1GC where there are no other Java options
  return options.empty() && plan.process == Process::kTaskManager &&
         plan.release.Has(Trait::kDefaultG1);
}

void HintAtUnusedMemory(const MemoryPlan& plan, std::vector<Warning>& hints) {
  const std::optional<Bytes>& available = plan.container->available;
  if (!available || plan.total_process >= *available) return;
  const Bytes unused = available->Minus(plan.total_process).value_or(Bytes{});
  if (unused.count() <= available->count() / 4) return;
  hints.push_back({.what = Friendly(FloorMebi(unused)) + " of the memory limit of " +
                           Friendly(plan.container->limit->size) + " are not used",
                   .where = plan.container->limit->origin,
                   .fix = "lower the limit, or remove the configured sizes (container.memory = "
                          "\"fill\" then takes the limit), or write " +
                          ProcessSizeKey(plan) + ": auto",
                   .keys = {ProcessSizeKey(plan)}});
}

void HintAtPressure(const MemoryPlan& plan, const ContainerLimits& limits,
                    std::vector<Warning>& hints) {
  if (limits.memory_high && limits.memory_high->size < plan.total_process) {
    hints.push_back({.what = "memory.high, " + Friendly(limits.memory_high->size) +
                             ", is below the process size of " + Friendly(plan.total_process) +
                             ": the kernel slows the process down above it",
                     .where = limits.memory_high->origin,
                     .fix = "raise memory.high (systemd: MemoryHigh=) above the process size",
                     .keys = {ProcessSizeKey(plan)}});
  }
  const bool may_swap = !limits.swap || limits.swap->size > Bytes{};
  if (limits.memory && may_swap) {
    hints.push_back({.what = "the container may swap, if its host has swap: a heap in swap makes "
                             "every garbage collection slow",
                     .where = limits.swap ? limits.swap->origin : limits.memory->origin,
                     .fix = "allow none (cgroup v2: memory.swap.max 0, systemd: MemorySwapMax=0)",
                     .keys = {}});
  }
  if (limits.address_space && limits.address_space->size < plan.total_process) {
    hints.push_back({.what = "the address space is limited to " +
                             Friendly(limits.address_space->size) +
                             ", less than the process size of " + Friendly(plan.total_process),
                     .where = limits.address_space->origin,
                     .fix = "lift it (ulimit -v unlimited): a JVM reserves more than it uses",
                     .keys = {ProcessSizeKey(plan)}});
  }
}

void HintAtCollector(const MemoryPlan& plan, const ContainerLimits& limits, const Config& config,
                     std::vector<Warning>& hints) {
  if (IsCollectorChosen(plan, config)) return;
  const bool few_cpus = limits.cpus.jvm < kServerCpus;
  const bool little_memory = limits.memory && limits.memory->size < kServerMemory;
  if (!few_cpus && !little_memory) return;
  hints.push_back({.what = std::string("the JVM sees ") +
                           (few_cpus ? "one CPU" : "less than 1792m of memory") +
                           " and takes its serial collector, since nothing else chooses one",
                   .where = few_cpus ? limits.cpus.origin : limits.memory->origin,
                   .fix = "choose one, as in env.java.opts.all: -XX:+UseG1GC",
                   .keys = {"env.java.opts.all"}});
}

/// Flink's sizes are explicit, so only what the JVM derives itself differs.
void HintAtParentGroups(const ContainerLimits& limits, std::vector<Warning>& hints) {
  constexpr const char* kWho =
      ": JDK 11 and 17 do not look there (24 does); Flink's sizes are explicit and hold, but ";
  if (limits.memory && limits.memory->levels_up > 0) {
    hints.push_back({.what = "the memory limit is set " + LevelText(limits.memory->levels_up) +
                             kWho + "the collector and defaults of the JVM are chosen for more",
                     .where = limits.memory->origin,
                     .fix = "set the limit on the process' own group too",
                     .keys = {}});
  }
  if (limits.cpus.levels_up > 0 && limits.cpus.jvm < limits.cpus.visible) {
    const std::string cpus = std::to_string(limits.cpus.jvm);
    hints.push_back({.what = "the CPU quota is set " + LevelText(limits.cpus.levels_up) + kWho +
                             "they start threads for " + std::to_string(limits.cpus.visible) +
                             " CPUs instead of " + cpus,
                     .where = limits.cpus.origin,
                     .fix = "add -XX:ActiveProcessorCount=" + cpus + " to env.java.opts.all",
                     .keys = {"env.java.opts.all"}});
  }
}

/// glibc counts the CPUs that it may be scheduled on; a quota does not change them.
void HintAtArenas(const ContainerLimits& limits, std::vector<Warning>& hints) {
  constexpr std::int64_t kArenasPerCpu = 8;  // mallopt(3), M_ARENA_MAX, 64 bits
  if (limits.cpus.jvm * 2 > limits.cpus.visible) return;
  hints.push_back(
      {.what = "glibc's malloc makes up to " + std::to_string(limits.cpus.visible * kArenasPerCpu) +
               " arenas for the host's " + std::to_string(limits.cpus.visible) +
               " CPUs, of which the container has " + std::to_string(limits.cpus.jvm) +
               ": native memory fragments",
       .where = limits.cpus.origin,
       .fix = "set MALLOC_ARENA_MAX=" + std::to_string(std::max<std::int64_t>(2, limits.cpus.jvm)) +
              " in the environment, or preload jemalloc",
       .keys = {}});
}

}  // namespace

std::vector<Warning> ContainerHints(const MemoryPlan& plan, const ContainerLimits& limits,
                                    const Config& config) {
  std::vector<Warning> hints;
  HintAtUnusedMemory(plan, hints);
  HintAtPressure(plan, limits, hints);
  HintAtCollector(plan, limits, config, hints);
  HintAtParentGroups(limits, hints);
  HintAtArenas(limits, hints);
  return hints;
}

}  // namespace flink_launcher
