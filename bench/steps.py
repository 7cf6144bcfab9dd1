"""Measure where the time goes, one step after the other (the program does some of it side by side)."""

from __future__ import annotations

import statistics
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from material import TEN, document
from measure import Row, clocked, seconds

from carousel_html.stage.find_browser import find_browser

IMPORTS = "import carousel_html.cli, carousel_html.export.run, carousel_html.sources"
PDF_IMPORTS = "import carousel_html.pdf.engine"


def measure(times: int) -> list[Row]:
    """Walk the whole way so many times and return one row with the median of every step."""
    taken: dict[str, list[float]] = {}
    for _ in range(times):
        _start(taken)
        _walk(taken)
    medians = {name: statistics.median(each) for name, each in taken.items()}
    words = ", ".join(f"{name} {seconds(value)}" for name, value in medians.items())
    return [Row("where the time goes, 10 slides", seconds(sum(medians.values())), note=words)]


def _start(taken: dict[str, list[float]]) -> None:
    with clocked(taken, "imports"):
        subprocess.run([sys.executable, "-c", IMPORTS], check=True)
    with clocked(taken, "imports of the PDF process"):
        subprocess.run([sys.executable, "-c", PDF_IMPORTS], check=True)


def _walk(taken: dict[str, list[float]]) -> None:
    from browsers import chromium

    from carousel_html.decode import decoded
    from carousel_html.fidelity import PdfPages
    from carousel_html.pdf.engine import print_pdf
    from carousel_html.stage.capture import capture
    from carousel_html.stage.fit import fit
    from carousel_html.stage.freeze import freeze
    from carousel_html.stage.stage import Stage

    with clocked(taken, "compose"):
        made = document(TEN)
    with clocked(taken, "find the browser"):
        find_browser()
    started = chromium()
    with clocked(taken, "browser"):
        stage = Stage(started.__enter__())
    with clocked(taken, "show"):
        stage.show(made)
    with clocked(taken, "fit"):
        fit(stage)
    with clocked(taken, "freeze"):
        frozen = freeze(stage)
    with clocked(taken, "capture"):
        pictures = [capture(stage, index) for index in range(len(made.slides))]
    with clocked(taken, "PDF"):
        pdf = print_pdf(frozen)
    with clocked(taken, "verify"), PdfPages(pdf) as pages:
        for index, (picture, slide) in enumerate(zip(pictures, frozen.slides, strict=True)):
            pages.compare(index, decoded(picture), slide, frozen.height)
    with clocked(taken, "write"), TemporaryDirectory() as folder:
        for index, picture in enumerate(pictures):
            Path(folder, f"{index}.png").write_bytes(picture)
    with clocked(taken, "close"):
        stage.close()
        started.__exit__(None, None, None)
