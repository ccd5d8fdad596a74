#include "tests/support/host_fixture.h"

#include <unistd.h>

#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <sstream>
#include <string_view>

namespace flink_launcher {
namespace {

constexpr std::string_view kSource = "# Known from: ";

[[noreturn]] void Die(const std::string& message) {
  std::fprintf(stderr, "%s\n", message.c_str());
  std::abort();
}

// Where the lines of a section go.
class FixtureParser {
 public:
  HostFixture Parse(const std::string& text) {
    std::istringstream lines(text);
    for (std::string line; std::getline(lines, line);) {
      if (line.starts_with("== ") && line.ends_with(" ==")) {
        BeginSection(line.substr(3, line.size() - 6));
      } else if (section_.empty()) {
        Header(line);
      } else if (section_ == "files") {
        OneLineFile(line);
      } else {
        host_.files[section_] += line + "\n";
      }
    }
    return host_;
  }

 private:
  void BeginSection(const std::string& name) {
    section_ = name;
    const auto arrow = name.find(" -> ");
    if (arrow != std::string::npos) {
      host_.links[name.substr(0, arrow)] = name.substr(arrow + 4);
    } else if (name.ends_with('/')) {
      host_.folders.push_back(name);
    } else if (name != "files") {
      host_.files[name];
    }
  }

  void Header(const std::string& line) {
    if (line.starts_with(kSource)) {
      host_.source = line.substr(kSource.size());
    } else if (line.starts_with("# ") && host_.title.empty()) {
      host_.title = line.substr(2);
    } else if (line.starts_with("pid ")) {
      host_.pid = std::stoll(line.substr(4));
    } else if (line.starts_with("  ")) {
      host_.expected += line.substr(2) + "\n";
    } else if (line != "expect") {
      Die("malformed header line: " + line);
    }
  }

  void OneLineFile(const std::string& line) {
    const auto equals = line.find(" = ");
    if (equals == std::string::npos) Die("malformed file line: " + line);
    host_.files[line.substr(0, equals)] = line.substr(equals + 3) + "\n";
  }

  HostFixture host_;
  std::string section_;
};

std::filesystem::path Below(const std::filesystem::path& root, const std::string& path) {
  return root / std::filesystem::path(path).relative_path();
}

}  // namespace

HostFixture ParseHostFixture(const std::string& text) { return FixtureParser().Parse(text); }

HostTree::HostTree(const HostFixture& host) {
  std::string name = (std::filesystem::temp_directory_path() / "host-XXXXXX").string();
  if (mkdtemp(name.data()) == nullptr) Die("cannot make " + name);
  root_ = name;
  for (const auto& [path, content] : host.files) {
    const auto file = Below(root_, path);
    std::filesystem::create_directories(file.parent_path());
    std::ofstream(file) << content;
  }
  for (const auto& folder : host.folders) std::filesystem::create_directories(Below(root_, folder));
  for (const auto& [path, target] : host.links) {
    std::filesystem::create_directories(Below(root_, path).parent_path());
    std::filesystem::create_symlink(target, Below(root_, path));
  }
}

HostTree::~HostTree() {
  std::error_code ignored;
  std::filesystem::remove_all(root_, ignored);
}

std::string ReadTestFile(const std::filesystem::path& path) {
  std::ifstream file(path);
  if (!file) Die("cannot read " + path.string());
  std::ostringstream text;
  text << file.rdbuf();
  return text.str();
}

}  // namespace flink_launcher
