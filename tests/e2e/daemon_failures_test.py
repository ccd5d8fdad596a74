#!/usr/bin/env python3
"""What the launcher's daemons do when something is wrong.

  daemon_failures_test.py --flink DIR --version 2.3.0 --fake-java PATH --launcher PATH

A full disk, a read-only log or pid folder, a pid folder of another user, planted symbolic links, a
JVM that ends at once or cannot be executed, a reused pid, a launcher that is killed: a clear error,
nothing followed, nothing lost. Mounts its small file systems in a mount namespace of its own, and
needs root there (a user namespace will do). Exits 1 on a failure.
"""

import argparse
import json
import os
import pty
import subprocess
import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))
from daemon_capture import runs, wait_until  # noqa: E402
from daemon_mixed_test import Host  # noqa: E402

NOBODY = 65534
EXEC, CREATE = 71, 73
checks = 0


def check(what, holds):
    global checks
    if not holds:
        raise AssertionError(what)
    checks += 1


class FailureHost(Host):
    def start(self, status, action="start", user=None, **variables):
        """Calls the launcher and returns what it said."""
        environment = {**self.environment(), **variables}
        command = self.command("launcher", action)
        if user is not None:
            command = ["setpriv", f"--reuid={user}", f"--regid={user}", "--clear-groups", *command]
        done = subprocess.run(command, env=environment, cwd="/", stdin=subprocess.DEVNULL,
                              capture_output=True, text=True, timeout=60)
        self.said = self.stage.place(done.stdout + done.stderr)
        check(f"status {done.returncode}, not {status}: {self.said}", done.returncode == status)
        return self.said

    def expect_error(self, text):
        """The whole of what was said after "Starting ..." is `text`."""
        lines = [line for line in self.said.splitlines() if not line.startswith("Starting ")]
        check(f"said\n{self.said}\nand not\n{text}", lines == text.splitlines())

    def expect_nothing_started(self):
        check("a process was started", self.dumped() == [])

    def mount(self, folder, options):
        (self.root / folder).mkdir(exist_ok=True)
        subprocess.run(["mount", "-t", "tmpfs", "-o", options, "tmpfs", self.root / folder],
                       check=True)
        self.mounts.append(self.root / folder)

    def remount_read_only(self, folder):
        subprocess.run(["mount", "-o", "remount,ro", self.root / folder], check=True)

    def __enter__(self):
        self.mounts = []
        return super().__enter__()

    def __exit__(self, *error):
        for mounted in self.mounts:
            subprocess.run(["umount", "--lazy", mounted], check=True)
        return super().__exit__(*error)


def full_disk_for_pids(options):
    with FailureHost(options) as host:
        host.mount("pid", "size=8k")
        out = host.root / "log/flink-tester-taskexecutor-0-testhost.out"
        out.write_text("of an earlier process\n")
        try:
            (host.root / "pid/filler").write_bytes(b"x" * 65536)
        except OSError:
            pass
        host.start(CREATE)
        host.expect_error(
            "flink-launcher: {ROOT}/pid/flink-tester-taskexecutor.pid: the pid file "
            "{ROOT}/pid/flink-tester-taskexecutor.pid cannot be written\n"
            "  why: No space left on device (errno 28)\n"
            "  fix: free space there, or set FLINK_PID_DIR to a folder on another file system")
        host.expect_nothing_started()
        check("a pid file was left", not host.pid_file.exists())
        check("the out file was emptied", out.read_text() == "of an earlier process\n")


def full_disk_for_logs(options):
    with FailureHost(options) as host:
        host.mount("log", "nr_inodes=1")
        host.start(CREATE)
        host.expect_error(
            "flink-launcher: {ROOT}/log/flink-tester-taskexecutor-0-testhost.out: the file "
            "{ROOT}/log/flink-tester-taskexecutor-0-testhost.out cannot be written\n"
            "  why: No space left on device (errno 28)\n"
            "  fix: set FLINK_LOG_DIR to a folder of this user")
        host.expect_nothing_started()
        check("a pid file was left", not host.pid_file.exists())


