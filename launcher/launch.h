#pragma once
// The stages of a start, in order: which Flink, which configuration, how much memory, which Java,
// which command. Each stage's Result is the next one's input; nothing here prints or executes.

#include <span>
#include <string>
#include <vector>

#include "launcher/flink_target.h"
#include "launcher/load_config.h"
#include "launcher/memory_inputs.h"
#include "launcher/roles.h"
#include "launcher/settings.h"
#include "platform/environment.h"
#include "platform/exec.h"
#include "resolver/error.h"
#include "resolver/memory_plan.h"
#include "resolver/result.h"

namespace flink_launcher {

/// All that is decided before Java is looked for.
struct ResolvedRole {
  const Role* role = nullptr;
  FlinkTarget flink;
  LoadedConfig config;      // the file alone
  RoleArguments arguments;  // the role's own
  MemoryPlan plan;          // its warnings include those of all earlier stages
};

/// Finds Flink and reads its configuration: the first half of ResolveRole. With `version_suffices`,
/// no distribution is needed.
Result<ResolvedRole> FindRole(const Role& role, const Settings& settings,
                              const Environment& environment, bool version_suffices);

/// Takes the role's arguments apart, and gives what its memory resolution needs.
Result<MemoryInputs> SplitAndReadInputs(ResolvedRole& found, std::span<const std::string> arguments,
                                        const Settings& settings, const Environment& environment);

/// Finds Flink, reads its configuration and resolves the role's memory.
Result<ResolvedRole> ResolveRole(const Role& role, std::span<const std::string> arguments,
                                 const Settings& settings, const Environment& environment,
                                 bool version_suffices);

/// Where the process will be registered; only a real start writes there.
enum class PidFile { kRegister, kPreview };

struct PreparedCommand {
  JvmCommand command;
  std::string start_line;         // what flink-console.sh says on standard output before it execs
  std::vector<Warning> warnings;  // found on the way to the command; those of the plan are not here
  std::vector<std::string> notes;  // for --verbose: what was found where
};

/// Finds Java and composes the command that the role's script would end with.
Result<PreparedCommand> PrepareCommand(const ResolvedRole& resolved, const Environment& environment,
                                       PidFile pid_file);

}  // namespace flink_launcher
