#pragma once
// Two plans side by side: what moves between them.

#include <string>

#include "launcher/text_style.h"
#include "resolver/memory_plan.h"
#include "resolver/result.h"

namespace flink_launcher {

struct MemoryComparison {
  std::string what;           // "with taskmanager.memory.process.size=4g"
  Result<MemoryPlan> before;  // an Error: that is what the change mends, perhaps
  MemoryPlan after;
};

/// A row for each of the tree's, with both sizes, the difference and, where there is room, both
/// bars on one scale; below, the flags, options and warnings that come and go.
std::string ComparisonText(const MemoryComparison& comparison, const TextStyle& style);

}  // namespace flink_launcher
