# SPDX-License-Identifier: GPL-2.0
"""Lines and branches reached, from the .gcda and .gcno files in some folders.

Usage: report.py [-v] [--min-lines N] [--min-branches N] [--file FILE]... FOLDER...

A folder is searched with what is below it. A file in kernel/ of this tree is
counted if --file names it, all of them if there is no --file: a name that nothing
was built from counts as not reached at all. Files compiled into several objects,
as headers are, count a line as reached if it was in any of them. Each file must
reach the minimum, in percent, of each.

It takes what the host's tests leave behind and what a kernel with
CONFIG_GCOV_KERNEL does: copies of /sys/kernel/debug/gcov, with the .gcno files
beside the .gcda files. Several lanes are several folders.
"""

import argparse
import collections
import json
import os
import subprocess
import sys

TOP = os.path.abspath(os.path.join(os.path.dirname(__file__), "../../.."))


class Source:
    """What is known of one file."""

    def __init__(self):
        self.lines = {}
        self.branches = collections.defaultdict(dict)

    def add(self, line):
        number = line["line_number"]
        self.lines[number] = self.lines.get(number, 0) + line["count"]
        taken = [branch["count"] > 0 for branch in line["branches"]]
        if not taken:
            return
        # Objects that have the same branches are one; others made other code of it.
        shape = line.get("function_name"), len(taken)
        known = self.branches[number].get(shape, [False] * len(taken))
        self.branches[number][shape] = [a or b for a, b in zip(known, taken)]

    def line_branches(self, number):
        """Of code that differs, what was reached best: who never ran says nothing."""
        shapes = self.branches[number].values()
        return max(shapes, key=lambda taken: (sum(taken) / len(taken), len(taken)))

    def counts(self):
        """(lines reached, lines, branches taken, branches)"""
        taken = [flag for number in self.branches for flag in self.line_branches(number)]
        reached = sum(count > 0 for count in self.lines.values())
        return reached, len(self.lines), sum(taken), len(taken)


def gcov(path):
    """gcov's view of the object that this .gcda or .gcno file belongs to."""
    command = ["gcov", "--json-format", "--stdout", "--branch-probabilities", path]
    done = subprocess.run(command, cwd=os.path.dirname(path), capture_output=True, check=False)
    if done.returncode != 0 or not done.stdout:
        sys.exit(f"gcov {path}: {done.stderr.decode(errors='replace')}")
    return [json.loads(line) for line in done.stdout.splitlines() if line.strip()]


def in_tree(path, cwd):
    """The file's name in this tree, though it was built in a copy; None if not in kernel/."""
    parts = os.path.normpath(os.path.join(cwd, path)).split(os.sep)
    for i, part in enumerate(parts):
        if part == "kernel" and os.path.isfile(os.path.join(TOP, *parts[i:])):
            return "/".join(parts[i:])
    return None


def notes(folders):
    """One path per object: the .gcno files; .gcda files are found beside them."""
    for folder in folders:
        for where, _, names in os.walk(folder):
            for name in sorted(names):
                if name.endswith(".gcno"):
                    yield os.path.join(os.path.abspath(where), name)


def collect(folders):
    sources = collections.defaultdict(Source)
    for path in notes(folders):
        for unit in gcov(path):
            for file in unit["files"]:
                name = in_tree(file["file"], unit["current_working_directory"])
                for line in file["lines"] if name else ():
                    sources[name].add(line)
    return sources


def percent(part, whole):
    return 100 * part / whole if whole else 100


def missing(name, source, verbose):
    with open(os.path.join(TOP, name), encoding="utf-8") as file:
        text = file.read().splitlines()
    for number in sorted(source.lines):
        where = f"{name}:{number}: {text[number - 1].strip()}"
        if source.lines[number] == 0:
            print(f"not reached: {where}")
        elif verbose and number in source.branches and not all(source.line_branches(number)):
            taken = source.line_branches(number)
            print(f"{sum(taken)} of {len(taken)} branches: {where}")


def main():
    parser = argparse.ArgumentParser(usage=__doc__)
    parser.add_argument("-v", action="store_true")
    parser.add_argument("--min-lines", type=float, default=0)
    parser.add_argument("--min-branches", type=float, default=0)
    parser.add_argument("--file", action="append", default=[])
    parser.add_argument("folders", nargs="+")
    args = parser.parse_args()

    sources = collect(args.folders)
    names = args.file or sorted(sources)
    row = "{:<28} {:>14} {:>9} {:>14} {:>9}"
    table = [row.format("file", "lines", "", "branches", "")]
    passed, total = 0, [0, 0, 0, 0]
    for name in names:
        source = sources.get(name, Source())
        counts = source.counts()
        total = [a + b for a, b in zip(total, counts)]
        lines, branches = percent(*counts[:2]), percent(*counts[2:])
        seen = name in sources
        passed += seen and lines >= args.min_lines and branches >= args.min_branches
        table.append(line_of(row, name, counts) if seen else f"{name:<28} not built at all")
        missing(name, source, args.v)
    table.append(line_of(row, "total", total))
    print("\n".join(table))
    failed = len(names) - passed
    print(f"{passed} passed, {failed} failed")
    return failed != 0 or passed == 0


def line_of(row, name, counts):
    reached, lines, taken, branches = counts
    return row.format(
        name,
        f"{reached}/{lines}",
        f"{percent(reached, lines):.1f} %",
        f"{taken}/{branches}",
        f"{percent(taken, branches):.1f} %",
    )


if __name__ == "__main__":
    sys.exit(main())
