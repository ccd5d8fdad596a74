// Any bytes as flink-conf.yaml: no entry without key or value, and every line number in the file.

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "resolver/config_legacy.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  const auto parsed = flink_launcher::ParseLegacyConfig(text, "flink-conf.yaml");
  const auto ends =
      std::count_if(text.begin(), text.end(), [](char c) { return c == '\n' || c == '\r'; });
  for (const flink_launcher::ConfigEntry& entry : parsed.config.entries()) {
    if (entry.key.empty() || entry.value.text.empty()) std::abort();
    if (entry.value.origin.line < 1 || entry.value.origin.line > ends + 1) std::abort();
    static_cast<void>(flink_launcher::SplitLegacyList(entry.value.text));
  }
  return 0;
}
