#pragma once
// Config: Flink's configuration as a flat map from key to value, with the origin of each value and
// of those it overrode. Files are parsed by config_yaml.h and config_legacy.h, dynamic properties
// by dynamic_properties.h; what a value means is decided only when an option is read.

#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "resolver/origin.h"

namespace flink_launcher {

/// One value, typed as Flink's parser types it (only the standard YAML parser types anything but
/// strings). `text` is what Java's String.valueOf gives for it: an integer in decimal, a double as
/// Double.toString, a list in YAML flow style with kind kString.
struct ConfigValue {
  enum class Kind { kString, kInteger, kFloat, kBoolean };
  Kind kind = Kind::kString;
  std::string text;
  Origin origin;

  friend bool operator==(const ConfigValue&, const ConfigValue&) = default;
};

struct ConfigEntry {
  std::string key;
  ConfigValue value;
  std::vector<ConfigValue> overridden;  // oldest first

  friend bool operator==(const ConfigEntry&, const ConfigEntry&) = default;
};

class Config {
 public:
  /// Sets `key`; a value already there is kept as overridden.
  void Put(std::string key, ConfigValue value);
  /// Puts every entry of `other` over this one, in its order.
  void PutAll(const Config& other);
  /// The value in force, or nullptr. An empty string is present.
  const ConfigValue* Find(std::string_view key) const;
  bool Contains(std::string_view key) const { return Find(key) != nullptr; }
  /// All entries, in the order in which their keys first appeared.
  const std::vector<ConfigEntry>& entries() const { return entries_; }

 private:
  std::vector<ConfigEntry> entries_;
  std::map<std::string, std::size_t, std::less<>> index_;
};

}  // namespace flink_launcher
