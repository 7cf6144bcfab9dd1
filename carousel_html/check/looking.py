"""
Check a carousel from the start, without writing anything.

Knows the order of looking. What is wrong, each of the other modules of `check` says.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import Future
from contextlib import AbstractContextManager
from dataclasses import dataclass, replace
from functools import partial
from typing import Any

from carousel_html.arranging import left_out
from carousel_html.check.preflight import preflight
from carousel_html.decode import decoded
from carousel_html.export.contrasts import Contrasts
from carousel_html.export.engines import Engines, beside, running_engines
from carousel_html.export.fitting import fit_all
from carousel_html.export.options import Options, Progress, silent
from carousel_html.export.prepared import Prepared, prepare
from carousel_html.export.targets import Target, zones_of
from carousel_html.export.uploads import upload_of
from carousel_html.findings import Finding
from carousel_html.interrupt import held, result_of
from carousel_html.model import Carousel
from carousel_html.platforms import find_platforms
from carousel_html.stage.audit import audit
from carousel_html.stage.capture import capture
from carousel_html.stage.fit import Fit
from carousel_html.stage.readings import NoReadings
from carousel_html.stage.stage import Stage

Running = Callable[[Options, Future[Any]], AbstractContextManager[Engines]]
"""Gives engines for options, while something is prepared."""


@dataclass(frozen=True)
class Checked:
    """What was found on one canvas or for one platform, and on how many slides.

    `entries` are, for each slide of the document, its place (from 0) in carousel.yaml; None for the outro.
    """

    target: Target
    slides: int
    findings: tuple[Finding, ...]
    entries: tuple[int | None, ...] = ()


def check(
    carousel: Carousel,
    options: Options | None = None,
    *,
    progress: Progress = silent,
    running: Running = running_engines,
) -> list[Checked]:
    """Look a carousel over on every canvas or for every platform that is asked for; write nothing.

    `running` gives the engines, as `running_engines` does.

    Raises CarouselError as `render` does, but not for words that do not fit or that no font has: those
    are findings here.
    """
    options = options or Options()
    find_platforms(options.platforms)  # A wrong name is told before anything starts.
    # No PDF is made, so no PDF process is started.
    quiet = replace(options, platforms=(), pdf=False)
    with (
        held(),
        beside(lambda: prepare(carousel, None, options)) as job,
        running(quiet, job) as engines,
    ):
        return check_prepared(result_of(job), options, engines, progress)


def check_prepared(
    prepared: Prepared, options: Options, engines: Engines, progress: Progress
) -> list[Checked]:
    """Look every target of a prepared carousel over, each canvas laid out once."""
    checked: dict[str, Checked] = {}
    for name in dict.fromkeys(target.canvas.name for target in prepared.targets):
        targets = [target for target in prepared.targets if target.canvas.name == name]
        document = next(
            document
            for target, document in zip(prepared.targets, prepared.documents, strict=True)
            if target.canvas.name == name
        )
        stage = Stage(engines.chromium, scale=options.scale)
        try:
            fitted = fit_all(
                stage, prepared.carousel, document, targets[0].canvas, prepared.catalogue, options, progress
            )
            for each in _checked(stage, fitted.carousel, fitted.fits, targets, options, progress):
                checked[each.target.name] = each
        finally:
            stage.close()
    return [checked[target.name] for target in prepared.targets]


def _checked(
    stage: Stage,
    carousel: Carousel,
    fits: Sequence[Fit],
    targets: Sequence[Target],
    options: Options,
    progress: Progress,
) -> list[Checked]:
    wanted = options.wanted(len(fits))
    contrasts = Contrasts(stage, "png", NoReadings())
    pictures: dict[int, bytes] = {}
    for place, index in enumerate(wanted):
        progress("look", place, len(wanted))
        pictures[index] = capture(stage, index)
        contrasts.look(index, partial(decoded, pictures[index]))
    found = [*_on_stage(stage, fits, targets), *contrasts.found(pictures, lambda _, work: work(stage))]
    lost = [Finding(None, "left-out", each.text[:80], 1, 0) for each in left_out(carousel)]
    return [
        Checked(
            target,
            len(wanted),
            (
                *preflight(target, carousel, stage.document, found, wanted=wanted),
                *_too_heavy(target, pictures),
                *lost,
            ),
            tuple(note.entry for note in stage.document.slides),
        )
        for target in targets
    ]


def _on_stage(stage: Stage, fits: Sequence[Fit], targets: Sequence[Target]) -> list[Finding]:
    """Return what the laid-out page shows: zones, sizes, pictures, words that do not fit, missing glyphs."""
    found, missing = audit(stage, zones_of(targets))
    found += [
        Finding(number, "overflow", fit.overflow.text, round(fit.overflow.need, 2), 1)
        for number, fit in enumerate(fits, 1)
        if fit.overflow
    ]
    glyphs = dict.fromkeys((each.slide, each.text) for each in missing)
    found += [Finding(slide, "missing-glyph", text, 0, 1) for slide, text in glyphs]
    return found


def _too_heavy(target: Target, pictures: Mapping[int, bytes]) -> list[Finding]:
    platform = target.platform
    limit = platform.limits.get("max_bytes") if platform and not platform.takes_pdf else None
    if platform is None or limit is None:
        return []
    return [
        Finding(index + 1, "too-heavy", "the picture", len(picture), limit.value, limit.mark)
        for index, picture in pictures.items()
        if upload_of(picture, target.image, types=platform.picture_types, most=limit.value) is None
    ]
