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

Error UnknownKey(std::string_view key, const Origin& where) {
  std::vector<std::string_view> known;
  for (const LauncherOption& option : LauncherOptions()) {
    if (!option.toml_key.empty()) known.push_back(option.toml_key);
  }
  const std::optional<std::string> nearest = NearestName(key, known);
  return Error{.code = ErrorCode::kUsage,
               .what = "unknown key '" + std::string(key) + "'",
               .where = where,
               .fix = nearest ? "did you mean '" + *nearest + "'?"
                              : "see 'flink-launcher help settings' for all keys",
               .keys = {std::string(key)}};
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
  return value != nullptr && value->text == "json" ? OutputFormat::kJson : OutputFormat::kText;
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
  for (const auto& [key, node] : parsed.table()) {
    const LauncherOption* option = OptionOfTomlKey(key.str());
    const Origin where = PlaceOf(path, key.source().begin);
    if (option == nullptr) return UnknownKey(key.str(), where);
    const std::optional<std::string> value = TextOf(*option, node);
    if (!value) {
      const char* expected = option->argument.empty() ? "true or false" : "a string";
      return Error{
          .code = ErrorCode::kUsage,
          .what = "'" + std::string(key.str()) + "' takes " + expected,
          .where = where,
          .fix = std::string(key.str()) + (option->argument.empty() ? " = true" : " = \"...\""),
          .keys = {std::string(key.str())}};
    }
    Result<SettingValue> checked = Checked(*option, {*value, where});
    if (!checked) return checked.error();
    settings.values_[option->id] = *std::move(checked);
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
      value = {given->second, Origin::CommandLine("--" + std::string(option.name))};
    } else if (const std::string text = environment.GetOrEmpty(option.variable); !text.empty()) {
      value = {text, Origin::Environment(std::string(option.variable))};
    }
    if (!value) continue;
    Result<SettingValue> checked = Checked(option, *std::move(value));
    if (!checked) return checked.error();
    settings.values_[option.id] = *std::move(checked);
  }
  return settings;
}

}  // namespace flink_launcher
