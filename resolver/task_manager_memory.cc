#include "resolver/task_manager_memory.h"

#include <string>
#include <utility>
#include <vector>

#include "resolver/memory_size.h"
#include "resolver/network_memory.h"
#include "resolver/options.h"

namespace flink_launcher {
namespace {

constexpr std::string_view kRestOfFlink = "the rest of Total Flink Memory";

std::string Key(OptionId id) { return std::string(KeyOf(id)); }

struct Part {
  Component component;
  const Sized& sized;
  OptionId option;  // to be named as the way to change it
};

/// The option that says how large the whole is: the one to raise where parts do not fit.
OptionId TotalOption(const OptionReader& reader) {
  return reader.IsSet(OptionId::kTmFlinkSize) ? OptionId::kTmFlinkSize : OptionId::kTmProcessSize;
}

/// Flink's "Sum of configured ... exceed configured Total Flink Memory".
Error PartsDoNotFit(const OptionReader& reader, const std::vector<Part>& parts, Bytes sum,
                    Bytes total) {
  const OptionId total_option = TotalOption(reader);
  Error error{.code = ErrorCode::kMemory,
              .what = "the parts of Total Flink Memory do not fit into it",
              .where = reader.OriginOf(total_option),
              .fix = "lower one of the parts",
              .keys = {Key(total_option)}};
  std::vector<PartRow> rows;
  for (const Part& part : parts) {
    rows.push_back(RowOfPart(part.component, part.sized));
    error.keys.push_back(Key(part.option));
  }
  const bool is_derived = total_option == OptionId::kTmProcessSize;
  rows.push_back({"together", sum, ""});
  rows.push_back({"Total Flink Memory", total,
                  Key(total_option) + (is_derived ? " less JVM Metaspace and JVM Overhead" : "")});
  rows.push_back(RowOfExcess("missing", sum, total));
  error.why = PartsTable(rows);
  return error;
}

Sized ReadManaged(OptionReader& reader, Bytes total_flink) {
  if (reader.IsSet(OptionId::kManagedSize)) return ReadSized(reader, OptionId::kManagedSize);
  const RangeFraction range = ReadUnboundedRange(reader, OptionId::kManagedFraction);
  return DeriveShare(reader, total_flink, range, "Total Flink Memory");
}

OptionId ManagedOption(const OptionReader& reader) {
  return reader.IsSet(OptionId::kManagedSize) ? OptionId::kManagedSize : OptionId::kManagedFraction;
}

/// Gives the network what the other parts leave of `total`, where the task heap is set.
void DeriveNetworkAsRemainder(OptionReader& reader, TaskManagerMemory& memory, Bytes total) {
  const Bytes others =
      reader.Sum({memory.framework_heap.size, memory.framework_off_heap.size, memory.task_heap.size,
                  memory.task_off_heap.size, memory.managed.size});
  if (reader.error()) return;
  if (others > total) {
    reader.Fail(PartsDoNotFit(
        reader,
        {{Component::kFrameworkHeap, memory.framework_heap, OptionId::kFrameworkHeap},
         {Component::kFrameworkOffHeap, memory.framework_off_heap, OptionId::kFrameworkOffHeap},
         {Component::kTaskHeap, memory.task_heap, OptionId::kTaskHeap},
         {Component::kTaskOffHeap, memory.task_off_heap, OptionId::kTaskOffHeap},
         {Component::kManaged, memory.managed, ManagedOption(reader)}},
        others, total));
    return;
  }
  memory.network = {total.Minus(others).value_or(Bytes{}), std::string(kRestOfFlink)};
  CheckNetworkRemainder(reader, memory.network.size, total, memory.task_heap.size);
}

/// Gives the task heap what the other parts leave of `total`.
void DeriveTaskHeapAsRemainder(OptionReader& reader, TaskManagerMemory& memory, Bytes total) {
  memory.network = UsesNetworkBuffers(reader)
                       ? ReadNetworkBuffers(reader)
                       : DeriveShare(reader, total, ReadNetworkRange(reader), "Total Flink Memory");
  const Bytes others =
      reader.Sum({memory.framework_heap.size, memory.framework_off_heap.size,
                  memory.task_off_heap.size, memory.managed.size, memory.network.size});
  if (reader.error()) return;
  if (others > total) {
    reader.Fail(PartsDoNotFit(
        reader,
        {{Component::kFrameworkHeap, memory.framework_heap, OptionId::kFrameworkHeap},
         {Component::kFrameworkOffHeap, memory.framework_off_heap, OptionId::kFrameworkOffHeap},
         {Component::kTaskOffHeap, memory.task_off_heap, OptionId::kTaskOffHeap},
         {Component::kManaged, memory.managed, ManagedOption(reader)},
         {Component::kNetwork, memory.network,
          UsesNetworkBuffers(reader) ? OptionId::kNetworkBuffers : OptionId::kNetworkMin}},
        others, total));
    return;
  }
  memory.task_heap = {total.Minus(others).value_or(Bytes{}), std::string(kRestOfFlink)};
}

/// deriveFromTotalFlinkMemory.
void DeriveFromTotalFlink(OptionReader& reader, TaskManagerMemory& memory, Bytes total) {
  memory.total_flink = total;
  memory.framework_heap = ReadSized(reader, OptionId::kFrameworkHeap);
  memory.framework_off_heap = ReadSized(reader, OptionId::kFrameworkOffHeap);
  memory.task_off_heap = ReadSized(reader, OptionId::kTaskOffHeap);
  const bool has_task_heap = reader.IsSet(OptionId::kTaskHeap);
  if (has_task_heap) memory.task_heap = ReadSized(reader, OptionId::kTaskHeap);
  memory.managed = ReadManaged(reader, total);
  if (has_task_heap) {
    DeriveNetworkAsRemainder(reader, memory, total);
  } else {
    DeriveTaskHeapAsRemainder(reader, memory, total);
  }
}

/// deriveFromRequiredFineGrainedOptions: task heap and managed size are set.
void DeriveFineGrained(OptionReader& reader, TaskManagerMemory& memory) {
  memory.task_heap = ReadSized(reader, OptionId::kTaskHeap);
  memory.managed = ReadSized(reader, OptionId::kManagedSize);
  memory.framework_heap = ReadSized(reader, OptionId::kFrameworkHeap);
  memory.framework_off_heap = ReadSized(reader, OptionId::kFrameworkOffHeap);
  memory.task_off_heap = ReadSized(reader, OptionId::kTaskOffHeap);
  if (reader.IsSet(OptionId::kTmFlinkSize)) {
    memory.total_flink = reader.Size(OptionId::kTmFlinkSize);
    DeriveNetworkAsRemainder(reader, memory, memory.total_flink);
    return;
  }
  const Bytes others =
      reader.Sum({memory.framework_heap.size, memory.framework_off_heap.size, memory.task_heap.size,
                  memory.task_off_heap.size, memory.managed.size});
  memory.network =
      UsesNetworkBuffers(reader)
          ? ReadNetworkBuffers(reader)
          : DeriveInverseShare(reader, others, ReadNetworkRange(reader), "Total Flink Memory");
  memory.total_flink = reader.Sum({others, memory.network.size});
}

}  // namespace

TaskManagerMemory DeriveTaskManagerMemory(OptionReader& reader) {
  const ProcessOptions& options = ProcessOptionsOf(Process::kTaskManager);
  TaskManagerMemory memory;
  if (reader.IsSet(OptionId::kTaskHeap) && reader.IsSet(OptionId::kManagedSize)) {
    DeriveFineGrained(reader, memory);
    memory.jvm = DeriveJvmFromTotalFlink(reader, options, memory.total_flink);
  } else if (reader.IsSet(options.flink_size)) {
    DeriveFromTotalFlink(reader, memory, reader.Size(options.flink_size));
    memory.jvm = DeriveJvmFromTotalFlink(reader, options, memory.total_flink);
  } else if (reader.IsSet(options.process_size)) {
    const Bytes process = reader.Size(options.process_size);
    memory.jvm = DeriveJvmFromTotalProcess(reader, options, process);
    const Bytes jvm = reader.Sum({memory.jvm.metaspace.size, memory.jvm.overhead.size});
    DeriveFromTotalFlink(reader, memory, process.Minus(jvm).value_or(Bytes{}));
  } else {
    FailAsNoSizeIsSet(reader, options, {OptionId::kTaskHeap, OptionId::kManagedSize});
  }
  return memory;
}

}  // namespace flink_launcher
