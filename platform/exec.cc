#include "platform/exec.h"

#include <dirent.h>
#include <fcntl.h>
#include <linux/close_range.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <cerrno>
#include <charconv>
#include <csignal>
#include <string_view>

#include "platform/file.h"

namespace flink_launcher {
namespace {

constexpr int kFirstOther = 3;  // after standard input, output and error

// nohup and a shell's `&` ask for this by ignoring the signal; the JVM honours it, as it does below
// Flink's scripts.
bool MayStayIgnored(int number) {
  return number == SIGHUP || number == SIGINT || number == SIGQUIT;
}

// Puts a standard descriptor onto a file; the destructor puts it back, for a failed exec whose
// error must reach the terminal.
class Redirection {
 public:
  explicit Redirection(int standard) : standard_(standard) {}
  Redirection(const Redirection&) = delete;
  Redirection& operator=(const Redirection&) = delete;
  ~Redirection() {
    if (saved_) dup2(saved_.get(), standard_);
  }

  Result<void> To(const std::optional<std::string>& path) {
    if (!path) return {};
    Result<UniqueFd> file = OpenForWriting(*path, WriteMode::kTruncate);
    if (!file) {
      Error error = std::move(file).error();
      error.fix = "create the folder " + ParentPath(*path) +
                  ", or set env.stdout-err.redirect-to-file to false";
      error.keys = {"env.stdout-err.redirect-to-file"};
      return error;
    }
    if (file->get() == standard_) {  // it was closed
      fcntl(file->release(), F_SETFD, 0);
      return {};
    }
    saved_ = UniqueFd(fcntl(standard_, F_DUPFD_CLOEXEC, kFirstOther));
    dup2(file->get(), standard_);
    return {};
  }

 private:
  int standard_;
  UniqueFd saved_;
};

std::vector<char*> Pointers(std::vector<std::string>& texts) {
  std::vector<char*> pointers;
  pointers.reserve(texts.size() + 1);
  for (std::string& text : texts) pointers.push_back(text.data());
  pointers.push_back(nullptr);
  return pointers;
}

std::vector<std::string> Variables(const Environment& environment) {
  std::vector<std::string> texts;
  texts.reserve(environment.variables().size());
  for (const auto& [name, value] : environment.variables()) {
    texts.push_back(name);
    texts.back() += '=';
    texts.back() += value;
  }
  return texts;
}

}  // namespace

void RestoreSignals() {
  for (int number = 1; number < NSIG; ++number) {
    struct sigaction action {};
    if (sigaction(number, nullptr, &action) != 0 || action.sa_handler == SIG_DFL) continue;
    if (action.sa_handler == SIG_IGN && MayStayIgnored(number)) continue;
    action = {};
    action.sa_handler = SIG_DFL;
    sigaction(number, &action, nullptr);
  }
  sigset_t none;
  sigemptyset(&none);
  sigprocmask(SIG_SETMASK, &none, nullptr);
}

void CloseOthersOnExec() {
  if (syscall(SYS_close_range, kFirstOther, ~0U, CLOSE_RANGE_CLOEXEC) == 0) return;
  DIR* const directory = opendir("/proc/self/fd");  // before Linux 5.11
  if (directory == nullptr) return;
  while (const dirent* entry = readdir(directory)) {
    const std::string_view name = entry->d_name;
    int fd = 0;
    const auto parsed = std::from_chars(name.data(), name.data() + name.size(), fd);
    if (parsed.ec == std::errc{} && fd >= kFirstOther) fcntl(fd, F_SETFD, FD_CLOEXEC);
  }
  closedir(directory);
}

Error ExecFailed(const std::string& executable, int error_number) {
  Error error{.code = ErrorCode::kExec,
              .what = executable + " cannot be executed",
              .where = Origin::File(executable),
              .why = ErrnoText(error_number)};
  if (error_number == E2BIG) {
    error.fix = "shorten the environment variables or the arguments";
  } else if (error_number == ENOENT) {
    error.why += "; if the file is there, its dynamic loader is not";
    error.fix = "use a Java built for this system's C library";
  } else if (error_number == ENOEXEC) {
    error.fix = "use a Java built for this processor";
  }
  return error;
}

ExecArguments::ExecArguments(const JvmCommand& command)
    : arguments_(command.argv),
      variables_(Variables(command.environment)),
      argv_(Pointers(arguments_)),
      envp_(Pointers(variables_)) {}

Error Exec(const JvmCommand& command) {
  const ExecArguments arguments(command);

  Redirection output(STDOUT_FILENO);
  Redirection error_output(STDERR_FILENO);
  if (const Result<void> redirected = output.To(command.stdout_file); !redirected) {
    return redirected.error();
  }
  if (const Result<void> redirected = error_output.To(command.stderr_file); !redirected) {
    return redirected.error();
  }
  RestoreSignals();
  CloseOthersOnExec();
  execve(command.executable.c_str(), arguments.Argv(), arguments.Envp());
  return ExecFailed(command.executable, errno);
}

}  // namespace flink_launcher
