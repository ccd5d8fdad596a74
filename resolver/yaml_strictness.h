#pragma once
// What snakeyaml-engine checks and libfyaml does not.

#include <string>
#include <string_view>

#include "resolver/result.h"

namespace flink_launcher {

/// Fails with kConfig on control characters and on more than 3 MiB characters (StreamReader).
Result<void> CheckCharacters(std::string_view text, const std::string& path);

}  // namespace flink_launcher
