#include "resolver/memory_resolver.h"

#include <algorithm>
#include <array>
#include <utility>

#include "resolver/job_manager_memory.h"
#include "resolver/jvm_flags.h"
#include "resolver/key_check.h"
#include "resolver/legacy_heap.h"
#include "resolver/memory_size.h"
#include "resolver/option_reader.h"
#include "resolver/options.h"
#include "resolver/task_manager_memory.h"
#include "resolver/task_resources.h"
#include "resolver/working_total.h"

namespace flink_launcher {
namespace {

/// A total to try in place of the configured one.
struct Trial {
  OptionId option;
  Bytes total;
};

void FillTotals(MemoryPlan& plan, OptionReader& reader, Bytes total_flink, Bytes heap,
                const JvmMetaspaceAndOverhead& jvm) {
  plan.jvm_heap = heap;
  plan.total_flink = total_flink;
  plan.total_process = reader.Sum({total_flink, jvm.metaspace.size, jvm.overhead.size});
  plan.components.push_back(
      {Component::kJvmMetaspace, jvm.metaspace.size, jvm.metaspace.derivation});
  plan.components.push_back({Component::kJvmOverhead, jvm.overhead.size, jvm.overhead.derivation});
}

void ResolveTaskManager(OptionReader& reader, MemoryPlan& plan) {
  const TaskManagerMemory memory = DeriveTaskManagerMemory(reader);
  if (reader.error()) return;
  const TaskResources resources = ReadTaskResources(reader);
  if (reader.error()) return;
  const auto add = [&plan](Component component, const Sized& sized) {
    plan.components.push_back({component, sized.size, sized.derivation});
  };
  add(Component::kFrameworkHeap, memory.framework_heap);
  add(Component::kTaskHeap, memory.task_heap);
  add(Component::kFrameworkOffHeap, memory.framework_off_heap);
  add(Component::kTaskOffHeap, memory.task_off_heap);
  add(Component::kNetwork, memory.network);
  add(Component::kManaged, memory.managed);
  const Bytes heap = reader.Sum({memory.framework_heap.size, memory.task_heap.size});
  FillTotals(plan, reader, memory.total_flink, heap, memory.jvm);
  plan.jvm_args = TaskManagerJvmArgs(memory);
  plan.dynamic_properties = TaskManagerProperties(memory, resources, plan.release);
}

void ResolveJobManager(OptionReader& reader, MemoryPlan& plan) {
  const JobManagerMemory memory = DeriveJobManagerMemory(reader);
  if (reader.error()) return;
  plan.components.push_back({Component::kHeap, memory.heap.size, memory.heap.derivation});
  plan.components.push_back(
      {Component::kOffHeap, memory.off_heap.size, memory.off_heap.derivation});
  FillTotals(plan, reader, memory.total_flink, memory.heap.size, memory.jvm);
  if (reader.error()) return;
  plan.jvm_args = JobManagerJvmArgs(memory, reader.Boolean(OptionId::kJmDirectMemoryLimit));
  plan.dynamic_properties = JobManagerProperties(memory);
}

/// Resolves once; a failure is left in the reader. With a trial, its total stands for the
/// configured one.
MemoryPlan ResolveOnce(const MemoryRequest& request, OptionReader& reader,
                       const std::optional<Trial>& trial) {
  MemoryPlan plan{.process = request.process, .release = request.release};
  if (trial) {
    reader.Override(trial->option, trial->total, {.key = std::string(KeyOf(trial->option))});
  }
  MapLegacyHeap(reader, request.process, request.legacy_heap_variable);
  if (reader.error()) return plan;
  if (request.process == Process::kTaskManager) {
    ResolveTaskManager(reader, plan);
  } else {
    ResolveJobManager(reader, plan);
  }
  return plan;
}

bool Works(const MemoryRequest& request, const Trial& trial) {
  OptionReader reader(*request.config, request.release, request.standard_yaml);
  ResolveOnce(request, reader, trial);
  return !reader.error();
}

std::optional<Bytes> HintFor(OptionId option, const OptionReader& reader) {
  for (const OptionReader::Hint& each : reader.Hints()) {
    if (each.id == option) return each.total;
  }
  return std::nullopt;
}

/// A total that makes the failed resolution of `reader` work: the smallest one, or the hinted one
/// where no total was set. The process size is tried first.
std::optional<Trial> FindWorkingTotal(const MemoryRequest& request, OptionReader& reader) {
  const ProcessOptions& options = ProcessOptionsOf(request.process);
  for (const OptionId option : {options.process_size, options.flink_size}) {
    const std::optional<Bytes> hint = HintFor(option, reader);
    const bool is_set = reader.IsSet(option);
    if (!is_set && !hint) continue;
    if (!is_set && Works(request, {option, *hint})) return Trial{option, *hint};
    const Bytes current = is_set ? reader.Size(option) : Bytes{};
    const std::optional<Bytes> found =
        SmallestWorkingTotal(current, hint, [&request, option](Bytes total) {
          return Works(request, {option, total});
        });
    if (found) return Trial{option, *found};
  }
  return std::nullopt;
}

std::string WriteLine(const std::string& key, const std::string& value) {
  return "write " + key + ": " + value;
}

/// "write KEY: VALUE in place of MISSPELT", where no total is set, a key that Flink ignores was
/// probably meant to be one, and its value works as that. Empty where there is none.
std::string FindMisspeltTotal(const MemoryRequest& request, const OptionReader& reader) {
  const ProcessOptions& options = ProcessOptionsOf(request.process);
  if (reader.IsSet(options.process_size) || reader.IsSet(options.flink_size)) return "";
  for (const Warning& warning : CheckKeys(*request.config, request.process, request.release, {})) {
    for (const OptionId id : {options.process_size, options.flink_size}) {
      const std::string key(KeyOf(id));
      if (warning.keys.size() != 2 || warning.keys[1] != key) continue;
      const ConfigValue* value = request.config->Find(warning.keys[0]);
      if (value == nullptr) continue;
      const Result<Bytes> size = ParseMemorySize(value->text);
      if (!size || !Works(request, {id, *size})) continue;
      return WriteLine(key, value->text) + " in place of " + warning.keys[0];
    }
  }
  return "";
}

/// "write KEY: DEFAULT", where one of `keys` is set and it works with the default instead: the way
/// out where no total is large enough. Empty where there is none.
std::string FindWorkingDefault(const MemoryRequest& request, const std::vector<std::string>& keys) {
  for (const Option& option : Options()) {
    const std::string key(option.key);
    const std::string value(DefaultOf(option, request.release));
    const bool is_named = std::find(keys.begin(), keys.end(), key) != keys.end();
    if (!is_named || value.empty() || !request.config->Contains(key)) continue;
    Config config = *request.config;
    config.Put(key, {.text = value});
    MemoryRequest changed = request;
    changed.config = &config;
    if (IsResolvable(changed)) return WriteLine(key, value);
  }
  return "";
}

/// The first of the keys that Flink ignored, since a screen is short, and how many more there are.
std::string NoteOfIgnoredKeys(const MemoryRequest& request) {
  const std::vector<Warning> warnings =
      CheckKeys(*request.config, request.process, request.release, request.legacy_heap_variable);
  if (warnings.empty()) return "";
  std::string note = "\nnote: " + warnings.front().what + "; " + warnings.front().fix;
  if (warnings.size() > 1) {
    note += " (and " + std::to_string(warnings.size() - 1) + " more such)";
  }
  return note;
}

/// Puts the total that works, where one is found, before the other ways to mend it, and adds the
/// keys that Flink ignored: one of them may have been meant to set a size.
Error Explain(const MemoryRequest& request, OptionReader& reader) {
  Error error = *reader.error();
  if (error.code != ErrorCode::kMemory) return error;
  error.why += NoteOfIgnoredKeys(request);
  const std::string misspelt = FindMisspeltTotal(request, reader);
  if (!misspelt.empty()) {
    error.fix = misspelt;
    return error;
  }
  const std::optional<Trial> found = FindWorkingTotal(request, reader);
  if (!found) {
    if (error.fix.starts_with("write ")) return error;  // that is a way out already
    const std::string smaller = FindWorkingDefault(request, error.keys);
    if (!smaller.empty()) error.fix = smaller + (error.fix.empty() ? "" : ", or " + error.fix);
    return error;
  }
  const std::string key(KeyOf(found->option));
  const bool is_raised = reader.IsSet(found->option) && found->total > reader.Size(found->option);
  error.fix = "set " + key + " to " + (is_raised ? "at least " : "") + Friendly(found->total) +
              (error.fix.empty() ? "" : ", or " + error.fix);
  if (std::find(error.keys.begin(), error.keys.end(), key) == error.keys.end()) {
    error.keys.push_back(key);
  }
  return error;
}

/// Flink takes both totals without a word, and makes the overhead the remainder.
void WarnIfBothTotalsAreSet(OptionReader& reader, const MemoryPlan& plan) {
  const ProcessOptions& options = ProcessOptionsOf(plan.process);
  if (!reader.IsSet(options.process_size) || !reader.IsSet(options.flink_size)) return;
  const std::string process_key(KeyOf(options.process_size));
  const std::string flink_key(KeyOf(options.flink_size));
  reader.Warn({.what = process_key + " and " + flink_key +
                       " are both set: JVM Overhead is the remainder, " +
                       Friendly(plan.SizeOf(Component::kJvmOverhead)) + ", and must stay between " +
                       std::string(KeyOf(options.overhead_min)) + " and " +
                       std::string(KeyOf(options.overhead_max)),
               .where = reader.OriginOf(options.flink_size),
               .fix = "remove " + flink_key + " or " + process_key,
               .keys = {process_key, flink_key}});
}

}  // namespace

bool IsResolvable(const MemoryRequest& request) {
  OptionReader reader(*request.config, request.release, request.standard_yaml);
  ResolveOnce(request, reader, std::nullopt);
  return !reader.error();
}

Result<MemoryPlan> ResolveMemory(const MemoryRequest& request) {
  OptionReader reader(*request.config, request.release, request.standard_yaml);
  MemoryPlan plan = ResolveOnce(request, reader, std::nullopt);
  if (reader.error()) return Explain(request, reader);
  WarnIfBothTotalsAreSet(reader, plan);
  plan.sources = reader.Sources();
  plan.warnings = reader.Warnings();
  for (Warning& warning :
       CheckKeys(*request.config, request.process, request.release, request.legacy_heap_variable)) {
    plan.warnings.push_back(std::move(warning));
  }
  return plan;
}

}  // namespace flink_launcher
