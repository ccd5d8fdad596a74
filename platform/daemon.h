#pragma once
// Starts the JVM in the background: detached, and known to the pid file before it runs.

#include <sys/types.h>

#include <chrono>
#include <functional>
#include <optional>
#include <string>

#include "platform/exec.h"
#include "resolver/result.h"

namespace flink_launcher {

/// Writes the new process's number where others look for it.
using RegisterDaemon = std::function<Result<void>(pid_t)>;

/// Starts `command` as flink-daemon.sh does, with /dev/null as standard input, `out_file` (emptied)
/// as standard output and error, SIGINT and SIGQUIT ignored, in the working directory of now; and
/// apart from us: in a session of its own that it does not lead, so that it never gets a
/// controlling terminal, with no descriptor but 0, 1 and 2. Returns its number.
///
/// The process is there, but runs nothing, while `registering` is called; it goes away where that
/// fails, or where this process dies, and nothing was started then. Returns once the JVM has
/// replaced it. Fails with kCreate for the out file, with `registering`'s Error, and with kExec:
/// then `registering` was called, and the process is gone.
Result<pid_t> SpawnDaemon(const JvmCommand& command, const std::string& out_file,
                          const RegisterDaemon& registering);

/// Waits for the end of a process that SpawnDaemon gave, up to `limit`: its wait status, or nullopt
/// where it still runs.
std::optional<int> WaitForEarlyEnd(pid_t daemon, std::chrono::milliseconds limit);

}  // namespace flink_launcher
