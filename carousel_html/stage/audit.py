"""
Look a fitted page over before it is taken: clipped words, zones, small text, collisions, soft pictures.

Reads the page as it will be captured; changes nothing. Knows what is wrong, not what to do when
something is: `export` and `check` decide that.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from carousel_html.canvases import Zone
from carousel_html.findings import Finding, worst_of_each
from carousel_html.stage.stage import Stage

SOFT = 1.25
"""How many times its own pixels a picture may be drawn before it looks soft: below, nobody sees it."""


@dataclass(frozen=True)
class Missing:
    """A character (a grapheme) of a slide (from 1) that no font has, and the stack it was tried in."""

    slide: int
    text: str
    fonts: str


def audit(stage: Stage, zones: Sequence[Zone] = ()) -> tuple[list[Finding], list[Missing]]:
    """Return everything found on the slides, in order, and the characters that no font has.

    Args:
        stage: a fitted document.
        zones: what must stay clear; a finding names its zone. Every word is held to an obeyed zone, the
            words of the body to any other.
    """
    document = stage.document
    found = stage.evaluate(
        "audit",
        {
            "zones": [_plain(zone) for zone in zones],
            "floors": {"body": document.floors[0], "small": document.floors[1]},
            "soft": SOFT,
            "scale": stage.scale,
        },
    )
    findings = [_finding(each, zones) for each in found["found"]]
    return worst_of_each(findings), [Missing(**each) for each in found["missing"]]


def _plain(zone: Zone) -> dict[str, object]:
    top, right, bottom, left = zone.insets
    return {
        "top": top, "right": right, "bottom": bottom, "left": left,
        "obeyed": zone.obeyed, "first": zone.first,
    }  # fmt: skip


def _finding(each: dict[str, object], zones: Sequence[Zone]) -> Finding:
    place = each.pop("zone", None)
    zone = zones[place] if isinstance(place, int) else None
    if zone is not None:
        each |= {"kind": "grid-crop" if zone.first else "safe-area", "mark": zone.mark, "zone": zone}
    return Finding(**each)  # type: ignore[arg-type] # what audit.js writes
