#include "tests/support/fixture_tree.h"

#include <cstdlib>
#include <fstream>
#include <iterator>
#include <stdexcept>

namespace flink_launcher {
namespace fs = std::filesystem;

FixtureTree::FixtureTree() {
  std::string pattern = (fs::temp_directory_path() / "flink-launcher-test-XXXXXX").string();
  if (mkdtemp(pattern.data()) == nullptr) throw std::runtime_error("mkdtemp failed: " + pattern);
  root_ = fs::canonical(pattern);
}

FixtureTree::~FixtureTree() {
  std::error_code ignored;
  fs::remove_all(root_, ignored);
}

fs::path FixtureTree::Prepare(const std::string& path) const {
  fs::path full = root_ / path;
  fs::create_directories(full.parent_path());
  return full;
}

FixtureTree& FixtureTree::File(const std::string& path, std::string_view text) {
  std::ofstream(Prepare(path), std::ios::binary) << text;
  return *this;
}

FixtureTree& FixtureTree::Executable(const std::string& path, std::string_view text) {
  File(path, text);
  fs::permissions(root_ / path, fs::perms::owner_all);
  return *this;
}

FixtureTree& FixtureTree::Folder(const std::string& path) {
  fs::create_directories(root_ / path);
  return *this;
}

FixtureTree& FixtureTree::Link(const std::string& path, const std::string& target) {
  fs::create_symlink(target, Prepare(path));
  return *this;
}

std::string FixtureTree::Read(const std::string& path) const {
  std::ifstream file(root_ / path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
}

}  // namespace flink_launcher
