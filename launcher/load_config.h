#pragma once
// Finds and reads Flink's configuration file, as the given release does.

#include <string>
#include <vector>

#include "resolver/config.h"
#include "resolver/error.h"
#include "resolver/release.h"
#include "resolver/result.h"

namespace flink_launcher {

struct LoadedConfig {
  Config config;
  std::string path;           // the file that was read
  bool standard_yaml = true;  // false: read by the line parser of flink-conf.yaml
  std::vector<Warning> warnings;
};

/// Reads flink-conf.yaml or config.yaml in `directory`: which one is the release's choice
/// (GlobalConfiguration.loadConfiguration; 1.19 and 1.20 prefer flink-conf.yaml). Fails with
/// kConfig where there is no such folder or file, it cannot be read, or it does not parse.
Result<LoadedConfig> LoadConfig(const std::string& directory, const Release& release);

/// As LoadConfig, where `path` is a folder; else that file, whatever it is called: read as
/// flink-conf.yaml where it is called so, or the release knows no other.
Result<LoadedConfig> LoadConfigAt(const std::string& path, const Release& release);

}  // namespace flink_launcher
