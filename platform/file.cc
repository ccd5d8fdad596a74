#include "platform/file.h"

#include <dirent.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <climits>
#include <cstdlib>
#include <cstring>
#include <memory>

namespace flink_launcher {
namespace {

struct CloseDirectory {
  void operator()(DIR* directory) const { closedir(directory); }
};
using DirectoryHandle = std::unique_ptr<DIR, CloseDirectory>;

Error FileError(ErrorCode code, std::string what, const std::string& path, int error_number) {
  return Error{.code = code,
               .what = std::move(what),
               .where = Origin::File(path),
               .why = ErrnoText(error_number)};
}

bool IsJar(std::string_view name) { return name.ends_with(".jar"); }

// Some file systems give no entry type: then lstat decides.
bool IsRealDirectory(int parent, const dirent& entry) {
  if (entry.d_type != DT_UNKNOWN) return entry.d_type == DT_DIR;
  struct stat status {};
  return fstatat(parent, entry.d_name, &status, AT_SYMLINK_NOFOLLOW) == 0 &&
         S_ISDIR(status.st_mode);
}

// Adds the jars of one folder to `jars` and its subfolders to `pending`.
Result<void> ListFolder(const std::string& folder, std::vector<std::string>& jars,
                        std::vector<std::string>& pending) {
  const DirectoryHandle directory(opendir(folder.c_str()));
  if (!directory) {
    return FileError(ErrorCode::kNoFlink, "the folder " + folder + " cannot be read", folder,
                     errno);
  }
  while (true) {
    errno = 0;
    const dirent* entry = readdir(directory.get());  // one thread reads this stream
    if (entry == nullptr) break;
    const std::string_view name = entry->d_name;
    if (name == "." || name == "..") continue;
    const std::string path = folder + (folder.ends_with('/') ? "" : "/") + entry->d_name;
    if (IsRealDirectory(dirfd(directory.get()), *entry)) {
      pending.push_back(path);
    } else if (IsJar(name)) {
      jars.push_back(path);
    }
  }
  if (errno != 0) {
    return FileError(ErrorCode::kNoFlink, "the folder " + folder + " cannot be read", folder,
                     errno);
  }
  return {};
}

Result<std::string> ReadDescriptor(const UniqueFd& file, const std::string& path) {
  std::string text;
  char buffer[16384];
  while (true) {
    const ssize_t count = read(file.get(), buffer, sizeof buffer);
    if (count == 0) return text;
    if (count > 0) {
      text.append(buffer, static_cast<std::size_t>(count));
    } else if (errno != EINTR) {
      return FileError(ErrorCode::kConfig, "the file " + path + " cannot be read", path, errno);
    }
  }
}

bool HasType(const std::string& path, mode_t type) {
  struct stat status {};
  return stat(path.c_str(), &status) == 0 && (status.st_mode & S_IFMT) == type;
}

}  // namespace

UniqueFd& UniqueFd::operator=(UniqueFd&& other) noexcept {
  if (this != &other) {
    if (fd_ >= 0) close(fd_);
    fd_ = std::exchange(other.fd_, -1);
  }
  return *this;
}

UniqueFd::~UniqueFd() {
  if (fd_ >= 0) close(fd_);
}

std::string ErrnoText(int error_number) {
  const char* description = strerrordesc_np(error_number);  // never translated
  return std::string(description == nullptr ? "unknown error" : description) + " (errno " +
         std::to_string(error_number) + ")";
}

Result<std::optional<std::string>> ReadFileIfPresent(const std::string& path) {
  const UniqueFd file(open(path.c_str(), O_RDONLY | O_CLOEXEC));
  if (!file && (errno == ENOENT || errno == ENOTDIR)) return std::optional<std::string>();
  if (!file) {
    const int reason = errno;
    Error error =
        FileError(ErrorCode::kConfig, "the file " + path + " cannot be opened", path, reason);
    if (reason == EACCES) error.fix = "let this user read it, and enter the folders it is in";
    return error;
  }
  Result<std::string> text = ReadDescriptor(file, path);
  if (!text) return std::move(text).error();
  return std::optional<std::string>(std::move(text).value());
}

Result<std::string> ReadFile(const std::string& path) {
  Result<std::optional<std::string>> text = ReadFileIfPresent(path);
  if (!text) return std::move(text).error();
  if (!*text) {
    return FileError(ErrorCode::kConfig, "the file " + path + " cannot be opened", path, ENOENT);
  }
  return std::move(*std::move(text).value());
}

bool IsDirectory(const std::string& path) { return HasType(path, S_IFDIR); }
bool IsRegularFile(const std::string& path) { return HasType(path, S_IFREG); }
bool IsExecutableFile(const std::string& path) {
  return IsRegularFile(path) && access(path.c_str(), X_OK) == 0;
}

std::optional<std::string> FindOnPath(const std::string& name, std::string_view search_path) {
  while (true) {
    const auto colon = search_path.find(':');
    const std::string_view folder = search_path.substr(0, colon);
    // An empty entry is the working directory, for a shell and for us.
    std::string candidate = (folder.empty() ? "." : std::string(folder)) + "/" + name;
    if (IsExecutableFile(candidate)) return candidate;
    if (colon == std::string_view::npos) return std::nullopt;
    search_path.remove_prefix(colon + 1);
  }
}

Result<std::vector<std::string>> ListJars(const std::string& directory) {
  std::vector<std::string> jars;
  std::vector<std::string> pending = {directory};
  while (!pending.empty()) {
    const std::string folder = std::move(pending.back());
    pending.pop_back();
    const Result<void> listed = ListFolder(folder, jars, pending);
    if (!listed) return listed.error();
  }
  std::sort(jars.begin(), jars.end());  // char_traits<char> compares as unsigned bytes
  return jars;
}

Result<std::vector<std::string>> ListTopJars(const std::string& directory) {
  std::vector<std::string> jars;
  std::vector<std::string> subfolders;
  const Result<void> listed = ListFolder(directory, jars, subfolders);
  if (!listed) return listed.error();
  std::sort(jars.begin(), jars.end());
  return jars;
}

std::optional<std::string> RealPath(const std::string& path) {
  char* const resolved = realpath(path.c_str(), nullptr);
  if (resolved == nullptr) return std::nullopt;
  std::string text = resolved;
  std::free(resolved);
  return text;
}

std::optional<std::string> ReadSymlink(const std::string& path) {
  char target[PATH_MAX];
  const ssize_t length = readlink(path.c_str(), target, sizeof target);
  if (length < 0) return std::nullopt;
  return std::string(target, static_cast<std::size_t>(length));
}

std::string ParentPath(std::string_view path) {
  const auto slash = path.rfind('/');
  if (slash == std::string_view::npos) return ".";
  return std::string(slash == 0 ? "/" : path.substr(0, slash));
}

std::string_view BaseName(std::string_view path) {
  const auto slash = path.rfind('/');
  return slash == std::string_view::npos ? path : path.substr(slash + 1);
}

Result<void> CreateDirectories(const std::string& path) {
  for (std::size_t end = path.find('/', 1);; end = path.find('/', end + 1)) {
    const std::string part = path.substr(0, end);
    const int error_number = mkdir(part.c_str(), 0777) == 0 ? 0 : errno;
    if (error_number != 0 && error_number != EEXIST && !IsDirectory(part)) {
      return FileError(ErrorCode::kCreate, "the folder " + path + " cannot be created", part,
                       error_number);
    }
    if (end == std::string::npos) break;
  }
  if (!IsDirectory(path)) {
    return FileError(ErrorCode::kCreate, "the folder " + path + " cannot be created", path,
                     ENOTDIR);
  }
  return {};
}

Result<UniqueFd> OpenForWriting(const std::string& path, WriteMode mode) {
  const int how = mode == WriteMode::kAppend     ? O_APPEND
                  : mode == WriteMode::kTruncate ? O_TRUNC
                                                 : 0;
  UniqueFd file(
      open(path.c_str(), O_WRONLY | O_CREAT | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC | how, 0666));
  if (file) {
    fcntl(file.get(), F_SETFL, how & O_APPEND);  // O_NONBLOCK was for the opening alone
    return file;
  }
  const int error_number = errno;
  Error error =
      FileError(ErrorCode::kCreate, "the file " + path + " cannot be written", path, error_number);
  if (error_number == ELOOP) error.why += "; a symbolic link is not followed here";
  return error;
}

std::string LastLines(const std::string& path, std::size_t count) {
  constexpr off_t kLargest = 16384;
  const UniqueFd file(open(path.c_str(), O_RDONLY | O_NONBLOCK | O_CLOEXEC));
  struct stat status {};
  if (!file || fstat(file.get(), &status) != 0 || !S_ISREG(status.st_mode)) return "";
  std::string text(kLargest, '\0');
  const ssize_t length =
      pread(file.get(), text.data(), text.size(), std::max(off_t{0}, status.st_size - kLargest));
  text.resize(static_cast<std::size_t>(std::max(ssize_t{0}, length)));
  while (text.ends_with('\n')) text.pop_back();
  std::size_t start = text.size();
  for (; count > 0 && start != std::string::npos && start > 0; --count) {
    start = text.rfind('\n', start - 1);
  }
  if (start == std::string::npos) return text;
  return text.substr(start == text.size() || text[start] != '\n' ? start : start + 1);
}

Result<void> WriteAll(const UniqueFd& file, std::string_view text, const std::string& path) {
  while (!text.empty()) {
    const ssize_t count = write(file.get(), text.data(), text.size());
    if (count >= 0) {
      text.remove_prefix(static_cast<std::size_t>(count));
    } else if (errno != EINTR) {
      return FileError(ErrorCode::kCreate, "the file " + path + " cannot be written", path, errno);
    }
  }
  return {};
}

}  // namespace flink_launcher
