#pragma once
// FixtureTree: writes files below a fresh temporary folder and removes it all in the end.
//
//   FixtureTree tree;
//   tree.File("lib/a.jar").Link("java", "jdk-17").Folder("log");
//   ListJars(tree / "lib");

#include <filesystem>
#include <string>
#include <string_view>

namespace flink_launcher {

class FixtureTree {
 public:
  FixtureTree();
  ~FixtureTree();
  FixtureTree(const FixtureTree&) = delete;
  FixtureTree& operator=(const FixtureTree&) = delete;

  /// Paths are relative to the root; folders on the way are made.
  FixtureTree& File(const std::string& path, std::string_view text = "");
  FixtureTree& Executable(const std::string& path, std::string_view text = "#!/bin/sh\n");
  FixtureTree& Folder(const std::string& path);
  FixtureTree& Link(const std::string& path, const std::string& target);

  std::string Root() const { return root_.string(); }
  /// The absolute path of `path` below the root.
  std::string operator/(const std::string& path) const { return (root_ / path).string(); }
  /// The text of a file; empty where there is none.
  std::string Read(const std::string& path) const;

 private:
  std::filesystem::path Prepare(const std::string& path) const;
  std::filesystem::path root_;
};

}  // namespace flink_launcher
