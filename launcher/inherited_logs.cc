#include "launcher/inherited_logs.h"

#include <initializer_list>
#include <string_view>

#include "resolver/memory_size.h"

namespace flink_launcher {
namespace {

constexpr std::string_view kInfo = "INFO  [] - ";
constexpr std::string_view kWarn = "WARN  [] - ";

struct SizeLine {
  std::string_view label;  // with its indentation and padding
  Bytes size;
};

// The parts come out of a sum that fitted, so this cannot overflow.
Bytes Sum(const MemoryPlan& plan, std::initializer_list<Component> components) {
  Bytes sum;
  for (const Component component : components) {
    sum = sum.Plus(plan.SizeOf(component)).value_or(Bytes::Max());
  }
  return sum;
}

std::vector<SizeLine> TaskManagerSizes(const MemoryPlan& plan) {
  using enum Component;
  return {
      {"  Total Process Memory:          ", plan.total_process},
      {"    Total Flink Memory:          ", plan.total_flink},
      {"      Total JVM Heap Memory:     ", Sum(plan, {kFrameworkHeap, kTaskHeap})},
      {"        Framework:               ", plan.SizeOf(kFrameworkHeap)},
      {"        Task:                    ", plan.SizeOf(kTaskHeap)},
      {"      Total Off-heap Memory:     ",
       Sum(plan, {kManaged, kFrameworkOffHeap, kTaskOffHeap, kNetwork})},
      {"        Managed:                 ", plan.SizeOf(kManaged)},
      {"        Total JVM Direct Memory: ", Sum(plan, {kFrameworkOffHeap, kTaskOffHeap, kNetwork})},
      {"          Framework:             ", plan.SizeOf(kFrameworkOffHeap)},
      {"          Task:                  ", plan.SizeOf(kTaskOffHeap)},
      {"          Network:               ", plan.SizeOf(kNetwork)},
      {"    JVM Metaspace:               ", plan.SizeOf(kJvmMetaspace)},
      {"    JVM Overhead:                ", plan.SizeOf(kJvmOverhead)},
  };
}

std::vector<SizeLine> JobManagerSizes(const MemoryPlan& plan) {
  using enum Component;
  return {
      {"  Total Process Memory: ", plan.total_process},
      {"    Total Flink Memory: ", plan.total_flink},
      {"      JVM Heap:         ", plan.SizeOf(kHeap)},
      {"      Off-heap:         ", plan.SizeOf(kOffHeap)},
      {"    JVM Metaspace:      ", plan.SizeOf(kJvmMetaspace)},
      {"    JVM Overhead:       ", plan.SizeOf(kJvmOverhead)},
  };
}

std::string Line(std::string_view level, std::string_view text) {
  std::string line(level);
  line += text;
  return line;
}

std::string JoinWith(char separator, const std::vector<std::string>& items) {
  std::string text;
  for (const std::string& item : items) {
    if (!text.empty()) text += separator;
    text += item;
  }
  return text;
}

}  // namespace

std::vector<std::string> MemoryLogLines(const MemoryPlan& plan) {
  const bool task_manager = plan.process == Process::kTaskManager;
  std::vector<std::string> lines = {Line(kInfo, task_manager
                                                    ? "Final TaskExecutor Memory configuration:"
                                                    : "Final Master Memory configuration:")};
  for (const SizeLine& size : task_manager ? TaskManagerSizes(plan) : JobManagerSizes(plan)) {
    lines.push_back(Line(kInfo, size.label) + HumanReadable(size.size));
  }
  return lines;
}

std::string DynamicParameters(const MemoryPlan& plan) {
  std::string text;
  for (const auto& [key, value] : plan.dynamic_properties) {
    text += text.empty() ? "-D " : " -D ";
    text += key;
    text += '=';
    text += value;
  }
  return text;
}

std::string InheritedLogs(const std::string& before, const MemoryPlan& plan,
                          const std::vector<Warning>& warnings) {
  std::vector<std::string> lines;
  lines.reserve(warnings.size());
  for (const Warning& warning : warnings) lines.push_back(Line(kWarn, warning.what));
  for (std::string& line : MemoryLogLines(plan)) lines.push_back(std::move(line));
  return "\n" + before +
         "\n\nRESOURCE_PARAMS extraction logs:\njvm_params: " + JoinWith(' ', plan.jvm_args) +
         "\ndynamic_configs: " + DynamicParameters(plan) + "\nlogs: " + JoinWith('\n', lines) +
         "\n";
}

}  // namespace flink_launcher
