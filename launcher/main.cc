// argv to exit status: parse, compose, run, print. Nothing else in the project prints or exits.

#include <unistd.h>

#include <cstdio>
#include <exception>
#include <string>
#include <utility>
#include <vector>

#include "launcher/actions.h"
#include "launcher/cli.h"
#include "launcher/cluster.h"
#include "launcher/daemons.h"
#include "launcher/exit_status.h"
#include "launcher/explain.h"
#include "launcher/help.h"
#include "launcher/install.h"
#include "launcher/known_scripts.h"
#include "launcher/launch.h"
#include "launcher/report.h"
#include "launcher/report_json.h"
#include "launcher/roles.h"
#include "launcher/script_call.h"
#include "launcher/settings.h"
#include "launcher/text_style.h"
#include "launcher/version.h"
#include "platform/capture.h"
#include "platform/environment.h"
#include "platform/exec.h"
#include "platform/file.h"
#include "platform/flink_home.h"
#include "platform/link.h"
#include "platform/terminal.h"
#include "resolver/shell_words.h"

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

int RunExplain(const Role& role, std::vector<std::string> arguments, const Invocation& invocation,
               const Settings& settings, const Environment& environment) {
  const auto what_if = invocation.repeated.find(LauncherOptionId::kWhatIf);
  const TerminalFacts terminal{IsTerminal(STDOUT_FILENO), TerminalColumns(STDOUT_FILENO)};
  ExplainRequest request{.role = &role,
                         .arguments = std::move(arguments),
                         .settings = &settings,
                         .environment = &environment,
                         .style = StyleFor(environment, terminal)};
  if (what_if != invocation.repeated.end()) request.what_if = what_if->second;
  const Result<std::string> text = Explain(request);
  return text ? Print(*text) : Fail(text.error());
}

Error NoFormatOfDryRun(const Settings& settings) {
  const std::string format(RowOf(settings.format()).name);
  return {.code = ErrorCode::kUsage,
          .what = "--dry-run has no format " + format,
          .where = settings.Find(LauncherOptionId::kFormat)->origin,
          .why = format + " is a format of explain",
          .fix = "take --format text or json"};
}

