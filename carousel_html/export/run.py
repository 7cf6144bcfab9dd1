"""
Go the whole way: complete → compose → stage → fit and split → freeze → capture, print, verify → files.

The order matters for time: the PDF process warms up while the browser starts, and prints and
compares on the second core while the slides are captured on the first. Knows the order and what
happens when a step fails; every step stands in its own package.
"""

from __future__ import annotations

import hashlib
import unicodedata
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from carousel_html.arrange import complete, left_out, split
from carousel_html.canvases import Canvas, find_canvas
from carousel_html.catalogue import Catalogue, data_root
from carousel_html.compose import Document, compose
from carousel_html.errors import FidelityError, InputError, MissingGlyph, TextOverflow
from carousel_html.export.files import MANIFEST, check_folder, make_folder, ours, remove_stale, write_whole
from carousel_html.export.manifest import PdfFile, SlideFile, digest, manifest
from carousel_html.export.options import Options
from carousel_html.fidelity import Fidelity, compare_page
from carousel_html.floods import without_floods
from carousel_html.frozen import Frozen
from carousel_html.model import Carousel
from carousel_html.pdf.printer import Printer
from carousel_html.stage.audit import Finding, Missing, audit
from carousel_html.stage.browser import Chromium
from carousel_html.stage.capture import SUFFIX, capture
from carousel_html.stage.find_browser import find_browser
from carousel_html.stage.fit import Fit, fit
from carousel_html.stage.fontconfig import write_print_config
from carousel_html.stage.freeze import freeze
from carousel_html.stage.stage import Stage

Progress = Callable[[str, int, int], None]
"""Called with (what is being done, how much is done, how much there is)."""

EMOJI = Path("fonts") / "noto-color-emoji"
MOST_ROUNDS = 8
PDF = "carousel.pdf"


@dataclass
class Taken:
    """What was made of one document: pictures by slide, the PDF, and what was measured."""

    document: Document
    carousel: Carousel
    fits: list[Fit]
    findings: list[Finding]
    wanted: list[int]
    pictures: dict[int, bytes] = field(default_factory=dict)
    pdf: bytes | None = None
    fidelity: dict[int, Fidelity] = field(default_factory=dict)
    reasons: list[dict[str, int]] = field(default_factory=list)


def render(
    carousel: Carousel,
    out: Path,
    options: Options | None = None,
    *,
    progress: Progress = lambda what, done, total: None,
) -> list[dict[str, Any]]:
    """Write pictures, PDF and manifest of every canvas of a carousel into `out`.

    Returns the manifests. Raises CarouselError: InputError for what the user gave, OutputError,
    RenderError, SystemPartMissing, and FidelityError after everything was written.
    """
    options = options or Options()
    canvases = [find_canvas(name, "canvas") for name in dict.fromkeys(carousel.canvas)]
    catalogue = Catalogue([*options.templates, *_own_templates(carousel)])
    full = complete(without_floods(carousel))
    _require_looks(carousel, catalogue)
    for canvas in canvases:
        check_folder(out / canvas.name)
    taken: dict[str, Taken] = {}
    manifests: list[dict[str, Any]] = []
    with ThreadPoolExecutor(1, thread_name_prefix="compose") as composing:
        # The browser takes a second to start, nearly all of it waiting: time enough to compose.
        composed = [
            composing.submit(compose, full, canvas, catalogue, scale=options.scale) for canvas in canvases
        ]
        with _engines(options) as (chromium, printer):
            # Every mistake in the input is known before anything is written.
            documents = [each.result() for each in composed]
            make_folder(out)
            for canvas, document in zip(canvases, documents, strict=True):
                look = _look(document)
                if look not in taken:
                    way = Way(canvas, catalogue, options, chromium, printer, progress)
                    taken[look] = _take(way, full, document)
                manifests.append(_write(out / canvas.name, canvas, taken[look], options, chromium.version))
    _require_fidelity(manifests)
    return manifests


@dataclass(frozen=True)
class Way:
    """What every step of one canvas is given."""

    canvas: Canvas
    catalogue: Catalogue
    options: Options
    chromium: Chromium
    printer: Printer | None
    progress: Progress


@contextmanager
def _engines(options: Options) -> Iterator[tuple[Chromium, Printer | None]]:
    with ExitStack() as stack:
        found = find_browser(options.browser)
        printer = stack.enter_context(Printer(write_print_config)) if options.pdf else None
        chromium = stack.enter_context(Chromium(found.path, [data_root() / EMOJI]))
        yield chromium, printer


def _take(way: Way, carousel: Carousel, document: Document) -> Taken:
    stage = Stage(way.chromium, scale=way.options.scale)
    try:
        carousel, document, fits = _fit(way, stage, carousel, document)
        found, missing = audit(stage)
        _require_glyphs(document, missing)
        taken = Taken(document, carousel, fits, found, _wanted(way.options, len(document.slides)))
        if way.printer is None:
            _capture(way, stage, taken, None, None)
        else:
            _print(way, stage, taken, way.printer)
        return taken
    finally:
        stage.close()


