#!/usr/bin/env python3
"""bad_input_test.py LAUNCHER FAKE_JAVA: what the executable itself says to bad input, and with which
exit status; and what state the JVM inherits from it. The texts are whole.

Each test has a temporary {ROOT}:

  bin/flink-launcher                 a copy, so that another user may run it
  flink/lib/flink-dist-2.3.0.jar     empty: its name tells the version
  flink/conf/config.yaml             a TaskManager of 1728m
  java/bin/java                      fake_java: dumps what it was started with, exits with 42
  java/release
"""

import json
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import unittest
from pathlib import Path

LAUNCHER, FAKE_JAVA = (Path(argument).resolve() for argument in sys.argv[1:3])

USAGE, MEMORY, NO_FLINK, NO_JAVA, CREATE, CONFIG = 64, 65, 66, 69, 73, 78
JAVA_STATUS = 42
NOBODY = 65534
JAVA_FIX = "set JAVA_HOME, or env.java.home in Flink's configuration, to a Java installation"
FLINK_FIX = "set FLINK_HOME, or use --flink-home, to a Flink distribution"


class Case(unittest.TestCase):
    maxDiff = None

    def setUp(self):
        self.root = Path(tempfile.mkdtemp(prefix="flink-launcher-bad-input-")).resolve()
        self.addCleanup(shutil.rmtree, self.root)
        self.root.chmod(0o755)
        for folder in ("bin", "flink/lib", "flink/conf", "java/bin", "empty", "log", "pid"):
            (self.root / folder).mkdir(parents=True)
        shutil.copy(LAUNCHER, self.root / "bin/flink-launcher")
        shutil.copy(FAKE_JAVA, self.root / "java/bin/java")
        self.write("java/release", 'JAVA_VERSION="17.0.1"\n')
        self.write("flink/lib/flink-dist-2.3.0.jar", "")
        self.configure("taskmanager.memory.process.size: 1728m")
        self.environment = {
            "PATH": "{ROOT}/empty", "HOME": "{ROOT}", "USER": "tester", "HOSTNAME": "host",
            "FLINK_HOME": "{ROOT}/flink", "FLINK_CONF_DIR": "{ROOT}/flink/conf",
            "FLINK_LOG_DIR": "{ROOT}/log", "FLINK_PID_DIR": "{ROOT}/pid",
            "JAVA_HOME": "{ROOT}/java", "FAKE_JAVA_DUMP": "{ROOT}/dump.json",
            "FAKE_JAVA_EXIT": str(JAVA_STATUS),
        }

    def write(self, path, text):
        (self.root / path).write_text(text)

    def configure(self, *lines):
        self.write("flink/conf/config.yaml", "".join(line + "\n" for line in lines))

    def fill(self, text):
        return text.replace("{ROOT}", str(self.root))

    def run_launcher(self, *arguments, **options):
        """Runs it to its end; text is taken for UTF-8."""
        return subprocess.run(
            [str(self.root / "bin/flink-launcher"), *map(self.fill, arguments)], text=True,
            env={name: self.fill(value) for name, value in self.environment.items()},
            cwd=self.root, stdin=subprocess.DEVNULL, timeout=60,
            **{"stdout": subprocess.PIPE, "stderr": subprocess.PIPE, **options})

    def expect(self, status, text, *arguments, **options):
        """This status, this text on standard error, nothing on standard output, no JVM."""
        done = self.run_launcher(*(arguments or ["taskmanager"]), **options)
        self.assertEqual(self.fill(text), done.stderr)
        self.assertEqual(status, done.returncode)
        self.assertFalse(done.stdout)
        self.assertFalse((self.root / "dump.json").exists(), "a JVM was started")
        self.assertEqual([], os.listdir(self.root / "pid"))

    def dump(self):
        return json.loads((self.root / "dump.json").read_text())


class JavaTest(Case):
    def test_no_java(self):
        del self.environment["JAVA_HOME"]
        self.expect(NO_JAVA,
                    "flink-launcher: no java found\n"
                    "  why: neither env.java.home nor JAVA_HOME is set; PATH is {ROOT}/empty and has"
                    " no java\n"
                    f"  fix: {JAVA_FIX}\n")

    def test_java_home_without_java(self):
        self.environment["JAVA_HOME"] = "{ROOT}/empty"
        self.expect(NO_JAVA,
                    "flink-launcher: JAVA_HOME: no java below {ROOT}/empty\n"
                    "  why: there is no file {ROOT}/empty/bin/java\n"
                    f"  fix: {JAVA_FIX}\n")


