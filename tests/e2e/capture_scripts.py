#!/usr/bin/env python3
"""Records what Flink's real start scripts exec, and compares flink-launcher with the records.

Record (real scripts, real BashJavaUtils, fake_java in place of the final java):
  capture_scripts.py record --flink DIR --version 2.3.0 --fake-java PATH --real-java PATH \
      --output tests/testdata/scripts/2.3.0.json
Compare (no shell script runs; the launcher lies in the distribution's bin/ by a symlink, once in
the script's place and once as flink-launcher):
  capture_scripts.py replay --flink DIR --version 2.3.0 --fake-java PATH --launcher PATH \
      --records tests/testdata/scripts/2.3.0.json
Differences on purpose are in ALLOWED below, each with its reason; `replay` exits 1 on any other.
"""

import argparse
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))
from situations import ROLES, SITUATIONS  # noqa: E402

# Set by bash itself, or by this program for fake_java.
IGNORED_VARIABLES = {"_", "SHLVL", "PWD", "OLDPWD", "FAKE_JAVA_DUMP", "FAKE_JAVA_REAL",
                     "FAKE_JAVA_SPEC_VERSION", "FLINK_LAUNCHER_CONTAINER_MEMORY"}


def line_of(version):
    major, minor = version.split(".")[:2]
    return int(major), int(minor)


class Stage:
    """A temporary {ROOT} for one situation."""

    def __init__(self, options, situation):
        self.options = options
        self.situation = situation
        self.role = ROLES[situation.role]
        self.root = Path(tempfile.mkdtemp(prefix="flink-launcher-e2e-")).resolve()
        self.live = None

    def __enter__(self):
        for folder in ("cwd", "log", "log2", "java/bin", "conf2", *self.situation.folders):
            (self.root / folder).mkdir(parents=True, exist_ok=True)
        self._lay_out_flink()
        self._lay_out_java()
        self._write_config()
        for path, text in self.situation.files.items():
            (self.root / path).parent.mkdir(parents=True, exist_ok=True)
            (self.root / path).write_text(text)
        self._write_pid_file()
        return self

    def __exit__(self, *_):
        if self.live is not None:
            self.live.kill()
            self.live.wait()
        shutil.rmtree(self.root)

    def fill(self, text):
        return text.replace("{ROOT}", str(self.root))

    def _lay_out_flink(self):
        source = Path(self.options.flink).resolve()
        flink = self.root / "flink"
        for folder in ("bin", "lib", "opt", "plugins", "conf"):
            (flink / folder).mkdir(parents=True)
        for script in [*(source / "bin").glob("*.sh"), source / "bin/flink"]:
            shutil.copy(script, flink / "bin")
        (self.root / "link-to-flink").symlink_to(flink)
        (flink / "bin/bash-java-utils.jar").symlink_to(source / "bin/bash-java-utils.jar")
        for jar in (source / "lib").glob("*.jar"):
            (flink / "lib" / jar.name).symlink_to(jar)

    def _lay_out_java(self):
        shutil.copy(self.options.fake_java, self.root / "java/bin/java")
        version = self.situation.java_version
        full = "1.8.0_402" if version == "1.8" else version + ".0.1"
        (self.root / "java/release").write_text(f'IMPLEMENTOR="fake"\nJAVA_VERSION="{full}"\n')

    def _write_config(self):
        name = "config.yaml" if line_of(self.options.version) >= (1, 19) else "flink-conf.yaml"
        lines = [self.fill(line) for line in self.situation.given()["config"]]
        for folder in ("flink/conf", "conf2"):
            (self.root / folder / name).write_text("\n".join(lines) + "\n")

    def _write_pid_file(self):
        if not self.situation.pid_lines:
            return
        self.live = subprocess.Popen(["sleep", "600"])
        ended = subprocess.Popen(["true"])
        ended.wait()
        pids = {"live": str(self.live.pid), "dead": str(ended.pid)}
        lines = [pids.get(line, line) for line in self.situation.pid_lines]
        (self.root / "pid").mkdir()
        file = self.root / f"pid/flink-tester-{self.role.service}.pid"
        file.write_text("".join(line + "\n" for line in lines))

    def words(self):
        """What stands after the script's name: the action and the arguments."""
        action = self.situation.action
        action = self.role.action if action is None else action
        return [*action, *map(self.fill, self.situation.arguments)]

    def run(self, command):
        """Runs `command` and returns fake_java's dump, or what was said instead."""
        environment = {key: self.fill(value)
                       for key, value in self.situation.given()["environment"].items()}
        dump = self.root / "dump.json"
        environment.update(FAKE_JAVA_DUMP=str(dump), FAKE_JAVA_SPEC_VERSION=self.situation.java_version)
        # What was recorded knows no container; the scripts do not know this variable.
        environment["FLINK_LAUNCHER_CONTAINER_MEMORY"] = "off"
        if self.options.real_java:
            environment["FAKE_JAVA_REAL"] = self.options.real_java
        done = subprocess.run(command, env=environment, cwd=self.root / "cwd", timeout=120,
                              stdin=subprocess.DEVNULL, capture_output=True, text=True)
        if not dump.exists():
            return {"status": done.returncode, "output": self._place(done.stdout + done.stderr)}
        text = dump.read_text(errors="surrogateescape")
        return self._result(json.loads(text))

    def _place(self, text):
        return text.replace(str(self.root), "{ROOT}")

    def _result(self, dump):
        descriptors = {number: self._place(target) for number, target in dump["descriptors"].items()}
        return {
            "argv": [self._place(argument) for argument in dump["argv"]],
            "environment": {key: self._place(value)
                            for key, value in dump["environment"].items()
                            if key not in IGNORED_VARIABLES},
            "directory": self._place(dump["directory"]),
            "files": {number: descriptors[number] for number in ("1", "2")
                      if descriptors.get(number, "").startswith("{ROOT}")},
            "pid_file": self._pid_file(dump["pid"]),
        }

    def _pid_file(self, pid):
        names = {str(pid): "OURS"}
        if self.live is not None:
            names[str(self.live.pid)] = "LIVE"
        found = {}
        for folder in ("pid", "pid2/deep"):
            for file in sorted((self.root / folder).glob("*.pid")):
                lines = file.read_text().splitlines()
                found[f"{folder}/{file.name}"] = [names.get(line, "DEAD") for line in lines]
        return found


