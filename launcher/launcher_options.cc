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
    LauncherOption{Id::kContainerMemory, "container-memory", 0, "HOW",
                   "FLINK_LAUNCHER_CONTAINER_MEMORY", "container.memory", "",
                   "fill (default): the container's memory limit is the process size where Flink's "
                   "configuration sets none; override: it is in any case, but for -D; off: do not "
                   "look at cgroups; a size as 4g: fill, as if that were the limit"},
    LauncherOption{Id::kContainerHeadroom, "container-headroom", 0, "SIZE",
                   "FLINK_LAUNCHER_CONTAINER_HEADROOM", "container.headroom", "",
                   "how much of the limit stays free: a size or a percentage; default 0"},
    LauncherOption{Id::kContainerOnExceed, "container-on-exceed", 0, "WHAT",
                   "FLINK_LAUNCHER_CONTAINER_ON_EXCEED", "container.on-exceed", "warn|fail|fit",
                   "where the process size is above the limit: warn (default), fail, or fit: lower "
                   "it to the limit"},
    LauncherOption{Id::kDryRun, "dry-run", 0, "", "FLINK_LAUNCHER_DRY_RUN", "dry-run", "",
                   "print the command that would be executed, one argument a line, quoted for a "
                   "shell; start nothing"},
    LauncherOption{Id::kFormat, "format", 0, "FORMAT", "FLINK_LAUNCHER_FORMAT", "format",
                   "text|json", "of explain and --dry-run: text (default) or json"},
    LauncherOption{Id::kVerbose, "verbose", 'v', "", "FLINK_LAUNCHER_VERBOSE", "verbose", "",
                   "say on standard error what was found where"},
    // Shorthands stand last: the rows above are in the order of their ids.
    LauncherOption{Id::kContainerMemory, "no-container", 0, "", "FLINK_LAUNCHER_NO_CONTAINER",
                   "no-container", "", "short for --container-memory off", "off"},
};

}  // namespace

std::span<const LauncherOption> LauncherOptions() { return kOptions; }

const LauncherOption& GetLauncherOption(LauncherOptionId id) {
  return kOptions[static_cast<std::size_t>(id)];
}

}  // namespace flink_launcher
