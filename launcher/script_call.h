#pragma once
// The launcher called by a script's name: through a symbolic link taskmanager.sh, flink, ... What
// such a script says where it starts nothing, byte for byte, and how its words become a role's.

#include <optional>
#include <span>
#include <string>
#include <vector>

#include "launcher/cli.h"
#include "launcher/roles.h"
#include "resolver/release.h"

namespace flink_launcher {

/// What a script prints on standard output instead of a start, and the status it exits with.
struct ScriptAnswer {
  std::string text;
  int status = 1;

  friend bool operator==(const ScriptAnswer&, const ScriptAnswer&) = default;
};

/// The answer of the role's script of that release to `words`; nullopt where it goes on. Only for
/// what concerns the first word: a missing or unknown action or service, a plea for help.
std::optional<ScriptAnswer> AnswerOfScript(const Role& role, const Release& release,
                                           std::span<const std::string> words);

/// The start that the role's script makes of `words`: as after `flink-launcher ROLE`.
Invocation InvocationOfScript(const Role& role, std::span<const std::string> words);

}  // namespace flink_launcher
