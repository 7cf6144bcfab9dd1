"""
Find listings and drawings in pasted text, where nobody marked them: code, a tree of folders, boxes of signs.

Lines that read like code (`try:`, `rows = f.readlines()`, `{`) are a listing where two or more follow each
other, or where indented lines hang below one. Lines with cells between tabs are a table. Knows how lines of
code look. Does not know any one language, nor where posts end.
"""

from __future__ import annotations

import re
import textwrap
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

_VALUE = r"""(?:["'\[{]|-?\d[\d._]*;?$|\w[\w.]*[(\[]|(?i:true|false|none|null)\b|new |await |lambda\b)"""
_SIGNS = (
    r"[\[\](){}]+[;,]?$",  # }
    r".*\{$",  # server {
    r".*;\s?(?:do|then)$",
    r"(?=.*(?:=|\w[(\[]|->|::)).*[\w)\]}\"'];$",
    r"[a-z-]+: ?[^;.]+;$",  # color: red;
    r"(?:async )?def \w+\(.*:(?:\s*#.*)?$",
    r"(?:if|elif|for|while|with|except|match|case)\b(?=.*[=(\[<>]).*:(?:\s*#.*)?$",
    r"from [\w.]+ import ",
    r"(?:const|let|var|val|auto) \w+(?: ?: ?[\w<>\[\]]+)? ?=",
    r"(?:func|fn|function|fun) \w+ ?[(<]",
    r"#include [<\"]|#!/|>>> |\$ [a-z./]",
    rf"[A-Za-z_$][\w.$\[\]\"']* ?(?::|\+|-)?= ?{_VALUE}",
    r"[a-z_$][\w.$]*\((?:.*[\"',.=\d\[].*)?\)[;,]?(?:\s*(?:#|//).*)?$",  # print("x")
    r"SELECT [a-z*]|(?:FROM|WHERE|(?:[A-Z]+ )?JOIN|GROUP BY|ORDER BY|INSERT INTO|UPDATE|SET) [a-z_\"]",
    r"\"[^\"]+\"\s*:\s*(?:[\"\[{]|-?\d|true\b|false\b|null\b)",  # "name": "x"
)
_SIGN = re.compile("|".join(f"(?:{sign})" for sign in _SIGNS))
_HINTS = (
    r"(?:if|elif|else|for|while|with|try|except|finally|match|case|class)\b.*:(?:\s*#.*)?$",
    r"(?:import|package|use|using) [\w.:\"]+(?: as \w+)?;?$",
    r"[a-z_][\w.]*\([\w, ]*\)$",  # print(x), and words(s)
)
_HINT = re.compile("|".join(f"(?:{hint})" for hint in _HINTS))
"""What says little alone: with a sign beside it, or lines that hang below, it is code."""
_ALONE = re.compile(r"\$ [a-z./]|>>> |[a-z_]\w*(?:\.\w+)+\((?:.*[\"'=\[{].*)?\);?$")
"""A line of a terminal, or a call of something's: a listing by itself."""
_GOES_ON = re.compile(r"(?:#|//|/\*|\*/|--) |(?:return|pass|break|continue|done|fi|esac|end|else|then|do)\b")
"""What stands at the margin in a listing, and could be prose elsewhere."""
_KEY = re.compile(r"[a-z_][\w./-]*:$")
_KEY_LINE = re.compile(r"[a-z_][\w./-]*:(?: |$)")
_KEY_BELOW = re.compile(r"[ \t]+(?:- )?[a-z_][\w./-]*:(?:\s|$)")
_OPEN = re.compile(r"\w[(\[]")
_INDENTED = re.compile(r"(?: {2,}|\t)[ \t]*(?=\S)")
_BULLETED = re.compile(r"[-*•‣–→]\s")

_BOX = re.compile("[\u2502\u2503\u250c-\u254b\u2551-\u2570]")  # not the lines that people draw under a title
_BARRED = re.compile(r"\+-{2,}|-{2,}\+")
_OF_DRAWING = re.compile(r"[+|].*[+|]\s*$|\s{2,}\S|.*\S {3,}\S")
_ROOT = re.compile(r"[a-z\d._@~/-]+$")
_BRANCH = re.compile("[├└│|]")

_FEWEST = 2


@dataclass(frozen=True)
class Listing:
    """Lines to be shown as they stand, and whether words stand right above and right below them."""

    text: str
    has_above: bool = False
    has_below: bool = False


@dataclass
class _Run:
    """Lines `start` to `end` of the text that may be a listing: what speaks for it."""

    start: int
    end: int
    signs: int = 0
    hints: int = 0
    is_sure: bool = False


def parts_of(text: str) -> Iterator[str | Listing]:
    """Yield the text in parts: words, in which tables have bars, and listings."""
    lines = text.split("\n")
    at = 0
    for run in _runs(lines):
        if words := "\n".join(lines[at : run.start]):
            yield _with_bars(words)
        above = lines[run.start - 1] if run.start else ""
        below = lines[run.end] if run.end < len(lines) else ""
        body = "\n".join(line.rstrip() for line in lines[run.start : run.end])
        yield Listing(textwrap.dedent(body.expandtabs(4)), bool(above.strip()), bool(below.strip()))
        at = run.end
    if words := "\n".join(lines[at:]):
        yield _with_bars(words)


