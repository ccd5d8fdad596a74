#pragma once
// Reads tests/testdata/scripts/VERSION.json: what Flink's real scripts exec'd, as recorded by
// tests/e2e/capture_scripts.py. {ROOT} stays in the texts as it is.

#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

namespace flink_launcher {

struct ScriptRecord {
  std::string release;
  std::string name;
  // Given
  std::string role;
  std::optional<std::vector<std::string>> action;  // where it is not the usual one
  std::vector<std::string> arguments;
  std::map<std::string, std::string, std::less<>> variables;
  std::vector<std::string> config_lines;
  std::set<std::string> folders;  // absolute
  std::string java_version;
  int id = 0;
  std::vector<std::string> jars;
  std::vector<std::string> opt_jars;
  bool starts = true;  // false where the script says something instead
  // Recorded
  std::vector<std::string> argv;
  std::map<std::string, std::string, std::less<>> environment;
  std::optional<std::string> stdout_file;
  std::optional<std::string> stderr_file;
  int status = 0;      // where it does not start
  std::string output;  // both of its streams
};

/// The records of one release, in order. Throws where the file is not as it should be.
std::vector<ScriptRecord> ReadScriptRecords(const std::string& path);

}  // namespace flink_launcher
