"""
Hold what preflight can find on a slide: the kinds, and how a finding reads.

A finding says which slide, what was measured, the limit, and what to do. Knows the words of each
kind; does not measure, and does not know what is done about a finding.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any, Literal

from carousel_html.canvases import Mark, Zone

Level = Literal["error", "warning", "note"]
"""How bad: words are lost or a platform refuses; worth mending; good to know (never fails --strict)."""


@dataclass(frozen=True)
class Kind:
    """One thing that can be found. `says` is filled with the finding's text, measure and limit."""

    level: Level
    unit: str
    says: str
    remedy: str


KINDS: Mapping[str, Kind] = MappingProxyType(
    {
        "clipped": Kind(
            "error", "px", "“{text}” runs over the edge of the slide",
            "Write fewer words, lower `typography.scale`, or choose another layout.",
        ),
        "cut-off": Kind(
            "warning", "px", "“{text}” is cut off by the box that it stands in",
            "Give that box more room in the layout's style sheet, or let it show what runs over its edge.",
        ),
        "left-out": Kind(
            "warning", "times", "“{text}” of the thread is on no slide",
            "Put it on a slide in carousel.yaml, or leave it.",
        ),
        "not-shown": Kind(
            "warning", "pieces", "the layout does not show {text}",
            "Choose a layout that does, or write it under another key.",
        ),
        "overflow": Kind(
            "error", "times its room", "“{text}” does not fit, however it is split",
            "Write fewer words, or choose a layout with more room.",
        ),
        "missing-glyph": Kind(
            "error", "fonts", "no font has “{text}”",
            "Install a font that has it (`carousel doctor` knows which), or take the character out.",
        ),
        "safe-area": Kind(
            "error", "px", "“{text}” stands where {why}",
            "Choose another layout, or write fewer words.",
        ),
        "grid-crop": Kind(
            "warning", "px", "“{text}” is cut where {why}",
            "Choose another canvas, or a shorter title.",
        ),
        "small-text": Kind(
            "warning", "px", "“{text}” is too small to be read on a phone",
            "Write fewer words, or raise `typography.scale`.",
        ),
        "collision": Kind(
            "warning", "px", "“{text}” of header or footer runs into the body",
            "Shorten the name or site of the brand kit, or show less in the bar.",
        ),
        "contrast": Kind(
            "warning", ":1", "“{text}” hardly stands out from what is behind it",
            "Choose another theme, another brand colour, or a layout with a scrim.",
        ),
        "upscaled": Kind(
            "warning", "times its pixels", "the picture of {text} px is drawn larger than it is",
            "Use a larger picture, or a layout that shows it smaller.",
        ),
        "missing-alt": Kind(
            "warning", "characters", "the picture “{text}” has no alt text",
            "Write `alt` beside its `src` in carousel.yaml.",
        ),
        "empty-alt": Kind(
            "error", "characters", "the slide has no words for its alt text, and the platform asks for one",
            "Write `alt` for the slide in carousel.yaml.",
        ),
        "cut-alt": Kind(
            "note", "characters", "the alt text was cut after “{text}”",
            "Write a shorter `alt` for the slide in carousel.yaml.",
        ),
        "short-link": Kind(
            "warning", "hosts", "{text} hides where it leads",
            "Write the whole address instead.",
        ),
        "bad-link": Kind(
            "warning", "hosts", "{text} leads nowhere a reader can go",
            "Correct the address, or take it out.",
        ),
        "untitled-cover": Kind(
            "warning", "words", "the cover has no title",
            "Write `title` for the carousel or the slide.",
        ),
        "empty": Kind(
            "warning", "words", "the slide has neither words nor pictures",
            "Write words for it, or `alt` for what its layout draws, or take the slide out.",
        ),
        "duplicate": Kind(
            "warning", "times", "shows the same as slide {text}",
            "Take one of the two out.",
        ),
        "untitled": Kind(
            "warning", "words", "the platform asks for a title, and there is none",
            "Write `title` in carousel.yaml.",
        ),
        "long-title": Kind(
            "warning", "characters", "the title “{text}” is longer than the platform takes",
            "Write a shorter `title` in carousel.yaml.",
        ),
        "too-few-slides": Kind(
            "error", "slides", "the platform takes no carousel this short",
            "Post it as a single picture, or add a slide.",
        ),
        "too-many-slides": Kind(
            "error", "slides", "the platform takes no document this long",
            "Render it in pieces with `--slides 1-300` and so on.",
        ),
        "too-heavy": Kind(
            "error", "bytes", "{text} is larger than the platform takes",
            "Use `--scale 1`, a quieter pattern, or fewer photos.",
        ),
        "heavy": Kind(
            "warning", "bytes", "{text} is larger than is good for the platform",
            "Use a quieter pattern, or fewer photos.",
        ),
        "pictured-words": Kind(
            "note", "of its letters", "“{text}” is a picture in the PDF",
            "Give its font as a file, or style it plainly: `pictured` in the manifest says what it was.",
        ),
    }
)  # fmt: skip
"""Every kind by its name."""


@dataclass(frozen=True)
class Finding:
    """Something on a slide (from 1; None: the whole carousel) that a reader or a platform may trip over.

    `measure` and `limit` are in the unit of the kind. `mark` is how sure the platform's fact is, where
    it rests on one; `zone` the border that a platform covers or crops.
    """

    slide: int | None
    kind: str
    text: str
    measure: float
    limit: float
    mark: Mark | None = None
    zone: Zone | None = None

    @property
    def level(self) -> Level:
        """How bad it is; a fact that is not sure never makes more than a warning."""
        level = KINDS[self.kind].level
        return "warning" if level == "error" and self.mark in ("W", "M") else level

    @property
    def unit(self) -> str:
        """What `measure` and `limit` count."""
        return KINDS[self.kind].unit

    @property
    def remedy(self) -> str:
        """What to do about it."""
        return KINDS[self.kind].remedy

    @property
    def says(self) -> str:
        """What is wrong, in one clause, with the words concerned."""
        return KINDS[self.kind].says.format(text=self.text, why=self.zone.why if self.zone else "")

    def __str__(self) -> str:
        place = f"slide {self.slide}" if self.slide else "the carousel"
        numbers = f"{_number(self.measure)} {self.unit}, limit {_number(self.limit)}"
        return f"{place}: {self.level}: {self.says} ({self.kind}: {numbers}). {self.remedy}"

    def as_json(self) -> dict[str, Any]:
        """Return the finding as plain values."""
        return {
            "slide": self.slide,
            "kind": self.kind,
            "level": self.level,
            "text": self.text,
            "measure": self.measure,
            "limit": self.limit,
            "unit": self.unit,
            "mark": self.mark,
            "message": self.says,
            "remedy": self.remedy,
        }


def worst_of_each(found: Iterable[Finding]) -> list[Finding]:
    """Return the findings with one for each slide, kind, words and zone: the one farthest from its limit."""
    worst: dict[tuple[int | None, str, str, Zone | None], Finding] = {}
    for each in found:
        key = (each.slide, each.kind, each.text, each.zone)
        before = worst.get(key)
        if before is None or abs(each.measure - each.limit) > abs(before.measure - before.limit):
            worst[key] = each
    return list(worst.values())


def _number(value: float) -> str:
    return f"{value:,.0f}" if value == round(value) else f"{value:.2f}"
