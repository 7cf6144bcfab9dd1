"""
Work out, for each node of a measured slide, what its ancestors do to it.

Opacity, effects, transforms and clips add up on the way down; the decision table reads the sum.
Knows the tree; does not decide anything.
"""

from __future__ import annotations

import math
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from carousel_html.frozen import Matrix, Rect
from carousel_html.stage.corners import RoundClip, inner_radii, resolved_radii

Node = Mapping[str, Any]

_EFFECTS = {
    "filter": "filter",
    "mixBlendMode": "blend mode",
    "maskImage": "mask",
    "webkitMaskBoxImageSource": "mask",
    "clipPath": "clip path",
    "clip": "clip",
    "webkitBoxReflect": "reflection",
    "perspective": "3D transform",
}

_ENDLESS = 1e6
_LENGTH = re.compile(r"-?[\d.]+(?:e-?\d+)?px")


@dataclass(frozen=True)
class Context:
    """What stands above a node, the node itself included.

    `clip` is the part of the slide on which the node's own box shows (px), `words_clip` that on
    which its words and children do (both as laid out, before any matrix), `outer_clip` what clips
    above the matrices leave; `rounds`, `words_rounds` and `outer_rounds` those of them that have
    round corners; `group` the index of the nearest ancestor with
    an opacity of its own; `effect` the name of an effect that only Chromium can paint, `reach` how
    far filters spread what is painted (px). `shift` is how far (px) from where it was laid out a node is
    drawn below its matrix. What `is_unseen` leaves no trace on the slide: it is fully transparent, or
    scaled to nothing.
    """

    opacity: float = 1.0
    group: int | None = None
    effect: str | None = None
    effect_root: int | None = None
    reach: float = 0.0
    matrix: Matrix | None = None
    clip: Rect | None = None
    words_clip: Rect | None = None
    outer_clip: Rect | None = None
    rounds: tuple[RoundClip, ...] = ()
    words_rounds: tuple[RoundClip, ...] = ()
    outer_rounds: tuple[RoundClip, ...] = ()
    shift: tuple[float, float] = (0.0, 0.0)
    language: str | None = None
    is_gradient_text: bool = False
    is_unseen: bool = False
    is_clamped: bool = False
    decorations: tuple[str, ...] = ()


def contexts(nodes: Sequence[Node]) -> list[Context]:
    """Return the context of every node of a slide, in the nodes' order."""
    found: list[Context] = []
    for index, node in enumerate(nodes):
        parent = found[node["parent"]] if node["parent"] >= 0 else Context()
        found.append(_enter(parent, index, node, nodes))
    return found


def _enter(parent: Context, index: int, node: Node, nodes: Sequence[Node]) -> Context:
    style = node["style"]
    changes: dict[str, Any] = {}
    if "opacity" in style:
        changes |= {"opacity": parent.opacity * float(style["opacity"]), "group": index}
    effect = next((name for key, name in _EFFECTS.items() if key in style), None)
    if "matrix" in node and not node["flat"]:
        effect = "3D transform"
    elif node.get("turned"):
        effect = "transform"
    if effect and parent.effect is None:
        changes |= {"effect": effect, "effect_root": index}
    if reach := _reach(node):
        changes["reach"] = parent.reach + reach
    if "matrix" in node:
        shift = changes["shift"] = _shifted(parent.shift, node)
        origin = [place + moved for place, moved in zip(node["origin"], shift, strict=True)]
        changes["matrix"] = _about(parent.matrix, node["matrix"], origin)
    if changes.get("opacity") == 0 or _is_flattened(changes.get("matrix")):
        changes["is_unseen"] = True
    if "webkitLineClamp" in style:
        changes["is_clamped"] = True
    if "lang" in node:
        changes["language"] = node["lang"]
    if "text" in style.get("backgroundClip", ""):
        changes["is_gradient_text"] = True
    elif style.get("display", "").startswith("inline-"):
        changes["decorations"] = ()
    if "decoration" in node:
        changes["decorations"] = (*changes.get("decorations", parent.decorations), node["decoration"])
    if parent.words_clip is not parent.clip:
        changes |= {"clip": parent.words_clip, "rounds": parent.words_rounds}
    if "matrix" in node:
        changes |= _outside(parent)
    changes |= _clip_of(changes.get("clip", parent.clip), changes.get("rounds", parent.rounds), node)
    return replace(parent, **changes) if changes else parent


