#include "resolver/container_sizing.h"

#include <algorithm>
#include <array>
#include <string>
#include <utility>

#include "resolver/container_hints.h"
#include "resolver/memory_size.h"
#include "resolver/options.h"
#include "resolver/process_memory.h"
#include "resolver/sized_config.h"
#include "resolver/working_total.h"

namespace flink_launcher {
namespace {

/// The options that may be auto. A process that has no use for one is told what the configuration
/// that Flink ships says: it parses some of them all the same (SlotManagerConfiguration in a
/// JobManager reads the slots).
struct AutoOption {
  OptionId id;
  std::string_view shipped;
};
constexpr std::array kAutoOptions = {
    AutoOption{OptionId::kTmProcessSize, "1728m"},
    AutoOption{OptionId::kTaskSlots, "1"},
    AutoOption{OptionId::kJmProcessSize, "1600m"},
};

std::string_view ShippedValue(OptionId id) {
  for (const AutoOption& option : kAutoOptions) {
    if (option.id == id) return option.shipped;
  }
  return {};
}

std::string Key(OptionId id) { return std::string(KeyOf(id)); }

/// A size to type: whole MiB, rounded down, where there are any.
std::string ToType(Bytes size) {
  return size < Bytes::Mebi(1) ? InBytes(size) : Friendly(FloorMebi(size));
}

const char* ProcessName(Process process) {
  return process == Process::kTaskManager ? "TaskManager" : "JobManager";
}

class Sizing {
 public:
  Sizing(const MemoryRequest& request, const ContainerSettings& settings,
         const ContainerLimits& limits)
      : config_(request), settings_(settings), limits_(limits) {}

  Result<MemoryPlan> Resolve();

 private:
  // What is available, and what is done about it.
  Result<void> FindLimit();
  void TellValuesOfOtherProcess();
  Result<void> SizeSlots();
  Result<void> SizeProcess();
  Result<MemoryPlan> Exceeded(MemoryPlan plan);
  Result<MemoryPlan> Fit(const MemoryPlan& plan);

  // What is said about it.
  Error NoLimitForAuto(OptionId id, const ConfigValue& value, const char* what) const;
  Error TooSmall(const Error& reason) const;
  std::string LimitText() const;
  std::string RaiseTheLimit(Bytes total) const;
  std::string TakeTheLimit() const;
  OptionUse LeadingUse(const MemoryPlan& plan) const;

  std::string ProcessKey() const { return Key(config_.SizeOptions().process_size); }
  std::optional<Bytes> AvailableBelow(Bytes limit) const {
    return limit.Minus(settings_.headroom.Of(limit));
  }

