#include "resolver/job_manager_memory.h"

#include <string>

#include "resolver/memory_size.h"
#include "resolver/options.h"

namespace flink_launcher {
namespace {

constexpr Bytes kSmallestRecommendedHeap = Bytes::Mebi(128);  // JobManagerOptions.MIN_JVM_HEAP_SIZE

std::string Key(OptionId id) { return std::string(KeyOf(id)); }

void WarnIfHeapIsSmall(OptionReader& reader, Bytes heap) {
  if (heap >= kSmallestRecommendedHeap) return;
  const bool is_set = reader.IsSet(OptionId::kJmHeap);
  const OptionId option = is_set                                 ? OptionId::kJmHeap
                          : reader.IsSet(OptionId::kJmFlinkSize) ? OptionId::kJmFlinkSize
                                                                 : OptionId::kJmProcessSize;
  // What the heap lacks, the total lacks too; its overhead is at its minimum in so small a process.
  const Bytes missing = kSmallestRecommendedHeap.Minus(heap).value_or(Bytes{});
  const Bytes enough = is_set ? kSmallestRecommendedHeap
                              : CeilMebi(reader.Size(option).Plus(missing).value_or(Bytes::Max()));
  reader.Warn({.what = "the JVM Heap of the JobManager is " + Friendly(heap) +
                       ", less than the recommended minimum of " +
                       Friendly(kSmallestRecommendedHeap),
               .where = reader.OriginOf(option),
               .fix = "write " + Key(option) + ": " + Friendly(enough) + " or more",
               .keys = {Key(option)}});
}

/// Flink's "does not match" (both parts set) and "exceeds" (only the heap set).
Error HeapDoesNotFit(const OptionReader& reader, const JobManagerMemory& memory, Bytes total) {
  const bool has_off_heap = reader.IsSet(OptionId::kJmOffHeap);
  const std::string total_key = Key(OptionId::kJmFlinkSize);
  Error error{.code = ErrorCode::kMemory,
              .where = reader.OriginOf(OptionId::kJmFlinkSize),
              .fix = "remove " + total_key + " or " + Key(OptionId::kJmHeap),
              .keys = {total_key, Key(OptionId::kJmHeap)}};
  const Bytes parts = has_off_heap
                          ? memory.heap.size.Plus(memory.off_heap.size).value_or(Bytes::Max())
                          : memory.heap.size;
  std::vector<PartRow> rows = {RowOfPart(Component::kHeap, memory.heap)};
  if (has_off_heap) {
    error.what = Key(OptionId::kJmHeap) + " and " + Key(OptionId::kJmOffHeap) +
                 " do not add up to " + total_key;
    rows.push_back(RowOfPart(Component::kOffHeap, memory.off_heap));
    rows.push_back({"together", parts, ""});
    error.keys.push_back(Key(OptionId::kJmOffHeap));
  } else {
    error.what = Key(OptionId::kJmHeap) + " exceeds " + total_key;
  }
  rows.push_back({"Total Flink Memory", total, total_key});
  rows.push_back(parts > total ? RowOfExcess("missing", parts, total)
                               : RowOfExcess("too much", total, parts));
  error.why = PartsTable(rows);
  return error;
}

/// deriveFromRequiredFineGrainedOptions: the heap is set.
void DeriveFromHeap(OptionReader& reader, JobManagerMemory& memory) {
  memory.heap = ReadSized(reader, OptionId::kJmHeap);
  memory.off_heap = ReadSized(reader, OptionId::kJmOffHeap);
  if (reader.IsSet(OptionId::kJmFlinkSize)) {
    const Bytes total = reader.Size(OptionId::kJmFlinkSize);
    const bool has_off_heap = reader.IsSet(OptionId::kJmOffHeap);
    const Bytes parts =
        has_off_heap ? reader.Sum({memory.heap.size, memory.off_heap.size}) : memory.heap.size;
    if (parts > total || (has_off_heap && parts != total)) {
      reader.HintTotal(OptionId::kJmFlinkSize, parts);
      reader.Fail(HeapDoesNotFit(reader, memory, total));
    }
    if (!has_off_heap) {
      memory.off_heap = {total.Minus(memory.heap.size).value_or(Bytes{}),
                         "the rest of Total Flink Memory"};
    }
  }
  memory.total_flink = reader.Sum({memory.heap.size, memory.off_heap.size});
  WarnIfHeapIsSmall(reader, memory.heap.size);
}

/// deriveFromTotalFlinkMemory. `total_option` is the option that `total` comes from.
void DeriveFromTotalFlink(OptionReader& reader, JobManagerMemory& memory, Bytes total,
                          OptionId total_option) {
  memory.total_flink = total;
  memory.off_heap = ReadSized(reader, OptionId::kJmOffHeap);
  if (reader.error()) return;
  if (total <= memory.off_heap.size) {
    const bool is_derived = total_option == OptionId::kJmProcessSize;
    reader.Fail(
        {.code = ErrorCode::kMemory,
         .what = "Total Flink Memory of the JobManager leaves nothing for the JVM Heap",
         .where = reader.OriginOf(total_option),
         .why = PartsTable(
             {RowOfPart(Component::kOffHeap, memory.off_heap),
              {"Total Flink Memory", total,
               Key(total_option) + (is_derived ? " less JVM Metaspace and JVM Overhead" : "")},
              RowOfExcess("missing, besides the heap", memory.off_heap.size, total)}),
         .fix = "lower " + Key(OptionId::kJmOffHeap),
         .keys = {Key(total_option), Key(OptionId::kJmOffHeap)}});
    return;
  }
  memory.heap = {total.Minus(memory.off_heap.size).value_or(Bytes{}),
                 "the rest of Total Flink Memory"};
  WarnIfHeapIsSmall(reader, memory.heap.size);
}

}  // namespace

JobManagerMemory DeriveJobManagerMemory(OptionReader& reader) {
  const ProcessOptions& options = ProcessOptionsOf(Process::kJobManager);
  JobManagerMemory memory;
  if (reader.IsSet(OptionId::kJmHeap)) {
    DeriveFromHeap(reader, memory);
    memory.jvm = DeriveJvmFromTotalFlink(reader, options, memory.total_flink);
  } else if (reader.IsSet(options.flink_size)) {
    DeriveFromTotalFlink(reader, memory, reader.Size(options.flink_size), options.flink_size);
    memory.jvm = DeriveJvmFromTotalFlink(reader, options, memory.total_flink);
  } else if (reader.IsSet(options.process_size)) {
    const Bytes process = reader.Size(options.process_size);
    memory.jvm = DeriveJvmFromTotalProcess(reader, options, process);
    const Bytes jvm = reader.Sum({memory.jvm.metaspace.size, memory.jvm.overhead.size});
    DeriveFromTotalFlink(reader, memory, process.Minus(jvm).value_or(Bytes{}),
                         options.process_size);
  } else {
    FailAsNoSizeIsSet(reader, options, {OptionId::kJmHeap});
  }
  return memory;
}

}  // namespace flink_launcher
