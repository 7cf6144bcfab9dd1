"""
Take the pictures of a planned carousel, each look once, and put every slide's painting together.

A slide is painted layer by layer: its surface, plain boxes, pictures, and photographs over them. Pictures of
the lowest layer are of the finished composite and cover what they show; those of a layer over photographs are
taken with nothing else to be seen, on nothing. Knows plans and what may be shown when; measures and encodes
nothing.
"""

from __future__ import annotations

import functools
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from carousel_html.frozen import Box, Picture, Rect
from carousel_html.stage.lines import ELLIPSIS
from carousel_html.stage.photos import Use, uses
from carousel_html.stage.pictures import DENSE_AREA, Album, photograph, photograph_alone
from carousel_html.stage.plan import Plan
from carousel_html.stage.regions import box_extent
from carousel_html.stage.signature import region_look, surface_look
from carousel_html.stage.stage import Stage

Painting = tuple[Box | Picture, ...]

SURFACE = -1
"""The surface, where a layer is asked for by its level."""


def paintings(stage: Stage, plans: Sequence[Plan], album: Album, slide: Rect) -> list[Painting]:
    """Return what is painted under the words of each slide, and take the pictures for it into the album."""
    used = uses([photo for plan in plans for layer in plan.layers for photo in layer.photos])
    shots = [_Shots(stage, album, index, plan, slide) for index, plan in enumerate(plans)]
    taken: dict[str, str] = {}
    with _Veil(stage, plans) as veil:
        # What was drawn at a higher density may linger in the tiles of what is not: that is taken last.
        for density in sorted({density for shot in shots for density in shot.densities.values()}):
            for shot in shots:
                shot.take(taken, density, veil)
    return [tuple(shot.painting(taken, used)) for shot in shots]


class _Shots:
    """What is to be taken of one slide.

    `looks` has one for the surface, if there is one, and each region; `densities` their pixels per px.
    """

    def __init__(self, stage: Stage, album: Album, index: int, plan: Plan, slide: Rect) -> None:
        self.stage = stage
        self.album = album
        self.index = index
        self.plan = plan
        self.slide = slide
        self.looks: dict[tuple[int, Rect], str] = {}
        name = album.photos.name(index)
        surface = surface_look(plan, name)
        if plan.surface:
            self.looks[SURFACE, slide] = surface
        for level, layer in enumerate(plan.layers):
            ground = "clear" if level else surface
            for region in layer.regions:
                look = region_look(plan, layer, region, name)
                self.looks[level, region] = f"{ground}{look}{self._hidden(level, region)}"
        self.densities = {place: self._density(*place) for place in self.looks}

    def take(self, taken: dict[str, str], density: float, veil: _Veil) -> None:
        """Take what is not taken yet of that density, and note the key of each picture by its look."""
        for (level, region), look in self.looks.items():
            if look not in taken and density == self.densities[level, region]:
                photograph = functools.partial(veil.photograph, self.index, region, self._shown(level))
                taken[look] = self.album.take(
                    self.index, look, photograph, density, may_halve=self._may_halve(level, region),
                    clear=level > 0, hidden=self._hidden(level, region),
                )  # fmt: skip

    def painting(
        self, taken: Mapping[str, str], used: Mapping[tuple[str, str], Use]
    ) -> Iterator[Box | Picture]:
        """Yield what is painted, the lowest first."""
        if self.plan.surface:
            yield Picture(self.slide, taken[self.looks[SURFACE, self.slide]])
        for level, layer in enumerate(self.plan.layers):
            yield from layer.boxes
            for region in layer.regions:
                yield Picture(region, taken[self.looks[level, region]])
            for photo in layer.photos:
                use = used[photo.file.name, photo.tint]
                yield Picture(use.place(photo), self.album.place(use), photo.clips)

    def _density(self, level: int, region: Rect) -> float:
        """Return how many pixels per px a picture is taken at.

        A `backdrop-filter` blurs less at a higher one (64 of 255 on stripes below glass), so it has that of
        the slide's own picture.
        """
        if self._blurs(level, region):
            return self.stage.scale
        return 2 if region.area <= DENSE_AREA else 1

    def _may_halve(self, level: int, region: Rect) -> bool:
        return region.area <= DENSE_AREA and not self._blurs(level, region)

    def _blurs(self, level: int, region: Rect) -> bool:
        nodes, contexts = self.plan.nodes, self.plan.contexts
        return level != SURFACE and any(
            box_extent(nodes[node], contexts[node]).touches(region)
            for node in self.plan.layers[level].nodes
            if "backdropFilter" in nodes[node]["style"]
        )

    def _hidden(self, level: int, region: Rect) -> list[Rect]:
        """Return what of a picture lies under photographs, from its corner; a surface may be shared whole."""
        if level == SURFACE:
            return []
        parts = (rect.within(region) for rect in self.plan.layers[level].hidden)
        return [part.moved(-region.x, -region.y) for part in parts if part.area]

    def _shown(self, level: int) -> dict[str, Any] | None:
        """Return what `isolate.js` is to show and to hide for a picture of a layer; None: all is shown."""
        layers, everything = self.plan.layers, range(len(self.plan.nodes))
        if level == SURFACE:
            kept, others = set(self.plan.surface), set(everything)
        elif len(layers) == 1:
            return None
        else:
            kept = set(layers[level].nodes)
            others = {node for layer in layers for node in layer.nodes} if level == 0 else set(everything)
        return {
            "kept": [_name(self.plan, node) for node in sorted(kept)],
            "hidden": [_name(self.plan, node) for node in sorted(others - kept)],
            "clear": level > 0,
        }


