"""
Find words that are shaped as one though an element begins or ends inside them.

Chromium shapes a paragraph whole: letters join, and are one glyph, across a `<mark>` in a word. The PDF sets
each line of an element by itself. Knows lines, faces and HarfBuzz; decides nothing.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator, Sequence

from carousel_html.stage.faces import Faces, Settings, glyphs
from carousel_html.stage.lines import Line

NEAR = 0.6
"""Words that stand closer (px) have nothing between them."""

LONGEST = 12
"""Characters on each side that may have a say in what is drawn."""

_WORD_START = re.compile(r"\S{1,12}")
_FEATURE = re.compile(r'"(\w{4})" (on|off|\d+)')


def joined_pairs(lines: Sequence[Line], faces: Faces) -> Iterator[tuple[Line, Line]]:
    """Yield two lines, the first read first, whose letters are drawn otherwise than each by itself."""
    ends: dict[int, list[Line]] = {}
    for line in lines:
        if line.face is not None and not line.line.text[-1:].isspace():
            ends.setdefault(round(_edge(line, is_end=True)), []).append(line)
    for two in lines:
        if two.face is None or two.line.text[:1].isspace():
            continue
        start = _edge(two, is_end=False)
        for near in range(round(start) - 1, round(start) + 2):
            for one in ends.get(near, ()):
                if one is not two and _meet(one, two, start) and _are_joined(one, two, faces):
                    yield one, two


def _edge(line: Line, *, is_end: bool) -> float:
    return line.rect.right if is_end != line.line.is_rtl else line.rect.x


def _meet(one: Line, two: Line, start: float) -> bool:
    return (
        abs(_edge(one, is_end=True) - start) < NEAR
        and abs(one.line.baseline - two.line.baseline) < NEAR
        and (one.line.is_rtl, one.line.matrix) == (two.line.is_rtl, two.line.matrix)
        and (one.node, one.text_node) != (two.node, two.text_node)
    )


def _are_joined(one: Line, two: Line, faces: Faces) -> bool:
    before, found = one.line.text.split()[-1:], _WORD_START.match(two.line.text)
    if not before or found is None or one.face is None or two.face is None:
        return False
    left, right = before[0][-LONGEST:], found[0]
    shape = functools.partial(glyphs, faces, is_rtl=one.line.is_rtl)
    ones, twos = _settings(one), _settings(two)
    if (one.face, one.size, ones) == (two.face, two.size, twos):
        whole = shape(one.face, left + right, ones)
        halves = [shape(one.face, left, ones), shape(one.face, right, ones)]
        return whole != sum(reversed(halves) if one.line.is_rtl else halves, ())
    # In two faces letters are never one glyph, but still join.
    return shape(one.face, left, ones, after=right) != shape(one.face, left, ones) or (
        shape(two.face, right, twos, before=left) != shape(two.face, right, twos)
    )


def _settings(line: Line) -> Settings:
    on = {"on": 1, "off": 0}
    found = _FEATURE.findall(line.line.features)
    return tuple((tag, on[value] if value in on else int(value)) for tag, value in found)
