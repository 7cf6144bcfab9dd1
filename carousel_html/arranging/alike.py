"""
Find points among the lines of a paragraph: lines that begin alike, under a line that may announce them.

Knows lines that explain a term each ("Free – 3 notebooks", "2019: 5.7%"), and signs that stand for a bullet.
What a source reads as a list is one already. Does not know slides.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from itertools import takewhile

from carousel_html.arranging.lead_in import term_of
from carousel_html.arranging.pieces import lines_of, sliced
from carousel_html.arranging.sentences import COLONS
from carousel_html.markup import Block, Bullets, Paragraph, Text, hrefs, plain, tidy

FEWEST_LINES = 3
_SIGN = re.compile(r"(?P<sign>[+—–↳])\s+(?=\S)")
_LABEL = re.compile(r"(?P<label>\$?\w[^\n:.!?,;]{0,23}):\s+(?=\S)")


def with_points(blocks: Sequence[Block]) -> Sequence[Block]:
    """Return blocks with the lines of a lone paragraph as a list, where they are alike."""
    block = blocks[0] if len(blocks) == 1 else None
    if not isinstance(block, Paragraph) or list(hrefs([block])):
        return blocks
    lines = list(lines_of(block))
    above = 1 if plain([lines[0]]).rstrip().endswith(COLONS) else 0
    points = _signed(lines[above:]) or _explained(lines[above:])
    return tidy([*lines[:above], Bullets(tuple((point,) for point in points))]) if points else blocks


def _signed(lines: Sequence[Paragraph]) -> Sequence[Paragraph]:
    """Return lines without the sign they all begin with; none where they do not."""
    found = [_SIGN.match(plain([line])) for line in lines]
    signs = {match["sign"] for match in found if match}
    if len(lines) < FEWEST_LINES or len(signs) != 1 or not all(found):
        return ()
    return [
        Paragraph(sliced(line.spans, match.end(), len(plain([line]))))
        for line, match in zip(lines, found, strict=True)
        if match
    ]


def _explained(lines: Sequence[Paragraph]) -> Sequence[Paragraph]:
    """Return lines that explain or label something else each; none where they do not."""
    ways: tuple[Callable[[Paragraph], str | None], ...] = (lambda line: term_of(line.spans), _label)
    for way in ways:
        names = [name for name in takewhile(bool, map(way, lines)) if name]
        if len(lines) >= FEWEST_LINES and len(set(names)) == len(lines):
            return lines
    return ()


def _label(line: Paragraph) -> str | None:
    """Return what stands before the colon of a line ("$AMD: 46%")."""
    found = _LABEL.match(line.spans[0].text) if line.spans and isinstance(line.spans[0], Text) else None
    return found["label"] if found else None
