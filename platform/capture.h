#pragma once
// Runs a helper program and keeps what it says. Only where nothing but the program itself can tell:
// a java without a release file, numactl.

#include <chrono>
#include <string>
#include <vector>

#include "resolver/result.h"

namespace flink_launcher {

/// What `executable` wrote to standard output and standard error, whatever its exit status. Fails
/// with kExec: it cannot be started, or does not end within `limit` (it is then killed); `why` says
/// which, the caller says what it was for.
Result<std::string> CaptureOutput(const std::string& executable,
                                  const std::vector<std::string>& arguments,
                                  std::chrono::milliseconds limit);

}  // namespace flink_launcher
