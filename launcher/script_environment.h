#pragma once
// What config.sh decides before a process starts: folders, logging, Hadoop, Java options. Each is
// an environment variable, else a key of the configuration file (never -D, as in the scripts), else
// a default. Pure but for one question, whether a folder exists, which is handed in.

#include <functional>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "launcher/classpath.h"
#include "launcher/roles.h"
#include "platform/environment.h"
#include "platform/java_home.h"
#include "resolver/config.h"
#include "resolver/release.h"

namespace flink_launcher {

/// Flink's folders, as config.sh exports them.
struct FlinkDirectories {
  std::string home;
  std::string bin;
  std::string conf;  // FLINK_CONF_DIR, else HOME/conf; and so on
  std::string lib;
  std::string opt;
  std::string plugins;
};

FlinkDirectories FindFlinkDirectories(const std::string& home, const Environment& environment);

enum class ScriptSetting {
  kLogDir,
  kPidDir,
  kMaxLogFileNumber,
  kRootLogLevel,
  kRedirectToFile,
  kHadoopConfDir,
  kYarnConfDir,
  kHbaseConfDir,
  kSshOpts,
  kZookeeperHeap,
  kComputeNuma,
};

/// Which script ends the chain: flink-console.sh or flink-daemon.sh.
enum class LaunchMode { kForeground, kDaemon };

/// One setting of config.sh.
struct ScriptSettingRow {
  ScriptSetting setting;
  std::string_view variable;
  std::string_view key;
  std::string_view default_value;
  std::optional<Trait> trait;  // the releases that read it; none: all
  bool exported;               // else the JVM sees it only where the variable was there before
};

/// Every setting, once.
std::span<const ScriptSettingRow> ScriptSettings();

/// A piece of the JVM options, with the place it is from.
struct JavaOpts {
  std::string text;
  Origin origin;
  std::string key;  // configuration key or variable, for messages

  friend bool operator==(const JavaOpts&, const JavaOpts&) = default;
};

/// What becomes of the Java options before they reach the JVM.
enum class JavaOptsUse {
  kEvaluated,  // flink-console.sh: `eval echo`, from 1.14 on
  kSplit,      // a client: split at blanks, quotes and all
  kUnused,     // a client of a release that passes none
};

struct ScriptEnvironment {
  /// The value of every setting that the release has.
  std::map<ScriptSetting, std::string> settings;
  std::string host_name;
  std::string ident;
  std::string jvm_args;                  // JVM_ARGS
  std::vector<JavaOpts> java_opts;       // FLINK_ENV_JAVA_OPTS: what all roles share, in order
  std::vector<JavaOpts> role_java_opts;  // the role's own
  /// FLINK_ENV_JAVA_OPTS was set: the scripts then add nothing of their own.
  bool java_opts_from_variable = false;
  JavaOptsUse java_opts_use = JavaOptsUse::kEvaluated;
  bool exports_java_opts = true;  // else the JVM sees them only where the variable was there before
  /// Variables of other roles' Java options that were there, but empty: config.sh fills them.
  std::map<std::string, std::string, std::less<>> filled_variables;
  HadoopClasspath hadoop;
  std::vector<std::string> notes;  // what config.sh says in passing, one line each

  const std::string& Get(ScriptSetting setting) const;  // "" where the release has it not
};

struct ScriptEnvironmentRequest {
  const Role* role = nullptr;
  Release release;
  const FlinkDirectories* directories = nullptr;
  const Environment* environment = nullptr;
  const Config* file_config = nullptr;  // the file alone, without -D
  std::function<bool(const std::string&)> is_directory;
  bool has_numactl = false;  // without it, NUMA is off whatever is configured
};

ScriptEnvironment ReadScriptEnvironment(const ScriptEnvironmentRequest& request);

/// What FindJava needs: env.java.home of the file, JAVA_HOME, PATH.
JavaRequest MakeJavaRequest(const Environment& environment, const Config& file_config);

/// LOGDIR/flink-IDENT-SERVICE-ID-HOST, the beginning of every log file's path; a client's has no
/// ID.
std::string LogPrefix(const ScriptEnvironment& script, std::string_view service,
                      std::optional<int> id);

}  // namespace flink_launcher
