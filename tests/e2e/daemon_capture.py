#!/usr/bin/env python3
"""Records what Flink's real scripts do for start, stop and stop-all, and compares flink-launcher.

  daemon_capture.py record --flink DIR --version 2.3.0 --fake-java PATH --real-java PATH \
      --output tests/testdata/daemons/2.3.0.json
  daemon_capture.py replay --flink DIR --version 2.3.0 --fake-java PATH --launcher PATH \
      --records tests/testdata/daemons/2.3.0.json
A record holds the processes that were started (argv, environment, working directory, descriptors,
ignored signals, umask), what was said, the exit status, the pid files, the log folder and which of
the earlier processes still run. `replay` exits 1 on any difference that ALLOWED does not name.
"""

import argparse
import concurrent.futures
import functools
import json
import os
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))
from capture_scripts import IGNORED_VARIABLES, java_name, line_of, show, tidy  # noqa: E402
from capture_scripts import without_loading_lines  # noqa: E402
from daemon_situations import SITUATIONS  # noqa: E402

SERVICES = {"taskmanager": "taskexecutor", "jobmanager": "standalonesession"}
MAIN_CLASSES = {
    "taskmanager": "org.apache.flink.runtime.taskexecutor.TaskManagerRunner",
    "jobmanager": "org.apache.flink.runtime.entrypoint.StandaloneSessionClusterEntrypoint",
}
HARNESS_VARIABLES = IGNORED_VARIABLES | {"FAKE_JAVA_STAY", "FAKE_JAVA_CANNED"}
DEADLINE = 60  # seconds, for whatever is waited for


def wait_until(what, condition):
    end = time.monotonic() + DEADLINE
    while not condition():
        if time.monotonic() > end:
            raise TimeoutError(f"no {what} within {DEADLINE} s")
        time.sleep(0.01)


def runs(pid):
    try:
        state = Path(f"/proc/{pid}/stat").read_text().rpartition(") ")[2][0]
    except (FileNotFoundError, ProcessLookupError):
        return False
    return state not in "ZX"