def situations_of(options):
    line = line_of(options.version)
    return [each for each in SITUATIONS
            if each.since <= line <= each.until and re.search(options.only, each.name)]


def without_loading_lines(result):
    """Drops from the inherited logs what only says that the configuration was read."""
    logs = result.get("environment", {}).get("FLINK_INHERITED_LOGS")
    if logs is None:
        return result
    noise = re.compile(r"(INFO  \[\] - (Loading |Using standard YAML|Using legacy)"
                       r"|WARNING: sun\.reflect)[^\n]*\n?")
    result["environment"]["FLINK_INHERITED_LOGS"] = noise.sub("", logs)
    return result


def java_name(real_java):
    """The JDK's own name for itself, as "17.0.15+6-Debian"."""
    text = subprocess.run([real_java, "-XshowSettings:properties", "-version"],
                          capture_output=True, text=True, check=True).stderr
    return re.search(r"java\.runtime\.version = (\S+)", text).group(1)


def classpath_place(result):
    argv = result.get("argv", [])
    return argv.index("-classpath") + 1 if "-classpath" in argv else None


def pack(records):
    """Records without their repetitions: the distribution's jars as {JARS}, and of the environment
    what differs from the common one (null: not there)."""
    first = records[0]["result"]
    jars = first["argv"][classpath_place(first)].rstrip(":")
    common = first["environment"]
    for each in records:
        result = each["result"]
        place = classpath_place(result)
        if place is not None:
            result["argv"][place] = result["argv"][place].replace(jars, "{JARS}")
        if "environment" in result:
            own = result["environment"]
            result["environment"] = {name: own.get(name) for name in sorted(common | own)
                                     if own.get(name) != common.get(name)}
    return {"jars": jars, "environment": common, "situations": records}


