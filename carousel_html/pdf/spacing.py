"""
Print every line so that it ends where the measured one did: choose its letter-spacing, or part it.

WeasyPrint 70 writes glyph widths and the distances between glyphs in whole thousandths of an em, and
cuts off what is behind the point (`int(kerning)` in its `draw/text.py`); a line of 60 spaced letters
ends up to 1.5 px away from its place. HarfBuzz tells what each glyph asks for, `printed` does that
arithmetic beforehand, and a line that would end too far away is printed in pieces, each in its place.
Knows HarfBuzz and that arithmetic; does not know HTML.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate, pairwise
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
import regex
import uharfbuzz

from carousel_html.frozen import TextLine

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Letters = NDArray[np.float64]

FAR = 0.4
"""A piece may end this far (px) from its place; the goal for a line is 0.5."""

SIZED = 0.002
"""Chromium draws type of 19.07 px at 19.05 (a 64th of a px less, or two): so much shorter may a line be."""

HALF = 0.512
"""Pango puts half of a glyph's spacing before it, in 1/1024 of a px; WeasyPrint reads that as 1/1000."""

STEPS = np.arange(-12, 13) / 10
"""How far from the wanted letter-spacing a better one is looked for, in thousandths of an em."""

NEAR = 0.05
"""A value this close to a whole number may be cut either way: such spacing is avoided."""

_CURSIVE = regex.compile(r"[\p{Arab}\p{Syrc}\p{Nkoo}\p{Mand}\p{Mong}\p{Phag}\p{Rohg}]")
"""Letters of cursive scripts."""

_FEATURE = re.compile(r'"(\w{4})" (\w+)')


class Glyph(NamedTuple):
    """A shaped glyph: its width and its advance with kerning (thousandths of an em), its character's place.

    `number` is the glyph's own in the font.
    """

    width: float
    advance: float
    place: int
    number: int = 0


@dataclass(frozen=True)
class _Shaped:
    line: TextLine
    glyphs: Sequence[Glyph]
    starts: Sequence[float]
    """Where each glyph of the measured line starts, in thousandths of an em."""

    @property
    def unit(self) -> float:
        return self.line.size / 1000

    @property
    def letter(self) -> float:
        return self.line.letter_spacing / self.unit


def pieces(line: TextLine, font: bytes) -> list[TextLine]:
    """Return `line`, set in `font`, as one or more lines that print every glyph in its place."""
    if line.size <= 0 or not line.text.strip():
        return [line]
    if line.is_rtl:
        return [_as_wide(line, font)]
    shaped = _shape_line(line, font)
    last, off = _off(shaped)
    if _is_strange(shaped, last, off):
        # Figures in a line that runs to the left have its script, for which a face may have no kerning.
        shaped = _shape_line(replace(line, features=f'{line.features}, "kern" 0'.removeprefix(", ")), font)
        last, off = _off(shaped)
    if _is_strange(shaped, last, off):
        # Chromium set this line in another way than we know of; its own start is all there is to trust.
        return [line]
    if last and line.last is not None:
        # Small differences of two shapers are shared out, so that the line ends where it was measured.
        shaped = replace(shaped, starts=[start * (1 - off / shaped.unit / last) for start in shaped.starts])
    stacked = _stacked(shaped.glyphs) if line.letter_spacing else {}
    bounds = {bound for each in stacked.items() for bound in each}
    cuts = {0, *(_after_spaces(shaped) if line.word_spacing else ()), *bounds, len(shaped.glyphs)}
    return [
        piece
        for start, end in pairwise(sorted(cuts))
        for piece in ([_piece(shaped, start, end, 0)] if start in stacked else _parted(shaped, start, end))
    ]


