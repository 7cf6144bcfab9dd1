"""
Take one fitted document: freeze, print, capture, verify; and once more what falls short.

The slides are captured on pages of their own, while this one is frozen and the PDF printed and compared.
Knows that order; writes no files.
"""

from __future__ import annotations

import base64
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import Future
from contextlib import closing
from dataclasses import dataclass, field, replace
from functools import partial
from typing import TypeVar

from carousel_html.cache import user_store
from carousel_html.canvases import Canvas, Zone
from carousel_html.catalogue import Catalogue
from carousel_html.compose import Document
from carousel_html.errors import CarouselError
from carousel_html.export.contrasts import Contrasts
from carousel_html.export.engines import Engines
from carousel_html.export.fitting import fit_all, require_fit, require_glyphs
from carousel_html.export.kept_slides import KeptSlides
from carousel_html.export.options import Options, Progress
from carousel_html.export.photo_memory import RememberedPhotos
from carousel_html.export.pictures import Pictures
from carousel_html.fidelity import Fidelity, compare_page
from carousel_html.findings import Finding
from carousel_html.frozen import Frozen
from carousel_html.interrupt import result_of
from carousel_html.model import Carousel
from carousel_html.pdf.printer import Printer
from carousel_html.stage.audit import audit
from carousel_html.stage.camera import Camera, pages_for
from carousel_html.stage.fit import Fit
from carousel_html.stage.freeze import freeze
from carousel_html.stage.pictures import Photos
from carousel_html.stage.stage import Stage

T = TypeVar("T")

LONG = 150
"""A page with more slides is given back before others are opened for the pictures: memory before time."""


@dataclass
class Taken:
    """What was made of one document: pictures by slide, the PDF, and what was measured.

    `pdf_error` is why there is no PDF, though one was wanted: the pictures are kept all the same.
    """

    document: Document
    carousel: Carousel
    fits: list[Fit]
    findings: list[Finding]
    wanted: list[int]
    pictures: Pictures = field(default_factory=Pictures)
    pdf: bytes | None = None
    pdf_error: CarouselError | None = None
    fidelity: dict[int, Fidelity] = field(default_factory=dict)
    reasons: list[dict[str, int]] = field(default_factory=list)


@dataclass(frozen=True)
class Way:
    """What every step of one look is given; `zones` must stay clear for whoever takes its pictures."""

    canvas: Canvas
    zones: tuple[Zone, ...]
    catalogue: Catalogue
    options: Options
    engines: Engines
    progress: Progress


def take(way: Way, carousel: Carousel, document: Document) -> Taken:
    """Fit a document and take its pictures and its PDF.

    Raises InputError for words that do not fit or that no font has, RenderError for a browser that
    failed twice.
    """
    stage = Stage(way.engines.chromium, scale=way.options.scale)
    with closing(stage):
        fitted = fit_all(stage, carousel, document, way.canvas, way.catalogue, way.options, way.progress)
        require_fit(fitted, way.canvas)
        found, missing = audit(stage, way.zones)
        require_glyphs(fitted.document, missing)
        contrasts = Contrasts(stage, way.options.captured)
        wanted = way.options.wanted(len(fitted.document.slides))
        taken = Taken(fitted.document, fitted.carousel, fitted.fits, found, wanted)
        shares = way.engines.shares_cores
        pages = 1 if shares else pages_for(len(wanted), beside_pdf=way.options.pdf)
        # The stage itself is free for pictures where nothing is frozen beside them.
        with Camera(stage, pages, uses_stage=shares or not way.options.pdf) as camera:
            store = user_store() if way.options.cache else None
            kept = KeptSlides(store, fitted.document, fitted.fits, way.options)
            shoot = _Shoot(way, stage, camera, taken, kept, contrasts)
            if shares:
                _take_all(shoot)  # On the page that is frozen then: one less to open and to lay out.
            if not way.options.pdf:
                _wait(shoot)
            elif way.options.pdf_engine == "frozen" and way.engines.printer is not None:
                _print_and_verify(shoot, way.engines.printer)
            else:
                _print_otherwise(shoot)
        return taken


