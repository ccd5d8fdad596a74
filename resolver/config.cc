#include "resolver/config.h"

namespace flink_launcher {

void Config::Put(std::string key, ConfigValue value) {
  const auto [position, inserted] = index_.try_emplace(key, entries_.size());
  if (inserted) {
    entries_.push_back({std::move(key), std::move(value), {}});
    return;
  }
  ConfigEntry& entry = entries_[position->second];
  entry.overridden.push_back(std::move(entry.value));
  entry.value = std::move(value);
}

void Config::PutAll(const Config& other) {
  for (const ConfigEntry& entry : other.entries_) {
    for (const ConfigValue& older : entry.overridden) Put(entry.key, older);
    Put(entry.key, entry.value);
  }
}

const ConfigValue* Config::Find(std::string_view key) const {
  const auto position = index_.find(key);
  return position == index_.end() ? nullptr : &entries_[position->second].value;
}

}  // namespace flink_launcher
