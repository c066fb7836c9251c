# SPDX-License-Identifier: GPL-2.0
"""The faults that are put into the code, one at a time.

Each operator below yields (first token, last token, new text) for a CText. Hints
to the compiler (likely, unlikely) change no result and are left alone; so are
the numbers that an enum gives by itself, and declarations outside functions.
"""

import re

from ctext import TYPES

BINARY = {
    "+": "- |", "-": "+", "*": "/ +", "/": "*", "%": "*", "<<": ">>", ">>": "<<",
    "&": "| ^", "|": "& ^", "^": "& |", "&&": "||", "||": "&&",
    "<": "<= > >=", "<=": "< >", ">": ">= < <=", ">=": "> <", "==": "!= <= >=",
    "!=": "== < >",
}  # fmt: skip
ASSIGN = {
    "+=": "-= =", "-=": "+= =", "*=": "/= =", "/=": "*= =", "<<=": ">>= =", ">>=": "<<= =",
    "&=": "|= =", "|=": "&= ^= =", "^=": "|= =", "%=": "*= =",
}  # fmt: skip
HINTS = {"likely", "unlikely"}
NOT_CALLS = HINTS | {"if", "while", "for", "switch", "return", "sizeof", "offsetof"}
SUM = "idloc_csum_add"
CONSTANT = re.compile(r"[A-Z][A-Z0-9_]*$")
STOPS = {";", ",", ")", "]", "}", ":", "?"}
STARTS = {"=", "(", "[", ",", ";", "{", "}", "return", "?", ":", *ASSIGN}


def code(c):
    """Indices of the tokens that may be changed."""
    return [i for i, token in enumerate(c.tokens) if token.scope is not None]


def operators(c):
    """Another operator in its place; a sign or a complement goes."""
    for i in code(c):
        text = c.text(i)
        if text in ASSIGN or (text in BINARY and c.is_binary(i)):
            for new in (ASSIGN.get(text) or BINARY[text]).split():
                yield i, i, new
        elif text in "~!-" and not c.is_binary(i):
            yield i, i, ""
        elif text in ("++", "--"):
            yield i, i, "--" if text == "++" else "++"


def constants(c):
    """One more, one less, none; the other truth."""
    for i in code(c):
        token = c.tokens[i]
        if token.kind == "number":
            digits = re.match(r"0[xX][0-9a-fA-F]+|\d+", token.text)[0]
            value, suffix = int(digits, 0), token.text[len(digits) :]
            for new in {value + 1, value - 1, 0} - {value}:
                yield i, i, f"{new}{suffix}"
        elif token.text in ("true", "false"):
            yield i, i, "false" if token.text == "true" else "true"
        elif token.kind == "name" and CONSTANT.match(token.text) and c.text(i + 1) != "(":
            yield i, i, f"({token.text} + 1)"
            yield i, i, f"({token.text} - 1)"
        elif token.text == "sizeof" and c.text(i + 1) == "(":
            close = c.match[i + 1]
            for change in ("+ 1", "- 1"):
                yield i, close, f"({c.span(i, close)} {change})"


def conditions(c):
    """Always, never. A test that sees both sees a negation, too. And no else."""
    for i in code(c):
        if c.text(i) in ("if", "while") and c.text(i + 1) == "(":
            for new in "10":
                yield i + 2, c.match[i + 1] - 1, new
        elif c.text(i) == "else":
            yield i, i, ""


def ternaries(c):
    """Always the one arm, always the other. What ?: tests is its first arm."""
    for i in code(c):
        if c.text(i) == "?":
            start = c.expression_start(i - 1, STARTS)
            colon = c.expression_end(i + 1, {":", ";"}) + 1
            end = c.expression_end(colon + 1, STOPS)
            then = (start, i - 1) if colon == i + 1 else (i + 1, colon - 1)
            yield start, end, c.span(*then)
            yield start, end, c.span(colon + 1, end)


