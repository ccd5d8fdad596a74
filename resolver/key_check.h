#pragma once
// Warnings about keys that look like memory options but are not (misspelt, gone in this release) or
// are spelt in an old way. Flink ignores or takes them without a word, so they are never errors.

#include <optional>
#include <string>
#include <vector>

#include "resolver/config.h"
#include "resolver/error.h"
#include "resolver/memory_plan.h"
#include "resolver/release.h"

namespace flink_launcher {

/// One Warning per suspicious key of `process`, in the order of the Config. `legacy_heap_variable`
/// is FLINK_TM_HEAP or FLINK_JM_HEAP: set in vain where the release does not read it.
std::vector<Warning> CheckKeys(const Config& config, Process process, const Release& release,
                               const std::optional<std::string>& legacy_heap_variable);

}  // namespace flink_launcher
