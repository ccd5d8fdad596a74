#pragma once
// The launcher's own options: the one table. Command line, environment, launcher.toml, help and the
// README's table all follow from it.

#include <span>
#include <string_view>

namespace flink_launcher {

enum class LauncherOptionId {
  kFlinkHome,
  kConfigDir,
  kFlinkVersion,
  kLauncherConfig,
  kContainerMemory,
  kContainerHeadroom,
  kContainerOnExceed,
  kDryRun,
  kFormat,
  kVerbose,
  kWhatIf,
  kCompare,
  kLimit,
  kSweep,
  kShow,
};

/// The commands that have a use for an option; with another one it is a usage error.
enum class OptionScope { kAnywhere, kExplain };

struct LauncherOption {
  LauncherOptionId id;
  std::string_view name;      // --name on the command line
  char letter;                // -l on the command line, 0 for none
  std::string_view argument;  // "DIR"; empty for a flag
  std::string_view variable;  // environment variable
  std::string_view toml_key;  // key in launcher.toml, dotted; empty where it makes no sense there
  std::string_view choices;   // "text|json"; empty where any text will do
  std::string_view help;
  /// A flag that is short for `--option VALUE`, and only that: the row has the id of the option
  /// that it stands for, and neither variable nor key of its own.
  std::string_view shorthand_for = {};
  OptionScope scope = OptionScope::kAnywhere;
  bool repeatable = false;  // given several times, all values count; else the last one does

  bool IsShorthand() const { return !shorthand_for.empty(); }
};

std::span<const LauncherOption> LauncherOptions();

/// The option itself, never a shorthand for it.
const LauncherOption& GetLauncherOption(LauncherOptionId id);

}  // namespace flink_launcher
