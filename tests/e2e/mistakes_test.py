#!/usr/bin/env python3
"""Ten and more typical mistakes, mended with only what is on the screen.

mistakes_test.py LAUNCHER TRANSCRIPTS [--rewrite]: each case is a configuration and a command as a
new user writes them. The first way out that `fix:` names is applied to the letter, again and again,
until `explain` says nothing but what will be started. What was typed and shown is compared with the
transcripts, which are for reading; --rewrite writes them anew.
"""

import os
import re
import subprocess
import sys
import tempfile

MOST_STEPS = 5
LONGEST_REJECTION = 12  # lines

# name, configuration, role and options
CASES = [
    ("no-size", "taskmanager.numberOfTaskSlots: 2\n", ["taskmanager"]),
    ("too-small", "taskmanager.memory.process.size: 600m\n", ["taskmanager"]),
    ("decimal-size", "taskmanager.memory.process.size: 1.5g\n", ["taskmanager"]),
    ("set-twice", "taskmanager.memory.process.size: 2g\ntaskmanager.memory.process.size: 4g\n",
     ["taskmanager"]),
    ("misspelt-total", "taskmanager.memory.proces.size: 4g\n", ["taskmanager"]),
    ("misspelt-part",
     "taskmanager.memory.process.size: 4g\ntaskmanager.memory.managed.fracton: 0.2\n",
     ["taskmanager"]),
    ("decimal-comma",
     "taskmanager.memory.process.size: 4g\ntaskmanager.memory.managed.fraction: 0,3\n",
     ["taskmanager"]),
    ("percentage",
     "taskmanager.memory.process.size: 4g\ntaskmanager.memory.managed.fraction: 40\n",
     ["taskmanager"]),
    ("min-above-max",
     "taskmanager.memory.process.size: 8g\ntaskmanager.memory.network.min: 2g\n"
     "taskmanager.memory.network.max: 1g\n", ["taskmanager"]),
    ("two-totals", "taskmanager.memory.process.size: 8g\ntaskmanager.memory.flink.size: 3g\n",
     ["taskmanager"]),
    ("fraction-too-large",
     "taskmanager.memory.flink.size: 2g\ntaskmanager.memory.managed.fraction: 0.95\n",
     ["taskmanager"]),
    ("task-heap-too-large",
     "taskmanager.memory.process.size: 2g\ntaskmanager.memory.task.heap.size: 2g\n"
     "taskmanager.memory.managed.size: 0\n", ["taskmanager"]),
    ("no-slots", "taskmanager.memory.process.size: 2g\ntaskmanager.numberOfTaskSlots: 0\n",
     ["taskmanager"]),
    ("small-jobmanager", "jobmanager.memory.process.size: 500m\n", ["jobmanager"]),
    ("parts-do-not-add-up",
     "jobmanager.memory.heap.size: 1g\njobmanager.memory.off-heap.size: 128m\n"
     "jobmanager.memory.flink.size: 1536m\n", ["jobmanager"]),
    ("no-blank-after-colon", "taskmanager.memory.process.size:4g\n", ["taskmanager"]),
    ("misspelt-role", "jobmanager.memory.process.size: 1600m\n", ["job-manager"]),
    ("misspelt-option", "jobmanager.memory.process.size: 1600m\n", ["jobmanager", "--limt", "2g"]),
    ("above-the-limit", "taskmanager.memory.process.size: 4g\n", ["taskmanager", "--limit", "3g"]),
    ("limit-too-small", "taskmanager.memory.process.size: auto\n",
     ["taskmanager", "--limit", "600m"]),
]


