"""
The seam between templates and the browser: a finished document and everything it needs.

A Document is text and bytes only. Its addresses are relative and each one is a key of `assets`, so
it can be served from memory, and two equal documents are equal values. Knows no Jinja, no browser.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace

_SLIDE = re.compile(r'<section class="slide"[^>]*>')
_END = "</section>"
_BODY_END = "</body>"


@dataclass(frozen=True)
class Asset:
    """One file the document refers to: its MIME type and its bytes."""

    mime: str
    body: bytes


@dataclass(frozen=True)
class SlideNote:
    """What the document says of one slide besides its HTML; for the manifest and for messages."""

    layout: str
    theme: str
    entry: int | None
    part: tuple[int, int] | None
    posts: tuple[str, ...]
    alt: str
    title: str
    place: str = ""
    """How to name the slide in a message: `carousel.yaml: slides[2]`."""
    reason: str = ""
    """Why it has its layout."""
    unshown: tuple[str, ...] = ()
    """Words and pictures that the layout does not show: `the text “…”`."""


@dataclass(frozen=True)
class Document:
    """The HTML of a carousel on one canvas. `width` and `height` are CSS px, the size of every slide.

    `safe` is the safe area as insets (top, right, bottom, left) in px. `floors` are the smallest
    allowed sizes (body text, any other text) in px.
    """

    html: str
    assets: Mapping[str, Asset]
    width: int
    height: int
    safe: tuple[int, int, int, int]
    floors: tuple[float, float]
    title: str
    author: str
    language: str
    slides: tuple[SlideNote, ...] = field(default_factory=tuple)
    notes: tuple[str, ...] = ()
    """What was changed so that the slides can be read: one sentence each, for the manifest."""
    stand_alone: bool = False
    """Whether each slide looks the same without what is in the others, as with all templates that came with
    us; others may count, or select, across slides."""

    def sections(self) -> list[str] | None:
        """Return the HTML of each slide; None when the layouts do not let it be told apart."""
        starts = [found.start() for found in _SLIDE.finditer(self.html)]
        if len(starts) != len(self.slides) or _BODY_END not in self.html:
            return None
        ends = [*starts[1:], self.html.rindex(_BODY_END)]
        return [self.html[start:end].strip() for start, end in zip(starts, ends, strict=True)]

    def only(self, places: Collection[int]) -> Document:
        """Return the document with every other slide empty; itself where its slides do not stand alone.

        `places` are from 0. Each slide stays in its place, for a gradient is dithered by where it stands.
        """
        sections = self.sections() if self.stand_alone and len(places) < len(self.slides) else None
        if not sections:
            return self
        kept = [part if place in places else _emptied(part) for place, part in enumerate(sections)]
        start, end = self.html.index(sections[0]), self.html.rindex(_BODY_END)
        return replace(self, html=self.html[:start] + "\n".join(kept) + "\n" + self.html[end:])


def _emptied(section: str) -> str:
    found = _SLIDE.match(section)
    assert found is not None, "a section begins with its element"
    return found[0] + _END
