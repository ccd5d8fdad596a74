#pragma once
// MemoryTree: Flink's memory tree with the sizes of one plan, one node a row, each with its place
// in the whole and where its size is from. What pictures, tables and comparisons are made of.

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "launcher/text_style.h"
#include "resolver/memory_plan.h"

namespace flink_launcher {

struct MemoryNode {
  int depth = 0;
  std::string_view name;
  std::string_view json_name;
  std::optional<Component> component;  // a leaf; nullopt: the sum of the deeper rows that follow
  Bytes size;
  Bytes offset;             // in Total Process Memory, the rows above it laid end to end
  Tint tint = Tint::kNone;  // one for each pool that the JVM has of its own
  std::string how;          // "taskmanager.memory.managed.fraction 0.4 of Total Flink Memory"
  std::string from;         // "config.yaml:23", "-D, default of 2.3", "derived"

  friend bool operator==(const MemoryNode&, const MemoryNode&) = default;
};

/// The rows from Total Process Memory down, each before its parts.
std::vector<MemoryNode> MemoryTree(const MemoryPlan& plan);

/// "KEY=VALUE" of a dynamic property.
std::string PropertyText(const std::pair<std::string, std::string>& property);

/// Which components a JVM flag of the plan is made of: "Framework Heap + Task Heap" for -Xmx. Empty
/// for a flag that none of them makes.
std::string PartsOfFlag(const MemoryPlan& plan, std::string_view flag);

}  // namespace flink_launcher
