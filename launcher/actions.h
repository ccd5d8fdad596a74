#pragma once
// What can be done with a role: the one table of actions, and the word that chooses among them.

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "resolver/result.h"

namespace flink_launcher {

enum class ActionId { kStartForeground, kStart, kStop, kStopAll, kStatus };

struct Action {
  ActionId id;
  std::string_view name;  // the word after the role, as Flink's scripts have it
  std::string_view what;  // for help
};

/// Every action, in the order in which help shows them. The first is the one without a word.
std::span<const Action> Actions();

struct RoleCall {
  ActionId action = ActionId::kStartForeground;
  std::vector<std::string> arguments;  // what follows the action's word

  friend bool operator==(const RoleCall&, const RoleCall&) = default;
};

/// Takes the action's word off the words after a role. Without one (nothing, an option, or a word
/// that is none) it is a foreground start; so it is after "--", which is taken off. Fails with
/// kUsage for a word that looks like a slip of an action's.
Result<RoleCall> SplitAction(std::span<const std::string> words);

/// The exit status of `status`, as the Linux Standard Base has it for init scripts.
enum class DaemonState { kRunning = 0, kDead = 1, kNotRunning = 3 };

struct DaemonStateRow {
  DaemonState state;
  std::string_view meaning;
};

/// Every exit status of `status`, by number.
std::span<const DaemonStateRow> DaemonStates();

}  // namespace flink_launcher