@dataclass(frozen=True)
class _Shoot:
    """One document whose pictures are being taken: `shots` says which are there, once it has begun."""

    way: Way
    stage: Stage
    camera: Camera
    taken: Taken
    kept: KeptSlides
    contrasts: Contrasts
    shots: dict[int, Future[None]] = field(default_factory=dict)
    known: set[int] = field(default_factory=set)

    @property
    def photos(self) -> Photos:
        """What is known of photographs for the PDF."""
        memory = self.way.engines.photos
        return RememberedPhotos(memory, self.kept, self.stage) if memory else self.kept

    def begin(self) -> None:
        """Begin to take every picture that is wanted and not known, unless it has begun."""
        if self.shots:
            return
        for index in self.taken.wanted:
            if (picture := self.kept.picture(index)) is not None:
                self.taken.pictures[index] = picture
                self.known.add(index)
        taken = self.take([index for index in self.taken.wanted if index not in self.known])
        self.shots.update((index, taken.get(index) or _done(None)) for index in self.taken.wanted)

    def keep(self, slides: Iterable[int]) -> None:
        """Keep the pictures that were taken of these slides for the next run.

        But for those with faint words: a picture that is known is not looked over again.
        """
        faint = {each.slide - 1 for each in self.taken.findings if each.kind == "contrast" and each.slide}
        for index in slides:
            if index not in self.known | faint:
                self.kept.keep_picture(index, self.taken.pictures[index])

    def take(self, wanted: Sequence[int]) -> dict[int, Future[None]]:
        """Begin to take some pictures, in place of those there may be."""
        return self.camera.shoot(wanted, self.way.options.captured, self.taken.pictures.__setitem__)


def _nothing() -> None:
    """Begin nothing yet."""


def _print_otherwise(shoot: _Shoot) -> None:
    """Make the PDF in one of the two other ways, for comparison: measured, never mended."""
    way, taken = shoot.way, shoot.taken
    frozen = _only(freeze(shoot.stage), taken.wanted)
    _wait(shoot)
    if way.options.pdf_engine == "chromium" or way.engines.printer is None:
        taken.pdf = _chromium_pdf(shoot.stage, taken.wanted)
    else:
        taken.pdf = result_of(way.engines.printer.print_direct(taken.document, tuple(taken.wanted)))
    if way.options.verify:
        for page, index in enumerate(taken.wanted):
            taken.fidelity[index] = compare_page(
                taken.pdf, page, taken.pictures.decoded(index), frozen.slides[page], frozen.height
            )


def _chromium_pdf(stage: Stage, wanted: Sequence[int]) -> bytes:
    """Return Chromium's own PDF of the page: inches, at 96 px each."""
    document = stage.document
    answer = stage.command(
        "Page.printToPDF",
        {
            "paperWidth": document.width / 96,
            "paperHeight": document.height / 96,
            "marginTop": 0,
            "marginBottom": 0,
            "marginLeft": 0,
            "marginRight": 0,
            "printBackground": True,
            "pageRanges": ",".join(str(index + 1) for index in wanted),
        },
    )
    return base64.b64decode(answer["data"])


def _print_and_verify(shoot: _Shoot, printer: Printer) -> None:
    """Freeze and print while the pictures are taken, verify, and print once more what falls short."""
    way, stage, taken = shoot.way, shoot.stage, shoot.taken
    way.progress("freeze", 0, 1)
    # Reading the page is what the PDF waits for: others are opened when that is done.
    when_read = shoot.begin if len(taken.fits) <= LONG else _nothing
    frozen = _only(freeze(stage, when_read=when_read, photos=shoot.photos), taken.wanted)
    stage.close()  # Of a long carousel it is a third of all memory, and is hardly ever needed again.
    job = printer.print_pdf(frozen)
    scores = _wait(shoot, partial(_compare, shoot, printer, frozen) if way.options.verify else None)
    try:
        taken.pdf = result_of(job)
    except CarouselError as error:
        taken.pdf_error = error
        return
    taken.reasons = _spread(frozen, taken)
    short = _collect(shoot, frozen, scores)
    if short:
        # A picture taken at a bad moment is as likely as a page that is hard to print.
        shoot.known.difference_update(short)
        for shot in shoot.take(short).values():
            result_of(shot)
        shoot.keep(short)
        short = _collect(shoot, frozen, {index: _compare(shoot, printer, frozen, index) for index in short})
    if short:
        frozen = _only(freeze(stage, fuller=frozenset(short)), taken.wanted)
        taken.pdf = result_of(printer.print_pdf(frozen))
        taken.reasons = _spread(frozen, taken)
        _collect(shoot, frozen, {index: _compare(shoot, printer, frozen, index) for index in taken.wanted})