class Stage:
    """A temporary {ROOT} for one situation."""

    def __init__(self, options, situation):
        self.options = options
        self.situation = situation
        self.root = Path(tempfile.mkdtemp(prefix="flink-launcher-daemon-")).resolve()
        self.earlier = []  # (kind, Popen) of the pid file's lines
        self.started = []

    def __enter__(self):
        for folder in ("cwd", "log", "log2", "java/bin", "dumps", *self.situation.folders):
            (self.root / folder).mkdir(parents=True, exist_ok=True)
        self._lay_out()
        for path, text in {**self.situation.files, **self.situation.programs}.items():
            (self.root / path).parent.mkdir(parents=True, exist_ok=True)
            (self.root / path).write_text(text)
        for path in self.situation.programs:
            (self.root / path).chmod(0o755)
        if self.situation.pid_lines:
            self._write_pid_file()
        return self

    def __exit__(self, *_):
        for pid in self.started:
            if runs(pid):
                os.kill(pid, signal.SIGKILL)
        for _, process in self.earlier:
            process.kill()
            process.wait()
        shutil.rmtree(self.root)

    def fill(self, text):
        return text.replace("{ROOT}", str(self.root))

    def place(self, text):
        return text.replace(str(self.root), "{ROOT}")

    def _lay_out(self):
        source = Path(self.options.flink).resolve()
        for folder in ("bin", "lib", "opt", "plugins", "conf"):
            (self.root / "flink" / folder).mkdir(parents=True)
        for script in (source / "bin").glob("*.sh"):
            shutil.copy(script, self.root / "flink/bin")
        (self.root / "flink/bin/bash-java-utils.jar").symlink_to(source / "bin/bash-java-utils.jar")
        for jar in (source / "lib").glob("*.jar"):
            (self.root / "flink/lib" / jar.name).symlink_to(jar)
        shutil.copy(self.options.fake_java, self.root / "java/bin/java")
        version = self.situation.java_version
        (self.root / "java/release").write_text(f'JAVA_VERSION="{version}.0.1"\n')
        name = "config.yaml" if line_of(self.options.version) >= (1, 19) else "flink-conf.yaml"
        lines = [self.fill(line) for line in self.situation.given()["config"]]
        (self.root / "flink/conf" / name).write_text("\n".join(lines) + "\n")

    def _earlier_process(self, kind):
        if kind == "dead":
            process = subprocess.Popen(["true"])
            process.wait()
            return process
        said = self.root / f"dumps/earlier-{len(self.earlier)}"
        stay = "stubborn" if kind == "stubborn" else "1"
        process = subprocess.Popen(
            ["java", MAIN_CLASSES[self.situation.role]],
            executable=self.root / "java/bin/java",
            env={"FAKE_JAVA_STAY": stay, "FAKE_JAVA_DUMP": str(said)})
        wait_until("earlier process", said.exists)
        # Reaped at once, as init would: the script waits for zombies, too.
        threading.Thread(target=process.wait, daemon=True).start()
        return process

    def _write_pid_file(self):
        lines = []
        for line in self.situation.pid_lines:
            if line in ("live", "stubborn", "dead"):
                process = self._earlier_process(line)
                self.earlier.append((line, process))
                lines.append(str(process.pid))
            else:
                lines.append(line)
        (self.root / "pid").mkdir()
        file = self.root / f"pid/flink-tester-{SERVICES[self.situation.role]}.pid"
        file.write_text("\n".join(lines) + self.situation.pid_file_end)

    def run(self, command):
        """Runs `command` and tells all that came of it."""
        environment = {key: self.fill(value)
                       for key, value in self.situation.given()["environment"].items()}
        environment.update(FAKE_JAVA_DUMP=str(self.root / "dumps/%p.json"), FAKE_JAVA_STAY="1",
                           FAKE_JAVA_SPEC_VERSION=self.situation.java_version)
        if self.situation.action != "start":
            environment["FAKE_JAVA_CANNED"] = "1"
        elif self.options.real_java:
            environment["FAKE_JAVA_REAL"] = self.options.real_java
        done = subprocess.run(command, env=environment, cwd=self.root / "cwd", timeout=120,
                              stdin=subprocess.DEVNULL, capture_output=True, text=True)
        expected = self.situation.processes if self.situation.action == "start" else 0
        dumps = lambda: sorted((self.root / "dumps").glob("*.json"))  # noqa: E731
        if done.returncode == 0:
            wait_until("process", lambda: len(dumps()) >= expected)
        processes = [json.loads(each.read_text(errors="surrogateescape")) for each in dumps()]
        self.started = [each["pid"] for each in processes]
        return self._result(done, processes)

    def _result(self, done, processes):
        names = {str(process.pid): f"{kind.upper()}{number}"
                 for number, (kind, process) in enumerate(self.earlier)}
        pid_files = {self.place(str(file)): file.read_text()
                     for file in sorted(self.root.glob("pid/**/*")) if file.is_file()}
        order = [line for text in pid_files.values() for line in text.splitlines()]
        processes.sort(key=lambda each: order.index(str(each["pid"])))
        names.update({str(each["pid"]): f"NEW{number}" for number, each in enumerate(processes)})

        def named(text):
            return re.sub(r"\d+", lambda found: names.get(found.group(), found.group()), text)

        return {
            "status": done.returncode,
            "said": named(self.place(done.stdout)),
            "processes": [self._process(each) for each in processes],
            "pid_files": {name: named(text) for name, text in pid_files.items()},
            "logs": {self.place(str(file)): file.read_text()
                     for folder in ("log", "log2") for file in sorted((self.root / folder).iterdir())},
            "still_running": [names[str(process.pid)] for _, process in self.earlier
                              if runs(process.pid)],
        }

    def _process(self, dump):
        return without_loading_lines({
            "argv": [self.place(argument) for argument in dump["argv"]],
            "environment": {key: self.place(value) for key, value in dump["environment"].items()
                            if key not in HARNESS_VARIABLES},
            "directory": self.place(dump["directory"]),
            "descriptors": {number: self.place(target)
                            for number, target in dump["descriptors"].items()},
            "ignored_signals": dump["ignored_signals"],
            "blocked_signals": dump["blocked_signals"],
            "umask": dump["umask"],
        })


def situations_of(options):
    line = line_of(options.version)
    return [each for each in SITUATIONS
            if each.since <= line <= each.until and re.search(options.only, each.name)]


def processes_of(records):
    return [process for each in records for process in each["result"]["processes"]]


def pack(records):
    """Without repetitions: the jars as {JARS}, and of each environment what differs from the first
    one's (null: not there)."""
    first = processes_of(records)[0]
    jars = first["argv"][first["argv"].index("-classpath") + 1].rstrip(":")
    common = first["environment"]
    for process in processes_of(records):
        process["argv"] = [word.replace(jars, "{JARS}") for word in process["argv"]]
        own = process["environment"]
        process["environment"] = {name: own.get(name) for name in sorted(common | own)
                                  if own.get(name) != common.get(name)}
    return {"jars": jars, "environment": common, "situations": records}


