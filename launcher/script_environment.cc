#include "launcher/script_environment.h"

#include <array>
#include <utility>

#include "platform/host.h"

namespace flink_launcher {
namespace {

constexpr std::array kSettings = {
    ScriptSettingRow{ScriptSetting::kLogDir, "FLINK_LOG_DIR", "env.log.dir", "", {}, false},
    ScriptSettingRow{ScriptSetting::kPidDir, "FLINK_PID_DIR", "env.pid.dir", "/tmp", {}, false},
    ScriptSettingRow{
        ScriptSetting::kMaxLogFileNumber, "MAX_LOG_FILE_NUMBER", "env.log.max", "10", {}, true},
    ScriptSettingRow{ScriptSetting::kRootLogLevel, "ROOT_LOG_LEVEL", "env.log.level", "INFO",
                     Trait::kRootLogLevel, true},
    ScriptSettingRow{ScriptSetting::kRedirectToFile, "STD_REDIRECT_TO_FILE",
                     "env.stdout-err.redirect-to-file", "false", Trait::kRedirectsToFile, false},
    ScriptSettingRow{
        ScriptSetting::kHadoopConfDir, "HADOOP_CONF_DIR", "env.hadoop.conf.dir", "", {}, false},
    ScriptSettingRow{
        ScriptSetting::kYarnConfDir, "YARN_CONF_DIR", "env.yarn.conf.dir", "", {}, false},
    ScriptSettingRow{
        ScriptSetting::kHbaseConfDir, "HBASE_CONF_DIR", "env.hbase.conf.dir", "", {}, false},
    ScriptSettingRow{ScriptSetting::kSshOpts, "FLINK_SSH_OPTS", "env.ssh.opts", "", {}, false},
    ScriptSettingRow{ScriptSetting::kZookeeperHeap, "ZK_HEAP", "zookeeper.heap.mb", "0", {}, false},
    ScriptSettingRow{ScriptSetting::kComputeNuma,
                     "FLINK_TM_COMPUTE_NUMA",
                     "taskmanager.compute.numa",
                     "false",
                     {},
                     false},
};

constexpr std::string_view kJavaOptsVariable = "FLINK_ENV_JAVA_OPTS";
constexpr std::string_view kJavaOptsKey = "env.java.opts";
constexpr std::string_view kJavaDefaultOptsKey = "env.java.default-opts";
constexpr std::string_view kAll = ".all";

std::string Trimmed(std::string_view text) {
  while (text.starts_with(' ')) text.remove_prefix(1);
  while (text.ends_with(' ')) text.remove_suffix(1);
  return std::string(text);
}

// As readFromConfig in config.sh: blanks trimmed, and an empty value is no value.
std::optional<JavaOpts> ReadKey(const Config& config, const std::string& key) {
  const ConfigValue* value = config.Find(key);
  if (value == nullptr) return std::nullopt;
  std::string text = Trimmed(value->text);
  if (text.empty()) return std::nullopt;
  return JavaOpts{std::move(text), value->origin, key};
}

std::string Joined(std::string_view left, std::string_view right) {
  std::string text(left);
  text += right;
  return text;
}

std::string ReadSetting(const ScriptSettingRow& row, const ScriptEnvironmentRequest& request) {
  std::string value = request.environment->GetOrEmpty(row.variable);
  if (!value.empty()) return value;
  if (const auto configured = ReadKey(*request.file_config, std::string(row.key))) {
    return configured->text;
  }
  if (row.setting == ScriptSetting::kLogDir) return request.directories->home + "/log";
  return std::string(row.default_value);
}

void Add(std::vector<JavaOpts>& opts, std::optional<JavaOpts> more) {
  if (more) opts.push_back(*std::move(more));
}

// The variable, else the default options and then the first of `keys` that is set.
std::vector<JavaOpts> ReadJavaOpts(const ScriptEnvironmentRequest& request,
                                   std::string_view variable, std::string_view suffix,
                                   bool has_defaults, std::initializer_list<std::string> keys) {
  std::string text = request.environment->GetOrEmpty(variable);
  if (!text.empty()) {
    return {{std::move(text), Origin::Environment(std::string(variable)), std::string(variable)}};
  }
  std::vector<JavaOpts> opts;
  if (has_defaults && request.release.Has(Trait::kJavaDefaultOpts)) {
    Add(opts, ReadKey(*request.file_config, Joined(kJavaDefaultOptsKey, suffix)));
  }
  for (const std::string& key : keys) {
    if (std::optional<JavaOpts> found = ReadKey(*request.file_config, key)) {
      opts.push_back(*std::move(found));
      break;
    }
  }
  return opts;
}

std::vector<JavaOpts> ReadOwnJavaOpts(const ScriptEnvironmentRequest& request,
                                      const OwnJavaOpts& own) {
  const std::string suffix = "." + std::string(own.suffix);
  return ReadJavaOpts(request, own.variable, suffix, own.has_defaults,
                      {Joined(kJavaOptsKey, suffix)});
}

void FillOtherVariables(const ScriptEnvironmentRequest& request, ScriptEnvironment& script) {
  for (const Role& role : Roles()) {
    const OwnJavaOpts& own = role.java_opts;
    const bool has = !own.suffix.empty() && (!own.trait || request.release.Has(*own.trait));
    if (!has || request.environment->Get(own.variable) != "") continue;
    std::string text;
    for (const JavaOpts& opts : ReadOwnJavaOpts(request, own)) {
      text += (text.empty() ? "" : " ") + opts.text;
    }
    script.filled_variables[std::string(own.variable)] = text;
  }
}

void ReadAllJavaOpts(const ScriptEnvironmentRequest& request, ScriptEnvironment& script) {
  const std::string old_key(kJavaOptsKey);
  const std::string all_key = Joined(kJavaOptsKey, kAll);
  const bool has_all = request.release.Has(Trait::kJavaOptsAll);
  script.java_opts_from_variable = !request.environment->GetOrEmpty(kJavaOptsVariable).empty();
  script.java_opts =
      ReadJavaOpts(request, kJavaOptsVariable, kAll, true, {has_all ? all_key : old_key, old_key});

  const OwnJavaOpts& own = request.role->java_opts;
  const bool reads_own = !own.suffix.empty() && (!own.trait || request.release.Has(*own.trait));
  if (reads_own) script.role_java_opts = ReadOwnJavaOpts(request, own);
  const bool client = request.role->kind == RoleKind::kClient;
  script.exports_java_opts = reads_own && !client;
  if (client) script.java_opts_use = reads_own ? JavaOptsUse::kSplit : JavaOptsUse::kUnused;
  FillOtherVariables(request, script);
}

// The guesses of config.sh for those who set neither variable nor key.
void GuessHadoop(const ScriptEnvironmentRequest& request, ScriptEnvironment& script) {
  std::string& conf_dir = script.settings[ScriptSetting::kHadoopConfDir];
  const std::string home = request.environment->GetOrEmpty("HADOOP_HOME");
  if (conf_dir.empty() && !home.empty()) {
    for (const char* place : {"/etc/hadoop", "/conf"}) {  // Hadoop 2.2 and later; Hadoop 1
      if (!conf_dir.empty() || !request.is_directory(home + place)) continue;
      conf_dir = home + place;
    }
  }
  const std::string common = "/etc/hadoop/conf";
  const bool unknown = conf_dir.empty() && script.hadoop.hadoop_classpath.empty();
  if (unknown && request.is_directory(common)) {
    conf_dir = common;
    script.notes.push_back("Setting HADOOP_CONF_DIR=" + common +
                           " because no HADOOP_CONF_DIR or HADOOP_CLASSPATH was set.");
  }
}

void GuessHbase(const ScriptEnvironmentRequest& request, ScriptEnvironment& script) {
  std::string& conf_dir = script.settings[ScriptSetting::kHbaseConfDir];
  const std::string home = request.environment->GetOrEmpty("HBASE_HOME");
  if (conf_dir.empty() && !home.empty() && request.is_directory(home + "/conf")) {
    conf_dir = home + "/conf";
  }
  const std::string common = "/etc/hbase/conf";
  if (conf_dir.empty() && request.is_directory(common)) {
    conf_dir = common;
    script.notes.push_back("Setting HBASE_CONF_DIR=" + common +
                           " because no HBASE_CONF_DIR was set.");
  }
}

}  // namespace

std::span<const ScriptSettingRow> ScriptSettings() { return kSettings; }

FlinkDirectories FindFlinkDirectories(const std::string& home, const Environment& environment) {
  const auto find = [&](std::string_view variable, std::string_view folder) {
    const std::string value = environment.GetOrEmpty(variable);
    return value.empty() ? home + "/" + std::string(folder) : value;
  };
  return {.home = home,
          .bin = home + "/bin",
          .conf = find("FLINK_CONF_DIR", "conf"),
          .lib = find("FLINK_LIB_DIR", "lib"),
          .opt = find("FLINK_OPT_DIR", "opt"),
          .plugins = find("FLINK_PLUGINS_DIR", "plugins")};
}

const std::string& ScriptEnvironment::Get(ScriptSetting setting) const {
  static const std::string nothing;
  const auto found = settings.find(setting);
  return found == settings.end() ? nothing : found->second;
}

ScriptEnvironment ReadScriptEnvironment(const ScriptEnvironmentRequest& request) {
  ScriptEnvironment script;
  for (const ScriptSettingRow& row : kSettings) {
    if (row.trait && !request.release.Has(*row.trait)) continue;
    script.settings[row.setting] = ReadSetting(row, request);
  }
  if (!request.has_numactl) script.settings[ScriptSetting::kComputeNuma] = "false";
  script.host_name = HostName(*request.environment);
  script.ident = IdentString(*request.environment);
  script.jvm_args = request.environment->GetOrEmpty("JVM_ARGS");
  ReadAllJavaOpts(request, script);

  script.hadoop.hadoop_classpath = request.environment->GetOrEmpty("HADOOP_CLASSPATH");
  GuessHadoop(request, script);
  GuessHbase(request, script);
  script.hadoop.hadoop_conf_dir = script.Get(ScriptSetting::kHadoopConfDir);
  script.hadoop.yarn_conf_dir = script.Get(ScriptSetting::kYarnConfDir);
  script.hadoop.hbase_conf_dir = script.Get(ScriptSetting::kHbaseConfDir);
  return script;
}

JavaRequest MakeJavaRequest(const Environment& environment, const Config& file_config) {
  JavaRequest request;
  if (std::optional<JavaOpts> home = ReadKey(file_config, "env.java.home")) {
    request.configured_home = std::move(home->text);
    request.configured_origin = std::move(home->origin);
  }
  request.java_home = environment.GetOrEmpty("JAVA_HOME");
  request.path = environment.GetOrEmpty("PATH");
  return request;
}

std::string LogPrefix(const ScriptEnvironment& script, std::string_view service,
                      std::optional<int> id) {
  std::string prefix = script.Get(ScriptSetting::kLogDir) + "/flink-" + script.ident + "-";
  prefix += service;
  if (id) prefix += "-" + std::to_string(*id);
  return prefix + "-" + script.host_name;
}

}  // namespace flink_launcher