def _fit(
    way: Way, stage: Stage, carousel: Carousel, document: Document
) -> tuple[Carousel, Document, list[Fit]]:
    """Show, fit, split what is too long, and show again until all fits."""
    parts: dict[int, int] = {}
    whole = carousel
    for round_ in range(MOST_ROUNDS):
        way.progress("fit", round_, MOST_ROUNDS)
        stage.show(document)
        fits = fit(stage)
        too_long = {i: each.overflow for i, each in enumerate(fits) if each.overflow}
        if not too_long:
            return carousel, document, fits
        more = _more_parts(carousel, whole, parts, {i: each.need for i, each in too_long.items()})
        longer = split(whole, more)
        if len(longer.slides) <= len(carousel.slides):
            break
        parts, carousel = more, longer
        document = compose(carousel, way.canvas, way.catalogue, scale=way.options.scale)
    index, overflow = next(iter(too_long.items()))
    raise TextOverflow(
        f'slide {index + 1} ("{document.slides[index].layout}") has more words than fit: '
        f'"{overflow.text}" in <{overflow.element}>.',
        where=f"{document.slides[index].place} on {way.canvas.name}",
        hint="Shorten it, choose a layout with more room, or split it into two slides.",
    )


def _more_parts(
    carousel: Carousel, whole: Carousel, parts: dict[int, int], need: dict[int, float]
) -> dict[int, int]:
    """Return into how many parts each slide of the unsplit carousel is to be cut next."""
    origin: list[int] = []
    for index in range(len(whole.slides)):
        origin += [index] * parts.get(index, 1)
    more = dict(parts)
    for index, share in need.items():
        slide = origin[index]
        if parts.get(slide, 1) == 1:
            more[slide] = max(2, min(50, int(share + 0.9)))
        else:
            more[slide] = parts[slide] + 1
    return more


def _require_glyphs(document: Document, missing: Sequence[Missing]) -> None:
    """Raise MissingGlyph for the first character that no font has: never a box in its place."""
    for each in missing:
        note = document.slides[each.slide - 1]
        codes = ", ".join(f"U+{ord(char):04X} {unicodedata.name(char, '')}".strip() for char in each.text)
        posts = f", post {', '.join(note.posts)}" if note.posts else ""
        raise MissingGlyph(
            f'no font has the character "{each.text}" ({codes}).',
            where=f"{note.place}{posts}",
            hint=f"Tried: {each.fonts}, and every font of this system. "
            "Install a font that has it, or take the character out.",
        )


def _wanted(options: Options, total: int) -> list[int]:
    if options.slides is None:
        return list(range(total))
    beyond = [number for number in sorted(options.slides) if number > total]
    if beyond:
        raise InputError(
            f"there is no slide {beyond[0]}.",
            where="--slides",
            hint=f"The carousel has {total} slides on this canvas.",
        )
    return [number - 1 for number in sorted(options.slides)]


def _print(way: Way, stage: Stage, taken: Taken, printer: Printer) -> None:
    """Freeze, print while capturing, verify, and print once more what falls short."""
    way.progress("freeze", 0, 1)
    frozen = _only(freeze(stage), taken.wanted)
    job = printer.print_pdf(frozen)
    scores = _capture(way, stage, taken, frozen, printer if way.options.verify else None)
    taken.pdf = job.result()
    taken.reasons = _spread(frozen, taken)
    short = _collect(taken, frozen, scores)
    if short:
        # A picture taken at a bad moment is as likely as a page that is hard to print.
        for index in short:
            taken.pictures[index] = capture(stage, index, way.options.image)
        short = _collect(taken, frozen, {index: _compare(printer, frozen, taken, index) for index in short})
    if short:
        frozen = _only(freeze(stage, fuller=frozenset(short)), taken.wanted)
        taken.pdf = printer.print_pdf(frozen).result()
        taken.reasons = _spread(frozen, taken)
        _collect(taken, frozen, {index: _compare(printer, frozen, taken, index) for index in taken.wanted})


def _capture(
    way: Way, stage: Stage, taken: Taken, frozen: Frozen | None, printer: Printer | None
) -> dict[int, Future[Fidelity]]:
    scores: dict[int, Future[Fidelity]] = {}
    for place, index in enumerate(taken.wanted):
        way.progress("capture", place, len(taken.wanted))
        taken.pictures[index] = capture(stage, index, way.options.image)
        if printer is not None and frozen is not None:
            scores[index] = _compare(printer, frozen, taken, index)
    way.progress("capture", len(taken.wanted), len(taken.wanted))
    return scores


