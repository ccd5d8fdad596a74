#pragma once
// `explain`: what would be started and why, what would be otherwise, in every format. Starts
// nothing and prints nothing.

#include <string>
#include <vector>

#include "launcher/roles.h"
#include "launcher/settings.h"
#include "launcher/text_style.h"
#include "platform/environment.h"
#include "resolver/result.h"

namespace flink_launcher {

struct ExplainRequest {
  const Role* role = nullptr;
  std::vector<std::string> arguments;  // the role's own
  std::vector<std::string> what_if;    // KEY=VALUE
  const Settings* settings = nullptr;
  const Environment* environment = nullptr;
  TextStyle style;
};

/// The text to print. Fails as ResolveRole does, and with kUsage where the role has no memory
/// model, or the options of explain do not go together or do not parse.
Result<std::string> Explain(const ExplainRequest& request);

}  // namespace flink_launcher
