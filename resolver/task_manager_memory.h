#pragma once
// The memory of a TaskManager: Total Flink Memory and its six parts, from whichever options are
// set. Mirrors TaskExecutorFlinkMemoryUtils and ProcessMemoryUtils.memoryProcessSpecFromConfig of
// flink-runtime, read at 1.13 to 2.3.

#include "resolver/bytes.h"
#include "resolver/option_reader.h"
#include "resolver/process_memory.h"

namespace flink_launcher {

struct TaskManagerMemory {
  Sized framework_heap;
  Sized task_heap;
  Sized framework_off_heap;
  Sized task_off_heap;
  Sized network;
  Sized managed;
  JvmMetaspaceAndOverhead jvm;
  Bytes total_flink;
};

/// Derives all parts. Which options lead is decided in this order: task heap and managed size
/// together, Total Flink Memory, Total Process Memory; with none of them it is a failure
/// (kMemory), as are parts that do not fit. A failure is left in the reader.
TaskManagerMemory DeriveTaskManagerMemory(OptionReader& reader);

}  // namespace flink_launcher
