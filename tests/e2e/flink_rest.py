#!/usr/bin/env python3
"""Talks to the REST interface of a Flink on this machine, for the demo and the end-to-end tests.

Python's standard library only. Each command has a time limit and ends with status 1 and one line
on standard error when it is not met. The processes named with --pid are watched while waiting: a
Flink that died is told at once.
"""

import argparse
import json
import os
import pathlib
import socket
import sys
import time
import urllib.error
import urllib.request
import uuid

# memoryConfiguration of /taskmanagers/ID, and the same number in `explain --format json`
MEMORY = (
    ("Framework Heap", "frameworkHeap", "components", "framework_heap"),
    ("Task Heap", "taskHeap", "components", "task_heap"),
    ("Framework Off-Heap", "frameworkOffHeap", "components", "framework_off_heap"),
    ("Task Off-Heap", "taskOffHeap", "components", "task_off_heap"),
    ("Network", "networkMemory", "components", "network"),
    ("Managed", "managedMemory", "components", "managed"),
    ("JVM Metaspace", "jvmMetaspace", "components", "jvm_metaspace"),
    ("JVM Overhead", "jvmOverhead", "components", "jvm_overhead"),
    ("Total Flink", "totalFlinkMemory", "totals", "total_flink"),
    ("Total Process", "totalProcessMemory", "totals", "total_process"),
)


class Failure(Exception):
    """Something is not as it must be; its text is the message."""


def request(port, path, data=None, content_type="application/json"):
    """The JSON answer of the REST interface; GET, or POST where there is data."""
    call = urllib.request.Request(f"http://127.0.0.1:{port}{path}", data=data)
    if data is not None:
        call.add_header("Content-Type", content_type)
    try:
        with urllib.request.urlopen(call, timeout=30) as answer:
            return json.load(answer)
    except urllib.error.HTTPError as error:
        text = error.read().decode("utf-8", "replace")
        raise Failure(f"{path} answered {error.code}: {text[:2000]}") from error


def alive(pid):
    """Whether the process runs; one that has ended but was not waited for does not."""
    try:
        stat = pathlib.Path(f"/proc/{pid}/stat").read_text(encoding="utf-8", errors="replace")
    except OSError:
        return False
    return stat.rpartition(")")[2].split()[0] != "Z"


def wait_for(what, seconds, pids, probe):
    """Asks probe until it gives something, then returns that."""
    end = time.monotonic() + seconds
    while True:
        try:
            found = probe()
        except (OSError, urllib.error.URLError, json.JSONDecodeError, Failure) as error:
            found, last = None, f"; last answer: {error}"
        else:
            last = ""
        if found:
            return found
        dead = [pid for pid in pids if not alive(pid)]
        if dead:
            raise Failure(f"process {dead[0]} ended while waiting for {what}")
        if time.monotonic() > end:
            raise Failure(f"no {what} within {seconds} s{last}")
        time.sleep(0.1)


def free_ports(arguments):
    sockets = [socket.socket() for _ in range(arguments.count)]
    for each in sockets:
        each.bind(("127.0.0.1", 0))
    print(*[each.getsockname()[1] for each in sockets])
    for each in sockets:
        each.close()


def wait_task_managers(arguments):
    def registered():
        managers = request(arguments.port, "/taskmanagers")["taskmanagers"]
        if arguments.id:
            managers = [manager for manager in managers if manager["id"] == arguments.id]
        return managers if len(managers) >= arguments.count else None

    managers = wait_for(
        f"{arguments.count} TaskManager at port {arguments.port}",
        arguments.timeout, arguments.pid, registered)
    for manager in managers:
        print(manager["id"])


def multipart(path):
    boundary = uuid.uuid4().hex
    head = (f"--{boundary}\r\n"
            f'Content-Disposition: form-data; name="jarfile"; filename="{path.name}"\r\n'
            "Content-Type: application/x-java-archive\r\n\r\n").encode()
    return (head + path.read_bytes() + f"\r\n--{boundary}--\r\n".encode(),
            f"multipart/form-data; boundary={boundary}")


def run_job(arguments):
    body, content_type = multipart(arguments.jar)
    uploaded = request(arguments.port, "/jars/upload", body, content_type)
    jar = uploaded["filename"].rpartition("/")[2]
    order = {"entryClass": arguments.main_class, "programArgsList": arguments.argument,
             "parallelism": arguments.parallelism}
    job = request(arguments.port, f"/jars/{jar}/run", json.dumps(order).encode())["jobid"]

    def ended():
        state = request(arguments.port, f"/jobs/{job}")
        return state if state["state"] in ("FINISHED", "FAILED", "CANCELED") else None

    state = wait_for(f"end of job {job}", arguments.timeout, arguments.pid, ended)
    if state["state"] != "FINISHED":
        reasons = request(arguments.port, f"/jobs/{job}/exceptions")
        raise Failure(f"job {job} is {state['state']}: {json.dumps(reasons)[:3000]}")
    print(f"job {job} {state['state']} after {state['duration']} ms")


