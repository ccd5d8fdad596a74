// argv to exit status: parse, compose, run, print. Nothing else in the project prints or exits.

#include <unistd.h>

#include <cstdio>
#include <exception>
#include <string>
#include <vector>

#include "launcher/cli.h"
#include "launcher/exit_status.h"
#include "launcher/explain.h"
#include "launcher/help.h"
#include "launcher/launch.h"
#include "launcher/report.h"
#include "launcher/report_json.h"
#include "launcher/roles.h"
#include "launcher/settings.h"
#include "launcher/text_style.h"
#include "launcher/version.h"
#include "platform/environment.h"
#include "platform/exec.h"
#include "platform/file.h"
#include "platform/terminal.h"

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

int RunExplain(const Role& role, const Invocation& invocation, const Settings& settings,
               const Environment& environment) {
  const TerminalFacts terminal{IsTerminal(STDOUT_FILENO), TerminalColumns(STDOUT_FILENO)};
  const Result<std::string> text = Explain({.role = &role,
                                            .invocation = &invocation,
                                            .settings = &settings,
                                            .environment = &environment,
                                            .style = StyleFor(environment, terminal)});
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

int Start(const ResolvedRole& resolved, const Settings& settings, const Environment& environment) {
  const bool dry_run = settings.IsOn(LauncherOptionId::kDryRun);
  if (dry_run && !RowOf(settings.format()).for_dry_run) {
    return Fail(NoFormatOfDryRun(settings));
  }
  const Result<PreparedCommand> prepared =
      PrepareCommand(resolved, environment, dry_run ? PidFile::kPreview : PidFile::kRegister);
  if (!prepared) return Fail(prepared.error());
  if (settings.IsOn(LauncherOptionId::kVerbose)) {
    for (const std::string& note : prepared->notes) PrintToStderr("flink-launcher: " + note + "\n");
  }
  for (const Warning& warning : resolved.plan.warnings) PrintToStderr(WarningText(warning));
  for (const Warning& warning : prepared->warnings) PrintToStderr(WarningText(warning));
  if (dry_run) {
    return Print(settings.format() == OutputFormat::kJson
                     ? CommandJson(prepared->command, environment)
                     : CommandText(prepared->command));
  }
  // The JVM is worth more than this line: a closed standard output does not keep it from starting.
  std::printf("%s\n", prepared->start_line.c_str());
  std::fflush(stdout);
  return Fail(Exec(prepared->command));
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

  if (invocation->command == Invocation::Command::kExplain) {
    return RunExplain(**role, *invocation, *settings, environment);
  }
  const Result<ResolvedRole> resolved =
      ResolveRole(**role, invocation->role_arguments, *settings, environment, false);
  if (!resolved) return Fail(resolved.error());
  return Start(*resolved, *settings, environment);
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
