#!/usr/bin/env python3
"""real_cgroup_v1_test.py SHOW_LIMITS: limit detection in real cgroup v1 groups, made and removed here.

Needs root and writable v1 memory and cpu hierarchies; exits 77 (skipped) without them. Where JDK 17
and JDK 25 are installed, what they take for their limit is compared too: a fourth of it is their
MaxHeapSize. They differ from us in places; each case says why.
"""

import atexit
import glob
import json
import os
import re
import signal
import subprocess
import sys

SKIPPED = 77
CGROUP = "/sys/fs/cgroup"
NAME = f"flink-launcher-test-{os.getpid()}"
MIB = 1 << 20
SHOW_LIMITS = os.path.abspath(sys.argv[1])

made = []
failures = []


def top(controller):
    return f"{CGROUP}/{controller}/{NAME}"


def make(controller, group, **files):
    """Makes a group below ours and writes its files; dots are double underscores in their names."""
    path = top(controller)
    for part in [""] + [p for p in group.split("/") if p]:
        path = f"{path}/{part}" if part else path
        if not os.path.isdir(path):
            os.mkdir(path)
            made.append(path)
    for name, value in files.items():
        with open(f"{path}/{name.replace('__', '.')}", "w") as file:
            file.write(str(value))
    return path


@atexit.register
def remove_groups():
    for path in reversed(made):
        os.rmdir(path)


def run_in(groups, command, timeout=60):
    """Runs a shell command in the given group folders; the shell moves itself there first."""
    moves = "".join(f'echo $$ >"{group}/cgroup.procs" && ' for group in groups)
    return subprocess.run(["sh", "-c", f"{moves}{command}"], capture_output=True, text=True, timeout=timeout)


def check(case, what, actual, expected):
    verdict = "ok" if actual == expected else "FAILED"
    print(f"{verdict:7}{case}: {what} = {actual!r}" + ("" if verdict == "ok" else f", expected {expected!r}"))
    if verdict != "ok":
        failures.append(f"{case}: {what}")


def found(limits, name):
    """(value, file, levels up), or None."""
    entry = limits[name]
    return entry and (entry["value"], entry["file"], entry["levels_up"])


def show(case, groups, wrap="{}"):
    run = run_in(groups, wrap.format(f"'{SHOW_LIMITS}'"))
    if run.returncode != 0:
        failures.append(case)
        print(f"FAILED {case}: {run.stderr}")
        sys.exit(1)
    limits = json.loads(run.stdout)
    check(case, "warnings", limits["warnings"], [])
    return limits


def javas():
    """Major version to java, of those installed where Debian and Temurin packages install."""
    result = {}
    for release in sorted(glob.glob("/usr/lib/jvm/*/release")):
        match = re.search(r'JAVA_VERSION="(\d+)', open(release).read())
        java = os.path.dirname(release) + "/bin/java"
        if match and os.access(java, os.X_OK):
            result[int(match[1])] = java
    return {major: java for major, java in result.items() if major in (17, 25)}


def jvm_limit(java, groups, wrap):
    """What HotSpot takes for its memory, by its default heap (a fourth), in MiB."""
    flags = "-XX:+PrintFlagsFinal -version"
    run = run_in(groups, wrap.format(f"'{java}' {flags}"))
    heap = re.search(r"size_t MaxHeapSize\s*= (\d+)", run.stdout)
    return int(heap[1]) * 4 // MIB if heap else f"no answer: {run.stderr.strip()[:80]}"


def jvm_settings(java, groups, wrap):
    """What -XshowSettings:system (the JDK's Java code) says: "1.00G", "Unlimited", or why nothing."""
    run = run_in(groups, wrap.format(f"'{java}' -XshowSettings:system -version"))
    match = re.search(r"Memory Limit: (\S+)", run.stderr) or re.search(r"\S+Exception|not containerized", run.stderr)
    return match[match.lastindex or 0] if match else "nothing"


