# SPDX-License-Identifier: GPL-2.0
"""Puts one fault at a time into the pure kernel files; do the unit tests notice?

Usage: run [-j N] [-v] [FILE...]     FILE: kernel/ila/csum.h; all pure files if none

Each fault goes into a copy of the tree in the cache, never into the checkout. A
mutant is

  killed       if a unit test fails, crashes, hangs, or a sanitizer reports;
  equivalent   if the compiler makes the same code of it as of the original;
  no build     if it does not compile;
  survived     else.

The score is the killed ones among the killed and the survived. Every survivor needs
an explanation in survivors.txt, and every explanation needs its survivor. -v lists
the equivalent ones, too. The verdict of every mutant is in the cache, verdicts.
"""

import argparse
import collections
import concurrent.futures
import fnmatch
import glob
import os
import queue
import re
import resource
import shlex
import shutil
import signal
import subprocess
import sys

import ctext
import explain
import operators
from pure import CC, CFLAGS, TOP, pure_files

MIN_SCORE = 95
UNIT = "tools/testing/unit"
PARTS = ("kernel", "uapi", UNIT, "tools/testing/vectors")
# Random cases for tests built plain, which kill nearly all, and with sanitizers. The
# tests' own sweeps do not depend on it.
CASES = {"plain": "20000", "sanitized": "5000"}
VERDICTS = ("killed", "survived", "equivalent", "no build")


class Failure(Exception):
    """Nothing can be said of any mutant; the text says why."""