int PrintCommand(const JvmCommand& command, const Settings& settings,
                 const Environment& environment) {
  if (!RowOf(settings.format()).for_dry_run) return Fail(NoFormatOfDryRun(settings));
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
  if (!prepared->start_line.empty()) Say(prepared->start_line);
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
int Manage(const Role& role, const RoleCall& call, const Settings& settings,
           const Environment& environment) {
  const Result<ResolvedRole> found = FindRole(role, settings, environment, false);
  if (!found) return Fail(found.error());
  const FlinkDirectories directories = DirectoriesOf(*found, environment);
  const ScriptEnvironment script = ReadScript(*found, directories, environment);
  const Result<const Service*> service = GetService(role, found->flink.release, call.arguments);
  if (!service) return Fail(service.error());
  if (call.action == ActionId::kStatus) {
    const Result<DaemonStatus> status = ReadDaemonStatus(**service, script);
    if (!status) return Fail(status.error());
    const int printed = Print(StatusText(*status));
    return printed == kExitSuccess ? static_cast<int>(status->state) : printed;
  }
  if (settings.IsOn(LauncherOptionId::kDryRun)) {
    const Result<DaemonStatus> status = ReadDaemonStatus(**service, script);
    return status ? Print(StatusText(*status)) : Fail(status.error());
  }
  const Result<void> stopped = call.action == ActionId::kStop
                                   ? StopDaemon(**service, script, environment, kMessages)
                                   : StopAllDaemons(**service, script, kMessages);
  return stopped ? kExitSuccess : Fail(stopped.error());
}

bool StartsSomething(ActionId action) {
  return action == ActionId::kStart || action == ActionId::kStartForeground;
}

int RunRole(const Role& role, const Invocation& invocation, const Settings& settings,
            const Environment& environment);

/// One step; what fails is said, and the next ones are still taken, as in the scripts.
int DoClusterStep(const ClusterStep& step, const Settings& settings,
                  const Environment& environment) {
  if (step.program.empty()) {
    const Invocation invocation{.command = Invocation::Command::kStart,
                                .role = step.role,
                                .role_arguments = step.arguments};
    const Result<const Role*> role = GetRole(step.role);
    return role ? RunRole(**role, invocation, settings, environment) : Fail(role.error());
  }
  if (settings.IsOn(LauncherOptionId::kDryRun)) {
    std::string line;
    for (const auto& [name, value] : step.variables)
      line += name + "=" + QuoteForShell(value) + " ";
    line += step.program;
    for (const std::string& argument : step.arguments) line += " " + QuoteForShell(argument);
    return Print(line + "\n");
  }
  const auto program = FindOnPath(step.program, environment.GetOrEmpty("PATH"));
  if (!program) {
    return Fail({.code = ErrorCode::kExec,
                 .what = step.program + " is not on PATH",
                 .fix = "install it, or name only localhost in masters and workers"});
  }
  const Result<int> status = RunProgram(*program, step.arguments, step.variables);
  return status ? *status : Fail(status.error());
}

int RunCluster(const Role& role, const Settings& settings, const Environment& environment) {
  const Result<ResolvedRole> found = FindRole(role, settings, environment, false);
  if (!found) return Fail(found.error());
  const FlinkDirectories directories = DirectoriesOf(*found, environment);
  const ScriptEnvironment script = ReadScript(*found, directories, environment);
  const Result<std::optional<std::string>> masters =
      ReadFileIfPresent(directories.conf + "/masters");
  if (!masters) return Fail(masters.error());
  const Result<std::optional<std::string>> workers =
      ReadFileIfPresent(directories.conf + "/workers");
  if (!workers) return Fail(workers.error());
  const Result<ClusterPlan> plan =
      PlanCluster({.start = role.kind == RoleKind::kStartCluster,
                   .high_availability =
                       HighAvailability(environment, found->config.config, found->flink.release),
                   .masters = *masters,
                   .workers = *workers,
                   .directories = directories,
                   .ssh_opts = script.Get(ScriptSetting::kSshOpts),
                   .has_pdsh = FindOnPath("pdsh", environment.GetOrEmpty("PATH")).has_value()});
  if (!plan) return Fail(plan.error());
  if (!plan->opening.empty()) Say(plan->opening);
  int worst = kExitSuccess;
  for (const ClusterStep& step : plan->steps) {
    const int status = DoClusterStep(step, settings, environment);
    if (worst == kExitSuccess) worst = status;
  }
  return worst;
}

int RunRole(const Role& role, const Invocation& invocation, const Settings& settings,
            const Environment& environment) {
  const bool explain = invocation.command == Invocation::Command::kExplain;
  const bool is_cluster =
      role.kind == RoleKind::kStartCluster || role.kind == RoleKind::kStopCluster;
  if (is_cluster && !explain) return RunCluster(role, settings, environment);
  RoleCall call{.arguments = invocation.role_arguments};
  if (!role.actions.empty()) {  // the words of the others are all their own
    Result<RoleCall> split = SplitAction(invocation.role_arguments);
    if (!split) return Fail(split.error());
    call = *std::move(split);
  }
  if (explain) return RunExplain(role, call.arguments, invocation, settings, environment);
  if (!StartsSomething(call.action)) return Manage(role, call, settings, environment);
  const Result<ResolvedRole> resolved =
      ResolveRole(role, call.arguments, settings, environment, false);
  if (!resolved) return Fail(resolved.error());
  return Start(*resolved, call.action, settings, environment);
}

/// A script's distribution is the one in which it lies, whatever FLINK_HOME says (config.sh).
Environment EnvironmentOfScript(Environment environment) {
  const bool told = !environment.GetOrEmpty("_FLINK_HOME_DETERMINED").empty();
  if (told || !environment.Get("FLINK_HOME")) return environment;
  Result<FlinkHome> home =
      FindFlinkHome({.option = "", .variable = "", .executable = InvokedPath()});
  if (home) environment.Set("FLINK_HOME", std::move(home->path));
  return environment;
}

/// What the script says instead of a start, if so. The release matters for the words alone: without
/// a distribution, they are those of the newest.
std::optional<ScriptAnswer> FindScriptAnswer(const Role& role, const Invocation& invocation,
                                             const Settings& settings,
                                             const Environment& environment) {
  const Release newest{KnownReleaseLines().back(), ""};
  if (!AnswerOfScript(role, newest, invocation.role_arguments)) return std::nullopt;
  const Result<FlinkTarget> flink = FindFlinkTarget(settings, environment, false);
  return AnswerOfScript(role, flink ? flink->release : newest, invocation.role_arguments);
}

int RunScript(const Role& role, const std::vector<std::string>& arguments,
              const Environment& given) {
  const Environment environment = EnvironmentOfScript(given);
  const Invocation invocation = InvocationOfScript(role, arguments);
  const Result<Settings> settings = ReadSettings(invocation, environment);
  if (!settings) return Fail(settings.error());
  if (const auto answer = FindScriptAnswer(role, invocation, *settings, environment)) {
    Print(answer->text);
    return answer->status;
  }
  return RunRole(role, invocation, *settings, environment);
}

/// Does the steps, or with --dry-run only names them; stops at the first that fails.
int RunInstall(const Invocation& invocation, const Settings& settings,
               const Environment& environment) {
  const Result<FlinkTarget> flink = FindFlinkTarget(settings, environment, false);
  if (!flink) return Fail(flink.error());
  const InstallRequest request{flink->home->path + "/bin", OwnExecutable(), IsKnownScript};
  const bool install = invocation.command == Invocation::Command::kInstall;
  const Result<std::vector<InstallStep>> steps =
      install ? PlanInstall(request) : PlanUninstall(request);
  if (!steps) return Fail(steps.error());
  std::string text;
  for (const InstallStep& step : *steps) {
    if (!settings.IsOn(LauncherOptionId::kDryRun)) {
      if (const Result<void> done = DoInstallStep(step); !done) return Fail(done.error());
    }
    const std::string line = InstallStepText(step);
    if (!line.empty()) text += line + "\n";
  }
  return Print(text.empty() ? "nothing to do in " + request.bin + "\n" : text);
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
  const bool install = invocation->command == Invocation::Command::kInstall ||
                       invocation->command == Invocation::Command::kUninstall;
  if (install) {
    const Result<Settings> settings = ReadSettings(*invocation, environment);
    return settings ? RunInstall(*invocation, *settings, environment) : Fail(settings.error());
  }
  const Result<const Role*> role = GetRole(invocation->role);
  if (!role) return Fail(role.error());
  const Result<Settings> settings = ReadSettings(*invocation, environment);
  if (!settings) return Fail(settings.error());
  return RunRole(**role, *invocation, *settings, environment);
}

}  // namespace
}  // namespace flink_launcher

int main(int argc, char** argv) {
  using flink_launcher::Error;
  using flink_launcher::ErrorCode;
  try {
    const std::vector<std::string> arguments(argv + (argc > 0 ? 1 : 0), argv + argc);
    const auto environment = flink_launcher::Environment::FromArray(environ);
    const std::string_view name = flink_launcher::BaseName(argc > 0 ? argv[0] : "");
    const flink_launcher::Role* script = flink_launcher::FindRoleOfScript(name);
    return script != nullptr ? flink_launcher::RunScript(*script, arguments, environment)
                             : flink_launcher::Run(arguments, environment);
  } catch (const std::exception& failure) {
    return flink_launcher::Fail({.code = ErrorCode::kInternal,
                                 .what = std::string("internal error: ") + failure.what(),
                                 .fix = "please report it, with the command line"});
  }
}
