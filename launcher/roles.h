#pragma once
// What this launcher starts, in two tables. A service is a case of flink-console.sh: a process with
// a pid file. A role is a script in Flink's bin/: how it comes to a service, or to a client program
// that it runs itself. All that differs between the scripts stands in a role's row; what differs
// between releases is a Trait.

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "resolver/memory_plan.h"
#include "resolver/release.h"
#include "resolver/result.h"

namespace flink_launcher {

struct Service {
  std::string_view name;  // flink-console.sh's word, in the names of log and pid files
  std::string_view main_class;
  bool daemon;                 // flink-daemon.sh knows it too
  std::optional<Trait> trait;  // the releases that have it; none: all
};

/// Every service, in the order of flink-console.sh's usage line.
std::span<const Service> Services();

/// The service of that name, or nullptr where the release has none.
const Service* FindService(std::string_view name, const Release& release);

enum class RoleKind {
  kService,       // the service of that name
  kAnyService,    // the first argument names the service
  kClient,        // a program in the foreground, without pid file: the script runs java itself
  kStartCluster,  // starts or stops other roles, here and on other hosts
  kStopCluster,
};

/// What follows the main class. "Generated" are the -D of the memory model, where there is one.
enum class ArgumentOrder {
  kUserOnly,
  kConfigDirFirst,  // --configDir, generated, user
  kGeneratedFirst,  // generated, user: the user names --configDir, or FLINK_CONF_DIR tells
  kJobManager,      // differs by release, and knows the legacy HOST PORT
  kConfigDirOnly,   // --configDir: the user's are not passed
  kZookeeper,       // --zkConfigFile, --peerId PEER
  kYarnSession,     // -j flink-dist.jar, user
  kSqlClient,       // user, and up to 1.20 --jar flink-sql-client.jar
};

/// How the words before the main class stand.
enum class JavaWordOrder {
  kJvmArgsFirst,         // JVM_ARGS, Java options, log settings, class path
  kJavaOptsFirst,        // Java options, JVM_ARGS, log settings, class path
  kClasspathBeforeLogs,  // JVM_ARGS, Java options, class path, log settings
};

/// A role's own share of the Java options, besides FLINK_ENV_JAVA_OPTS for all.
struct OwnJavaOpts {
  std::string_view suffix;    // env.java.opts.SUFFIX; empty where it has none
  std::string_view variable;  // FLINK_ENV_JAVA_OPTS_TM
  bool has_defaults = false;  // env.java.default-opts.SUFFIX is read too
  /// The releases that read them; none: all. Before, a client gets no Java options at all.
  std::optional<Trait> trait = std::nullopt;
};

/// The logging configurations, in FLINK_CONF_DIR.
struct LogFiles {
  std::string_view log4j;
  std::string_view logback;
};

inline constexpr LogFiles kConsoleLogFiles = {"log4j-console.properties", "logback-console.xml"};
/// Of every service that flink-daemon.sh starts.
inline constexpr LogFiles kDaemonLogFiles = {"log4j.properties", "logback.xml"};

struct Role {
  std::string_view name;    // on our command line
  std::string_view script;  // what it replaces
  RoleKind kind = RoleKind::kService;
  std::string_view service;             // of a client: its word in the name of its log file
  std::string_view main_class = {};     // of a client; that of a service is in Services()
  std::optional<Process> process = {};  // whose memory model; none: the JVM's defaults
  OwnJavaOpts java_opts = {};
  LogFiles log_files = kConsoleLogFiles;
  JavaWordOrder word_order = JavaWordOrder::kJvmArgsFirst;
  ArgumentOrder order = ArgumentOrder::kUserOnly;
  bool default_g1 = false;                  // with Trait::kDefaultG1
  std::string_view jvm_args = {};           // after JVM_ARGS
  std::string_view jvm_args_variable = {};  // a variable whose value stands after JVM_ARGS
  bool zookeeper_heap = false;              // -Xms and -Xmx of zookeeper.heap.mb
  bool exports_jvm_args = false;            // else only with a memory model or default_g1
  bool daemons_only = false;                // of kAnyService: as flink-daemon.sh
  std::string_view actions = {};            // the words that its script takes first
  std::optional<Trait> trait = {};          // the releases that have the script; none: all
  std::string_view what;                    // for help
};

/// Every role, in the order in which help shows them.
std::span<const Role> Roles();

/// The role of that name. Fails with kUsage, naming the nearest one.
Result<const Role*> GetRole(std::string_view name);

/// The role whose script has that file name ("taskmanager.sh", "flink"), or nullptr.
const Role* FindRoleOfScript(std::string_view file_name);

/// Fails with kUsage where the release has no such script.
Result<void> CheckRoleOfRelease(const Role& role, const Release& release);

/// A role's arguments, taken apart.
struct RoleArguments {
  const Service* service = nullptr;  // nullptr for a client
  std::optional<std::string> host;   // JobManager only
  std::optional<std::string> web_ui_port;
  std::optional<std::string> peer;    // ZooKeeper only
  std::vector<std::string> passed;    // to the process, in their order
  std::vector<std::string> resolved;  // those whose -D take part in the memory resolution
  std::vector<Warning> warnings;      // arguments that this release does not take

  friend bool operator==(const RoleArguments&, const RoleArguments&) = default;
};

/// The service of a role that is no client; of kAnyService, the first of `arguments` names it.
/// Fails with kUsage where it is missing or unknown.
Result<const Service*> GetService(const Role& role, const Release& release,
                                  std::span<const std::string> arguments);

/// Takes `arguments` apart as the role's script of that release does. A JobManager's leading words
/// are HOST and PORT unless they begin with "-" (jobmanager.sh takes "-Dkey=value" for a host: a
/// difference on purpose). Up to 1.14 a JobManager takes nothing else: a Warning says so. Fails
/// with kUsage where a service or a ZooKeeper peer id is missing, or the service is unknown.
Result<RoleArguments> SplitRoleArguments(const Role& role, const Release& release,
                                         std::span<const std::string> arguments);

/// The word in the names of the log (and pid) files.
std::string_view ServiceName(const Role& role, const RoleArguments& arguments);

/// What is run.
std::string_view MainClass(const Role& role, const RoleArguments& arguments);

}  // namespace flink_launcher
