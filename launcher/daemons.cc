#include "launcher/daemons.h"

#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <csignal>
#include <utility>

#include "launcher/compose.h"
#include "launcher/daemon_identity.h"
#include "launcher/numa.h"
#include "platform/daemon.h"
#include "platform/file.h"
#include "platform/pid_file.h"
#include "platform/process.h"

namespace flink_launcher {
namespace {

constexpr std::chrono::seconds kStopLimit{10};  // flink-daemon.sh, guaranteed_kill
constexpr std::size_t kShownLines = 20;

std::string Name(const Service& service) { return std::string(service.name); }

std::string PidDirectory(const ScriptEnvironment& script) {
  return script.Get(ScriptSetting::kPidDir);
}

DaemonIdentity IdentityOf(const Service& service, const ScriptEnvironment& script,
                          const PidFileContent& file, std::size_t line) {
  return {.service = &service,
          .log_file = LogPrefix(script, service.name, static_cast<int>(line)) + ".log",
          .user = getuid(),
          .file_owner = file.owner,
          .file_changed = file.changed};
}

// The process of one line, held; and what it is, where the number is now another process's.
struct Found {
  std::optional<ProcessHandle> daemon;
  std::optional<ProcessFacts> facts;
};

Found FindDaemon(const Service& service, const ScriptEnvironment& script,
                 const PidFileContent& file, std::size_t line) {
  Found found;
  const std::optional<pid_t> pid = ParsePid(file.lines[line]);
  if (!pid) return found;
  std::optional<ProcessHandle> handle = ProcessHandle::Open(*pid);
  found.facts = ReadProcess(*pid);
  if (handle && found.facts && IsDaemon(IdentityOf(service, script, file, line), *found.facts)) {
    found.daemon = std::move(handle);
  }
  return found;
}

int CountRunning(const Service& service, const ScriptEnvironment& script,
                 const PidFileContent& file) {
  int count = 0;
  for (std::size_t line = 0; line < file.lines.size(); ++line) {
    if (FindDaemon(service, script, file, line).daemon) ++count;
  }
  return count;
}

Result<void> NeedProcesses() {
  if (CanReadProcesses()) return {};
  return Error{.code = ErrorCode::kExec,
               .what = "which processes run cannot be found out",
               .where = Origin::File("/proc"),
               .why = "/proc/stat cannot be read, so no pid can be told from a reused one",
               .fix = "mount /proc"};
}

// NUMA ---------------------------------------------------------------------------------------

bool WantsNuma(const Service& service, const ScriptEnvironment& script) {
  return service.name == "taskexecutor" && script.Get(ScriptSetting::kComputeNuma) != "false";
}

// The nodes to start on; one that says nothing stands for no binding.
Result<std::vector<std::string>> NodesOf(const Service& service, const ScriptEnvironment& script,
                                         const std::string& numactl) {
  if (!WantsNuma(service, script)) return std::vector<std::string>{""};
  return ReadNumaNodes(numactl);
}

// start --------------------------------------------------------------------------------------

struct Starter {
  const ResolvedRole& resolved;
  const LaunchParts& parts;
  const Environment& environment;
  const Service& service;
  std::string numactl;