def compare_jvms(case, groups, wrap, expected, why):
    """`expected`: major to (MiB or "host", word of -XshowSettings)."""
    print(f"       {case}: why the JVM differs or not: {why}")
    for major, java in JAVAS.items():
        mebibytes, word = expected[major]
        seen = jvm_limit(java, groups, wrap)
        if mebibytes == "host":
            host = os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE") // MIB
            seen = "host" if isinstance(seen, int) and abs(seen - host) < host // 50 else seen
        check(case, f"JDK {major} heap from (MiB)", seen, mebibytes)
        check(case, f"JDK {major} -XshowSettings", jvm_settings(java, groups, wrap), word)


def test_nested():
    outer = make("memory", "outer", memory__limit_in_bytes=1024 * MIB)
    inner = make("memory", "outer/inner", memory__limit_in_bytes=2048 * MIB)
    limits = show("nested", [inner])
    check("nested", "layout", limits["layout"] in ("v1", "hybrid"), True)
    check("nested", "group", limits["memory_group"], inner)
    check("nested", "limit", found(limits, "memory_limit"), (1024 * MIB, f"{outer}/memory.limit_in_bytes", 1))
    stat = dict(line.split() for line in open(f"{inner}/memory.stat"))
    check("nested", "the kernel's word", int(stat["hierarchical_memory_limit"]), 1024 * MIB)
    why = "HotSpot looks at parents from JDK 24 (and 21u); the Java code behind -XshowSettings does not"
    compare_jvms("nested", [inner], "{}", {17: (2048, "2.00G"), 25: (1024, "2.00G")}, why)


def test_own_limit_and_swap():
    inner = make("memory", "outer/small", memory__limit_in_bytes=512 * MIB)
    limits = show("own limit", [inner])
    check("own limit", "limit", found(limits, "memory_limit"), (512 * MIB, f"{inner}/memory.limit_in_bytes", 0))
    memsw = f"{inner}/memory.memsw.limit_in_bytes"
    if os.path.exists(memsw):
        with open(memsw, "w") as file:
            file.write(str(768 * MIB))
        check("own limit", "swap", found(show("own limit", [inner]), "swap_limit"), (256 * MIB, memsw, 0))
    why = "nothing differs: the own group has the lowest limit"
    compare_jvms("own limit", [inner], "{}", {17: (512, "512.00M"), 25: (512, "512.00M")}, why)


def test_no_limit():
    group = make("memory", "free")
    limits = show("no limit", [group])
    check("no limit", "limit", found(limits, "memory_limit"), None)
    usage = limits["memory_current"]["value"]
    check("no limit", "usage is a sensible number", 0 < usage < 512 * MIB, True)
    why = "nothing differs"
    compare_jvms("no limit", [group], "{}", {17: ("host", "Unlimited"), 25: ("host", "not containerized")}, why)


def test_namespace_without_remount():
    groups = [f"{top('memory')}/outer/inner"]
    wrap = "exec unshare --cgroup --mount {}"
    outer = f"{top('memory')}/outer"
    limits = show("namespace", groups, wrap)
    check("namespace", "group", limits["memory_group"], groups[0])
    check("namespace", "limit", found(limits, "memory_limit"), (1024 * MIB, f"{outer}/memory.limit_in_bytes", 1))
    why = "mountinfo says /../..: both take the mount point for their group, and JDK 17's Java code gives up"
    expected = {17: ("host", "java.lang.NullPointerException"), 25: ("host", "not containerized")}
    compare_jvms("namespace", groups, wrap, expected, why)


def test_namespace_with_remount():
    groups = [f"{top('memory')}/outer/inner"]
    memory = f"{CGROUP}/memory"
    wrap = f"exec unshare --cgroup --mount sh -c \"umount {memory} && mount -t cgroup -o memory none {memory} && {{}}\""
    limits = show("remounted", groups, wrap)
    check("remounted", "group", limits["memory_group"], memory)
    check("remounted", "limit", found(limits, "memory_limit")[0], 1024 * MIB)
    check("remounted", "file", limits["memory_limit"]["file"].split(":")[0], f"{memory}/memory.stat")
    why = "the parent cannot be seen any more; memory.stat knows its limit, but both JVMs stop at their own group's"
    compare_jvms("remounted", groups, wrap, {17: (2048, "2.00G"), 25: (2048, "2.00G")}, why)