def _compare(printer: Printer, frozen: Frozen, taken: Taken, index: int) -> Future[Fidelity]:
    page = taken.wanted.index(index)
    return printer.compare(page, taken.pictures[index], frozen.slides[page], frozen.height)


def _collect(taken: Taken, frozen: Frozen, scores: dict[int, Future[Fidelity]]) -> list[int]:
    """Take in the scores, and return the slides that fall short.

    The PDF process compares from the front; this one, with nothing else left to do, from the back.
    """
    for index, score in reversed(scores.items()):
        if taken.pdf is not None and score.cancel():
            page = taken.wanted.index(index)
            slide = frozen.slides[page]
            taken.fidelity[index] = compare_page(taken.pdf, page, taken.pictures[index], slide, frozen.height)
    taken.fidelity |= {index: score.result() for index, score in scores.items() if not score.cancelled()}
    return [index for index in scores if not taken.fidelity[index].is_good]


def _only(frozen: Frozen, wanted: Sequence[int]) -> Frozen:
    return replace(frozen, slides=tuple(frozen.slides[index] for index in wanted))


def _spread(frozen: Frozen, taken: Taken) -> list[dict[str, int]]:
    reasons: list[dict[str, int]] = [{} for _ in taken.document.slides]
    for index, slide in zip(taken.wanted, frozen.slides, strict=True):
        reasons[index] = dict(slide.reasons)
    return reasons


def _look(document: Document) -> str:
    """Return a text that is equal for documents that look equal: their canvases share pictures."""
    look = hashlib.sha256(document.html.encode())
    for key in sorted(document.assets):
        look.update(key.encode() + b"\0" + document.assets[key].body)
    return look.hexdigest()


# --- files -----------------------------------------------------------------------------------


def _write(folder: Path, canvas: Canvas, taken: Taken, options: Options, chromium: str) -> dict[str, Any]:
    make_folder(folder)
    before = ours(folder)
    files = [_write_slide(folder, taken, index, options) for index in taken.wanted]
    pdf = None
    if taken.pdf is not None:
        write_whole(folder / PDF, taken.pdf)
        pdf = PdfFile(PDF, len(taken.wanted), len(taken.pdf), digest(taken.pdf))
    result = manifest(
        canvas,
        taken.document,
        taken.carousel,
        files=files,
        pdf=pdf,
        fits=taken.fits,
        fidelity=taken.fidelity,
        reasons=taken.reasons,
        findings=taken.findings,
        left_out=left_out(taken.carousel),
        chromium=chromium,
    )
    _write_manifest(folder, result)
    if options.slides is None:
        now = {file.file for file in files} | ({PDF} if pdf else set())
        remove_stale(folder, before, now)
    return result


def _write_slide(folder: Path, taken: Taken, index: int, options: Options) -> SlideFile:
    body = taken.pictures[index]
    digits = max(2, len(str(len(taken.document.slides))))
    name = f"slide-{index + 1:0{digits}}.{SUFFIX[options.image]}"
    write_whole(folder / name, body)
    return SlideFile(
        index=index,
        file=name,
        width=taken.document.width * options.scale,
        height=taken.document.height * options.scale,
        bytes=len(body),
        sha256=digest(body),
    )


def _write_manifest(folder: Path, result: dict[str, Any]) -> None:
    import json

    body = json.dumps(result, ensure_ascii=False, indent=2) + "\n"
    write_whole(folder / MANIFEST, body.encode())


def _require_fidelity(manifests: Sequence[dict[str, Any]]) -> None:
    for each in manifests:
        for slide in each["slides"]:
            score = slide["fidelity"]
            if score and not Fidelity(**score).is_good:
                raise FidelityError(
                    f"the PDF page of slide {slide['number']} does not look like its picture: "
                    f"ssim {score['ssim']}, mean difference {score['mean_abs']} of 255.",
                    where=f"{each['canvas']}/{PDF}",
                    hint="The pictures are right. `--no-verify` writes the PDF without this check.",
                )


def _require_looks(carousel: Carousel, catalogue: Catalogue) -> None:
    """Raise UnknownName for a look that is not there, though no slide may happen to wear it."""
    looks = {
        "layout": carousel.layout,
        "theme": carousel.theme,
        "typography": carousel.typography.pair,
        "pattern": carousel.pattern.name,
    }
    for kind, name in looks.items():
        if name is not None:
            catalogue.entry(kind, name, where=f"carousel.yaml: {kind}")


def _own_templates(carousel: Carousel) -> list[Path]:
    """A project's own folder beside carousel.yaml may hold layouts, themes and fonts."""
    folder = carousel.folder
    names = ("layouts", "themes_css", "fonts")
    if not carousel.has_folder or folder.resolve() == data_root().resolve():
        return []
    return [folder] if any((folder / name).is_dir() for name in names) else []
