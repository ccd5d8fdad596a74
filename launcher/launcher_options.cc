#include "launcher/launcher_options.h"

#include <array>

#include "launcher/output_format.h"

namespace flink_launcher {
namespace {

using Id = LauncherOptionId;

/// "text|json|...", for --format.
struct FormatChoices {
  std::array<char, 64> text{};
  std::size_t size = 0;
};
constexpr FormatChoices JoinFormats() {
  FormatChoices choices;
  for (const OutputFormatRow& row : kOutputFormats) {
    if (choices.size > 0) choices.text[choices.size++] = '|';
    for (const char c : row.name) choices.text[choices.size++] = c;
  }
  return choices;
}
constexpr FormatChoices kFormatChoices = JoinFormats();

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
                   std::string_view(kFormatChoices.text.data(), kFormatChoices.size),
                   "of explain and --dry-run: text (default), json, and of explain svg, args, env; "
                   "see 'help formats'"},
    LauncherOption{Id::kVerbose, "verbose", 'v', "", "FLINK_LAUNCHER_VERBOSE", "verbose", "",
                   "say on standard error what was found where"},
    LauncherOption{.id = Id::kWhatIf,
                   .name = "what-if",
                   .argument = "KEY=VALUE",
                   .help =
                       "show what moves, before and after, if this option of Flink were set so; "
                       "may be given several times",
                   .scope = OptionScope::kExplain,
                   .repeatable = true},
    LauncherOption{.id = Id::kCompare,
                   .name = "compare",
                   .argument = "PATH",
                   .help = "show what moves with the configuration in this file or folder",
                   .scope = OptionScope::kExplain},
    LauncherOption{.id = Id::kLimit,
                   .name = "limit",
                   .argument = "SIZE",
                   .help = "as if this were the container's memory limit",
                   .scope = OptionScope::kExplain},
    LauncherOption{.id = Id::kSweep,
                   .name = "sweep",
                   .argument = "FROM..TO",
                   .help = "how the components grow as the container's limit does, as 1g..16g",
                   .scope = OptionScope::kExplain},
    LauncherOption{.id = Id::kShow,
                   .name = "show",
                   .argument = "KEY",
                   .help =
                       "one option of Flink: its value, where it is from, its default, and what "
                       "it moves",
                   .scope = OptionScope::kExplain},
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
