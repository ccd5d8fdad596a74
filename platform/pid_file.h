#pragma once
// The pid file of a role, as flink-console.sh keeps it: one line per process of this role on this
// host; its number of lines is the id in the log files' names.

#include <sys/types.h>

#include <chrono>
#include <string>
#include <string_view>
#include <vector>

#include "resolver/error.h"

namespace flink_launcher {

struct PidRegistration {
  std::string path;  // of the pid file
  int id = 0;
  /// The folder or file cannot be used. A foreground start goes on, as the script does.
  std::vector<Warning> warnings;
};

/// "flink-IDENT-SERVICE.pid"
std::string PidFileName(std::string_view ident, std::string_view service);

/// Registers `pid` in `directory`/`file_name`: makes the folder, locks it (as `flock DIR`, which
/// the scripts use too; after `lock_limit` it goes on without), drops the file when none of its
/// processes runs, takes its number of lines for the id and appends `pid`. A process of another
/// user counts as dead, as with `kill -0` in the script: pid files have the user in their name, so
/// the number has been reused.
PidRegistration RegisterPid(const std::string& directory, std::string_view file_name, pid_t pid,
                            std::chrono::milliseconds lock_limit = std::chrono::seconds(10));

/// The id that RegisterPid would give now; changes nothing (for --dry-run).
int PreviewPidFileId(const std::string& directory, std::string_view file_name);

}  // namespace flink_launcher
