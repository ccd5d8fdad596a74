#include "launcher/flink_target.h"

#include <utility>

#include "platform/file.h"

namespace flink_launcher {
namespace {

std::string TextOrEmpty(const SettingValue* value) { return value == nullptr ? "" : value->text; }

/// `directory` as an absolute path, since the JVM may run elsewhere; unchanged where it does not
/// exist, so that messages show what was typed.
std::string Absolute(const std::string& directory) {
  if (directory.empty() || directory.starts_with('/')) return directory;
  return RealPath(directory).value_or(directory);
}

Error OtherVersion(const Release& wanted, const Origin& wanted_origin, const FlinkTarget& found) {
  return Error{.code = ErrorCode::kUsage,
               .what = "Flink " + wanted.version + " was asked for, but " + found.home->path +
                       " holds " + found.release.version,
               .where = wanted_origin,
               .fix =
                   "leave the version out (it is only for explain), or name another "
                   "distribution with --flink-home"};
}

Result<FlinkTarget> FromDistribution(FlinkHome home, const Environment& environment) {
  FlinkTarget target;
  target.lib_directory = environment.GetOrEmpty("FLINK_LIB_DIR");
  if (target.lib_directory.empty()) target.lib_directory = home.path + "/lib";
  target.config_directory = home.path + "/conf";
  target.home = std::move(home);

  Result<std::vector<std::string>> jars = ListJars(target.lib_directory);
  if (!jars) return jars.error();
  target.jars = *std::move(jars);
  const Result<std::string> dist_jar = FindFlinkDistJar(target.jars, target.lib_directory);
  if (!dist_jar) return dist_jar.error();
  const Result<std::string> version = FlinkVersionOfJar(*dist_jar);
  if (!version) return version.error();
  Result<Release> release = Release::Parse(*version);
  if (!release) {
    release.error().code = ErrorCode::kNoFlink;
    release.error().where = Origin::File(*dist_jar);
    return release.error();
  }
  target.release = *std::move(release);
  target.release_origin = Origin::File(*dist_jar);
  return target;
}

}  // namespace

std::string EarlyConfigDirectory(const Settings& settings, const Environment& environment) {
  const std::string given = TextOrEmpty(settings.Find(LauncherOptionId::kConfigDir));
  return Absolute(given.empty() ? environment.GetOrEmpty("FLINK_CONF_DIR") : given);
}

Result<FlinkTarget> FindFlinkTarget(const Settings& settings, const Environment& environment,
                                    bool version_suffices) {
  const SettingValue* version = settings.Find(LauncherOptionId::kFlinkVersion);
  std::optional<Release> wanted;
  if (version != nullptr) {
    Result<Release> parsed = Release::Parse(version->text);
    if (!parsed) {
      parsed.error().where = version->origin;
      return parsed.error();
    }
    wanted = *std::move(parsed);
  }

  FlinkTarget target;
  Result<FlinkHome> home =
      FindFlinkHome({.option = TextOrEmpty(settings.Find(LauncherOptionId::kFlinkHome)),
                     .variable = environment.GetOrEmpty("FLINK_HOME"),
                     .executable = InvokedPath()});
  if (home) {
    Result<FlinkTarget> found = FromDistribution(*std::move(home), environment);
    if (!found && !(version_suffices && wanted)) return found.error();
    if (found) target = *std::move(found);
  } else if (!(version_suffices && wanted)) {
    return home.error();
  }

  if (wanted) {
    if (!version_suffices && wanted->line != target.release.line) {
      return OtherVersion(*wanted, version->origin, target);
    }
    target.release = *std::move(wanted);
    target.release_origin = version->origin;
  }
  const std::string config_directory = EarlyConfigDirectory(settings, environment);
  if (!config_directory.empty()) target.config_directory = config_directory;
  return target;
}

}  // namespace flink_launcher
