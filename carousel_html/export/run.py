"""
Go the whole way: prepare, start the engines, take every look once, write every target.

The order matters for time: the browser takes a second to start, nearly all of it waiting, and what
is asked for is read, checked and composed meanwhile. Knows the order; every step stands in a module
of its own.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from carousel_html.cache import user_store
from carousel_html.errors import FidelityError
from carousel_html.export.engines import Engines, beside, running_engines
from carousel_html.export.files import make_folder
from carousel_html.export.look import look_of
from carousel_html.export.options import Options, Progress, silent
from carousel_html.export.prepared import Prepared, prepare
from carousel_html.export.repeat import keep_written, key_of, write_kept
from carousel_html.export.taken import Taken, Way
from carousel_html.export.taking import take
from carousel_html.export.targets import Target, zones_of
from carousel_html.export.written import PDF, write_taken
from carousel_html.fidelity import Fidelity
from carousel_html.interrupt import held, result_of
from carousel_html.model import Carousel


def render(
    carousel: Carousel, out: Path, options: Options | None = None, *, progress: Progress = silent
) -> list[dict[str, Any]]:
    """Write pictures, PDF and manifest of every canvas (or platform) of a carousel into `out`.

    Returns the manifests. Raises CarouselError: InputError for what the user gave, OutputError,
    RenderError, SystemPartMissing, and FidelityError after everything was written.
    """
    options = options or Options()
    with (
        held(),
        beside(lambda: prepare(carousel, out, options)) as job,
        running_engines(options, job) as engines,
    ):
        return render_prepared(result_of(job), out, options, engines, progress)


def render_prepared(
    prepared: Prepared, out: Path, options: Options, engines: Engines, progress: Progress
) -> list[dict[str, Any]]:
    """Write every canvas of a prepared carousel; returns and raises as `render` does."""
    return render_lazily(prepared, out, options, lambda: engines, progress)


def render_lazily(
    prepared: Prepared, out: Path, options: Options, engines: Callable[[], Engines], progress: Progress
) -> list[dict[str, Any]]:
    """Do the same, and ask for the engines only when the cache does not hold all of it already."""
    store = user_store() if options.cache else None
    key = key_of(prepared, options) if store else ""
    if store and (kept := write_kept(store, key, out, is_partial=options.slides is not None)):
        return kept
    manifests = _render(prepared, out, options, engines(), progress)
    if store:
        keep_written(store, key, out, manifests)
    return manifests


def _render(
    prepared: Prepared, out: Path, options: Options, engines: Engines, progress: Progress
) -> list[dict[str, Any]]:
    make_folder(out)
    looks = [look_of(document) for document in prepared.documents]
    taken: dict[str, Taken] = {}
    manifests: list[dict[str, Any]] = []
    for target, document, look in zip(prepared.targets, prepared.documents, looks, strict=True):
        if look not in taken:
            alike = [each for each, other in zip(prepared.targets, looks, strict=True) if other == look]
            way = _way(alike, prepared, options, engines, progress)
            taken[look] = take(way, prepared.carousel, document)
        if taken[look].pdf is None and target.platform and target.platform.takes_pdf:
            continue  # The PDF is the upload, and it failed: that is told below.
        manifests.append(write_taken(out, target, taken[look], options, engines.chromium.version))
    _require_pdf(list(taken.values()))
    if options.pdf_engine == "frozen":
        _require_fidelity(manifests)
    return manifests


def _way(
    alike: Sequence[Target], prepared: Prepared, options: Options, engines: Engines, progress: Progress
) -> Way:
    """Return what the targets of one look share: a PDF if any of them takes it, and every zone of theirs."""
    options = replace(options, pdf=any(each.prints for each in alike))
    return Way(alike[0].canvas, zones_of(alike), prepared.catalogue, options, engines, progress)


def _require_pdf(taken: Sequence[Taken]) -> None:
    for each in taken:
        error = each.pdf_error
        if error is not None:
            kept = "The pictures are written; only the PDF is missing."
            raise type(error)(error.what, where=error.where, hint=" ".join(filter(None, [error.hint, kept])))


def _require_fidelity(manifests: Sequence[dict[str, Any]]) -> None:
    for each in manifests:
        for slide in each["slides"]:
            score = slide["fidelity"]
            if score and not Fidelity(**score).is_good:
                raise FidelityError(
                    f"the PDF page of slide {slide['number']} does not look like its picture: "
                    f"ssim {score['ssim']}, mean difference {score['mean_abs']} of 255, "
                    f"in the worst patch {score['patch_abs']}.",
                    where=f"{each['platform'] or each['canvas']}/{PDF}",
                    hint="The pictures are right. `--no-verify` writes the PDF without this check.",
                )
