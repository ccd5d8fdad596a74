#pragma once
// For tests: a Config from pairs, and a resolution of it.

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "resolver/config.h"
#include "resolver/memory_resolver.h"

namespace flink_launcher {

using Pairs = std::vector<std::pair<std::string, std::string>>;

/// The pairs as strings, each with the origin conf/config.yaml and its place in the list as line.
inline Config ConfigOf(const Pairs& pairs) {
  Config config;
  int line = 0;
  for (const auto& [key, value] : pairs) {
    config.Put(key, {ConfigValue::Kind::kString, value, Origin::File("conf/config.yaml", ++line)});
  }
  return config;
}

inline Result<MemoryPlan> Resolve(Process process, std::string_view version, const Pairs& pairs,
                                  std::optional<std::string> legacy_heap_variable = std::nullopt) {
  const Config config = ConfigOf(pairs);
  return ResolveMemory({.process = process,
                        .release = *Release::Parse(version),
                        .config = &config,
                        .standard_yaml = true,
                        .legacy_heap_variable = std::move(legacy_heap_variable)});
}

inline Result<MemoryPlan> ResolveTm(std::string_view version, const Pairs& pairs) {
  return Resolve(Process::kTaskManager, version, pairs);
}
inline Result<MemoryPlan> ResolveJm(std::string_view version, const Pairs& pairs) {
  return Resolve(Process::kJobManager, version, pairs);
}

inline std::string Join(const std::vector<std::string>& words) {
  std::string joined;
  for (const std::string& word : words) joined += (joined.empty() ? "" : " ") + word;
  return joined;
}

/// As BashJavaUtils prints it: "-D k=v -D k=v".
inline std::string DynamicLine(const MemoryPlan& plan) {
  std::string line;
  for (const auto& [key, value] : plan.dynamic_properties) {
    line += line.empty() ? "-D " : " -D ";
    line += key;
    line += "=";
    line += value;
  }
  return line;
}

inline std::string ValueOf(const MemoryPlan& plan, std::string_view key) {
  for (const auto& [each, value] : plan.dynamic_properties) {
    if (each == key) return value;
  }
  return "(none)";
}

/// The `what` of all warnings, one per line.
inline std::string WarningsOf(const MemoryPlan& plan) {
  std::string text;
  for (const Warning& warning : plan.warnings) text += warning.what + "\n";
  return text;
}

}  // namespace flink_launcher
