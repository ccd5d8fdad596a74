#include "launcher/explain_json.h"

#include <nlohmann/json.hpp>

#include "launcher/memory_tree.h"

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

/// How each component and total came about, and where what decided it is from.
Json DerivationsJson(const MemoryPlan& plan) {
  Json derivations = Json::object();
  for (const MemoryNode& node : MemoryTree(plan)) {
    derivations[std::string(node.json_name)] = {{"how", node.how}, {"from", node.from}};
  }
  return derivations;
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

Json PlanJson(const MemoryPlan& plan) {
  Json json;
  json["process"] = ProcessName(plan.process);
  json["flink_version"] = plan.release.version;
  for (const ComponentSize& component : plan.components) {
    json["components"][std::string(JsonName(component.component))] = component.size.count();
  }
  json["totals"] = {{"jvm_heap", plan.jvm_heap.count()},
                    {"total_flink", plan.total_flink.count()},
                    {"total_process", plan.total_process.count()}};
  json["derivations"] = DerivationsJson(plan);
  json["jvm_args"] = plan.jvm_args;
  json["dynamic_properties"] = Json::object();
  for (const auto& [key, value] : plan.dynamic_properties) json["dynamic_properties"][key] = value;
  if (plan.container) json["container"] = ContainerJson(*plan.container);
  json["sources"] = SourcesJson(plan);
  json["warnings"] = WarningsJson(plan.warnings);
  return json;
}

Json ErrorJson(const Error& error) {
  return {{"message", error.what},
          {"origin", error.where.ShortText()},
          {"why", error.why},
          {"fix", error.fix},
          {"keys", error.keys}};
}

/// What differs, by the names of components and totals: after less before.
Json ChangesJson(const MemoryPlan& before, const MemoryPlan& after) {
  Json changes = Json::object();
  const std::vector<MemoryNode> old_nodes = MemoryTree(before);
  const std::vector<MemoryNode> new_nodes = MemoryTree(after);
  for (std::size_t i = 0; i < old_nodes.size(); ++i) {
    const std::int64_t change = new_nodes[i].size.count() - old_nodes[i].size.count();
    if (change != 0) changes[std::string(new_nodes[i].json_name)] = change;
  }
  return changes;
}

}  // namespace

std::string ExplainJson(const MemoryPlan& plan) { return Dump(PlanJson(plan)); }

std::string ComparisonJson(const MemoryComparison& comparison) {
  Json json;
  json["comparison"] = comparison.what;
  const Result<MemoryPlan>& before = comparison.before;
  json["before"] = before ? PlanJson(*before) : Json{{"error", ErrorJson(before.error())}};
  json["after"] = PlanJson(comparison.after);
  json["changes"] = before ? ChangesJson(*before, comparison.after) : Json::object();
  return Dump(json);
}

std::string SweepJson(const std::vector<SweepPoint>& points) {
  Json json;
  json["sweep"] = Json::array();
  for (const SweepPoint& point : points) {
    Json row;
    row["limit"] = point.limit.count();
    if (point.plan) {
      row["plan"] = PlanJson(*point.plan);
    } else {
      row["error"] = ErrorJson(point.plan.error());
    }
    json["sweep"].push_back(std::move(row));
  }
  return Dump(json);
}

std::string OptionViewJson(const OptionView& view) {
  Json json;
  json["option"] = view.key;
  json["is_memory_option"] = view.is_memory_option;
  json["value"] = nullptr;
  json["origin"] = nullptr;
  if (view.use) {
    json["value"] = view.use->value;
    json["origin"] = view.use->origin.Text();
    if (!view.use->set_as.empty() && view.use->set_as != view.key) {
      json["set_as"] = view.use->set_as;
    }
  }
  json["overrode"] = Json::array();
  for (const ConfigValue& value : view.overridden) {
    json["overrode"].push_back({{"value", value.text}, {"origin", value.origin.Text()}});
  }
  json["default"] = TextOrNull(view.default_text);
  json["type"] = TextOrNull(view.type);
  json["process"] = TextOrNull(view.process);
  json["read_by"] = TextOrNull(view.releases);
  json["deprecated_key"] = TextOrNull(view.deprecated_key);
  json["trial"] = TextOrNull(view.trial);
  json["trial_error"] = TextOrNull(view.trial_error);
  json["moves"] = Json::array();
  for (const OptionView::Move& move : view.moves) {
    json["moves"].push_back(
        {{"name", move.name}, {"before", move.before.count()}, {"after", move.after.count()}});
  }
  json["other_moves"] = view.other_moves;
  return Dump(json);
}

}  // namespace flink_launcher
