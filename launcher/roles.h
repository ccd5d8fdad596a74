#pragma once
// The processes that this launcher starts: the one table of roles.

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "resolver/memory_plan.h"
#include "resolver/release.h"
#include "resolver/result.h"

namespace flink_launcher {

/// Where the generated -D stand among a role's arguments, and what follows (see compose.cc).
enum class ArgumentOrder {
  kConfigDirFirst,  // taskmanager.sh: --configDir, generated, user
  kJobManager,      // jobmanager.sh: differs by release, and knows the legacy HOST PORT
};

struct Role {
  std::string_view name;     // on our command line
  std::string_view script;   // what it replaces
  std::string_view service;  // flink-console.sh's word, in the names of log and pid files
  std::string_view main_class;
  std::optional<Process> process;       // whose memory model; none: the JVM's defaults
  std::string_view java_opts_suffix;    // env.java.opts.SUFFIX and env.java.default-opts.SUFFIX
  std::string_view java_opts_variable;  // FLINK_ENV_JAVA_OPTS_TM
  ArgumentOrder order;
  std::string_view what;  // for help
};

/// Every role, in the order in which help shows them.
std::span<const Role> Roles();

/// The role of that name. Fails with kUsage, naming the nearest one.
Result<const Role*> GetRole(std::string_view name);

/// A role's arguments, taken apart.
struct RoleArguments {
  std::optional<std::string> host;  // JobManager only
  std::optional<std::string> web_ui_port;
  std::vector<std::string> passed;    // to the process, in their order
  std::vector<std::string> resolved;  // those whose -D take part in the memory resolution
  std::vector<Warning> warnings;      // arguments that this release does not take

  friend bool operator==(const RoleArguments&, const RoleArguments&) = default;
};

/// Takes `arguments` apart as the role's script of that release does. A JobManager's leading words
/// are HOST and PORT unless they begin with "-" (jobmanager.sh takes "-Dkey=value" for a host: a
/// difference on purpose). Up to 1.14 a JobManager takes nothing else: a Warning says so.
RoleArguments SplitRoleArguments(const Role& role, const Release& release,
                                 std::span<const std::string> arguments);

}  // namespace flink_launcher
