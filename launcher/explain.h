#pragma once
// `explain`: what would be started and why, what would be otherwise, in every format. Starts
// nothing and prints nothing.

#include <string>

#include "launcher/cli.h"
#include "launcher/roles.h"
#include "launcher/settings.h"
#include "launcher/text_style.h"
#include "platform/environment.h"
#include "resolver/result.h"

namespace flink_launcher {

struct ExplainRequest {
  const Role* role = nullptr;
  const Invocation* invocation = nullptr;
  const Settings* settings = nullptr;
  const Environment* environment = nullptr;
  TextStyle style;
};

/// The text to print. Fails as ResolveRole does, and with kUsage where the options of explain do
/// not go together or one of them does not parse.
Result<std::string> Explain(const ExplainRequest& request);

}  // namespace flink_launcher
