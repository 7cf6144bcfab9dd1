"""
Turn a measured node into the plain box that the PDF draws: whole px, resolved radii, solid borders.

Knows how Chromium snaps and shrinks; whether a box may be plain is decided elsewhere.
"""

from __future__ import annotations

import math
import re
from collections.abc import Mapping, Sequence
from typing import Any

from carousel_html.frozen import Border, Box, Color, Rect
from carousel_html.stage.color import CLEAR, read_color
from carousel_html.stage.context import Context
from carousel_html.stage.corners import resolved_radii

Node = Mapping[str, Any]

SIDES = ("Top", "Right", "Bottom", "Left")


def plain_boxes(node: Node) -> list[Box]:
    """Return a box and, below it, its hard shadows; one of every line for a box inside a paragraph.

    Chromium snaps the edges of boxes to whole px.
    """
    boxes = [_box(node, rect) for rect in node["rects"]]
    return [part for box in boxes for part in (*_shadows(node, box), box)]


def snapped(edge: float) -> int:
    """Return the whole px that Chromium draws an edge on: the greater of two (`LayoutUnit::Round`)."""
    return math.floor(edge + 0.5)


def is_sliced_plainly(node: Node) -> bool:
    """Say whether the pieces of a box are boxes like any other, because its ends have nothing of their own.

    So it is with ground and underline of words that run over several lines, or where each piece is a whole
    box (`box-decoration-break: clone`, CSS Fragmentation 3 §6.1).
    """
    style = node["style"]
    has_ends = any(key in style for key in ("radii", "boxShadow")) or any(
        style.get(f"border{side}Width") for side in ("Left", "Right")
    )
    is_cloned = style.get("boxDecorationBreak") == "clone"
    return style.get("display") == "inline" and (is_cloned or not has_ends)


def painted_rects(node: Node) -> list[Rect]:
    """Return where a box leaves paint (px): all of it, or no more than its borders when it has no ground."""
    rects = [Rect(*rect) for rect in node["rects"]]
    style = node["style"]
    if node.get("replaced") or any(key in style for key in _GROUNDS):
        return rects
    edges = [style.get(f"border{side}Width", 0) for side in SIDES]
    strips = [strip for rect in rects for strip in _strips(rect, *edges)]
    return strips or ([] if "outlineStyle" in style else rects)


def outline_rects(node: Node) -> list[Rect]:
    """Return where the outline of a box is (px), which is painted over all that the box stands among."""
    style = node["style"]
    width, offset = style.get("outlineWidth", 0), style.get("outlineOffset", 0)
    if "outlineStyle" not in style or not width:
        return []
    reach = width + offset
    outer = (Rect(*rect).grown(reach, reach, reach, reach) for rect in node["rects"])
    return [strip for rect in outer for strip in _strips(rect, width, width, width, width)]


_GROUNDS = (
    "backgroundColor", "backgroundImage", "boxShadow", "borderImageSource", "backdropFilter",
    "columnRuleStyle", "radii",
)  # fmt: skip


def _strips(rect: Rect, top: float, right: float, bottom: float, left: float) -> list[Rect]:
    strips = (
        Rect(rect.x, rect.y, rect.width, top), Rect(rect.right - right, rect.y, right, rect.height),
        Rect(rect.x, rect.bottom - bottom, rect.width, bottom), Rect(rect.x, rect.y, left, rect.height),
    )  # fmt: skip
    return [strip for strip in strips if strip.area]


def hard_shadows(node: Node) -> list[tuple[float, float, Color]] | None:
    """Return (x, y, colour) of shadows without blur or spread; None when there are others.

    A shadow is not painted below its box, which shows where the box is not opaque: None then, too.
    """
    style = node["style"]
    if "boxShadow" not in style:
        return []
    if "backgroundColor" not in style or read_color(style["backgroundColor"]).alpha < 1:
        return None
    found = []
    for shadow in re.split(r",(?![^(]*\))", style["boxShadow"]):
        color = re.match(r"\s*(rgba?\([^)]*\))((?:\s+-?[\d.]+px){4})\s*$", shadow)
        x, y, blur, spread = (float(each[:-2]) for each in color[2].split()) if color else (0, 0, 1, 0)
        if color is None or blur or spread:
            return None
        found.append((x, y, read_color(color[1])))
    return found


def _shadows(node: Node, box: Box) -> list[Box]:
    return [_shadow(box, each) for each in reversed(hard_shadows(node) or ())]


def _shadow(box: Box, shadow: tuple[float, float, Color]) -> Box:
    x, y, color = shadow
    rect = Rect(box.rect.x + x, box.rect.y + y, box.rect.width, box.rect.height)
    return Box(rect=rect, fill=color, radii=box.radii)


def _box(node: Node, measured: Sequence[float]) -> Box:
    x, y, width, height = measured
    left, top = snapped(x), snapped(y)
    rect = Rect(left, top, snapped(x + width) - left, snapped(y + height) - top)
    style = node["style"]
    fill = read_color(style["backgroundColor"]) if "backgroundColor" in style else None
    borders = tuple(
        Border(
            style.get(f"border{side}Width", 0),
            read_color(color) if (color := style.get(f"border{side}Color")) else CLEAR,
            style.get(f"border{side}Style", "solid"),
        )
        for side in SIDES
    )
    return Box(
        rect=rect,
        fill=fill,
        radii=resolved_radii(style.get("radii"), rect),
        borders=borders if any(border.width for border in borders) else (),
    )


def list_symbol(node: Node, rect: Rect, context: Context) -> Box | None:
    """Return a list's disc or square as a box, or None when the marker needs a picture.

    `rect` is the place of the marker's text. Chromium's own rule (ListMarker::RelativeSymbolMarkerRect),
    in whole px of the font's ascent; measured at six sizes of two faces.
    """
    font, plain = node["font"], context.opacity == 1 and not (context.matrix or context.effect)
    if node["symbol"] not in ("disc", "square") or not plain or "direction" in font:
        return None
    ascent = snapped(node["rise"])
    side = (ascent * 2 // 3 + 1) // 2
    x, y = snapped(rect.x) + 1, snapped(rect.y) + 3 * (ascent - ascent * 2 // 3) // 2
    radius = side / 2 if node["symbol"] == "disc" else 0.0
    return Box(Rect(x, y, side, side), read_color(font["fill"]), ((radius, radius),) * 4)
