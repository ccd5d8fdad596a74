#!/usr/bin/env python3
"""tidy.py [--jobs N] BUILD STAMPS FILE...: clang-tidy over FILEs, as BUILD compiles them, but not over
those that it found clean before.

A stamp in the folder STAMPS is named after all that decides what clang-tidy says: its release and
settings, the compile command, and the content of the source and of every header that it reads,
system headers too. The headers are those that the compiler named when it last built the object; a
source whose object is missing, or older than one of them, is always looked at, and leaves no stamp.
Prints complaints, then one line with the count; status 1 where there is a complaint.
"""

import argparse
import concurrent.futures
import functools
import hashlib
import json
import os
import subprocess
import sys
from pathlib import Path

TIDY = "clang-tidy-16"
PROJECT = Path(__file__).resolve().parents[2]


@functools.cache
def digest_of(path):
    return hashlib.sha256(path.read_bytes()).hexdigest()


@functools.cache
def time_of(path):
    return path.stat().st_mtime_ns


def compile_commands(build):
    """Source to its entry in the compile database; of several the first."""
    entries = {}
    for entry in json.loads((build / "compile_commands.json").read_text()):
        entries.setdefault(Path(entry["file"]), entry)
    return entries


def dependencies(build):
    """Object to the files that it was compiled from, as ninja remembers them."""
    text = subprocess.run(["ninja", "-C", str(build), "-t", "deps"], capture_output=True, text=True,
                          check=True).stdout
    found, files = {}, []
    for line in text.splitlines():
        if line.startswith("    "):
            files.append(build / line.strip())
        elif ": #deps" in line:
            files = found.setdefault(line.split(": #deps")[0], [])
    return found


def object_of(entry):
    words = entry["command"].split()
    return words[words.index("-o") + 1]


def sources_of(build, entry, objects):
    """The files that decide about this source; None where the compiler's word is not of today."""
    built = build / object_of(entry)
    files = objects.get(object_of(entry))
    if not files or not built.exists() or not all(file.exists() for file in files):
        return None
    return files if max(map(time_of, files)) <= time_of(built) else None


def stamp_name(settings, entry, files):
    """Does not depend on where the project lies."""
    parts = [settings, entry["command"].replace(str(PROJECT), "")]
    parts += sorted(f"{os.path.relpath(file.resolve(), PROJECT)} {digest_of(file)}" for file in files)
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()


def tidy(build, source):
    return subprocess.run([TIDY, "-p", str(build), "--quiet", str(source)], cwd=PROJECT,
                          capture_output=True, text=True)


def complaints_of(done):
    counts = " warnings generated.", " warning generated."
    errors = [line for line in done.stderr.splitlines() if not line.endswith(counts)]
    return done.stdout + "".join(line + "\n" for line in errors)


def main():
    parser = argparse.ArgumentParser(description=__doc__,
                                     formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--jobs", type=int, default=os.cpu_count())
    parser.add_argument("build", type=Path)
    parser.add_argument("stamps", type=Path)
    parser.add_argument("files", nargs="*", type=Path)
    options = parser.parse_args()

    build = options.build.resolve()
    commands, objects = compile_commands(build), dependencies(build)
    version = subprocess.run([TIDY, "--version"], capture_output=True, text=True, check=True).stdout
    settings = version + (PROJECT / ".clang-tidy").read_text()
    options.stamps.mkdir(parents=True, exist_ok=True)

    known, work = 0, []  # of the work: bytes to read, source, stamp or None
    for source in options.files:
        entry = commands.get(PROJECT / source)
        if entry is None:
            continue
        files = sources_of(build, entry, objects)
        stamp = files and options.stamps / stamp_name(settings, entry, files)
        if stamp and stamp.exists():
            stamp.touch()
            known += 1
            continue
        work.append((sum(file.stat().st_size for file in files or [source]), source, stamp))
    work.sort(reverse=True)  # the largest first, so that no core waits for the other at the end

    bad = 0
    with concurrent.futures.ThreadPoolExecutor(options.jobs) as pool:
        for done, (_, source, stamp) in zip(pool.map(lambda each: tidy(build, each[1]), work), work):
            if done.returncode == 0:
                if stamp:
                    stamp.touch()
                continue
            bad += 1
            print(complaints_of(done), end="", flush=True)
    print(f"clang-tidy: {known + len(work)} files, {known} of them known to be clean"
          + (f", {bad} WITH COMPLAINTS" if bad else ""), flush=True)
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main())
