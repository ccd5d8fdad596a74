#include "platform/link.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>

#include "platform/file.h"

namespace flink_launcher {
namespace {

Error Failure(const std::string& what, const std::string& path, int error_number) {
  return Error{.code = ErrorCode::kCreate,
               .what = what,
               .where = Origin::File(path),
               .why = ErrnoText(error_number),
               .fix = "see to the rights of the folder, and that it is on a writable file system"};
}

// A rename is on the disk only when its folder is. Not all file systems can say so: no Error.
void SyncFolderOf(const std::string& path) {
  const UniqueFd folder(open(ParentPath(path).c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
  if (folder) fsync(folder.get());
}

}  // namespace

FileKind KindOf(const std::string& path) {
  struct stat status {};
  if (lstat(path.c_str(), &status) != 0) return FileKind::kNone;
  if (S_ISREG(status.st_mode)) return FileKind::kRegular;
  if (S_ISLNK(status.st_mode)) return FileKind::kSymlink;
  return S_ISDIR(status.st_mode) ? FileKind::kFolder : FileKind::kOther;
}

bool IsSameFile(const std::string& a, const std::string& b) {
  struct stat first {};
  struct stat second {};
  return lstat(a.c_str(), &first) == 0 && lstat(b.c_str(), &second) == 0 &&
         first.st_dev == second.st_dev && first.st_ino == second.st_ino;
}

std::string OwnExecutable() { return ReadSymlink("/proc/self/exe").value_or(""); }

Result<void> HardLink(const std::string& from, const std::string& to) {
  if (link(from.c_str(), to.c_str()) == 0) {
    SyncFolderOf(to);
    return {};
  }
  return Failure("this file cannot be made a second name of " + from, to, errno);
}

Result<void> ReplaceWithSymlink(const std::string& target, const std::string& path,
                                const std::string& temporary) {
  if (const Result<void> removed = RemoveFile(temporary); !removed) return removed.error();
  if (symlink(target.c_str(), temporary.c_str()) != 0) {
    return Failure("a symbolic link cannot be made", temporary, errno);
  }
  return Rename(temporary, path);
}

Result<void> Rename(const std::string& from, const std::string& to) {
  if (rename(from.c_str(), to.c_str()) == 0) {
    SyncFolderOf(to);
    return {};
  }
  return Failure("this file cannot be replaced", to, errno);
}

Result<void> RemoveFile(const std::string& path) {
  if (unlink(path.c_str()) == 0 || errno == ENOENT) return {};
  return Failure("this file cannot be removed", path, errno);
}

Result<void> RemoveFolder(const std::string& path) {
  if (rmdir(path.c_str()) == 0 || errno == ENOENT) return {};
  return Failure("this folder cannot be removed", path, errno);
}

}  // namespace flink_launcher