def read_only_folders(options):
    for folder, error in (
            ("pid", "flink-launcher: {ROOT}/pid/flink-tester-taskexecutor.pid: the pid file "
                    "{ROOT}/pid/flink-tester-taskexecutor.pid cannot be written\n"
                    "  why: Read-only file system (errno 30)\n"
                    "  fix: set FLINK_PID_DIR to a folder of this user"),
            ("log", "flink-launcher: {ROOT}/log/flink-tester-taskexecutor-0-testhost.out: the file "
                    "{ROOT}/log/flink-tester-taskexecutor-0-testhost.out cannot be written\n"
                    "  why: Read-only file system (errno 30)\n"
                    "  fix: set FLINK_LOG_DIR to a folder of this user")):
        with FailureHost(options) as host:
            host.mount(folder, "size=64k")
            host.remount_read_only(folder)
            host.start(CREATE)
            host.expect_error(error)
            host.expect_nothing_started()


def pid_folder_of_another_user(options):
    with FailureHost(options) as host:
        host.root.chmod(0o755)
        (host.root / "log").chmod(0o777)
        (host.root / "dumps").chmod(0o777)
        (host.root / "pid").mkdir(mode=0o755)
        host.start(CREATE, user=NOBODY)
        host.expect_error(
            "flink-launcher: {ROOT}/pid/flink-tester-taskexecutor.pid: the pid file "
            "{ROOT}/pid/flink-tester-taskexecutor.pid cannot be written\n"
            "  why: Permission denied (errno 13)\n"
            "  fix: set FLINK_PID_DIR to a folder of this user")
        host.expect_nothing_started()
        host.start(0)  # root may
        host.await_all_running(1)
        [pid] = host.pids()
        said = host.start(CREATE, action="stop", user=NOBODY)
        check(said, f"pid {pid} is another process now" in said)
        check("another user's process was stopped", runs(pid))
        check("the pid file was changed", host.pids() == [pid])
        (host.root / "pid").chmod(0o700)
        for action in ("start", "stop", "stop-all", "status"):
            said = host.start(CREATE, action=action, user=NOBODY)
            check(said, "Permission denied (errno 13)" in said)


def planted_links(options):
    with FailureHost(options) as host:
        victim = host.root / "victim"
        victim.write_text("1\n")
        (host.root / "pid").mkdir()
        host.pid_file.symlink_to(victim)
        for action in ("start", "stop", "stop-all", "status"):
            host.start(CREATE, action=action)
            host.expect_error(
                "flink-launcher: {ROOT}/pid/flink-tester-taskexecutor.pid: the pid file "
                "{ROOT}/pid/flink-tester-taskexecutor.pid cannot be read\n"
                "  why: Too many levels of symbolic links (errno 40); a symbolic link is not "
                "followed here\n"
                "  fix: look who made it, and remove it")
        host.pid_file.unlink()
        (host.root / "log/flink-tester-taskexecutor-0-testhost.out").symlink_to(victim)
        host.start(CREATE)
        check(host.said, "a symbolic link is not followed here" in host.said)
        host.expect_nothing_started()
        check("a link was followed", victim.read_text() == "1\n")
        check("a pid file was left", not host.pid_file.exists())


def death_at_once(options):
    with FailureHost(options) as host:
        host.start(EXEC, FAKE_JAVA_STAY="", FAKE_JAVA_EXIT="3",
                   FAKE_JAVA_SAY="Unrecognized VM option 'x'\nError: no VM\n")
        [pid] = host.dumped()
        host.expect_error(
            "flink-launcher: {ROOT}/log/flink-tester-taskexecutor-0-testhost.out: the taskexecutor "
            f"daemon (pid {pid}) ended at once, with status 3\n"
            "  why: its last words were:\n"
            "       Unrecognized VM option 'x'\n"
            "       Error: no VM\n"
            "  fix: mend that, and start it again")
        check("its line is still in the pid file", not host.pid_file.exists())
        (host.root / "java/bin/java").write_bytes(b"\x7fELF no more")
        host.start(EXEC)
        host.expect_error(
            "flink-launcher: {ROOT}/java/bin/java: {ROOT}/java/bin/java cannot be executed\n"
            "  why: Exec format error (errno 8)\n"
            "  fix: use a Java built for this processor")
        check("a pid file was left", not host.pid_file.exists())


