"""The situations in which Flink's real scripts and flink-launcher are compared: one table.

Texts may hold {ROOT}: a temporary folder with flink/ (the distribution), java/ (a Java home whose
bin/java is fake_java), link-to-flink, cwd/, log/ and pid/.
"""

from dataclasses import dataclass, field

TM = "taskmanager"
JM = "jobmanager"


@dataclass
class Role:
    """How a role's script is called. `suffix` and `letters`: of its own Java options."""

    script: str
    service: str = ""  # in the name of its pid file, where it has one
    action: list = field(default_factory=list)  # the word that starts it in the foreground
    needed: list = field(default_factory=list)  # the arguments that it cannot do without
    suffix: str = "all"
    letters: str = "XX"
    files: dict = field(default_factory=dict)
    since: tuple = (1, 13)


FOREGROUND = ["start-foreground"]
SQL_JARS = {"flink/opt/flink-sql-client-9.9.jar": "", "flink/opt/flink-python-9.9.jar": "",
            "flink/opt/flink-sql-gateway-9.9.jar": ""}
ZOO_CFG = {"flink/conf/zoo.cfg": "tickTime=2000\n", "conf2/zoo.cfg": "tickTime=2000\n"}

ROLES = {
    TM: Role("taskmanager.sh", "taskexecutor", FOREGROUND),
    JM: Role("jobmanager.sh", "standalonesession", FOREGROUND),
    "standalone-job": Role("standalone-job.sh", "standalonejob", FOREGROUND,
                           suffix="jobmanager", letters="JM"),
    "history-server": Role("historyserver.sh", "historyserver", FOREGROUND,
                           suffix="historyserver", letters="HS"),
    "sql-gateway": Role("sql-gateway.sh", "sql-gateway", FOREGROUND, suffix="sql-gateway",
                        letters="SQL_GATEWAY", files=SQL_JARS, since=(1, 16)),
    "zookeeper": Role("zookeeper.sh", "zookeeper", FOREGROUND, ["1"], files=ZOO_CFG),
    "kubernetes-jobmanager": Role("kubernetes-jobmanager.sh", needed=["kubernetes-session"],
                                  suffix="jobmanager", letters="JM"),
    "kubernetes-taskmanager": Role("kubernetes-taskmanager.sh", "kubernetes-taskmanager",
                                   suffix="taskmanager", letters="TM"),
    "flink": Role("flink", suffix="client", letters="CLI"),
    "sql-client": Role("sql-client.sh", suffix="client", letters="CLI", files=SQL_JARS),
    "yarn-session": Role("yarn-session.sh", suffix="client", letters="CLI"),
    "kubernetes-session": Role("kubernetes-session.sh", suffix="client", letters="CLI"),
    "flink-daemon": Role("flink-daemon.sh"),  # what it starts: daemon_situations.py
    "flink-console": Role("flink-console.sh", needed=["taskexecutor"], suffix="taskmanager",
                          letters="TM"),
}

BASE_CONFIG = [
    "taskmanager.memory.process.size: 1728m",
    "jobmanager.memory.process.size: 1600m",
    "taskmanager.numberOfTaskSlots: 1",
    "jobmanager.rpc.address: localhost",
]

BASE_ENVIRONMENT = {
    "PATH": "/usr/bin:/bin",
    "HOME": "{ROOT}",
    "USER": "tester",
    "HOSTNAME": "testhost",
    "JAVA_HOME": "{ROOT}/java",
    "FLINK_LOG_DIR": "{ROOT}/log",
    "FLINK_PID_DIR": "{ROOT}/pid",
}


@dataclass
class Situation:
    """One start. `environment` None removes a variable of the base."""

    name: str
    role: str
    arguments: list = field(default_factory=list)
    environment: dict = field(default_factory=dict)
    config: list = field(default_factory=list)  # lines after BASE_CONFIG
    files: dict = field(default_factory=dict)  # path below {ROOT} to text
    folders: list = field(default_factory=list)  # paths below {ROOT}
    java_version: str = "17"  # what the fake java says it is
    action: list = None  # instead of the role's own
    scripts_only: bool = False  # where `flink-launcher ROLE` differs from the script of that name
    pid_lines: list = field(default_factory=list)  # "live", "dead" or literal lines
    since: tuple = (1, 13)
    until: tuple = (99, 0)

    def given(self):
        """All that decides the result, for tests that read the records."""
        variables = {**BASE_ENVIRONMENT, **self.environment}
        own_action = {} if self.action is None else {"action": self.action}
        return {
            **own_action,
            "role": self.role,
            "arguments": self.arguments,
            "environment": {name: value for name, value in variables.items() if value is not None},
            "config": BASE_CONFIG + self.config,
            "files": list(self.files),
            "folders": self.folders,
            "java_version": self.java_version,
            "id": len(self.pid_lines) if "live" in self.pid_lines else 0,
        }


