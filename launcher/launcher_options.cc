#include "launcher/launcher_options.h"

#include <array>

namespace flink_launcher {
namespace {

using Id = LauncherOptionId;

constexpr std::array kOptions = {
    LauncherOption{Id::kFlinkHome, "flink-home", 0, "DIR", "FLINK_LAUNCHER_FLINK_HOME",
                   "flink-home", "",
                   "the Flink distribution; else $FLINK_HOME, else from where flink-launcher or a "
                   "symlink to it lies"},
    LauncherOption{Id::kConfigDir, "config-dir", 0, "DIR", "FLINK_LAUNCHER_CONFIG_DIR",
                   "config-dir", "",
                   "the folder of config.yaml; else $FLINK_CONF_DIR, else conf in the "
                   "distribution"},
    LauncherOption{Id::kFlinkVersion, "flink-version", 0, "V", "FLINK_LAUNCHER_FLINK_VERSION",
                   "flink-version", "",
                   "explain for this release (2.3, 1.20.5, ...); no distribution is needed"},
    LauncherOption{Id::kLauncherConfig, "launcher-config", 0, "FILE", "FLINK_LAUNCHER_CONFIG", "",
                   "",
                   "the launcher's own settings; else launcher.toml in the configuration folder, "
                   "else /etc/flink-launcher/launcher.toml"},
    LauncherOption{Id::kNoContainer, "no-container", 0, "", "FLINK_LAUNCHER_NO_CONTAINER",
                   "no-container", "", "do not look at cgroup limits"},
    LauncherOption{Id::kDryRun, "dry-run", 0, "", "FLINK_LAUNCHER_DRY_RUN", "dry-run", "",
                   "print the command that would be executed, one argument a line, quoted for a "
                   "shell; start nothing"},
    LauncherOption{Id::kFormat, "format", 0, "FORMAT", "FLINK_LAUNCHER_FORMAT", "format",
                   "text|json", "of explain and --dry-run: text (default) or json"},
    LauncherOption{Id::kVerbose, "verbose", 'v', "", "FLINK_LAUNCHER_VERBOSE", "verbose", "",
                   "say on standard error what was found where"},
};

}  // namespace

std::span<const LauncherOption> LauncherOptions() { return kOptions; }

const LauncherOption& GetLauncherOption(LauncherOptionId id) {
  return kOptions[static_cast<std::size_t>(id)];
}

}  // namespace flink_launcher
