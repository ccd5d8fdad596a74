#include "platform/daemon.h"

#include <fcntl.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <csignal>

#include "platform/file.h"
#include "platform/process.h"

namespace flink_launcher {
namespace {

constexpr int kFirstOther = 3;  // after standard input, output and error

// Off the standard descriptors: one of those may have been closed when we were started.
UniqueFd AboveStandard(UniqueFd fd) {
  if (!fd || fd.get() >= kFirstOther) return fd;
  return UniqueFd(fcntl(fd.get(), F_DUPFD_CLOEXEC, kFirstOther));
}

struct Pipe {
  UniqueFd reading;
  UniqueFd writing;
};

Pipe MakePipe() {
  std::array<int, 2> ends{-1, -1};
  if (pipe2(ends.data(), O_CLOEXEC) != 0) return {};
  return {AboveStandard(UniqueFd(ends[0])), AboveStandard(UniqueFd(ends[1]))};
}

// Ends at once, like /dev/null, where there is no such file.
UniqueFd EmptyInput() {
  UniqueFd null = AboveStandard(UniqueFd(open("/dev/null", O_RDONLY | O_CLOEXEC)));
  return null ? std::move(null) : MakePipe().reading;
}

Error ForkFailed(int error_number) {
  return Error{.code = ErrorCode::kExec,
               .what = "no process can be made for the daemon",
               .why = ErrnoText(error_number),
               .fix = "raise the limit on processes (ulimit -u, pids.max), or end some"};
}

Result<UniqueFd> OpenOut(const std::string& path) {
  Result<UniqueFd> out = OpenForWriting(path, WriteMode::kKeep);
  if (!out) {
    Error error = std::move(out).error();
    const std::string folder = ParentPath(path);
    error.fix = IsDirectory(folder) ? "set FLINK_LOG_DIR to a folder of this user"
                                    : "create the folder " + folder + ", or set FLINK_LOG_DIR";
    error.keys = {"env.log.dir"};
    return error;
  }
  return AboveStandard(*std::move(out));
}

// What the new process needs; made before the fork, since nothing may be allocated after it.
struct Plan {
  const char* executable;
  char* const* argv;
  char* const* envp;
  UniqueFd input;
  UniqueFd output;
  Pipe report;  // from the new process: its number, then the errno of a failed exec
  Pipe go;      // to it: a byte once it is registered; end of file means that we are gone. We
                // keep both ends, so that writing never raises SIGPIPE
};

bool SendNumber(int fd, int number) {
  return write(fd, &number, sizeof number) == ssize_t{sizeof number};
}

std::optional<int> ReceiveNumber(int fd) {
  int number = 0;
  ssize_t count = 0;
  do {
    count = read(fd, &number, sizeof number);
  } while (count < 0 && errno == EINTR);
  if (count != ssize_t{sizeof number}) return std::nullopt;
  return number;
}

// Below here, up to the exec, nothing but async-signal-safe calls: after a fork, another thread's
// locks are held for ever.

[[noreturn]] void BecomeDaemon(const Plan& plan) {
  char go = 0;
  SendNumber(plan.report.writing.get(), getpid());
  if (read(plan.go.reading.get(), &go, 1) != 1) _exit(0);  // unregistered: never start
  dup2(plan.input.get(), STDIN_FILENO);
  dup2(plan.output.get(), STDOUT_FILENO);
  dup2(plan.output.get(), STDERR_FILENO);
  RestoreSignals();
  struct sigaction ignore {};
  ignore.sa_handler = SIG_IGN;
  sigaction(SIGINT, &ignore, nullptr);  // as a shell does for `&`; the JVM honours it
  sigaction(SIGQUIT, &ignore, nullptr);
  execve(plan.executable, plan.argv, plan.envp);
  SendNumber(plan.report.writing.get(), errno);
  _exit(127);
}

[[noreturn]] void LeadSession(const Plan& plan) {
  close(plan.go.writing.get());  // else its end would never come
  setsid();
  const pid_t daemon = fork();
  if (daemon == 0) BecomeDaemon(plan);
  _exit(daemon < 0 ? errno : 0);
}

// The number of the waiting process.
Result<pid_t> Fork(Plan& plan) {
  prctl(PR_SET_CHILD_SUBREAPER, 1);  // the daemon becomes our child when its parent goes
  const pid_t leader = fork();
  if (leader < 0) return ForkFailed(errno);
  if (leader == 0) LeadSession(plan);
  plan.report.writing = UniqueFd();
  int status = 0;
  while (waitpid(leader, &status, 0) < 0 && errno == EINTR) {
  }
  const std::optional<int> daemon = ReceiveNumber(plan.report.reading.get());
  if (!daemon) return ForkFailed(WIFEXITED(status) ? WEXITSTATUS(status) : ECHILD);
  return *daemon;
}

void Reap(pid_t child) {
  while (waitpid(child, nullptr, 0) < 0 && errno == EINTR) {
  }
}

}  // namespace

Result<pid_t> SpawnDaemon(const JvmCommand& command, const std::string& out_file,
                          const RegisterDaemon& registering) {
  const ExecArguments arguments(command);
  Result<UniqueFd> output = OpenOut(out_file);
  if (!output) return output.error();
  Plan plan{.executable = command.executable.c_str(),
            .argv = arguments.Argv(),
            .envp = arguments.Envp(),
            .input = EmptyInput(),
            .output = *std::move(output),
            .report = MakePipe(),
            .go = MakePipe()};
  if (!plan.input || !plan.report.reading || !plan.go.reading) return ForkFailed(errno);
  CloseOthersOnExec();

  const Result<pid_t> daemon = Fork(plan);
  if (!daemon) return daemon.error();
  if (const Result<void> registered = registering(*daemon); !registered) {
    plan.go.writing = UniqueFd();
    Reap(*daemon);
    return registered.error();
  }
  // Not before: what an earlier process said is lost only now. A device has no length to lose.
  [[maybe_unused]] const int emptied = ftruncate(plan.output.get(), 0);
  if (write(plan.go.writing.get(), "!", 1) != 1) return ForkFailed(errno);
  if (const std::optional<int> failure = ReceiveNumber(plan.report.reading.get())) {
    Reap(*daemon);
    return ExecFailed(command.executable, *failure);
  }
  return *daemon;
}

std::optional<int> WaitForEarlyEnd(pid_t daemon, std::chrono::milliseconds limit) {
  const std::optional<ProcessHandle> handle = ProcessHandle::Open(daemon);
  if (handle && !handle->WaitForEnd(limit)) return std::nullopt;
  int status = 0;
  if (waitpid(daemon, &status, WNOHANG) != daemon) return std::nullopt;
  return status;
}

}  // namespace flink_launcher
