#!/usr/bin/env python3
"""real_cgroup_v2_test.py BUILD_DIR CACHE_DIR: limit detection under a real kernel's cgroup v2.

Boots Debian's cloud kernel in an emulator without hardware help, with an initramfs of busybox,
init.sh and the static show_limits of BUILD_DIR, and compares what that says in each group. The kernel is kept in
CACHE_DIR. Exits 77 (skipped), with the reason, where emulator or kernel cannot be had.
"""

import gzip
import json
import os
import shutil
import stat
import subprocess
import sys

SKIPPED = 77
BOOT_SECONDS = 110  # a boot takes 5 on a quiet machine
MIB = 1 << 20
HERE = os.path.dirname(os.path.abspath(__file__))
BUILD, CACHE = os.path.abspath(sys.argv[1]), os.path.abspath(sys.argv[2])
APPLETS = "sh mount umount mkdir rmdir cat cut dd echo grep poweroff uname unshare chmod".split()

failures = []


def skip(reason):
    print(f"skipped: {reason}")
    sys.exit(SKIPPED)


def cpio_entry(number, name, mode, content):
    """One entry of a "newc" archive (the kernel's initramfs buffer format)."""
    path = name.encode() + b"\0"
    fields = [number, mode, 0, 0, 1, 0, len(content), 0, 0, 0, 0, len(path), 0]
    entry = b"070701" + b"".join(b"%08X" % field for field in fields) + path
    entry += b"\0" * (-len(entry) % 4) + content
    return entry + b"\0" * (-len(entry) % 4)


def make_initramfs(path, busybox):
    entries = [(name, stat.S_IFDIR | 0o755, b"") for name in ("bin", "dev", "proc", "sys", "tmp")]
    files = {f"bin/{program}": f"{BUILD}/{program}" for program in ("show_limits", "in_cgroup_namespace")}
    files |= {"bin/busybox": busybox, "init": f"{HERE}/init.sh"}
    for name, source in files.items():
        with open(source, "rb") as file:
            entries.append((name, stat.S_IFREG | 0o755, file.read()))
    entries += [(f"bin/{applet}", stat.S_IFLNK | 0o777, b"busybox") for applet in APPLETS]
    entries.append(("TRAILER!!!", 0, b""))
    archive = b"".join(cpio_entry(i, *entry) for i, entry in enumerate(entries))
    with open(path, "wb") as file:
        file.write(gzip.compress(archive, compresslevel=1))


def boot(kernel, initramfs):
    """What the guest wrote on its console."""
    command = [
        "qemu-system-x86_64", "-accel", "tcg,thread=multi", "-cpu", "max", "-M", "q35", "-m", "320", "-smp", "2",
        "-nodefaults", "-no-user-config", "-display", "none", "-serial", "stdio", "-no-reboot",
        "-kernel", kernel, "-initrd", initramfs, "-append", "console=ttyS0 panic=-1 quiet",
    ]
    try:
        run = subprocess.run(command, stdin=subprocess.DEVNULL, capture_output=True, timeout=BOOT_SECONDS)
    except subprocess.TimeoutExpired as late:
        print((late.stdout or b"").decode(errors="replace"))
        sys.exit(f"FAILED the guest did not power off within {BOOT_SECONDS} s")
    return run.stdout.decode(errors="replace").replace("\r", ""), run.stderr.decode(errors="replace")


def check(case, what, actual, expected):
    verdict = "ok" if actual == expected else "FAILED"
    print(f"{verdict:7}{case}: {what} = {actual!r}" + ("" if verdict == "ok" else f", expected {expected!r}"))
    if verdict != "ok":
        failures.append(f"{case}: {what}")


def found(limits, name):
    """(value, file below the hierarchy, levels up), or None."""
    entry = limits[name]
    return entry and (entry["value"], entry["file"].removeprefix("/sys/fs/cgroup/"), entry["levels_up"])


def check_plain_groups(cases):
    for name in ("root", "unlimited"):
        for limit in ("memory_limit", "memory_high", "swap_limit", "cpu_quota"):
            check(name, limit, found(cases[name], limit), None)
        check(name, "layout", cases[name]["layout"], "v2")
        check(name, "CPUs", cases[name]["cpuset_cpus"]["value"], 2)
    usage = cases["unlimited"]["memory_current"]["value"]
    check("unlimited", "usage is a sensible number", 0 < usage < 320 * MIB, True)
    above = cases["above-host"]
    check("above-host", "limit in force", found(above, "memory_limit"), None)
    check("above-host", "limit set", found(above, "limit_above_host_memory"), (65536 * MIB, "huge/memory.max", 0))


