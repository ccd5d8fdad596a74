#pragma once
// The memory picture: Flink's tree with a bar for each row, drawn to scale and where it lies in the
// process, and the container's limit below. A pure function of plan and style.

#include <string>

#include "launcher/text_style.h"
#include "resolver/memory_plan.h"

namespace flink_launcher {

/// One line a row: name, size, and where there is room, share of the process and (at least eight
/// columns) the bar. With a container, the rows below say how much of its limit is left, or
/// missing.
std::string MemoryPicture(const MemoryPlan& plan, const TextStyle& style);

}  // namespace flink_launcher
