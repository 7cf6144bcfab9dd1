"""
Look a fitted page over before it is taken: clipped words, the safe area, small text, collisions.

Reads the page as it will be captured; changes nothing. Knows what is wrong, not what to do when
something is: `export` decides that.
"""

from __future__ import annotations

from dataclasses import dataclass

from carousel_html.stage.stage import Stage


@dataclass(frozen=True)
class Finding:
    """Something on a slide (from 1) that a reader may trip over. `measure` and `limit` are px."""

    slide: int
    kind: str
    text: str
    measure: float
    limit: float


@dataclass(frozen=True)
class Missing:
    """A character (a grapheme) of a slide (from 1) that no font has, and the stack it was tried in."""

    slide: int
    text: str
    fonts: str


def audit(stage: Stage) -> tuple[list[Finding], list[Missing]]:
    """Return everything found on the slides, in order, and the characters that no font has."""
    document = stage.document
    top, right, bottom, left = document.safe
    found = stage.evaluate(
        "audit",
        {
            "safe": {"top": top, "right": right, "bottom": bottom, "left": left},
            "floors": {"body": document.floors[0], "small": document.floors[1]},
        },
    )
    return [Finding(**each) for each in found["found"]], [Missing(**each) for each in found["missing"]]
