#pragma once
// Which Flink is meant: its folders, its jars, its release, its configuration folder.

#include <optional>
#include <string>
#include <vector>

#include "launcher/settings.h"
#include "platform/environment.h"
#include "platform/flink_home.h"
#include "resolver/release.h"
#include "resolver/result.h"

namespace flink_launcher {

struct FlinkTarget {
  Release release;
  Origin release_origin;          // the jar, or the option that named the version
  std::optional<FlinkHome> home;  // nullopt: only a version is known
  std::string lib_directory;      // FLINK_LIB_DIR; empty without a home
  std::vector<std::string> jars;  // all of lib_directory; empty without a home
  std::string config_directory;   // empty where there is none: the configuration is then empty
};

/// Finds the distribution and reads its version. With `version_suffices` (for `explain`),
/// --flink-version stands in for a distribution, or overrides the version of the one that is found.
/// Fails with kNoFlink where there is no whole distribution, and with kUsage for a version that is
/// none, or that is not the distribution's where one is to be started.
Result<FlinkTarget> FindFlinkTarget(const Settings& settings, const Environment& environment,
                                    bool version_suffices);

/// The folder in which launcher.toml is looked for before any distribution is known: --config-dir,
/// its variable or FLINK_CONF_DIR; empty where none is set.
std::string EarlyConfigDirectory(const Settings& settings, const Environment& environment);

}  // namespace flink_launcher