def _take_all(shoot: _Shoot) -> None:
    """Take every picture, before anything else is done with the page they are taken of."""
    shoot.begin()
    for shot in shoot.shots.values():
        result_of(shot)


def _wait(
    shoot: _Shoot, compare: Callable[[int], Future[Fidelity]] | None = None
) -> dict[int, Future[Fidelity]]:
    """Wait for the pictures, one after the other; have each compared and looked at as soon as it is there."""
    shoot.begin()
    scores: dict[int, Future[Fidelity]] = {}
    for place, (index, shot) in enumerate(shoot.shots.items()):
        shoot.way.progress("capture", place, len(shoot.shots))
        result_of(shot)
        if compare is not None:
            scores[index] = compare(index)
        if index not in shoot.known:
            shoot.contrasts.look(index, shoot.taken.pictures.decoded(index))
    shoot.taken.findings += shoot.contrasts.found(shoot.camera, shoot.taken.pictures)
    shoot.keep(shoot.shots)
    shoot.way.progress("capture", len(shoot.shots), len(shoot.shots))
    return scores


def _compare(shoot: _Shoot, printer: Printer, frozen: Frozen, index: int) -> Future[Fidelity]:
    """Have a page compared, unless the same page and the same picture were."""
    page = shoot.taken.wanted.index(index)
    slide = frozen.slides[page]
    if index in shoot.known and (score := shoot.kept.score(index, slide, frozen.images)):
        return _done(score)
    if shoot.way.engines.shares_cores:
        return Future()  # No core is idle, and this process has the pixels: `_collect` does it.
    return printer.compare(page, partial(shoot.taken.pictures.__getitem__, index), slide, frozen.height)


def _collect(shoot: _Shoot, frozen: Frozen, scores: dict[int, Future[Fidelity]]) -> list[int]:
    """Take in the scores, and return the slides that fall short.

    The PDF process compares from the front; this one, with nothing else left to do, from the back.
    """
    taken = shoot.taken
    for index, score in reversed(scores.items()):
        if taken.pdf is not None and score.cancel():
            page = taken.wanted.index(index)
            slide = frozen.slides[page]
            shot = taken.pictures.decoded(index)
            taken.fidelity[index] = compare_page(taken.pdf, page, shot, slide, frozen.height)
    taken.fidelity |= {index: result_of(score) for index, score in scores.items() if not score.cancelled()}
    short = [index for index in scores if not taken.fidelity[index].is_good]
    for index in scores.keys() - short:
        slide = frozen.slides[taken.wanted.index(index)]
        shoot.kept.keep_score(index, slide, frozen.images, taken.fidelity[index])
    return short


def _done(value: T) -> Future[T]:
    """Return a future of what is known already."""
    future: Future[T] = Future()
    future.set_result(value)
    return future


def _only(frozen: Frozen, wanted: Sequence[int]) -> Frozen:
    return replace(frozen, slides=tuple(frozen.slides[index] for index in wanted))


def _spread(frozen: Frozen, taken: Taken) -> list[dict[str, int]]:
    reasons: list[dict[str, int]] = [{} for _ in taken.document.slides]
    for index, slide in zip(taken.wanted, frozen.slides, strict=True):
        reasons[index] = dict(slide.reasons)
    return reasons
