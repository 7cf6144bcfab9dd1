"""
Scan CSS text far enough to bundle it: comments, strings, brackets, `url()` and at-rules by name.

Knows the CSS tokens that can hide a bracket or an address, and the place of each. Does not parse
rules or values, knows no files, and judges no design. (A whole parser costs a cold start more time
than all the rest of composing.)
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

TOKEN = re.compile(
    r"""
      (?P<comment> /\*.*?(?:\*/|\Z) )
    | (?P<url> (?<![\w-]) url\( \s* (?: "(?P<dq>(?:\\.|[^"\\\n])*)" | '(?P<sq>(?:\\.|[^'\\\n])*)'
               | (?P<bare>(?:\\.|[^"'()\\\s])*) ) \s* \) )
    | (?P<string> "(?:\\.|[^"\\\n])*(?:"|\n|\Z) | '(?:\\.|[^'\\\n])*(?:'|\n|\Z) )
    | (?P<escape> \\. )
    | (?P<at> @[a-zA-Z-]+ )
    | (?P<open> [\[({] )
    | (?P<close> [\])}] )
    """,
    re.VERBOSE | re.DOTALL | re.IGNORECASE,
)
PARTNER = {")": "(", "]": "[", "}": "{"}


class Token(NamedTuple):
    """One token that matters, and where it starts. `value` is the address of a `url()`, else the text."""

    kind: str
    value: str
    start: int
    end: int


class CssMistake(Exception):
    """CSS that would break the rules after it: `line` (from 1) and what is wrong."""

    def __init__(self, line: int, what: str) -> None:
        super().__init__(what)
        self.line = line
        self.what = what


def tokens(css: str) -> Iterator[Token]:
    """Yield comments, `url()`s, strings, at-keywords and brackets, in order."""
    for match in TOKEN.finditer(css):
        kind, value = match.lastgroup or "", match[0]
        if kind == "url":
            value = re.sub(r"\\(.)", r"\1", match["dq"] or match["sq"] or match["bare"] or "")
        yield Token(kind, value, match.start(), match.end())


def line_of(css: str, position: int) -> int:
    """Return the line (from 1) of a position."""
    return css.count("\n", 0, position) + 1


def place_in(path: Path, css: str, line: int) -> str:
    """Return how a message shows a place in a style sheet: file, line (from 1), and the line itself."""
    return f"{path}:{line}\n  {css.splitlines()[line - 1].strip()}"


def check_whole(css: str) -> None:
    """Make sure that everything opened is closed, so that this text cannot swallow its neighbours.

    Raises:
        CssMistake: at the bracket, string or comment that has no partner.
    """
    opened: list[Token] = []
    for token in tokens(css):
        if token.kind == "open":
            opened.append(token)
        elif token.kind == "close":
            if not opened or opened[-1].value != PARTNER[token.value]:
                raise CssMistake(line_of(css, token.start), f'"{token.value}" closes nothing.')
            opened.pop()
        elif token.kind == "comment" and (len(token.value) < 4 or not token.value.endswith("*/")):
            raise CssMistake(line_of(css, token.start), "this comment is never closed.")
        elif token.kind == "string" and (len(token.value) < 2 or token.value[-1] != token.value[0]):
            raise CssMistake(line_of(css, token.start), "this string is not closed on its line.")
    if opened:
        raise CssMistake(line_of(css, opened[-1].start), f'"{opened[-1].value}" is never closed.')


def without_comments(css: str) -> str:
    """Return the text with every comment replaced by one space."""
    return _rebuilt(css, lambda token: " " if token.kind == "comment" else None)


def with_addresses(css: str, address: Callable[[str, int], str]) -> str:
    """Return the text with each `url()` rewritten by `address(url, line)`; comments and strings stay."""

    def rewrite(token: Token) -> str | None:
        if token.kind != "url":
            return None
        return f'url("{quoted(address(token.value, line_of(css, token.start)))}")'

    return _rebuilt(css, rewrite)


def quoted(text: str) -> str:
    """Escape a text for the inside of a double-quoted CSS string."""
    return text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\a ")


def _rebuilt(css: str, replacement: Callable[[Token], str | None]) -> str:
    pieces, done = [], 0
    for token in tokens(css):
        new = replacement(token)
        if new is not None:
            pieces += [css[done : token.start], new]
            done = token.end
    return "".join([*pieces, css[done:]])
