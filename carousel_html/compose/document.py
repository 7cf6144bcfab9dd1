"""
The seam between templates and the browser: a finished document and everything it needs.

A Document is text and bytes only. Its addresses are relative and each one is a key of `assets`, so
it can be served from memory, and two equal documents are equal values. Knows no Jinja, no browser.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


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
