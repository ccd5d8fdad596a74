#include "launcher/compose.h"

#include <array>
#include <map>
#include <string_view>
#include <utility>

#include "launcher/inherited_logs.h"
#include "launcher/java_opts.h"
#include "platform/pid_file.h"

namespace flink_launcher {
namespace {

using Variables = std::map<std::string, std::string, std::less<>>;

constexpr std::array<std::string_view, 5> kExportedFolders = {
    "FLINK_CONF_DIR", "FLINK_BIN_DIR", "FLINK_PLUGINS_DIR", "FLINK_LIB_DIR", "FLINK_OPT_DIR"};

void Append(std::vector<std::string>& to, std::vector<std::string> more) {
  for (std::string& item : more) to.push_back(std::move(item));
}

std::string LogPrefixOf(const ComposeRequest& request) {
  return LogPrefix(*request.script, *request.role, request.pid_file_id);
}

// The variables of config.sh, flink-console.sh and flink-daemon.sh that the Java options may name.
Variables ShellVariables(const ComposeRequest& request) {
  const FlinkDirectories& directories = *request.directories;
  const std::string prefix = LogPrefixOf(request);
  Variables variables = {
      {"FLINK_HOME", directories.home},
      {"FLINK_BIN_DIR", directories.bin},
      {"FLINK_CONF_DIR", directories.conf},
      {"FLINK_LIB_DIR", directories.lib},
      {"FLINK_OPT_DIR", directories.opt},
      {"FLINK_PLUGINS_DIR", directories.plugins},
      {"DEFAULT_FLINK_LOG_DIR", directories.home + "/log"},
      {"JAVA_HOME", request.java->home},
      {"JAVA_RUN", request.java->run},
      {"HOSTNAME", request.script->host_name},
      {"FLINK_IDENT_STRING", request.script->ident},
      {"FLINK_LOG_PREFIX", prefix},
      {"CLASS_TO_RUN", std::string(request.role->main_class)},
      {"id", std::to_string(request.pid_file_id)},
      {"log", prefix + ".log"},
      {"pid", request.script->Get(ScriptSetting::kPidDir) + "/" +
                  PidFileName(request.script->ident, request.role->service)},
  };
  const bool daemon = request.mode == LaunchMode::kDaemon;
  variables.emplace(daemon ? "DAEMON" : "SERVICE", request.role->service);
  if (daemon) {
    variables.insert({{"STARTSTOP", "start"}, {"out", prefix + ".out"}});
  } else if (request.release.Has(Trait::kRedirectsToFile)) {
    variables.insert({{"out", prefix + ".out"}, {"err", prefix + ".err"}});
  }
  for (const ScriptSettingRow& row : ScriptSettings()) {
    if (row.trait && !request.release.Has(*row.trait)) continue;
    variables.emplace(row.variable, request.script->Get(row.setting));
  }
  return variables;
}

// JVM_ARGS as the scripts leave it: what was there, the default collector, the computed flags.
std::string JvmArgs(const ComposeRequest& request) {
  const ScriptEnvironment& script = *request.script;
  std::string text = script.jvm_args;
  const bool default_g1 = request.role->process == Process::kTaskManager &&
                          request.release.Has(Trait::kDefaultG1) && script.java_opts.empty() &&
                          script.role_java_opts.empty();
  if (default_g1) text += " -XX:+UseG1GC";
  if (request.plan == nullptr) return text;
  for (const std::string& argument : request.plan->jvm_args) {
    text += ' ';
    text += argument;
  }
  return text;
}

// A daemon's go to its .out file anyway.
bool RedirectsToFile(const ComposeRequest& request) {
  return request.mode == LaunchMode::kForeground &&
         request.script->Get(ScriptSetting::kRedirectToFile) == "true";
}

std::vector<std::string> LogSettings(const ComposeRequest& request) {
  const std::string conf = "file:" + request.directories->conf;
  const std::string kind = request.mode == LaunchMode::kDaemon ? "" : "-console";
  std::vector<std::string> settings = {
      "-Dlog.file=" + LogPrefixOf(request) + ".log",
      "-Dlog4j.configuration=" + conf + "/log4j" + kind + ".properties",
      "-Dlog4j.configurationFile=" + conf + "/log4j" + kind + ".properties",
      "-Dlogback.configurationFile=" + conf + "/logback" + kind + ".xml",
  };
  // Otherwise what is logged would stand in the .out file again.
  if (RedirectsToFile(request)) settings.insert(settings.begin(), "-Dconsole.log.level=OFF");
  return settings;
}

std::vector<std::string> GeneratedProperties(const ComposeRequest& request) {
  std::vector<std::string> words;
  if (request.plan == nullptr) return words;
  for (const auto& [key, value] : request.plan->dynamic_properties) {
    words.emplace_back("-D");
    words.push_back(key);
    words.back() += '=';
    words.back() += value;
  }
  return words;
}

std::vector<std::string> HostAndPort(const ComposeRequest& request) {
  const RoleArguments& arguments = *request.arguments;
  const bool by_flag = request.release.Has(Trait::kJobManagerExecutionMode);
  std::vector<std::string> words;
  if (arguments.host && by_flag) Append(words, {"--host", *arguments.host});
  if (arguments.host && !by_flag) {
    Append(words, {"-D", "jobmanager.rpc.address=" + *arguments.host});
  }
  if (arguments.web_ui_port && by_flag) {
    Append(words, {"--webui-port", *arguments.web_ui_port});
  }
  if (arguments.web_ui_port && !by_flag) {
    Append(words, {"-D", "rest.port=" + *arguments.web_ui_port});
  }
  return words;
}

// Sources: taskmanager.sh and jobmanager.sh of 1.13 to 2.3.
std::vector<std::string> ProcessArguments(const ComposeRequest& request) {
  std::vector<std::string> words = {"--configDir", request.directories->conf};
  if (request.role->order == ArgumentOrder::kConfigDirFirst) {
    Append(words, GeneratedProperties(request));
    Append(words, request.arguments->passed);
    return words;
  }
  if (request.release.Has(Trait::kJobManagerExecutionMode)) {
    Append(words, {"--executionMode", "cluster"});
  }
  Append(words, request.arguments->passed);
  Append(words, HostAndPort(request));
  std::vector<std::string> generated = GeneratedProperties(request);
  if (!request.release.Has(Trait::kJobManagerPassesUserArguments)) {  // generated ones last
    Append(words, std::move(generated));
    return words;
  }
  Append(generated, std::move(words));
  return generated;
}

Environment ProcessEnvironment(const ComposeRequest& request, const Variables& variables,
                               const ExpandedJavaOpts& opts, const std::vector<Warning>& warnings) {
  Environment environment = *request.environment;
  // A shell passes on what came from its environment, with the value that it has by then.
  for (const auto& [name, value] : variables) {
    if (request.environment->Get(name)) environment.Set(name, value);
  }
  const auto set = [&](std::string_view name) {
    environment.Set(std::string(name), variables.find(name)->second);
  };
  for (const std::string_view name : kExportedFolders) set(name);
  if (request.release.Has(Trait::kExportsJava)) {
    set("JAVA_HOME");
    set("JAVA_RUN");
  }
  for (const ScriptSettingRow& row : ScriptSettings()) {
    const bool has = !row.trait || request.release.Has(*row.trait);
    if (has && row.exported) set(row.variable);
  }
  environment.Set("FLINK_ENV_JAVA_OPTS", opts.exported);
  environment.Set("JVM_ARGS", JvmArgs(request));
  if (request.plan == nullptr) return environment;
  environment.Set("DYNAMIC_PARAMETERS", DynamicParameters(*request.plan));
  environment.Set("FLINK_INHERITED_LOGS",
                  InheritedLogs(request.environment->GetOrEmpty("FLINK_INHERITED_LOGS"),
                                *request.plan, warnings));
  return environment;
}

}  // namespace

Result<Composition> Compose(const ComposeRequest& request) {
  const Variables variables = ShellVariables(request);
  const VariableLookup lookup = [&](std::string_view name) -> std::optional<std::string> {
    const auto own = variables.find(name);
    if (own != variables.end()) return own->second;
    return request.environment->Get(name);
  };
  const Result<ExpandedJavaOpts> opts = ExpandJavaOpts(
      request.release, *request.script, request.java_feature_version, lookup, request.mode);
  if (!opts) return opts.error();

  Composition composition;
  if (request.plan != nullptr) {
    composition.warnings = FindFlagConflicts(*request.plan, *request.script, *opts);
  }
  std::vector<Warning> all_warnings = request.warnings;
  all_warnings.insert(all_warnings.end(), composition.warnings.begin(), composition.warnings.end());

  JvmCommand& command = composition.command;
  command.executable = request.java->executable;
  command.argv = {request.java->run};
  Append(command.argv, SplitAtBlanks(JvmArgs(request)));
  Append(command.argv, opts->words);
  Append(command.argv, LogSettings(request));
  Append(command.argv, {"-classpath", Classpath(*request.jars, request.script->hadoop),
                        std::string(request.role->main_class)});
  Append(command.argv, ProcessArguments(request));
  command.environment = ProcessEnvironment(request, variables, *opts, all_warnings);
  if (RedirectsToFile(request)) {
    command.stdout_file = LogPrefixOf(request) + ".out";
    command.stderr_file = LogPrefixOf(request) + ".err";
  }
  return composition;
}

}  // namespace flink_launcher
