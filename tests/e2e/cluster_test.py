#!/usr/bin/env python3
"""cluster_test.py LAUNCHER FLINK: what start-cluster.sh and stop-cluster.sh run by ssh and pdsh, the
real ones and ours by the same names; and that our remote command starts a script as well as an
executable. ssh and pdsh are stand-ins that write down their words."""

import json
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

STAND_IN = """#!/usr/bin/env python3
import json, os, sys
with open(os.environ["CALLS"], "a") as calls:
    json.dump([os.path.basename(sys.argv[0]), sys.argv[1:], os.environ.get("PDSH_SSH_ARGS"),
               os.environ.get("PDSH_SSH_ARGS_APPEND")], calls)
    calls.write("\\n")
"""

HIGH_AVAILABILITY = "high-availability.type: zookeeper"
CASES = [  # name, programs, configuration, masters, workers, environment
    ("Workers", ["ssh"], [], "localhost:8081\n", "localhost\nw2 # two\n#w3\n/rack/w4\nw5", {}),
    ("Options", ["ssh"], ["env.ssh.opts: -p 22 -q"], "m1\n", "w1\n", {}),
    ("OptionsVariable", ["ssh"], [], "m1\n", "w1\n", {"FLINK_SSH_OPTS": "-o A=b"}),
    ("Masters", ["ssh"], [HIGH_AVAILABILITY], "m1:8081\n\nlocalhost\n/r/m3", "w1\n", {}),
    ("Pdsh", ["ssh", "pdsh"], [HIGH_AVAILABILITY, "env.ssh.opts: -q"], "m1:1\n", "w1\nw2\n", {}),
    ("HighAvailabilityVariable", ["ssh"], [], "m1:8081\nm2:8082\n", "w1\n",
     {"HIGH_AVAILABILITY": "ZooKeeper"}),
]
OURS = """nohup /bin/bash -l -c 'exec "$0" "$@"' """
THEIRS = "nohup /bin/bash -l "


def lay_out(root, flink, case):
    _, programs, config, masters, workers, _ = case
    home = root / "flink"
    shutil.copytree(Path(flink) / "bin", home / "bin", symlinks=True)
    (home / "conf").mkdir()
    (home / "lib").mkdir()
    for jar in (Path(flink) / "lib").glob("*.jar"):
        (home / "lib" / jar.name).symlink_to(jar.resolve())
    lines = ["jobmanager.memory.process.size: 1600m", "taskmanager.memory.process.size: 1728m"]
    (home / "conf/config.yaml").write_text("\n".join(lines + config) + "\n")
    (home / "conf/masters").write_text(masters)
    (home / "conf/workers").write_text(workers)
    (root / "bin").mkdir()
    for program in programs:
        (root / "bin" / program).write_text(STAND_IN)
        (root / "bin" / program).chmod(0o755)
    # What runs on this host is not at issue here.
    for script in ("jobmanager.sh", "taskmanager.sh"):
        (home / "bin" / script).write_text("#!/bin/sh\nexit 0\n")
    return home


def calls_of(root, command, variables):
    calls = root / "calls"
    calls.write_text("")
    environment = {"PATH": f"{root}/bin:/usr/bin:/bin", "HOME": str(root), "CALLS": str(calls),
                   "FLINK_PID_DIR": f"{root}/pid", "FLINK_LOG_DIR": f"{root}/log", **variables}
    java = os.environ.get("JAVA_HOME")
    if java:
        environment["JAVA_HOME"] = java
    subprocess.run(command, env=environment, cwd=root, timeout=120, check=False,
                   stdin=subprocess.DEVNULL, capture_output=True)
    return [json.loads(line) for line in calls.read_text().splitlines()]


def check_case(case, script, launcher, flink):
    with tempfile.TemporaryDirectory(prefix="flink-launcher-e2e-") as folder:
        root = Path(folder).resolve()
        home = lay_out(root, flink, case)
        path = home / "bin" / script
        theirs = calls_of(root, ["bash", str(path)], case[5])
        path.unlink()
        path.symlink_to(Path(launcher).resolve())
        # The JobManager of this host is started by us in earnest: into a java that does nothing.
        (root / "java/bin").mkdir(parents=True)
        shutil.copy("/bin/true", root / "java/bin/java")
        (root / "java/release").write_text('JAVA_VERSION="17.0.1"\n')
        ours = calls_of(root, [str(path)], {**case[5], "JAVA_HOME": f"{root}/java"})
    for call in ours:
        assert OURS in call[1][-1], call
        call[1][-1] = call[1][-1].replace(OURS, THEIRS)
    if not theirs or ours != theirs:
        print(f"{case[0]}, {script}:\n  script:   {theirs}\n  launcher: {ours}")
        return False
    return True


def check_remote_command():
    """A login shell executes both a script and an executable by our remote command."""
    with tempfile.TemporaryDirectory(prefix="flink-launcher-e2e-") as folder:
        script = Path(folder) / "with blank.sh"
        script.write_text('#!/bin/sh\necho "script $1 $2"\n')
        script.chmod(0o755)
        good = True
        for program, words, said in ((script, "start a", "script start a"),
                                     ("/bin/echo", '"start" b', "start b")):
            command = OURS + f'"{program}" {words} &\nwait'
            done = subprocess.run(["/bin/sh", "-c", command], capture_output=True, text=True,
                                  env={"PATH": "/usr/bin:/bin", "HOME": folder}, check=False)
            if done.stdout.strip() != said:
                print(f"remote command: {done.stdout!r} {done.stderr!r} instead of {said!r}")
                good = False
        return good


def main():
    launcher, flink = sys.argv[1:]
    bad = 0 if check_remote_command() else 1
    for case in CASES:
        for script in ("start-cluster.sh", "stop-cluster.sh"):
            bad += 0 if check_case(case, script, launcher, flink) else 1
    print(f"{2 * len(CASES)} clusters compared, {bad} with differences")
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main())
