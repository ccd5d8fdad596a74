#include "launcher/memory_tree.h"

#include <algorithm>
#include <array>
#include <span>

namespace flink_launcher {
namespace {

struct Shape {
  int depth;
  std::string_view name;  // of a sum; a leaf has its component's
  std::string_view json_name;
  std::optional<Component> component;
  Tint tint;
};

constexpr std::string_view kProcessName = "Total Process Memory";
constexpr std::string_view kFlinkName = "Total Flink Memory";

constexpr std::array kTaskManagerShapes = {
    Shape{0, kProcessName, "total_process", {}, Tint::kNone},
    Shape{1, kFlinkName, "total_flink", {}, Tint::kNone},
    Shape{2, "JVM Heap", "jvm_heap", {}, Tint::kBlue},
    Shape{3, "", "", Component::kFrameworkHeap, Tint::kBlue},
    Shape{3, "", "", Component::kTaskHeap, Tint::kBlue},
    Shape{2, "", "", Component::kManaged, Tint::kGreen},
    Shape{2, "JVM Direct Memory", "jvm_direct", {}, Tint::kMagenta},
    Shape{3, "", "", Component::kFrameworkOffHeap, Tint::kMagenta},
    Shape{3, "", "", Component::kTaskOffHeap, Tint::kMagenta},
    Shape{3, "", "", Component::kNetwork, Tint::kMagenta},
    Shape{1, "", "", Component::kJvmMetaspace, Tint::kCyan},
    Shape{1, "", "", Component::kJvmOverhead, Tint::kYellow},
};

constexpr std::array kJobManagerShapes = {
    Shape{0, kProcessName, "total_process", {}, Tint::kNone},
    Shape{1, kFlinkName, "total_flink", {}, Tint::kNone},
    Shape{2, "", "", Component::kHeap, Tint::kBlue},
    Shape{2, "", "", Component::kOffHeap, Tint::kMagenta},
    Shape{1, "", "", Component::kJvmMetaspace, Tint::kCyan},
    Shape{1, "", "", Component::kJvmOverhead, Tint::kYellow},
};

std::span<const Shape> ShapesOf(Process process) {
  if (process == Process::kTaskManager) return kTaskManagerShapes;
  return kJobManagerShapes;
}

const OptionUse* FindUse(const MemoryPlan& plan, std::string_view key) {
  const auto found = std::find_if(plan.sources.begin(), plan.sources.end(),
                                  [key](const OptionUse& use) { return use.key == key; });
  return found == plan.sources.end() ? nullptr : &*found;
}

/// The use of PROCESS.memory.`name` where somebody set it.
const OptionUse* FindSet(const MemoryPlan& plan, std::string_view name) {
  const std::string prefix =
      plan.process == Process::kTaskManager ? "taskmanager.memory." : "jobmanager.memory.";
  const OptionUse* use = FindUse(plan, prefix + std::string(name));
  return use == nullptr || use->origin.kind == Origin::Kind::kDefault ? nullptr : use;
}

/// A total is what its option says, what its parts sum up to, or what is left of the larger one.
void DescribeTotal(const MemoryPlan& plan, MemoryNode& node) {
  const bool is_process = node.name == kProcessName;
  const OptionUse* use = FindSet(plan, is_process ? "process.size" : "flink.size");
  if (use != nullptr) {
    node.how = use->key + " " + use->value;
    node.from = use->origin.ShortText();
    return;
  }
  const bool has_parts = plan.process == Process::kTaskManager
                             ? FindSet(plan, "task.heap.size") && FindSet(plan, "managed.size")
                             : FindSet(plan, "heap.size") != nullptr;
  node.how = is_process || has_parts ? "the sum of its parts"
                                     : "Total Process Memory less JVM Metaspace and JVM Overhead";
  node.from = "derived";
}

/// Where the options are from that `derivation` names.
std::string OriginsOf(const MemoryPlan& plan, std::string_view derivation) {
  std::vector<std::string> origins;
  while (!derivation.empty()) {
    std::string_view word = derivation.substr(0, derivation.find(' '));
    derivation.remove_prefix(std::min(derivation.size(), word.size() + 1));
    if (word.ends_with(',')) word.remove_suffix(1);
    const OptionUse* use = FindUse(plan, word);
    if (use == nullptr) continue;
    const std::string origin = use->origin.ShortText();
    if (std::find(origins.begin(), origins.end(), origin) == origins.end()) {
      origins.push_back(origin);
    }
  }
  std::string text;
  for (const std::string& origin : origins) text += (text.empty() ? "" : ", ") + origin;
  return text.empty() ? "derived" : text;
}

void DescribeLeaf(const MemoryPlan& plan, MemoryNode& node) {
  const auto found =
      std::find_if(plan.components.begin(), plan.components.end(),
                   [&node](const auto& each) { return each.component == node.component; });
  if (found == plan.components.end()) return;
  node.how = found->derivation;
  node.from = OriginsOf(plan, found->derivation);
  // That it is the default stands in `from` already.
  constexpr std::string_view kDefault = "default of ";
  if (node.how.starts_with(kDefault)) node.how.erase(0, kDefault.size());
}

/// Leaves stand end to end; a sum begins with its first leaf and ends with its last.
void LayOut(std::vector<MemoryNode>& nodes) {
  Bytes end;
  std::vector<MemoryNode*> open;
  for (MemoryNode& node : nodes) {
    while (!open.empty() && open.back()->depth >= node.depth) open.pop_back();
    node.offset = end;
    if (!node.component) {
      open.push_back(&node);
      continue;
    }
    for (MemoryNode* sum : open) sum->size = sum->size.Plus(node.size).value_or(Bytes::Max());
    end = end.Plus(node.size).value_or(Bytes::Max());
  }
}

}  // namespace

std::vector<MemoryNode> MemoryTree(const MemoryPlan& plan) {
  std::vector<MemoryNode> nodes;
  for (const Shape& shape : ShapesOf(plan.process)) {
    MemoryNode node{.depth = shape.depth,
                    .name = shape.name,
                    .json_name = shape.json_name,
                    .component = shape.component,
                    .tint = shape.tint};
    if (shape.component) {
      node.name = DisplayName(*shape.component);
      node.json_name = JsonName(*shape.component);
      node.size = plan.SizeOf(*shape.component);
      DescribeLeaf(plan, node);
    } else if (shape.depth < 2) {
      DescribeTotal(plan, node);
    } else {
      node.how = "the sum of its parts";
      node.from = "derived";
    }
    nodes.push_back(std::move(node));
  }
  LayOut(nodes);
  return nodes;
}

std::string PropertyText(const std::pair<std::string, std::string>& property) {
  return property.first + "=" + property.second;
}

std::string PartsOfFlag(const MemoryPlan& plan, std::string_view flag) {
  const bool is_task_manager = plan.process == Process::kTaskManager;
  if (flag.starts_with("-Xmx") || flag.starts_with("-Xms")) {
    return is_task_manager ? "Framework Heap + Task Heap" : "JVM Heap";
  }
  if (flag.starts_with("-XX:MaxDirectMemorySize=")) {
    return is_task_manager ? "Framework Off-Heap + Task Off-Heap + Network" : "Off-Heap";
  }
  if (flag.starts_with("-XX:MaxMetaspaceSize=")) return "JVM Metaspace";
  return "";
}

}  // namespace flink_launcher