class FlinkTest(Case):
    def test_no_flink(self):
        del self.environment["FLINK_HOME"]
        self.expect(NO_FLINK,
                    "flink-launcher: Flink's folder is not known\n"
                    "  why: FLINK_HOME is not set, and {ROOT}/bin/flink-launcher does not lie in the"
                    " bin folder of a Flink distribution\n"
                    f"  fix: {FLINK_FIX}\n")

    def test_flink_home_is_no_folder(self):
        self.environment["FLINK_HOME"] = "{ROOT}/none"
        self.expect(NO_FLINK,
                    "flink-launcher: FLINK_HOME: no Flink at {ROOT}/none\n"
                    "  why: there is no such folder\n"
                    f"  fix: {FLINK_FIX}\n")

    def test_two_flink_dist_jars(self):
        self.write("flink/lib/flink-dist-2.2.1.jar", "")
        self.expect(NO_FLINK,
                    "flink-launcher: {ROOT}/flink/lib: 2 flink-dist*.jar in {ROOT}/flink/lib\n"
                    "  why: only one may be there, but there are\n"
                    "       {ROOT}/flink/lib/flink-dist-2.2.1.jar\n"
                    "       {ROOT}/flink/lib/flink-dist-2.3.0.jar\n"
                    "  fix: move all but one of them elsewhere\n")


class ConfigurationTest(Case):
    def test_missing(self):
        (self.root / "flink/conf/config.yaml").unlink()
        self.expect(CONFIG,
                    "flink-launcher: {ROOT}/flink/conf: there is no config.yaml here\n"
                    "  fix: create {ROOT}/flink/conf/config.yaml, or name another folder with"
                    " --config-dir or FLINK_CONF_DIR\n")

    def test_unreadable(self):
        (self.root / "flink/conf/config.yaml").chmod(0)
        other = {"user": NOBODY, "group": NOBODY, "extra_groups": []} if os.geteuid() == 0 else {}
        self.expect(CONFIG,
                    "flink-launcher: {ROOT}/flink/conf/config.yaml: the file"
                    " {ROOT}/flink/conf/config.yaml cannot be opened\n"
                    "  why: Permission denied (errno 13)\n"
                    "  fix: let this user read it, and enter the folders it is in\n", **other)

    def test_yaml_syntax(self):
        self.configure("a: b", "c: [1, 2", "d: e")
        self.expect(CONFIG,
                    "flink-launcher: {ROOT}/flink/conf/config.yaml:3:2: ':' cannot stand here\n"
                    "  why: expected ',' or ']'\n"
                    "         d: e\n"
                    "          ^\n"
                    "  fix: check the indentation, and put a value in quotes that holds characters"
                    " of YAML's own\n")

    def test_duplicate_key(self):
        self.configure("taskmanager:", "  memory:", "    process.size: 1g", "    process.size: 2g")
        self.expect(CONFIG,
                    "flink-launcher: {ROOT}/flink/conf/config.yaml:4:5: duplicate key"
                    " 'taskmanager.memory.process.size'\n"
                    "  why: it is set first at line 3; Flink refuses a mapping that has a key twice\n"
                    "  fix: remove one of the two lines, 3 or 4\n")

    def test_bad_size(self):
        self.configure("taskmanager.memory.process.size: 1.5g")
        self.expect(CONFIG,
                    "flink-launcher: {ROOT}/flink/conf/config.yaml:1:34:"
                    " taskmanager.memory.process.size: '1.5g' is not a memory size\n"
                    "  why: a size is a whole number with an optional unit: b, k, m, g or t (powers of"
                    " 1024; also kb, kibibytes, ...)\n"
                    "  fix: write taskmanager.memory.process.size: 1536m\n")

    def test_sizes_do_not_add_up(self):
        self.configure("taskmanager.memory.process.size: 600m")
        self.expect(MEMORY,
                    "flink-launcher: {ROOT}/flink/conf/config.yaml:1:34: the parts of Total Flink"
                    " Memory do not fit into it\n"
                    "  why: Framework Heap      128.000m  default of"
                    " taskmanager.memory.framework.heap.size\n"
                    "       Framework Off-Heap  128.000m  default of"
                    " taskmanager.memory.framework.off-heap.size\n"
                    "       Task Off-Heap              0  default of"
                    " taskmanager.memory.task.off-heap.size\n"
                    "       Managed              60.800m  taskmanager.memory.managed.fraction 0.4 of"
                    " Total Flink Memory\n"
                    "       Network              64.000m  taskmanager.memory.network.fraction 0.1 of"
                    " Total Flink Memory, raised to taskmanager.memory.network.min\n"
                    "       together            380.800m\n"
                    "       Total Flink Memory  152.000m  taskmanager.memory.process.size less JVM"
                    " Metaspace and JVM Overhead\n"
                    "       missing             228.800m\n"
                    "  fix: set taskmanager.memory.process.size to at least 982m, or lower one of the"
                    " parts\n")

    def test_the_smallest_value_is_just_enough(self):
        self.configure("taskmanager.memory.process.size: 982m")
        self.assertEqual(JAVA_STATUS, self.run_launcher("taskmanager").returncode)
        self.configure("taskmanager.memory.process.size: 981m")
        self.assertEqual(MEMORY, self.run_launcher("taskmanager").returncode)