def reused_pid(options):
    with FailureHost(options) as host:
        other = subprocess.Popen(["sleep", "600"])
        try:
            (host.root / "pid").mkdir()
            host.pid_file.write_text(f"{other.pid}\n{other.pid}\n")
            said = host.start(1, action="status")
            check(said, said == "taskexecutor is not running on host testhost: 0 of 2 in {ROOT}/pid/"
                                "flink-tester-taskexecutor.pid\n"
                                f"  id 0: pid {other.pid}, ended\n  id 1: pid {other.pid}, ended\n")
            said = host.start(0, action="stop")
            check(said, said == f"No taskexecutor daemon (pid: {other.pid}) is running anymore on "
                                "testhost.\nflink-launcher: warning: "
                                f"pid {other.pid} is another process now (sleep), not the "
                                "taskexecutor that was started: it is left alone\n")
            check("the pid file", host.pids() == [other.pid])
            host.start(0, action="stop-all")
            check("the pid file is still there", not host.pid_file.exists())
            check("another process was stopped", other.poll() is None)
        finally:
            other.kill()
            other.wait()


def killed_while_it_stops(options):
    """The entry goes after the process, so nobody loses it."""
    with FailureHost(options) as host:
        host.start(0, FAKE_JAVA_STAY="stubborn")
        host.await_all_running(1)
        [pid] = host.pids()
        stopper = host.begin("launcher", "stop")
        stopper.stdout.readline()
        stopper.kill()
        stopper.wait()
        check("the entry was lost", host.pids() == [pid] and runs(pid))
        said = host.call("script", "stop")
        check(said, said == f"Stopping taskexecutor daemon (pid: {pid}) on host testhost.\nDaemon "
                            "taskexecutor didn't stop within 10 seconds. Killing it.\n")
        wait_until("end of the process", lambda: not runs(pid))


def leaves_the_terminal(options):
    with FailureHost(options) as host:
        child, terminal = pty.fork()
        if child == 0:
            os.execve(host.link, host.command("launcher", "start"), host.environment())
        _, status = os.waitpid(child, 0)
        check("start failed", status == 0)
        host.await_all_running(1)
        [pid] = host.pids()
        os.close(terminal)  # hangs up
        dump = json.loads((host.root / f"dumps/{pid}.json").read_text())
        check("it has a terminal", not dump["has_terminal"])
        check("it is in our session", dump["session"] != child)
        check("it leads a session", dump["session"] != pid)
        check("it holds more descriptors", sorted(dump["descriptors"]) == ["0", "1", "2"])
        check("it ended with the terminal", runs(pid))


CASES = [full_disk_for_pids, full_disk_for_logs, read_only_folders, pid_folder_of_another_user,
         planted_links, death_at_once, reused_pid, killed_while_it_stops, leaves_the_terminal]


def own_namespace():
    """Runs this program again where it may mount."""
    if os.environ.get("DAEMON_FAILURES_NAMESPACE"):
        return
    os.environ["DAEMON_FAILURES_NAMESPACE"] = "1"
    user = [] if os.geteuid() == 0 else ["--user", "--map-root-user"]
    os.execvp("unshare", ["unshare", *user, "--mount", "--propagation", "private",
                          sys.executable, *sys.argv])


def main():
    parser = argparse.ArgumentParser(description=__doc__,
                                     formatter_class=argparse.RawDescriptionHelpFormatter)
    for name in ("--flink", "--version", "--fake-java", "--launcher"):
        parser.add_argument(name, required=True)
    options = parser.parse_args()
    own_namespace()
    options.real_java = None
    # Another user must see them, wherever they lie.
    with tempfile.TemporaryDirectory(prefix="flink-launcher-flink-") as shown:
        os.chmod(shown, 0o755)
        subprocess.run(["mount", "--bind", options.flink, shown], check=True)
        launcher = Path(shown + "-launcher")
        launcher.write_bytes(Path(options.launcher).read_bytes())
        launcher.chmod(0o755)
        try:
            options.flink, options.launcher = shown, str(launcher)
            for case in CASES:
                case(options)
                print(f"ok: {case.__name__}")
        finally:
            launcher.unlink()
            subprocess.run(["umount", "--lazy", shown], check=True)
    print(f"{checks} checks of daemons in trouble passed")
    return 0


if __name__ == "__main__":
    sys.exit(main())
