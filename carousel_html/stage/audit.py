"""
Look a fitted page over before it is taken: clipped words, zones, small text, collisions, soft pictures.

Reads the page as it will be captured; changes nothing. Knows what is wrong, not what to do when
something is: `export` and `check` decide that.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from carousel_html.canvases import Zone
from carousel_html.findings import Finding, worst_of_each
from carousel_html.stage.readings import NoReadings, Readings, of_each_slide
from carousel_html.stage.stage import Stage

SOFT = 1.25
"""How many times its own pixels a picture may be drawn before it looks soft: below, nobody sees it."""


@dataclass(frozen=True)
class Missing:
    """A character (a grapheme) of a slide (from 1) that no font has, and the stack it was tried in."""

    slide: int
    text: str
    fonts: str


def audit(
    stage: Stage, zones: Sequence[Zone] = (), readings: Readings | None = None
) -> tuple[list[Finding], list[Missing]]:
    """Return everything found on the slides, in order, and the characters that no font has.

    Args:
        stage: a fitted document.
        zones: what must stay clear; a finding names its zone. Every word is held to an obeyed zone, the
            words of the body to any other.
        readings: know of the slides that do not stand on the stage.
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
    slides = of_each_slide(stage, "audit", _by_slide(found, len(document.slides)), readings or NoReadings())
    findings = [_finding(each, zones) for slide in slides for each in slide["found"]]
    return worst_of_each(findings), [Missing(**each) for slide in slides for each in slide["missing"]]


def _by_slide(found: Mapping[str, list[Any]], slides: int) -> list[dict[str, list[Any]]]:
    count = max(slides, *(each["slide"] for entries in found.values() for each in entries), 0)
    divided: list[dict[str, list[Any]]] = [{kind: [] for kind in found} for _ in range(count)]
    for kind, entries in found.items():
        for each in entries:
            divided[each["slide"] - 1][kind].append(each)
    return divided


def _plain(zone: Zone) -> dict[str, object]:
    top, right, bottom, left = zone.insets
    return {
        "top": top, "right": right, "bottom": bottom, "left": left,
        "obeyed": zone.obeyed, "first": zone.first,
    }  # fmt: skip


def _finding(each: dict[str, Any], zones: Sequence[Zone]) -> Finding:
    if each.get("zone") is None:
        return Finding(**each)
    zone = zones[each["zone"]]
    kind = "grid-crop" if zone.first else "safe-area"
    return Finding(**each | {"kind": kind, "mark": zone.mark, "zone": zone})
