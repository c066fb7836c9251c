# SPDX-License-Identifier: GPL-2.0
"""The pure files: those that include pure.h, however indirectly, that the host compiles,
and that have code. As a program, prints their names.
"""

import glob
import os
import subprocess

import ctext

TOP = os.path.abspath(os.path.join(os.path.dirname(__file__), "../../.."))
CC = os.environ.get("CC", "cc")
CFLAGS = ["-w", "-std=gnu11", "-fno-strict-aliasing"]


def compiles(path):
    command = [CC, *CFLAGS, "-fsyntax-only", "-x", "c", path]
    return subprocess.run(command, capture_output=True, check=False).returncode == 0


def has_code(path):
    with open(path, encoding="utf-8") as file:
        return path.endswith(".c") or "static inline" in file.read()


def pure_files():
    found = []
    for path in sorted(glob.glob(os.path.join(TOP, "kernel/*/*.[ch]"))):
        header = os.path.join(TOP, "kernel/pure/pure.h")
        if path == header or header not in ctext.includes(path) or not has_code(path):
            continue
        if compiles(path):
            found.append(os.path.relpath(path, TOP))
    return found


if __name__ == "__main__":
    print("\n".join(pure_files()))
