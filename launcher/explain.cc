#include "launcher/explain.h"

#include <algorithm>
#include <array>
#include <utility>
#include <vector>

#include "launcher/explain_json.h"
#include "launcher/explain_lines.h"
#include "launcher/explain_text.h"
#include "launcher/launch.h"
#include "launcher/memory_comparison.h"
#include "launcher/memory_svg.h"
#include "launcher/memory_sweep.h"
#include "launcher/option_view.h"
#include "resolver/memory_size.h"
#include "resolver/options.h"

namespace flink_launcher {
namespace {

using Id = LauncherOptionId;

// Each of them is another view than the plan itself; one at a time.
constexpr std::array kViews = {Id::kWhatIf, Id::kCompare, Id::kSweep, Id::kShow};

std::string FlagOf(Id id) { return "--" + std::string(GetLauncherOption(id).name); }

Error Usage(Id id, std::string what, std::string why, std::string fix) {
  return Error{.code = ErrorCode::kUsage,
               .what = std::move(what),
               .where = Origin::CommandLine(FlagOf(id)),
               .why = std::move(why),
               .fix = std::move(fix)};
}

Error NoMemoryModel(const Role& role) {
  const std::string name(role.name);
  return Error{.code = ErrorCode::kUsage,
               .what = "there is nothing to explain of " + name,
               .where = Origin::CommandLine("command line"),
               .why = "Flink has no memory model for it: the JVM's own defaults apply",
               .fix = "flink-launcher --dry-run " + name + " shows the command"};
}

/// The view that was asked for, or nullopt for the plan itself.
Result<std::optional<Id>> FindView(const Settings& settings) {
  std::optional<Id> view;
  for (const Id id : kViews) {
    if (settings.Find(id) == nullptr) continue;
    if (view) {
      return Usage(id, FlagOf(*view) + " and " + FlagOf(id) + " do not go together",
                   "each is a view of its own", "give one of them");
    }
    view = id;
  }
  const OutputFormatRow& format = RowOf(settings.format());
  if (view && !format.for_views) {
    return Usage(*view, FlagOf(*view) + " has no format " + std::string(format.name),
                 std::string(format.name) + " is for one plan", "take --format text or json");
  }
  return view;
}

/// --limit: the container settings stand, with this limit in place of a found one.
Result<void> TakeLimit(const Settings& settings, MemoryInputs& inputs) {
  const SettingValue* limit = settings.Find(Id::kLimit);
  if (limit == nullptr) return {};
  const Result<Bytes> size = ParseMemorySize(limit->text);
  if (!size) {
    return Usage(Id::kLimit, "'" + limit->text + "' is not a memory size", size.error().why,
                 FlagOf(Id::kLimit) + " " + (size.error().fix.empty() ? "4g" : size.error().fix));
  }
  ContainerSettings& container = inputs.container.settings;
  if (container.mode == ContainerMode::kOff) container.mode = ContainerMode::kFill;
  container.pretended_limit = *size;
  container.mode_origin = limit->origin;
  return {};
}

Result<std::string> PlanOutput(const MemoryInputs& inputs, const ExplainRequest& request) {
  const Result<MemoryPlan> plan = ResolveInputs(inputs);
  if (!plan) return plan.error();
  switch (request.settings->format()) {
    case OutputFormat::kText:
      return ExplainText(*plan, request.style);
    case OutputFormat::kJson:
      return ExplainJson(*plan);
    case OutputFormat::kSvg:
      return MemorySvg(*plan);
    case OutputFormat::kArgs:
      return ExplainArgs(*plan);
    case OutputFormat::kEnv:
      return ExplainEnv(*plan);
  }
  return Error{.what = "unknown format"};
}

Result<std::string> ComparisonOutput(const MemoryInputs& before, const MemoryInputs& after,
                                     const std::string& what, const ExplainRequest& request) {
  Result<MemoryPlan> plan = ResolveInputs(after);
  if (!plan) return plan.error();
  const MemoryComparison comparison{what, ResolveInputs(before), *std::move(plan)};
  return request.settings->format() == OutputFormat::kJson
             ? ComparisonJson(comparison)
             : ComparisonText(comparison, request.style);
}

Result<std::string> WhatIf(const MemoryInputs& inputs, const ExplainRequest& request) {
  MemoryInputs changed = inputs;
  std::string what = "with";
  for (const std::string& change : request.what_if) {
    const std::size_t equals = change.find('=');
    if (equals == std::string::npos || equals == 0) {
      return Usage(Id::kWhatIf, "'" + change + "' is not KEY=VALUE", "",
                   FlagOf(Id::kWhatIf) + " taskmanager.memory.process.size=4g");
    }
    changed.config.Put(change.substr(0, equals),
                       {ConfigValue::Kind::kString, change.substr(equals + 1),
                        Origin::CommandLine(FlagOf(Id::kWhatIf))});
    what += " " + change;
  }
  return ComparisonOutput(inputs, changed, what, request);
}

/// The inputs with the other file's values in place of the file's; dynamic properties stay.
Result<std::string> Compare(const ResolvedRole& found, const MemoryInputs& inputs,
                            const ExplainRequest& request) {
  const std::string& path = request.settings->Find(Id::kCompare)->text;
  Result<LoadedConfig> other = LoadConfigAt(path, found.flink.release);
  if (!other) return other.error();
  Result<MemoryInputs> after = ReadMemoryInputs(*found.role, found.flink, *other, found.arguments,
                                                *request.settings, *request.environment);
  if (!after) return after.error();
  after->container = inputs.container;
  return ComparisonOutput(inputs, *after, "with " + other->path, request);
}

Error FixedSize(const MemoryPlan& plan) {
  const std::string key(KeyOf(ProcessOptionsOf(plan.process).process_size));
  return Usage(Id::kSweep, "the process size is fixed, so there is nothing to sweep",
               "a size given with -D stands over the container's",
               "leave the -D out that sets " + key + ", or another total");
}

Result<std::string> Sweep(const MemoryInputs& inputs, const ExplainRequest& request) {
  const Result<std::vector<Bytes>> limits = ParseSweep(request.settings->Find(Id::kSweep)->text);
  if (!limits) return limits.error();
  MemoryInputs trial = inputs;
  ContainerSettings& container = trial.container.settings;
  container.mode = ContainerMode::kOverride;
  container.mode_origin = Origin::CommandLine(FlagOf(Id::kSweep));
  const std::string_view key = KeyOf(ProcessOptionsOf(inputs.process).process_size);
  std::vector<SweepPoint> points;
  for (const Bytes limit : *limits) {
    container.pretended_limit = limit;
    points.push_back({limit, ResolveInputs(trial)});
    const Result<MemoryPlan>& plan = points.back().plan;
    if (!plan && plan.error().code != ErrorCode::kMemory) return plan.error();
    if (!plan) continue;
    const auto& sized = plan->container->sized;
    const bool is_sized = std::any_of(sized.begin(), sized.end(),
                                      [key](const auto& each) { return each.key == key; });
    if (!is_sized) return FixedSize(*plan);
  }
  const bool any = std::any_of(points.begin(), points.end(),
                               [](const SweepPoint& point) { return bool{point.plan}; });
  if (!any) return points.back().plan.error();
  return request.settings->format() == OutputFormat::kJson ? SweepJson(points)
                                                           : SweepText(points, request.style);
}

Result<std::string> Show(const MemoryInputs& inputs, const ExplainRequest& request) {
  const Result<OptionView> view = ViewOption(inputs, request.settings->Find(Id::kShow)->text);
  if (!view) return view.error();
  return request.settings->format() == OutputFormat::kJson ? OptionViewJson(*view)
                                                           : OptionViewText(*view, request.style);
}

}  // namespace

Result<std::string> Explain(const ExplainRequest& request) {
  if (!request.role->process) return NoMemoryModel(*request.role);
  const Result<std::optional<Id>> view = FindView(*request.settings);
  if (!view) return view.error();
  const Result<ResolvedRole> found = FindRoleWithArguments(
      *request.role, request.arguments, *request.settings, *request.environment, true);
  if (!found) return found.error();
  Result<MemoryInputs> inputs =
      ReadMemoryInputs(*found->role, found->flink, found->config, found->arguments,
                       *request.settings, *request.environment);
  if (!inputs) return inputs.error();
  if (const Result<void> limit = TakeLimit(*request.settings, *inputs); !limit) {
    return limit.error();
  }
  if (!*view) return PlanOutput(*inputs, request);
  if (**view == Id::kWhatIf) return WhatIf(*inputs, request);
  if (**view == Id::kCompare) return Compare(*found, *inputs, request);
  if (**view == Id::kSweep) return Sweep(*inputs, request);
  return Show(*inputs, request);
}

}  // namespace flink_launcher
