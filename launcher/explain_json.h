#pragma once
// `explain` as JSON. The shapes are published in explain.schema.json; a test holds them against it.

#include <string>
#include <vector>

#include "launcher/memory_comparison.h"
#include "launcher/memory_sweep.h"
#include "launcher/option_view.h"
#include "resolver/memory_plan.h"

namespace flink_launcher {

// Sizes are in bytes, order is deterministic, and the text ends with a newline.
std::string ExplainJson(const MemoryPlan& plan);
std::string ComparisonJson(const MemoryComparison& comparison);
std::string SweepJson(const std::vector<SweepPoint>& points);
std::string OptionViewJson(const OptionView& view);

}  // namespace flink_launcher
