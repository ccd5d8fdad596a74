#pragma once
// A sweep: the same configuration in containers from small to large, and how the components grow.

#include <string>
#include <string_view>
#include <vector>

#include "launcher/text_style.h"
#include "resolver/memory_plan.h"
#include "resolver/result.h"

namespace flink_launcher {

struct SweepPoint {
  Bytes limit;
  Result<MemoryPlan> plan;
};

/// The limits of "FROM..TO": about ten from one to the other, both included; 1, 1.5, 2, 3, 4, 6,
/// ... times the first where the last is at least four times as much, else in even steps of whole
/// MiB. Fails with kUsage where it is none, or FROM is not below TO.
Result<std::vector<Bytes>> ParseSweep(std::string_view text);

/// A row for each point: its sizes by pool, and a bar of them on one scale. A point that does not
/// work says so.
std::string SweepText(const std::vector<SweepPoint>& points, const TextStyle& style);

}  // namespace flink_launcher
