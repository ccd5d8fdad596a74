#include "resolver/option_reader.h"

#include <algorithm>
#include <utility>

#include "resolver/config_legacy.h"
#include "resolver/config_yaml.h"
#include "resolver/java_number.h"
#include "resolver/memory_size.h"
#include "resolver/result.h"

namespace flink_launcher {
namespace {

/// Configuration.convertToBoolean compares in upper case.
bool EqualsIgnoringCase(std::string_view text, std::string_view lower) {
  return std::equal(text.begin(), text.end(), lower.begin(), lower.end(), [](char a, char b) {
    return a == b || (a >= 'A' && a <= 'Z' && a - 'A' + 'a' == b);
  });
}

std::string Example(std::string_view key, std::string_view value) {
  return "write " + std::string(key) + ": " + std::string(value);
}

}  // namespace

const ConfigValue* OptionReader::Find(const Option& option, bool* is_deprecated) const {
  *is_deprecated = false;
  const ConfigValue* value = config_.Find(option.key);
  if (value != nullptr || option.deprecated_key.empty()) return value;
  *is_deprecated = true;
  return config_.Find(option.deprecated_key);
}

const OptionReader::Overridden* OptionReader::FindOverride(OptionId id) const {
  const auto found = std::find_if(overrides_.begin(), overrides_.end(),
                                  [id](const Overridden& each) { return each.id == id; });
  return found == overrides_.end() ? nullptr : &*found;
}

bool OptionReader::IsSet(OptionId id) const {
  bool is_deprecated = false;
  return FindOverride(id) != nullptr || Find(OptionOf(id), &is_deprecated) != nullptr;
}

std::optional<std::string> OptionReader::RawText(OptionId id) const {
  bool is_deprecated = false;
  const ConfigValue* value = Find(OptionOf(id), &is_deprecated);
  if (value == nullptr) return std::nullopt;
  return value->text;
}

Origin OptionReader::OriginOf(OptionId id) const {
  if (const Overridden* override = FindOverride(id)) return override->use.origin;
  bool is_deprecated = false;
  const ConfigValue* value = Find(OptionOf(id), &is_deprecated);
  return value != nullptr ? value->origin : Origin::Default(release_.line.Text());
}

OptionReader::Found OptionReader::Read(OptionId id) {
  const Option& option = OptionOf(id);
  Found found{.key = std::string(option.key)};
  bool is_deprecated = false;
  if (const ConfigValue* value = Find(option, &is_deprecated)) {
    found.value = *value;
    if (is_deprecated) found.set_as = option.deprecated_key;
  } else {
    found.value.text = DefaultOf(option, release_);
    found.value.origin = Origin::Default(release_.line.Text());
  }
  Record({found.key, found.set_as, found.value.text, found.value.origin});
  return found;
}

void OptionReader::Record(OptionUse use) {
  const bool is_known = std::any_of(sources_.begin(), sources_.end(),
                                    [&use](const OptionUse& each) { return each.key == use.key; });
  if (!is_known) sources_.push_back(std::move(use));
}

void OptionReader::FailToParse(const Found& found, const std::string& what, std::string why,
                               std::string fix) {
  std::vector<std::string> keys = {found.key};
  if (!found.set_as.empty()) {
    keys.push_back(found.set_as);
    why += "; " + found.set_as + " is the old name of " + found.key;
  }
  Fail(Error{.code = ErrorCode::kConfig,
             .what = std::string(found.SpeltAs()) + ": '" + found.value.text + "' " + what,
             .where = found.value.origin,
             .why = std::move(why),
             .fix = std::move(fix),
             .keys = std::move(keys)});
}

Bytes OptionReader::Size(OptionId id) {
  if (const Overridden* override = FindOverride(id)) {
    Record(override->use);
    return override->value;
  }
  const Found found = Read(id);
  Result<Bytes> size = ParseMemorySize(found.value.text);
  if (size) return *size;
  const std::string guess = size.error().fix.empty() ? "512m" : size.error().fix;
  const std::string such_as = size.error().fix.empty() ? "a size, as in " : "";
  FailToParse(found, "is not a memory size", size.error().why,
              "write " + such_as + std::string(found.SpeltAs()) + ": " + guess);
  return Bytes{};
}

Fraction OptionReader::ReadFraction(OptionId id) {
  const Found found = Read(id);
  if (const std::optional<Fraction> fraction = Fraction::Parse(found.value)) return *fraction;
  FailToParse(found, "is not a fraction", "a fraction is a number from 0 to below 1",
              Example(found.SpeltAs(), OptionOf(id).default_text));
  return Fraction{};
}

double OptionReader::Number(OptionId id) {
  const Found found = Read(id);
  if (const std::optional<double> number = ParseJavaDouble(found.value.text)) return *number;
  FailToParse(found, "is not a number", "it must be a decimal number",
              Example(found.SpeltAs(), "2.0"));
  return 1;
}

std::int32_t OptionReader::Integer(OptionId id) {
  const Found found = Read(id);
  if (const std::optional<std::int32_t> number = ParseJavaInt(found.value.text)) return *number;
  FailToParse(found, "is not a whole number",
              "it must be digits alone, from -2147483648 to 2147483647",
              Example(found.SpeltAs(), "4"));
  return 1;
}

bool OptionReader::Boolean(OptionId id) {
  const Found found = Read(id);
  if (EqualsIgnoringCase(found.value.text, "true")) return true;
  if (EqualsIgnoringCase(found.value.text, "false")) return false;
  FailToParse(found, "is neither true nor false", "no other word is taken",
              Example(found.SpeltAs(), "true"));
  return false;
}

std::vector<std::string> OptionReader::List(OptionId id) {
  if (!IsSet(id)) return {};
  const Found found = Read(id);
  Result<std::vector<std::string>> list =
      standard_yaml_ ? ParseYamlOrLegacyList(found.value.text) : SplitLegacyList(found.value.text);
  if (list) return std::move(list).value();
  FailToParse(found, "is not a list", list.error().why, Example(found.SpeltAs(), "first;second"));
  return {};
}

std::optional<std::int64_t> OptionReader::Amount(const std::string& key) {
  const ConfigValue* value = config_.Find(key);
  if (value == nullptr) return std::nullopt;
  Record({key, "", value->text, value->origin});
  if (const std::optional<std::int64_t> amount = ParseJavaLong(value->text)) return amount;
  FailToParse({key, "", *value}, "is not a whole number", "an amount is digits alone",
              Example(key, "1"));
  return std::nullopt;
}

void OptionReader::Override(OptionId id, Bytes value, OptionUse use) {
  std::erase_if(sources_, [&use](const OptionUse& each) { return each.key == use.set_as; });
  overrides_.push_back({id, value, std::move(use)});
}

Bytes OptionReader::Sum(std::initializer_list<Bytes> sizes) {
  std::optional<Bytes> sum = Bytes{};
  for (const Bytes size : sizes) {
    if (sum) sum = sum->Plus(size);
  }
  return OrOverflow(sum);
}

Bytes OptionReader::OrOverflow(std::optional<Bytes> size) {
  if (size) return *size;
  Error error{.code = ErrorCode::kMemory,
              .what = "the memory sizes add up to more than 9223372036854775807 bytes",
              .fix = "write smaller sizes"};
  for (const OptionUse& use : sources_) {
    if (use.origin.kind == Origin::Kind::kDefault) continue;
    error.why += (error.why.empty() ? "" : "\n") + use.key + ": " + use.value;
    error.keys.push_back(use.key);
    if (error.keys.size() == 1) error.where = use.origin;
  }
  Fail(std::move(error));
  return Bytes{};
}

void OptionReader::Fail(Error error) {
  if (!error_) error_ = std::move(error);
}

}  // namespace flink_launcher
