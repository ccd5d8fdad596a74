#!/usr/bin/env python3
"""The launcher's daemons and those of Flink's real scripts, in one pid folder.

  daemon_mixed_test.py --flink DIR --version 2.3.0 --fake-java PATH --launcher PATH [--count 50]

The scripts stop what the launcher started and the other way round; --count TaskManagers are started
at once by the launcher, then half and half with the scripts: every pid and every log name is there
once. fake_java stands in for the JVM and for the scripts' helper JVMs. Exits 1 on a failure.
"""

import argparse
import re
import subprocess
import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))
from daemon_capture import MAIN_CLASSES, SERVICES, Stage, runs, wait_until  # noqa: E402
from daemon_situations import Situation  # noqa: E402

checks = 0


def check(what, holds):
    global checks
    if not holds:
        raise AssertionError(what)
    checks += 1


class Host:
    """One pid folder, and both ways to start and stop in it."""

    def __init__(self, options, role="taskmanager"):
        self.stage = Stage(options, Situation("Mixed", role, java_version="11"))  # every release takes it
        self.role = role

    def __enter__(self):
        self.stage.__enter__()
        self.root = self.stage.root
        self.link = self.root / "flink/bin/flink-launcher"
        self.link.symlink_to(Path(self.stage.options.launcher).resolve())
        self.script = self.root / "flink/bin" / (self.role + ".sh")
        self.pid_file = self.root / f"pid/flink-tester-{SERVICES[self.role]}.pid"
        return self

    def __exit__(self, *error):
        self.stage.started = self.dumped()
        return self.stage.__exit__(*error)

    def environment(self):
        given = self.stage.situation.given()["environment"]
        return {**{key: self.stage.fill(value) for key, value in given.items()},
                "FAKE_JAVA_DUMP": str(self.root / "dumps/%p.json"), "FAKE_JAVA_STAY": "1",
                "FAKE_JAVA_CANNED": "1", "FAKE_JAVA_SPEC_VERSION": self.stage.situation.java_version}

    def command(self, who, action):
        return {"launcher": [str(self.link), self.role, action],
                "script": ["bash", str(self.script), action]}[who]

    def begin(self, who, action):
        return subprocess.Popen(self.command(who, action), env=self.environment(),
                                cwd=self.root / "cwd", stdin=subprocess.DEVNULL, text=True,
                                stdout=subprocess.PIPE, stderr=subprocess.STDOUT)

    def call(self, who, action, status=0):
        process = self.begin(who, action)
        said, _ = process.communicate(timeout=60)
        check(f"{who} {action}: status {process.returncode}, not {status}: {said}",
              process.returncode == status)
        return said

    def pids(self):
        return [int(line) for line in self.pid_file.read_text().splitlines()]

    def dumped(self):
        return [int(file.stem) for file in (self.root / "dumps").glob("[0-9]*.json")]

    def await_all_running(self, count):
        """All lines of the pid file are processes of the role that run by now."""
        wait_until(f"{count} processes", lambda: len(self.dumped()) >= count)
        check("the pid file has other processes than have run",
              sorted(self.pids()) == sorted(self.dumped()))
        for pid in self.pids():
            words = Path(f"/proc/{pid}/cmdline").read_bytes().split(b"\0")
            check(f"{pid} is no {self.role}", MAIN_CLASSES[self.role].encode() in words)


def stop_each_others(options):
    for starter, stopper in (("launcher", "script"), ("script", "launcher")):
        for role in SERVICES:
            with Host(options, role) as host:
                host.call(starter, "start")
                host.call(starter, "start")
                host.await_all_running(2)
                first, last = host.pids()
                said = host.call(stopper, "stop")
                check(said, said == f"Stopping {SERVICES[role]} daemon (pid: {last}) "
                                    "on host testhost.\n")
                check("the wrong one was stopped", runs(first) and not runs(last))
                check("the pid file", host.pids() == [first])
                said = host.call(starter, "start")
                check(said, said.startswith("[INFO] 1 instance(s) of"))
                host.call(stopper, "stop-all")
                check("some still run", not any(map(runs, host.dumped())))
                check("the pid file is still there", not host.pid_file.exists())
                said = host.call("launcher", "status", status=3)
                check(said, "is not running" in said)


def stop_what_has_just_started(options):
    """The script's lock is free before its shell has become java."""
    with Host(options) as host:
        host.call("script", "start")
        [pid] = host.pids()
        said = host.call("launcher", "stop")
        check(said, said == f"Stopping taskexecutor daemon (pid: {pid}) on host testhost.\n")
        check("it still runs", not runs(pid))


def start_at_once(options, share_of_scripts):
    """share_of_scripts: 0 for none, 2 for every second one."""
    with Host(options) as host:
        begun = time.monotonic()
        starters = [host.begin("script" if share_of_scripts and i % share_of_scripts else "launcher",
                               "start") for i in range(options.count)]
        for starter in starters:
            said, _ = starter.communicate(timeout=120)
            check(f"a start ended with {starter.returncode}: {said}", starter.returncode == 0)
        seconds = time.monotonic() - begun
        host.await_all_running(options.count)
        pids = host.pids()
        check(f"{len(set(pids))} pids of {options.count}", len(set(pids)) == options.count)
        names = {}
        for pid in pids:
            words = Path(f"/proc/{pid}/cmdline").read_text()
            names[pid] = re.search(r"-Dlog\.file=[^\0]*-(\d+)-testhost\.log", words).group(1)
        check("the ids are not the lines of the pid file",
              [int(names[pid]) for pid in pids] == list(range(options.count)))
        outs = list((host.root / "log").glob("*.out"))
        check(f"{len(outs)} out files", len(outs) == options.count)
        said = host.call("launcher", "status")
        check(said, f"{options.count} of {options.count} in" in said)
        host.call("launcher", "stop-all")
        check("some still run", not any(map(runs, pids)))
        kind = "half by the scripts" if share_of_scripts else "by the launcher"
        print(f"{options.count} TaskManagers {kind} in {seconds:.1f} s: no pid and no log lost")


def main():
    parser = argparse.ArgumentParser(description=__doc__,
                                     formatter_class=argparse.RawDescriptionHelpFormatter)
    for name in ("--flink", "--version", "--fake-java", "--launcher"):
        parser.add_argument(name, required=True)
    parser.add_argument("--count", type=int, default=50)
    options = parser.parse_args()
    options.real_java = None
    stop_each_others(options)
    stop_what_has_just_started(options)
    start_at_once(options, 0)
    start_at_once(options, 2)
    print(f"{options.version}: {checks} checks of mixed daemons passed")
    return 0


if __name__ == "__main__":
    sys.exit(main())
