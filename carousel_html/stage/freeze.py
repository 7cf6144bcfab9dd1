"""
Freeze a laid-out page: read it once, decide what is picture, take those pictures, hand over places.

The order: measure → plan → photograph → Frozen. Each step has its own module; this one strings
them together. Knows no WeasyPrint.
"""

from __future__ import annotations

import functools
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from carousel_html.frozen import Box, Frozen, FrozenSlide, Picture, Rect
from carousel_html.stage.content import content_tree
from carousel_html.stage.faces import Face, Faces
from carousel_html.stage.generated import place_generated
from carousel_html.stage.mixed import cut_mixed_runs
from carousel_html.stage.pictures import Album, Photos, photograph, photograph_bare
from carousel_html.stage.plan import Plan, plan_slide
from carousel_html.stage.readings import NoReadings, Readings, of_each_slide
from carousel_html.stage.signature import region_look, surface_look
from carousel_html.stage.stage import Stage

Painting = list[Box | Picture]


def freeze(
    stage: Stage,
    *,
    fuller: frozenset[int] = frozenset(),
    when_read: Callable[[], None] = lambda: None,
    photos: Photos | None = None,
    readings: Readings | None = None,
) -> Frozen:
    """Return the page on the stage as places, fonts and pictures.

    Slides whose index is in `fuller` get one picture of everything behind their text. `when_read` is called
    as soon as only pictures are left to take; more than once if the browser is lost. `photos` are those that
    are known of these slides, `readings` know of those that do not stand on the stage.
    """
    return stage.whole(lambda: _freeze(stage, fuller, when_read, photos, readings or NoReadings()))


def _freeze(
    stage: Stage,
    fuller: frozenset[int],
    when_read: Callable[[], None],
    photos: Photos | None,
    readings: Readings,
) -> Frozen:
    document = stage.document
    slides, faces = _measure(stage, readings)
    when_read()
    slide = Rect(0, 0, document.width, document.height)
    plans = [plan_slide(nodes, faces, slide, index in fuller) for index, nodes in enumerate(slides)]
    with Album(len(plans), photos) as album:
        paintings = _photograph_all(stage, plans, album, slide)
        images = album.images()
    return Frozen(
        width=document.width,
        height=document.height,
        title=document.title,
        author=document.author,
        language=document.language,
        slides=tuple(
            FrozenSlide(
                title=note.title,
                painting=tuple(painting),
                content=content_tree(plan.nodes, plan.contexts, plan.lines, document.language),
                reasons=dict(plan.reasons),
            )
            for note, plan, painting in zip(document.slides, plans, paintings, strict=True)
        ),
        fonts=_fonts(plans, faces),
        images=images,
    )


def _measure(stage: Stage, readings: Readings) -> tuple[list[list[dict[str, Any]]], Faces]:
    measured = stage.evaluate("measure")
    slides: list[list[dict[str, Any]]] = measured["slides"]
    place_generated(stage, slides)
    faces = Faces(measured["faces"], stage.document.assets)
    cut_mixed_runs(stage, slides, faces)
    return of_each_slide(stage, "nodes", slides, readings), faces


def _fonts(plans: Sequence[Plan], faces: Faces) -> Mapping[str, bytes]:
    drawn: dict[Face, str] = {}
    for plan in plans:
        for line in plan.lines:
            if line.face and line.line.visible:
                drawn[line.face] = drawn.get(line.face, "") + line.line.text
    return {face.key: faces.body(face, drawn[face]) for face in sorted(drawn, key=lambda face: face.key)}


def _photograph_all(stage: Stage, plans: Sequence[Plan], album: Album, slide: Rect) -> list[Painting]:
    surfaces: dict[str, str] = {}
    looks: list[str] = []
    paintings: list[Painting] = []
    for index, plan in enumerate(plans):
        look = surface_look(plan, index)
        looks.append(look)
        painting: Painting = []
        if plan.surface:
            if look not in surfaces:
                keep = [plan.nodes[node]["id"] for node in plan.surface]
                bare = functools.partial(_bare, stage, index, keep)
                surfaces[look] = album.take(index, "surface", bare, slide.area)
            painting.append(Picture(slide, surfaces[look]))
        paintings.append([*painting, *plan.boxes])
    if any(plan.regions for plan in plans):
        stage.evaluate("veil", _veil(plans))
        _photograph_regions(stage, plans, looks, album, paintings)
        stage.evaluate("unveil")
    return paintings


def _photograph_regions(
    stage: Stage, plans: Sequence[Plan], looks: Sequence[str], album: Album, paintings: list[Painting]
) -> None:
    taken: dict[str, str] = {}
    for index, plan in enumerate(plans):
        for region in plan.regions:
            look = looks[index] + region_look(plan, region, index)
            if look not in taken:
                part = f"{tuple(region)} {sorted(plan.reasons)}"
                of_region = functools.partial(_region, stage, index, region)
                taken[look] = album.take(index, part, of_region, region.area)
            paintings[index].append(Picture(region, taken[look]))


def _bare(stage: Stage, index: int, keep: list[int], density: float) -> bytes:
    return photograph_bare(stage, index, keep, density)


def _region(stage: Stage, index: int, region: Rect, density: float) -> bytes:
    return photograph(stage, index, region, density)


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
    return {"hidden": sorted(hidden), "kept": kept, "generated": generated, "shown": shown}
