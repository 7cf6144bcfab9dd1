"""
Find where one post ends and the next begins.

Knows numbers and emoji that head what follows them, and which blocks belong together though a blank line
stands between them. Works on blocks. Does not know HTML, Markdown or files.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from carousel_html.markup import (
    Block,
    Bullets,
    CodeBlock,
    Heading,
    Paragraph,
    Quotation,
    is_label,
    plain,
    signed,
)
from carousel_html.sources.counters import Counter, Unit, counters, first_words, without

_NUMBERED = re.compile(r"\s*(?P<number>\d{1,2})[.)]\s+\S")
_FEWEST_HEADS = 3
LONGEST_HEAD = 60

_ADDRESS = re.compile(r"https?://\S+", re.IGNORECASE)
MANY_PARAGRAPHS, FEW_PARAGRAPHS = 8, 4


@dataclass(frozen=True)
class Draft:
    """A post as it was found: its blocks, the places of its units, and the counter taken off."""

    blocks: tuple[Block, ...]
    units: tuple[int, ...]
    counter: str | None = None


def drafts(chunks: Sequence[Sequence[Unit]]) -> list[Draft]:
    """Cut a thread into posts. `chunks` stand between `---` rules.

    The first rule that fits: the `---`, counters, headings, numbered paragraphs with others between them,
    paragraphs. Counters are taken off either way. The places in a draft count the units of all chunks.
    """
    units = [unit for chunk in chunks for unit in chunk]
    if sum(map(bool, chunks)) > 1 and not _is_footed(chunks):
        wholes = [tuple(block for unit in chunk for block in unit) for chunk in chunks]
        groups = _cut(len(units), {sum(map(len, chunks[:n])) for n in range(len(chunks))})
        found = counters([whole for whole, chunk in zip(wholes, chunks, strict=True) if chunk])
        return [_draft(units, group, [c for c in found if c.unit == n]) for n, group in enumerate(groups)]
    found = counters(units)
    groups = (by_counters(units, found) if found else None) or _by_heads(units) or by_paragraphs(units)
    return [_draft(units, group, [c for c in found if c.unit in group]) for group in groups]


def _is_footed(chunks: Sequence[Sequence[Unit]]) -> bool:
    """Tell whether one rule parts nothing but a last word from many paragraphs: that makes no two posts."""
    *above, last = filter(None, chunks)
    return len(above) == 1 and len(above[0]) >= MANY_PARAGRAPHS and len(last) < FEW_PARAGRAPHS


def _draft(units: Sequence[Unit], group: Sequence[int], found: Sequence[Counter]) -> Draft:
    blocks = [block for n in group for block in units[n]]
    if not found:
        return Draft(tuple(blocks), tuple(group))
    counter = found[0]
    edge = 0 if counter.at == "start" else -1
    kept = without(blocks[edge], counter)
    blocks[edge : edge + 1 or None] = [kept] if kept else []
    return Draft(tuple(blocks), tuple(group), counter.words)


# --- where posts begin -----------------------------------------------------------------------


def by_counters(units: Sequence[Unit], found: Sequence[Counter]) -> list[list[int]]:
    """Group units into posts: a counter at the start opens one, at the end closes it."""
    groups = _cut(len(units), {c.unit if c.at == "start" else c.unit + 1 for c in found})
    return _with_last_words(groups, units) if found[-1].at == "start" else groups


def _by_heads(units: Sequence[Unit]) -> list[list[int]] | None:
    return by_headings(units) or by_numbers(units) or by_signs(units)


def by_numbers(units: Sequence[Unit]) -> list[list[int]] | None:
    """Group units below those that begin with `1.`, `2.`, `3.`; None where there is nothing below them."""
    starts: list[int] = []
    for n, unit in enumerate(units):
        found = _NUMBERED.match(first_words(unit) or "")
        if found and int(found["number"]) == len(starts) + 1:
            starts.append(n)
    return _below(starts, units)


def by_signs(units: Sequence[Unit]) -> list[list[int]] | None:
    """Group units below lines that begin with an emoji, as headings do; None where there are no such."""
    return _below([n for n, unit in enumerate(units) if _is_signed_line(unit)], units)


def _is_signed_line(unit: Unit) -> bool:
    block = unit[0] if len(unit) == 1 else None
    return isinstance(block, Paragraph) and bool(signed(block.spans)) and is_label(plain(unit), LONGEST_HEAD)


def _below(starts: Sequence[int], units: Sequence[Unit]) -> list[list[int]] | None:
    """Group units below those that head them; None where there are few, or nothing stands between them."""
    if len(starts) < _FEWEST_HEADS or starts[-1] - starts[0] < len(starts):
        return None
    return _with_last_words(_cut(len(units), set(starts)), units)


def _with_last_words(groups: list[list[int]], units: Sequence[Unit]) -> list[list[int]]:
    """Give what stands below the last head, and is more than stands below any other, posts of its own."""
    *others, last = groups
    usual = max(map(len, others[1:]), default=0)
    if len(others) < _FEWEST_HEADS or len(last) <= usual + 1:
        return groups
    kept: list[int] = []
    parts = [[last[n] for n in part] for part in by_paragraphs([units[n] for n in last])]
    while parts and len(kept) + len(parts[0]) <= max(usual, len(parts[0])):
        kept += parts.pop(0)
    return [*others, kept, *parts]


def by_paragraphs(units: Sequence[Unit]) -> list[list[int]]:
    """Group units into posts of one paragraph each.

    A heading stays with what follows; a list, quotation or code with the line that announces it; a
    picture, or an address alone on its line, with what stands before it.
    """
    starts = set()
    for n in range(1, len(units)):
        before, unit = units[n - 1][-1:], units[n][:1]
        belongs = _is_announced(before, unit) or _is_address(unit)
        if unit and not belongs and not isinstance(before[0] if before else None, Heading):
            starts.add(n)
    return _cut(len(units), starts)


def _is_address(unit: Unit) -> bool:
    return len(unit) == 1 and isinstance(unit[0], Paragraph) and bool(_ADDRESS.fullmatch(plain(unit).strip()))


def _is_announced(before: Unit, unit: Unit) -> bool:
    """Tell whether `before` ends in a colon, or is a label, and a list, quotation or code follows."""
    if not before or not unit or not isinstance(unit[0], Bullets | CodeBlock | Quotation):
        return False
    words = plain(before).strip()
    return isinstance(before[0], Paragraph) and (words.endswith(":") or is_label(words))


def by_headings(units: Sequence[Unit]) -> list[list[int]] | None:
    """Group units into sections; None when there is no heading but a title."""
    levels = [(n, unit[0].level) for n, unit in enumerate(units) if unit and isinstance(unit[0], Heading)]
    has_title = bool(levels) and levels[0][0] == 0 and all(level > levels[0][1] for _, level in levels[1:])
    sections = levels[1:] if has_title else levels
    if not sections:
        return None
    top = min(level for _, level in sections)
    return _cut(len(units), {n for n, level in sections if level == top})


def _cut(count: int, starts: set[int]) -> list[list[int]]:
    groups: list[list[int]] = []
    for n in range(count):
        if n in starts or not groups:
            groups.append([])
        groups[-1].append(n)
    return groups
