#pragma once
// The command line: argv to Invocation. Options of the launcher stand before the role (with
// `explain`, `install` and `uninstall`, anywhere); all after the role is the role's own, untouched
// and in order.

#include <array>
#include <map>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "launcher/launcher_options.h"
#include "resolver/result.h"

namespace flink_launcher {

struct CommandWord {
  std::string_view name;
  std::string_view what;
};
/// What may stand in the place of a role.
inline constexpr std::array kCommandWords = {
    CommandWord{"explain", "what would be started, and why; starts nothing"},
    CommandWord{"install", "puts itself in the place of Flink's scripts"},
    CommandWord{"uninstall", "puts Flink's scripts back"},
    CommandWord{"help", "help on a topic"},
};

struct Invocation {
  enum class Command { kStart, kExplain, kInstall, kUninstall, kHelp, kVersion };
  Command command = Command::kHelp;
  std::string help_topic;  // kHelp: what stood after `help`, may be empty
  std::string role;        // kStart, kExplain: not yet checked against the table of roles
  std::vector<std::string> role_arguments;
  std::map<LauncherOptionId, std::string> options;  // a flag's value is "true"
  /// Every value, in order, of the repeatable options; `options` has the last one.
  std::map<LauncherOptionId, std::vector<std::string>> repeated;
};

/// `arguments` are argv without argv[0]. Fails with kUsage: an unknown option (with the nearest
/// known one), an option where it does not apply, a missing value, no role.
Result<Invocation> ParseCommandLine(std::span<const std::string> arguments);

}  // namespace flink_launcher
