# SPDX-License-Identifier: GPL-2.0
"""Enough of C's text to change it: tokens, brackets, functions.

No parser: kernel style is what makes guesses such as "this ( opens a cast" good.
Where a guess is wrong, the mutant does not compile and does not count.
"""

import os
import re

TOKEN = re.compile(
    r"""
    (?P<space>\s+|/\*.*?\*/|//[^\n]*)
  | (?P<text>"(?:\\.|[^"\\\n])*"|'(?:\\.|[^'\\\n])*')
  | (?P<number>0[xX][0-9a-fA-F]+[uUlL]*|\d+[uUlL]*)
  | (?P<name>[A-Za-z_]\w*)
  | (?P<sign>\.\.\.|<<=|>>=|->|\+\+|--|<<|>>|<=|>=|==|!=|&&|\|\||[-+*/%&|^]=|.)
    """,
    re.VERBOSE | re.DOTALL,
)

TYPES = set(
    """void bool char short int long unsigned signed const volatile struct union enum
    u8 u16 u32 u64 s8 s16 s32 s64 __u8 __u16 __u32 __u64 __be16 __be32 __be64 __wsum
    __sum16 uint8_t uint16_t uint32_t uint64_t size_t __force""".split()
)
KEYWORDS = {"return", "case", "else", "do", "goto", "sizeof", "if", "while", "for", "switch"}
OPEN = {"(": ")", "[": "]", "{": "}"}


class Token:
    """A word of the text, and in what it lies: a function, a macro or neither."""

    def __init__(self, kind, text, start):
        self.kind = kind
        self.text = text
        self.start = start
        self.end = start + len(text)
        self.scope = None
        self.body = False


def blank(text):
    return re.sub(r"[^\n]", " ", text)


def without_directives(source):
    """The text with the preprocessor's lines, and what only the kernel gets, blank.

    Returns it and the (start, end, name) of the bodies of macros, which stay.
    """
    out, macros, pos, kernel, depth = [], [], 0, None, 0
    for line in re.findall(r"(?:[^\n]*\\\n)*[^\n]*\n?", source):
        word = re.match(r"\s*#\s*(\w+)\s*(\w*)", line)
        if word and word[1] in ("if", "ifdef", "ifndef"):
            depth += 1
            if word[2] == "__KERNEL__" and word[1] != "if":
                kernel = [depth, word[1] == "ifdef"]
        elif word and word[1] == "else" and kernel and kernel[0] == depth:
            kernel[1] = not kernel[1]
        elif word and word[1] == "endif":
            if kernel and kernel[0] == depth:
                kernel = None
            depth -= 1
        define = re.match(r"\s*#\s*define\s+(\w+)(\([^)]*\))?", line)
        if kernel and kernel[1]:
            out.append(blank(line))
        elif define:
            body = define.end()
            macros.append((pos + body, pos + len(line), define[1]))
            out.append(blank(line[:body]) + line[body:].replace("\\\n", " \n"))
        else:
            out.append(blank(line) if word else line)
        pos += len(line)
    return "".join(out), macros


class CText:
    """A C file as tokens. Offsets are those of the source."""

    def __init__(self, source):
        self.source = source
        text, self.macros = without_directives(source)
        self.tokens = []
        for found in TOKEN.finditer(text):
            if found.lastgroup != "space":
                self.tokens.append(Token(found.lastgroup, found[0], found.start()))
        self.match = self._brackets()
        self._scopes()

    def _brackets(self):
        match, stack = {}, []
        for i, token in enumerate(self.tokens):
            if token.text in OPEN:
                stack.append(i)
            elif token.text in OPEN.values() and stack:
                match[i] = stack.pop()
                match[match[i]] = i
        return match

    def _scopes(self):
        for start, end, name in self.macros:
            for token in self.tokens:
                if start <= token.start < end:
                    token.scope = name
        first = i = 0
        while i < len(self.tokens):
            token = self.tokens[i]
            if token.scope is not None or token.text == ";":
                first = i + 1
            elif token.text == "{":
                close = self.match.get(i, len(self.tokens) - 1)
                if i and self.tokens[i - 1].text == ")":
                    self._function(first, i, close)
                i, first = close, close + 1
            elif token.text in "([":
                i = self.match.get(i, i)
            i += 1

    def _function(self, first, brace, close):
        name = self.tokens[self.match[brace - 1] - 1].text
        for token in self.tokens[first : close + 1]:
            token.scope = name
        for token in self.tokens[brace : close + 1]:
            token.body = True

    def text(self, i):
        return self.tokens[i].text if 0 <= i < len(self.tokens) else ""

    def span(self, first, last):
        """The source of tokens first to last, both included."""
        return self.source[self.tokens[first].start : self.tokens[last].end]

    def is_cast(self, i):
        """Is token i the ( or ) of a cast?"""
        if i not in self.match or self.text(i) not in "()":
            return False
        first, last = sorted((i, self.match[i]))
        inner = self.tokens[first + 1 : last]
        before = self.tokens[first - 1] if first else None
        if before and before.kind == "name" and before.text not in KEYWORDS:
            return False
        return bool(inner) and before and before.text != "sizeof" and inner[0].text in TYPES

    def is_binary(self, i):
        """Does the operator at i have something on its left?"""
        left = self.tokens[i - 1] if i else None
        if left is None or left.text in TYPES or self.text(i - 2) in ("struct", "enum", "union"):
            return False
        if left.kind == "name":
            return left.text not in KEYWORDS
        return left.kind == "number" or (left.text in (")", "]") and not self.is_cast(i - 1))

    def expression_end(self, i, stops):
        """The last token before one of stops at the level of token i."""
        while i < len(self.tokens) and self.text(i) not in stops:
            i = self.match[i] + 1 if self.text(i) in OPEN and i in self.match else i + 1
        return i - 1

    def expression_start(self, i, stops):
        """The first token after one of stops at the level of token i, backwards."""
        while i >= 0 and self.text(i) not in stops:
            i = self.match[i] - 1 if self.text(i) in OPEN.values() and i in self.match else i - 1
        return i + 1


def includes(path, folders=()):
    """The files that this one includes by a quoted name, itself and theirs too."""
    seen, todo = [], [os.path.normpath(path)]
    while todo:
        path = todo.pop()
        if path in seen or not os.path.isfile(path):
            continue
        seen.append(path)
        with open(path, encoding="utf-8") as file:
            names = re.findall(r'^\s*#\s*include\s+"([^"]+)"', file.read(), re.MULTILINE)
        for name in names:
            for folder in (os.path.dirname(path), *folders):
                found = os.path.normpath(os.path.join(folder, name))
                if os.path.isfile(found):
                    todo.append(found)
                    break
    return seen
