#include "tests/differential/config_reading.h"

#include <algorithm>
#include <array>
#include <regex>
#include <utility>

#include "resolver/config_legacy.h"
#include "resolver/config_yaml.h"
#include "resolver/dynamic_properties.h"
#include "resolver/java_number.h"

namespace flink_launcher {
namespace {

struct ModeRow {
  ReadingMode mode;
  std::string_view name;
  const char* question;  // the oracle's word
};
constexpr std::array kModes = {
    ModeRow{ReadingMode::kYaml, "yaml", "YAML"},
    ModeRow{ReadingMode::kList, "list", "LIST"},
    ModeRow{ReadingMode::kLegacy, "legacy", "LEGACY"},
    ModeRow{ReadingMode::kArguments, "arguments", "ARGUMENTS"},
};

const ModeRow& RowOf(ReadingMode mode) {
  return *std::find_if(kModes.begin(), kModes.end(),
                       [mode](const ModeRow& row) { return row.mode == mode; });
}

std::string KindOf(const std::string& java_type) {
  if (java_type == "Integer" || java_type == "Long" || java_type == "BigInteger") return "integer";
  if (java_type == "Double") return "float";
  if (java_type == "Boolean") return "boolean";
  return "string";
}

/// Java compares UTF-16 units, but the order only has to be the same on both sides.
void SortByKey(std::vector<Reading::Entry>& entries) {
  std::sort(entries.begin(), entries.end(),
            [](const auto& a, const auto& b) { return a.key < b.key; });
}

Reading FlinksReading(ReadingMode mode, OracleFields fields) {
  if (fields.front() != "OK") return {false, {}, fields.back()};
  Reading reading{true, {}, ""};
  for (std::size_t i = 1; i + 2 < fields.size(); i += 3) {
    reading.entries.push_back(
        {std::move(fields[i]), KindOf(fields[i + 1]), std::move(fields[i + 2])});
  }
  if (mode != ReadingMode::kList) SortByKey(reading.entries);
  return reading;
}

Reading Rejection(const Error& error) {
  return {false, {}, error.where.Text() + ": " + error.what + "\n" + error.why};
}

Reading FromConfig(const Config& config) {
  static constexpr const char* kKinds[] = {"string", "integer", "float", "boolean"};
  Reading reading{true, {}, ""};
  for (const ConfigEntry& entry : config.entries()) {
    reading.entries.push_back(
        {entry.key, kKinds[static_cast<int>(entry.value.kind)], entry.value.text});
  }
  SortByKey(reading.entries);
  return reading;
}

Reading FromConfig(const Result<Config>& config) {
  return config ? FromConfig(*config) : Rejection(config.error());
}

Reading FromList(const std::string& text) {
  const auto elements = ParseYamlOrLegacyList(text);
  if (!elements) return Rejection(elements.error());
  Reading reading{true, {}, ""};
  for (const std::string& element : *elements) {
    reading.entries.push_back({"element", "string", element});
  }
  return reading;
}

}  // namespace

Reading WithShortestDoubles(Reading reading) {
  static const std::regex pattern(R"(\d+\.\d+(E-?\d+)?)");
  constexpr std::ptrdiff_t kLong = 17;  // 16 digits and the point
  for (Reading::Entry& entry : reading.entries) {
    std::string text;
    auto rest = entry.text.cbegin();
    for (std::sregex_iterator match(rest, entry.text.cend(), pattern), end; match != end; ++match) {
      const auto [first, last] = std::pair((*match)[0].first, (*match)[0].second);
      const std::optional<double> value = ParseJavaDouble(match->str());
      text.append(rest, first);
      text += value && last - first >= kLong ? JavaDoubleText(*value) : match->str();
      rest = last;
    }
    entry.text = text.append(rest, entry.text.cend());
  }
  return reading;
}

std::optional<ReadingMode> ParseReadingMode(std::string_view name) {
  for (const ModeRow& row : kModes) {
    if (row.name == name) return row.mode;
  }
  return std::nullopt;
}

std::string_view NameOf(ReadingMode mode) { return RowOf(mode).name; }

std::string Reading::Text() const {
  if (!accepted) return "rejected: " + message + "\n";
  std::string text;
  for (const Entry& entry : entries) {
    text += "'" + entry.key + "' " + entry.kind + " '" + entry.text + "'\n";
  }
  return text.empty() ? "(nothing)\n" : text;
}

Result<std::vector<Reading>> AskReadings(Oracle& oracle, ReadingMode mode,
                                         std::span<const ReadingInput> inputs) {
  std::vector<OracleFields> questions;
  questions.reserve(inputs.size());
  for (const ReadingInput& input : inputs) {
    questions.push_back({RowOf(mode).question});
    questions.back().insert(questions.back().end(), input.begin(), input.end());
  }
  Result<std::vector<OracleFields>> answers = oracle.Ask(questions);
  if (!answers) return answers.error();
  std::vector<Reading> readings;
  readings.reserve(answers->size());
  for (OracleFields& fields : *answers) readings.push_back(FlinksReading(mode, std::move(fields)));
  return readings;
}

Reading OurReading(ReadingMode mode, const ReadingInput& input) {
  switch (mode) {
    case ReadingMode::kLegacy:
      return FromConfig(ParseLegacyConfig(input.front(), "f").config);
    case ReadingMode::kList:
      return FromList(input.front());
    case ReadingMode::kArguments:
      return FromConfig(ParseDynamicProperties(input));
    case ReadingMode::kYaml:
      break;
  }
  return FromConfig(ParseStandardYaml(input.front(), "f"));
}

}  // namespace flink_launcher
