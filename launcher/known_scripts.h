#pragma once
// Which text of a script in bin/ is Flink's own, untouched.

#include <string_view>

namespace flink_launcher {

/// True where a known release of Flink (1.13 to 2.3) has the script `name` with that text.
bool IsKnownScript(std::string_view name, std::string_view text);

}  // namespace flink_launcher
