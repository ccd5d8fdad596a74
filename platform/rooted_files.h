#pragma once
// RootedFiles: reads small files (procfs, cgroupfs) below a root folder that tests inject. It knows
// nothing of what the files mean. Below "/" paths are opened as they are; below any other root no
// symbolic link and no ".." leads outside (openat2, RESOLVE_IN_ROOT).

#include <string>
#include <vector>

namespace flink_launcher {

struct FileText {
  enum class Status {
    kRead,     // `text` is the whole file
    kMissing,  // there is no such file: in procfs and cgroupfs an answer, not a failure
    kFailed,   // `reason` is the system's word: "Permission denied"
  };
  Status status = Status::kMissing;
  std::string text;
  std::string reason;
};

class RootedFiles {
 public:
  /// Opens `root`; a root that cannot be opened makes every Read a failure with that reason.
  explicit RootedFiles(const std::string& root);
  ~RootedFiles();
  RootedFiles(const RootedFiles&) = delete;
  RootedFiles& operator=(const RootedFiles&) = delete;

  /// The file at `path`, which starts with "/" and is seen from the root.
  FileText Read(const std::string& path) const;
  bool IsDirectory(const std::string& path) const;
  /// The names of the folders in `path`, in the file system's order; empty where it cannot be read.
  std::vector<std::string> Directories(const std::string& path) const;

 private:
  int Open(const std::string& path, int flags) const;  // a descriptor, or -1 and errno

  int root_fd_ = -1;  // -1: the real root, or none
  int root_error_ = 0;
  bool real_root_ = false;
};

}  // namespace flink_launcher
