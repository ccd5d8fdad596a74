#!/usr/bin/env python3
"""Holds what `flink-launcher explain --format json` prints against its published schema.

explain_schema_test.py LAUNCHER SCHEMA: needs nothing but Python's standard library, so it brings
the few words of JSON Schema that the schema uses, and refuses a schema that uses others.
"""

import copy
import json
import os
import subprocess
import sys
import tempfile

WORDS = {"$schema", "$defs", "$ref", "title", "description", "type", "enum", "required", "properties",
         "additionalProperties", "items", "oneOf", "minimum"}
TYPES = {"object": dict, "array": list, "string": str, "boolean": bool, "null": type(None)}


def is_type(value, name):
    if name == "integer":
        return isinstance(value, int) and not isinstance(value, bool)
    return isinstance(value, TYPES[name])


def problems(value, schema, root, path="$"):
    """What is wrong with `value`, as texts; none where it is valid."""
    if schema is True:
        return []
    if schema is False:
        return [f"{path} may not be there"]
    unknown = set(schema) - WORDS
    assert not unknown, f"the schema uses {unknown}, which this test does not know"
    if "$ref" in schema:
        return problems(value, root["$defs"][schema["$ref"].rsplit("/", 1)[1]], root, path)
    found = []
    if "oneOf" in schema:
        tries = [problems(value, each, root, path) for each in schema["oneOf"]]
        good = sum(not each for each in tries)
        if good != 1:
            found += [f"{path} is {good} of the alternatives: {tries}"]
    if "enum" in schema and value not in schema["enum"]:
        found.append(f"{path} is {value!r}")
    names = schema.get("type", [])
    names = [names] if isinstance(names, str) else names
    if names and not any(is_type(value, name) for name in names):
        return found + [f"{path} is {value!r}, not {names}"]
    if "minimum" in schema and value is not None and value < schema["minimum"]:
        found.append(f"{path} is {value}")
    if isinstance(value, list):
        for i, each in enumerate(value):
            found += problems(each, schema.get("items", True), root, f"{path}[{i}]")
    if isinstance(value, dict):
        found += [f"{path}.{name} is missing" for name in schema.get("required", []) if name not in value]
        for name, each in value.items():
            below = schema.get("properties", {}).get(name, schema.get("additionalProperties", True))
            found += problems(each, below, root, f"{path}.{name}")
    return found


CONFIG = """\
taskmanager.memory.process.size: 4g
taskmanager.memory.managed.fraction: 0.3
taskmanager.memory.managed.fracton: 0.2
jobmanager.memory.process.size: 1600m
"""
BROKEN = "taskmanager.memory.process.size: 600m\n"
CALLS = [
    ["taskmanager"],
    ["jobmanager"],
    ["taskmanager", "--no-container"],
    ["taskmanager", "--limit", "6g", "--container-headroom", "10%"],
    ["taskmanager", "--limit", "3g", "--container-memory", "override"],
    ["taskmanager", "--flink-version", "1.13", "-D", "taskmanager.numberOfTaskSlots=auto"],
    ["taskmanager", "--what-if", "taskmanager.memory.process.size=5g"],
    ["taskmanager", "--compare", "OTHER"],
    ["taskmanager", "--sweep", "512m..8g"],
    ["jobmanager", "--sweep", "1g..2g"],
    ["taskmanager", "--show", "taskmanager.memory.network.max"],
    ["taskmanager", "--show", "taskmanager.memory.task.heap.size"],
    ["jobmanager", "--show", "taskmanager.memory.process.size"],
    ["taskmanager", "--show", "taskmanager.memory.managed.fracton"],
]


def explain(launcher, folder, arguments):
    arguments = [os.path.join(folder, "other") if each == "OTHER" else each for each in arguments]
    command = [launcher, "explain", "--format", "json", "--config-dir", folder]
    if "--flink-version" not in arguments:
        command += ["--flink-version", "2.3"]
    run = subprocess.run(command + arguments, capture_output=True, text=True, env={})
    assert run.returncode == 0, f"{arguments}: {run.stderr}"
    return json.loads(run.stdout)


def write(folder, text):
    os.makedirs(folder, exist_ok=True)
    for name in ("config.yaml", "flink-conf.yaml"):
        if name == "config.yaml" or folder.endswith("conf"):
            with open(os.path.join(folder, name), "w", encoding="utf-8") as file:
                file.write(text)


def main():
    launcher, schema_path = sys.argv[1:]
    with open(schema_path, encoding="utf-8") as file:
        schema = json.load(file)
    with tempfile.TemporaryDirectory() as root:
        folder = os.path.join(root, "conf")
        write(folder, CONFIG)
        write(os.path.join(folder, "other"), "taskmanager.memory.flink.size: 2g\n")
        answers = [explain(launcher, folder, call) for call in CALLS]
        # A configuration that is rejected, and the change that mends it.
        write(folder, BROKEN)
        answers.append(explain(launcher, folder, ["taskmanager", "--what-if",
                                                  "taskmanager.memory.process.size=2g"]))
    for call, answer in zip(CALLS + ["broken"], answers):
        found = problems(answer, schema, schema)
        assert not found, f"{call}: {found}"
    # The test must be able to fail.
    for spoil in (lambda a: a.pop("jvm_args"), lambda a: a.update(new=1),
                  lambda a: a["components"].update(managed="1"), lambda a: a.update(process="x")):
        spoilt = copy.deepcopy(answers[0])
        spoil(spoilt)
        assert problems(spoilt, schema, schema), "a spoilt answer passed"
    print(f"{len(answers)} answers are as the schema says")


main()
