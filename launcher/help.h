#pragma once
// `flink-launcher help [TOPIC]`: text derived from the tables of options, roles, exit statuses and
// release traits.

#include <string>
#include <string_view>
#include <vector>

#include "resolver/result.h"

namespace flink_launcher {

/// The text of a topic; "" is the overview. Fails with kUsage for an unknown topic, naming the
/// nearest one.
Result<std::string> HelpText(std::string_view topic);

/// Every topic but the overview, in the order in which it lists them.
std::vector<std::string_view> HelpTopics();

}  // namespace flink_launcher
