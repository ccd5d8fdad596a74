#include "launcher/explain_lines.h"

#include "launcher/memory_tree.h"
#include "resolver/shell_words.h"

namespace flink_launcher {
namespace {

std::string UpperCase(std::string_view name) {
  std::string upper(name);
  for (char& c : upper) {
    if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 'a' + 'A');
  }
  return upper;
}

std::string Variable(const std::string& name, std::string_view value) {
  return name + "=" + QuoteForShell(value) + "\n";
}

}  // namespace

std::string ExplainArgs(const MemoryPlan& plan) {
  std::string text;
  for (const std::string& flag : plan.jvm_args) text += flag + "\n";
  for (const auto& property : plan.dynamic_properties) text += "-D" + PropertyText(property) + "\n";
  return text;
}

std::string ExplainEnv(const MemoryPlan& plan) {
  const bool is_task_manager = plan.process == Process::kTaskManager;
  std::string text = Variable("FLINK_VERSION", plan.release.version) +
                     Variable("FLINK_PROCESS", is_task_manager ? "taskmanager" : "jobmanager");
  for (const MemoryNode& node : MemoryTree(plan)) {
    text +=
        Variable("FLINK_MEMORY_" + UpperCase(node.json_name), std::to_string(node.size.count()));
  }
  std::string flags;
  for (const std::string& flag : plan.jvm_args) flags += (flags.empty() ? "" : " ") + flag;
  std::string properties;
  for (const auto& property : plan.dynamic_properties) {
    properties += (properties.empty() ? "-D" : " -D") + PropertyText(property);
  }
  return text + Variable("FLINK_JVM_FLAGS", flags) +
         Variable("FLINK_DYNAMIC_PROPERTIES", properties);
}

}  // namespace flink_launcher
