#include "launcher/load_config.h"

#include <optional>
#include <utility>

#include "platform/file.h"
#include "resolver/config_legacy.h"
#include "resolver/config_yaml.h"

namespace flink_launcher {
namespace {

constexpr std::string_view kLegacyName = "flink-conf.yaml";
constexpr std::string_view kStandardName = "config.yaml";

std::string PathIn(const std::string& directory, std::string_view name) {
  return (directory.ends_with('/') ? directory : directory + "/") + std::string(name);
}

Error NoConfigFile(const std::string& directory, const Release& release) {
  const bool standard = release.Has(Trait::kStandardConfigFile);
  const std::string wanted(standard ? kStandardName : kLegacyName);
  const std::string other = PathIn(directory, standard ? kLegacyName : kStandardName);
  Error error{.code = ErrorCode::kConfig,
              .what = "there is no " + wanted + " here",
              .where = Origin::File(directory),
              .fix = "create " + PathIn(directory, wanted) +
                     ", or name another folder with "
                     "--config-dir or FLINK_CONF_DIR"};
  if (IsRegularFile(other)) {
    error.why = "Flink " + release.version + " does not read " + other;
    if (standard) error.fix = "turn it into " + wanted + " with bin/migrate-config-file.sh";
  }
  return error;
}

Error NoConfigDirectory(const std::string& directory) {
  return Error{.code = ErrorCode::kConfig,
               .what = "there is no such configuration folder",
               .where = Origin::File(directory),
               .fix =
                   "name the folder of Flink's configuration with --config-dir or "
                   "FLINK_CONF_DIR"};
}

LoadedConfig Legacy(std::string_view text, std::string path, const std::string& directory,
                    const Release& release) {
  LegacyConfig parsed = ParseLegacyConfig(text, path);
  LoadedConfig loaded{std::move(parsed.config), std::move(path), false, std::move(parsed.warnings)};
  const std::string ignored = PathIn(directory, kStandardName);
  if (release.Has(Trait::kStandardConfigFile) && IsRegularFile(ignored)) {
    loaded.warnings.push_back(
        {.what = "this file is read, and " + std::string(kStandardName) + " beside it is not",
         .where = Origin::File(loaded.path),
         .fix = "remove one of the two; Flink 2 reads " + std::string(kStandardName) + " only"});
  }
  return loaded;
}

}  // namespace

Result<LoadedConfig> LoadConfig(const std::string& directory, const Release& release) {
  if (!IsDirectory(directory)) return NoConfigDirectory(directory);
  if (release.Has(Trait::kLegacyConfigFile)) {
    std::string path = PathIn(directory, kLegacyName);
    Result<std::optional<std::string>> text = ReadFileIfPresent(path);
    if (!text) return text.error();
    if (*text) return Legacy(**text, std::move(path), directory, release);
  }
  if (!release.Has(Trait::kStandardConfigFile)) return NoConfigFile(directory, release);

  std::string path = PathIn(directory, kStandardName);
  Result<std::optional<std::string>> text = ReadFileIfPresent(path);
  if (!text) return text.error();
  if (!*text) return NoConfigFile(directory, release);
  Result<Config> config = ParseStandardYaml(**text, path);
  if (!config) return config.error();
  return LoadedConfig{*std::move(config), std::move(path), true, {}};
}

Result<LoadedConfig> LoadConfigAt(const std::string& path, const Release& release) {
  if (IsDirectory(path)) return LoadConfig(path, release);
  const Result<std::string> text = ReadFile(path);
  if (!text) return text.error();
  const bool is_standard = release.Has(Trait::kStandardConfigFile);
  const bool is_called_legacy = BaseName(path) == kLegacyName;
  if (!is_standard || (is_called_legacy && release.Has(Trait::kLegacyConfigFile))) {
    LegacyConfig parsed = ParseLegacyConfig(*text, path);
    return LoadedConfig{std::move(parsed.config), path, false, std::move(parsed.warnings)};
  }
  Result<Config> config = ParseStandardYaml(*text, path);
  if (!config) return config.error();
  return LoadedConfig{*std::move(config), path, true, {}};
}

}  // namespace flink_launcher
