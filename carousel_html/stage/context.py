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

    `clip` is the part of the slide that shows (px); `group` the index of the nearest ancestor with
    an opacity of its own; `effect` the name of an effect that only Chromium can paint.
    """

    opacity: float = 1.0
    group: int | None = None
    effect: str | None = None
    effect_root: int | None = None
    matrix: Matrix | None = None
    clip: Rect | None = None
    has_round_clip: bool = False
    language: str | None = None
    is_gradient_text: bool = False
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
    if "lang" in node:
        changes["language"] = node["lang"]
    if "text" in style.get("backgroundClip", ""):
        changes["is_gradient_text"] = True
    elif style.get("display", "").startswith("inline-"):
        changes["decoration"] = None
    if "decoration" in node:
        changes["decoration"] = node["decoration"]
    if node["parent"] >= 0:
        changes |= _clip_of(parent, nodes[node["parent"]])
    return replace(parent, **changes) if changes else parent


def _clip_of(context: Context, parent: Node) -> dict[str, Any]:
    style = parent["style"]
    clips = "overflowX" in style or "overflowY" in style or "paint" in style.get("contain", "")
    if not clips or not parent["rects"]:
        return {}
    box = Rect(*parent["rects"][0])
    clip = box if context.clip is None else context.clip.within(box)
    return {"clip": clip, "has_round_clip": context.has_round_clip or "radii" in style}


def _about(outer: Matrix | None, inner: Sequence[float], origin: Sequence[float]) -> Matrix:
    x, y = origin
    a, b, c, d, e, f = inner
    moved = (a, b, c, d, e + x - a * x - c * y, f + y - b * x - d * y)
    return moved if outer is None else multiply(outer, moved)


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
