"""
Draw the border of a rounded box whose sides are not alike: some are missing, or have another colour.

WeasyPrint cuts such sides off at half a right angle. Chromium lets a side run out along the whole corner
where it has no neighbour, and parts two colours along the line through the outer corner and the inner one.
Knows that, the geometry of CSS Backgrounds 3 §4.2 (corner shaping), and SVG paths; draws solid sides only.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence

from carousel_html.frozen import Border, Box, Color

Point = tuple[float, float]
Radii = Sequence[tuple[float, float]]


def is_uneven(radii: Radii, borders: Sequence[Border]) -> bool:
    """Say whether a rounded box has sides that are not alike, whatever their widths."""
    colors = {border.color if border.width else None for border in borders}
    return any(rx and ry for rx, ry in radii) and len(colors) > 1


def svg(box: Box) -> str:
    """Return the border as an SVG as large as the box (px)."""
    _, _, width, height = box.rect
    size = f'width="{width:g}" height="{height:g}" viewBox="0 0 {width:g} {height:g}"'
    paths = "".join(f'<path {_ink(color)} d="{outline}"/>' for color, outline in _outlines(box))
    return f'<svg xmlns="http://www.w3.org/2000/svg" {size}>{paths}</svg>'


def _ink(color: Color) -> str:
    red, green, blue = (round(each) for each in color[:3])
    return f'fill="rgb({red},{green},{blue})" fill-opacity="{color.alpha:.4g}"'


class _Corner:
    """A quarter of an ellipse, passed clockwise from `start` to `end`; in `middle`, two colours part."""

    def __init__(self, start: Point, end: Point, radii: Point, middle: Point) -> None:
        self.start, self.end, self.radii, self.middle = start, end, radii, middle

    def there(self, *, first: bool = False, last: bool = False) -> str:
        """Pass it clockwise: from its middle, if it is the `first` of a run, to its middle, if the `last`."""
        return self._arc(self.middle if first else self.start, self.middle if last else self.end, 1)

    def back(self, *, first: bool = False, last: bool = False) -> str:
        """Pass it the other way round."""
        return self._arc(self.middle if last else self.end, self.middle if first else self.start, 0)

    def _arc(self, at: Point, to: Point, sweep: int) -> str:
        curve = f"A{_at(self.radii)} 0 0 {sweep} {_at(to)}" if all(self.radii) else f"L{_at(to)}"
        return f"L{_at(at)}{curve}"


def _outlines(box: Box) -> Iterator[tuple[Color, str]]:
    """Yield colour and outline of each run of like sides: its outer edge, and back along its inner one."""
    outer, inner = _corners(box)
    looks = [border.color if border.width else None for border in box.borders]
    for first, color in enumerate(looks):
        if color is None or looks[first - 1] == color:
            continue
        sides = [first]
        while looks[(sides[-1] + 1) % 4] == color:
            sides.append(sides[-1] + 1)
        # A side goes from the corner of its own number to the next. Where it has a neighbour, they part.
        passed = [number % 4 for number in (*sides, sides[-1] + 1)]
        starts, ends = looks[first - 1] is not None, looks[passed[-1]] is not None
        edges = [
            (number, {"first": starts and place == 0, "last": ends and place == len(sides)})
            for place, number in enumerate(passed)
        ]
        there = "".join(outer[number].there(**part) for number, part in edges)
        back = "".join(inner[number].back(**part) for number, part in reversed(edges))
        yield color, f"M{there[1:]}{back}Z"


def _corners(box: Box) -> tuple[list[_Corner], list[_Corner]]:
    """Return the outer and the inner corners of a border, clockwise from the top left one."""
    _, _, width, height = box.rect
    top, right, bottom, left = (border.width for border in box.borders)
    around = ((left, top), (right, top), (right, bottom), (left, bottom))
    places = ((0.0, 0.0, 1, 1), (width, 0.0, -1, 1), (width, height, -1, -1), (0.0, height, 1, -1))
    outer: list[_Corner] = []
    inner: list[_Corner] = []
    for number, ((x, y, to_x, to_y), radii, widths) in enumerate(zip(places, box.radii, around, strict=True)):
        inside = (max(0.0, radii[0] - widths[0]), max(0.0, radii[1] - widths[1]))
        for corners, own, (dx, dy) in ((outer, radii, (0.0, 0.0)), (inner, inside, widths)):
            ends = ((dx, dy + own[1]), (dx + own[0], dy))
            points = [*(ends if number % 2 == 0 else reversed(ends)), _parting((dx, dy), own, widths)]
            start, end, middle = ((x + to_x * px, y + to_y * py) for px, py in points)
            corners.append(_Corner(start, end, own, middle))
    return outer, inner


def _parting(corner: Point, radii: Point, widths: Point) -> Point:
    """Return where the line from (0, 0) through `widths` meets the curve of a box that begins at `corner`."""
    if not all(radii) or not all(widths):
        return corner
    # ((t·w − m) / r)², over both directions, is 1; m is the middle of the ellipse. The nearer point counts.
    middle = [at + radius for at, radius in zip(corner, radii, strict=True)]
    a = sum((width / radius) ** 2 for width, radius in zip(widths, radii, strict=True))
    b = sum(-2 * w * m / r**2 for w, m, r in zip(widths, middle, radii, strict=True))
    c = sum((m / r) ** 2 for m, r in zip(middle, radii, strict=True)) - 1
    t = (-b - math.sqrt(max(0.0, b * b - 4 * a * c))) / (2 * a)
    return t * widths[0], t * widths[1]


def _at(point: Point) -> str:
    return f"{round(point[0], 3):g},{round(point[1], 3):g}"
