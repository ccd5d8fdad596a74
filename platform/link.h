#pragma once
// Names of files: what stands under a name, hard and symbolic links, renaming. Errors are kCreate
// and name the path and the system's own text.

#include <string>

#include "resolver/result.h"

namespace flink_launcher {

enum class FileKind { kNone, kRegular, kSymlink, kFolder, kOther };

/// What stands at `path`, without following a symbolic link.
FileKind KindOf(const std::string& path);

/// True where both names are of one file; symbolic links are not followed.
bool IsSameFile(const std::string& a, const std::string& b);

/// The absolute path of this program's file; "" where the kernel does not say.
std::string OwnExecutable();

/// A second name `to` for the file `from`.
Result<void> HardLink(const std::string& from, const std::string& to);

/// A symbolic link to `target` at `path`, in one move: whatever file was there is replaced. It is
/// made at `temporary` first, on the same file system, which only a crash leaves behind.
Result<void> ReplaceWithSymlink(const std::string& target, const std::string& path,
                                const std::string& temporary);

/// `from` in the place of `to`, in one move.
Result<void> Rename(const std::string& from, const std::string& to);

/// Removes a file. It is no Error where there is none.
Result<void> RemoveFile(const std::string& path);

/// Removes an empty folder. It is no Error where there is none.
Result<void> RemoveFolder(const std::string& path);

}  // namespace flink_launcher
