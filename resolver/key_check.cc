#include "resolver/key_check.h"

#include <algorithm>
#include <array>
#include <span>
#include <string_view>
#include <utility>

#include "resolver/legacy_heap.h"
#include "resolver/nearest.h"
#include "resolver/options.h"

namespace flink_launcher {
namespace {

/// What to write instead of an option that 2.0 dropped.
struct Successor {
  OptionId gone;
  std::string_view advice;
};
constexpr std::array kSuccessors = {
    Successor{OptionId::kNetworkBuffers,
              "set taskmanager.memory.network.min and taskmanager.memory.network.max"},
    Successor{OptionId::kTmLegacyHeapSize, "set taskmanager.memory.flink.size"},
    Successor{OptionId::kTmLegacyHeapMb, "set taskmanager.memory.flink.size"},
    Successor{OptionId::kJmLegacyHeapSize, "set jobmanager.memory.heap.size"},
    Successor{OptionId::kJmLegacyHeapMb, "set jobmanager.memory.heap.size"},
};

/// Keys that start so are memory options, or were meant to be.
constexpr std::array<std::string_view, 3> kTaskManagerPrefixes = {
    "taskmanager.memory.", "taskmanager.network.memory.", "taskmanager.heap"};
constexpr std::array<std::string_view, 2> kJobManagerPrefixes = {"jobmanager.memory.",
                                                                 "jobmanager.heap"};

std::span<const std::string_view> PrefixesOf(Process process) {
  if (process == Process::kTaskManager) return kTaskManagerPrefixes;
  return kJobManagerPrefixes;
}

bool IsUnreadMemoryKey(std::string_view key) {
  const auto keys = UnreadMemoryKeys();
  return std::find(keys.begin(), keys.end(), key) != keys.end();
}

const Option* FindOption(std::string_view key, bool by_deprecated_key) {
  const auto options = Options();
  const auto found = std::find_if(options.begin(), options.end(), [&](const Option& option) {
    return key == (by_deprecated_key ? option.deprecated_key : option.key);
  });
  return found == options.end() ? nullptr : &*found;
}

Warning DeprecatedKey(const Config& config, const ConfigEntry& entry, const Option& option) {
  const std::string proper(option.key);
  const bool is_used = !config.Contains(proper);
  return {.what = is_used
                      ? entry.key + " is the old name of " + proper
                      : entry.key + " has no effect: " + proper + ", its current name, is set too",
          .where = entry.value.origin,
          .fix = is_used ? "write " + proper + ": " + entry.value.text : "remove it",
          .keys = {proper, entry.key}};
}

Warning GoneKey(const ConfigEntry& entry, const Option& option, const Release& release) {
  const auto successor =
      std::find_if(kSuccessors.begin(), kSuccessors.end(),
                   [&option](const Successor& each) { return each.gone == option.id; });
  return {.what = entry.key + " has no effect: Flink " + release.line.Text() +
                  " does not read it any more",
          .where = entry.value.origin,
          .fix = successor == kSuccessors.end() ? "remove it" : std::string(successor->advice),
          .keys = {entry.key}};
}

/// Slips in the first three letters are not looked for; that keeps the rest of a Config, with keys
/// such as execution.*, out of the way.
bool SharesItsStart(std::string_view option, std::string_view key) {
  return option.substr(0, 3) == key.substr(0, 3);
}

/// The option of `process` that this release reads and `key` was probably meant to be.
std::optional<std::string> NearestOption(std::string_view key, Process process,
                                         const Release& release) {
  std::vector<std::string_view> names;
  for (const Option& option : Options()) {
    const bool may_be_meant =
        option.process == process && IsRead(option, release) && SharesItsStart(option.key, key);
    if (may_be_meant) names.push_back(option.key);
  }
  return NearestName(key, names);
}

/// The other process's option where `key` is one but for its first word, as
/// jobmanager.memory.managed.size is.
const Option* OptionOfTheOther(std::string_view key, Process process) {
  const bool task_manager = process == Process::kTaskManager;
  const std::string_view own = task_manager ? "taskmanager." : "jobmanager.";
  if (!key.starts_with(own)) return nullptr;
  const std::string twin =
      (task_manager ? "jobmanager." : "taskmanager.") + std::string(key.substr(own.size()));
  return FindOption(twin, false);
}

/// Nothing where the key does not concern the process's memory.
std::optional<Warning> UnknownKey(const ConfigEntry& entry, Process process,
                                  const Release& release) {
  const auto prefixes = PrefixesOf(process);
  const bool looks_like_one =
      std::any_of(prefixes.begin(), prefixes.end(),
                  [&entry](std::string_view prefix) { return entry.key.starts_with(prefix); });
  const std::optional<std::string> nearest = NearestOption(entry.key, process, release);
  if (!nearest && !looks_like_one) return std::nullopt;
  Warning warning{.what = entry.key + " has no effect: Flink " + release.line.Text() +
                          " has no memory option of this name",
                  .where = entry.value.origin,
                  .fix = "remove it",
                  .keys = {entry.key}};
  if (nearest) {
    warning.fix = "write " + *nearest + ", if that is meant";
    warning.keys.push_back(*nearest);
  } else if (const Option* other = OptionOfTheOther(entry.key, process); other != nullptr) {
    const char* name = process == Process::kTaskManager ? "TaskManager" : "JobManager";
    warning.what = entry.key + " has no effect: a " + name + " has no such memory";
    warning.fix = "remove it, or write " + std::string(other->key) + ", if that is meant";
    warning.keys.emplace_back(other->key);
  }
  return warning;
}

std::optional<Warning> CheckKey(const Config& config, const ConfigEntry& entry, Process process,
                                const Release& release) {
  const bool may_be_option = SharesItsStart(KeyOf(OptionId::kTmProcessSize), entry.key) ||
                             SharesItsStart(KeyOf(OptionId::kJmProcessSize), entry.key) ||
                             SharesItsStart(KeyOf(OptionId::kExternalResources), entry.key);
  if (!may_be_option) return std::nullopt;
  if (const Option* option = FindOption(entry.key, false)) {
    if (option->process != process || IsRead(*option, release)) return std::nullopt;
    if (IsUnreadMemoryKey(entry.key)) return std::nullopt;  // read elsewhere in Flink
    return GoneKey(entry, *option, release);
  }
  if (IsUnreadMemoryKey(entry.key)) return std::nullopt;
  if (const Option* option = FindOption(entry.key, true); option != nullptr && !entry.key.empty()) {
    if (option->process != process) return std::nullopt;
    return DeprecatedKey(config, entry, *option);
  }
  return UnknownKey(entry, process, release);
}

}  // namespace

std::vector<Warning> CheckKeys(const Config& config, Process process, const Release& release,
                               const std::optional<std::string>& legacy_heap_variable) {
  std::vector<Warning> warnings;
  for (const ConfigEntry& entry : config.entries()) {
    std::optional<Warning> warning = CheckKey(config, entry, process, release);
    if (warning) warnings.push_back(*std::move(warning));
  }
  if (legacy_heap_variable && !release.Has(Trait::kLegacyMemoryOptions)) {
    const std::string name(LegacyHeapVariable(process));
    const std::string key = process == Process::kTaskManager ? "taskmanager.memory.flink.size"
                                                             : "jobmanager.memory.heap.size";
    warnings.push_back({.what = name + " has no effect: Flink " + release.line.Text() +
                                " does not read it any more",
                        .where = Origin::Environment(name),
                        .fix = "set " + key,
                        .keys = {key}});
  }
  return warnings;
}

}  // namespace flink_launcher