def _runs(lines: Sequence[str]) -> list[_Run]:
    """Return the listings; those with nothing but blank lines between them are one."""
    out: list[_Run] = []
    for first, last in _stanzas(lines):
        found = _drawing(lines, first, last) or _code(lines, first, last)
        before = out[-1] if out else None
        if found and before and _is_continued(before, found, lines):
            out[-1] = _Run(before.start, found.end, is_sure=True)
        elif found:
            out.append(found)
    return [run for run in out if run.is_sure]


def _is_continued(before: _Run, after: _Run, lines: Sequence[str]) -> bool:
    """Tell whether two runs with nothing between them are one listing: one is, and the other may be."""
    if any(line.strip() for line in lines[before.end : after.start]):
        return False
    may_be = [bool(run.is_sure or run.signs or run.hints) for run in (before, after)]
    hangs = all(_INDENTED.match(line) for line in lines[after.start : after.end])
    return (before.is_sure and (may_be[1] or hangs)) or (after.is_sure and may_be[0])


def _stanzas(lines: Sequence[str]) -> Iterator[tuple[int, int]]:
    """Yield the first line of each stanza and the one behind its last: what stands between blank lines."""
    first = None
    for n, line in enumerate([*lines, ""]):
        if line.strip() and first is None:
            first = n
        elif not line.strip() and first is not None:
            yield first, n
            first = None


def _code(lines: Sequence[str], first: int, last: int) -> _Run | None:
    start = next((n for n in range(first, last) if _is_code(lines, n)), last)
    start = end = first if _INDENTED.match(lines[first]) else start
    while start > first and _leads_to(lines[start - 1], lines[start : start + 1]):
        start -= 1
    while end < last and (_is_code(lines, end) or _hangs(lines[end])):
        end += 1
    run = _Run(start, end)
    run.signs = sum(_has_sign(lines, n) for n in range(start, end))
    run.hints = sum(_is_code(lines, n) for n in range(start, end)) - run.signs
    hanging = [line for line in lines[start + 1 : end] if _INDENTED.match(line) and not _bulleted(line)]
    is_alone = any(_ALONE.match(line) for line in lines[start:end])
    is_many = run.signs > 1 or (run.signs > 0 and run.hints > 0)
    run.is_sure = is_alone or is_many or bool(hanging and run.signs + run.hints)
    return run if start < end else None


def _is_code(lines: Sequence[str], n: int) -> bool:
    return bool(_HINT.match(lines[n].strip())) or _has_sign(lines, n)


def _has_sign(lines: Sequence[str], n: int) -> bool:
    """Tell whether a line reads like code, or is a key or an open bracket with lines that hang below."""
    line, below = lines[n].strip(), lines[n + 1] if n + 1 < len(lines) else ""
    if _KEY.match(line) and _KEY_BELOW.match(below):
        return True
    is_open = _OPEN.search(line) and line.count("(") + line.count("[") > line.count(")") + line.count("]")
    return bool(_SIGN.match(line) or (is_open and _INDENTED.match(below)))


def _leads_to(line: str, below: Sequence[str]) -> bool:
    is_key = bool(below) and bool(_KEY_LINE.match(below[0]) and _KEY_LINE.match(line))
    return is_key or bool(_GOES_ON.match(line))


def _hangs(line: str) -> bool:
    return bool(_INDENTED.match(line) or _GOES_ON.match(line))


def _bulleted(line: str) -> bool:
    return bool(_BULLETED.match(line.lstrip()))


def _drawing(lines: Sequence[str], first: int, last: int) -> _Run | None:
    """Return the lines of a stanza that are drawn with signs, with the folder over a tree."""
    drawn = [n for n in range(first, last) if _BOX.search(lines[n]) or _BARRED.search(lines[n])]
    if len(drawn) < _FEWEST:
        return None
    start, end = drawn[0], drawn[-1] + 1
    while start > first and _OF_DRAWING.match(lines[start - 1]):
        start -= 1
    start -= start > first and bool(_BRANCH.match(lines[start]) and _ROOT.match(lines[start - 1]))
    while end < last and _OF_DRAWING.match(lines[end]):
        end += 1
    return _Run(start, end, is_sure=True)


# --- tables ----------------------------------------------------------------------------------


def _with_bars(text: str) -> str:
    """Return the text with bars around cells that stood between tabs, and dashes below the first row."""
    out: list[str] = []
    lines = text.split("\n")
    at = 0
    while at < len(lines):
        rows = _tabbed(lines, at)
        for n, row in enumerate(rows):
            out.append(f"| {' | '.join(row)} |")
            out += ["|" + " --- |" * len(row)] if not n else []
        out += [] if rows else [lines[at]]
        at += len(rows) or 1
    return "\n".join(out)


def _tabbed(lines: Sequence[str], at: int) -> list[list[str]]:
    """Return the cells of the lines from here on, as long as all have as many; none for a single line."""
    rows: list[list[str]] = []
    for line in map(lines.__getitem__, range(at, len(lines))):
        cells = [cell.strip() for cell in line.split("\t")]
        is_row = len(cells) > 1 and cells[0] and not _LABEL.fullmatch(cells[0]) and "|" not in line
        if not is_row or (rows and len(cells) != len(rows[0])):
            break
        rows.append(cells)
    return rows if len(rows) >= _FEWEST else []


_LABEL = re.compile(r"\W+|\(?\d{1,3}[.):/]\S*")
"""A bullet or a number, which Word parts from its point with a tab."""
