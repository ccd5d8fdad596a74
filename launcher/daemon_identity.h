#pragma once
// Is the process behind a line of a pid file the one that was started for it? Numbers are reused,
// after a reboot soon; stopping the wrong process is worse than stopping none.

#include <sys/types.h>

#include <chrono>
#include <string>

#include "launcher/roles.h"
#include "platform/process.h"

namespace flink_launcher {

/// Whom one line of a pid file means.
struct DaemonIdentity {
  const Service* service = nullptr;
  std::string log_file;  // of that line's id, as the process would have it now
  uid_t user = 0;        // ours
  uid_t file_owner = 0;  // the pid file's
  std::chrono::system_clock::time_point file_changed;
};

/// True where `process` runs as our user (for root, also as the pid file's owner); is the service's
/// JVM, or one of Flink's scripts on the way to become it; and either logs to that line's log file
/// or had started when the pid file was last written. The log file outweighs the clock, since a
/// clock that was set forward moves all start times.
bool IsDaemon(const DaemonIdentity& identity, const ProcessFacts& process);

}  // namespace flink_launcher