class CallTest(Case):
    def test_unknown_option(self):
        self.expect(USAGE,
                    "flink-launcher: command line: unknown option '--flink-hom'\n"
                    "  why: options of the launcher stand before the role; all after it is the"
                    " role's\n"
                    "  fix: did you mean '--flink-home'?\n",
                    "--flink-hom", "{ROOT}/flink", "taskmanager")

    def test_unknown_role(self):
        self.expect(USAGE,
                    "flink-launcher: command line: unknown role 'taskmanger'\n"
                    "  fix: did you mean 'taskmanager'?\n",
                    "taskmanger")

    def test_unknown_key_in_launcher_toml(self):
        self.write("flink/conf/launcher.toml", '\nflink-hom = "/opt/flink"\n')
        self.expect(USAGE,
                    "flink-launcher: {ROOT}/flink/conf/launcher.toml:2:1: unknown key 'flink-hom'\n"
                    "  fix: did you mean 'flink-home'?\n")


class StandardOutputTest(Case):
    UNWRITABLE = "flink-launcher: standard output cannot be written\n"

    def test_full(self):
        for arguments in (["explain", "taskmanager"], ["--dry-run", "taskmanager"], ["--help"],
                          ["--version"]):
            with self.subTest(arguments), open("/dev/full", "w") as full:
                self.expect(CREATE, self.UNWRITABLE, *arguments, stdout=full)

    def test_closed(self):
        self.expect(CREATE, self.UNWRITABLE, "explain", "taskmanager", stdout=None,
                    preexec_fn=lambda: os.close(1))

    def test_does_not_keep_the_jvm_from_starting(self):
        with open("/dev/full", "w") as full:
            done = self.run_launcher("taskmanager", stdout=full)
        self.assertEqual(("", JAVA_STATUS), (done.stderr, done.returncode))
        self.assertEqual("/dev/full", self.dump()["descriptors"]["1"])

    def test_closed_stays_closed(self):
        done = self.run_launcher("taskmanager", stdout=None, preexec_fn=lambda: os.close(1))
        self.assertEqual(("", JAVA_STATUS), (done.stderr, done.returncode))
        dump = self.dump()
        self.assertEqual(["0", "2"], list(dump["descriptors"]))
        # The start line went nowhere, not into a file that happened to be opened as 1.
        pid_files = [file.read_text() for file in (self.root / "pid").iterdir()]
        self.assertEqual([f"{dump['pid']}\n"], pid_files)


class InheritedStateTest(Case):
    def start(self, prepare, **options):
        done = self.run_launcher("taskmanager", preexec_fn=prepare, **options)
        self.assertEqual(("", JAVA_STATUS), (done.stderr, done.returncode))
        return self.dump()

    def test_signals_are_clean(self):
        def prepare():
            signal.pthread_sigmask(signal.SIG_BLOCK, signal.valid_signals())
            for number in (signal.SIGTERM, signal.SIGPIPE, signal.SIGCHLD, signal.SIGUSR1,
                           signal.SIGRTMAX):
                signal.signal(number, signal.SIG_IGN)

        dump = self.start(prepare, restore_signals=False)
        self.assertEqual([], dump["blocked_signals"])
        self.assertEqual([], dump["ignored_signals"])

    def test_what_nohup_ignores_stays_ignored(self):
        dump = self.start(lambda: signal.signal(signal.SIGHUP, signal.SIG_IGN))
        self.assertEqual([signal.SIGHUP], dump["ignored_signals"])

    def test_no_descriptor_leaks(self):
        def prepare():
            for number in (3, 9, 77, 500):
                os.dup2(0, number)  # inheritable

        dump = self.start(prepare, close_fds=False)
        self.assertEqual(["0", "1", "2"], list(dump["descriptors"]))


def main():
    program = unittest.main(argv=sys.argv[:1], exit=False, verbosity=2)
    result = program.result
    bad = len(result.failures) + len(result.errors) + len(result.skipped)
    print(f"{result.testsRun} tests, {bad} failed or skipped", flush=True)
    return 0 if result.testsRun and not bad else 1


if __name__ == "__main__":
    sys.exit(main())
