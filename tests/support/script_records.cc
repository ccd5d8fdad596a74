#include "tests/support/script_records.h"

#include <algorithm>
#include <fstream>
#include <nlohmann/json.hpp>

namespace flink_launcher {
namespace {

using nlohmann::json;
using Texts = std::vector<std::string>;

Texts SplitPath(const std::string& path) {
  Texts parts;
  std::size_t begin = 0;
  while (begin <= path.size()) {
    const std::size_t end = std::min(path.find(':', begin), path.size());
    parts.push_back(path.substr(begin, end - begin));
    begin = end + 1;
  }
  return parts;
}

void ReadGiven(const json& given, const Texts& jars, ScriptRecord& record) {
  record.role = given.at("role");
  if (given.contains("action")) record.action = given.at("action").get<Texts>();
  record.arguments = given.at("arguments").get<Texts>();
  record.variables = given.at("environment").get<std::map<std::string, std::string, std::less<>>>();
  record.config_lines = given.at("config").get<Texts>();
  for (const std::string& folder : given.at("folders").get<Texts>()) {
    record.folders.insert("{ROOT}/" + folder);
  }
  record.java_version = given.at("java_version");
  record.id = given.at("id");
  record.jars = jars;
  for (const std::string& file : given.at("files").get<Texts>()) {
    if (!file.ends_with(".jar")) continue;
    const bool opt = file.starts_with("flink/opt/");
    (opt ? record.opt_jars : record.jars).push_back("{ROOT}/" + file);
  }
  std::sort(record.opt_jars.begin(), record.opt_jars.end());
  std::sort(record.jars.begin(), record.jars.end());
}

void ReadResult(const json& result, const json& document, ScriptRecord& record) {
  record.starts = result.contains("argv");
  if (!record.starts) {
    record.status = result.at("status");
    record.output = result.at("output");
    return;
  }
  record.argv = result.at("argv").get<Texts>();
  const std::string jars = document.at("jars");
  for (std::string& argument : record.argv) {
    const std::size_t place = argument.find("{JARS}");
    if (place != std::string::npos) argument.replace(place, 6, jars);
  }
  json environment = document.at("environment");
  environment.merge_patch(result.at("environment"));  // null removes
  record.environment = environment.get<std::map<std::string, std::string, std::less<>>>();
  const json& files = result.at("files");
  if (files.contains("1")) record.stdout_file = files.at("1");
  if (files.contains("2")) record.stderr_file = files.at("2");
}

}  // namespace

std::vector<ScriptRecord> ReadScriptRecords(const std::string& path) {
  std::ifstream file(path);
  const json document = json::parse(file);
  const Texts jars = SplitPath(document.at("jars"));
  std::vector<ScriptRecord> records;
  for (const json& situation : document.at("situations")) {
    ScriptRecord record{.release = document.at("release"), .name = situation.at("name")};
    ReadGiven(situation.at("given"), jars, record);
    ReadResult(situation.at("result"), document, record);
    records.push_back(std::move(record));
  }
  return records;
}

}  // namespace flink_launcher