def unpack(document):
    """Situation name to result, as before pack()."""
    results = {}
    for each in document["situations"]:
        result = each["result"]
        place = classpath_place(result)
        if place is not None:
            result["argv"][place] = result["argv"][place].replace("{JARS}", document["jars"])
        if "environment" in result:
            merged = {**document["environment"], **result["environment"]}
            result["environment"] = {name: value for name, value in merged.items()
                                     if value is not None}
        results[each["name"]] = result
    return results


def known_records(options):
    """The situations that are already in the output file, unless all are to be recorded anew."""
    if options.anew or not Path(options.output).exists():
        return {}
    document = json.loads(Path(options.output).read_text())
    results = unpack(document)
    return {each["name"]: {**each, "result": results[each["name"]]}
            for each in document["situations"]}


def record(options):
    known = known_records(options)
    records = []
    for situation in situations_of(options):
        given = situation.given()
        if situation.name in known and known[situation.name]["given"] == given:
            records.append(known[situation.name])
            continue
        with Stage(options, situation) as stage:
            script = stage.root / "flink/bin" / stage.role.script
            result = stage.run(["bash", str(script), *stage.words()])
        records.append({"name": situation.name, "given": given,
                        "result": without_loading_lines(result)})
        print(situation.name, "ok" if "argv" in result else result, file=sys.stderr)
    document = {"release": options.version, "jdk": java_name(options.real_java),
                "recorded_by": "tests/e2e/capture_scripts.py record",
                **pack(records)}
    Path(options.output).write_text(json.dumps(document, indent=1, ensure_ascii=False) + "\n")


# Differences on purpose: situation name pattern, part of the result, reason. "tidy" applies to
# both sides before they are compared.

def tidy(result):
    """Makes alike what differs on purpose everywhere, and nothing else."""
    argv = result.get("argv")
    if argv and "-classpath" in argv:  # empty entries would put the working directory on it
        place = argv.index("-classpath") + 1
        argv[place] = ":".join(part for part in argv[place].split(":") if part)
    environment = result.get("environment", {})
    logs = environment.get("FLINK_INHERITED_LOGS")
    if logs is not None:  # of the log lines, the sizes alone must be Flink's
        head, _, tail = logs.partition("\nlogs: ")
        sizes = re.findall(r"^(INFO  \[\] - (?:Final .* configuration:|  .*))$", tail, re.M)
        environment["FLINK_INHERITED_LOGS"] = "\n".join([head, "logs:", *sizes])
    return result


ALLOWED = [
    (r"^JavaOptsQuotedBlank$", "argv", "a quoted blank keeps one option whole"),
    (r"^JavaOptsQuotedBlank$", "environment.FLINK_ENV_JAVA_OPTS", "quotes are taken off, once"),
    (r"^JavaOptsEndInQuote$", "argv", "a value that ends in a quote loses nothing"),
    (r"^JavaOptsEndInQuote$", "environment.FLINK_ENV_JAVA_OPTS", "as above"),
    (r"^SecurityManagerOnJava25$", "argv", "Java 24 and later refuse java.security.manager"),
    (r"^SecurityManagerOnJava25$", "environment.FLINK_ENV_JAVA_OPTS", "as above"),
    (r"^JobManagerGluedDynamicPropertyFirst$", "argv", "-Dkey=value is no host name"),
    (r"^FlinkOnJava25$", "argv", "Java 24 and later refuse java.security.manager"),
    (r"^SqlGateway(ForegroundHelp|ArgumentWithDashH)$", "argv",
     "-h inside a word is no plea for help; where it is, the JVM gets its usual options"),
    (r"^SqlGateway(ForegroundHelp|ArgumentWithDashH)$", "pid_file", "as above"),
    (r"^SqlGateway(ForegroundHelp|ArgumentWithDashH)$", "environment.FLINK_ENV_JAVA_OPTS",
     "as above"),
    (r"^SqlGatewayWithoutPythonJar$", "argv", "no [WARN] on the class path"),
]

