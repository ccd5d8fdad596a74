#pragma once
// Asks a java for its version by starting it: the last resort, for a java without a `release` file.
// Apart from java_home.h because it is the only file that includes Boost.Process.

#include <chrono>
#include <string>

#include "resolver/result.h"

namespace flink_launcher {

/// The feature version (8, 17, 25) that `executable` reports as java.specification.version. It runs
/// `executable -XshowSettings:properties -version` and waits no longer than `limit`. Fails with
/// kNoJava where it cannot be started, takes too long, or says nothing of the kind.
Result<int> ProbeJavaFeatureVersion(const std::string& executable,
                                    std::chrono::milliseconds limit = std::chrono::seconds(30));

}  // namespace flink_launcher