class _Veil:
    """Hides the words that the PDF draws itself, from the first photograph to the last; a context manager."""

    def __init__(self, stage: Stage, plans: Sequence[Plan]) -> None:
        self._stage = stage
        # What was read of the other slides on an earlier page counts its nodes as that page did.
        self._plans = [plan for index, plan in enumerate(plans) if stage.stands(index)]
        self._is_down = False

    def __enter__(self) -> _Veil:
        return self

    def __exit__(self, kind: type[BaseException] | None, *_: object) -> None:
        if self._is_down and kind is None:
            self._stage.evaluate("unveil")

    def photograph(self, index: int, region: Rect, shown: dict[str, Any] | None, density: float) -> bytes:
        """Photograph a region of a slide without those words; of `shown` only what it says."""
        if not self._is_down:
            self._stage.evaluate("veil", _veil(self._plans))
            self._is_down = True
        if shown is None:
            return photograph(self._stage, index, region, density)
        return photograph_alone(self._stage, index, region, shown, density)


def _name(plan: Plan, node: int) -> tuple[int, str]:
    """Return an element's measured id, and which of its pseudo-elements a node is."""
    tag = plan.nodes[node]["tag"]
    return plan.nodes[node]["id"], tag if tag.startswith("::") else ""


def _veil(plans: Sequence[Plan]) -> dict[str, Any]:
    written = [
        (index, line) for index, plan in enumerate(plans) for line in plan.lines if line.text_node >= 0
    ]
    hidden = {line.text_node for _, line in written if line.line.visible}
    # An element is veiled whole: whatever else stands in it must be kept to be seen.
    veiled = {(index, line.node) for index, line in written if line.line.visible}
    kept = [
        (line.text_node, line.start, line.end)
        for index, line in written
        if not line.line.visible and (index, line.node) in veiled
    ]
    clamped = {line.text_node for _, line in written if line.reason == ELLIPSIS}
    generated = [
        (plan.nodes[line.node]["id"], plan.nodes[line.node]["tag"])
        for plan in plans
        for line in plan.lines
        if line.line.visible and line.text_node < 0
    ]
    # What is generated inherits the invisible ink of its element, unless it is told not to.
    shown = [
        (plan.nodes[line.node]["id"], plan.nodes[line.node]["tag"], plan.nodes[line.node]["font"]["fill"])
        for plan in plans
        for line in plan.lines
        if not line.line.visible and line.text_node < 0
    ]
    photos = [
        plan.nodes[photo.node]["id"] for plan in plans for layer in plan.layers for photo in layer.photos
    ]
    return {
        "hidden": sorted(hidden), "kept": kept, "clamped": sorted(clamped),
        "generated": generated, "shown": shown, "photos": photos,
    }  # fmt: skip
