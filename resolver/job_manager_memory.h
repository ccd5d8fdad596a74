#pragma once
// The memory of a JobManager: heap and off-heap memory. Mirrors JobManagerFlinkMemoryUtils of
// flink-runtime, read at 1.13 to 2.3.

#include "resolver/bytes.h"
#include "resolver/option_reader.h"
#include "resolver/process_memory.h"

namespace flink_launcher {

struct JobManagerMemory {
  Sized heap;
  Sized off_heap;
  JvmMetaspaceAndOverhead jvm;
  Bytes total_flink;
};

/// Derives all parts. Which option leads is decided in this order: JVM heap, Total Flink Memory,
/// Total Process Memory; with none of them it is a failure (kMemory), as are parts that do not fit.
/// A failure is left in the reader.
JobManagerMemory DeriveJobManagerMemory(OptionReader& reader);

}  // namespace flink_launcher
