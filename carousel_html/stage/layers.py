"""
Divide a slide into layers, one above the other, at its photographs.

What the PDF places itself is in no picture, so what lies over it is taken without it, on nothing. A layer is
all that lies over the photographs of the layers below, where they touch. Knows paint order, extents and what
cannot be taken apart; takes no pictures.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, field
from itertools import groupby
from typing import Any

from carousel_html.frozen import Rect
from carousel_html.stage.context import Context
from carousel_html.stage.lines import Line
from carousel_html.stage.photos import Photo

Node = Mapping[str, Any]


@dataclass(frozen=True)
class Part:
    """One thing that is painted: a node's box, a line of it that needs a picture, or its photograph."""

    node: int
    extent: Rect
    line: Line | None = None
    photo: Photo | None = None


@dataclass
class Layer:
    """The boxes and words of one layer, by node, and the photographs that lie over them."""

    parts: list[Part] = field(default_factory=list)
    photos: list[Photo] = field(default_factory=list)

    @property
    def nodes(self) -> list[int]:
        """The nodes that have something in the layer, in document order."""
        return sorted({part.node for part in self.parts})


def layers(nodes: Sequence[Node], contexts: Sequence[Context], parts: Sequence[Part]) -> list[Layer] | None:
    """Return the layers of a slide, the lowest first; None when a photograph cannot be told from the rest.

    It cannot where something over it blends with what is below, or where words and box of one element, or
    pieces of one see-through group, would be in two layers. `parts` are in the order they are painted.
    """
    found = [Layer()]
    reached: list[Rect | None] = [None]  # What is in a layer, or must lie below it.
    roots = _groups(nodes, contexts, {part.node for part in parts if part.photo})
    for group in _together(parts, roots):
        extent = group[0].extent
        for part in group[1:]:
            extent = extent.joined(part.extent)
        level = max((n for n, rect in enumerate(reached) if rect and rect.touches(extent)), default=0)
        if level and any(_looks_below(nodes[part.node], contexts[part.node]) for part in group):
            return None
        photo = group[0].photo
        if photo is not None:
            found[level].photos.append(photo)
            level += 1
            if level == len(found):
                found.append(Layer())
                reached.append(None)
        else:
            found[level].parts += group
        if level:
            before = reached[level]
            reached[level] = extent if before is None else before.joined(extent)
    found = [layer for layer in found if layer.parts or layer.photos] or [Layer()]
    return found if _is_apart(nodes, found) else None


def uncover(found: Sequence[Layer], slide: Rect) -> None:
    """Leave out what lies whole under an opaque photograph."""
    for level, layer in enumerate(found):
        for photo in filter(lambda each: each.hides_all_below, layer.photos):
            for below in found[: level + 1]:
                below.parts = [
                    part for part in below.parts if not _lies_in(part.extent.within(slide), photo.shown)
                ]


def _lies_in(rect: Rect, other: Rect) -> bool:
    return rect.within(other).area >= rect.area


def _groups(nodes: Sequence[Node], contexts: Sequence[Context], placed: Set[int]) -> list[int | None]:
    """Return for each node the outermost group that it is drawn as a part of.

    The filter of a photograph that is placed makes no group: its box and its pixels are drawn apart.
    """
    roots: list[int | None] = []
    for index, node in enumerate(nodes):
        context = contexts[index]
        above = roots[node["parent"]] if node["parent"] >= 0 else None
        opens = index in (context.group, context.effect_root) and index not in placed
        roots.append(above if above is not None else index if opens else None)
    return roots


def _together(parts: Sequence[Part], roots: Sequence[int | None]) -> Iterator[list[Part]]:
    """Yield the parts of a group together, every other part alone."""
    keyed = ((("group", root) if (root := roots[part.node]) is not None else (n, None), part)
             for n, part in enumerate(parts))  # fmt: skip
    for _, group in groupby(keyed, key=lambda each: each[0]):
        yield [part for _, part in group]


def _looks_below(node: Node, context: Context) -> bool:
    """Say whether what a node looks like depends on what lies below it."""
    return context.effect == "blend mode" or any(
        key in node["style"] for key in ("mixBlendMode", "backdropFilter")
    )


def _is_apart(nodes: Sequence[Node], found: Sequence[Layer]) -> bool:
    """Say whether no element is in two layers: it is shown or hidden whole, its marker with it."""
    where: dict[int, int] = {}
    for level, layer in enumerate(found):
        for node in layer.nodes:
            owner = nodes[node]["parent"] if nodes[node]["tag"] == "::marker" else node
            if where.setdefault(owner, level) != level:
                return False
    return True
