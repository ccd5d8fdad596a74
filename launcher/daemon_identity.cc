#include "launcher/daemon_identity.h"

#include <algorithm>
#include <string_view>

namespace flink_launcher {
namespace {

// btime in /proc/stat is in whole seconds, and moves by one.
constexpr auto kClockSlack = std::chrono::seconds(3);

bool HasArgument(const ProcessFacts& process, std::string_view argument) {
  return std::find(process.arguments.begin(), process.arguments.end(), argument) !=
         process.arguments.end();
}

// flink-daemon.sh writes the number of a shell that is still about to exec java; flink-console.sh
// its own.
bool IsStartScript(const ProcessFacts& process, std::string_view service) {
  return HasArgument(process, service) &&
         std::any_of(process.arguments.begin(), process.arguments.end(), [](const auto& word) {
           return word.ends_with("/flink-daemon.sh") || word.ends_with("/flink-console.sh");
         });
}

}  // namespace

bool IsDaemon(const DaemonIdentity& identity, const ProcessFacts& process) {
  const bool root_for_owner = identity.user == 0 && process.uid == identity.file_owner;
  if (process.uid != identity.user && !root_for_owner) return false;
  if (!HasArgument(process, identity.service->main_class) &&
      !IsStartScript(process, identity.service->name)) {
    return false;
  }
  return HasArgument(process, "-Dlog.file=" + identity.log_file) ||
         process.started <= identity.file_changed + kClockSlack;
}

}  // namespace flink_launcher
