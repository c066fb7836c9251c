#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0
"""Are the schemas of the tool's JSON schemas, strict, and does schema.jq read them right?

Usage: schema.py DIRECTORY SAMPLES JQ-DIRECTORY

Each schema in DIRECTORY is held against the draft that it names, and against what this
project asks of it. SAMPLES has values that are good and values that are not, for each
schema and for each keyword. What jsonschema says of them has to be what is expected,
and what schema.jq says; so it has to be of what becomes of the good ones when one
thing after another in them is broken.
"""

import copy
import json
import pathlib
import subprocess
import sys

import jsonschema

DRAFT = "https://json-schema.org/draft/2020-12/schema"

# Of each value of a list: is anything wrong with it? And before: with the schema?
VERDICTS = """include "schema";
	.schema as $schema | [schema_unknown($schema; "schema")],
	[.values[] | [schema_errors($schema; "value")] == []]"""

found = []


def complain(text):
    found.append(text)


# ---- what a schema has to be -------------------------------------------------------


def parts(schema, at="#"):
    """The schema and all those in it, with where they are."""
    yield at, schema
    for key in ("items", "not"):
        if key in schema:
            yield from parts(schema[key], f"{at}/{key}")
    for key in ("allOf", "anyOf", "oneOf"):
        for i, part in enumerate(schema.get(key, [])):
            yield from parts(part, f"{at}/{key}/{i}")
    for key, part in schema.get("properties", {}).items():
        yield from parts(part, f"{at}/properties/{key}")


def check_object(name, at, part):
    members = part.get("properties")
    if members is None:
        return
    if part.get("additionalProperties") is not False:
        complain(f"{name}: {at}: any other member may be there, too")
    if part.get("type") != "object" or "required" not in part:
        complain(f"{name}: {at}: does not say what has to be there")
    for key in part.get("required", []):
        if key not in members:
            complain(f"{name}: {at}: {key} has to be there and is not allowed")
    for key, member in members.items():
        if not member:
            complain(f"{name}: {at}: says nothing of {key}")


def check_schema(name, schema):
    try:
        jsonschema.Draft202012Validator.check_schema(schema)
    except jsonschema.SchemaError as error:
        complain(f"{name}: {error.message}")
        return False
    for key, want in (("$schema", DRAFT), ("$id", f"urn:idloc:schema:{name}")):
        if schema.get(key) != want:
            complain(f"{name}: {key} is not {want}")
    if "SPDX-License-Identifier: GPL-2.0" not in schema.get("$comment", ""):
        complain(f"{name}: names no licence")
    if not schema.get("title"):
        complain(f"{name}: does not say which command prints it")
    for at, part in parts(schema):
        check_object(name, at, part)
    return True


# ---- what is made of a value -------------------------------------------------------


def broken(value):
    """The value with one thing in it broken, in one way after another."""
    yield from ([], {}, "", "x", -1, 1.5, 2 ** 70, None, False)
    if isinstance(value, bool):
        yield not value
    elif isinstance(value, int):
        yield from (value + 1, value - 1, str(value), value + 0.5)
    elif isinstance(value, str):
        yield from (value + ":", value + "0", value[1:], value.upper(), value.replace("/", "//"))
    elif isinstance(value, list):
        yield value + value
        for i, inner in enumerate(value):
            for other in broken(inner):
                yield value[:i] + [other] + value[i + 1:]
    elif isinstance(value, dict):
        yield {**value, "more": 1}
        for key in value:
            other = copy.copy(value)
            del other[key]
            yield other
            for inner in broken(value[key]):
                yield {**value, key: inner}


# ---- the two readers ---------------------------------------------------------------


def ask_jsonschema(schema, values):
    validator = jsonschema.Draft202012Validator(schema)
    return [validator.is_valid(value) for value in values]


def ask_jq(directory, schema, values):
    """What it does not know, and whether each value is good."""
    text = json.dumps({"schema": schema, "values": values})
    out = subprocess.run(["jq", "-c", "-L", directory, VERDICTS], input=text, text=True,
                         capture_output=True, check=False)
    if out.returncode:
        return [out.stderr.strip()], []
    unknown, verdicts = (json.loads(line) for line in out.stdout.splitlines())
    return unknown, verdicts


def compare(name, directory, schema, samples):
    good, bad = samples["good"], samples["bad"]
    if not good or not bad:
        complain(f"{name}: needs samples of both kinds")
    values = good + bad
    for value in good:
        values.extend(broken(value))
    right = ask_jsonschema(schema, values)
    unknown, ours = ask_jq(directory, schema, values)
    for text in unknown:
        complain(f"{name}: schema.jq: {text}")
    want = [True] * len(good) + [False] * len(bad)
    for value, expected, verdict in zip(values, want, right):
        if verdict != expected:
            complain(f"{name}: {'refused' if expected else 'taken'}: {json.dumps(value)}")
    for value, verdict, other in zip(values, right, ours):
        if verdict != other:
            complain(f"{name}: schema.jq {'takes' if other else 'refuses'} what jsonschema "
                     f"does not: {json.dumps(value)}")
    return len(values), sum(right)


def refused_by_jq(directory, schemas):
    for schema in schemas:
        if not ask_jq(directory, schema, [])[0]:
            complain(f"schema.jq passes over something in {json.dumps(schema)}")


def main():
    directory, samples, jq = sys.argv[1:]
    with open(samples, encoding="utf-8") as file:
        samples = json.load(file)
    schemas = {path.stem: json.loads(path.read_text(encoding="utf-8"))
               for path in sorted(pathlib.Path(directory).glob("*.json"))}
    total = taken = 0
    for name, schema in schemas.items():
        if not check_schema(name, schema):
            continue
        if name not in samples["schemas"]:
            complain(f"{name}: there are no samples of it")
            continue
        n, good = compare(name, jq, schema, samples["schemas"][name])
        total, taken = total + n, taken + good
    for sample in samples["keywords"]:
        n, good = compare(json.dumps(sample["schema"]), jq, sample["schema"], sample)
        total, taken = total + n, taken + good
    refused_by_jq(jq, samples["refused"])
    if found:
        sys.exit("\n".join(found))
    print(f"{len(schemas)} schemas, {total} values, {taken} of them good")


if __name__ == "__main__":
    main()
