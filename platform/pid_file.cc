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
constexpr const char* kFolderFix = "set FLINK_PID_DIR to a folder of this user";

Warning CannotUse(const std::string& path, const std::string& why) {
  return Warning{.what = "the pid file " + path + " cannot be kept: " + why,
                 .where = Origin::File(path),
                 .fix = kFolderFix};
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

Error PidFileError(const std::string& path, const std::string& what, int error_number) {
  Error error{.code = ErrorCode::kCreate,
              .what = what,
              .where = Origin::File(path),
              .why = ErrnoText(error_number),
              .fix = kFolderFix};
  if (error_number == ENOSPC || error_number == EDQUOT) {
    error.fix = "free space there, or set FLINK_PID_DIR to a folder on another file system";
  } else if (error_number == ELOOP) {
    error.why += "; a symbolic link is not followed here";
    error.fix = "look who made it, and remove it";
  }
  return error;
}

struct RawPidFile {
  std::string text;
  uid_t owner = 0;
  std::chrono::system_clock::time_point changed;
};

std::chrono::system_clock::time_point TimePoint(const timespec& time) {
  return std::chrono::system_clock::time_point(std::chrono::seconds(time.tv_sec) +
                                               std::chrono::microseconds(time.tv_nsec / 1000));
}

// nullopt where there is none. Nothing but a regular file is read, and no symbolic link followed.
Result<std::optional<RawPidFile>> ReadRaw(const std::string& path) {
  const UniqueFd file(open(path.c_str(), O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC));
  if (!file && (errno == ENOENT || errno == ENOTDIR)) return std::optional<RawPidFile>();
  if (!file) return PidFileError(path, "the pid file " + path + " cannot be read", errno);
  struct stat status {};
  if (fstat(file.get(), &status) != 0 || !S_ISREG(status.st_mode)) {
    Error error = PidFileError(path, "the pid file " + path + " cannot be read", EINVAL);
    error.why = "it is no regular file";
    return error;
  }
  RawPidFile raw{.owner = status.st_uid, .changed = TimePoint(status.st_mtim)};
  char buffer[4096];
  ssize_t count = 0;
  while ((count = read(file.get(), buffer, sizeof buffer)) > 0 &&
         raw.text.size() < kLargestPidFile) {
    raw.text.append(buffer, static_cast<std::size_t>(count));
  }
  if (count < 0) return PidFileError(path, "the pid file " + path + " cannot be read", errno);
  return std::optional(std::move(raw));
}

// For a foreground start, which goes on where there is nothing to read.
std::optional<std::string> ReadText(const std::string& path) {
  const Result<std::optional<RawPidFile>> raw = ReadRaw(path);
  if (!raw || !*raw) return std::nullopt;
  return (*raw)->text;
}

bool IsRunning(std::string_view line) {
  const std::optional<pid_t> pid = ParsePid(line);
  return pid && kill(*pid, 0) == 0;
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

std::vector<std::string> SplitLines(std::string_view text) {
  std::vector<std::string> lines;
  while (!text.empty()) {
    const auto end = std::min(text.find('\n'), text.size());
    lines.emplace_back(text.substr(0, end));
    text.remove_prefix(std::min(text.size(), end + 1));
  }
  return lines;
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

  if (const std::optional<std::string> text = ReadText(registration.path)) {
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
  const std::optional<std::string> text = ReadText(directory + "/" + std::string(file_name));
  return text && AnyIsRunning(*text) ? CountLines(*text) : 0;
}

std::optional<pid_t> ParsePid(std::string_view line) {
  while (line.starts_with(' ')) line.remove_prefix(1);
  while (line.ends_with(' ') || line.ends_with('\r')) line.remove_suffix(1);
  pid_t pid = 0;
  const auto [end, error] = std::from_chars(line.data(), line.data() + line.size(), pid);
  // kill(0) and kill(-1) would mean whole groups.
  if (error != std::errc{} || end != line.data() + line.size() || pid <= 0) return std::nullopt;
  return pid;
}

Result<PidFileContent> ReadPidFile(const std::string& directory, std::string_view file_name) {
  PidFileContent content{.path = directory + "/" + std::string(file_name)};
  const Result<std::optional<RawPidFile>> raw = ReadRaw(content.path);
  if (!raw) return raw.error();
  if (!*raw) return content;
  content.exists = true;
  content.owner = (*raw)->owner;
  content.changed = (*raw)->changed;
  content.lines = SplitLines((*raw)->text);
  content.whole_lines = CountLines((*raw)->text);
  return content;
}

Result<LockedPidFile> LockedPidFile::Open(const std::string& directory, std::string_view file_name,
                                          std::chrono::milliseconds lock_limit) {
  if (Result<void> created = CreateDirectories(directory); !created) {
    created.error().fix = kFolderFix;
    return created.error();
  }
  std::string why;
  UniqueFd lock = LockFolder(directory, lock_limit, why);
  if (!lock) {
    return Error{.code = ErrorCode::kCreate,
                 .what = "the pid folder " + directory + " cannot be locked",
                 .where = Origin::File(directory),
                 .why = why,
                 .fix = kFolderFix};
  }
  const Result<PidFileContent> content = ReadPidFile(directory, file_name);
  if (!content) return content.error();
  return LockedPidFile(std::move(lock), *content);
}

Result<void> LockedPidFile::Append(pid_t pid) {
  const std::string& path = content_.path;
  const UniqueFd file(
      open(path.c_str(), O_WRONLY | O_CREAT | O_APPEND | O_NOFOLLOW | O_CLOEXEC, 0666));
  if (!file) return PidFileError(path, "the pid file " + path + " cannot be written", errno);
  const bool whole = content_.lines.size() == static_cast<std::size_t>(content_.whole_lines);
  const std::string line = (whole ? "" : "\n") + std::to_string(pid) + "\n";
  struct stat before {};
  fstat(file.get(), &before);
  const ssize_t written = write(file.get(), line.data(), line.size());
  if (written != static_cast<ssize_t>(line.size())) {
    const int error_number = written < 0 ? errno : ENOSPC;
    // Shortening needs no space, so a full disk lets it be.
    const bool undone =
        content_.exists ? ftruncate(file.get(), before.st_size) == 0 : unlink(path.c_str()) == 0;
    if (!undone)
      return PidFileError(path, "the pid file " + path + " was left half written", errno);
    return PidFileError(path, "the pid file " + path + " cannot be written", error_number);
  }
  content_.exists = true;
  content_.lines.push_back(std::to_string(pid));
  content_.whole_lines = static_cast<int>(content_.lines.size());
  return {};
}

Result<void> LockedPidFile::RemoveLast() {
  if (content_.lines.size() <= 1) return Remove();
  const std::string& path = content_.path;
  const UniqueFd file(open(path.c_str(), O_WRONLY | O_NOFOLLOW | O_CLOEXEC));
  content_.lines.pop_back();
  off_t length = 0;
  for (const std::string& line : content_.lines) length += static_cast<off_t>(line.size()) + 1;
  if (!file || ftruncate(file.get(), length) != 0) {
    return PidFileError(path, "the pid file " + path + " cannot be written", errno);
  }
  content_.whole_lines = static_cast<int>(content_.lines.size());
  return {};
}

Result<void> LockedPidFile::Remove() {
  if (unlink(content_.path.c_str()) != 0 && errno != ENOENT) {
    return PidFileError(content_.path, "the pid file " + content_.path + " cannot be removed",
                        errno);
  }
  content_ = {.path = content_.path};
  return {};
}

}  // namespace flink_launcher