SITUATIONS = [
    Situation("TaskManager", TM),
    Situation("JobManager", JM),
    # Arguments
    Situation("TaskManagerDynamicProperty", TM, ["-D", "taskmanager.numberOfTaskSlots=3"]),
    Situation("TaskManagerGluedDynamicProperty", TM, ["-Dtaskmanager.memory.process.size=2g"]),
    Situation("TaskManagerOtherArguments", TM, ["-Dkey=two words", "--flag", "plain", ""]),
    Situation("JobManagerHost", JM, ["master.example"]),
    Situation("JobManagerHostAndPort", JM, ["master.example", "8081"]),
    Situation("JobManagerDynamicProperty", JM, ["-D", "jobmanager.memory.process.size=2g"],
              since=(1, 15)),
    Situation("JobManagerHostAndDynamicProperty", JM, ["master", "-D", "a.b=c"], since=(1, 15)),
    Situation("JobManagerHostPortAndDynamicProperty", JM, ["master", "8082", "-D", "a.b=c", "x"],
              since=(1, 15)),
    Situation("JobManagerGluedDynamicPropertyFirst", JM, ["-Da.b=c"]),
    # JVM arguments
    Situation("JvmArgs", TM, environment={"JVM_ARGS": "-Xss1m  -verbose:gc"}),
    Situation("JavaOptsAll", TM, config=["env.java.opts.all: -Dall=1 -Dmore=2"]),
    Situation("JavaOptsTaskManager", TM, config=["env.java.opts.taskmanager: -Dtm=1"]),
    Situation("JavaOptsJobManager", JM, config=["env.java.opts.jobmanager: -Djm=1"]),
    Situation("JavaOptsAllAndTaskManager", TM,
              config=["env.java.opts.all: -Dall=1", "env.java.opts.taskmanager: -Dtm=1",
                      "env.java.opts.jobmanager: -Djm=1"]),
    Situation("JavaOptsDeprecatedKey", TM, config=["env.java.opts: -Dold=1"]),
    Situation("JavaOptsBothKeys", TM,
              config=["env.java.opts: -Dold=1", "env.java.opts.all: -Dnew=1"]),
    Situation("JavaDefaultOpts", TM,
              config=["env.java.default-opts.all: -Ddefault=1",
                      "env.java.default-opts.taskmanager: -Dtmdefault=1",
                      "env.java.default-opts.jobmanager: -Djmdefault=1",
                      "env.java.opts.all: -Dall=1", "env.java.opts.taskmanager: -Dtm=1"]),
    Situation("JavaDefaultOptsJobManager", JM,
              config=["env.java.default-opts.all: -Ddefault=1",
                      "env.java.default-opts.jobmanager: -Djmdefault=1"]),
    Situation("JavaOptsVariable", TM, environment={"FLINK_ENV_JAVA_OPTS": "-Dvariable=1"},
              config=["env.java.opts.all: -Dall=1", "env.java.opts.taskmanager: -Dtm=1"]),
    Situation("JavaOptsTaskManagerVariable", TM, environment={"FLINK_ENV_JAVA_OPTS_TM": "-Dv=1"},
              config=["env.java.opts.taskmanager: -Dtm=1"]),
    Situation("JavaOptsJobManagerVariable", JM, environment={"FLINK_ENV_JAVA_OPTS_JM": "-Dv=1"}),
    Situation("JavaOptsVariableInQuotes", TM,
              environment={"FLINK_ENV_JAVA_OPTS": '"-Da=1 -Db=2"'}),
    Situation("JavaOptsConfigInQuotes", TM, config=['env.java.opts.all: "-Da=1 -Db=2"']),
    Situation("JavaOptsExpanded", TM,
              config=["env.java.opts.all: -Xlog:gc*:file=${FLINK_LOG_PREFIX}.gc.log "
                      "-Dhost=$HOSTNAME -Dhome=${FLINK_HOME} -Dnone=${NO_SUCH_VARIABLE}!"]),
    Situation("JavaOptsQuotedBlank", TM, config=['env.java.opts.all: -Dq="a b" -Dz=1']),
    Situation("JavaOptsEndInQuote", TM, config=['env.java.opts.all: -Dz=1 -Dq="a"']),
    Situation("SecurityManagerOnJava21", TM, config=["env.java.opts.all: -Dall=1"],
              java_version="21"),
    Situation("NoSecurityManagerOnJava11", TM, java_version="11"),
    Situation("NoSecurityManagerOnJava8", TM, java_version="1.8"),
    Situation("SecurityManagerOnJava25", TM, java_version="25"),
    Situation("DirectMemoryLimit", JM,
              config=["jobmanager.memory.enable-jvm-direct-memory-limit: true"]),
    Situation("ExternalResource", TM,
              config=["external-resources: gpu", "external-resource.gpu.amount: 2"]),
    # Logs
    Situation("LogDirFromConfig", TM, environment={"FLINK_LOG_DIR": None},
              config=["env.log.dir: {ROOT}/log2"]),
    Situation("LogDirDefault", JM, environment={"FLINK_LOG_DIR": None}),
    Situation("LogMaxAndLevel", TM, config=["env.log.max: 5", "env.log.level: DEBUG"]),
    Situation("LogMaxAndLevelVariables", TM,
              environment={"MAX_LOG_FILE_NUMBER": "7", "ROOT_LOG_LEVEL": "WARN"},
              config=["env.log.max: 5", "env.log.level: DEBUG"]),
    Situation("RedirectFromConfig", TM, config=["env.stdout-err.redirect-to-file: true"]),
    Situation("RedirectFromVariable", JM, environment={"STD_REDIRECT_TO_FILE": "true"}),
    Situation("InheritedLogs", TM, environment={"FLINK_INHERITED_LOGS": "said before"}),
    # Hadoop and HBase
    Situation("HadoopVariables", TM,
              environment={"HADOOP_CLASSPATH": "/h/a.jar:/h/lib/*", "HADOOP_CONF_DIR": "/h/conf",
                           "YARN_CONF_DIR": "/y/conf"}),
    Situation("HadoopClasspathOnly", JM, environment={"HADOOP_CLASSPATH": "/h/a.jar"}),
    Situation("HadoopFromConfig", TM,
              config=["env.hadoop.conf.dir: /h/conf", "env.yarn.conf.dir: /y/conf",
                      "env.hbase.conf.dir: /b/conf"]),
    Situation("EmptyHadoopVariableIsFilled", TM, environment={"HADOOP_CONF_DIR": ""},
              config=["env.hadoop.conf.dir: /h/conf"]),
    Situation("HadoopHome2", TM, environment={"HADOOP_HOME": "{ROOT}/hadoop"},
              folders=["hadoop/etc/hadoop", "hadoop/conf"]),
    Situation("HadoopHome1", TM, environment={"HADOOP_HOME": "{ROOT}/hadoop"},
              folders=["hadoop/conf"]),
    Situation("HBase", TM, environment={"HBASE_HOME": "{ROOT}/hbase"}, folders=["hbase/conf"]),
    # Places
    Situation("JarInSubfolder", TM, files={"flink/lib/ext/Z.jar": "", "flink/lib/a.jar": "",
                                           "flink/lib/readme.txt": ""}),
    Situation("ConfDirVariable", TM, environment={"FLINK_CONF_DIR": "{ROOT}/conf2"}),
    Situation("FlinkHomeVariable", TM, environment={"FLINK_HOME": "{ROOT}/link-to-flink"}),
    Situation("PluginsAndOptVariables", TM,
              environment={"FLINK_PLUGINS_DIR": "/p", "FLINK_OPT_DIR": "/o"}),
    Situation("JavaHomeFromConfig", TM, environment={"JAVA_HOME": None},
              config=["env.java.home: {ROOT}/java"]),
    Situation("JavaHomeFromConfigOverVariable", TM, environment={"JAVA_HOME": "/nowhere"},
              config=["env.java.home: {ROOT}/java"]),
    Situation("JavaFromPath", TM,
              environment={"JAVA_HOME": None, "PATH": "{ROOT}/java/bin:/usr/bin:/bin"}),
    Situation("JavaHomeIsNoFolder", TM,
              environment={"JAVA_HOME": "/nowhere", "PATH": "{ROOT}/java/bin:/usr/bin:/bin"}),
    # Identity and pid file
    Situation("IdentString", TM, environment={"FLINK_IDENT_STRING": "blue"}),
    Situation("NoUser", TM, environment={"USER": None}),
    Situation("SecondOnThisHost", TM, pid_lines=["live"]),
    Situation("StalePidFile", TM, pid_lines=["dead", "dead"]),
    Situation("LiveAndDead", JM, pid_lines=["dead", "live", "dead"]),
    Situation("PidDirFromConfig", TM, environment={"FLINK_PID_DIR": None},
              config=["env.pid.dir: {ROOT}/pid2/deep"]),
]


