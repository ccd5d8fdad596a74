#include "launcher/actions.h"

#include <algorithm>
#include <array>
#include <optional>

#include "resolver/nearest.h"

namespace flink_launcher {
namespace {

constexpr std::array kActions = {
    Action{ActionId::kStartForeground, "start-foreground",
           "this process becomes the JVM; the same as no action at all"},
    Action{ActionId::kStart, "start", "start it in the background, and tell if it ends at once"},
    Action{ActionId::kStop, "stop", "stop the one that was started last"},
    Action{ActionId::kStopAll, "stop-all", "stop all of this role, user and host"},
    Action{ActionId::kStatus, "status", "what is running; see 'help exit-codes'"},
};

constexpr std::array kStates = {
    DaemonStateRow{DaemonState::kRunning, "status: at least one process runs"},
    DaemonStateRow{DaemonState::kDead, "status: none runs, but the pid file names some"},
    DaemonStateRow{DaemonState::kNotRunning, "status: none runs"},
};

Error ProbablyMeant(const std::string& word, const std::string& action) {
  return Error{
      .code = ErrorCode::kUsage,
      .what = "unknown action '" + word + "'",
      .where = Origin::CommandLine("command line"),
      .fix = "did you mean '" + action + "'? To pass '" + word + "' to the role, put -- before it"};
}

}  // namespace

std::span<const Action> Actions() { return kActions; }

std::span<const DaemonStateRow> DaemonStates() { return kStates; }

Result<RoleCall> SplitAction(std::span<const std::string> words) {
  RoleCall call{.arguments{words.begin(), words.end()}};
  if (words.empty()) return call;
  const std::string& word = words.front();
  if (word == "--") {
    call.arguments.erase(call.arguments.begin());
    return call;
  }
  if (word.empty() || word.starts_with('-')) return call;
  std::vector<std::string_view> names;
  for (const Action& action : kActions) {
    if (action.name == word) {
      call.action = action.id;
      call.arguments.erase(call.arguments.begin());
      return call;
    }
    names.push_back(action.name);
  }
  const std::optional<std::string> nearest = NearestName(word, names);
  if (nearest) return ProbablyMeant(word, *nearest);
  return call;
}

}  // namespace flink_launcher
