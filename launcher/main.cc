// argv to exit status: parse, compose, run, print. Nothing else in the project prints or exits.

#include <unistd.h>

#include <cstdio>
#include <exception>
#include <string>
#include <vector>

#include "launcher/actions.h"
#include "launcher/cli.h"
#include "launcher/daemons.h"
#include "launcher/exit_status.h"
#include "launcher/help.h"
#include "launcher/launch.h"
#include "launcher/report.h"
#include "launcher/report_json.h"
#include "launcher/roles.h"
#include "launcher/settings.h"
#include "launcher/version.h"
#include "platform/environment.h"
#include "platform/exec.h"
#include "platform/file.h"

namespace flink_launcher {
namespace {

constexpr const char* kSystemSettings = "/etc/flink-launcher/launcher.toml";

void PrintToStderr(const std::string& text) { std::fputs(text.c_str(), stderr); }

int Fail(const Error& error) {
  PrintToStderr(ErrorText(error));
  return ExitStatusOf(error.code);
}

/// Prints to standard output; a full disk or a closed pipe is a failure, not a silent loss.
int Print(const std::string& text) {
  const bool written = std::fwrite(text.data(), 1, text.size(), stdout) == text.size();
  if (written && std::fflush(stdout) == 0) return kExitSuccess;
  return Fail({.code = ErrorCode::kCreate, .what = "standard output cannot be written"});
}

/// The settings of the launcher.toml that applies: the named one, which must exist, else the first
/// of the usual places that does.
Result<Settings> ReadSettingsFile(const Settings& without_file, const Environment& environment) {
  const SettingValue* named = without_file.Find(LauncherOptionId::kLauncherConfig);
  if (named != nullptr) {
    Result<std::string> text = ReadFile(named->text);
    if (!text) {
      text.error().code = ErrorCode::kUsage;
      text.error().fix = "mend " + named->origin.Text();
      return text.error();
    }
    return ParseLauncherToml(*text, named->text);
  }
  const std::string config_directory = EarlyConfigDirectory(without_file, environment);
  std::vector<std::string> places = {kSystemSettings};
  if (!config_directory.empty()) {
    places.insert(places.begin(), config_directory + "/launcher.toml");
  }
  for (const std::string& place : places) {
    const Result<std::optional<std::string>> text = ReadFileIfPresent(place);
    if (!text) return text.error();
    if (*text) return ParseLauncherToml(**text, place);
  }
  return Settings{};
}

Result<Settings> ReadSettings(const Invocation& invocation, const Environment& environment) {
  const Result<Settings> without_file = ResolveSettings(invocation, environment, Settings{});
  if (!without_file) return without_file.error();
  const Result<Settings> file = ReadSettingsFile(*without_file, environment);
  if (!file) return file.error();
  return ResolveSettings(invocation, environment, *file);
}

int Explain(const ResolvedRole& resolved, const Settings& settings) {
  return Print(settings.format() == OutputFormat::kJson ? ExplainJson(resolved.plan)
                                                        : ExplainText(resolved.plan));
}

int PrintCommand(const JvmCommand& command, const Settings& settings,
                 const Environment& environment) {
  return Print(settings.format() == OutputFormat::kJson ? CommandJson(command, environment)
                                                        : CommandText(command));
}

// A closed standard output does not keep anything from starting or stopping.
void Say(const std::string& line) {
  std::printf("%s\n", line.c_str());
  std::fflush(stdout);
}

void Warn(const Warning& warning) { PrintToStderr(WarningText(warning)); }

const Messages kMessages{Say, Warn};

int StartInBackground(const ResolvedRole& resolved, const LaunchParts& parts,
                      const Settings& settings, const Environment& environment) {
  if (!settings.IsOn(LauncherOptionId::kDryRun)) {
    const Result<void> started = StartDaemons(resolved, parts, environment, kMessages);
    return started ? kExitSuccess : Fail(started.error());
  }
  const Result<std::vector<JvmCommand>> commands = PreviewDaemons(resolved, parts, environment);
  if (!commands) return Fail(commands.error());
  for (const JvmCommand& command : *commands) {
    const int status = PrintCommand(command, settings, environment);
    if (status != kExitSuccess) return status;
  }
  return kExitSuccess;
}

int StartInForeground(const ResolvedRole& resolved, const LaunchParts& parts,
                      const Settings& settings, const Environment& environment) {
  const bool dry_run = settings.IsOn(LauncherOptionId::kDryRun);
  const Result<PreparedCommand> prepared = PrepareCommand(
      resolved, parts, environment, dry_run ? PidFile::kPreview : PidFile::kRegister);
  if (!prepared) return Fail(prepared.error());
  for (const Warning& warning : prepared->warnings) Warn(warning);
  if (dry_run) return PrintCommand(prepared->command, settings, environment);
  Say(prepared->start_line);
  return Fail(Exec(prepared->command));
}

int Start(const ResolvedRole& resolved, ActionId action, const Settings& settings,
          const Environment& environment) {
  const Result<LaunchParts> parts = FindLaunchParts(resolved, environment);
  if (!parts) return Fail(parts.error());
  if (settings.IsOn(LauncherOptionId::kVerbose)) {
    for (const std::string& note : LaunchNotes(resolved, *parts)) {
      PrintToStderr("flink-launcher: " + note + "\n");
    }
  }
  for (const Warning& warning : resolved.plan.warnings) Warn(warning);
  return action == ActionId::kStart ? StartInBackground(resolved, *parts, settings, environment)
                                    : StartInForeground(resolved, *parts, settings, environment);
}

/// stop, stop-all and status: they need no memory sizes and no Java. With --dry-run, stopping shows
/// what there is to stop.
int Manage(const Role& role, ActionId action, const Settings& settings,
           const Environment& environment) {
  const Result<ResolvedRole> found = FindRole(role, settings, environment, false);
  if (!found) return Fail(found.error());
  const FlinkDirectories directories = DirectoriesOf(*found, environment);
  const ScriptEnvironment script = ReadScript(*found, directories, environment);
  if (action == ActionId::kStatus) {
    const Result<DaemonStatus> status = ReadDaemonStatus(role, script);
    if (!status) return Fail(status.error());
    const int printed = Print(StatusText(*status));
    return printed == kExitSuccess ? static_cast<int>(status->state) : printed;
  }
  if (settings.IsOn(LauncherOptionId::kDryRun)) {
    const Result<DaemonStatus> status = ReadDaemonStatus(role, script);
    return status ? Print(StatusText(*status)) : Fail(status.error());
  }
  const Result<void> stopped = action == ActionId::kStop
                                   ? StopDaemon(role, script, environment, kMessages)
                                   : StopAllDaemons(role, script, kMessages);
  return stopped ? kExitSuccess : Fail(stopped.error());
}

bool StartsSomething(ActionId action) {
  return action == ActionId::kStart || action == ActionId::kStartForeground;
}

int Run(const std::vector<std::string>& arguments, const Environment& environment) {
  const Result<Invocation> invocation = ParseCommandLine(arguments);
  if (!invocation) return Fail(invocation.error());
  if (invocation->command == Invocation::Command::kVersion) {
    return Print("flink-launcher " + std::string(kVersion) + "\n");
  }
  if (invocation->command == Invocation::Command::kHelp) {
    const Result<std::string> help = HelpText(invocation->help_topic);
    return help ? Print(*help) : Fail(help.error());
  }
  const Result<const Role*> role = GetRole(invocation->role);
  if (!role) return Fail(role.error());
  const Result<Settings> settings = ReadSettings(*invocation, environment);
  if (!settings) return Fail(settings.error());

  const Result<RoleCall> call = SplitAction(invocation->role_arguments);
  if (!call) return Fail(call.error());
  const bool explain = invocation->command == Invocation::Command::kExplain;
  if (!explain && !StartsSomething(call->action)) {
    return Manage(**role, call->action, *settings, environment);
  }
  const Result<ResolvedRole> resolved =
      ResolveRole(**role, call->arguments, *settings, environment, explain);
  if (!resolved) return Fail(resolved.error());
  return explain ? Explain(*resolved, *settings)
                 : Start(*resolved, call->action, *settings, environment);
}

}  // namespace
}  // namespace flink_launcher

int main(int argc, char** argv) {
  using flink_launcher::Error;
  using flink_launcher::ErrorCode;
  try {
    const std::vector<std::string> arguments(argv + (argc > 0 ? 1 : 0), argv + argc);
    return flink_launcher::Run(arguments, flink_launcher::Environment::FromArray(environ));
  } catch (const std::exception& failure) {
    return flink_launcher::Fail({.code = ErrorCode::kInternal,
                                 .what = std::string("internal error: ") + failure.what(),
                                 .fix = "please report it, with the command line"});
  }
}