class User:
    """Types, reads, and does what `fix:` says: no more and no less."""

    def __init__(self, launcher, folder, config, words):
        self.launcher, self.folder, self.config, self.words = launcher, folder, config, words
        self.transcript = []

    def explain(self):
        """The messages, and whether there is nothing left to mend."""
        with open(os.path.join(self.folder, "config.yaml"), "w", encoding="utf-8") as file:
            file.write(self.config)
        run = subprocess.run(
            [self.launcher, "explain", "--flink-version", "2.3", "--config-dir", self.folder,
             "--no-container", *self.words],
            capture_output=True, text=True, env={"COLUMNS": "200", "LANG": "C.UTF-8"})
        self.transcript.append("--- config.yaml\n" + self.config)
        self.transcript.append("$ flink-launcher explain " + " ".join(self.words) + "\n")
        if run.returncode == 0:
            picture = run.stdout.split("\n\nContainer")[0]
            warnings = re.findall(r"^warning: .*(?:\n  .*)*", run.stdout, re.M)
            shown = picture + "\n" + "".join("\n" + warning + "\n" for warning in warnings)
            messages = "\n".join(warnings)
        else:
            shown = messages = run.stderr
            lines = messages.rstrip("\n").split("\n")
            assert len(lines) <= LONGEST_REJECTION, f"{len(lines)} lines:\n{messages}"
        self.transcript.append(shown.replace(self.folder, "conf"))
        return run.returncode == 0 and not messages, messages

    def set_line(self, key, value):
        lines = self.config.splitlines()
        places = [i for i, line in enumerate(lines) if line.startswith(key + ":")]
        assert len(places) <= 1, places
        if places:
            lines[places[0]] = f"{key}: {value}"
        else:
            lines.append(f"{key}: {value}")
        self.config = "\n".join(lines) + "\n"

    def remove_key(self, key):
        kept = [line for line in self.config.splitlines() if not line.startswith(key + ":")]
        self.config = "".join(line + "\n" for line in kept)

    def apply(self, messages):
        """The first way out of the first message that has one."""
        fix = re.search(r"^ +fix: (.*)$", messages, re.M)
        assert fix, f"no fix in:\n{messages}"
        fix = fix.group(1)
        if found := re.match(r"set (\S+) to (?:at least )?(\w+)", fix):
            self.set_line(*found.groups())
        elif found := re.match(r"write (\S+): (\S+) in place of (\S+)$", fix):
            self.remove_key(found.group(3))
            self.set_line(found.group(1), found.group(2))
        elif found := re.match(r"write (\S+): ([^\s,]+)", fix):
            self.set_line(*found.groups())
        elif found := re.match(r"write (\S+), if that is meant", fix):
            wrong = re.search(r"(\S+) has no effect", messages).group(1)
            self.config = self.config.replace(wrong + ":", found.group(1) + ":")
        elif found := re.match(r"remove one of the two lines, (\d+) or (\d+)", fix):
            lines = self.config.splitlines()
            del lines[int(found.group(1)) - 1]
            self.config = "\n".join(lines) + "\n"
        elif found := re.match(r"remove (\S+?)(?:,| or |$)", fix):
            self.remove_key(found.group(1))
        elif found := re.match(r"did you mean '(.*)'\?", fix):
            wrong = re.search(r"unknown \w+ '(.*)'", messages).group(1)
            self.words[self.words.index(wrong)] = found.group(1)
        elif re.match(r"put a space after the ':' of each key", fix):
            self.config = re.sub(r"^(\S+?):(?=\S)", r"\1: ", self.config, flags=re.M)
        elif found := re.match(r"raise the limit to at least (\w+)", fix):
            self.words[self.words.index("--limit") + 1] = found.group(1)
        else:
            raise AssertionError(f"a user would not know what to type: {fix}")


def mend(launcher, folder, config, words):
    user = User(launcher, folder, config, list(words))
    for step in range(MOST_STEPS):
        works, messages = user.explain()
        if works:
            assert step > 0, "this was no mistake"
            return "\n".join(user.transcript)
        user.apply(messages)
    raise AssertionError("still not working:\n" + "\n".join(user.transcript))


def main():
    arguments = [each for each in sys.argv[1:] if each != "--rewrite"]
    launcher, transcripts = arguments
    failed = 0
    for name, config, words in CASES:
        path = os.path.join(transcripts, name + ".txt")
        with tempfile.TemporaryDirectory() as folder:
            transcript = mend(launcher, folder, config, words)
        if "--rewrite" in sys.argv:
            os.makedirs(transcripts, exist_ok=True)
            with open(path, "w", encoding="utf-8") as file:
                file.write(transcript)
            continue
        with open(path, encoding="utf-8") as file:
            if file.read() != transcript:
                failed += 1
                print(f"FAILED {name}: now it goes\n{transcript}")
    print(f"{len(CASES)} mistakes, {failed} transcripts differ")
    sys.exit(failed != 0)


main()