def check_levels(cases, kernel):
    limits = cases["levels"]
    check("levels", "memory", found(limits, "memory_limit"), (120 * MIB, "flink.slice/tm.slice/memory.max", 1))
    check("levels", "the kernel's word", kernel["levels memory.max"], str(120 * MIB))
    check("levels", "high", found(limits, "memory_high"), (100 * MIB, "flink.slice/memory.high", 2))
    check("levels", "swap", found(limits, "swap_limit"), (32 * MIB, "flink.slice/tm.slice/memory.swap.max", 1))
    quota = {"quota_us": 60000, "period_us": 50000}
    check("levels", "quota", found(limits, "cpu_quota"), (quota, "flink.slice/cpu.max", 2))
    limits = cases["delegated"]
    check("delegated", "group", limits["memory_group"].rpartition("/")[2], "payload")
    check("delegated", "memory", found(limits, "memory_limit"), (120 * MIB, "flink.slice/tm.slice/memory.max", 2))
    check("delegated", "high", found(limits, "memory_high"), (100 * MIB, "flink.slice/memory.high", 3))


def check_namespaces(cases):
    limits = cases["namespace"]  # its mountinfo says /../../..
    check("namespace", "memory", found(limits, "memory_limit"), (120 * MIB, "flink.slice/tm.slice/memory.max", 1))
    check("namespace", "group", limits["memory_group"], "/sys/fs/cgroup/flink.slice/tm.slice/tm.service")
    limits = cases["remounted"]  # the namespace hides what is above
    check("remounted", "memory", found(limits, "memory_limit"), (160 * MIB, "memory.max", 0))
    check("remounted", "high", found(limits, "memory_high"), (110 * MIB, "memory.high", 0))
    limits = cases["rebound"]  # only a part of the tree, below a name with a space
    check("rebound", "memory", found(limits, "memory_limit"), (120 * MIB, "/tmp/a b/tm.slice/memory.max", 1))


def check_oom_and_speed(cases, kernel):
    check("oom", "status", kernel["oom status"], "137")
    check("oom", "counter", cases["oom"]["oom_kills"]["value"], int(kernel["oom oom_kill"]))
    check("oom", "at least one kill", cases["oom"]["oom_kills"]["value"] >= 1, True)
    check("oom", "peak", cases["oom"]["memory_peak"]["value"], 16 * MIB)
    check("deep", "group", cases["deep"]["memory_group"], "/sys/fs/cgroup/1/2/3/4/5/6")
    print(f"       speed: six groups deep, emulated, median of 50: {cases['deep']['median_ns'] / 1000:.0f} us")


def main():
    busybox = shutil.which("busybox")
    if not shutil.which("qemu-system-x86_64"):
        skip("no qemu-system-x86_64")
    if not busybox or b"/ld-linux" in open(busybox, "rb").read(4096):
        skip("no static busybox (package busybox-static)")
    prepared = subprocess.run([f"{HERE}/prepare_kernel.sh", CACHE])
    if prepared.returncode != 0:
        sys.exit(prepared.returncode)
    initramfs = f"{CACHE}/initramfs-{os.getpid()}.gz"
    make_initramfs(initramfs, busybox)
    try:
        console, trouble = boot(f"{CACHE}/vmlinuz", initramfs)
    finally:
        os.remove(initramfs)
    if "GUEST_DONE" not in console:
        sys.exit(f"FAILED the guest did not come to its end\n{console}\n{trouble}")
    cases, kernel = {}, {}
    for line in console.splitlines():
        kind, _, rest = line.partition(" ")
        name, _, value = rest.partition(" ")
        if kind == "CASE":
            if not value.startswith("{"):
                sys.exit(f"FAILED {name}: {value}")
            cases[name] = json.loads(value)
            check(name, "warnings", cases[name]["warnings"], [])
        elif kind == "KERNEL":
            word, _, value = value.partition(" ")
            kernel[f"{name} {word}"] = value
    print(f"       Linux {kernel['boot release']}, controllers {kernel['boot controllers']}")
    check_plain_groups(cases)
    check_levels(cases, kernel)
    check_namespaces(cases)
    check_oom_and_speed(cases, kernel)
    print(f"{len(failures)} failures" + "".join(f"\n  {failure}" for failure in failures))
    sys.exit(1 if failures else 0)


if __name__ == "__main__":
    main()
