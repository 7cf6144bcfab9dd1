"""
Resolve corner radii to px, and say what a rounded clip takes off.

Knows CSS Backgrounds 3 §5 and ellipses; does not know what stands in a clip.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from carousel_html.frozen import Rect

Radii = tuple[tuple[float, float], ...]
"""Across and down of each corner, from the top left one clockwise (px)."""

SHARP: Radii = ((0, 0),) * 4
TOLERANCE = 0.5
"""How far (px) something may reach over a curve: that much is anti-aliasing."""


@dataclass(frozen=True)
class RoundClip:
    """What clips with round corners."""

    rect: Rect
    radii: Radii

    def cuts(self, rect: Rect) -> bool:
        """Say whether a corner takes something off a box that the clip's straight sides leave whole."""
        shown = rect.within(self.rect)
        for x, y, (across, down) in _reaching(shown, self.rect, self.radii):
            into_x, into_y = across - x - TOLERANCE, down - y - TOLERANCE
            if into_x > 0 and into_y > 0 and (into_x / across) ** 2 + (into_y / down) ** 2 > 1:
                return True
        return False


def _reaching(inner: Rect, outer: Rect, radii: Radii) -> Iterator[tuple[float, float, tuple[float, float]]]:
    """Yield how far (px) each corner of a box is from the sides that meet in the same corner of the other."""
    left, right = inner.x - outer.x, outer.right - inner.right
    top, bottom = inner.y - outer.y, outer.bottom - inner.bottom
    for (x, y), radius in zip(
        ((left, top), (right, top), (right, bottom), (left, bottom)), radii, strict=True
    ):
        yield x, y, radius


def resolved_radii(radii: Sequence[str] | None, rect: Rect) -> Radii:
    """Resolve percentages and shrink radii that overlap (CSS Backgrounds 3 §5.5)."""
    if not radii:
        return SHARP
    pairs = []
    for radius in radii:
        one, _, two = radius.partition(" ")
        pairs.append((_length(one, rect.width), _length(two or one, rect.height)))
    sides = (
        (pairs[0][0] + pairs[1][0], rect.width), (pairs[1][1] + pairs[2][1], rect.height),
        (pairs[2][0] + pairs[3][0], rect.width), (pairs[3][1] + pairs[0][1], rect.height),
    )  # fmt: skip
    factor = min([1.0, *(length / total for total, length in sides if total > 0)])
    return tuple((x * factor, y * factor) for x, y in pairs)


def inner_radii(radii: Radii, top: float, right: float, bottom: float, left: float) -> Radii:
    """Return the radii of the inner edge of borders this wide (CSS Backgrounds 3 §5.2)."""
    sides = ((left, top), (right, top), (right, bottom), (left, bottom))
    return tuple((max(0.0, x - dx), max(0.0, y - dy)) for (x, y), (dx, dy) in zip(radii, sides, strict=True))


def _length(text: str, whole: float) -> float:
    return float(text[:-1]) / 100 * whole if text.endswith("%") else float(text.removesuffix("px"))
