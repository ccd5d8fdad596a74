// Any bytes as config.yaml: an answer or an error with a reason, never more.

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

#include "resolver/config_yaml.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  const auto config = flink_launcher::ParseStandardYaml(text, "config.yaml");
  if (!config) {
    if (config.error().what.empty() || config.error().where.Text().empty()) std::abort();
    return 0;
  }
  for (const flink_launcher::ConfigEntry& entry : config->entries()) {
    if (entry.value.origin.line < 1 || entry.value.origin.column < 1) std::abort();
    static_cast<void>(flink_launcher::ParseYamlOrLegacyList(entry.value.text));
  }
  return 0;
}