def pascal(role):
    return "".join(word.capitalize() for word in role.split("-"))


def common_situations(name):
    """What decides the final process of every role alike: seven situations."""
    role = ROLES[name]

    def situation(suffix, arguments=(), **rest):
        files = {**role.files, **rest.pop("files", {})}
        return Situation(pascal(name) + suffix, name, [*role.needed, *arguments], files=files,
                         since=role.since, **rest)

    own = "FLINK_ENV_JAVA_OPTS_" + role.letters
    own_config = [] if role.suffix == "all" else [
        f"env.java.opts.{role.suffix}: -Down=1 -Dhome=${{FLINK_HOME}}",
        f"env.java.default-opts.{role.suffix}: -Downdefault=1"]
    return [
        situation(""),
        situation("Arguments", ["-D", "a.b=c d", "--flag", "plain", ""]),
        situation("JavaOpts",
                  config=["env.java.opts.all: -Dall=1", "env.java.opts: -Dold=1",
                          "env.java.default-opts.all: -Ddefault=1", *own_config],
                  environment={"JVM_ARGS": "-Xss1m"}, java_version="21"),
        situation("JavaOptsVariables",
                  environment={"FLINK_ENV_JAVA_OPTS": '-Dv=1 "-Dw=1"', own: "-Down=$HOME"}),
        situation("OwnJavaOptsVariable", environment={own: "-Down=1"},
                  config=["env.java.opts.all: -Dall=1"]),
        situation("LogsAndHadoop",
                  environment={"FLINK_LOG_DIR": None, "FLINK_IDENT_STRING": "blue",
                               "HADOOP_CLASSPATH": "/h/a.jar", "HADOOP_CONF_DIR": "/h/conf",
                               "HBASE_HOME": "{ROOT}/hbase", "MAX_LOG_FILE_NUMBER": "3"},
                  config=["env.log.dir: {ROOT}/log2", "env.yarn.conf.dir: /y/conf",
                          "env.stdout-err.redirect-to-file: true"],
                  folders=["hbase/conf"]),
        situation("Places",
                  environment={"FLINK_HOME": "{ROOT}/link-to-flink", "FLINK_PLUGINS_DIR": "/p",
                               "FLINK_CONF_DIR": "{ROOT}/conf2", "JAVA_HOME": None,
                               "PATH": "{ROOT}/java/bin:/usr/bin:/bin"},
                  files={"flink/lib/ext/Z.jar": "", "flink/lib/a.jar": ""}),
    ]


