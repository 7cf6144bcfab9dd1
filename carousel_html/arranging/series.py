"""
Tell posts that are one series, each with its number or label first ("3. Squoosh", "DAY 30", "Kid: why?").

What is alike is shown alike: the posts of a series get one layout, and titles all or none. Knows how posts
begin, and words that are too few to be anything but one beat of several. Does not know why a post got its
layout.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import groupby, pairwise

import regex

from carousel_html.arranging.sentences import count_words
from carousel_html.arranging.suits import STATEMENT
from carousel_html.markup import Block, parse, plain
from carousel_html.model import Carousel, Slide

FEWEST = 3
"""Posts of a series."""
MOST_WORDS = 4
"""Words of a beat: "Breathe." "Walk." "Repeat." """
TEXT = "text"
SAYS = ":"
"""What the speakers of a dialogue have in common."""
FIRST = "one short sentence, but the slide after it is a statement"
SECOND = "one short sentence, but the slide before it is a statement"
_FIRST = regex.compile(
    r"(?P<label>(?:\p{L}+[ \t]+){0,2}#?)(?P<number>\d{1,3})(?P<mark>[.):/]|\ufe0f?\u20e3)(?=\s|$)"
    r"|(?P<label>\p{L}+[ \t]+#?)(?P<number>\d{1,3})(?P<mark>)(?=\n|$|[ \t]+[-–—])"
    r"|(?P<label>\p{L}[\p{L}\p{M}' ]{0,15})(?P<mark>:)(?=\s)"
)


@dataclass(frozen=True)
class Series:
    """The ways in which several posts of a thread begin."""

    shapes: frozenset[str] = field(default_factory=frozenset)

    @classmethod
    def among(cls, posts: Iterable[Sequence[Block]]) -> Series:
        """Return the series among posts."""
        counts = Counter(shape for blocks in posts if (shape := _shape(blocks)))
        speakers = {shape: count for shape, count in counts.items() if shape.endswith(SAYS) and count > 1}
        is_dialogue = sum(speakers.values()) >= FEWEST
        numbered = {shape for shape, count in counts.items() if "#" in shape and count >= FEWEST}
        return cls(frozenset(numbered | speakers.keys() if is_dialogue else numbered))

    def of(self, blocks: Sequence[Block]) -> str | None:
        """Return the shape of the series that a post belongs to; None for a post by itself."""
        shape = _shape(blocks)
        if shape not in self.shapes:
            return None
        return SAYS if shape.endswith(SAYS) else shape


def alike(slides: list[Slide], carousel: Carousel, series: Series) -> list[Slide]:
    """Give the slides of a series one layout, and let no two loud slides stand side by side but there.

    Of other statements in a row every other one speaks plainly.
    """
    kinds = _kinds(slides, carousel, series)
    for kind in dict.fromkeys(filter(None, kinds)):
        members = [slide for slide, own in zip(slides, kinds, strict=True) if own == kind]
        if any(slide.layout == TEXT for slide in members):
            _speak(members, TEXT, "one of a series")
    for (before, slide), (one, other) in zip(pairwise(slides), pairwise(kinds), strict=True):
        if before.layout == slide.layout == STATEMENT and (one is None or one != other):
            is_after = one is not None or other is None
            _speak([slide if is_after else before], TEXT, SECOND if is_after else FIRST)
    return slides


def _speak(slides: Iterable[Slide], layout: str, reason: str) -> None:
    for slide in slides:
        if slide.layout == STATEMENT:
            slide.layout = layout
            slide.because(reason)


def _shape(blocks: Sequence[Block]) -> str | None:
    """Return how a post begins, whatever its number: `#.`, `day #`, `kid:`."""
    found = _FIRST.match(plain(blocks[:1]))
    if not found:
        return None
    number = "" if found["number"] is None else "#"
    return f"{found['label']}{number}{found['mark']}".casefold()


def _kinds(slides: Sequence[Slide], carousel: Carousel, series: Series) -> list[str | None]:
    """Return which series each slide belongs to; beats are one where several follow each other."""
    counts = Counter(slide.post for slide in slides)
    kinds: list[str | None] = []
    for is_beat, group in groupby(slides, lambda slide: _is_beat(slide, carousel)):
        run = list(group)
        beats = "beats" if is_beat and len(run) >= FEWEST else None
        for slide in run:
            is_plain = slide.layout in (STATEMENT, TEXT) and counts[slide.post] == 1
            kinds.append((series.of(_words(slide, carousel)) or beats) if is_plain else None)
    return kinds


def _is_beat(slide: Slide, carousel: Carousel) -> bool:
    return slide.layout == STATEMENT and count_words(plain(_words(slide, carousel))) <= MOST_WORDS


def _words(slide: Slide, carousel: Carousel) -> tuple[Block, ...]:
    post = carousel.post(slide.post) if slide.post else None
    return parse(post.text) if post else ()