def _as_wide(line: TextLine, font: bytes) -> TextLine:
    """Return a line that runs to the left without its letter-spacing where Chromium set it without.

    Letters that join are not spaced (CSS Text 4 §8.2), nor are signs among them, but for spaces. The space at
    the end of a word may be of another face, so words are told by their letters, signs by their width.
    """
    if not line.letter_spacing:
        return line if any(map(str.isalnum, line.text)) else _unkerned(line, font)
    if _CURSIVE.search(line.text):
        return replace(line, letter_spacing=0.0)
    glyphs = shape(font, line.text, line.features, is_rtl=True)
    plain = sum(glyph.advance for glyph in glyphs) * line.size / 1000
    plain += line.letter_spacing * line.text.count(" ")
    spaced = plain + line.letter_spacing * sum(not line.text[glyph.place].isspace() for glyph in glyphs)
    return replace(line, letter_spacing=0.0) if abs(plain - line.width) < abs(spaced - line.width) else line


def _unkerned(line: TextLine, font: bytes) -> TextLine:
    """Return signs as wide as they are where Chromium kerned them with a space; Pango will not.

    The space may be the next one, which hangs over the end of the line. Signs begin where their box does.
    """
    bare = replace(line, features=f'{line.features}, "kern" 0'.removeprefix(", "))
    wide = _wide(bare, font, line.text)
    kerned = (_wide(line, font, text) for text in (line.text, f"{line.text} "))
    is_kerned = any(abs(each - line.width) < FAR < abs(each - wide) for each in kerned)
    return replace(bare, width=wide) if is_kerned else line


def _wide(line: TextLine, font: bytes, text: str) -> float:
    """Return how wide (px) a line is, set in a font before some text."""
    glyphs = shape(font, text, line.features)
    return sum(glyph.advance for glyph in glyphs if glyph.place < len(line.text)) * line.size / 1000


def shape(font: bytes, text: str, features: str, *, is_rtl: bool = False) -> list[Glyph]:
    """Return the glyphs of one line from left to right, with CSS `font-feature-settings`, by HarfBuzz."""
    opened = _font(font)
    buffer = uharfbuzz.Buffer()
    buffer.add_str(text)
    buffer.guess_segment_properties()
    # Not guessed: digits of a right-to-left script run to the right all the same.
    buffer.direction = "rtl" if is_rtl else "ltr"
    settings = {
        tag: int({"on": "1", "off": "0"}.get(value, value)) for tag, value in _FEATURE.findall(features)
    }
    uharfbuzz.shape(opened, buffer, settings)
    scale = 1000 / opened.face.upem
    return [
        Glyph(
            opened.get_glyph_h_advance(info.codepoint) * scale,
            place.x_advance * scale,
            info.cluster,
            info.codepoint,
        )
        for info, place in zip(buffer.glyph_infos, buffer.glyph_positions, strict=True)
    ]


def printed(glyphs: Sequence[Glyph], letter: float) -> float:
    """Return how far from the first glyph the last one is printed, in thousandths of an em."""
    return float(_ends(glyphs, np.array([letter]))[0][0])


def _ends(glyphs: Sequence[Glyph], letters: Letters) -> tuple[Letters, Letters]:
    """Return, for each letter-spacing, where the last glyph is printed, and how many cuts are doubtful."""
    if len(glyphs) < 2:
        return np.zeros_like(letters), np.zeros_like(letters)
    width = np.round([glyph.width for glyph in glyphs[:-1]])
    advance = np.array([glyph.advance for glyph in glyphs[:-1]])
    before = HALF * letters[:, None] * (np.arange(len(width)) > 0)
    own = letters[:, None] * np.where(np.arange(len(width)) > 0, 1.0, 0.5)
    distance = width + before - advance - own
    nearest = np.round(distance)
    doubtful = ((nearest != 0) & (np.abs(distance - nearest) < NEAR)).sum(axis=1)
    place = (width + before - np.trunc(distance)).sum(axis=1) + HALF * letters
    return place, doubtful


def _shape_line(line: TextLine, font: bytes) -> _Shaped:
    glyphs = shape(font, line.text, line.features)
    unit = line.size / 1000
    # The space comes after a cluster, not after each glyph of it.
    ends = [glyph.place != after.place for glyph, after in pairwise(glyphs)] + [True]
    steps = (
        glyph.advance
        + (line.letter_spacing * is_end + (line.word_spacing if line.text[glyph.place] == " " else 0)) / unit
        for glyph, is_end in zip(glyphs, ends, strict=True)
    )
    return _Shaped(line, glyphs, [0.0, *accumulate(steps)])


