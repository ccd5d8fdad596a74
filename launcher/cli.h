#pragma once
// The command line: argv to Invocation. Options of the launcher stand before the role (with
// `explain`, `install` and `uninstall`, anywhere); all after the role is the role's own, untouched
// and in order.

#include <map>
#include <span>
#include <string>
#include <vector>

#include "launcher/launcher_options.h"
#include "resolver/result.h"

namespace flink_launcher {

struct Invocation {
  enum class Command { kStart, kExplain, kInstall, kUninstall, kHelp, kVersion };
  Command command = Command::kHelp;
  std::string help_topic;  // kHelp: what stood after `help`, may be empty
  std::string role;        // kStart, kExplain: not yet checked against the table of roles
  std::vector<std::string> role_arguments;
  std::map<LauncherOptionId, std::string> options;  // a flag's value is "true"
};

/// `arguments` are argv without argv[0]. Fails with kUsage: an unknown option (with the nearest
/// known one), a missing value, no role.
Result<Invocation> ParseCommandLine(std::span<const std::string> arguments);

}  // namespace flink_launcher