def compare_task_manager(arguments):
    """memoryConfiguration of the running TaskManager against `explain`, number by number."""
    manager = request(arguments.port, "/taskmanagers")["taskmanagers"][0]["id"]
    real = request(arguments.port, f"/taskmanagers/{manager}")["memoryConfiguration"]
    told = json.loads(arguments.explained.read_text(encoding="utf-8"))
    rows = [(name, real.get(theirs), told[part].get(ours)) for name, theirs, part, ours in MEMORY]
    print_comparison("the running TaskManager", rows)
    unknown = set(real) - {row[1] for row in MEMORY}
    if unknown:
        raise Failure(f"the TaskManager reports parts that nothing was compared with: {unknown}")


def compare_job_manager(arguments):
    """The memory settings the running JobManager was given against `explain`."""
    settings = {entry["key"]: entry["value"]
                for entry in request(arguments.port, "/jobmanager/config")}
    told = json.loads(arguments.explained.read_text(encoding="utf-8"))["dynamic_properties"]
    if not told:
        raise Failure("explain names no dynamic properties")
    rows = [(key, settings.get(key), value) for key, value in told.items()]
    print_comparison("the running JobManager", rows)


def print_comparison(whose, rows):
    width = max(len(row[0]) for row in rows)
    print(f"{'':{width}}  {whose:>24}  {'explain':>14}")
    for name, theirs, ours in rows:
        verdict = "equal" if theirs is not None and theirs == ours else "DIFFERS"
        print(f"{name:{width}}  {theirs!s:>24}  {ours!s:>14}  {verdict}")
    wrong = [row[0] for row in rows if row[1] is None or row[1] != row[2]]
    if wrong:
        raise Failure(f"{len(wrong)} of {len(rows)} numbers differ: {', '.join(wrong)}")
    print(f"all {len(rows)} numbers are equal")


def compare_command_line(arguments):
    """What explain says the JVM gets against what /proc says it got."""
    told = json.loads(arguments.explained.read_text(encoding="utf-8"))
    got = pathlib.Path(f"/proc/{arguments.process}/cmdline").read_bytes()
    words = os.fsdecode(got).rstrip("\0").split("\0")
    properties = [f"{key}={value}" for key, value in told["dynamic_properties"].items()]
    if not told["jvm_args"] or not properties:
        raise Failure("explain names no flags or no dynamic properties")
    missing = [word for word in told["jvm_args"] + properties if word not in words]
    print(" ".join(words[:1] + [word for word in words if word in told["jvm_args"]]))
    if missing:
        raise Failure(f"the command line of {arguments.process} lacks {missing}")
    print(f"all {len(told['jvm_args'])} flags and {len(properties)} properties are there")


def parse():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    commands = parser.add_subparsers(required=True)

    def command(name, function, with_port=True):
        added = commands.add_parser(name, help=(function.__doc__ or name).splitlines()[0])
        added.set_defaults(function=function)
        if with_port:
            added.add_argument("--port", type=int, required=True)
            added.add_argument("--pid", type=int, action="append", default=[])
            added.add_argument("--timeout", type=float, default=120)
        return added

    command("free-ports", free_ports, with_port=False).add_argument("count", type=int)
    wait = command("wait-task-managers", wait_task_managers)
    wait.add_argument("--id", help="count only the one of this resource id")
    wait.add_argument("count", type=int)
    job = command("run-job", run_job)
    job.add_argument("--parallelism", type=int, default=1)
    job.add_argument("jar", type=pathlib.Path)
    job.add_argument("main_class")
    job.add_argument("argument", nargs="*")
    for name, function in (("compare-task-manager", compare_task_manager),
                           ("compare-job-manager", compare_job_manager)):
        command(name, function).add_argument("explained", type=pathlib.Path)
    line = command("compare-command-line", compare_command_line, with_port=False)
    line.add_argument("process", type=int)
    line.add_argument("explained", type=pathlib.Path)
    return parser.parse_args()


def main():
    arguments = parse()
    try:
        arguments.function(arguments)
    except (Failure, OSError, KeyError, IndexError, json.JSONDecodeError) as failure:
        print(f"flink_rest: {type(failure).__name__}: {failure}"
              if not isinstance(failure, Failure) else f"flink_rest: {failure}", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
