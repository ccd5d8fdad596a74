"""The situations in which flink-daemon.sh and flink-launcher's daemons are compared: one table.

Texts may hold {ROOT}, as in situations.py. A pid line is "live" (a process of the role), "stubborn"
(one that SIGTERM does not end), "dead" (the number of a process that has ended) or a literal line.
"""

from dataclasses import dataclass, field

from situations import BASE_CONFIG, BASE_ENVIRONMENT

TM = "taskmanager"
JM = "jobmanager"

NUMACTL = """#!/bin/sh
# Two nodes, or the command after "--" with what it is bound to in NUMA_BINDING.
if [ "$1" = --show ]; then
  printf 'policy: default\\nnodebind: 0 1 \\nmembind: 0 1 \\n'
  exit 0
fi
NUMA_BINDING="$1 $2"
export NUMA_BINDING
shift 3
exec "$@"
"""

OLD_LOGS = {
    f"log/flink-tester-taskexecutor-{number}-testhost.{end}": f"old {number} {end}\n"
    for number in (0, 1) for end in ("log", "log.1", "out", "out.1", "err")
}


@dataclass
class Situation:
    """One call of the role's script with `action`. `environment` None removes a variable."""

    name: str
    role: str
    action: str = "start"
    arguments: list = field(default_factory=list)
    environment: dict = field(default_factory=dict)
    config: list = field(default_factory=list)
    files: dict = field(default_factory=dict)
    folders: list = field(default_factory=list)
    programs: dict = field(default_factory=dict)  # as files, executable
    java_version: str = "17"
    pid_lines: list = field(default_factory=list)
    pid_file_end: str = "\n"  # of its last line
    processes: int = 1  # that a start makes
    since: tuple = (1, 13)
    until: tuple = (99, 0)

    def given(self):
        variables = {**BASE_ENVIRONMENT, **self.environment}
        return {
            "environment": {name: value for name, value in variables.items() if value is not None},
            "config": BASE_CONFIG + self.config,
        }


SITUATIONS = [
    Situation("TaskManager", TM),
    Situation("JobManager", JM),
    Situation("TaskManagerArguments", TM, arguments=["-D", "taskmanager.numberOfTaskSlots=3", "x"]),
    Situation("JobManagerHostAndPort", JM, arguments=["master.example", "8081"]),
    Situation("JobManagerHostPortAndProperty", JM, arguments=["master", "8082", "-D", "a.b=c"],
              since=(1, 15)),
    # The pid file
    Situation("SecondOfARole", TM, pid_lines=["live"]),
    Situation("DeadLinesCount", TM, pid_lines=["dead", "dead"]),
    Situation("ThirdAfterADeadOne", TM, pid_lines=["live", "dead"]),
    Situation("JunkLinesCount", TM, pid_lines=["", "junk", "live"]),
    Situation("PidFolderIsMade", TM, environment={"FLINK_PID_DIR": "{ROOT}/pid/a/b"}),
    Situation("PidFolderFromConfiguration", TM, environment={"FLINK_PID_DIR": None},
              config=["env.pid.dir: {ROOT}/pid/configured"]),
    Situation("Ident", TM, environment={"FLINK_IDENT_STRING": "someone"}),
    Situation("NoUser", TM, environment={"USER": None}),
    # Logs
    Situation("OldLogsStayAndOutIsEmptied", TM, files=OLD_LOGS),
    Situation("OldLogsOfTheSecond", TM, files=OLD_LOGS, pid_lines=["live"]),
    Situation("MaxLogFileNumber", TM, files=OLD_LOGS, environment={"MAX_LOG_FILE_NUMBER": "1"}),
    Situation("LogMaxFromConfiguration", TM, files=OLD_LOGS, config=["env.log.max: 2"]),
    Situation("LogFolderFromConfiguration", TM, environment={"FLINK_LOG_DIR": None},
              config=["env.log.dir: {ROOT}/log2"]),
    Situation("RedirectIsForTheForeground", TM, config=["env.stdout-err.redirect-to-file: true"]),
    Situation("RootLogLevel", JM, environment={"ROOT_LOG_LEVEL": "DEBUG"}),
    # Java options
    Situation("JavaOptsNameTheScriptsVariables", TM, pid_lines=["live"], config=[
        "env.java.opts.all: -Dd=${DAEMON} -Ds=[${SERVICE}] -Dss=${STARTSTOP} -Di=${id}",
        "env.java.opts.taskmanager: -Xlog:gc:${FLINK_LOG_PREFIX}.gc -Dl=${log} -Do=${out}"],
        since=(1, 17)),
    Situation("JavaOptsExpandedInOldReleases", TM, until=(1, 16), config=[
        "env.java.opts: -Dd=${DAEMON} -Dp=${FLINK_LOG_PREFIX}.gc"]),
    Situation("JavaOptsOfTheJobManager", JM, config=["env.java.opts.jobmanager: -Djm=$HOME/x"]),
    Situation("ExportedScriptVariables", TM, environment={
        "id": "mine", "log": "mine", "out": "mine", "err": "mine", "pid": "mine",
        "DAEMON": "mine", "SERVICE": "mine"}),
    Situation("JvmArgs", TM, environment={"JVM_ARGS": "-Xss1m  -verbose:gc"}),
    # NUMA
    Situation("Numa", TM, config=["taskmanager.compute.numa: true"], processes=2,
              environment={"PATH": "{ROOT}/bin:/usr/bin:/bin"}, programs={"bin/numactl": NUMACTL}),
    Situation("NumaIsNotForTheJobManager", JM, config=["taskmanager.compute.numa: true"],
              environment={"PATH": "{ROOT}/bin:/usr/bin:/bin"}, programs={"bin/numactl": NUMACTL}),
    # stop
    Situation("StopNone", TM, "stop"),
    Situation("StopTheOnlyOne", TM, "stop", pid_lines=["live"]),
    Situation("StopTheLast", JM, "stop", pid_lines=["live", "live"]),
    Situation("StopAfterADeadOne", TM, "stop", pid_lines=["dead", "live"]),
    Situation("StopADeadOne", TM, "stop", pid_lines=["live", "dead"]),
    Situation("StopTheOnlyDeadOne", TM, "stop", pid_lines=["dead"]),
    Situation("StopWithAnEmptyLastLine", TM, "stop", pid_lines=["live", ""]),
    Situation("StopStubborn", TM, "stop", pid_lines=["live", "stubborn"], since=(2, 3)),
    Situation("StopNuma", TM, "stop", pid_lines=["live", "live", "live"],
              config=["taskmanager.compute.numa: true"],
              environment={"PATH": "{ROOT}/bin:/usr/bin:/bin"}, programs={"bin/numactl": NUMACTL}),
    Situation("StopAllNone", TM, "stop-all"),
    Situation("StopAll", TM, "stop-all", pid_lines=["live", "dead", "live"]),
    Situation("StopAllDead", JM, "stop-all", pid_lines=["dead", "dead"]),
]
