#pragma once
// The -D grammar of Flink's command line, as BashJavaUtils reads it: a filter that drops what it
// does not know, then Apache Commons CLI, which stops at the first non-option.

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "resolver/config.h"
#include "resolver/result.h"

namespace flink_launcher {

/// The dynamic properties among `arguments` (the role's own arguments, without --configDir DIR),
/// as strings with origin "-D", in command-line order; the last one of a key wins. Fails with
/// kUsage where Flink's parser fails (-D without a value, -D KEY without '='). Mirrors
/// BashJavaUtils.filterCmdArgs and ConfigurationParserUtils.
Result<Config> ParseDynamicProperties(std::span<const std::string> arguments);

/// Gives each dynamic property of that key among `arguments` another value, in the place where it
/// stands: "-D KEY=VALUE", "-DKEY=VALUE".
void ReplaceDynamicProperty(std::vector<std::string>& arguments, std::string_view key,
                            std::string_view value);

}  // namespace flink_launcher
