#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0
"""Writes the tool's tables of names and explanations from a netlink spec.

Usage: names.py SPEC PREFIX HEADER

For every attribute set NAME of the spec: an array PREFIX_NAME, indexed by
attribute number, of struct attr_desc (userspace/nl/spec.h) with the name that the
spec uses, its doc, and the words of its enum if it has one. Attributes without
a value (pad, unused) get no entry. ynl-gen-c.py has no such output: its user
mode carries only names, and wants the whole ynl library beside it.
"""

import sys

import yaml


def quoted(text):
    """One C string literal out of a doc text of any layout."""
    flat = " ".join(text.split())
    if not flat.isascii() or "\\" in flat:
        sys.exit(f"names.py: cannot quote: {flat}")
    return '"' + flat.replace('"', '\\"') + '"'


def c_name(*parts):
    return "_".join(parts).replace("-", "_")


def write_pair(item, indent):
    print(f"{indent}{quoted(item['name'])},")
    print(f"{indent}{quoted(item['doc'])},")


def write_words(prefix, enum):
    print(f"static const struct word {c_name(prefix, enum['name'])}_words[] = {{")
    for entry in enum["entries"]:
        print("\t{")
        write_pair(entry, "\t\t")
        print("\t},")
    print("};\n")


def write_set(family, prefix, attr_set):
    upper = c_name(family, "a", attr_set["name"]).upper()
    print(f"const struct attr_desc {c_name(prefix, attr_set['name'])}"
          f"[{upper}_MAX + 1] = {{")
    for attr in attr_set["attributes"]:
        if attr["type"] in ("pad", "unused"):
            continue
        print(f"\t[{c_name(upper, attr['name']).upper()}] = {{")
        write_pair(attr, "\t\t")
        if "enum" in attr:
            words = f"{c_name(prefix, attr['enum'])}_words"
            print(f"\t\t{words}, ARRAY_SIZE({words}),")
        print("\t},")
    print("};")


def main():
    path, prefix, header = sys.argv[1:]
    with open(path, encoding="utf-8") as file:
        spec = yaml.safe_load(file)

    print("// SPDX-License-Identifier: GPL-2.0")
    print("/* Do not edit directly, auto-generated from: */")
    print(f"/*\tDocumentation/netlink/specs/{spec['name']}.yaml */")
    print(f'\n#include "{header}"\n')
    for enum in spec["definitions"]:
        write_words(prefix, enum)
    for i, attr_set in enumerate(spec["attribute-sets"]):
        if i:
            print()
        write_set(spec["name"], prefix, attr_set)


if __name__ == "__main__":
    main()
