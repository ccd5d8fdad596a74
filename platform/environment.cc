#include "platform/environment.h"

namespace flink_launcher {

Environment Environment::FromArray(const char* const* variables) {
  Environment environment;
  for (; variables != nullptr && *variables != nullptr; ++variables) {
    const std::string_view variable = *variables;
    const auto equals = variable.find('=');
    if (equals == std::string_view::npos) continue;
    environment.variables_.try_emplace(std::string(variable.substr(0, equals)),
                                       variable.substr(equals + 1));
  }
  return environment;
}

std::optional<std::string> Environment::Get(std::string_view name) const {
  const auto position = variables_.find(name);
  if (position == variables_.end()) return std::nullopt;
  return position->second;
}

}  // namespace flink_launcher
