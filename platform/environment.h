#pragma once
// Environment: a snapshot of the environment variables, taken once in main. Nothing else in the
// project calls getenv, so every test can hand in its own.

#include <map>
#include <optional>
#include <string>
#include <string_view>

namespace flink_launcher {

class Environment {
 public:
  Environment() = default;
  explicit Environment(std::map<std::string, std::string, std::less<>> variables)
      : variables_(std::move(variables)) {}
  /// From a null-terminated array of "NAME=value", as `environ`. The first of two equal names wins,
  /// as with getenv.
  static Environment FromArray(const char* const* variables);

  /// The value, or nullopt where the variable is not set. An empty value is set.
  std::optional<std::string> Get(std::string_view name) const;
  /// The value; empty where it is not set or empty: what a shell's [ -z "$NAME" ] asks.
  std::string GetOrEmpty(std::string_view name) const { return Get(name).value_or(""); }
  void Set(std::string name, std::string value) { variables_[std::move(name)] = std::move(value); }

  const std::map<std::string, std::string, std::less<>>& variables() const { return variables_; }

 private:
  std::map<std::string, std::string, std::less<>> variables_;
};

}  // namespace flink_launcher
