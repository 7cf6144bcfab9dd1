"""
Work out, for each node of a measured slide, what its ancestors do to it.

Opacity, effects, transforms and clips add up on the way down; the decision table reads the sum.
Knows the tree; does not decide anything.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from carousel_html.frozen import Matrix, Rect

Node = Mapping[str, Any]

_EFFECTS = {
    "filter": "filter",
    "mixBlendMode": "blend mode",
    "maskImage": "mask",
    "clipPath": "clip path",
    "clip": "clip",
    "webkitBoxReflect": "reflection",
    "perspective": "3D transform",
}


@dataclass(frozen=True)
class Context:
    """What stands above a node, the node itself included.

    `clip` is the part of the slide on which the node's own box shows (px), `words_clip` that on
    which its words and children do (both as laid out, before any matrix), `outer_clip` what clips
    above the matrices leave; `group` the index of the nearest ancestor with
    an opacity of its own; `effect` the name of an effect that only Chromium can paint. What
    `is_unseen` leaves no trace on the slide: it is fully transparent, or scaled to nothing.
    """

    opacity: float = 1.0
    group: int | None = None
    effect: str | None = None
    effect_root: int | None = None
    matrix: Matrix | None = None
    clip: Rect | None = None
    words_clip: Rect | None = None
    outer_clip: Rect | None = None
    is_clipping_round: bool = False
    has_round_clip: bool = False
    language: str | None = None
    is_gradient_text: bool = False
    is_unseen: bool = False
    is_clamped: bool = False
    decoration: str | None = None


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
    if effect and parent.effect is None:
        changes |= {"effect": effect, "effect_root": index}
    if "matrix" in node:
        changes["matrix"] = _about(parent.matrix, node["matrix"], node["origin"])
    if changes.get("opacity") == 0 or _is_flattened(changes.get("matrix")):
        changes["is_unseen"] = True
    if "webkitLineClamp" in style:
        changes["is_clamped"] = True
    if "lang" in node:
        changes["language"] = node["lang"]
    if "text" in style.get("backgroundClip", ""):
        changes["is_gradient_text"] = True
    elif style.get("display", "").startswith("inline-"):
        changes["decoration"] = None
    if "decoration" in node:
        changes["decoration"] = node["decoration"]
    if parent.words_clip is not parent.clip:
        changes["clip"] = changes["words_clip"] = parent.words_clip
    if parent.is_clipping_round:
        changes |= {"has_round_clip": True, "is_clipping_round": False}
    if "matrix" in node:
        changes |= _outside(parent)
    changes |= _clip_of(changes.get("clip", parent.clip), node)
    return replace(parent, **changes) if changes else parent


def _outside(parent: Context) -> dict[str, Any]:
    """Return the clips of a node that has a matrix: those above it hold for what it looks like turned."""
    outer = parent.outer_clip
    if parent.words_clip is not None:
        placed = bounds(parent.words_clip, parent.matrix)
        outer = placed if outer is None else outer.within(placed)
    return {"outer_clip": outer, "clip": None, "words_clip": None}


def _clip_of(clip: Rect | None, node: Node) -> dict[str, Any]:
    """Return what a node that clips does to its words and its children (not to its own box)."""
    style = node["style"]
    clips = "overflowX" in style or "overflowY" in style or "paint" in style.get("contain", "")
    if not clips or not node["rects"]:
        return {}
    box = Rect(*node["rects"][0])
    return {
        "words_clip": box if clip is None else clip.within(box),
        "is_clipping_round": "radii" in style,
    }


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
