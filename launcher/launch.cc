#include "launcher/launch.h"

#include <unistd.h>

#include <optional>
#include <utility>

#include "launcher/compose.h"
#include "launcher/container.h"
#include "launcher/java_opts.h"
#include "launcher/script_environment.h"
#include "platform/file.h"
#include "platform/java_home.h"
#include "platform/java_probe.h"
#include "platform/pid_file.h"

namespace flink_launcher {
namespace {

void Append(std::vector<Warning>& to, const std::vector<Warning>& more) {
  to.insert(to.end(), more.begin(), more.end());
}

Result<LoadedConfig> LoadConfigOf(const FlinkTarget& flink) {
  if (!flink.config_directory.empty()) return LoadConfig(flink.config_directory, flink.release);
  LoadedConfig nothing;
  nothing.standard_yaml = flink.release.Has(Trait::kStandardConfigFile);
  return nothing;
}

}  // namespace

Result<ResolvedRole> FindRole(const Role& role, const Settings& settings,
                              const Environment& environment, bool version_suffices) {
  ResolvedRole found;
  found.role = &role;
  Result<FlinkTarget> flink = FindFlinkTarget(settings, environment, version_suffices);
  if (!flink) return flink.error();
  found.flink = *std::move(flink);
  Result<LoadedConfig> config = LoadConfigOf(found.flink);
  if (!config) return config.error();
  found.config = *std::move(config);
  return found;
}

Result<MemoryInputs> SplitAndReadInputs(ResolvedRole& found, std::span<const std::string> arguments,
                                        const Settings& settings, const Environment& environment) {
  found.arguments = SplitRoleArguments(*found.role, found.flink.release, arguments);
  return ReadMemoryInputs(*found.role, found.flink, found.config, found.arguments, settings,
                          environment);
}

Result<ResolvedRole> ResolveRole(const Role& role, std::span<const std::string> arguments,
                                 const Settings& settings, const Environment& environment,
                                 bool version_suffices) {
  Result<ResolvedRole> found = FindRole(role, settings, environment, version_suffices);
  if (!found) return found.error();
  ResolvedRole resolved = *std::move(found);
  const Result<MemoryInputs> inputs =
      SplitAndReadInputs(resolved, arguments, settings, environment);
  if (!inputs) return inputs.error();
  Result<MemoryPlan> plan = ResolveInputs(*inputs);
  if (!plan) return plan.error();
  ReplaceSizedProperties(*plan, resolved.arguments.passed);
  resolved.plan = *std::move(plan);
  return resolved;
}

Result<PreparedCommand> PrepareCommand(const ResolvedRole& resolved, const Environment& environment,
                                       PidFile pid_file) {
  FlinkDirectories directories = FindFlinkDirectories(resolved.flink.home->path, environment);
  directories.conf = resolved.flink.config_directory;
  const ScriptEnvironment script = ReadScriptEnvironment({.role = resolved.role,
                                                          .release = resolved.flink.release,
                                                          .directories = &directories,
                                                          .environment = &environment,
                                                          .file_config = &resolved.config.config,
                                                          .is_directory = IsDirectory});
  Result<Java> java = FindJava(MakeJavaRequest(environment, resolved.config.config));
  if (!java) return java.error();

  ComposeRequest request{.role = resolved.role,
                         .release = resolved.flink.release,
                         .directories = &directories,
                         .environment = &environment,
                         .script = &script,
                         .plan = &resolved.plan,
                         .java = &*java,
                         .jars = &resolved.flink.jars,
                         .arguments = &resolved.arguments,
                         .warnings = resolved.plan.warnings};
  if (NeedsJavaVersion(resolved.flink.release, script)) {
    const Result<int> version = FeatureVersionOf(
        *java, [](const std::string& executable) { return ProbeJavaFeatureVersion(executable); });
    if (!version) return version.error();
    request.java_feature_version = *version;
  }
  const std::string& pid_directory = script.Get(ScriptSetting::kPidDir);
  const std::string pid_file_name = PidFileName(script.ident, resolved.role->service);
  request.pid_file_id = PreviewPidFileId(pid_directory, pid_file_name);
  Result<Composition> composition = Compose(request);
  if (!composition) return composition.error();

  // Registered only when nothing can fail any more but the exec: an error leaves no line behind.
  PidRegistration registration;
  if (pid_file == PidFile::kRegister) {
    registration = RegisterPid(pid_directory, pid_file_name, getpid());
    request.pid_file_id = registration.id;
    Append(request.warnings, registration.warnings);
    composition = Compose(request);
    if (!composition) return composition.error();
  }

  PreparedCommand prepared{.command = std::move(composition->command), .notes = script.notes};
  prepared.start_line = "Starting " + std::string(resolved.role->service) +
                        " as a console application on host " + script.host_name + ".";
  Append(prepared.warnings, registration.warnings);
  Append(prepared.warnings, composition->warnings);
  prepared.notes.push_back("Flink " + resolved.flink.release.version + " in " + directories.home +
                           " (" + resolved.flink.home->origin.Text() + ")");
  prepared.notes.push_back("configuration: " + resolved.config.path);
  prepared.notes.push_back("Java: " + java->executable + " (" + java->reason + ")");
  return prepared;
}

}  // namespace flink_launcher