def _outside(parent: Context) -> dict[str, Any]:
    """Return the clips of a node that has a matrix: those above it hold for what it looks like turned."""
    outer = parent.outer_clip
    if parent.words_clip is not None:
        placed = bounds(parent.words_clip, parent.matrix)
        outer = placed if outer is None else outer.within(placed)
    rounds = parent.outer_rounds + (() if parent.matrix else parent.words_rounds)
    none = {"clip": None, "words_clip": None, "rounds": (), "words_rounds": ()}
    return {"outer_clip": outer, "outer_rounds": rounds, **none}


def _clip_of(clip: Rect | None, rounds: tuple[RoundClip, ...], node: Node) -> dict[str, Any]:
    """Return what a node that clips does to its words and its children (not to its own box)."""
    style = node["style"]
    is_painted = any(word in style.get("contain", "") for word in ("paint", "content", "strict"))
    across, down = ("overflowX" in style or is_painted), ("overflowY" in style or is_painted)
    if not (across or down) or not node["rects"]:
        return {}
    outside = Rect(*node["rects"][0])
    widths = [style.get(f"border{side}Width", 0) for side in ("Top", "Right", "Bottom", "Left")]
    may_reach_out = is_painted or "clip" in (style.get("overflowX"), style.get("overflowY"))
    margin = _clip_margin(style) if may_reach_out else 0
    top, right, bottom, left = (width - margin for width in widths)
    inside = outside.grown(-left, -top, -right, -bottom)
    box = inside if across and down else _strip(inside, across)
    if "radii" in style and across and down:
        rounds += (RoundClip(inside, inner_radii(resolved_radii(style["radii"], outside), *widths)),)
    return {"words_clip": box if clip is None else clip.within(box), "words_rounds": rounds}


def _reach(node: Node) -> float:
    """Return how far filters (three sigma of a blur or shadow) and reflections spread a node's paint (px)."""
    style = node["style"]
    reach = 3 * sum(map(abs, px_lengths(style.get("filter", "")))) + float(node.get("spread", 0))
    if "webkitBoxReflect" in style and node["rects"]:
        reach += max(node["rects"][0][2:]) + sum(map(abs, px_lengths(style["webkitBoxReflect"])))
    return reach


def px_lengths(text: str) -> list[float]:
    """Return every length in px of a computed value, in order."""
    return [float(each[:-2]) for each in _LENGTH.findall(text)]


def _clip_margin(style: Mapping[str, Any]) -> float:
    return next(iter(px_lengths(style.get("overflowClipMargin", ""))), 0.0)


def _strip(box: Rect, across: bool) -> Rect:
    """Return a box that goes on without end in the direction that is not clipped."""
    return box.grown(0, _ENDLESS, 0, _ENDLESS) if across else box.grown(_ENDLESS, 0, _ENDLESS, 0)


def _shifted(outer: tuple[float, float], node: Node) -> tuple[float, float]:
    """Return how far from its place a node with a matrix is drawn, and all in it.

    Chromium begins an element that is not only moved on a whole px (`CanPropagateSubpixelAccumulation`).
    """
    a, b, c, d, _, _ = node["matrix"]
    if (a, b, c, d) == (1, 0, 0, 1) or not node["rects"]:
        return outer
    (x, y, *_), (right, down) = node["rects"][0], outer
    return math.floor(x + right + 0.5) - x, math.floor(y + down + 0.5) - y


def _about(outer: Matrix | None, inner: Sequence[float], origin: Sequence[float]) -> Matrix:
    x, y = origin
    a, b, c, d, e, f = inner
    moved = (a, b, c, d, e + x - a * x - c * y, f + y - b * x - d * y)
    return moved if outer is None else multiply(outer, moved)


def _is_flattened(matrix: Matrix | None) -> bool:
    """Say whether a matrix leaves nothing of an area (its determinant is 0)."""
    return matrix is not None and abs(matrix[0] * matrix[3] - matrix[1] * matrix[2]) < 1e-6


def multiply(one: Matrix, two: Matrix) -> Matrix:
    """Return the matrix that applies `two` first and `one` after it."""
    a, b, c, d, e, f = one
    g, h, i, j, k, m = two
    return (
        a * g + c * h, b * g + d * h,
        a * i + c * j, b * i + d * j,
        a * k + c * m + e, b * k + d * m + f,
    )  # fmt: skip


def bounds(rect: Rect, matrix: Matrix | None) -> Rect:
    """Return the upright box around a transformed one."""
    if matrix is None:
        return rect
    a, b, c, d, e, f = matrix
    corners = [
        (a * x + c * y + e, b * x + d * y + f) for x in (rect.x, rect.right) for y in (rect.y, rect.bottom)
    ]
    xs, ys = [x for x, _ in corners], [y for _, y in corners]
    return Rect(min(xs), min(ys), max(xs) - min(xs), max(ys) - min(ys))
