"""
Take one document: fit it, look it over, take its pictures and its PDF.

Knows that order, and which earlier runs are asked; how a PDF is printed and verified stands in `printing`.
"""

from __future__ import annotations

from contextlib import closing

from carousel_html.cache import user_store
from carousel_html.compose import Document
from carousel_html.export.contrasts import Contrasts
from carousel_html.export.fitting import Fitted, fit_all, require_fit, require_glyphs
from carousel_html.export.kept_slides import KeptSlides
from carousel_html.export.printing import print_and_verify, print_otherwise
from carousel_html.export.shoot import Shoot
from carousel_html.export.taken import Taken, Way
from carousel_html.model import Carousel
from carousel_html.stage.audit import audit
from carousel_html.stage.camera import Camera, pages_for
from carousel_html.stage.stage import Stage


def take(way: Way, carousel: Carousel, document: Document) -> Taken:
    """Fit a document and take its pictures and its PDF.

    Raises InputError for words that do not fit or that no font has, RenderError for a browser that
    failed twice.
    """
    stage = Stage(way.engines.chromium, scale=way.options.scale)
    with closing(stage):
        fitted = _fitted(stage, way, carousel, document)
        kept = fitted.kept
        found, missing = audit(stage, way.zones, kept)
        require_glyphs(fitted.document, missing)
        contrasts = Contrasts(stage, way.options.captured, kept)
        wanted = way.options.wanted(len(fitted.document.slides))
        taken = Taken(fitted.document, fitted.carousel, fitted.fits, found, wanted)
        with _camera(stage, way, len(wanted)) as camera:
            shoot = Shoot(way, stage, camera, taken, kept, contrasts)
            if way.engines.shares_cores:
                shoot.take_all()  # On the page that is frozen then: one less to open and to lay out.
            if not way.options.pdf:
                shoot.wait()
            elif way.options.pdf_engine == "frozen" and way.engines.printer is not None:
                print_and_verify(shoot, way.engines.printer)
            else:
                print_otherwise(shoot)
        kept.keep_readings()
        return taken


def _fitted(stage: Stage, way: Way, carousel: Carousel, document: Document) -> Fitted:
    """Fit a document; of slides that an earlier run kept, what it read."""
    options = way.options
    # The other ways to a PDF print the page on the stage: then every slide must stand there.
    store = user_store() if options.cache and options.pdf_engine == "frozen" else None

    def recall(document: Document) -> KeptSlides:
        return KeptSlides(store, document, options, way.zones, way.engines.memory)

    fitted = fit_all(stage, carousel, document, way.canvas, way.catalogue, options, way.progress, recall)
    require_fit(fitted, way.canvas)
    return fitted


def _camera(stage: Stage, way: Way, wanted: int) -> Camera:
    """Return a camera; the stage itself is free for pictures where nothing is frozen beside them."""
    shares = way.engines.shares_cores
    by_clock = not way.engines.chromium.frames.are_ours
    pages = 1 if shares else pages_for(wanted, beside_pdf=way.options.pdf, by_clock=by_clock)
    return Camera(stage, pages, uses_stage=shares or not way.options.pdf)
