"""
Make the PDF of one fitted document, compare each page with its picture, and print once more what falls short.

The pictures are taken while the page is frozen and printed. Knows that order, and the other two ways to a
PDF; takes no picture itself, and writes no files.
"""

from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import Future
from dataclasses import replace
from functools import partial

from carousel_html.check.letters import found_in_letters
from carousel_html.errors import CarouselError, Unprintable
from carousel_html.export.shoot import Shoot, done
from carousel_html.export.taken import Taken
from carousel_html.fidelity import Fidelity, PdfPages, text_lines
from carousel_html.frozen import Frozen
from carousel_html.interrupt import result_of
from carousel_html.letters import shaped_as
from carousel_html.pdf.printer import Printer
from carousel_html.stage.freeze import freeze
from carousel_html.stage.plan import Pictured
from carousel_html.stage.stage import Stage

Scores = dict[int, Future[Fidelity]]

LONG = 150
"""A page with more slides is given back before others are opened for the pictures: memory before time."""


def print_otherwise(shoot: Shoot) -> None:
    """Make the PDF in one of the two other ways, for comparison: measured, never mended."""
    way, taken = shoot.way, shoot.taken
    frozen = _only(freeze(shoot.stage, readings=shoot.kept), taken.wanted)
    shoot.wait()
    if way.options.pdf_engine == "chromium" or way.engines.printer is None:
        taken.pdf = _chromium_pdf(shoot.stage, taken.wanted)
    else:
        taken.pdf = result_of(way.engines.printer.print_direct(taken.document, tuple(taken.wanted)))
    if way.options.verify:
        with PdfPages(taken.pdf) as pages:
            for page, (index, slide) in enumerate(zip(taken.wanted, frozen.slides, strict=True)):
                shot = taken.pictures.decoded(index)
                taken.fidelity[index] = pages.compare(page, shot, slide, frozen.height)


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
    data: bytes = answer["data"]
    return data


def print_and_verify(shoot: Shoot, printer: Printer) -> None:
    """Freeze and print while the pictures are taken, verify, and print once more what falls short."""
    way, stage, taken = shoot.way, shoot.stage, shoot.taken
    way.progress("freeze", 0, 1)
    # Reading the page is what the PDF waits for: others are opened when that is done.
    when_read = shoot.begin if len(taken.fits) <= LONG else _nothing
    frozen = _only(
        freeze(stage, when_read=when_read, photos=shoot.kept.photos, readings=shoot.kept), taken.wanted
    )
    stage.close()  # Of a long carousel it is a third of all memory, and is hardly ever needed again.
    job = printer.print_pdf(frozen)
    shoot.contrasts.prove(frozen, taken.wanted)
    scores = shoot.wait(partial(_compare, shoot, printer, frozen) if way.options.verify else None)
    try:
        frozen, scores = _printed(shoot, printer, frozen, job, scores)
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
    frozen = _mend(shoot, printer, frozen, short)
    taken.findings += found_in_letters(dict(zip(taken.wanted, frozen.slides, strict=True)))


def _printed(
    shoot: Shoot, printer: Printer, frozen: Frozen, job: Future[bytes], scores: Scores
) -> tuple[Frozen, Scores]:
    """Take in the PDF, or one in which slides are pictures that want glyphs the printer does not find."""
    taken, wanted = shoot.taken, shoot.taken.wanted
    try:
        taken.pdf = result_of(job)
    except Unprintable as error:
        lacking = set(error.characters)
        words = ("".join(line.text for line in text_lines(slide.content)) for slide in frozen.slides)
        having = [index for index, said in zip(wanted, words, strict=True) if shaped_as(said) & lacking]
        pictured = dict.fromkeys(having or wanted, Pictured.WHOLE)
        frozen = _only(freeze(shoot.stage, pictured=pictured, readings=shoot.kept), wanted)
        taken.pdf = result_of(printer.print_pdf(frozen))
        scores = {index: _compare(shoot, printer, frozen, index) for index in scores}
    return frozen, scores


def _mend(shoot: Shoot, printer: Printer, frozen: Frozen, short: Sequence[int]) -> Frozen:
    """Print once more with more of the slides that fall short as pictures, in the end all of each."""
    taken = shoot.taken
    pictured: dict[int, Pictured] = {}
    for much in (Pictured.GROUND, Pictured.WHOLE):
        if not short:
            break
        pictured |= dict.fromkeys(short, much)
        frozen = _only(freeze(shoot.stage, pictured=pictured, readings=shoot.kept), taken.wanted)
        taken.pdf = result_of(printer.print_pdf(frozen))
        taken.reasons = _spread(frozen, taken)
        scores = {index: _compare(shoot, printer, frozen, index) for index in taken.wanted}
        short = _collect(shoot, frozen, scores)
    return frozen


def _nothing() -> None:
    """Begin nothing yet."""


def _compare(shoot: Shoot, printer: Printer, frozen: Frozen, index: int) -> Future[Fidelity]:
    """Have a page compared, unless the same page and the same picture were."""
    page = shoot.taken.wanted.index(index)
    slide = frozen.slides[page]
    if index in shoot.known and (score := shoot.kept.score(index, slide, frozen.images)):
        return done(score)
    if shoot.way.engines.shares_cores:
        return Future()  # No core is idle, and this process has the pixels: `_collect` does it.
    return printer.compare(page, partial(shoot.taken.pictures.__getitem__, index), slide, frozen.height)


def _collect(shoot: Shoot, frozen: Frozen, scores: Scores) -> list[int]:
    """Take in the scores, and return the slides that fall short.

    The PDF process compares from the front; this one, with nothing else left to do, from the back.
    """
    taken = shoot.taken
    assert taken.pdf is not None, "there is nothing to compare without it"
    with PdfPages(taken.pdf) as pages:
        for index, score in reversed(scores.items()):
            if score.cancel():
                page = taken.wanted.index(index)
                shot = taken.pictures.decoded(index)
                taken.fidelity[index] = pages.compare(page, shot, frozen.slides[page], frozen.height)
    taken.fidelity |= {index: result_of(score) for index, score in scores.items() if not score.cancelled()}
    short = [index for index in scores if not taken.fidelity[index].is_good]
    for index in scores.keys() - short:
        slide = frozen.slides[taken.wanted.index(index)]
        shoot.kept.keep_score(index, slide, frozen.images, taken.fidelity[index])
    return short


def _only(frozen: Frozen, wanted: Sequence[int]) -> Frozen:
    return replace(frozen, slides=tuple(frozen.slides[index] for index in wanted))


def _spread(frozen: Frozen, taken: Taken) -> list[dict[str, int]]:
    reasons: list[dict[str, int]] = [{} for _ in taken.document.slides]
    for index, slide in zip(taken.wanted, frozen.slides, strict=True):
        reasons[index] = dict(slide.reasons)
    return reasons
