#include "platform/pid_file.h"

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <charconv>
#include <csignal>
#include <optional>
#include <thread>

#include "platform/file.h"

namespace flink_launcher {
namespace {

constexpr std::size_t kLargestPidFile = std::size_t{1} << 20;

Warning CannotUse(const std::string& path, const std::string& why) {
  return Warning{.what = "the pid file " + path + " cannot be kept: " + why,
                 .where = Origin::File(path),
                 .fix = "set FLINK_PID_DIR to a folder of this user"};
}

// The lock goes with the descriptor. An empty result says why there is none in `why`.
UniqueFd LockFolder(const std::string& directory, std::chrono::milliseconds limit,
                    std::string& why) {
  UniqueFd folder(open(directory.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
  const auto deadline = std::chrono::steady_clock::now() + limit;
  while (folder && flock(folder.get(), LOCK_EX | LOCK_NB) != 0) {
    if (errno != EWOULDBLOCK && errno != EINTR) {
      folder = UniqueFd();
      break;
    }
    if (std::chrono::steady_clock::now() >= deadline) {
      why = "another process holds the lock on " + directory;
      return {};
    }
    std::this_thread::sleep_for(std::chrono::milliseconds(5));
  }
  if (!folder) why = "the folder cannot be locked: " + ErrnoText(errno);
  return folder;
}

// The text of a regular file that is no symbolic link; nullopt where there is none.
std::optional<std::string> ReadPidFile(const std::string& path) {
  const UniqueFd file(open(path.c_str(), O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC));
  struct stat status {};
  if (!file || fstat(file.get(), &status) != 0 || !S_ISREG(status.st_mode)) return std::nullopt;
  std::string text;
  char buffer[4096];
  ssize_t count = 0;
  while ((count = read(file.get(), buffer, sizeof buffer)) > 0 && text.size() < kLargestPidFile) {
    text.append(buffer, static_cast<std::size_t>(count));
  }
  return text;
}

// Junk lines run nothing: kill(0) and kill(-1) would ask whole groups.
bool IsRunning(std::string_view line) {
  while (line.starts_with(' ')) line.remove_prefix(1);
  while (line.ends_with(' ') || line.ends_with('\r')) line.remove_suffix(1);
  pid_t pid = 0;
  const auto [end, error] = std::from_chars(line.data(), line.data() + line.size(), pid);
  if (error != std::errc{} || end != line.data() + line.size() || pid <= 0) return false;
  return kill(pid, 0) == 0;
}

bool AnyIsRunning(std::string_view text) {
  while (true) {
    const auto end = text.find('\n');
    if (end == std::string_view::npos) return false;  // `read` gives whole lines only
    if (IsRunning(text.substr(0, end))) return true;
    text.remove_prefix(end + 1);
  }
}

int CountLines(std::string_view text) {
  return static_cast<int>(std::count(text.begin(), text.end(), '\n'));
}

}  // namespace

std::string PidFileName(std::string_view ident, std::string_view service) {
  std::string name = "flink-";
  name += ident;
  name += '-';
  name += service;
  return name + ".pid";
}

PidRegistration RegisterPid(const std::string& directory, std::string_view file_name, pid_t pid,
                            std::chrono::milliseconds lock_limit) {
  PidRegistration registration{.path = directory + "/" + std::string(file_name)};
  const auto warn = [&registration](const std::string& why) {
    registration.warnings.push_back(CannotUse(registration.path, why));
  };
  const Result<void> created = CreateDirectories(directory);
  if (!created) {
    warn(created.error().why);
    return registration;
  }
  std::string why;
  const UniqueFd lock = LockFolder(directory, lock_limit, why);
  if (!lock) warn(why);

  if (const std::optional<std::string> text = ReadPidFile(registration.path)) {
    const bool dropped = !AnyIsRunning(*text) && unlink(registration.path.c_str()) == 0;
    registration.id = dropped ? 0 : CountLines(*text);
  }
  const Result<UniqueFd> file = OpenForWriting(registration.path, WriteMode::kAppend);
  const Result<void> written = file ? WriteAll(*file, std::to_string(pid) + "\n", registration.path)
                                    : Result<void>(file.error());
  if (!written) warn(written.error().why);
  return registration;
}

int PreviewPidFileId(const std::string& directory, std::string_view file_name) {
  const std::optional<std::string> text = ReadPidFile(directory + "/" + std::string(file_name));
  return text && AnyIsRunning(*text) ? CountLines(*text) : 0;
}

}  // namespace flink_launcher
