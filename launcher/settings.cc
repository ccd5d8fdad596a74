#include "launcher/settings.h"

#include <toml++/toml.h>

#include <algorithm>
#include <vector>

#include "resolver/nearest.h"

namespace flink_launcher {
namespace {

Origin PlaceOf(const std::string& path, const toml::source_position& position) {
  return Origin::File(path, static_cast<int>(position.line), static_cast<int>(position.column));
}

const LauncherOption* OptionOfTomlKey(std::string_view key) {
  for (const LauncherOption& option : LauncherOptions()) {
    if (!option.toml_key.empty() && option.toml_key == key) return &option;
  }
  return nullptr;
}

/// Whether `key` is a table that keys of ours stand in.
bool IsSection(std::string_view key) {
  for (const LauncherOption& option : LauncherOptions()) {
    if (option.toml_key.starts_with(std::string(key) + ".")) return true;
  }
  return false;
}

Error UnknownKey(std::string_view key, const Origin& where) {
  std::vector<std::string_view> known;
  for (const LauncherOption& option : LauncherOptions()) {
    if (!option.toml_key.empty()) known.push_back(option.toml_key);
  }
  const std::optional<std::string> nearest = NearestName(key, known);
  return Error{.code = ErrorCode::kUsage,
               .what = "unknown key '" + std::string(key) + "'",
               .where = where,
               .fix = IsSection(key) ? "write [" + std::string(key) + "] and its keys below"
                      : nearest      ? "did you mean '" + *nearest + "'?"
                                     : "see 'flink-launcher help settings' for all keys",
               .keys = {std::string(key)}};
}

struct TomlEntry {
  std::string key;  // dotted: "container.memory"
  const toml::node* node;
  Origin where;  // of the last part of the key
};

/// The entries of `table` and of the tables in it. An empty table that is no section of ours is an
/// entry itself, so that its name is refused too.
std::vector<TomlEntry> Flatten(const toml::table& table, const std::string& prefix,
                               const std::string& path) {
  std::vector<TomlEntry> entries;
  for (const auto& [name, node] : table) {
    const std::string key = prefix + std::string(name.str());
    const toml::table* inner = node.as_table();
    if (inner != nullptr && (!inner->empty() || IsSection(key))) {
      for (TomlEntry& entry : Flatten(*inner, key + ".", path)) entries.push_back(std::move(entry));
    } else {
      entries.push_back({key, &node, PlaceOf(path, name.source().begin)});
    }
  }
  return entries;
}

/// The text of a TOML value of the option's type, or nullopt for another type.
std::optional<std::string> TextOf(const LauncherOption& option, const toml::node& node) {
  if (option.argument.empty()) {
    const std::optional<bool> flag = node.value_exact<bool>();
    if (!flag) return std::nullopt;
    return *flag ? "true" : "false";
  }
  return node.value_exact<std::string>();
}

Error WrongType(const LauncherOption& option, const Origin& where) {
  const std::string key(option.toml_key);
  const bool is_flag = option.argument.empty();
  return Error{.code = ErrorCode::kUsage,
               .what = "'" + key + "' takes " + (is_flag ? "true or false" : "a string"),
               .where = where,
               .fix = key + (is_flag ? " = true" : " = \"...\""),
               .keys = {key}};
}

std::optional<std::string> ParseFlag(std::string_view text) {
  for (const std::string_view yes : {"true", "1", "yes", "on"}) {
    if (text == yes) return "true";
  }
  for (const std::string_view no : {"false", "0", "no", "off", ""}) {
    if (text == no) return "false";
  }
  return std::nullopt;
}

bool IsAmong(std::string_view choices, std::string_view text) {
  while (!choices.empty()) {
    const std::string_view choice = choices.substr(0, choices.find('|'));
    if (choice == text) return true;
    choices.remove_prefix(std::min(choices.size(), choice.size() + 1));
  }
  return false;
}

/// Checks `value` against what the option takes; normalises a flag to "true" or "false".
Result<SettingValue> Checked(const LauncherOption& option, SettingValue value) {
  if (option.argument.empty()) {
    const std::optional<std::string> flag = ParseFlag(value.text);
    if (!flag) {
      return Error{.code = ErrorCode::kUsage,
                   .what = "'" + value.text + "' is neither true nor false",
                   .where = value.origin,
                   .fix = "write true or false"};
    }
    value.text = *flag;
  } else if (!option.choices.empty() && !IsAmong(option.choices, value.text)) {
    return Error{.code = ErrorCode::kUsage,
                 .what = "unknown " + std::string(option.name) + " '" + value.text + "'",
                 .where = value.origin,
                 .fix = "write one of " + std::string(option.choices)};
  }
  return value;
}

}  // namespace

const SettingValue* Settings::Find(LauncherOptionId id) const {
  const auto position = values_.find(id);
  return position == values_.end() ? nullptr : &position->second;
}

bool Settings::IsOn(LauncherOptionId id) const {
  const SettingValue* value = Find(id);
  return value != nullptr && value->text == "true";
}

OutputFormat Settings::format() const {
  const SettingValue* value = Find(LauncherOptionId::kFormat);
  for (const OutputFormatRow& row : kOutputFormats) {
    if (value != nullptr && value->text == row.name) return row.format;
  }
  return OutputFormat::kText;
}

Result<void> Settings::Take(const LauncherOption& option, SettingValue value) {
  Result<SettingValue> checked = Checked(option, std::move(value));
  if (!checked) return checked.error();
  if (option.IsShorthand()) {
    if (checked->text == "false") return {};
    checked->text = option.shorthand_for;
  }
  values_[option.id] = *std::move(checked);
  return {};
}

Result<Settings> ParseLauncherToml(std::string_view text, const std::string& path) {
  const toml::parse_result parsed = toml::parse(text, path);
  if (!parsed) {
    return Error{.code = ErrorCode::kUsage,
                 .what = std::string(parsed.error().description()),
                 .where = PlaceOf(path, parsed.error().source().begin),
                 .fix = "mend this line; see 'flink-launcher help settings'"};
  }
  Settings settings;
  for (const TomlEntry& entry : Flatten(parsed.table(), "", path)) {
    const LauncherOption* option = OptionOfTomlKey(entry.key);
    if (option == nullptr) return UnknownKey(entry.key, entry.where);
    const std::optional<std::string> value = TextOf(*option, *entry.node);
    if (!value) return WrongType(*option, entry.where);
    if (const Result<void> taken = settings.Take(*option, {*value, entry.where}); !taken) {
      return taken.error();
    }
  }
  return settings;
}

Result<Settings> ResolveSettings(const Invocation& invocation, const Environment& environment,
                                 const Settings& file) {
  Settings settings = file;
  for (const LauncherOption& option : LauncherOptions()) {
    std::optional<SettingValue> value;
    const auto given = invocation.options.find(option.id);
    if (given != invocation.options.end()) {
      if (option.IsShorthand()) continue;  // its option stands for it
      value = {given->second, Origin::CommandLine("--" + std::string(option.name))};
    } else if (const std::string text = environment.GetOrEmpty(option.variable);
               !option.variable.empty() && !text.empty()) {
      value = {text, Origin::Environment(std::string(option.variable))};
    }
    if (!value) continue;
    if (const Result<void> taken = settings.Take(option, *std::move(value)); !taken) {
      return taken.error();
    }
  }
  return settings;
}

}  // namespace flink_launcher