  std::string FileName() const { return PidFileName(parts.script.ident, service.name); }
};

struct DaemonCommand {
  JvmCommand command;
  std::string log_prefix;
  std::vector<Warning> warnings;
};

Result<DaemonCommand> ComposeDaemon(const Starter& starter, int id, const std::string& node) {
  ComposeRequest request = MakeComposeRequest(starter.resolved, starter.parts, starter.environment);
  request.mode = LaunchMode::kDaemon;
  request.pid_file_id = id;
  Result<Composition> composition = Compose(request);
  if (!composition) return composition.error();
  DaemonCommand made{.command = std::move(composition->command),
                     .log_prefix = LogPrefix(starter.parts.script, starter.service.name, id),
                     .warnings = std::move(composition->warnings)};
  if (!node.empty()) {
    made.command = BoundToNode(std::move(made.command), starter.numactl, node);
  }
  return made;
}

struct Started {
  pid_t pid = 0;
  std::string log_prefix;
};

Result<Started> StartOne(const Starter& starter, const std::string& node,
                         const Messages& messages) {
  const ScriptEnvironment& script = starter.parts.script;
  const Service& service = starter.service;
  Result<LockedPidFile> file = LockedPidFile::Open(PidDirectory(script), starter.FileName());
  if (!file) return file.error();
  const Result<DaemonCommand> made = ComposeDaemon(starter, file->Content().whole_lines, node);
  if (!made) return made.error();
  for (const Warning& warning : made->warnings) messages.warn(warning);

  const int running = CountRunning(service, script, file->Content());
  if (running > 0) {
    messages.say("[INFO] " + std::to_string(running) + " instance(s) of " + Name(service) +
                 " are already running on " + script.host_name + ".");
  }
  messages.say("Starting " + Name(service) + " daemon on host " + script.host_name + ".");
  bool registered = false;
  const Result<pid_t> pid =
      SpawnDaemon(made->command, made->log_prefix + ".out", [&](pid_t number) -> Result<void> {
        Result<void> appended = file->Append(number);
        registered = static_cast<bool>(appended);
        return appended;
      });
  if (pid) return Started{*pid, made->log_prefix};
  if (registered) (void)file->RemoveLast();  // the first error is the one to tell
  return pid.error();
}

std::string HowItEnded(int wait_status) {
  if (WIFSIGNALED(wait_status)) return "killed by signal " + std::to_string(WTERMSIG(wait_status));
  return "with status " + std::to_string(WEXITSTATUS(wait_status));
}

Error EndedAtOnce(const Service& service, const Started& started, int wait_status) {
  std::string file = started.log_prefix + ".out";
  std::string lines = LastLines(file, kShownLines);
  if (lines.empty()) {
    file = started.log_prefix + ".log";
    lines = LastLines(file, kShownLines);
  }
  return Error{.code = ErrorCode::kExec,
               .what = "the " + Name(service) + " daemon (pid " + std::to_string(started.pid) +
                       ") ended at once, " + HowItEnded(wait_status),
               .where = Origin::File(file),
               .why = lines.empty() ? "it wrote nothing" : "its last words were:\n" + lines,
               .fix = "mend that, and start it again"};
}

// Our line, unless another process has come after it: then it stays, since ids count lines.
void Unregister(const Starter& starter, pid_t pid) {
  Result<LockedPidFile> file =
      LockedPidFile::Open(PidDirectory(starter.parts.script), starter.FileName());
  if (!file || file->Content().lines.empty()) return;
  if (ParsePid(file->Content().lines.back()) == pid) (void)file->RemoveLast();
}

// stop ---------------------------------------------------------------------------------------

// The message for a line whose process is not there differs between stop and stop-all.
using AbsentMessage = std::function<std::string(const std::string& line)>;

void WarnIfReused(const Found& found, const Service& service, const Messages& messages) {
  if (!found.facts) return;
  const std::string program = found.facts->arguments.empty() ? "" : found.facts->arguments.front();
  messages.warn({.what = "pid " + std::to_string(found.facts->pid) + " is another process now (" +
                         program + "), not the " + Name(service) +
                         " that was started: it is left alone"});
}

Result<void> EndProcess(const ProcessHandle& process, const Service& service,
                        const Messages& messages) {
  if (const Result<void> sent = process.Signal(SIGTERM); !sent) return sent.error();
  if (process.WaitForEnd(kStopLimit)) return {};
  messages.say("Daemon " + Name(service) + " didn't stop within 10 seconds. Killing it.");
  if (const Result<void> sent = process.Signal(SIGKILL); !sent) return sent.error();
  if (process.WaitForEnd(kStopLimit)) return {};
  return Error{.code = ErrorCode::kExec,
               .what = "the process " + std::to_string(process.Pid()) + " does not end",
               .why = "it waits inside the kernel, most often for a disk or a network file system",
               .fix = "stop it again when that has passed: it is still in the pid file"};
}

Result<void> StopLine(const Service& service, const ScriptEnvironment& script,
                      const PidFileContent& file, std::size_t line, const AbsentMessage& absent,
                      const Messages& messages) {
  const Found found = FindDaemon(service, script, file, line);
  if (!found.daemon) {
    messages.say(absent(file.lines[line]));
    WarnIfReused(found, service, messages);
    return {};
  }
  messages.say("Stopping " + Name(service) + " daemon (pid: " + file.lines[line] + ") on host " +
               script.host_name + ".");
  return EndProcess(*found.daemon, service, messages);
}

// nullopt where there is no pid file, and nothing must be made for it.
Result<std::optional<LockedPidFile>> OpenToStop(const Service& service,
                                                const ScriptEnvironment& script) {
  const std::string name = PidFileName(script.ident, service.name);
  const Result<PidFileContent> seen = ReadPidFile(PidDirectory(script), name);
  if (!seen) return seen.error();
  if (!seen->exists) return std::optional<LockedPidFile>();
  if (const Result<void> can = NeedProcesses(); !can) return can.error();
  Result<LockedPidFile> file = LockedPidFile::Open(PidDirectory(script), name);
  if (!file) return file.error();
  return std::optional(*std::move(file));
}

Result<void> StopLast(const Service& service, const ScriptEnvironment& script,
                      const Messages& messages) {
  const std::string none =
      "No " + Name(service) + " daemon to stop on host " + script.host_name + ".";
  Result<std::optional<LockedPidFile>> opened = OpenToStop(service, script);
  if (!opened) return opened.error();
  if (!*opened || !(*opened)->Content().exists) {
    messages.say(none);
    return {};
  }
  LockedPidFile& file = **opened;
  const PidFileContent& content = file.Content();
  if (content.lines.empty() || content.lines.back().empty()) {
    messages.say(none);
    return file.Remove();
  }
  const auto absent = [&](const std::string& line) {
    return "No " + Name(service) + " daemon (pid: " + line + ") is running anymore on " +
           script.host_name + ".";
  };
  const Result<void> stopped =
      StopLine(service, script, content, content.lines.size() - 1, absent, messages);
  return stopped ? file.RemoveLast() : stopped;
}

// status -------------------------------------------------------------------------------------

std::string UtcTime(std::chrono::system_clock::time_point time) {
  const auto day = std::chrono::floor<std::chrono::days>(time);
  const std::chrono::year_month_day date(day);
  const std::chrono::hh_mm_ss clock(std::chrono::floor<std::chrono::seconds>(time - day));
  const auto two = [](long long number) {
    return (number < 10 ? "0" : "") + std::to_string(number);
  };
  return std::to_string(static_cast<int>(date.year())) + "-" +
         two(static_cast<unsigned>(date.month())) + "-" + two(static_cast<unsigned>(date.day())) +
         "T" + two(clock.hours().count()) + ":" + two(clock.minutes().count()) + ":" +
         two(clock.seconds().count()) + "Z";
}

}  // namespace

Result<void> StartDaemons(const ResolvedRole& resolved, const LaunchParts& parts,
                          const Environment& environment, const Messages& messages) {
  const Starter starter{resolved, parts, environment, *resolved.arguments.service,
                        FindNumactl(environment)};
  const Result<std::vector<std::string>> nodes =
      NodesOf(starter.service, parts.script, starter.numactl);
  if (!nodes) return nodes.error();
  std::vector<Started> all;
  for (const std::string& node : *nodes) {
    const Result<Started> started = StartOne(starter, node, messages);
    if (!started) return started.error();
    all.push_back(*started);
  }
  const auto deadline = std::chrono::steady_clock::now() + kEarlyEndLimit;
  for (const Started& started : all) {
    const auto left = std::chrono::duration_cast<std::chrono::milliseconds>(
        deadline - std::chrono::steady_clock::now());
    const std::optional<int> ended =
        WaitForEarlyEnd(started.pid, std::max(std::chrono::milliseconds(0), left));
    if (!ended) continue;
    Unregister(starter, started.pid);
    return EndedAtOnce(starter.service, started, *ended);
  }
  return {};
}

Result<std::vector<JvmCommand>> PreviewDaemons(const ResolvedRole& resolved,
                                               const LaunchParts& parts,
                                               const Environment& environment) {
  const Starter starter{resolved, parts, environment, *resolved.arguments.service,
                        FindNumactl(environment)};
  const Result<std::vector<std::string>> nodes =
      NodesOf(starter.service, parts.script, starter.numactl);
  if (!nodes) return nodes.error();
  const Result<PidFileContent> file = ReadPidFile(PidDirectory(parts.script), starter.FileName());
  if (!file) return file.error();
  std::vector<JvmCommand> commands;
  int id = file->whole_lines;
  for (const std::string& node : *nodes) {
    Result<DaemonCommand> made = ComposeDaemon(starter, id++, node);
    if (!made) return made.error();
    made->command.stdout_file = made->log_prefix + ".out";
    made->command.stderr_file = made->command.stdout_file;
    commands.push_back(std::move(made->command));
  }
  return commands;
}

Result<void> StopDaemon(const Service& service, const ScriptEnvironment& script,
                        const Environment& environment, const Messages& messages) {
  const Result<std::vector<std::string>> nodes = NodesOf(service, script, FindNumactl(environment));
  if (!nodes) return nodes.error();
  for (std::size_t node = 0; node < nodes->size(); ++node) {
    const Result<void> stopped = StopLast(service, script, messages);
    if (!stopped) return stopped.error();
  }
  return {};
}

Result<void> StopAllDaemons(const Service& service, const ScriptEnvironment& script,
                            const Messages& messages) {
  Result<std::optional<LockedPidFile>> opened = OpenToStop(service, script);
  if (!opened) return opened.error();
  if (!*opened || !(*opened)->Content().exists) return {};  // the script, too, says nothing
  LockedPidFile& file = **opened;
  const auto absent = [&](const std::string& line) {
    return "Skipping " + Name(service) + " daemon (pid: " + line +
           "), because it is not running anymore on " + script.host_name + ".";
  };
  for (std::size_t line = 0; line < file.Content().lines.size(); ++line) {
    const Result<void> stopped = StopLine(service, script, file.Content(), line, absent, messages);
    if (!stopped) return stopped.error();
  }
  return file.Remove();
}

Result<DaemonStatus> ReadDaemonStatus(const Service& service, const ScriptEnvironment& script) {
  const Result<PidFileContent> file =
      ReadPidFile(PidDirectory(script), PidFileName(script.ident, service.name));
  if (!file) return file.error();
  if (const Result<void> can = NeedProcesses(); !can) return can.error();
  DaemonStatus status{
      .service = Name(service), .host_name = script.host_name, .pid_file = file->path};
  for (std::size_t line = 0; line < file->lines.size(); ++line) {
    const Found found = FindDaemon(service, script, *file, line);
    DaemonStatus::Entry entry{.id = static_cast<int>(line), .line = file->lines[line]};
    if (found.daemon) {
      entry.since = found.facts->started;
      status.state = DaemonState::kRunning;
    }
    status.entries.push_back(std::move(entry));
  }
  if (status.state != DaemonState::kRunning && !status.entries.empty()) {
    status.state = DaemonState::kDead;
  }
  return status;
}

std::string StatusText(const DaemonStatus& status) {
  const auto running = std::count_if(status.entries.begin(), status.entries.end(),
                                     [](const auto& entry) { return entry.since.has_value(); });
  std::string text = status.service + " is ";
  text += status.state == DaemonState::kRunning ? "running" : "not running";
  text += " on host " + status.host_name + ": ";
  if (status.entries.empty()) return text + "nothing in " + status.pid_file + "\n";
  text += std::to_string(running) + " of " + std::to_string(status.entries.size()) + " in " +
          status.pid_file + "\n";
  for (const DaemonStatus::Entry& entry : status.entries) {
    text += "  id " + std::to_string(entry.id) + ": pid " + entry.line +
            (entry.since ? ", since " + UtcTime(*entry.since) : ", ended") + "\n";
  }
  return text;
}

}  // namespace flink_launcher
