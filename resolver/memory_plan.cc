#include "resolver/memory_plan.h"

#include <algorithm>
#include <array>

namespace flink_launcher {
namespace {

struct Names {
  Component component;
  std::string_view json;
  std::string_view display;
};

constexpr std::array kNames = {
    Names{Component::kFrameworkHeap, "framework_heap", "Framework Heap"},
    Names{Component::kTaskHeap, "task_heap", "Task Heap"},
    Names{Component::kFrameworkOffHeap, "framework_off_heap", "Framework Off-Heap"},
    Names{Component::kTaskOffHeap, "task_off_heap", "Task Off-Heap"},
    Names{Component::kNetwork, "network", "Network"},
    Names{Component::kManaged, "managed", "Managed"},
    Names{Component::kHeap, "heap", "JVM Heap"},
    Names{Component::kOffHeap, "off_heap", "Off-Heap"},
    Names{Component::kJvmMetaspace, "jvm_metaspace", "JVM Metaspace"},
    Names{Component::kJvmOverhead, "jvm_overhead", "JVM Overhead"},
};

const Names& NamesOf(Component component) {
  return *std::find_if(kNames.begin(), kNames.end(),
                       [component](const Names& names) { return names.component == component; });
}

}  // namespace

std::string_view JsonName(Component component) { return NamesOf(component).json; }

std::string_view DisplayName(Component component) { return NamesOf(component).display; }

Bytes MemoryPlan::SizeOf(Component component) const {
  const auto found =
      std::find_if(components.begin(), components.end(),
                   [component](const ComponentSize& each) { return each.component == component; });
  return found == components.end() ? Bytes{} : found->size;
}

}  // namespace flink_launcher
