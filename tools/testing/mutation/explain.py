# SPDX-License-Identifier: GPL-2.0
"""Reads survivors.txt: why some mutants cannot be seen.

    kernel/ila/csum.h idloc_csum_add
    - the line as it is
    + the line with the fault
    + the line with another fault
      Why neither can be seen.

The first line names the file and the function or macro. A line that continues is
written as one, its words separated by single blanks; so is one that the file has
twice, with the line above it.
"""


class Unreadable(Exception):
    """survivors.txt, that is; the text says where."""


class Entry:
    """Faults in one function or macro, as (line before, line after), and a reason."""

    def __init__(self, path, scope):
        self.path = path
        self.scope = scope
        self.changes = []
        self.reason = ""


def read(path):
    """The entries. Each has at least one change and a reason."""
    entries, before = [], None
    with open(path, encoding="utf-8") as file:
        for number, line in enumerate(file, 1):
            line = line.rstrip()
            if not line or line.startswith("#"):
                continue
            entry = entries[-1] if entries else None
            if line.startswith("- ") and entry:
                before = line[2:]
            elif line.startswith("+ ") and entry and before is not None:
                entry.changes.append((before, line[2:]))
            elif line.startswith("  ") and entry and entry.changes:
                entry.reason += line
            elif len(line.split(" ")) == 2 and line[0] not in " +-":
                entries.append(Entry(*line.split(" ")))
                before = None
            else:
                raise Unreadable(f"{path}:{number}: cannot be read: {line}")
    for entry in entries:
        if not entry.changes or not entry.reason:
            raise Unreadable(f"{path}: {entry.path} {entry.scope}: no change or no reason")
    return entries


def compare(entries, files, mutants):
    """Survivors without an explanation, and explanations without their mutant.

    An explanation of an equivalent mutant is none too many: whether two texts
    become the same code depends on the compiler.
    """
    known = {m.key() for m in mutants if m.verdict in ("survived", "equivalent")}
    explained = {}
    for entry in entries:
        for change in entry.changes:
            explained[entry.path, entry.scope, *change] = entry
    unexplained = [m for m in mutants if m.verdict == "survived" and m.key() not in explained]
    stale = []
    for path, scope, before, after in explained:
        if path in files and (path, scope, before, after) not in known:
            stale.append(f"{path} {scope}: {before}  =>  {after}")
    return unexplained, stale
