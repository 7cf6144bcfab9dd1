"""
Part posts that follow each other without a blank line, where each has a counter in its first or last line.

Works on the text, before paragraphs are told. Knows lines that begin or end with `1/3`, `2/3` …; taking the
counters off is `counters.py`'s.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from carousel_html.sources.counters import COUNTER

_BEGINS = re.compile(rf"\s*{COUNTER}[.:)–-]?(?=\s|$)")
_ENDS = re.compile(rf"(?:^|.*\s){COUNTER}\s*$")
_FEWEST, _SURE = 2, 3


def parted(text: str) -> str:
    """Return the text with a blank line between posts that are counted but not parted."""
    lines = text.split("\n")
    if starts := _counted(lines, _BEGINS):
        return _with_blanks(lines, starts)
    return _with_blanks(lines, [n + 1 for n in _counted(lines, _ENDS)])


def _counted(lines: Sequence[str], pattern: re.Pattern[str]) -> list[int]:
    """Return the lines with counters that ascend by one: up to their total, or for long enough."""
    chains: dict[str, list[int]] = {}
    first: dict[str, int] = {}
    for n, line in enumerate(lines):
        found = pattern.match(line)
        if not found:
            continue
        total = found["total"] or ""
        chain = chains.setdefault(total, [])
        number = int(found["number"])
        if not chain and number in (0, 1):
            first[total] = number
            chain.append(n)
        elif chain and number == first[total] + len(chain):
            chain.append(n)
    whole = (chain for total, chain in chains.items() if _is_sure(len(chain), first.get(total, 0), total))
    return max(whole, key=len, default=[])


def _is_sure(count: int, first: int, total: str) -> bool:
    """Tell counters from fractions: `1/3 cup` and `2/3 cup` are no posts of three."""
    return count >= (_FEWEST if not total.isdigit() or first + count - 1 == int(total) else _SURE)


def _with_blanks(lines: Sequence[str], starts: Sequence[int]) -> str:
    begins = set(starts)
    return "\n".join(f"\n{line}" if n in begins and n else line for n, line in enumerate(lines))
