#pragma once
// The final command: everything decided comes in, argv and environment of the JVM come out, as
// Flink's scripts of that release would end with. Pure, so --dry-run is this and a print.
//
// Differences from the scripts, on purpose: no empty classpath entries; no
// -Djava.security.manager=allow where Java refuses it; Java options are split and expanded, but not
// run as shell code, and a quoted blank does not split them; a generated property stays one
// argument whatever stands in it.

#include <optional>
#include <string>
#include <vector>

#include "launcher/opt_jars.h"
#include "launcher/roles.h"
#include "launcher/script_environment.h"
#include "platform/environment.h"
#include "platform/exec.h"
#include "platform/java_home.h"
#include "resolver/error.h"
#include "resolver/memory_plan.h"
#include "resolver/release.h"
#include "resolver/result.h"

namespace flink_launcher {

struct ComposeRequest {
  const Role* role = nullptr;
  Release release;
  const FlinkDirectories* directories = nullptr;
  const Environment* environment = nullptr;  // ours, as we were started
  const ScriptEnvironment* script = nullptr;
  const MemoryPlan* plan = nullptr;  // nullptr for a role without a memory model
  const Java* java = nullptr;
  /// Needed where NeedsJavaVersion() says so.
  std::optional<int> java_feature_version;
  const std::vector<std::string>* jars = nullptr;  // of FLINK_LIB_DIR, from ListJars()
  OptJars opt_jars;                                // from ChooseOptJars()
  const RoleArguments* arguments = nullptr;
  LaunchMode mode = LaunchMode::kForeground;
  int pid_file_id = 0;            // of a service
  std::vector<Warning> warnings;  // found so far (the plan's included), for the new process's log
};

struct Composition {
  JvmCommand command;
  std::vector<Warning> warnings;  // those found here: about Java and the flags given to it
};

/// Fails with kConfig where the Java options do not parse, or ZooKeeper's heap is no number.
Result<Composition> Compose(const ComposeRequest& request);

}  // namespace flink_launcher
