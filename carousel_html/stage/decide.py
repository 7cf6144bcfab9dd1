"""
Decide what the PDF draws itself and what Chromium draws for it: the decision table.

A row is a name and a test. The first row whose test holds makes a box or a line a picture, under
that name; when none holds, it is drawn as vectors and real glyphs, which is exact. To teach the
PDF a feature, take its row away and prove it with a test; to keep one out, add a row.

Rows rest on measurements of WeasyPrint 70 beside Chromium 156 (docs/how-it-works.md lists them).
Anti-aliasing alone is never a reason: plain text is always glyphs.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Any

from carousel_html.frozen import Rect
from carousel_html.stage.boxes import SIDES, hard_shadows, is_sliced_plainly
from carousel_html.stage.color import read_color
from carousel_html.stage.context import Context

_COLOR = re.compile(r"[\w-]+\([^)]*\)")

Node = Mapping[str, Any]
Row = tuple[str, Callable[[Node, Context], bool]]


def _has(*keys: str) -> Callable[[Node, Context], bool]:
    return lambda node, context: any(key in node["style"] for key in keys)


def _border_styles(node: Node, context: Context) -> bool:
    styles = {node["style"].get(f"border{side}Style") for side in SIDES} - {None, "hidden"}
    return bool(styles - {"solid", "double"})


def _border_joints(node: Node, context: Context) -> bool:
    """Double lines of a rounded box that are not alike on all sides."""
    style = node["style"]
    looks = {
        tuple(style.get(f"border{side}{what}") for what in ("Color", "Style"))
        if style.get(f"border{side}Width")
        else None
        for side in SIDES
    }
    return "radii" in style and len(looks) > 1 and any(look and look[1] == "double" for look in looks)


def _collapsed_border(node: Node, context: Context) -> bool:
    """Collapsed borders lie between cells, snapped by rules of their own (measured: 1 px off)."""
    style = node["style"]
    return "borderCollapse" in style and any(style.get(f"border{side}Width") for side in SIDES)


def _legend_gap(node: Node, context: Context) -> bool:
    """A fieldset begins at the middle of its legend, and its border has a gap there."""
    return bool(node.get("legend"))


def _is_in_patches(node: Node, context: Context) -> bool:
    """What is behind the cells of a row, a column or a group is painted in each cell; see `tables`."""
    return bool(node.get("patchy"))


def _is_of_cells(node: Node) -> bool:
    return str(node["style"].get("display", "")).startswith(("table-row", "table-col", "table-h", "table-f"))


def _is_cut(node: Node, context: Context) -> bool:
    clip = context.clip
    return clip is not None and any(
        rect.within(clip).area < rect.area - 1 or any(each.cuts(rect) for each in context.rounds)
        for rect in (Rect(*each) for each in node["rects"])
    )


def _in_fragments(node: Node, context: Context) -> bool:
    return len(node["rects"]) > 1 and not (is_sliced_plainly(node) or _is_of_cells(node))


def _struck_in_another_color(node: Node, context: Context) -> bool:
    """A line through words lies over them; what the PDF does not write as glyphs lies under its glyphs."""
    return lined_in_another_color(node, context, "line-through")


def _is_pale_over_ink(node: Node, context: Context) -> bool:
    """Shadows and lines through words are of one group with them: nothing of them is seen through letters."""
    has_ink = "textShadow" in node["font"] or any("line-through" in each for each in context.decorations)
    return context.opacity < 1 and has_ink


def lined_in_another_color(node: Node, context: Context, line: str = "") -> bool:
    """Say whether lines under, over or through the words of a node have another colour than they."""
    colors = [_COLOR.search(each) for each in context.decorations if line in each]
    return any(color is not None and color[0] != node["font"]["fill"] for color in colors)


def _has_spaced_letters(node: Node, context: Context) -> bool:
    """In a justified line, letters may be moved apart as well as words."""
    return bool(node.get("justify")) and node["font"].get("textJustify") in ("inter-character", "distribute")


BOX_ROWS: tuple[Row, ...] = (
    ("image", lambda node, context: bool(node.get("replaced"))),
    ("effect", lambda node, context: context.effect is not None),
    ("opacity", lambda node, context: context.opacity < 1),
    ("transform", lambda node, context: context.matrix is not None),
    ("background image", _has("backgroundImage")),
    ("background clip", _has("backgroundClip")),
    ("shadow", lambda node, context: hard_shadows(node) is None),
    ("outline", _has("outlineStyle")),
    ("backdrop filter", _has("backdropFilter")),
    ("border image", _has("borderImageSource")),
    ("border style", _border_styles),
    ("border joint", _border_joints),
    ("collapsed border", _collapsed_border),
    ("corner shape", _has("cornerShape", "borderShape")),
    ("legend gap", _legend_gap),
    ("row of cells", _is_in_patches),
    ("several fragments", _in_fragments),
    ("column rule", _has("columnRuleStyle")),
    ("cut", _is_cut),
)
"""When a box is a picture."""

_FEATURES = {
    "fontVariantPosition", "fontSizeAdjust", "textEmphasisStyle", "textCombineUpright", "hyphenateCharacter",
    "generated",  # A pseudo-element of whose lines more is to be seen than its letters.
}  # fmt: skip

_SYMBOLS = {"disc", "circle", "square", "disclosure-open", "disclosure-closed"}
"""Markers that Chromium draws as shapes of its own, not as the character they are named by."""

TEXT_ROWS: tuple[Row, ...] = (
    ("effect", lambda node, context: context.effect is not None),
    ("vertical text", _has("writingMode")),
    ("gradient text", lambda node, context: context.is_gradient_text),
    ("stroke", lambda node, context: "webkitTextStrokeWidth" in node["font"]),
    ("see-through", lambda node, context: read_color(node["font"]["fill"]).alpha == 0),
    ("small caps", lambda node, context: "fontVariantCaps" in node["font"]),
    ("text feature", lambda node, context: bool(_FEATURES & node["font"].keys())),
    ("spaced letters", _has_spaced_letters),
    ("struck in another colour", _struck_in_another_color),
    ("opacity over ink", _is_pale_over_ink),
    ("ellipsis", lambda node, context: "textOverflow" in node["font"]),
    ("turned direction", lambda node, context: "unicodeBidi" in node["font"]),
    ("list symbol", lambda node, context: node.get("symbol") in _SYMBOLS),
    ("hidden text", lambda node, context: "webkitTextSecurity" in node["font"]),
    ("first letter", lambda node, context: bool(node.get("firstLetter"))),
    ("first line", lambda node, context: bool(node.get("firstLine"))),
)
"""When every line of a node is a picture. (Single lines have tests of their own in `lines`.)"""


def box_reason(node: Node, context: Context) -> str | None:
    """Return why a node's box must be a picture, or None when the PDF draws it itself."""
    return next((name for name, test in BOX_ROWS if test(node, context)), None)


def text_reason(node: Node, context: Context) -> str | None:
    """Return why a node's lines must be pictures, or None when they are glyphs."""
    return next((name for name, test in TEXT_ROWS if test(node, context)), None)


def paints_box(node: Node) -> bool:
    """Say whether a node draws anything besides its words and its children."""
    style = node["style"]
    if "visibility" in style or not node["rects"]:
        return False
    if any(style.get(f"border{side}Width") for side in SIDES):
        return True
    keys = ("backgroundColor", "backgroundImage", "boxShadow", "borderImageSource", "backdropFilter")
    return any(key in style for key in keys) or bool(
        node.get("replaced") or style.get("outlineWidth") or style.get("columnRuleStyle")
    )
