#pragma once
// The heap options from before Flink 1.10, which 1.x still maps to today's: FLINK_TM_HEAP and
// taskmanager.heap.size to taskmanager.memory.flink.size, FLINK_JM_HEAP and jobmanager.heap.size to
// jobmanager.memory.heap.size. Mirrors MemoryBackwardsCompatibilityUtils (gone in 2.0).

#include <optional>
#include <string>

#include "resolver/memory_plan.h"
#include "resolver/option_reader.h"

namespace flink_launcher {

/// "FLINK_TM_HEAP" or "FLINK_JM_HEAP".
std::string_view LegacyHeapVariable(Process process);

/// Sets the target option from the first source that is there: the variable (an empty one is
/// there), heap.size, heap.mb. Does nothing where the target is set, or the release has no legacy
/// options; sources that are not used are not parsed.
void MapLegacyHeap(OptionReader& reader, Process process,
                   const std::optional<std::string>& variable);

}  // namespace flink_launcher
