"""
Draw the border of a rounded box that has one on some of its sides only.

WeasyPrint cuts such a border off in the middle of the corner; Chromium lets it run out along the whole of it.
Knows the geometry of CSS Backgrounds 3 §4.2 (corner shaping) and SVG paths; sides that touch have one colour,
and are solid.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from carousel_html.frozen import Border, Box, Color

Point = tuple[float, float]
Radii = Sequence[tuple[float, float]]


def is_partial(radii: Radii, widths: Sequence[float]) -> bool:
    """Say whether a rounded box has a border on some sides (top, right, bottom, left), but not on all."""
    return any(rx and ry for rx, ry in radii) and any(widths) and not all(widths)


def svg(box: Box) -> str:
    """Return the border as an SVG as large as the box (px)."""
    _, _, width, height = box.rect
    size = f'width="{width:g}" height="{height:g}" viewBox="0 0 {width:g} {height:g}"'
    paths = "".join(
        f'<path {_ink(color)} d="{outline}"/>'
        for color, outline in _outlines(width, height, box.radii, box.borders)
    )
    return f'<svg xmlns="http://www.w3.org/2000/svg" {size}>{paths}</svg>'


def _ink(color: Color) -> str:
    red, green, blue = (round(each) for each in color[:3])
    return f'fill="rgb({red},{green},{blue})" fill-opacity="{color.alpha:.4g}"'


class _Corner:
    """A quarter of an ellipse, passed clockwise from `start` to `end`."""

    def __init__(self, start: Point, end: Point, radii: Point) -> None:
        self.start, self.end, self.radii = start, end, radii

    def there(self) -> str:
        return f"L{_at(self.start)}{self._arc(self.end, 1)}"

    def back(self) -> str:
        return f"L{_at(self.end)}{self._arc(self.start, 0)}"

    def _arc(self, to: Point, sweep: int) -> str:
        return f"A{_at(self.radii)} 0 0 {sweep} {_at(to)}" if all(self.radii) else f"L{_at(to)}"


def _outlines(
    width: float, height: float, radii: Radii, borders: Sequence[Border]
) -> Iterator[tuple[Color, str]]:
    """Yield colour and outline of each run of sides that touch: its outer edge, and back along its inner."""
    widths = [border.width for border in borders]
    top, right, bottom, left = widths
    outer = _corners(0, 0, width, height, radii)
    around = ((left, top), (right, top), (right, bottom), (left, bottom))
    inside = [
        (max(0.0, rx - dx), max(0.0, ry - dy)) for (rx, ry), (dx, dy) in zip(radii, around, strict=True)
    ]
    inner = _corners(left, top, width - right, height - bottom, inside)
    for first in range(4):
        if not widths[first] or widths[first - 1]:
            continue
        sides = [first]
        while widths[(sides[-1] + 1) % 4]:
            sides.append(sides[-1] + 1)
        # A side goes from the corner of its own number to the next.
        passed = [number % 4 for number in (*sides, sides[-1] + 1)]
        there = "".join(outer[number].there() for number in passed)
        back = "".join(inner[number].back() for number in reversed(passed))
        yield borders[first].color, f"M{there[1:]}{back}Z"


def _corners(left: float, top: float, right: float, bottom: float, radii: Radii) -> list[_Corner]:
    """Return the corners of a rounded box, clockwise from the top left one."""
    (ax, ay), (bx, by), (cx, cy), (dx, dy) = radii
    return [
        _Corner((left, top + ay), (left + ax, top), (ax, ay)),
        _Corner((right - bx, top), (right, top + by), (bx, by)),
        _Corner((right, bottom - cy), (right - cx, bottom), (cx, cy)),
        _Corner((left + dx, bottom), (left, bottom - dy), (dx, dy)),
    ]


def _at(point: Point) -> str:
    return f"{round(point[0], 3):g},{round(point[1], 3):g}"
