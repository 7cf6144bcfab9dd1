"""
Say what a finding means to a person who builds in the studio, and what one press of a button does about it.

Knows which kinds of finding an action of the studio mends; most want a person's own words and have none.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from carousel_html.arranging import AUTO
from carousel_html.arranging.slides import SHOWN_BY
from carousel_html.model import Carousel

ROOMY = "text"
"""The layout with the most room for words."""

OF_ITEMS = ("list", "steps", "compare", "table")
"""Layouts that show items: the words would choose one of them again."""

Remedy = dict[str, Any]


def told(finding: Mapping[str, Any], slide: str, key: str, number: int, carousel: Carousel) -> dict[str, Any]:
    """Return a finding as the page shows it: a sentence, what to do, its numbers and a button."""
    unit = finding["unit"]
    # Of one thing that is there or is not, the sentence says all.
    is_measured = max(finding["measure"], finding["limit"]) > 1
    remedy = _REMEDIES.get(finding["kind"], _none)(slide, carousel)
    return {
        "slide": slide,
        "key": key,
        "number": number,
        "kind": finding["kind"],
        "level": finding["level"],
        "text": finding["message"],
        "words": finding["text"],
        "hint": _HERE.get(finding["kind"], finding["remedy"]),
        "measure": f"{finding['measure']:g} {unit}" if is_measured else "",
        "limit": f"{finding['limit']:g} {unit}" if is_measured else "",
        "remedy": remedy,
    }


def _none(slide: str, carousel: Carousel) -> Remedy | None:
    return None


def _more_room(slide: str, carousel: Carousel) -> Remedy | None:
    """A layout with more room, for a slide that does not wear it yet."""
    worn = next((each for each in carousel.slides if each.id == slide), None)
    if worn is None or (worn.layout or carousel.layout) == ROOMY:
        return _smaller_text(slide, carousel)
    action = {"name": "set_slide", "slide": slide, "key": "layout", "value": ROOMY}
    return {"label": "Use the layout with the most room", "action": action}


def _smaller_text(slide: str, carousel: Carousel) -> Remedy | None:
    if carousel.typography.scale <= 1:
        return None
    action = {"name": "set", "key": "typography.scale", "value": 1.0}
    return {"label": "Set the text size back", "action": action}


def _taken_out(slide: str, carousel: Carousel) -> Remedy | None:
    return {"label": "Delete this slide", "action": {"name": "delete_slide", "slide": slide}}


def _as_all(slide: str, carousel: Carousel) -> Remedy | None:
    """The carousel's theme, for a slide that wears one of its own."""
    if not any(each.id == slide and each.theme for each in carousel.slides):
        return None
    action = {"name": "set_slide", "slide": slide, "key": "theme", "value": None}
    return {"label": "Use the theme of all slides", "action": action}


def _suited(slide: str, carousel: Carousel) -> Remedy | None:
    """The layout that suits the words, for a slide that was given another one than that."""
    worn = next((each for each in carousel.slides if each.id == slide), None)
    if worn is None or worn.layout in (None, AUTO):
        return None
    found = next((layout for key, layout in SHOWN_BY.items() if getattr(worn, key)), None)
    if found is not None and worn.layout in (found, *(OF_ITEMS if worn.items else ())):
        return None
    action = {"name": "set_slide", "slide": slide, "key": "layout", "value": AUTO}
    return {"label": "Let the words choose the layout", "action": action}


_HERE = {
    "not-shown": "Choose a layout that does, or take it out.",
    "missing-alt": "Write it beside the image, under Images.",
    "missing-glyph": "Write other words; no font here has this character.",
    "empty": "Write words for it, add an image, or delete the slide.",
    "untitled-cover": "Write a title, here or at the top of the page.",
}
"""What to do in the studio, where that is another thing than in the file."""

_REMEDIES: Mapping[str, Callable[[str, Carousel], Remedy | None]] = {
    "overflow": _more_room,
    "clipped": _more_room,
    "safe-area": _more_room,
    "small-text": _more_room,
    "empty": _taken_out,
    "duplicate": _taken_out,
    "contrast": _as_all,
    "not-shown": _suited,
}
