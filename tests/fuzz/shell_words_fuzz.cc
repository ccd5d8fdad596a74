// Any text as shell words: what is split, quoted and joined again splits into the same words.

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <optional>
#include <string>
#include <string_view>

#include "resolver/shell_words.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  const auto lookup = [](std::string_view name) -> std::optional<std::string> {
    if (name == "A") return "one 'two'";
    return std::nullopt;
  };
  const flink_launcher::Origin origin;
  const auto words = flink_launcher::SplitShellWords(text, lookup, origin, "key");
  if (!words) return 0;
  std::string line;
  for (const std::string& word : *words) line += flink_launcher::QuoteForShell(word) + " ";
  const auto again = flink_launcher::SplitShellWords(line, lookup, origin, "key");
  if (!again || *again != *words) std::abort();
  return 0;
}
