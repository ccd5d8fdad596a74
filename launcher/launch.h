#pragma once
// The stages of a start, in order: which Flink, which configuration, how much memory, which Java,
// which command. Each stage's Result is the next one's input; nothing here prints or executes.

#include <span>
#include <string>
#include <vector>

#include "launcher/compose.h"
#include "launcher/flink_target.h"
#include "launcher/load_config.h"
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
  /// Without sizes where the role has no memory model. Its warnings include those of all earlier
  /// stages.
  MemoryPlan plan;
};

/// Finds Flink and reads its configuration: all that stopping a role needs. `arguments` and `plan`
/// stay empty. With `version_suffices`, no distribution is needed.
Result<ResolvedRole> FindRole(const Role& role, const Settings& settings,
                              const Environment& environment, bool version_suffices);

/// As FindRole, and takes the role's arguments apart.
Result<ResolvedRole> FindRoleWithArguments(const Role& role, std::span<const std::string> arguments,
                                           const Settings& settings, const Environment& environment,
                                           bool version_suffices);

/// As FindRoleWithArguments, and resolves the role's memory.
Result<ResolvedRole> ResolveRole(const Role& role, std::span<const std::string> arguments,
                                 const Settings& settings, const Environment& environment,
                                 bool version_suffices);

/// What config.sh decides for a role that FindRole has found.
ScriptEnvironment ReadScript(const ResolvedRole& resolved, const FlinkDirectories& directories,
                             const Environment& environment);
FlinkDirectories DirectoriesOf(const ResolvedRole& resolved, const Environment& environment);

/// All that a command is composed from beside the ResolvedRole.
struct LaunchParts {
  FlinkDirectories directories;
  ScriptEnvironment script;
  Java java;
  std::optional<int> java_feature_version;  // where it matters
  OptJars opt_jars;
};

/// Finds Java and what the role needs besides lib/. Fails with kNoJava, with kNoFlink for a missing
/// jar of opt/, with kConfig for a missing zoo.cfg.
Result<LaunchParts> FindLaunchParts(const ResolvedRole& resolved, const Environment& environment);

/// Points to its arguments: they must outlive it. The pid file's id is left at 0.
ComposeRequest MakeComposeRequest(const ResolvedRole& resolved, const LaunchParts& parts,
                                  const Environment& environment);

/// For --verbose: what was found where.
std::vector<std::string> LaunchNotes(const ResolvedRole& resolved, const LaunchParts& parts);

/// Where the process will be registered; only a real start writes there.
enum class PidFile { kRegister, kPreview };

struct PreparedCommand {
  JvmCommand command;
  std::string start_line;  // what flink-console.sh says on standard output; empty for a client
  std::vector<Warning> warnings;  // found on the way to the command; those of the plan are not here
};

/// Composes the command that the role's script would end with in the foreground.
Result<PreparedCommand> PrepareCommand(const ResolvedRole& resolved, const LaunchParts& parts,
                                       const Environment& environment, PidFile pid_file);

}  // namespace flink_launcher