def _off(shaped: _Shaped) -> tuple[float, float]:
    """Return where the last known place of a line is by our shaping (1/1000 em), and how far off (px)."""
    line = shaped.line
    last = shaped.starts[-1 if line.last is None else _last_word_glyph(line, shaped.glyphs)]
    if line.last is None and line.text[-1].isspace():
        return last, 0.0  # The space is of the first face that has one, and so as wide as that has it.
    return last, last * shaped.unit - (line.width if line.last is None else line.last - line.x)


def _is_strange(shaped: _Shaped, last: float, off: float) -> bool:
    """Tell whether a line ends so far from where our shaping has it that it was set in another way."""
    return abs(off) > max(1.0, SIZED * last * shaped.unit)


def _last_word_glyph(line: TextLine, glyphs: Sequence[Glyph]) -> int:
    """Return the first glyph of the last cluster that is no bare space: one may carry a mark."""
    last = max(glyph.place for glyph in glyphs if line.text[glyph.place : glyph.place + 2].strip())
    return next(number for number, glyph in enumerate(glyphs) if glyph.place == last)


def _stacked(glyphs: Sequence[Glyph]) -> dict[int, int]:
    """Return the glyph each cluster of several begins with, and the one after it.

    Pango spaces some of the glyphs in it as if they were letters.
    """
    firsts = [n for n, glyph in enumerate(glyphs) if n == 0 or glyph.place != glyphs[n - 1].place]
    return {start: end for start, end in pairwise([*firsts, len(glyphs)]) if end - start > 1}


def _after_spaces(shaped: _Shaped, start: int = 0, end: int | None = None) -> list[int]:
    """Return the glyphs that follow a space: where a line is parted unseen."""
    end = len(shaped.glyphs) if end is None else end
    is_space = [shaped.line.text[glyph.place] == " " for glyph in shaped.glyphs]
    return [n for n in range(start + 1, end) if is_space[n - 1] and not is_space[n]]


def _parted(shaped: _Shaped, start: int, end: int) -> Iterator[TextLine]:
    """Yield glyphs start…end as one line, or parted near the middle when they would end too far away."""
    glyphs = shaped.glyphs[start:end]
    target = shaped.starts[end - 1] - shaped.starts[start]
    letter, off = _best_letter(glyphs, shaped.letter, target)
    # A base and its marks are one cluster, and stay together.
    apart = [n for n in range(start + 1, end) if shaped.glyphs[n].place != shaped.glyphs[n - 1].place]
    if off * shaped.unit <= FAR or not apart:
        yield _piece(shaped, start, end, letter)
        return
    middle = (start + end) / 2
    cut = min(_after_spaces(shaped, start, end) or apart, key=lambda place: abs(place - middle))
    yield from _parted(shaped, start, cut)
    yield from _parted(shaped, cut, end)


def _piece(shaped: _Shaped, start: int, end: int, letter: float) -> TextLine:
    line = shaped.line
    first = shaped.glyphs[start].place
    last = shaped.glyphs[end].place if end < len(shaped.glyphs) else len(line.text)
    return replace(
        line,
        text=line.text[first:last],
        x=line.x + shaped.starts[start] * shaped.unit,
        letter_spacing=letter * shaped.unit,
        word_spacing=0.0,
    )


def _best_letter(glyphs: Sequence[Glyph], wanted: float, target: float) -> tuple[float, float]:
    """Return the best letter-spacing near the wanted one, and what it costs."""
    # Letter-spacing of any size would switch ligatures off, so a line without any keeps none.
    letters = wanted + STEPS if wanted else np.zeros(1)
    places, doubtful = _ends(glyphs, letters)
    # Each doubtful cut may put the end up to a whole thousandth to the right, and equal glyphs all do the
    # same: count the worst of it.
    cost = np.abs(places + doubtful / 2 - target) + doubtful / 2
    best = int(np.lexsort((np.abs(letters - wanted), cost))[0])
    return float(letters[best]), float(cost[best])


@functools.lru_cache(maxsize=64)
def _font(body: bytes) -> uharfbuzz.Font:
    return uharfbuzz.Font(uharfbuzz.Face(body))
