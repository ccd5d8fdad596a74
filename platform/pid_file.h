#pragma once
// The pid file of a role, as flink-console.sh and flink-daemon.sh keep it: one line per process of
// this role on this host; its number of lines is the id in the log files' names.

#include <sys/types.h>

#include <chrono>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "platform/file.h"
#include "resolver/error.h"
#include "resolver/result.h"

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

/// The number in a line of a pid file; nullopt where the line is none, or not that of one process.
std::optional<pid_t> ParsePid(std::string_view line);

/// A pid file as it is at one time.
struct PidFileContent {
  std::string path;
  bool exists = false;
  std::vector<std::string> lines;  // the last one need not be whole
  int whole_lines = 0;             // as `wc -l`: the next process's id
  uid_t owner = 0;
  std::chrono::system_clock::time_point changed;
};

/// Reads it without a lock. Fails with kCreate where it cannot be read, is a symbolic link or no
/// regular file: what stands in there is then nobody's word.
Result<PidFileContent> ReadPidFile(const std::string& directory, std::string_view file_name);

/// The pid file while the lock on its folder is held: for start and stop, as flink-daemon.sh. Each
/// change is a single system call, so that a crash leaves a file that everyone can read.
///
///   Result<LockedPidFile> file = LockedPidFile::Open(directory, PidFileName("me",
///   "taskexecutor")); file->Append(pid);
class LockedPidFile {
 public:
  /// Makes the folder and waits for its lock (as `flock DIR`, which the scripts use too). Fails
  /// with kCreate: no folder, no lock after `lock_limit`, or as ReadPidFile. The scripts wait for
  /// ever; they hold the lock for up to 10 s for each process that does not stop.
  static Result<LockedPidFile> Open(const std::string& directory, std::string_view file_name,
                                    std::chrono::milliseconds lock_limit = std::chrono::minutes(5));

  const PidFileContent& Content() const { return content_; }
  /// Adds a line; where the last one is not whole, it is ended first. Fails with kCreate, and the
  /// file is then as before.
  Result<void> Append(pid_t pid);
  /// Removes the last line; without any left, the file.
  Result<void> RemoveLast();
  /// Removes the file.
  Result<void> Remove();
  /// Lets the lock go; nothing else may be called afterwards.
  void Unlock() { lock_ = UniqueFd(); }

 private:
  LockedPidFile(UniqueFd lock, PidFileContent content)
      : lock_(std::move(lock)), content_(std::move(content)) {}

  UniqueFd lock_;
  PidFileContent content_;
};

}  // namespace flink_launcher