def run(command, cwd, cpu=60, **env):
    """(exit code, output). The limit is of processor time: on a busy machine, too, it
    is a mutant that hangs that meets it.
    """
    clean = {k: v for k, v in os.environ.items() if k not in ("MAKEFLAGS", "MAKELEVEL", "MFLAGS")}
    with subprocess.Popen(
        command,
        cwd=cwd,
        env={**clean, **env, "LC_ALL": "C"},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        start_new_session=True,
    ) as process:
        try:
            resource.prlimit(process.pid, resource.RLIMIT_CPU, (cpu, cpu))
            out, _ = process.communicate(timeout=30 * cpu)
        except (subprocess.TimeoutExpired, ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
            out, _ = process.communicate()
        return process.returncode, out.decode(errors="replace")


def cpu_seconds():
    """What the processes that have ended took so far."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def copy_tree(tree):
    """What the unit tests are built from, and read."""
    shutil.rmtree(tree, ignore_errors=True)
    for part in PARTS:
        for path in glob.glob(os.path.join(TOP, part, "**"), recursive=True):
            if any(fnmatch.fnmatch(path, name) for name in ("*.[ch]", "*.json", "*/Makefile")):
                to = os.path.join(tree, os.path.relpath(path, TOP))
                os.makedirs(os.path.dirname(to), exist_ok=True)
                shutil.copy(path, to)


class Test:
    """One unit test, built in one way."""

    def __init__(self, tree, name, how):
        self.name = name
        self.how = how
        self.seconds = 60
        self.kills = collections.Counter()
        self.words = self._words(tree)
        unit = os.path.join(tree, UNIT)
        folders = [os.path.join(unit, word[2:]) for word in self.words if word.startswith("-I")]
        self.sources = {}
        for word in self.words:
            if word.endswith(".c"):
                files = ctext.includes(os.path.join(unit, word), folders)
                self.sources[word] = {os.path.relpath(file, tree) for file in files}
        # Unchanged code is compiled once, for all mutants and all trees.
        self.objects = {
            source: os.path.abspath(f"{tree}/../objects/{how}-{os.path.basename(source)}.o")
            for source in self.sources
        }

    def _words(self, tree):
        """The command by which the Makefile would build it."""
        command = ["make", "-s", "-n", "-B", f"CC={CC} -w", "CFLAGS=-O1", self.name]
        if self.how == "plain":
            command.append("SANITIZE=")
        status, out = run(command, os.path.join(tree, UNIT))
        if status != 0 or "-o" not in out:
            raise Failure(f"{shlex.join(command)}\n{out}")
        return shlex.split(out)

    def sees(self, path):
        return any(path in files for files in self.sources.values())

    def build(self, tree, path):
        """Compiles what includes path, links it with the objects of the rest."""
        command = [
            self.objects[word] if path not in self.sources.get(word, {path}) else word
            for word in self.words
        ]
        return run(command, os.path.join(tree, UNIT))

    def passes(self, tree):
        # Sanitizers need more than the usual time to say what they found.
        limit = int(3 + 5 * self.seconds)
        unit = os.path.join(tree, UNIT)
        status, out = run([f"./{self.name}"], unit, limit, UNIT_CASES=CASES[self.how])
        return status == 0 and "\nnot ok" not in out

    def prepare(self, tree):
        """Does it pass without a fault? How long does it take?"""
        flags = self.words[: self.words.index("-o")]
        for source, to in self.objects.items():
            os.makedirs(os.path.dirname(to), exist_ok=True)
            if not os.path.exists(to):
                status, out = run([*flags, "-c", "-o", to, source], os.path.join(tree, UNIT))
                if status != 0:
                    raise Failure(f"{source} does not compile\n{out}")
        status, out = self.build(tree, None)
        start = cpu_seconds()
        if status != 0 or not self.passes(tree):
            raise Failure(f"{self.name}, built {self.how}, fails without a fault\n{out}")
        self.seconds = cpu_seconds() - start


class Probe:
    """What the compiler makes of one file: all its functions and macros, called or not.

    Faults are in functions and macros only: where the code of all is the same, no test
    can tell. Except for accesses out of bounds, which ASan's code shows. What leaves
    nothing to compare, a macro that is no constant, is opaque.
    """

    # Without the attribute: always_inline functions are not kept.
    KEEP = ["-fkeep-inline-functions", "-fkeep-static-functions", "-D__always_inline__=__unused__"]
    COMPARE = ["-O2", "-fsanitize=address", *KEEP, "-S", "-o", "-"]

    def __init__(self, tree, path):
        self.path = path
        self.text = f'#include "{os.path.basename(path)}"\n'
        with open(os.path.join(tree, path), encoding="utf-8") as file:
            c = ctext.CText(file.read())
        for name in dict.fromkeys(name for _, _, name in c.macros):
            line = f"const long long value_of_{name} = (long long)({name});\n"
            if self._code(tree, self.text + line) is not None:
                self.text += line
        self.original = self._code(tree, self.text)
        labels = set(re.findall(r"^(?:value_of_)?(\w+):", self.original, re.MULTILINE))
        self.opaque = {token.scope for token in c.tokens} - labels

    def _code(self, tree, text):
        folder = os.path.join(tree, os.path.dirname(self.path))
        with open(os.path.join(folder, "probe.c"), "w", encoding="utf-8") as file:
            file.write(text)
        status, out = run([CC, *CFLAGS, *self.COMPARE, "probe.c"], folder)
        return out if status == 0 else None

    def same(self, tree, mutant):
        return mutant.scope not in self.opaque and self._code(tree, self.text) == self.original


def in_order(tests, path):
    """Plain builds before sanitized ones. Then who killed most of this file's mutants,
    the file's own test, who is quick.
    """
    own = "test_" + os.path.splitext(os.path.basename(path))[0]
    return sorted(
        (test for test in tests if test.sees(path)),
        key=lambda test: (test.how != "plain", -test.kills[path], test.name != own, test.seconds),
    )


def verdict(mutant, tree, tests, probe):
    """The first test kills most mutants: only what it lets live is worth comparing."""
    for count, test in enumerate(in_order(tests, mutant.path)):
        if count == 1 and probe.same(tree, mutant):
            return "equivalent"
        if test.build(tree, mutant.path)[0] != 0:
            return "no build"
        if not test.passes(tree):
            test.kills[mutant.path] += 1
            return "killed"
    return "survived"


def judge(mutant, tree, tests, probe):
    """Sets the mutant's verdict; the tree is afterwards what it was."""
    path = os.path.join(tree, mutant.path)
    with open(path, encoding="utf-8") as file:
        original = file.read()
    try:
        with open(path, "w", encoding="utf-8") as file:
            file.write(mutant.source)
        mutant.verdict = verdict(mutant, tree, tests, probe)
    finally:
        with open(path, "w", encoding="utf-8") as file:
            file.write(original)


def judge_all(mutants, trees, tests, probe):
    """One mutant at a time in each tree."""
    free = queue.Queue()
    for tree in trees:
        free.put(tree)

    def one(mutant):
        tree = free.get()
        try:
            judge(mutant, tree, tests, probe)
        finally:
            free.put(tree)

    with concurrent.futures.ThreadPoolExecutor(len(trees)) as pool:
        for count, _ in enumerate(pool.map(one, mutants), 1):
            if sys.stderr.isatty():
                sys.stderr.write(f"\r{probe.path} {count}/{len(mutants)} ")
    if sys.stderr.isatty():
        sys.stderr.write("\r")


def score(counts):
    judged = counts["killed"] + counts["survived"]
    return 100 * counts["killed"] / judged if judged else 0


def table(files, mutants):
    """Prints it; returns how many files are below the minimum."""
    row = "{:<24} {:>7} {:>7} {:>9} {:>11} {:>9} {:>8}"
    counts = {path: collections.Counter() for path in [*files, "total"]}
    for mutant in mutants:
        counts[mutant.path][mutant.verdict] += 1
        counts["total"][mutant.verdict] += 1
    print(row.format("file", "mutants", *VERDICTS, "score"))
    for name, of in counts.items():
        numbers = [of[word] for word in VERDICTS]
        print(row.format(name, sum(numbers), *numbers, f"{score(of):.1f} %"))
    return sum(score(counts[path]) < MIN_SCORE for path in files)


def report(args, book, mutants):
    """Prints everything; returns (passed, failed)."""
    unexplained, stale = explain.compare(book, args.files, mutants)
    with open(os.path.join(args.cache, "verdicts"), "w", encoding="utf-8") as file:
        for mutant in mutants:
            file.write(f"{mutant.verdict:<10} {mutant}\n")
    for mutant in mutants:
        if mutant.verdict == "equivalent" and args.v:
            print(f"equivalent: {mutant}")
        elif mutant.verdict == "survived":
            word = "UNEXPLAINED" if mutant in unexplained else "explained"
            print(f"survived, {word}: {mutant}")
    for line in stale:
        print(f"STALE explanation: {line}")
    failed = table(args.files, mutants) + bool(unexplained) + bool(stale)
    return len(args.files) + 2 - failed, failed


def parse():
    parser = argparse.ArgumentParser(usage=__doc__)
    parser.add_argument("-j", type=int, default=os.cpu_count() or 1)
    parser.add_argument("-v", action="store_true")
    parser.add_argument("--cache", required=True)
    parser.add_argument("files", nargs="*")
    args = parser.parse_args()
    pure = pure_files()
    unknown = set(args.files) - set(pure)
    if unknown or not pure:
        raise Failure(f"not pure, or not there: {' '.join(unknown) or 'any file'}")
    args.files = args.files or pure
    return args


def main():
    args = parse()
    book = explain.read(os.path.join(os.path.dirname(__file__), "survivors.txt"))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    shutil.rmtree(os.path.join(args.cache, "objects"), ignore_errors=True)
    trees = [os.path.join(args.cache, f"tree{i}") for i in range(args.j)]
    for tree in trees:
        copy_tree(tree)
    names = sorted(glob.glob(os.path.join(trees[0], UNIT, "test_*.c")))
    tests = [Test(trees[0], os.path.basename(name)[:-2], how) for how in CASES for name in names]
    for test in tests:
        test.prepare(trees[0])
    mutants = []
    for path in args.files:
        with open(os.path.join(TOP, path), encoding="utf-8") as file:
            of_file = list(operators.mutants(path, ctext.CText(file.read())))
        judge_all(of_file, trees, tests, Probe(trees[0], path))
        mutants += of_file
    passed, failed = report(args, book, mutants)
    print(f"{len(mutants)} mutants in {cpu_seconds():.0f} s of processor time")
    print(f"{passed} passed, {failed} failed")
    return failed != 0


if __name__ == "__main__":
    try:
        sys.exit(main())
    except (Failure, explain.Unreadable, OSError) as failure:
        print(f"{failure}\n0 passed, 1 failed")
        sys.exit(1)
