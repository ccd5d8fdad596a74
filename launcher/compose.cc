#include "launcher/compose.h"

#include <algorithm>
#include <array>
#include <map>
#include <string_view>
#include <utility>

#include "launcher/inherited_logs.h"
#include "launcher/java_opts.h"
#include "platform/file.h"
#include "platform/flink_home.h"
#include "platform/pid_file.h"

namespace flink_launcher {
namespace {

using Variables = std::map<std::string, std::string, std::less<>>;

constexpr std::array<std::string_view, 5> kExportedFolders = {
    "FLINK_CONF_DIR", "FLINK_BIN_DIR", "FLINK_PLUGINS_DIR", "FLINK_LIB_DIR", "FLINK_OPT_DIR"};

void Append(std::vector<std::string>& to, std::vector<std::string> more) {
  for (std::string& item : more) to.push_back(std::move(item));
}

bool IsClient(const ComposeRequest& request) { return request.arguments->service == nullptr; }

std::string LogPrefixOf(const ComposeRequest& request) {
  std::optional<int> id;
  if (!IsClient(request)) id = request.pid_file_id;
  return LogPrefix(*request.script, ServiceName(*request.role, *request.arguments), id);
}

void AddServiceVariables(const ComposeRequest& request, Variables& variables) {
  const std::string prefix = LogPrefixOf(request);
  const Service& service = *request.arguments->service;
  const bool daemon = request.mode == LaunchMode::kDaemon;
  variables.insert({{"FLINK_LOG_PREFIX", prefix},
                    {daemon ? "DAEMON" : "SERVICE", std::string(service.name)},
                    {"CLASS_TO_RUN", std::string(service.main_class)},
                    {"id", std::to_string(request.pid_file_id)},
                    {"pid", request.script->Get(ScriptSetting::kPidDir) + "/" +
                                PidFileName(request.script->ident, service.name)}});
  if (daemon) {
    variables.insert({{"STARTSTOP", "start"}, {"out", prefix + ".out"}});
  } else if (request.release.Has(Trait::kRedirectsToFile)) {
    variables.insert({{"out", prefix + ".out"}, {"err", prefix + ".err"}});
  }
}

// The variables of config.sh, flink-console.sh and flink-daemon.sh that the Java options may name.
Variables ShellVariables(const ComposeRequest& request) {
  const FlinkDirectories& directories = *request.directories;
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
      {"log", LogPrefixOf(request) + ".log"},
  };
  if (!IsClient(request)) AddServiceVariables(request, variables);
  variables.insert(request.script->filled_variables.begin(),
                   request.script->filled_variables.end());
  for (const ScriptSettingRow& row : ScriptSettings()) {
    if (row.trait && !request.release.Has(*row.trait)) continue;
    variables.emplace(row.variable, request.script->Get(row.setting));
  }
  return variables;
}

bool WantsDefaultG1(const ComposeRequest& request) {
  return request.role->default_g1 && request.release.Has(Trait::kDefaultG1) &&
         request.script->java_opts.empty() && request.script->role_java_opts.empty();
}

bool ExportsJvmArgs(const ComposeRequest& request) {
  return request.plan != nullptr || request.role->exports_jvm_args || WantsDefaultG1(request);
}

// JVM_ARGS as the scripts leave it: what was there, the default collector, the role's, the computed
// flags.
std::string JvmArgs(const ComposeRequest& request) {
  const Role& role = *request.role;
  std::string text = request.script->jvm_args;
  if (WantsDefaultG1(request)) text += " -XX:+UseG1GC";
  if (!role.jvm_args_variable.empty()) {
    text += " " + request.environment->GetOrEmpty(role.jvm_args_variable);
  }
  const std::string& heap = request.script->Get(ScriptSetting::kZookeeperHeap);
  if (role.zookeeper_heap && heap.find_first_not_of('0') != std::string::npos) {
    text += " -Xms" + heap + "m -Xmx" + heap + "m";
  }
  if (!role.jvm_args.empty()) text += " " + std::string(role.jvm_args);
  if (request.plan == nullptr) return text;
  for (const std::string& argument : request.plan->jvm_args) text += " " + argument;
  return text;
}

// Nothing where the version is not known: it is not worth a JVM.
std::vector<Warning> CheckJavaVersion(const ComposeRequest& request) {
  const std::optional<int> version =
      request.java_feature_version ? request.java_feature_version : request.java->feature_version;
  const std::span<const int> supported = request.release.SupportedJava();
  if (!version || supported.empty()) return {};
  if (std::find(supported.begin(), supported.end(), *version) != supported.end()) return {};
  std::string all;
  for (const int each : supported) all += (all.empty() ? "" : ", ") + std::to_string(each);
  return {{.what = "Flink " + request.release.line.Text() + " is not made for Java " +
                   std::to_string(*version) + " (" + request.java->executable + ")",
           .where = Origin{Origin::Kind::kComputed, request.java->reason},
           .fix = "it runs on Java " + all + ": set JAVA_HOME or env.java.home",
           .keys = {"env.java.home"}}};
}

Result<void> CheckZookeeperHeap(const ComposeRequest& request) {
  const std::string& heap = request.script->Get(ScriptSetting::kZookeeperHeap);
  if (!request.role->zookeeper_heap || heap.find_first_not_of("0123456789") == std::string::npos) {
    return {};
  }
  return Error{.code = ErrorCode::kConfig,
               .what = "ZooKeeper's heap size '" + heap + "' is not a number",
               .why = "it is a number of megabytes, from ZK_HEAP or zookeeper.heap.mb",
               .fix = "zookeeper.heap.mb: 512",
               .keys = {"zookeeper.heap.mb"}};
}

// A daemon's go to its .out file anyway.
bool RedirectsToFile(const ComposeRequest& request) {
  return !IsClient(request) && request.mode == LaunchMode::kForeground &&
         request.script->Get(ScriptSetting::kRedirectToFile) == "true";
}

std::vector<std::string> LogSettings(const ComposeRequest& request) {
  const std::string conf = "file:" + request.directories->conf + "/";
  const LogFiles files =
      request.mode == LaunchMode::kDaemon ? kDaemonLogFiles : request.role->log_files;
  const std::string log4j = conf + std::string(files.log4j);
  std::vector<std::string> settings = {
      "-Dlog.file=" + LogPrefixOf(request) + ".log",
      "-Dlog4j.configuration=" + log4j,
      "-Dlog4j.configurationFile=" + log4j,
      "-Dlogback.configurationFile=" + conf + std::string(files.logback),
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

// Source: jobmanager.sh of 1.13 to 2.3.
std::vector<std::string> JobManagerArguments(const ComposeRequest& request) {
  std::vector<std::string> words = {"--configDir", request.directories->conf};
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

// The flink-dist jar for yarn-session.sh's -j "$FLINK_LIB_DIR"/flink-dist*.jar.
std::string DistJar(const ComposeRequest& request) {
  const auto jar =
      std::find_if(request.jars->begin(), request.jars->end(),
                   [](const std::string& each) { return IsFlinkDistJar(BaseName(each)); });
  return jar == request.jars->end() ? request.directories->lib + "/flink-dist*.jar" : *jar;
}

std::vector<std::string> ProcessArguments(const ComposeRequest& request) {
  std::vector<std::string> words;
  switch (request.role->order) {
    case ArgumentOrder::kJobManager:
      return JobManagerArguments(request);
    case ArgumentOrder::kConfigDirFirst:
    case ArgumentOrder::kConfigDirOnly:
      words = {"--configDir", request.directories->conf};
      break;
    case ArgumentOrder::kZookeeper:
      words = {"--zkConfigFile", request.directories->conf + "/zoo.cfg", "--peerId",
               request.arguments->peer.value_or("")};
      break;
    case ArgumentOrder::kYarnSession:
      words = {"-j", DistJar(request)};
      break;
    case ArgumentOrder::kGeneratedFirst:
    case ArgumentOrder::kUserOnly:
    case ArgumentOrder::kSqlClient:
      break;
  }
  Append(words, GeneratedProperties(request));
  Append(words, request.arguments->passed);
  const std::string& sql_client = request.opt_jars.sql_client;
  if (!sql_client.empty()) Append(words, {"--jar", sql_client});
  return words;
}

// All before the main class.
std::vector<std::string> JavaWords(const ComposeRequest& request, const ExpandedJavaOpts& opts) {
  const std::vector<std::string> jvm_args = SplitAtBlanks(JvmArgs(request));
  const std::vector<std::string> logs = LogSettings(request);
  const std::vector<std::string> classpath = {
      "-classpath", Classpath(*request.jars, request.script->hadoop, request.opt_jars)};
  const JavaWordOrder order = request.role->word_order;
  const bool opts_first = order == JavaWordOrder::kJavaOptsFirst;
  const bool logs_last = order == JavaWordOrder::kClasspathBeforeLogs;
  std::vector<std::string> words = {request.java->run};
  Append(words, opts_first ? opts.words : jvm_args);
  Append(words, opts_first ? jvm_args : opts.words);
  Append(words, logs_last ? classpath : logs);
  Append(words, logs_last ? logs : classpath);
  return words;
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
  const auto set_where = [&](bool exported, const std::string& name, const std::string& value) {
    if (exported || request.environment->Get(name)) environment.Set(name, value);
  };
  set_where(request.script->exports_java_opts, "FLINK_ENV_JAVA_OPTS", opts.exported);
  set_where(ExportsJvmArgs(request), "JVM_ARGS", JvmArgs(request));
  if (request.plan == nullptr) return environment;
  environment.Set("DYNAMIC_PARAMETERS", DynamicParameters(*request.plan));
  environment.Set("FLINK_INHERITED_LOGS",
                  InheritedLogs(request.environment->GetOrEmpty("FLINK_INHERITED_LOGS"),
                                *request.plan, warnings));
  return environment;
}

}  // namespace

Result<Composition> Compose(const ComposeRequest& request) {
  if (const Result<void> heap = CheckZookeeperHeap(request); !heap) return heap.error();
  const Variables variables = ShellVariables(request);
  const VariableLookup lookup = [&](std::string_view name) -> std::optional<std::string> {
    const auto own = variables.find(name);
    if (own != variables.end()) return own->second;
    return request.environment->Get(name);
  };
  const Result<ExpandedJavaOpts> opts = ExpandJavaOpts(
      request.release, *request.script, request.java_feature_version, lookup, request.mode);
  if (!opts) return opts.error();

  Composition composition{.warnings = CheckJavaVersion(request)};
  const auto add = [&composition](const std::vector<Warning>& more) {
    composition.warnings.insert(composition.warnings.end(), more.begin(), more.end());
  };
  add(FindMisspeltFlags(*request.script, *opts));
  if (request.plan != nullptr) add(FindFlagConflicts(*request.plan, *request.script, *opts));
  std::vector<Warning> all_warnings = request.warnings;
  all_warnings.insert(all_warnings.end(), composition.warnings.begin(), composition.warnings.end());

  JvmCommand& command = composition.command;
  command.executable = request.java->executable;
  command.argv = JavaWords(request, *opts);
  command.argv.emplace_back(MainClass(*request.role, *request.arguments));
  Append(command.argv, ProcessArguments(request));
  command.environment = ProcessEnvironment(request, variables, *opts, all_warnings);
  if (RedirectsToFile(request)) {
    command.stdout_file = LogPrefixOf(request) + ".out";
    command.stderr_file = LogPrefixOf(request) + ".err";
  }
  return composition;
}

}  // namespace flink_launcher
