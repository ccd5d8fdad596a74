#pragma once
// The table in the `why` of a memory rejection: what was to fit into what, aligned, one part a
// line.

#include <string>
#include <string_view>
#include <vector>

#include "resolver/bytes.h"

namespace flink_launcher {

struct PartRow {
  std::string name;  // "Task Heap"
  Bytes size;
  std::string note;  // where it is from; may be empty
};

/// "Task Heap  1024m  taskmanager.memory.task.heap.size" and so on, names to the left, sizes in MiB
/// to the right, with decimals in all rows where one needs them; no newline at the end.
std::string PartsTable(const std::vector<PartRow>& rows);

}  // namespace flink_launcher
