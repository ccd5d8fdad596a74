#include "tests/differential/run_resolver.h"

#include <string_view>
#include <utility>

#include "resolver/config_legacy.h"
#include "resolver/config_yaml.h"
#include "resolver/dynamic_properties.h"
#include "resolver/memory_resolver.h"

namespace flink_launcher {
namespace {

constexpr std::string_view kLegacyFileName = "conf/flink-conf.yaml";
constexpr std::string_view kStandardFileName = "conf/config.yaml";

std::string Join(const std::vector<std::string>& words) {
  std::string line;
  for (const std::string& word : words) {
    if (!line.empty()) line += ' ';
    line += word;
  }
  return line;
}

std::string TextOf(const Error& error) {
  std::string text = error.what + '\n' + error.where.Text() + '\n' + error.why + '\n' + error.fix;
  for (const std::string& key : error.keys) text += "\nkey " + key;
  return text;
}

struct FileValues {
  Config config;
  bool standard_yaml = false;
};

/// The values of the file that `release` reads.
Result<FileValues> ReadFile(const ResolverCase& subject, const Release& release) {
  if (release.Has(Trait::kLegacyConfigFile) && subject.legacy_file) {
    LegacyConfig legacy = ParseLegacyConfig(*subject.legacy_file, std::string(kLegacyFileName));
    return FileValues{std::move(legacy.config), false};
  }
  if (release.Has(Trait::kStandardConfigFile) && subject.standard_file) {
    Result<Config> parsed =
        ParseStandardYaml(*subject.standard_file, std::string(kStandardFileName));
    if (!parsed) return parsed.error();
    return FileValues{std::move(*parsed), true};
  }
  return Error{.code = ErrorCode::kConfig, .what = "the case has no file that this release reads"};
}

Result<MemoryPlan> Resolve(const ResolverCase& subject, const Release& release) {
  const Result<Config> properties = ParseDynamicProperties(subject.arguments);
  if (!properties) return properties.error();
  Result<FileValues> file = ReadFile(subject, release);
  if (!file) return file.error();
  file->config.PutAll(*properties);
  return ResolveMemory(MemoryRequest{.process = subject.process,
                                     .release = release,
                                     .config = &file->config,
                                     .standard_yaml = file->standard_yaml,
                                     .legacy_heap_variable = subject.heap_variable});
}

}  // namespace

OurAnswer RunResolver(const ResolverCase& subject, const Release& release) {
  const Result<MemoryPlan> plan = Resolve(subject, release);
  if (!plan) return OurAnswer{.error_text = TextOf(plan.error())};
  std::vector<std::string> pairs;
  for (const auto& [key, value] : plan->dynamic_properties) {
    pairs.push_back(std::string("-D ").append(key).append("=").append(value));
  }
  return OurAnswer{
      .accepted = true, .jvm_parameters = Join(plan->jvm_args), .dynamic_parameters = Join(pairs)};
}

}  // namespace flink_launcher
