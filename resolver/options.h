#pragma once
// The options that the memory computation reads: one table of their keys, types, defaults and
// earlier spellings. What a value means is option_reader.h's business.

#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "resolver/memory_plan.h"
#include "resolver/release.h"

namespace flink_launcher {

/// Named after Flink's constants in TaskManagerOptions and JobManagerOptions; the order is that of
/// the table.
enum class OptionId {
  kTmProcessSize,
  kTmFlinkSize,
  kFrameworkHeap,
  kFrameworkOffHeap,
  kTaskHeap,
  kTaskOffHeap,
  kManagedSize,
  kManagedFraction,
  kNetworkMin,
  kNetworkMax,
  kNetworkFraction,
  kTmMetaspace,
  kTmOverheadMin,
  kTmOverheadMax,
  kTmOverheadFraction,
  kCpuCores,
  kTaskSlots,
  kExternalResources,
  kNetworkBuffers,
  kSegmentSize,
  kTmLegacyHeapSize,
  kTmLegacyHeapMb,
  kJmProcessSize,
  kJmFlinkSize,
  kJmHeap,
  kJmOffHeap,
  kJmDirectMemoryLimit,
  kJmMetaspace,
  kJmOverheadMin,
  kJmOverheadMax,
  kJmOverheadFraction,
  kJmLegacyHeapSize,
  kJmLegacyHeapMb,
};

enum class OptionType { kSize, kFraction, kNumber, kInteger, kBoolean, kList };

struct Option {
  OptionId id;
  Process process;
  OptionType type;
  std::string_view key;
  std::string_view default_text;    // empty: no default
  std::string_view deprecated_key;  // read where `key` is not set; empty: none
  /// Where it is set, only releases with this trait read the option at all.
  std::optional<Trait> read_with = std::nullopt;
  /// Where it is set, releases without this trait have `default_before` instead.
  std::optional<Trait> default_since = std::nullopt;
  std::string_view default_before = {};
};

/// All of them, in the order of OptionId.
std::span<const Option> Options();
const Option& OptionOf(OptionId id);
inline std::string_view KeyOf(OptionId id) { return OptionOf(id).key; }
/// The default of `option` in `release`, as text of its type; empty where it has none.
std::string_view DefaultOf(const Option& option, const Release& release);
/// Whether `release` reads `option`.
bool IsRead(const Option& option, const Release& release);

/// Keys of Flink that look like memory options but have no say in this computation, in some release
/// that we know.
std::span<const std::string_view> UnreadMemoryKeys();

/// The options that both processes have, under their own keys.
struct ProcessOptions {
  Process process;
  OptionId process_size;
  OptionId flink_size;
  OptionId metaspace;
  OptionId overhead_min;
  OptionId overhead_max;
  OptionId overhead_fraction;
};
const ProcessOptions& ProcessOptionsOf(Process process);

}  // namespace flink_launcher
