#include "platform/rooted_files.h"

#include <dirent.h>
#include <fcntl.h>
#include <linux/openat2.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <memory>
#include <system_error>

namespace flink_launcher {
namespace {

// Far above the largest mountinfo seen (hosts with ten thousand mounts have some 2 MB); a file
// beyond it is not what we think it is.
constexpr std::size_t kMaxFileSize = std::size_t{16} << 20;

class UniqueDescriptor {
 public:
  explicit UniqueDescriptor(int descriptor) : descriptor_(descriptor) {}
  ~UniqueDescriptor() {
    if (descriptor_ >= 0) close(descriptor_);
  }
  UniqueDescriptor(const UniqueDescriptor&) = delete;
  UniqueDescriptor& operator=(const UniqueDescriptor&) = delete;
  int get() const { return descriptor_; }

 private:
  int descriptor_;
};

bool MeansMissing(int error) {
  // ENODEV: a cgroup file whose group has just been removed. EOPNOTSUPP is none of these: a
  // threaded group has a cgroup.procs that cannot be read.
  return error == ENOENT || error == ENOTDIR || error == ENODEV;
}

FileText FromError(int error) {
  if (MeansMissing(error)) return {};
  return {FileText::Status::kFailed, "", std::generic_category().message(error)};
}

}  // namespace

RootedFiles::RootedFiles(const std::string& root) : real_root_(root.empty() || root == "/") {
  if (real_root_) return;
  root_fd_ = open(root.c_str(), O_PATH | O_DIRECTORY | O_CLOEXEC);
  if (root_fd_ < 0) root_error_ = errno;
}

RootedFiles::~RootedFiles() {
  if (root_fd_ >= 0) close(root_fd_);
}

int RootedFiles::Open(const std::string& path, int flags) const {
  if (real_root_) return open(path.c_str(), flags | O_CLOEXEC);
  if (root_fd_ < 0) {
    errno = root_error_;
    return -1;
  }
  // No fallback for kernels before 5.6: an injected root is for tests and for looking at captures.
  open_how how = {};
  how.flags = static_cast<decltype(how.flags)>(flags | O_CLOEXEC);
  how.resolve = RESOLVE_IN_ROOT | RESOLVE_NO_MAGICLINKS;
  return static_cast<int>(syscall(SYS_openat2, root_fd_, path.c_str(), &how, sizeof how));
}

FileText RootedFiles::Read(const std::string& path) const {
  // O_NONBLOCK: a FIFO in a capture must not hang us.
  const UniqueDescriptor file(Open(path, O_RDONLY | O_NONBLOCK | O_NOCTTY));
  if (file.get() < 0) {
    if (root_error_ != 0) {
      return {FileText::Status::kFailed, "", std::generic_category().message(root_error_)};
    }
    return FromError(errno);
  }
  FileText result{FileText::Status::kRead, "", ""};
  std::array<char, 4096> buffer;
  while (true) {
    const ssize_t count = read(file.get(), buffer.data(), buffer.size());
    if (count == 0) return result;
    if (count < 0 && errno == EINTR) continue;
    if (count < 0) return FromError(errno);
    result.text.append(buffer.data(), static_cast<std::size_t>(count));
    if (result.text.size() > kMaxFileSize) return FromError(EFBIG);
  }
}

bool RootedFiles::IsDirectory(const std::string& path) const {
  return UniqueDescriptor(Open(path, O_PATH | O_DIRECTORY)).get() >= 0;
}

std::vector<std::string> RootedFiles::Directories(const std::string& path) const {
  std::vector<std::string> names;
  const int descriptor = Open(path, O_RDONLY | O_DIRECTORY);
  if (descriptor < 0) return names;
  const std::unique_ptr<DIR, int (*)(DIR*)> directory(fdopendir(descriptor), closedir);
  if (directory == nullptr) {
    close(descriptor);
    return names;
  }
  while (const dirent* entry = readdir(directory.get())) {
    const std::string name = entry->d_name;
    if (name == "." || name == "..") continue;
    const bool unknown = entry->d_type == DT_UNKNOWN;  // some file systems give no type
    if (entry->d_type == DT_DIR ||
        (unknown && IsDirectory(std::string(path).append("/").append(name)))) {
      names.push_back(name);
    }
  }
  return names;
}

}  // namespace flink_launcher
