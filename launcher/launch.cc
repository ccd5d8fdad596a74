#include "launcher/launch.h"

#include <unistd.h>

#include <optional>
#include <utility>

#include "launcher/container.h"
#include "launcher/java_opts.h"
#include "launcher/memory_inputs.h"
#include "launcher/numa.h"
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

Error NoZooCfg(const std::string& path) {
  return Error{.code = ErrorCode::kConfig,
               .what = "there is no ZooKeeper configuration file",
               .where = Origin::File(path),
               .fix = "write one with dataDir, clientPort and server.1=HOST:2888:3888"};
}

// What the role needs from the distribution besides lib/.
Result<OptJars> FindOptJars(const ResolvedRole& resolved, const FlinkDirectories& directories) {
  if (!NeedsOptJars(*resolved.role, resolved.arguments)) return OptJars{};
  const Result<std::vector<std::string>> jars = ListJars(directories.opt);
  if (!jars) return jars.error();
  return ChooseOptJars(*resolved.role, resolved.arguments, resolved.flink.release,
                       resolved.flink.jars, *jars, directories.opt);
}

}  // namespace

Result<ResolvedRole> FindRole(const Role& role, const Settings& settings,
                              const Environment& environment, bool version_suffices) {
  ResolvedRole found;
  found.role = &role;
  Result<FlinkTarget> flink = FindFlinkTarget(settings, environment, version_suffices);
  if (!flink) return flink.error();
  found.flink = *std::move(flink);
  const Result<void> has = CheckRoleOfRelease(role, found.flink.release);
  if (!has) return has.error();
  Result<LoadedConfig> config = LoadConfigOf(found.flink);
  if (!config) return config.error();
  found.config = *std::move(config);
  return found;
}

Result<ResolvedRole> FindRoleWithArguments(const Role& role, std::span<const std::string> arguments,
                                           const Settings& settings, const Environment& environment,
                                           bool version_suffices) {
  Result<ResolvedRole> found = FindRole(role, settings, environment, version_suffices);
  if (!found) return found.error();
  Result<RoleArguments> split = SplitRoleArguments(role, found->flink.release, arguments);
  if (!split) return split.error();
  found->arguments = *std::move(split);
  return found;
}

Result<ResolvedRole> ResolveRole(const Role& role, std::span<const std::string> arguments,
                                 const Settings& settings, const Environment& environment,
                                 bool version_suffices) {
  Result<ResolvedRole> found =
      FindRoleWithArguments(role, arguments, settings, environment, version_suffices);
  if (!found) return found.error();
  ResolvedRole resolved = *std::move(found);
  if (!role.process) {
    resolved.plan.release = resolved.flink.release;
    resolved.plan.warnings = EarlyWarnings(resolved.flink, resolved.config, resolved.arguments);
    return resolved;
  }
  const Result<MemoryInputs> inputs = ReadMemoryInputs(role, resolved.flink, resolved.config,
                                                       resolved.arguments, settings, environment);
  if (!inputs) return inputs.error();
  Result<MemoryPlan> plan = ResolveInputs(*inputs);
  if (!plan) return plan.error();
  ReplaceSizedProperties(*plan, resolved.arguments.passed);
  resolved.plan = *std::move(plan);
  return resolved;
}

FlinkDirectories DirectoriesOf(const ResolvedRole& resolved, const Environment& environment) {
  FlinkDirectories directories = FindFlinkDirectories(resolved.flink.home->path, environment);
  directories.conf = resolved.flink.config_directory;
  return directories;
}

ScriptEnvironment ReadScript(const ResolvedRole& resolved, const FlinkDirectories& directories,
                             const Environment& environment) {
  return ReadScriptEnvironment({.role = resolved.role,
                                .release = resolved.flink.release,
                                .directories = &directories,
                                .environment = &environment,
                                .file_config = &resolved.config.config,
                                .is_directory = IsDirectory,
                                .has_numactl = !FindNumactl(environment).empty()});
}

