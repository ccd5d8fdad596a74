#include "launcher/report_json.h"

#include <nlohmann/json.hpp>
#include <vector>

namespace flink_launcher {
namespace {

using Json = nlohmann::ordered_json;

/// Values come from files in any encoding: bytes that are not UTF-8 become U+FFFD, never a throw.
std::string Dump(const Json& json) {
  return json.dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
}

std::string_view ProcessName(Process process) {
  return process == Process::kTaskManager ? "taskmanager" : "jobmanager";
}

Json SourcesJson(const MemoryPlan& plan) {
  Json sources = Json::object();
  for (const OptionUse& use : plan.sources) {
    Json& source = sources[use.key];
    source["value"] = use.value;
    source["origin"] = use.origin.ShortText();
    if (use.set_as != use.key && !use.set_as.empty()) source["set_as"] = use.set_as;
  }
  return sources;
}

Json WarningsJson(const std::vector<Warning>& all) {
  Json warnings = Json::array();
  for (const Warning& warning : all) {
    warnings.push_back({{"message", warning.what},
                        {"origin", warning.where.ShortText()},
                        {"fix", warning.fix},
                        {"keys", warning.keys}});
  }
  return warnings;
}

Json TextOrNull(const std::string& text) { return text.empty() ? Json(nullptr) : Json(text); }

/// null stands for what was not found, or not looked for.
Json ContainerJson(const ContainerReport& container) {
  Json json;
  json["mode"] = container.mode;
  json["limit"] = nullptr;
  json["source"] = nullptr;
  json["levels_up"] = nullptr;
  if (container.limit) {
    json["limit"] = container.limit->size.count();
    json["source"] = container.limit->origin.Text();
    json["levels_up"] = container.limit->levels_up;
  }
  json["headroom"] = container.headroom.count();
  json["cpus"] = nullptr;
  json["cpu_source"] = nullptr;
  if (container.cpus) {
    json["cpus"] = container.cpus->whole;
    json["cpu_source"] = container.cpus->origin.Text();
  }
  json["sized"] = Json::object();
  for (const ContainerReport::Sized& sized : container.sized) {
    json["sized"][sized.key] = {{"value", TextOrNull(sized.value)},
                                {"previous", TextOrNull(sized.previous)}};
  }
  json["hints"] = WarningsJson(container.hints);
  return json;
}

}  // namespace

std::string ExplainJson(const MemoryPlan& plan) {
  Json json;
  json["process"] = ProcessName(plan.process);
  json["flink_version"] = plan.release.version;
  for (const ComponentSize& component : plan.components) {
    json["components"][std::string(JsonName(component.component))] = component.size.count();
  }
  json["totals"] = {{"jvm_heap", plan.jvm_heap.count()},
                    {"total_flink", plan.total_flink.count()},
                    {"total_process", plan.total_process.count()}};
  json["jvm_args"] = plan.jvm_args;
  json["dynamic_properties"] = Json::object();
  for (const auto& [key, value] : plan.dynamic_properties) json["dynamic_properties"][key] = value;
  if (plan.container) json["container"] = ContainerJson(*plan.container);
  json["sources"] = SourcesJson(plan);
  json["warnings"] = WarningsJson(plan.warnings);
  return Dump(json);
}

std::string CommandJson(const JvmCommand& command, const Environment& current) {
  Json json;
  json["executable"] = command.executable;
  json["argv"] = command.argv;
  json["environment"] = Json::object();
  for (const auto& [name, value] : command.environment.variables()) {
    if (current.Get(name) != value) json["environment"][name] = value;
  }
  for (const auto& [name, value] : current.variables()) {
    if (!command.environment.Get(name)) json["environment"][name] = nullptr;
  }
  if (command.stdout_file) json["stdout_file"] = *command.stdout_file;
  if (command.stderr_file) json["stderr_file"] = *command.stderr_file;
  return Dump(json);
}

}  // namespace flink_launcher
