#include "launcher/option_view.h"

#include <algorithm>
#include <array>
#include <utility>

#include "launcher/explain_text.h"
#include "launcher/memory_tree.h"
#include "resolver/fraction.h"
#include "resolver/memory_size.h"
#include "resolver/nearest.h"
#include "resolver/options.h"

namespace flink_launcher {
namespace {

struct TypeRow {
  OptionType type;
  std::string_view what;
};
constexpr std::array kTypes = {
    TypeRow{OptionType::kSize, "a size, as 512m"},
    TypeRow{OptionType::kFraction, "a fraction, at least 0 and below 1"},
    TypeRow{OptionType::kNumber, "a number, as 1.5"},
    TypeRow{OptionType::kInteger, "a whole number"},
    TypeRow{OptionType::kBoolean, "true or false"},
    TypeRow{OptionType::kList, "a list"},
};

const Option* FindOption(std::string_view key) {
  for (const Option& option : Options()) {
    if (option.key == key || (!key.empty() && option.deprecated_key == key)) return &option;
  }
  return nullptr;
}

std::string ReleasesOf(const Option& option) {
  const ReleaseLine* first = nullptr;
  const ReleaseLine* last = nullptr;
  for (const ReleaseLine& line : KnownReleaseLines()) {
    if (!IsRead(option, Release{line, line.Text()})) continue;
    if (first == nullptr) first = &line;
    last = &line;
  }
  if (first == nullptr) return "none";
  return first->Text() + " to " + last->Text();
}

const ConfigEntry* FindEntry(const Config& config, std::string_view key) {
  for (const ConfigEntry& entry : config.entries()) {
    if (entry.key == key) return &entry;
  }
  return nullptr;
}

/// Values of that option's type which are not `value`, likely ones first.
std::vector<std::string> TrialsOf(OptionType type, const std::string& value) {
  if (type == OptionType::kBoolean) return {value == "true" ? "false" : "true"};
  if (type == OptionType::kFraction) return {"0.2", "0.3", "0.5", "0.05"};
  if (type == OptionType::kInteger || type == OptionType::kNumber) return {"2", "4"};
  const Result<Bytes> size = ParseMemorySize(value);
  if (type != OptionType::kSize || !size) return {};
  if (*size == Bytes{}) return {"64m", "16m"};
  // A quarter more or less, then four times or a quarter: a bound moves nothing while it is slack.
  const std::int64_t mebi = std::max<std::int64_t>(size->count() >> 20, 1);
  std::vector<std::string> trials;
  for (const std::int64_t trial :
       {mebi + std::max<std::int64_t>(mebi / 4, 1), mebi - mebi / 4, mebi * 4, mebi / 4}) {
    if (trial > 0 && trial <= Bytes::Max().count() >> 20) {
      trials.push_back(std::to_string(trial) + "m");
    }
  }
  trials.emplace_back("64m");  // where the value stands for no bound at all
  return trials;
}

/// What is different in `after`.
void AddMoves(const MemoryPlan& before, const MemoryPlan& after, OptionView& view) {
  const std::vector<MemoryNode> old_nodes = MemoryTree(before);
  const std::vector<MemoryNode> new_nodes = MemoryTree(after);
  for (std::size_t i = 0; i < old_nodes.size(); ++i) {
    if (old_nodes[i].size == new_nodes[i].size) continue;
    view.moves.push_back({std::string(old_nodes[i].name), old_nodes[i].size, new_nodes[i].size});
  }
  for (const std::string& flag : after.jvm_args) {
    const bool is_new =
        std::find(before.jvm_args.begin(), before.jvm_args.end(), flag) == before.jvm_args.end();
    if (is_new) view.other_moves.push_back(flag);
  }
  for (const auto& property : after.dynamic_properties) {
    const bool is_new =
        std::find(before.dynamic_properties.begin(), before.dynamic_properties.end(), property) ==
        before.dynamic_properties.end();
    const bool is_size = property.first.find(".memory.") != std::string::npos;
    if (is_new && !is_size) view.other_moves.push_back(PropertyText(property));
  }
}

bool MovesAnything(const MemoryPlan& before, const MemoryPlan& after) {
  return before.components != after.components || before.jvm_args != after.jvm_args ||
         before.dynamic_properties != after.dynamic_properties;
}

/// Resolves with other values until one is accepted and moves something.
void TryOtherValues(const MemoryInputs& inputs, const Option& option, OptionView& view) {
  const Result<MemoryPlan> before = ResolveInputs(inputs);
  if (!before) {
    view.trial_error = "the configuration is rejected as it is: " + before.error().what;
    return;
  }
  const std::string value = view.use ? view.use->value : "";
  for (const std::string& trial : TrialsOf(option.type, value)) {
    if (trial == value) continue;
    MemoryInputs changed = inputs;
    changed.config.Put(std::string(option.key),
                       {ConfigValue::Kind::kString, trial, Origin::CommandLine("--show")});
    const Result<MemoryPlan> after = ResolveInputs(changed);
    if (!after) {
      if (view.trial.empty()) {
        view.trial = trial;
        view.trial_error = "it would be rejected: " + after.error().what;
      }
      continue;
    }
    view.trial = trial;
    view.trial_error.clear();
    if (!MovesAnything(*before, *after)) continue;
    AddMoves(*before, *after, view);
    return;
  }
}

Error UnknownOption(std::string_view key) {
  std::vector<std::string_view> names;
  for (const Option& option : Options()) names.push_back(option.key);
  const std::optional<std::string> nearest = NearestName(key, names);
  return Error{.code = ErrorCode::kUsage,
               .what = "'" + std::string(key) + "' is neither set nor an option of Flink's memory",
               .where = Origin::CommandLine("--show"),
               .fix = nearest ? "did you mean '" + *nearest + "'?"
                              : "see 'flink-launcher help memory-options' for all of them"};
}

/// The value in force and those below it, under the option's own key or its earlier one.
void AddValues(const MemoryInputs& inputs, const std::string& deprecated_key, OptionView& view) {
  const ConfigEntry* entry = FindEntry(inputs.config, view.key);
  const ConfigEntry* old =
      deprecated_key.empty() ? nullptr : FindEntry(inputs.config, deprecated_key);
  if (old != nullptr) {
    view.overridden = old->overridden;
    if (entry != nullptr) view.overridden.push_back(old->value);
  }
  const ConfigEntry* found = entry != nullptr ? entry : old;
  if (found == nullptr) return;
  if (entry != nullptr) {
    view.overridden.insert(view.overridden.end(), entry->overridden.begin(),
                           entry->overridden.end());
  }
  view.use = OptionUse{view.key, found->key, found->value.text, found->value.origin};
}

std::string Line(std::string_view label, const std::string& text, const TextStyle& style) {
  if (text.empty()) return "";
  const std::string start = PadRight("  " + std::string(label), 14);
  const std::string lines = WrappedBehind(start, text, style.width);
  return Painted(style, Tint::kDim, start) + lines.substr(start.size());
}

}  // namespace

Result<OptionView> ViewOption(const MemoryInputs& inputs, std::string_view key) {
  OptionView view{.key = std::string(key)};
  const Option* option = FindOption(key);
  if (option == nullptr) {
    AddValues(inputs, "", view);
    if (!view.use) return UnknownOption(key);
    return view;
  }
  view.is_memory_option = true;
  view.key = std::string(option->key);
  view.deprecated_key = std::string(option->deprecated_key);
  view.default_text = std::string(DefaultOf(*option, inputs.release));
  for (const TypeRow& row : kTypes) {
    if (row.type == option->type) view.type = std::string(row.what);
  }
  view.releases = ReleasesOf(*option);
  view.process = option->process == Process::kTaskManager ? "TaskManager" : "JobManager";
  AddValues(inputs, view.deprecated_key, view);
  if (!view.use && !view.default_text.empty()) {
    view.use =
        OptionUse{view.key, "", view.default_text, Origin::Default(inputs.release.line.Text())};
  }
  if (option->process != inputs.process) {
    view.trial_error = "it has no say in this process: explain the " + view.process;
  } else if (!IsRead(*option, inputs.release)) {
    view.trial_error = "Flink " + inputs.release.line.Text() + " does not read it";
  } else {
    TryOtherValues(inputs, *option, view);
  }
  return view;
}

std::string OptionViewText(const OptionView& view, const TextStyle& style) {
  std::string text = Painted(style, Tint::kBold, view.key) + "\n";
  const auto with_origin = [](const std::string& value, const Origin& origin) {
    return (value.empty() ? "''" : value) + "  [" + origin.Text() + "]";
  };
  std::string value = "not set";
  if (view.use) value = with_origin(view.use->value, view.use->origin);
  if (view.use && !view.use->set_as.empty() && view.use->set_as != view.key) {
    value += ", as " + view.use->set_as;
  }
  text += Line("value", value, style);
  for (auto each = view.overridden.rbegin(); each != view.overridden.rend(); ++each) {
    text += Line("overrode", with_origin(each->text, each->origin), style);
  }
  if (!view.is_memory_option) {
    return text + Line("moves", "nothing in Flink's memory model, which does not read it", style);
  }
  text +=
      Line("default", view.default_text.empty() ? "none" : view.default_text, style) +
      Line("type", view.type, style) + Line("process", view.process, style) +
      Line("read by", "Flink " + view.releases, style) +
      Line("deprecated",
           view.deprecated_key.empty() ? "" : view.deprecated_key + ", its earlier name", style);
  if (view.moves.empty() && view.other_moves.empty()) {
    std::string reason = "nothing, with " + view.trial;
    if (view.trial.empty()) reason = "not tried; see explain --what-if " + view.key + "=VALUE";
    if (!view.trial_error.empty()) {
      reason = (view.trial.empty() ? "" : "with " + view.trial + ", ") + view.trial_error;
    }
    return text + Line("moves", reason, style);
  }
  text += Line("moves", "with " + view.trial + " in its place:", style);
  for (const OptionView::Move& move : view.moves) {
    text += "    " + PadRight(move.name, 22) + PadLeft(HumanSize(move.before.count()), 10) +
            (style.utf8 ? " → " : " -> ") + PadLeft(HumanSize(move.after.count()), 10) + "\n";
  }
  for (const std::string& each : view.other_moves) text += Wrapped(each, style.width, 4, 8);
  return text;
}

}  // namespace flink_launcher