Result<LaunchParts> FindLaunchParts(const ResolvedRole& resolved, const Environment& environment) {
  LaunchParts parts{.directories = DirectoriesOf(resolved, environment)};
  parts.script = ReadScript(resolved, parts.directories, environment);
  Result<Java> java = FindJava(MakeJavaRequest(environment, resolved.config.config));
  if (!java) return java.error();
  parts.java = *std::move(java);
  if (NeedsJavaVersion(resolved.flink.release, parts.script)) {
    const Result<int> version = FeatureVersionOf(parts.java, [](const std::string& executable) {
      return ProbeJavaFeatureVersion(executable);
    });
    if (!version) return version.error();
    parts.java_feature_version = *version;
  }
  if (resolved.role->order == ArgumentOrder::kZookeeper) {
    const std::string zoo_cfg = parts.directories.conf + "/zoo.cfg";
    if (!IsRegularFile(zoo_cfg)) return NoZooCfg(zoo_cfg);
  }
  Result<OptJars> opt_jars = FindOptJars(resolved, parts.directories);
  if (!opt_jars) return opt_jars.error();
  parts.opt_jars = *std::move(opt_jars);
  return parts;
}

ComposeRequest MakeComposeRequest(const ResolvedRole& resolved, const LaunchParts& parts,
                                  const Environment& environment) {
  return {.role = resolved.role,
          .release = resolved.flink.release,
          .directories = &parts.directories,
          .environment = &environment,
          .script = &parts.script,
          .plan = resolved.role->process ? &resolved.plan : nullptr,
          .java = &parts.java,
          .java_feature_version = parts.java_feature_version,
          .jars = &resolved.flink.jars,
          .opt_jars = parts.opt_jars,
          .arguments = &resolved.arguments,
          .warnings = resolved.plan.warnings};
}

std::vector<std::string> LaunchNotes(const ResolvedRole& resolved, const LaunchParts& parts) {
  std::vector<std::string> notes = parts.script.notes;
  notes.push_back("Flink " + resolved.flink.release.version + " in " + parts.directories.home +
                  " (" + resolved.flink.home->origin.Text() + ")");
  notes.push_back("configuration: " + resolved.config.path);
  notes.push_back("Java: " + parts.java.executable + " (" + parts.java.reason + ")");
  return notes;
}

Result<PreparedCommand> PrepareCommand(const ResolvedRole& resolved, const LaunchParts& parts,
                                       const Environment& environment, PidFile pid_file) {
  const ScriptEnvironment& script = parts.script;
  ComposeRequest request = MakeComposeRequest(resolved, parts, environment);
  const bool has_pid_file = resolved.arguments.service != nullptr;
  const std::string service(ServiceName(*resolved.role, resolved.arguments));
  const std::string& pid_directory = script.Get(ScriptSetting::kPidDir);
  const std::string pid_file_name = PidFileName(script.ident, service);
  if (has_pid_file) request.pid_file_id = PreviewPidFileId(pid_directory, pid_file_name);
  Result<Composition> composition = Compose(request);
  if (!composition) return composition.error();

  // Registered only when nothing can fail any more but the exec: an error leaves no line behind.
  PidRegistration registration;
  if (has_pid_file && pid_file == PidFile::kRegister) {
    registration = RegisterPid(pid_directory, pid_file_name, getpid());
    const bool as_foreseen =
        registration.id == request.pid_file_id && registration.warnings.empty();
    request.pid_file_id = registration.id;
    Append(request.warnings, registration.warnings);
    if (!as_foreseen) composition = Compose(request);
    if (!composition) return composition.error();
  }

  PreparedCommand prepared{.command = std::move(composition->command)};
  if (has_pid_file) {
    prepared.start_line =
        "Starting " + service + " as a console application on host " + script.host_name + ".";
  }
  Append(prepared.warnings, registration.warnings);
  Append(prepared.warnings, composition->warnings);
  return prepared;
}

}  // namespace flink_launcher
