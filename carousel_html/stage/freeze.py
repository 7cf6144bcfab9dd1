"""
Freeze a laid-out page: read it once, decide what is picture, take those pictures, hand over places.

The order: measure → plan → photograph → Frozen. Each step has its own module; this one strings
them together. Knows no WeasyPrint.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from types import MappingProxyType
from typing import Any

from carousel_html.frozen import Frozen, FrozenSlide, Rect
from carousel_html.stage.baselines import on_pixels
from carousel_html.stage.content import content_tree
from carousel_html.stage.face_rules import Face
from carousel_html.stage.faces import Faces
from carousel_html.stage.generated import place_generated
from carousel_html.stage.mixed import cut_mixed_runs
from carousel_html.stage.paintings import paintings
from carousel_html.stage.photos import PhotoFiles
from carousel_html.stage.pictures import Album, Photos
from carousel_html.stage.plan import Pictured, Plan, plan_slide
from carousel_html.stage.readings import NoReadings, Readings, of_each_slide
from carousel_html.stage.stage import Stage
from carousel_html.stage.tables import settle_tables


def freeze(
    stage: Stage,
    *,
    pictured: Mapping[int, Pictured] = MappingProxyType({}),
    when_read: Callable[[], None] = lambda: None,
    photos: Photos | None = None,
    readings: Readings | None = None,
) -> Frozen:
    """Return the page on the stage as places, fonts and pictures.

    `pictured` is how much of a slide (by index) is to be a picture, if more than needed. `when_read` is
    called as soon as only pictures are left to take; more than once if the browser is lost. `photos` are
    those that are known of these slides, `readings` know of those that do not stand on the stage.
    """
    return stage.whole(lambda: _freeze(stage, pictured, when_read, photos, readings or NoReadings()))


def _freeze(
    stage: Stage,
    pictured: Mapping[int, Pictured],
    when_read: Callable[[], None],
    photos: Photos | None,
    readings: Readings,
) -> Frozen:
    document = stage.document
    slides, faces = _measure(stage, readings)
    when_read()
    slide = Rect(0, 0, document.width, document.height)
    files = PhotoFiles(document.assets)
    plans = [
        plan_slide(nodes, faces, files, slide, pictured.get(index, Pictured.NEEDED))
        for index, nodes in enumerate(slides)
    ]
    for line in (line for plan in plans for line in plan.lines):
        line.line = on_pixels(line.line, stage.scale, is_shifted=line.is_shifted, box=line.box)
    with Album(len(plans), photos) as album:
        painted = paintings(stage, plans, album, slide)
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
                painting=painting,
                content=content_tree(plan.nodes, plan.contexts, plan.lines, document.language),
                reasons=dict(plan.reasons),
            )
            for note, plan, painting in zip(document.slides, plans, painted, strict=True)
        ),
        fonts=_fonts(plans, faces),
        images=images,
    )


def _measure(stage: Stage, readings: Readings) -> tuple[list[list[dict[str, Any]]], Faces]:
    measured = stage.evaluate("measure")
    slides: list[list[dict[str, Any]]] = measured["slides"]
    place_generated(stage, slides)
    if measured["isWaiting"]:
        stage.evaluate("restore")
    faces = Faces(
        measured["faces"],
        stage.document.assets,
        lambda name, is_face: bool(stage.evaluate("installed", {"name": name, "local": is_face})),
    )
    cut_mixed_runs(stage, slides, faces)
    for nodes in slides:
        settle_tables(nodes)
    return of_each_slide(stage, "nodes", slides, readings), faces


def _fonts(plans: Sequence[Plan], faces: Faces) -> Mapping[str, bytes]:
    drawn: dict[Face, str] = {}
    for plan in plans:
        for line in plan.lines:
            if line.face and line.line.visible:
                drawn[line.face] = drawn.get(line.face, "") + line.line.text
    return {face.key: faces.body(face, drawn[face]) for face in sorted(drawn, key=lambda face: face.key)}