# Where the script says what is missing, so does the launcher, in its own words and exit statuses.
OWN_ERRORS = {"ZookeeperWithoutPeer", "ZookeeperWithoutConfig", "SqlClientWithoutJar"}


def differences(expected, actual):
    if "argv" not in expected or "argv" not in actual:
        return [] if expected == actual else [("started", expected, actual)]
    found = []
    for part in ("argv", "directory", "files", "pid_file"):
        if expected[part] != actual[part]:
            found.append((part, expected[part], actual[part]))
    names = sorted(expected["environment"].keys() | actual["environment"].keys())
    for name in names:
        pair = expected["environment"].get(name), actual["environment"].get(name)
        if pair[0] != pair[1]:
            found.append(("environment." + name, *pair))
    return found


def show(part, expected, actual):
    if isinstance(expected, list) and isinstance(actual, list):
        at = next((i for i, (a, b) in enumerate(zip(expected, actual)) if a != b),
                  min(len(expected), len(actual)))
        print(f"  {part}[{at}]:\n    script:   {expected[at:at + 4]}\n    launcher: {actual[at:at + 4]}")
    else:
        print(f"  {part}:\n    script:   {expected!r}\n    launcher: {actual!r}")


def launch(stage, by_script, launcher):
    """Runs the launcher by the script's name, in its place, or as `flink-launcher ROLE`."""
    bin_folder = stage.root / "flink/bin"
    if by_script:
        script = bin_folder / stage.role.script
        script.unlink()
        script.symlink_to(launcher)
        return stage.run([str(script), *stage.words()])
    link = bin_folder / "flink-launcher"
    link.symlink_to(launcher)
    return stage.run([str(link), stage.situation.role, *stage.words()])


def replay_one(options, situation, by_script, record_of_it):
    """The differences that are not on purpose."""
    with Stage(options, situation) as stage:
        actual = launch(stage, by_script, Path(options.launcher).resolve())
    if "argv" not in record_of_it and situation.name in OWN_ERRORS:
        return [] if actual.get("status", 0) != 0 else [("started", record_of_it, actual)]
    found = differences(tidy(json.loads(json.dumps(record_of_it))), tidy(actual))
    return [each for each in found if not any(
        re.search(pattern, situation.name) and part == each[0] for pattern, part, _ in ALLOWED)]


def replay(options):
    records = unpack(json.loads(Path(options.records).read_text()))
    bad = compared = 0
    for situation in situations_of(options):
        recorded = records.get(situation.name)
        for by_script in (True, False):
            only_script = situation.scripts_only or situation.action is not None
            says = recorded and "argv" not in recorded and situation.name not in OWN_ERRORS
            if recorded is None or (not by_script and (only_script or says)):
                continue
            compared += 1
            rest = replay_one(options, situation, by_script, recorded)
            if rest:
                bad += 1
                print(f"{situation.name}, {'by its script' if by_script else 'by its role'}:")
                for each in rest:
                    show(*each)
    print(f"{options.version}: {compared} starts compared, {bad} with differences")
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
    parser.add_argument("--anew", action="store_true",
                        help="record: also what the file already holds")
    parser.add_argument("--launcher", help="replay: the executable")
    parser.add_argument("--records", help="replay: the file to compare with")
    parser.add_argument("--only", default="", help="a pattern for the names of situations")
    options = parser.parse_args()
    needed = ["real_java", "output"] if options.mode == "record" else ["launcher", "records"]
    for name in needed:
        if getattr(options, name) is None:
            parser.error(f"{options.mode} needs --{name.replace('_', '-')}")
    for path in filter(None, [options.fake_java, options.launcher, options.records]):
        if not Path(path).exists():
            parser.error(f"there is no {path}")
    return record(options) if options.mode == "record" else replay(options)


if __name__ == "__main__":
    sys.exit(main())
