// Stands in for config_legacy.cc and config_yaml.cc, where these functions will live.

#include "resolver/config_legacy.h"
#include "resolver/config_yaml.h"
#include "resolver/java_number.h"

namespace flink_launcher {

Result<std::vector<std::string>> SplitLegacyList(std::string_view text) {
  std::vector<std::string> elements;
  if (text.empty()) return elements;
  while (true) {
    const auto end = text.find(';');
    elements.emplace_back(TrimJava(text.substr(0, end)));
    if (end == std::string_view::npos) return elements;
    text.remove_prefix(end + 1);
  }
}

Result<std::vector<std::string>> ParseYamlOrLegacyList(std::string_view text) {
  return SplitLegacyList(text);
}

}  // namespace flink_launcher