def unpack(document):
    for process in processes_of(document["situations"]):
        process["argv"] = [word.replace("{JARS}", document["jars"]) for word in process["argv"]]
        merged = {**document["environment"], **process["environment"]}
        process["environment"] = {name: value for name, value in merged.items()
                                  if value is not None}
    return {each["name"]: each["result"] for each in document["situations"]}


def record(options):
    records = []
    for situation in situations_of(options):
        with Stage(options, situation) as stage:
            script = stage.root / "flink/bin" / (situation.role + ".sh")
            result = stage.run(["bash", str(script), situation.action,
                                *map(stage.fill, situation.arguments)])
        records.append({"name": situation.name, "result": result})
        print(situation.name, len(result["processes"]), file=sys.stderr)
    document = {"release": options.version, "jdk": java_name(options.real_java),
                "recorded_by": "tests/e2e/daemon_capture.py record", **pack(records)}
    Path(options.output).write_text(json.dumps(document, indent=1, ensure_ascii=False) + "\n")
    return 0


# Differences on purpose: situation name pattern, part of the result, reason.
ALLOWED = []


def differences(expected, actual):
    found = [(part, expected[part], actual[part])
             for part in ("status", "said", "pid_files", "logs", "still_running")
             if expected[part] != actual[part]]
    if len(expected["processes"]) != len(actual["processes"]):
        return [*found, ("processes", len(expected["processes"]), len(actual["processes"]))]
    for script, ours in zip(expected["processes"], actual["processes"]):
        script, ours = tidy(script), tidy(ours)
        found += [(part, script[part], ours[part]) for part in script
                  if part != "environment" and script[part] != ours[part]]
        names = sorted(script["environment"].keys() | ours["environment"].keys())
        found += [("environment." + name, script["environment"].get(name),
                   ours["environment"].get(name)) for name in names
                  if script["environment"].get(name) != ours["environment"].get(name)]
    return found


def run_launcher(options, situation):
    with Stage(options, situation) as stage:
        link = stage.root / "flink/bin/flink-launcher"
        link.symlink_to(Path(options.launcher).resolve())
        return stage.run([str(link), situation.role, situation.action,
                          *map(stage.fill, situation.arguments)])


def replay(options):
    records = unpack(json.loads(Path(options.records).read_text()))
    situations = situations_of(options)
    # They wait more than they work. No threads: a fork of one would hold open for writing the
    # program that another has just copied and is about to execute.
    with concurrent.futures.ProcessPoolExecutor(8) as pool:
        results = list(pool.map(functools.partial(run_launcher, options), situations))
    bad = compared = 0
    for situation, actual in zip(situations, results):
        if situation.name not in records:
            print(f"{situation.name}: not recorded")
            bad += 1
            continue
        compared += 1
        rest = [each for each in differences(records[situation.name], actual) if not any(
            re.search(pattern, situation.name) and part == each[0] for pattern, part, _ in ALLOWED)]
        if rest:
            bad += 1
            print(f"{situation.name}:")
            for each in rest:
                show(*each)
    print(f"{options.version}: {compared} daemon situations compared, {bad} with differences")
    return 1 if bad or not compared else 0


def main():
    parser = argparse.ArgumentParser(description=__doc__,
                                     formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("mode", choices=["record", "replay"])
    parser.add_argument("--flink", required=True, help="a Flink distribution")
    parser.add_argument("--version", required=True, help="its version, as in 2.3.0")
    parser.add_argument("--fake-java", required=True)
    parser.add_argument("--real-java", help="for Flink's helper calls (record)")
    parser.add_argument("--output", help="record: the file to write")
    parser.add_argument("--launcher", help="replay: the executable")
    parser.add_argument("--records", help="replay: the file to compare with")
    parser.add_argument("--only", default="", help="a pattern for the names of situations")
    options = parser.parse_args()
    signal.signal(signal.SIGHUP, signal.SIG_DFL)  # nohup would be passed on to what is started
    for name in ["real_java", "output"] if options.mode == "record" else ["launcher", "records"]:
        if getattr(options, name) is None:
            parser.error(f"{options.mode} needs --{name.replace('_', '-')}")
    return record(options) if options.mode == "record" else replay(options)


if __name__ == "__main__":
    sys.exit(main())