def starts_statement(c, i):
    """Does a statement, or a label of a switch, start at token i?"""
    left = c.text(i - 1)
    if left == ":":
        label = c.expression_start(i - 2, {";", "{", "}", ":", "?"})
        return c.text(label) in ("case", "default")
    if left == ")":
        return c.text(c.match[i - 1] - 1) in ("if", "while", "for", "switch")
    if left == "{":
        return c.text(i - 2) in (")", "else", "do")
    return left in (";", "}", "else", "do")


def statements(c):
    """Take a statement out, a case, or what a variable starts with."""
    for i in code(c):
        text = c.text(i)
        if not c.tokens[i].body or not starts_statement(c, i) or text in "{};":
            continue
        if text in ("case", "default"):
            yield i, c.expression_end(i, {":", ";"}) + 1, ""
        elif text == "return":
            yield from returns(c, i)
        elif text not in ("if", "for", "while", "switch", "do", "else"):
            last = c.expression_end(i, {";", ":"}) + 1
            if c.text(last) != ";":
                continue
            if text not in TYPES:
                yield i, last, ";"
            yield from values(c, i, last - 1)


def returns(c, i):
    """0, 1, the complement."""
    last = c.expression_end(i, {";"})
    if last > i:
        value = c.span(i + 1, last)
        for new in ("0", "1", f"~({value})"):
            yield i + 1, last, new


def values(c, first, last):
    """What is assigned: 0, or its complement."""
    for i in range(first, last):
        if c.text(i) == "=":
            end = c.expression_end(i + 1, {",", ";"})
            value = c.span(i + 1, end)
            if not value.startswith("{"):
                yield i + 1, end, "0"
                yield i + 1, end, f"~({value})"


def calls(c):
    """The argument for the result, and arguments in another order.

    A sum's stay where they are, as the operands of + do: no order is a fault.
    """
    for i in code(c):
        token = c.tokens[i]
        if token.kind != "name" or token.text in NOT_CALLS or c.text(i + 1) != "(":
            continue
        if not token.body and token.scope == token.text:
            continue
        close = c.match[i + 1]
        args, at = [], i + 2
        while at < close:
            end = min(c.expression_end(at, {",", ")"}), close - 1)
            args.append((at, end))
            at = end + 2
        if len(args) == 1:
            yield i, i, ""
        for (a, b), (x, y) in zip(args, args[1:]) if token.text != SUM else ():
            yield a, y, f"{c.span(x, y)}, {c.span(a, b)}"


def casts(c):
    """Without a cast, what C's promotion to int left in the upper bits stays there."""
    for i in code(c):
        if c.text(i) == "(" and c.is_cast(i):
            yield i, c.match[i], ""


OPERATORS = (operators, constants, conditions, ternaries, statements, calls, casts)


class Mutant:
    """One fault: where it is, and the line before and after."""

    def __init__(self, path, c, first, last, new):
        source = c.source
        start, end = c.tokens[first].start, c.tokens[last].end
        self.path = path
        self.source = source[:start] + new + source[end:]
        self.line = source.count("\n", 0, start) + 1
        left = source.rfind("\n", 0, start) + 1
        right = source.find("\n", end)
        if source.count(source[left : right + 1]) > 1:
            # The line above says which one it is.
            left = source.rfind("\n", 0, left - 1) + 1
        self.scope = c.tokens[first].scope
        self.before = flat(source[left:right])
        self.after = flat(source[left:start] + new + source[end:right])
        self.verdict = None

    def __str__(self):
        return f"{self.path}:{self.line} {self.scope}: {self.before}  =>  {self.after}"

    def key(self):
        return self.path, self.scope, self.before, self.after


def flat(text):
    return " ".join(text.split())


def mutants(path, c):
    """All faults for one file, each text once."""
    seen = {re.sub(r"\s+", "", c.source)}
    for operator in OPERATORS:
        for first, last, new in operator(c):
            mutant = Mutant(path, c, first, last, new)
            bare = re.sub(r"\s+", "", mutant.source)
            if bare not in seen:
                seen.add(bare)
                yield mutant
