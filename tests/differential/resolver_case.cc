#include "tests/differential/resolver_case.h"

#include <algorithm>
#include <iterator>
#include <string_view>

namespace flink_launcher {
namespace {

// Not our resolver's table, so that a slip there shows.
constexpr std::string_view kOptionNames[] = {
    "taskmanager.memory.process.size",
    "taskmanager.memory.flink.size",
    "taskmanager.memory.framework.heap.size",
    "taskmanager.memory.framework.off-heap.size",
    "taskmanager.memory.task.heap.size",
    "taskmanager.memory.task.off-heap.size",
    "taskmanager.memory.managed.size",
    "taskmanager.memory.size",
    "taskmanager.memory.managed.fraction",
    "taskmanager.memory.network.min",
    "taskmanager.memory.network.max",
    "taskmanager.memory.network.fraction",
    "taskmanager.network.memory.min",
    "taskmanager.network.memory.max",
    "taskmanager.network.memory.fraction",
    "taskmanager.memory.jvm-metaspace.size",
    "taskmanager.memory.jvm-overhead.min",
    "taskmanager.memory.jvm-overhead.max",
    "taskmanager.memory.jvm-overhead.fraction",
    "taskmanager.cpu.cores",
    "taskmanager.numberOfTaskSlots",
    "external-resources",
    "taskmanager.network.numberOfBuffers",
    "taskmanager.memory.segment-size",
    "taskmanager.heap.size",
    "taskmanager.heap.mb",
    "jobmanager.memory.process.size",
    "jobmanager.memory.flink.size",
    "jobmanager.memory.heap.size",
    "jobmanager.memory.off-heap.size",
    "jobmanager.memory.enable-jvm-direct-memory-limit",
    "jobmanager.memory.jvm-metaspace.size",
    "jobmanager.memory.jvm-overhead.min",
    "jobmanager.memory.jvm-overhead.max",
    "jobmanager.memory.jvm-overhead.fraction",
    "jobmanager.heap.size",
    "jobmanager.heap.mb",
    "FLINK_TM_HEAP",
    "FLINK_JM_HEAP",
};

constexpr std::string_view kFallbackKeys = "(fallback keys: [";
constexpr std::string_view kBeforeKey = "' for key '";
constexpr std::string_view kAfterKey = "'.";

bool IsKeyCharacter(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '.' ||
         c == '-' || c == '_';
}

/// `message` without the fallback keys that an option's text lists.
std::string WithoutFallbackKeys(std::string message) {
  for (auto start = message.find(kFallbackKeys); start != std::string::npos;
       start = message.find(kFallbackKeys, start)) {
    const auto end = message.find("])", start);
    if (end == std::string::npos) break;
    message.erase(start, end + 2 - start);
  }
  return message;
}

void AddOnce(std::vector<std::string>& keys, std::string_view key) {
  if (std::find(keys.begin(), keys.end(), key) == keys.end()) keys.emplace_back(key);
}

void AddKnownWords(std::string_view message, std::vector<std::string>& keys) {
  for (std::size_t i = 0; i < message.size();) {
    if (!IsKeyCharacter(message[i])) {
      ++i;
      continue;
    }
    std::size_t end = i;
    while (end < message.size() && IsKeyCharacter(message[end])) ++end;
    std::string_view word = message.substr(i, end - i);
    while (word.ends_with('.')) word.remove_suffix(1);  // the end of a sentence
    if (std::find(std::begin(kOptionNames), std::end(kOptionNames), word) !=
        std::end(kOptionNames)) {
      AddOnce(keys, word);
    }
    i = end;
  }
}

/// The key of "Could not parse value 'V' for key 'KEY'.", which may have any characters.
void AddUnparsedKey(std::string_view message, std::vector<std::string>& keys) {
  const auto start = message.rfind(kBeforeKey);
  if (start == std::string_view::npos || !message.ends_with(kAfterKey)) return;
  const std::string_view rest = message.substr(start + kBeforeKey.size());
  AddOnce(keys, rest.substr(0, rest.size() - kAfterKey.size()));
}

void AppendBlock(std::string& text, std::string_view title, std::string_view body) {
  text += std::string(title) + "\n";
  while (!body.empty()) {
    const auto end = body.find('\n');
    text += "  | " + std::string(body.substr(0, end)) + "\n";
    body.remove_prefix(end == std::string_view::npos ? body.size() : end + 1);
  }
}

}  // namespace

std::vector<std::string> KeysNamed(const std::vector<std::string>& failure) {
  std::vector<std::string> keys;
  for (const std::string& exception : failure) {
    const std::string message = WithoutFallbackKeys(exception);
    AddKnownWords(message, keys);
    AddUnparsedKey(message, keys);
  }
  return keys;
}

std::vector<std::string> Differences(const FlinkAnswer& flink, const OurAnswer& ours) {
  if (flink.accepted != ours.accepted) {
    return {flink.accepted ? "Flink accepts this, we reject it"
                           : "Flink rejects this, we accept it"};
  }
  std::vector<std::string> differences;
  if (flink.accepted) {
    if (flink.jvm_parameters != ours.jvm_parameters) differences.emplace_back("JVM arguments");
    if (flink.dynamic_parameters != ours.dynamic_parameters) {
      differences.emplace_back("dynamic properties");
    }
    return differences;
  }
  for (const std::string& key : KeysNamed(flink.failure)) {
    if (ours.error_text.find(key) == std::string::npos) {
      differences.push_back("our error does not name " + key);
    }
  }
  return differences;
}

std::string Describe(const ResolverCase& subject) {
  const bool is_task_manager = subject.process == Process::kTaskManager;
  std::string text = is_task_manager ? "TaskManager\n" : "JobManager\n";
  if (subject.heap_variable) {
    text +=
        (is_task_manager ? "FLINK_TM_HEAP='" : "FLINK_JM_HEAP='") + *subject.heap_variable + "'\n";
  }
  if (subject.legacy_file) AppendBlock(text, "flink-conf.yaml:", *subject.legacy_file);
  if (subject.standard_file) AppendBlock(text, "config.yaml:", *subject.standard_file);
  text += "arguments:";
  for (const std::string& argument : subject.arguments) text += " {" + argument + "}";
  return text + "\n";
}

std::string Describe(const FlinkAnswer& answer) {
  if (answer.accepted) {
    return "Flink: accepted\n  " + answer.jvm_parameters + "\n  " + answer.dynamic_parameters +
           "\n";
  }
  std::string text = "Flink: rejected\n";
  for (const std::string& exception : answer.failure) AppendBlock(text, "  exception", exception);
  return text;
}

std::string Describe(const OurAnswer& answer) {
  if (answer.accepted) {
    return "ours:  accepted\n  " + answer.jvm_parameters + "\n  " + answer.dynamic_parameters +
           "\n";
  }
  std::string text = "ours:  rejected\n";
  AppendBlock(text, "  error", answer.error_text);
  return text;
}

}  // namespace flink_launcher
