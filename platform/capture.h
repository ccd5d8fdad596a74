#pragma once
// Runs other programs and waits for them. To keep what they say only where nothing but the program
// itself can tell: a java without a release file, numactl. To let them say it: ssh, pdsh.

#include <chrono>
#include <string>
#include <utility>
#include <vector>

#include "resolver/result.h"

namespace flink_launcher {

/// What `executable` wrote to standard output and standard error, whatever its exit status. Fails
/// with kExec: it cannot be started, or does not end within `limit` (it is then killed); `why` says
/// which, the caller says what it was for.
Result<std::string> CaptureOutput(const std::string& executable,
                                  const std::vector<std::string>& arguments,
                                  std::chrono::milliseconds limit);

/// Runs a program with our standard streams and environment, and `variables` besides, and waits for
/// it. Its exit status; fails with kExec where it cannot be started.
Result<int> RunProgram(const std::string& executable, const std::vector<std::string>& arguments,
                       const std::vector<std::pair<std::string, std::string>>& variables);

}  // namespace flink_launcher
