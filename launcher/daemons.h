#pragma once
// start, stop, stop-all and status, as flink-daemon.sh does them: the same pid files, log names,
// messages and exit statuses, under the same lock, so that both can be mixed on one host.
//
// Differences on purpose: a process is in the pid file before it runs, and none is there that was
// never started; a JVM that ends at once is an error; a number that was reused by another process
// is never signalled; an entry is removed when its process has ended, not before.

#include <chrono>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "launcher/actions.h"
#include "launcher/launch.h"

namespace flink_launcher {

/// Where the messages go, each when it is due: stopping may take a while.
struct Messages {
  std::function<void(const std::string& line)> say;  // standard output, one line without its end
  std::function<void(const Warning& warning)> warn;
};

/// The time that a JVM has to end at once. A JVM that refuses its options takes a tenth of it on a
/// quiet machine.
inline constexpr std::chrono::milliseconds kEarlyEndLimit{1000};

/// Starts the role in the background, with NUMA once for each node. Fails with kExec where a JVM
/// cannot be executed or ends within kEarlyEndLimit: with the last lines it wrote, and its line in
/// the pid file removed; with kCreate where log or pid file cannot be written: nothing runs then.
Result<void> StartDaemons(const ResolvedRole& resolved, const LaunchParts& parts,
                          const Environment& environment, const Messages& messages);

/// What StartDaemons would execute now.
Result<std::vector<JvmCommand>> PreviewDaemons(const ResolvedRole& resolved,
                                               const LaunchParts& parts,
                                               const Environment& environment);

/// Stops the process in the pid file's last line (with NUMA, one for each node): SIGTERM, and
/// SIGKILL 10 s later. That there is none is no failure, as in the script. Fails with kCreate where
/// the pid file cannot be used, with kExec where the process cannot be signalled.
Result<void> StopDaemon(const Service& service, const ScriptEnvironment& script,
                        const Environment& environment, const Messages& messages);

/// Stops all of them, one after the other, in the pid file's order.
Result<void> StopAllDaemons(const Service& service, const ScriptEnvironment& script,
                            const Messages& messages);

struct DaemonStatus {
  struct Entry {
    int id = 0;
    std::string line;                                            // of the pid file
    std::optional<std::chrono::system_clock::time_point> since;  // nullopt: it does not run
  };
  std::string service;
  std::string host_name;
  std::string pid_file;
  DaemonState state = DaemonState::kNotRunning;
  std::vector<Entry> entries;
};

/// What the pid file and /proc tell; changes nothing and waits for nobody.
Result<DaemonStatus> ReadDaemonStatus(const Service& service, const ScriptEnvironment& script);

/// "taskexecutor is running on host h: 2 of 3 in /tmp/flink-me-taskexecutor.pid" and one line for
/// each process.
std::string StatusText(const DaemonStatus& status);

}  // namespace flink_launcher
