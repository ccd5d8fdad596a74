#pragma once
// The memory picture as SVG, for a wiki or a ticket: each level of the tree a row of boxes to
// scale, and a table of the sizes below. Readable on a light and on a dark page.

#include <string>

#include "resolver/memory_plan.h"

namespace flink_launcher {

/// A whole SVG document, 1080 units wide; it refers to nothing outside itself.
std::string MemorySvg(const MemoryPlan& plan);

}  // namespace flink_launcher