for each in ROLES:
    if each not in (TM, JM, "flink-daemon"):
        SITUATIONS += common_situations(each)

SITUATIONS += [
    Situation("FlinkHomeOfAnother", TM, environment={"FLINK_HOME": "/nowhere"}, scripts_only=True),
    # What single roles do
    Situation("StandaloneJobDynamicProperty", "standalone-job",
              ["--job-classname", "org.example.Job", "-D", "jobmanager.memory.process.size=2g",
               "--fromSavepoint", "/s"]),
    Situation("KubernetesApplication", "kubernetes-jobmanager",
              ["kubernetes-application", "-D", "jobmanager.memory.process.size=2g", "--host", "h"]),
    Situation("KubernetesTaskManagerMemory", "kubernetes-taskmanager",
              ["-D", "taskmanager.numberOfTaskSlots=3"],
              environment={"FLINK_TM_JVM_MEM_OPTS": "-Xmx1g  -Xms1g", "JVM_ARGS": "-Xss1m"}),
    Situation("KubernetesJobManagerOfAnotherService", "kubernetes-jobmanager", ["zookeeper", "x"]),
    Situation("ZookeeperHeap", "zookeeper", ["2", "ignored"], files=ZOO_CFG,
              config=["zookeeper.heap.mb: 256"], environment={"JVM_ARGS": "-Xss1m"}),
    Situation("ZookeeperHeapVariable", "zookeeper", ["2"], files=ZOO_CFG,
              config=["zookeeper.heap.mb: 256"], environment={"ZK_HEAP": "512"}),
    Situation("ConsoleSqlGateway", "flink-console", ["sql-gateway", "-D", "a=b"], files=SQL_JARS,
              since=(1, 16)),
    Situation("ConsoleHistoryServer", "flink-console", ["historyserver", "--configDir", "/c"],
              config=["env.java.opts.historyserver: -Dhs=1"]),
    Situation("SqlGatewayWithoutPythonJar", "sql-gateway", files={
        "flink/opt/flink-sql-gateway-9.9.jar": ""}, since=(1, 16)),
    Situation("SqlGatewayJarInSubfolder", "sql-gateway", files={
        "flink/opt/flink-python-9.9.jar": "", "flink/opt/sub/flink-sql-gateway-9.9.jar": ""},
        since=(1, 16)),
    Situation("SqlGatewayForegroundHelp", "sql-gateway", ["--help"], files=SQL_JARS,
              since=(1, 16)),
    Situation("SqlGatewayArgumentWithDashH", "sql-gateway", ["-Dsql-gateway.address=my-host"],
              files=SQL_JARS, since=(1, 16)),
    Situation("SqlClientJarInLib", "sql-client", ["-f", "q.sql"],
              files={**SQL_JARS, "flink/lib/flink-sql-client-9.9.jar": ""}),
    Situation("SqlClientOtherJarsInLib", "sql-client", ["-f", "q.sql"],
              files={**SQL_JARS, "flink/lib/flink-python-9.9.jar": "",
                     "flink/lib/flink-sql-gateway-9.9.jar": ""}),
    Situation("SqlClientAlone", "sql-client", ["embedded"],
              files={"flink/opt/flink-sql-client-9.9.jar": ""}),
    Situation("FlinkRun", "flink", ["run", "-p", "2", "-Dx=y", "job.jar", "--input", "a b"]),
    Situation("FlinkQuotedJavaOpts", "flink", ["list"],
              config=["env.java.opts.client: -Dq=\"ab\" -Dh=$HOME -Ds='x'"]),
    Situation("FlinkEmptyVariables", "flink", ["list"],
              environment={"FLINK_ENV_JAVA_OPTS": "", "FLINK_ENV_JAVA_OPTS_CLI": "",
                           "FLINK_IDENT_STRING": "", "JVM_ARGS": ""},
              config=["env.java.opts.all: -Dall=1", "env.java.opts.client: -Down=1"]),
    Situation("FlinkOnJava25", "flink", ["list"], java_version="25"),
]

