#pragma once
// Files: descriptors that close themselves, whole files, the listing of jars, folders, and files
// opened for writing. Errors name the path and the system's own text.

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "resolver/result.h"

namespace flink_launcher {

/// Owns a file descriptor. Movable; closes it when it goes.
class UniqueFd {
 public:
  UniqueFd() = default;
  explicit UniqueFd(int fd) : fd_(fd) {}
  UniqueFd(UniqueFd&& other) noexcept : fd_(std::exchange(other.fd_, -1)) {}
  UniqueFd& operator=(UniqueFd&& other) noexcept;
  UniqueFd(const UniqueFd&) = delete;
  UniqueFd& operator=(const UniqueFd&) = delete;
  ~UniqueFd();

  int get() const { return fd_; }
  int release() { return std::exchange(fd_, -1); }
  explicit operator bool() const { return fd_ >= 0; }

 private:
  int fd_ = -1;
};

/// "No such file or directory (errno 2)": without locale, unlike strerror_l.
std::string ErrnoText(int error_number);

/// The whole file; nullopt where there is none (no such file, or a part of the path is no folder).
/// Fails with kConfig where it exists but cannot be read, or is a folder.
Result<std::optional<std::string>> ReadFileIfPresent(const std::string& path);

/// The whole file. Fails with kConfig; an absent file is an Error too.
Result<std::string> ReadFile(const std::string& path);

bool IsDirectory(const std::string& path);
bool IsRegularFile(const std::string& path);
/// True where this process may execute the regular file at `path`.
bool IsExecutableFile(const std::string& path);
/// The first executable file `name` in the folders of `search_path`, which is as PATH.
std::optional<std::string> FindOnPath(const std::string& name, std::string_view search_path);

/// Every file named *.jar below `directory`, subfolders included, sorted bytewise; paths start with
/// `directory` as given. As `find DIR ! -type d -name '*.jar' | sort` (config.sh,
/// constructFlinkClassPath): symbolic links to files count and links to folders count too (as the
/// entry that they are), but are not followed. Unlike find, `directory` itself may be a link. Fails
/// with kNoFlink where a folder cannot be read.
Result<std::vector<std::string>> ListJars(const std::string& directory);

/// The same without subfolders: for asking a folder that may be as large as /usr/lib.
Result<std::vector<std::string>> ListTopJars(const std::string& directory);

/// `path` without symbolic links, `.` and `..`; nullopt where it does not exist.
std::optional<std::string> RealPath(const std::string& path);

/// What the symbolic link at `path` says; nullopt where it is none.
std::optional<std::string> ReadSymlink(const std::string& path);

/// "/a/b" of "/a/b/c", "." of "c", "/" of "/c": as dirname(1) for a path without trailing slash.
std::string ParentPath(std::string_view path);
/// "c" of "/a/b/c".
std::string_view BaseName(std::string_view path);

/// As `mkdir -p`: also succeeds where it exists. Fails with kCreate.
Result<void> CreateDirectories(const std::string& path);

enum class WriteMode { kAppend, kTruncate, kKeep };  // kKeep: at the beginning, what is there stays

/// Opens a file for writing, creating it (0666 less the umask, as a shell does). A symbolic link in
/// the last place is refused: log and pid folders are often shared (/tmp). The descriptor is closed
/// on exec. A named pipe that nobody reads is refused too: waiting would be for ever. Fails with
/// kCreate.
Result<UniqueFd> OpenForWriting(const std::string& path, WriteMode mode);

/// The last lines of a file, at most `count`, and at most what stands in its last 16 KiB; empty
/// where there is nothing to read.
std::string LastLines(const std::string& path, std::size_t count);

/// Writes all of `text`. Fails with kCreate, naming `path`.
Result<void> WriteAll(const UniqueFd& file, std::string_view text, const std::string& path);

}  // namespace flink_launcher