def test_bind_mounted_group():
    groups = [f"{top('memory')}/outer/inner"]
    memory = f"{CGROUP}/memory"
    wrap = f"exec unshare --mount sh -c \"mount --bind {groups[0]} {memory} && {{}}\""
    limits = show("bind mount", groups, wrap)
    check("bind mount", "group", limits["memory_group"], memory)
    check("bind mount", "limit", found(limits, "memory_limit")[0], 1024 * MIB)
    check("bind mount", "file", limits["memory_limit"]["file"].split(":")[0], f"{memory}/memory.stat")
    why = "two lines for one mount point: they keep the first one's root, JDK 25 finds the group again below it"
    compare_jvms("bind mount", groups, wrap, {17: ("host", "Unlimited"), 25: (2048, "Unlimited")}, why)


def test_spaces():
    group = make("memory", "a group", memory__limit_in_bytes=256 * MIB)
    limits = show("spaces", [group])
    check("spaces", "limit", found(limits, "memory_limit"), (256 * MIB, f"{group}/memory.limit_in_bytes", 0))
    mounted = f"/tmp/{NAME} mount"
    os.mkdir(mounted)
    try:
        wrap = f"exec unshare --mount sh -c \"mount --bind '{group}' '{mounted}' && umount {CGROUP}/memory && {{}}\""
        limits = show("spaces", [group], wrap)
    finally:
        os.rmdir(mounted)
    check("spaces", "mounted", found(limits, "memory_limit"), (256 * MIB, f"{mounted}/memory.limit_in_bytes", 0))


def test_cpu():
    outer = make("cpu", "outer", cpu__cfs_period_us=100000, cpu__cfs_quota_us=150000)
    inner = make("cpu", "outer/inner")
    limits = show("cpu", [inner])
    quota = {"quota_us": 150000, "period_us": 100000}
    check("cpu", "quota", found(limits, "cpu_quota"), (quota, f"{outer}/cpu.cfs_quota_us", 1))
    if os.path.isdir(f"{CGROUP}/cpuset"):
        make("cpuset", "", cpuset__cpus=0, cpuset__mems=0)  # a child has no more than its parent
        group = make("cpuset", "one", cpuset__cpus=0, cpuset__mems=0)
        limits = show("cpuset", [group])
        check("cpuset", "CPUs", found(limits, "cpuset_cpus"), (1, f"{group}/cpuset.effective_cpus", 0))
        check("cpuset", "affinity", limits["affinity_cpus"], 1)


def test_oom_kill():
    group = make("memory", "tight", memory__limit_in_bytes=48 * MIB)
    if os.path.exists(f"{group}/memory.swappiness"):
        with open(f"{group}/memory.swappiness", "w") as file:
            file.write("0")
    run = run_in([group], "exec python3 -c 'bytearray(b\"x\") * (200 << 20)'")
    check("OOM kill", "status", run.returncode, -signal.SIGKILL)
    limits = show("OOM kill", [group])
    check("OOM kill", "counter", limits["oom_kills"]["value"], 1)
    check("OOM kill", "peak reached the limit", limits["memory_peak"]["value"], 48 * MIB)


def test_speed():
    path = make("memory", "1/2/3/4/5/6")
    cpu = make("cpu", "1/2/3/4/5/6")
    run = run_in([path, cpu], f"'{SHOW_LIMITS}' --repeat 2000")
    median = json.loads(run.stdout)["median_ns"]
    print(f"       speed: seven groups deep, median of 2000: {median / 1000:.0f} us")
    check("speed", "under 200 us", median < 200_000, True)


def skip_reason():
    if os.geteuid() != 0:
        return "not root"
    for controller in ("memory", "cpu"):
        if not os.access(f"{CGROUP}/{controller}/cgroup.procs", os.W_OK):
            return f"no writable cgroup v1 {controller} hierarchy"
    return None


reason = skip_reason()
if reason:
    print(f"skipped: {reason}")
    sys.exit(SKIPPED)
JAVAS = javas()
if len(JAVAS) < 2:
    print(f"       of JDK 17 and 25 only {sorted(JAVAS)} found: the others are not compared")
for test in [value for name, value in list(globals().items()) if name.startswith("test_")]:
    test()
print(f"{len(failures)} failures" + "".join(f"\n  {failure}" for failure in failures))
sys.exit(1 if failures else 0)
