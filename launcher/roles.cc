#include "launcher/roles.h"

#include <algorithm>
#include <array>

#include "resolver/nearest.h"

namespace flink_launcher {
namespace {

constexpr std::array kServices = {
    Service{"taskexecutor", "org.apache.flink.runtime.taskexecutor.TaskManagerRunner", true, {}},
    Service{"zookeeper", "org.apache.flink.runtime.zookeeper.FlinkZooKeeperQuorumPeer", true, {}},
    Service{"historyserver", "org.apache.flink.runtime.webmonitor.history.HistoryServer", true, {}},
    Service{"standalonesession",
            "org.apache.flink.runtime.entrypoint.StandaloneSessionClusterEntrypoint",
            true,
            {}},
    Service{"standalonejob",
            "org.apache.flink.container.entrypoint.StandaloneApplicationClusterEntryPoint",
            true,
            {}},
    Service{"kubernetes-session",
            "org.apache.flink.kubernetes.entrypoint.KubernetesSessionClusterEntrypoint",
            false,
            {}},
    Service{"kubernetes-application",
            "org.apache.flink.kubernetes.entrypoint.KubernetesApplicationClusterEntrypoint",
            false,
            {}},
    Service{"kubernetes-taskmanager",
            "org.apache.flink.kubernetes.taskmanager.KubernetesTaskExecutorRunner",
            false,
            {}},
    Service{"sql-gateway", "org.apache.flink.table.gateway.SqlGateway", true, Trait::kSqlGateway},
};

constexpr OwnJavaOpts kTaskManagerOpts = {"taskmanager", "FLINK_ENV_JAVA_OPTS_TM", true};
constexpr OwnJavaOpts kJobManagerOpts = {"jobmanager", "FLINK_ENV_JAVA_OPTS_JM", true};
constexpr OwnJavaOpts kClientOpts = {"client", "FLINK_ENV_JAVA_OPTS_CLI"};
constexpr OwnJavaOpts kSqlClientOpts = {"client", "FLINK_ENV_JAVA_OPTS_CLI", false,
                                        Trait::kSqlClientJavaOpts};
constexpr OwnJavaOpts kSessionOpts = {"client", "FLINK_ENV_JAVA_OPTS_CLI", false,
                                      Trait::kSessionJavaOpts};
constexpr LogFiles kClientLogFiles = {"log4j-cli.properties", "logback.xml"};
constexpr LogFiles kSessionLogFiles = {"log4j-session.properties", "logback-session.xml"};
constexpr std::string_view kAllActions = "start start-foreground stop stop-all";

constexpr std::array kRoles = {
    Role{.name = "taskmanager",
         .script = "taskmanager.sh",
         .service = "taskexecutor",
         .process = Process::kTaskManager,
         .java_opts = kTaskManagerOpts,
         .order = ArgumentOrder::kConfigDirFirst,
         .default_g1 = true,
         .actions = kAllActions,
         .what = "a TaskManager: offers slots and runs tasks"},
    Role{.name = "jobmanager",
         .script = "jobmanager.sh",
         .service = "standalonesession",
         .process = Process::kJobManager,
         .java_opts = kJobManagerOpts,
         .order = ArgumentOrder::kJobManager,
         .actions = kAllActions,
         .what = "a JobManager of a session cluster; arguments: [HOST [PORT]] [-Dkey=value...]"},
    Role{.name = "standalone-job",
         .script = "standalone-job.sh",
         .service = "standalonejob",
         .process = Process::kJobManager,
         .java_opts = kJobManagerOpts,
         .order = ArgumentOrder::kConfigDirFirst,
         .actions = "start start-foreground stop",
         .what = "a JobManager of one job (application mode); arguments: [--job-classname NAME] "
                 "[-Dkey=value...]"},
    Role{.name = "history-server",
         .script = "historyserver.sh",
         .service = "historyserver",
         .java_opts = {"historyserver", "FLINK_ENV_JAVA_OPTS_HS"},
         .order = ArgumentOrder::kConfigDirOnly,
         .actions = kAllActions,
         .what = "the history server: shows jobs that have ended; takes no arguments"},
    Role{.name = "sql-gateway",
         .script = "sql-gateway.sh",
         .service = "sql-gateway",
         .java_opts = {"sql-gateway", "FLINK_ENV_JAVA_OPTS_SQL_GATEWAY", false,
                       Trait::kSqlGatewayJavaOpts},
         .actions = kAllActions,
         .trait = Trait::kSqlGateway,
         .what = "the SQL gateway; arguments: [-Dkey=value...]"},
    Role{.name = "zookeeper",
         .script = "zookeeper.sh",
         .service = "zookeeper",
         .order = ArgumentOrder::kZookeeper,
         .jvm_args = "-Dzookeeper.jmx.log4j.disable=true",
         .zookeeper_heap = true,
         .exports_jvm_args = true,
         .actions = kAllActions,
         .what = "a ZooKeeper peer of conf/zoo.cfg; argument: PEER_ID"},
    Role{.name = "kubernetes-jobmanager",
         .script = "kubernetes-jobmanager.sh",
         .kind = RoleKind::kAnyService,
         .process = Process::kJobManager,
         .java_opts = kJobManagerOpts,
         .order = ArgumentOrder::kGeneratedFirst,
         .what = "a JobManager started by Flink's Kubernetes client; arguments: "
                 "kubernetes-session|kubernetes-application [-Dkey=value...]"},
    Role{.name = "kubernetes-taskmanager",
         .script = "kubernetes-taskmanager.sh",
         .service = "kubernetes-taskmanager",
         .java_opts = kTaskManagerOpts,
         .order = ArgumentOrder::kConfigDirFirst,
         .default_g1 = true,
         .jvm_args_variable = "FLINK_TM_JVM_MEM_OPTS",
         .exports_jvm_args = true,
         .what = "a TaskManager started by a JobManager in Kubernetes, which says its memory"},
    Role{.name = "flink",
         .script = "flink",
         .kind = RoleKind::kClient,
         .service = "client",
         .main_class = "org.apache.flink.client.cli.CliFrontend",
         .java_opts = kClientOpts,
         .log_files = kClientLogFiles,
         .what = "the command line client: run, list, cancel, savepoint, ..."},
    Role{.name = "sql-client",
         .script = "sql-client.sh",
         .kind = RoleKind::kClient,
         .service = "sql-client",
         .main_class = "org.apache.flink.table.client.SqlClient",
         .java_opts = kSqlClientOpts,
         .log_files = kClientLogFiles,
         .word_order = JavaWordOrder::kJavaOptsFirst,
         .order = ArgumentOrder::kSqlClient,
         .what = "the SQL client"},
    Role{.name = "yarn-session",
         .script = "yarn-session.sh",
         .kind = RoleKind::kClient,
         .service = "yarn-session",
         .main_class = "org.apache.flink.yarn.cli.FlinkYarnSessionCli",
         .java_opts = kSessionOpts,
         .log_files = kSessionLogFiles,
         .word_order = JavaWordOrder::kClasspathBeforeLogs,
         .order = ArgumentOrder::kYarnSession,
         .jvm_args = "-Xmx512m",
         .what = "starts a session cluster in YARN"},
    Role{.name = "kubernetes-session",
         .script = "kubernetes-session.sh",
         .kind = RoleKind::kClient,
         .service = "k8s-session",
         .main_class = "org.apache.flink.kubernetes.cli.KubernetesSessionCli",
         .java_opts = kSessionOpts,
         .log_files = kSessionLogFiles,
         .word_order = JavaWordOrder::kClasspathBeforeLogs,
         .jvm_args = "-Xmx512m",
         .what = "starts a session cluster in Kubernetes"},
    Role{.name = "flink-console",
         .script = "flink-console.sh",
         .kind = RoleKind::kAnyService,
         .what = "a service with no arguments but its own; arguments: SERVICE [ARGUMENTS]"},
    Role{.name = "flink-daemon",
         .script = "flink-daemon.sh",
         .kind = RoleKind::kAnyService,
         .daemons_only = true,
         .actions = "start stop stop-all",
         .what = "the same in the background; arguments: start|stop|stop-all SERVICE [ARGUMENTS]"},
    Role{.name = "start-cluster",
         .script = "start-cluster.sh",
         .kind = RoleKind::kStartCluster,
         .what =
             "the JobManagers of conf/masters and the TaskManagers of conf/workers, here and by "
             "ssh or pdsh"},
    Role{.name = "stop-cluster",
         .script = "stop-cluster.sh",
         .kind = RoleKind::kStopCluster,
         .what = "stops them"},
};

std::optional<std::string> TakeWord(std::span<const std::string>& arguments) {
  if (arguments.empty() || arguments.front().empty() || arguments.front().starts_with('-')) {
    return std::nullopt;
  }
  std::string word = arguments.front();
  arguments = arguments.subspan(1);
  return word;
}

void SplitJobManagerArguments(const Release& release, std::span<const std::string> arguments,
                              RoleArguments& split) {
  split.host = TakeWord(arguments);
  if (split.host) split.web_ui_port = TakeWord(arguments);
  if (release.Has(Trait::kJobManagerPassesUserArguments)) {
    split.passed.assign(arguments.begin(), arguments.end());
  } else if (!arguments.empty()) {
    split.warnings.push_back(Warning{.what = "the JobManager of Flink " + release.line.Text() +
                                             " takes no arguments but HOST and PORT: '" +
                                             arguments.front() +
                                             "' and what follows is not passed to it",
                                     .where = Origin::CommandLine("jobmanager"),
                                     .fix = "set it in flink-conf.yaml"});
  }
  if (release.Has(Trait::kJobManagerResolvesUserArguments)) split.resolved = split.passed;
}

void RefuseArguments(const Role& role, std::span<const std::string> arguments,
                     RoleArguments& split) {
  if (arguments.empty()) return;
  const std::string name(role.name);
  split.warnings.push_back(Warning{.what = "the " + name + " takes no more arguments: '" +
                                           arguments.front() +
                                           "' and what follows is not passed to it",
                                   .where = Origin::CommandLine(name),
                                   .fix = "set it in Flink's configuration"});
}

Error NoPeer() {
  return Error{.code = ErrorCode::kUsage,
               .what = "no ZooKeeper peer id given",
               .where = Origin::CommandLine("zookeeper"),
               .fix = "name the X of a server.X line in zoo.cfg: flink-launcher zookeeper 1"};
}

std::vector<std::string_view> ServiceNames(const Role& role, const Release& release) {
  std::vector<std::string_view> names;
  for (const Service& service : kServices) {
    const bool fits = !role.daemons_only || service.daemon;
    if (fits && FindService(service.name, release) != nullptr) names.push_back(service.name);
  }
  return names;
}

Error UnknownService(const Role& role, const Release& release, const std::string& word) {
  const std::vector<std::string_view> names = ServiceNames(role, release);
  const std::optional<std::string> nearest = NearestName(word, names);
  std::string all;
  for (const std::string_view name : names) all += (all.empty() ? "" : ", ") + std::string(name);
  return Error{.code = ErrorCode::kUsage,
               .what = word.empty() ? "no service given" : "unknown service '" + word + "'",
               .where = Origin::CommandLine(std::string(role.name)),
               .why = "Flink " + release.line.Text() + " has " + all,
               .fix = nearest ? "did you mean '" + *nearest + "'?"
                              : "flink-launcher " + std::string(role.name) + " SERVICE ..."};
}

}  // namespace

std::span<const Service> Services() { return kServices; }

const Service* FindService(std::string_view name, const Release& release) {
  for (const Service& service : kServices) {
    if (service.name != name) continue;
    return !service.trait || release.Has(*service.trait) ? &service : nullptr;
  }
  return nullptr;
}

std::span<const Role> Roles() { return kRoles; }

Result<const Role*> GetRole(std::string_view name) {
  std::vector<std::string_view> names;
  for (const Role& role : kRoles) {
    if (role.name == name) return &role;
    names.push_back(role.name);
  }
  const std::optional<std::string> nearest = NearestName(name, names);
  return Error{
      .code = ErrorCode::kUsage,
      .what = "unknown role '" + std::string(name) + "'",
      .where = Origin::CommandLine("command line"),
      .fix = nearest ? "did you mean '" + *nearest + "'?" : "see 'flink-launcher help roles'"};
}

const Role* FindRoleOfScript(std::string_view file_name) {
  const auto found = std::find_if(kRoles.begin(), kRoles.end(), [file_name](const Role& role) {
    return role.script == file_name;
  });
  return found == kRoles.end() ? nullptr : &*found;
}

Result<void> CheckRoleOfRelease(const Role& role, const Release& release) {
  if (!role.trait || release.Has(*role.trait)) return {};
  return Error{.code = ErrorCode::kUsage,
               .what = "Flink " + release.line.Text() + " has no " + std::string(role.name),
               .where = Origin::CommandLine(std::string(role.name)),
               .fix = "see 'flink-launcher help releases'"};
}

Result<const Service*> GetService(const Role& role, const Release& release,
                                  std::span<const std::string> arguments) {
  std::string word(role.service);
  if (role.kind == RoleKind::kAnyService) word = arguments.empty() ? "" : arguments.front();
  const Service* service = FindService(word, release);
  const bool fits = service != nullptr && (!role.daemons_only || service->daemon);
  if (!fits) return UnknownService(role, release, word);
  return service;
}

Result<RoleArguments> SplitRoleArguments(const Role& role, const Release& release,
                                         std::span<const std::string> arguments) {
  RoleArguments split;
  if (role.kind != RoleKind::kClient) {
    const Result<const Service*> service = GetService(role, release, arguments);
    if (!service) return service.error();
    split.service = *service;
  }
  if (role.kind == RoleKind::kAnyService) arguments = arguments.subspan(1);
  switch (role.order) {
    case ArgumentOrder::kJobManager:
      SplitJobManagerArguments(release, arguments, split);
      return split;
    case ArgumentOrder::kZookeeper:
      split.peer = TakeWord(arguments);
      if (!split.peer) return NoPeer();
      RefuseArguments(role, arguments, split);
      return split;
    case ArgumentOrder::kConfigDirOnly:
      RefuseArguments(role, arguments, split);
      return split;
    default:
      split.passed.assign(arguments.begin(), arguments.end());
      if (role.process) split.resolved = split.passed;
      return split;
  }
}

std::string_view ServiceName(const Role& role, const RoleArguments& arguments) {
  return arguments.service != nullptr ? arguments.service->name : role.service;
}

std::string_view MainClass(const Role& role, const RoleArguments& arguments) {
  return arguments.service != nullptr ? arguments.service->main_class : role.main_class;
}

}  // namespace flink_launcher
