#pragma once
// Other processes: what /proc tells about one, and a hold on one that a reused number cannot fool.

#include <sys/types.h>

#include <chrono>
#include <optional>
#include <string>
#include <vector>

#include "platform/file.h"
#include "resolver/result.h"

namespace flink_launcher {

struct ProcessFacts {
  pid_t pid = 0;
  uid_t uid = 0;  // the real one
  std::vector<std::string> arguments;
  std::chrono::system_clock::time_point started;  // to 10 ms
};

/// What runs under the number `pid`; nullopt where nothing does, or only a zombie, or /proc does
/// not tell. `root` is where proc/ lies. Source: proc(5), stat, status and cmdline.
std::optional<ProcessFacts> ReadProcess(pid_t pid, const std::string& root = "");

/// True where /proc tells about processes at all.
bool CanReadProcesses(const std::string& root = "");

enum class UsePidfd { kWherePossible, kNo };  // Linux has it since 5.3

/// A hold on the process that had the number `pid` when it was opened. Open first, then look at its
/// facts: what is signalled afterwards is what was looked at.
class ProcessHandle {
 public:
  /// nullopt where there is no such process.
  static std::optional<ProcessHandle> Open(pid_t pid, UsePidfd use = UsePidfd::kWherePossible);

  pid_t Pid() const { return pid_; }
  /// Fails with kExec, with the kernel's reason; a process that has ended is no failure.
  Result<void> Signal(int number) const;
  /// True as soon as the process has ended (a zombie has), false after `limit`.
  bool WaitForEnd(std::chrono::milliseconds limit) const;

 private:
  ProcessHandle(pid_t pid, UniqueFd pidfd, std::string identity)
      : pid_(pid), pidfd_(std::move(pidfd)), identity_(std::move(identity)) {}
  bool StillThere() const;

  pid_t pid_;
  UniqueFd pidfd_;        // none on an older kernel: then identity_ tells
  std::string identity_;  // its start time in ticks
};

}  // namespace flink_launcher
