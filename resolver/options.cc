#include "resolver/options.h"

#include <array>
#include <cstddef>

namespace flink_launcher {
namespace {

constexpr Process kTm = Process::kTaskManager;
constexpr Process kJm = Process::kJobManager;
using Id = OptionId;
using Type = OptionType;

// Source: TaskManagerOptions, JobManagerOptions, NettyShuffleEnvironmentOptions and
// ExternalResourceOptions of Flink 1.13 to 2.3.
constexpr std::array kOptions = {
    Option{Id::kTmProcessSize, kTm, Type::kSize, "taskmanager.memory.process.size", "", ""},
    Option{Id::kTmFlinkSize, kTm, Type::kSize, "taskmanager.memory.flink.size", "", ""},
    Option{Id::kFrameworkHeap, kTm, Type::kSize, "taskmanager.memory.framework.heap.size", "128m",
           ""},
    Option{Id::kFrameworkOffHeap, kTm, Type::kSize, "taskmanager.memory.framework.off-heap.size",
           "128m", ""},
    Option{Id::kTaskHeap, kTm, Type::kSize, "taskmanager.memory.task.heap.size", "", ""},
    Option{Id::kTaskOffHeap, kTm, Type::kSize, "taskmanager.memory.task.off-heap.size", "0", ""},
    Option{Id::kManagedSize, kTm, Type::kSize, "taskmanager.memory.managed.size", "",
           "taskmanager.memory.size"},
    Option{Id::kManagedFraction, kTm, Type::kFraction, "taskmanager.memory.managed.fraction", "0.4",
           ""},
    Option{Id::kNetworkMin, kTm, Type::kSize, "taskmanager.memory.network.min", "64m",
           "taskmanager.network.memory.min"},
    Option{.id = Id::kNetworkMax,
           .process = kTm,
           .type = Type::kSize,
           .key = "taskmanager.memory.network.max",
           .default_text = "9223372036854775807 bytes",
           .deprecated_key = "taskmanager.network.memory.max",
           .default_since = Trait::kUnlimitedNetworkMax,
           .default_before = "1g"},
    Option{Id::kNetworkFraction, kTm, Type::kFraction, "taskmanager.memory.network.fraction", "0.1",
           "taskmanager.network.memory.fraction"},
    Option{Id::kTmMetaspace, kTm, Type::kSize, "taskmanager.memory.jvm-metaspace.size", "256m", ""},
    Option{Id::kTmOverheadMin, kTm, Type::kSize, "taskmanager.memory.jvm-overhead.min", "192m", ""},
    Option{Id::kTmOverheadMax, kTm, Type::kSize, "taskmanager.memory.jvm-overhead.max", "1g", ""},
    Option{Id::kTmOverheadFraction, kTm, Type::kFraction,
           "taskmanager.memory.jvm-overhead.fraction", "0.1", ""},
    Option{Id::kCpuCores, kTm, Type::kNumber, "taskmanager.cpu.cores", "", ""},
    Option{Id::kTaskSlots, kTm, Type::kInteger, "taskmanager.numberOfTaskSlots", "1", ""},
    Option{Id::kExternalResources, kTm, Type::kList, "external-resources", "", ""},
    // Its nominal default, 2048, is never used: it is read only where it is set.
    Option{Id::kNetworkBuffers, kTm, Type::kInteger, "taskmanager.network.numberOfBuffers", "", "",
           Trait::kLegacyMemoryOptions},
    Option{Id::kSegmentSize, kTm, Type::kSize, "taskmanager.memory.segment-size", "32k", "",
           Trait::kLegacyMemoryOptions},
    Option{Id::kTmLegacyHeapSize, kTm, Type::kSize, "taskmanager.heap.size", "", "",
           Trait::kLegacyMemoryOptions},
    Option{Id::kTmLegacyHeapMb, kTm, Type::kInteger, "taskmanager.heap.mb", "", "",
           Trait::kLegacyMemoryOptions},
    Option{Id::kJmProcessSize, kJm, Type::kSize, "jobmanager.memory.process.size", "", ""},
    Option{Id::kJmFlinkSize, kJm, Type::kSize, "jobmanager.memory.flink.size", "", ""},
    Option{Id::kJmHeap, kJm, Type::kSize, "jobmanager.memory.heap.size", "", ""},
    Option{Id::kJmOffHeap, kJm, Type::kSize, "jobmanager.memory.off-heap.size", "128m", ""},
    Option{Id::kJmDirectMemoryLimit, kJm, Type::kBoolean,
           "jobmanager.memory.enable-jvm-direct-memory-limit", "false", ""},
    Option{Id::kJmMetaspace, kJm, Type::kSize, "jobmanager.memory.jvm-metaspace.size", "256m", ""},
    Option{Id::kJmOverheadMin, kJm, Type::kSize, "jobmanager.memory.jvm-overhead.min", "192m", ""},
    Option{Id::kJmOverheadMax, kJm, Type::kSize, "jobmanager.memory.jvm-overhead.max", "1g", ""},
    Option{Id::kJmOverheadFraction, kJm, Type::kFraction, "jobmanager.memory.jvm-overhead.fraction",
           "0.1", ""},
    Option{Id::kJmLegacyHeapSize, kJm, Type::kSize, "jobmanager.heap.size", "", "",
           Trait::kLegacyMemoryOptions},
    Option{Id::kJmLegacyHeapMb, kJm, Type::kInteger, "jobmanager.heap.mb", "", "",
           Trait::kLegacyMemoryOptions},
};

constexpr bool StandsInOrder() {
  for (std::size_t i = 0; i < kOptions.size(); ++i) {
    if (kOptions[i].id != static_cast<OptionId>(i)) return false;
  }
  return kOptions.size() == static_cast<std::size_t>(Id::kJmLegacyHeapMb) + 1;
}
static_assert(StandsInOrder());

constexpr std::array<std::string_view, 20> kUnreadMemoryKeys = {
    "taskmanager.memory.framework.off-heap.batch-shuffle.size",
    "taskmanager.memory.managed.consumer-weights",
    "taskmanager.memory.min-segment-size",
    "taskmanager.memory.segment-size",
    "taskmanager.memory.starting-segment-size",
    "taskmanager.network.memory.buffer-debloat.enabled",
    "taskmanager.network.memory.buffer-debloat.period",
    "taskmanager.network.memory.buffer-debloat.samples",
    "taskmanager.network.memory.buffer-debloat.target",
    "taskmanager.network.memory.buffer-debloat.threshold-percentages",
    "taskmanager.network.memory.buffers-per-channel",
    "taskmanager.network.memory.buffers-request-timeout",
    "taskmanager.network.memory.exclusive-buffers-request-timeout-ms",
    "taskmanager.network.memory.floating-buffers-per-gate",
    "taskmanager.network.memory.max-buffers-per-channel",
    "taskmanager.network.memory.max-overdraft-buffers-per-gate",
    "taskmanager.network.memory.read-buffer.required-per-gate.max",
    "taskmanager.network.sort-shuffle.min-buffers",
    "taskmanager.network.sort-shuffle.min-parallelism",
    "taskmanager.network.hybrid-shuffle.enable-new-mode",
};

constexpr ProcessOptions kTaskManagerOptions = {kTm,
                                                Id::kTmProcessSize,
                                                Id::kTmFlinkSize,
                                                Id::kTmMetaspace,
                                                Id::kTmOverheadMin,
                                                Id::kTmOverheadMax,
                                                Id::kTmOverheadFraction};
constexpr ProcessOptions kJobManagerOptions = {kJm,
                                               Id::kJmProcessSize,
                                               Id::kJmFlinkSize,
                                               Id::kJmMetaspace,
                                               Id::kJmOverheadMin,
                                               Id::kJmOverheadMax,
                                               Id::kJmOverheadFraction};

}  // namespace

std::span<const Option> Options() { return kOptions; }

const Option& OptionOf(OptionId id) { return kOptions[static_cast<std::size_t>(id)]; }

std::string_view DefaultOf(const Option& option, const Release& release) {
  const bool is_before = option.default_since && !release.Has(*option.default_since);
  return is_before ? option.default_before : option.default_text;
}

bool IsRead(const Option& option, const Release& release) {
  return !option.read_with || release.Has(*option.read_with);
}

std::span<const std::string_view> UnreadMemoryKeys() { return kUnreadMemoryKeys; }

const ProcessOptions& ProcessOptionsOf(Process process) {
  return process == Process::kTaskManager ? kTaskManagerOptions : kJobManagerOptions;
}

}  // namespace flink_launcher
