#pragma once
// `flink-launcher help [TOPIC]`: text derived from the tables of options, roles, exit statuses and
// release traits.

#include <string>
#include <string_view>

#include "resolver/result.h"

namespace flink_launcher {

/// The text of a topic; "" is the overview. Fails with kUsage for an unknown topic, naming the
/// nearest one.
Result<std::string> HelpText(std::string_view topic);

}  // namespace flink_launcher
