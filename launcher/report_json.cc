#include "launcher/report_json.h"

#include <nlohmann/json.hpp>

namespace flink_launcher {
namespace {

using Json = nlohmann::ordered_json;

/// Values come from files in any encoding: bytes that are not UTF-8 become U+FFFD, never a throw.
std::string Dump(const Json& json) {
  return json.dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
}

}  // namespace

std::string CommandJson(const JvmCommand& command, const Environment& current) {
  Json json;
  json["executable"] = command.executable;
  json["argv"] = command.argv;
  json["environment"] = Json::object();
  for (const auto& [name, value] : command.environment.variables()) {
    if (current.Get(name) != value) json["environment"][name] = value;
  }
  for (const auto& [name, value] : current.variables()) {
    if (!command.environment.Get(name)) json["environment"][name] = nullptr;
  }
  if (command.stdout_file) json["stdout_file"] = *command.stdout_file;
  if (command.stderr_file) json["stderr_file"] = *command.stderr_file;
  return Dump(json);
}

}  // namespace flink_launcher