# What the scripts say where they start nothing: standard output, standard error and status.
SITUATIONS += [
    Situation(pascal(name) + suffix, name, action=action, since=ROLES[name].since)
    for name in (TM, JM, "standalone-job", "history-server", "zookeeper", "sql-gateway")
    for suffix, action in (("WithoutAction", []), ("UnknownAction", ["restart"]))
    if (name, suffix) != ("sql-gateway", "WithoutAction")  # starts a daemon
] + [
    Situation("DaemonWithoutAnything", "flink-daemon", action=[]),
    Situation("DaemonUnknownService", "flink-daemon", action=["start", "kubernetes-session"]),
    Situation("DaemonUnknownAction", "flink-daemon", action=["restart", "zookeeper"]),
    Situation("SqlGatewayHelp", "sql-gateway", action=["--help"], since=(1, 16)),
    Situation("KubernetesJobManagerWithoutService", "kubernetes-jobmanager"),
    Situation("KubernetesJobManagerUnknownService", "kubernetes-jobmanager", ["taskmanager"]),
    Situation("ConsoleWithoutService", "flink-console"),
    Situation("ConsoleUnknownService", "flink-console", ["taskmanager", "x"]),
    Situation("ZookeeperWithoutPeer", "zookeeper", files=ZOO_CFG),
    Situation("ZookeeperWithoutConfig", "zookeeper", ["1"]),
    Situation("SqlClientWithoutJar", "sql-client"),
]