  SizedConfig config_;
  const ContainerSettings& settings_;
  const ContainerLimits& limits_;
  std::optional<ContainerLimit> limit_;
  std::optional<Bytes> available_;
  bool is_process_sized_ = false;
};

Result<void> Sizing::FindLimit() {
  if (settings_.mode == ContainerMode::kOff) return {};
  limit_ = limits_.memory;
  if (settings_.pretended_limit) {
    limit_ = ContainerLimit{*settings_.pretended_limit, settings_.mode_origin, 0};
  }
  if (!limit_) return {};
  available_ = AvailableBelow(limit_->size);
  if (available_ && *available_ > Bytes{}) return {};
  return Error{.code = ErrorCode::kMemory,
               .what = "the headroom of " + Friendly(settings_.headroom.Of(limit_->size)) +
                       " leaves nothing of the memory limit of " + Friendly(limit_->size),
               .where = settings_.headroom_origin,
               .why = "the limit is from " + limit_->origin.Text(),
               .fix = "lower container.headroom: a percentage, as \"10%\", goes with the limit",
               .keys = {"container.headroom"}};
}

void Sizing::TellValuesOfOtherProcess() {
  for (const AutoOption& option : kAutoOptions) {
    if (OptionOf(option.id).process == config_.Whose() || !config_.AutoValue(option.id)) continue;
    config_.Put(option.id, std::string(option.shipped),
                {Origin::Kind::kComputed, "container", 0, 0});
  }
}

Result<void> Sizing::SizeSlots() {
  if (config_.Whose() != Process::kTaskManager) return {};
  const ConfigValue* value = config_.AutoValue(OptionId::kTaskSlots);
  if (value == nullptr) return {};
  if (settings_.mode == ContainerMode::kOff) {
    return NoLimitForAuto(OptionId::kTaskSlots, *value, "CPUs");
  }
  config_.Put(OptionId::kTaskSlots, std::to_string(limits_.cpus.whole), limits_.cpus.origin);
  return {};
}

Result<void> Sizing::SizeProcess() {
  const ConfigValue* value = config_.AutoValue(config_.SizeOptions().process_size);
  if (value != nullptr && !available_) {
    return NoLimitForAuto(config_.SizeOptions().process_size, *value, "memory limit");
  }
  if (!available_) return {};
  if (value == nullptr && settings_.mode == ContainerMode::kOverride) {
    if (config_.IsTotalGivenByProperty()) return {};
    config_.DropOtherTotals();
  } else if (value == nullptr && config_.HasAnyTotal()) {
    return {};
  }
  config_.Put(config_.SizeOptions().process_size, InBytes(*available_), limit_->origin);
  is_process_sized_ = true;
  return {};
}

Error Sizing::NoLimitForAuto(OptionId id, const ConfigValue& value, const char* what) const {
  const bool is_off = settings_.mode == ContainerMode::kOff;
  const std::string key = Key(id);
  Error error{.code = ErrorCode::kMemory,
              .what = key + " is " + value.text + ", but " +
                      (is_off ? "container.memory is off" : "there is no memory limit"),
              .where = value.origin,
              .why = value.text + " stands for the container's " + what +
                     (is_off ? ", which nobody looked for" : "; none of our cgroups sets one"),
              .fix = "write " + key + ": " + std::string(ShippedValue(id)) + ", or set " +
                     (is_off ? "container.memory to fill"
                             : "a limit on the cgroup, or container.memory to one, as \"4g\""),
              .keys = {key}};
  if (!is_off && limits_.above_host_memory) {
    error.why += "; the " + Friendly(limits_.above_host_memory->size) + " in " +
                 limits_.above_host_memory->origin.Text() + " are more than the host has";
  }
  return error;
}

/// "the memory limit of 1024m", or "the memory limit of 1024m less a headroom of 100m".
std::string Sizing::LimitText() const {
  const Bytes headroom = settings_.headroom.Of(limit_->size);
  return "the memory limit of " + Friendly(limit_->size) +
         (headroom > Bytes{} ? " less a headroom of " + Friendly(headroom) : "");
}

/// What else to do, for a process that takes `total`.
std::string Sizing::RaiseTheLimit(Bytes total) const {
  const std::optional<Bytes> enough =
      SmallestWorkingTotal(limit_->size, std::nullopt, [this, total](Bytes limit) {
        const std::optional<Bytes> available = AvailableBelow(limit);
        return available && *available >= total;
      });
  return "raise the limit (" + limit_->origin.Text() + ")" +
         (enough ? " to at least " + Friendly(*enough) : "");
}

/// With the process size taken from the limit, the resolution failed for `reason`. Where a larger
/// limit would not help either, that alone is the Error.
Error Sizing::TooSmall(const Error& reason) const {
  if (reason.code != ErrorCode::kMemory) return reason;
  const std::optional<Bytes> enough =
      SmallestWorkingTotal(limit_->size, std::nullopt, [this](Bytes limit) {
        const std::optional<Bytes> available = AvailableBelow(limit);
        if (!available) return false;
        SizedConfig config = config_;
        config.Put(config.SizeOptions().process_size, InBytes(*available), limit_->origin);
        return IsResolvable(config.Request());
      });
  if (!enough) return reason;
  Error error{
      .code = ErrorCode::kMemory,
      .what = LimitText() + " is too small for this " + ProcessName(config_.Whose()),
      .where = limit_->origin,
      .why = reason.what + "\n" + reason.why,
      .fix = "raise the limit to at least " + Friendly(*enough) + ", or lower one of these sizes",
      .keys = reason.keys};
  return error;
}

/// The option that says most about how large the process is; origin and value as it was set.
OptionUse Sizing::LeadingUse(const MemoryPlan& plan) const {
  for (const OptionId id :
       {config_.SizeOptions().process_size, config_.SizeOptions().flink_size,
        config_.Whose() == Process::kTaskManager ? OptionId::kTaskHeap : OptionId::kJmHeap}) {
    const auto use = std::find_if(plan.sources.begin(), plan.sources.end(),
                                  [id](const OptionUse& each) { return each.key == KeyOf(id); });
    if (use == plan.sources.end() || use->origin.kind == Origin::Kind::kDefault) continue;
    return *use;
  }
  return {};
}

/// Takes the limit for the process size, whatever was set.
Result<MemoryPlan> Sizing::Fit(const MemoryPlan& plan) {
  const OptionUse use = LeadingUse(plan);
  const std::string set_as = use.set_as.empty() ? use.key : use.set_as;
  const std::string process_key = ProcessKey();
  config_.DropOtherTotals();
  config_.Put(config_.SizeOptions().process_size, InBytes(*available_), limit_->origin);
  is_process_sized_ = true;
  Result<MemoryPlan> fitted = ResolveMemory(config_.Request());
  if (!fitted) return TooSmall(fitted.error());
  Warning warning{.where = use.origin,
                  .fix = "write " + process_key + ": " + ToType(*available_) +
                         (set_as == process_key ? "" : " and remove " + set_as) + ", or " +
                         RaiseTheLimit(plan.total_process),
                  .keys = {process_key}};
  if (set_as == process_key) {
    warning.what =
        process_key + " is lowered from " + Friendly(plan.total_process) + " to fit " + LimitText();
  } else {
    warning.what = set_as + " " + use.value + " makes a process of " +
                   Friendly(plan.total_process) + "; to fit " + LimitText() + ", " + process_key +
                   " is set in its place";
    warning.keys.push_back(set_as);
  }
  fitted->warnings.insert(fitted->warnings.begin(), std::move(warning));
  return fitted;
}

/// "write taskmanager.memory.process.size: 1024m, or ", where that works.
std::string Sizing::TakeTheLimit() const {
  SizedConfig trial = config_;
  std::string others;
  for (const OptionId id : config_.TotalsBesidesProcessSize()) {
    others += (others.empty() ? " in place of " : " and ") + Key(id);
  }
  if (others.empty() && config_.HasLegacyTotal() &&
      !config_.IsSet(config_.SizeOptions().process_size)) {
    others = " in place of the legacy heap size";
  }
  trial.DropOtherTotals();
  trial.Put(trial.SizeOptions().process_size, ToType(*available_), limit_->origin);
  if (!IsResolvable(trial.Request())) return "";
  return "write " + ProcessKey() + ": " + ToType(*available_) + others + ", or ";
}

/// The resolved process is larger than what is available.
Result<MemoryPlan> Sizing::Exceeded(MemoryPlan plan) {
  if (settings_.on_exceed == OnExceed::kFit) return Fit(plan);
  const OptionUse use = LeadingUse(plan);
  const std::string what = "the Total Process Memory of the " +
                           std::string(ProcessName(config_.Whose())) + ", " +
                           Friendly(plan.total_process) + ", is " +
                           Excess(plan.total_process, *available_) + " above " + LimitText();
  const std::string fix = TakeTheLimit() + RaiseTheLimit(plan.total_process);
  if (settings_.on_exceed == OnExceed::kWarn) {
    plan.warnings.insert(plan.warnings.begin(), Warning{what, use.origin, fix, {use.key}});
    return plan;
  }
  return Error{.code = ErrorCode::kMemory,
               .what = what,
               .where = use.origin,
               .why =
                   "the kernel kills a process that needs more than the limit, whatever the JVM "
                   "was told; container.on-exceed is fail",
               .fix = fix,
               .keys = {use.key}};
}

Result<MemoryPlan> Sizing::Resolve() {
  const Result<void> found = FindLimit();
  if (!found) return found.error();
  TellValuesOfOtherProcess();
  const Result<void> slots = SizeSlots();
  if (!slots) return slots.error();
  const Result<void> process = SizeProcess();
  if (!process) return process.error();
  Result<MemoryPlan> plan = ResolveMemory(config_.Request());
  if (!plan) return is_process_sized_ ? TooSmall(plan.error()) : plan.error();
  if (available_ && plan->total_process > *available_) {
    plan = Exceeded(*std::move(plan));
    if (!plan) return plan.error();
  }
  plan->container = ContainerReport{
      .mode = std::string(NameOf(settings_.mode)), .limit = limit_, .available = available_};
  if (limit_) plan->container->headroom = settings_.headroom.Of(limit_->size);
  config_.HandOver(*plan);
  if (settings_.mode == ContainerMode::kOff) return plan;
  plan->container->cpus = limits_.cpus;
  plan->container->hints = ContainerHints(*plan, limits_, config_.Values());
  return plan;
}

}  // namespace

Result<MemoryPlan> ResolveInContainer(const MemoryRequest& request,
                                      const ContainerSettings& settings,
                                      const ContainerLimits& limits) {
  return Sizing(request, settings, limits).Resolve();
}

}  // namespace flink_launcher
