#pragma once
// A captured or constructed host in one text file (tests/testdata/cgroup/NAME.host), and the folder
// tree that it stands for:
//
//   # comment, its first line the title
//   pid 4711                               the process that detection runs in
//   expect                                 the right answer: RenderLimits(), indented
//     layout v2
//   == /proc/self/mountinfo ==             a file, its content on the lines that follow
//   == files ==                            many files of one line each
//   /sys/fs/cgroup/memory.max = max
//   == /sys/fs/cgroup/memory.high/ ==      an empty folder
//   == /a -> /b ==                         a symbolic link

#include <cstdint>
#include <filesystem>
#include <map>
#include <string>
#include <vector>

namespace flink_launcher {

struct HostFixture {
  std::string title;
  std::string source;  // where its answer is known from
  std::int64_t pid = 0;
  std::string expected;
  std::map<std::string, std::string> files;
  std::map<std::string, std::string> links;
  std::vector<std::string> folders;
};

/// Parses the text of a .host file; fails the process with a word on a malformed one.
HostFixture ParseHostFixture(const std::string& text);

/// A temporary folder that holds a host's files, removed with it.
class HostTree {
 public:
  explicit HostTree(const HostFixture& host);
  ~HostTree();
  HostTree(const HostTree&) = delete;
  HostTree& operator=(const HostTree&) = delete;

  std::string Root() const { return root_.string(); }

 private:
  std::filesystem::path root_;
};

/// The whole file; fails the process where it cannot be read.
std::string ReadTestFile(const std::filesystem::path& path);

}  // namespace flink_launcher
