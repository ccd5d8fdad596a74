#include "launcher/script_call.h"

#include <algorithm>
#include <array>
#include <string_view>

namespace flink_launcher {
namespace {

struct UsageRow {
  std::string_view script;
  std::optional<Trait> trait;  // the releases that say so; the first row that applies counts
  std::string_view text;
};

constexpr std::array kUsages = {
    UsageRow{
        "taskmanager.sh", {}, "Usage: taskmanager.sh (start|start-foreground|stop|stop-all)\n"},
    UsageRow{"jobmanager.sh", Trait::kJobManagerResolvesUserArguments,
             "Usage: jobmanager.sh ((start|start-foreground) [args])|stop|stop-all\n"},
    UsageRow{"jobmanager.sh", Trait::kJobManagerPassesUserArguments,
             "Usage: jobmanager.sh ((start|start-foreground) [host] [webui-port] "
             "[args])|stop|stop-all\n"},
    UsageRow{"jobmanager.sh",
             {},
             "Usage: jobmanager.sh ((start|start-foreground) [host] [webui-port])|stop|stop-all\n"},
    UsageRow{"standalone-job.sh",
             {},
             "Usage: standalone-job.sh ((start|start-foreground))|stop [args]\n"},
    UsageRow{"zookeeper.sh",
             {},
             "Usage: zookeeper.sh ((start|start-foreground) peer-id)|stop|stop-all\n"},
    UsageRow{"sql-gateway.sh",
             {},
             "Usage: sql-gateway.sh [start|start-foreground|stop|stop-all] [args]\n"
             "  commands:\n"
             "    start               - Run a SQL Gateway as a daemon\n"
             "    start-foreground    - Run a SQL Gateway as a console application\n"
             "    stop                - Stop the SQL Gateway daemon\n"
             "    stop-all            - Stop all the SQL Gateway daemons\n"
             "    -h | --help         - Show this help message\n"},
};

std::string_view UsageOf(const Role& role, const Release& release) {
  for (const UsageRow& row : kUsages) {
    if (row.script == role.script && (!row.trait || release.Has(*row.trait))) return row.text;
  }
  return "";
}

// "(taskexecutor|zookeeper|...)", as in the usage lines of flink-console.sh and flink-daemon.sh.
std::string ServiceList(const Release& release, bool daemons_only) {
  std::string text;
  for (const Service& service : Services()) {
    if (FindService(service.name, release) == nullptr) continue;
    if (daemons_only && !service.daemon) continue;
    text += (text.empty() ? "(" : "|") + std::string(service.name);
  }
  return text + ")";
}

std::optional<ScriptAnswer> AnswerOfConsole(const Role& role, const Release& release,
                                            const std::string& word) {
  if (FindService(word, release) != nullptr) return std::nullopt;
  // kubernetes-jobmanager.sh hands an empty word on unquoted: the first generated one takes its
  // place.
  const std::string shown = word.empty() && role.process ? "-D" : word;
  return ScriptAnswer{"Unknown service '" + shown + "'. Usage: flink-console.sh " +
                      ServiceList(release, false) + " [args].\n"};
}

bool IsAction(const Role& role, std::string_view word) {
  std::string_view actions = role.actions;
  while (!actions.empty()) {
    const std::string_view action = actions.substr(0, actions.find(' '));
    if (action == word) return true;
    actions.remove_prefix(std::min(actions.size(), action.size() + 1));
  }
  return false;
}

ScriptAnswer DaemonUsage(const Release& release, const std::string& problem) {
  return {problem + " Usage: flink-daemon.sh (start|stop|stop-all) " + ServiceList(release, true) +
          " [args].\n"};
}

// historyserver.sh leaves it to flink-daemon.sh, which looks at the service first.
ScriptAnswer AnswerOfHistoryServer(const Release& release, const std::string& word) {
  return DaemonUsage(release,
                     word.empty() ? "Unknown daemon ''." : "Unexpected argument '" + word + "'.");
}

std::optional<ScriptAnswer> AnswerOfDaemon(const Role& role, const Release& release,
                                           std::span<const std::string> words) {
  const std::string action = words.empty() ? "" : words[0];
  const std::string name = words.size() < 2 ? "" : words[1];
  const Service* service = FindService(name, release);
  if (service == nullptr || !service->daemon) {
    return DaemonUsage(release, "Unknown daemon '" + name + "'.");
  }
  if (IsAction(role, action)) return std::nullopt;
  return DaemonUsage(release, "Unexpected argument '" + action + "'.");
}

bool IsHelp(std::string_view word) { return word == "--help" || word == "-h"; }

}  // namespace

std::optional<ScriptAnswer> AnswerOfScript(const Role& role, const Release& release,
                                           std::span<const std::string> words) {
  const std::string first = words.empty() ? "" : words.front();
  if (role.daemons_only) return AnswerOfDaemon(role, release, words);
  if (role.kind == RoleKind::kAnyService) return AnswerOfConsole(role, release, first);
  if (role.actions.empty() || IsAction(role, first)) return std::nullopt;
  const std::string usage(UsageOf(role, release));
  if (usage.empty()) return AnswerOfHistoryServer(release, first);
  if (role.name == "sql-gateway") {
    if (first.empty()) return std::nullopt;
    return ScriptAnswer{usage, IsHelp(first) ? 0 : 1};
  }
  return ScriptAnswer{usage};
}

Invocation InvocationOfScript(const Role& role, std::span<const std::string> words) {
  Invocation invocation;
  invocation.command = Invocation::Command::kStart;
  invocation.role = std::string(role.name);
  invocation.role_arguments.assign(words.begin(), words.end());
  if (role.name != "sql-gateway") return invocation;

  std::vector<std::string>& own = invocation.role_arguments;
  if (own.empty() || own.front().empty()) own = {"start"};
  // The help is for people: on the console.
  const bool help = std::any_of(own.begin() + 1, own.end(), IsHelp);
  if (help && own.front() == "start") own.front() = "start-foreground";
  return invocation;
}

}  // namespace flink_launcher
