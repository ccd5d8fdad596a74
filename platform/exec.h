#pragma once
// JvmCommand: everything the final process is started with; and the one call that becomes it.

#include <optional>
#include <string>
#include <vector>

#include "platform/environment.h"
#include "resolver/result.h"

namespace flink_launcher {

struct JvmCommand {
  std::string executable;         // absolute path of java
  std::vector<std::string> argv;  // argv[0] is what Flink's scripts would give
  Environment environment;        // the whole environment of the new process
  /// Files that take standard output and error (env.stdout-err.redirect-to-file), else inherited.
  std::optional<std::string> stdout_file;
  std::optional<std::string> stderr_file;
};

/// Replaces this process with the JVM; returns only an Error (kExec, or kCreate for a redirect
/// file). The JVM starts with an empty signal mask, default signal dispositions (SIGHUP, SIGINT and
/// SIGQUIT stay ignored where they were, as under nohup or a shell's `&`), and no descriptor but 0,
/// 1 and 2. When it fails, standard output and error are where they were.
Error Exec(const JvmCommand& command);

/// argv and envp of a command, as execve wants them. Lives as long as the call.
class ExecArguments {
 public:
  explicit ExecArguments(const JvmCommand& command);
  ExecArguments(const ExecArguments&) = delete;
  ExecArguments& operator=(const ExecArguments&) = delete;
  char* const* Argv() const { return argv_.data(); }
  char* const* Envp() const { return envp_.data(); }

 private:
  std::vector<std::string> arguments_;
  std::vector<std::string> variables_;
  std::vector<char*> argv_;
  std::vector<char*> envp_;
};

/// The signal mask and dispositions that Exec gives. Async-signal-safe.
void RestoreSignals();

/// Makes a successful exec close every descriptor but 0, 1 and 2. Not async-signal-safe.
void CloseOthersOnExec();

/// What a failed execve means.
Error ExecFailed(const std::string& executable, int error_number);

}  // namespace flink_launcher
