"""
Measure the making of the PDF, in three ways on the same twenty slides: ours, WeasyPrint straight on the HTML,
and Chromium's own. What each makes is compared with the captured pictures.
"""

from __future__ import annotations

import logging
import statistics
import unicodedata
from collections import Counter
from typing import TYPE_CHECKING

import numpy as np
import pypdfium2
from browsers import chromium, plain_page
from captures import LOOKS
from material import document, long_thread
from measure import Row, clocked, interleaved, median_seconds, seconds

from carousel_html.compose import Document
from carousel_html.decode import decoded
from carousel_html.fidelity import PdfPages, corners, text_lines, vector_share
from carousel_html.frozen import Frozen
from carousel_html.likeness import Pair
from carousel_html.model import Carousel
from carousel_html.pdf.engine import print_pdf
from carousel_html.stage.capture import capture
from carousel_html.stage.fit import fit
from carousel_html.stage.freeze import freeze
from carousel_html.stage.stage import Stage

if TYPE_CHECKING:
    from playwright.sync_api import Page

SLIDES = 20


def measure(times: int) -> list[Row]:
    """Print the same slides in every way, in one run, in each look."""
    return [row for name, look in LOOKS.items() for row in _look(name, look, times)]


def _look(name: str, look: Carousel, times: int) -> list[Row]:
    made = document(long_thread(SLIDES), look)
    with chromium() as started:
        stage = Stage(started)
        stage.show(made)
        fit(stage)
        frozen = freeze(stage)
        camera = stage.twin()
        pictures = [capture(camera, index) for index in range(len(made.slides))]
        with plain_page(made) as page:
            pdfs = {"ours": print_pdf(frozen), "chromium": own(page, made)}
            taken = interleaved(
                {
                    "freeze": lambda: freeze(stage),
                    "print": lambda: print_pdf(frozen),
                    "chromium": lambda: own(page, made),
                },
                times,
            )
            # Once: it takes longer than all else together.
            with clocked(once := {}, "direct"):
                pdfs["direct"] = straight(made)
            taken["direct"] = once["direct"][0]
        pdf, picture = pdfs["ours"], pictures[1]
        with PdfPages(pdf) as pages:
            verify = median_seconds(
                lambda: pages.compare(1, decoded(picture), frozen.slides[1], frozen.height), times, warm=1
            )
        camera.close()
        stage.close()
    said = {way: described(body, pictures, frozen) for way, body in pdfs.items()}
    ours = taken["freeze"] + taken["print"]
    what = f"freeze and print {SLIDES} slides ({name})"
    parts = f"freeze {seconds(taken['freeze'])}, print {seconds(taken['print'])}"
    share = statistics.mean(vector_share(list(text_lines(slide.content))) for slide in frozen.slides)
    note = f"{parts}; {said['ours']}, {share:.0%} of the words glyphs"
    direct = f"WeasyPrint straight on the HTML: {seconds(taken['direct'])}; {said['direct']}"
    chromium_own = f"Chromium's `page.pdf`: {seconds(taken['chromium'])}; {said['chromium']}"
    return [
        Row(what, seconds(ours), direct, ours / taken["direct"], 0.6, note=note),
        Row(what, seconds(ours), chromium_own, ours / taken["chromium"]),
        Row(f"verify one slide ({name})", seconds(verify), "100 ms", verify / 0.1, 1.0),
    ]


def described(pdf: bytes, pictures: list[bytes], frozen: Frozen) -> str:
    """Say how a PDF compares with the pictures, what a slide weighs, and whether the words are all in it."""
    opened = pypdfium2.PdfDocument(pdf)
    similar, alike, whole = [], [], 0
    for index in range(min(len(opened), len(pictures))):
        shot = decoded(pictures[index])
        page = opened[index]
        height, width, _ = shot.shape
        drawn = page.render(scale=width / page.get_width()).to_pil().convert("RGB").resize((width, height))
        pair = Pair(np.asarray(drawn), shot)
        lines = list(text_lines(frozen.slides[index].content))
        similar.append(pair.ssim())
        alike.append(pair.mean_difference([corners(line, 1) for line in lines]))
        whole += not _letters("".join(line.text for line in lines)) - _letters(
            page.get_textpage().get_text_range()
        )
    return (
        f"ssim {min(similar):.3f} at worst, {statistics.median(similar):.3f} in the middle, "
        f"differs by {statistics.median(alike):.1f} of 255 beside the text, all words on {whole} of "
        f"{len(pictures)}, {len(pdf) / 1000 / len(pictures):.0f} KB a slide"
    )


def _letters(text: str) -> Counter[str]:
    return Counter(
        char for char in unicodedata.normalize("NFKC", text) if char.isprintable() and char not in " -"
    )


def own(page: Page, made: Document) -> bytes:
    """Print the page by Chromium's own `page.pdf`."""
    return page.pdf(width=f"{made.width}px", height=f"{made.height}px", print_background=True)


def straight(made: Document) -> bytes:
    """Print the document's own HTML by WeasyPrint, which lays it out again."""
    from weasyprint import CSS, HTML
    from weasyprint.text.fonts import FontConfiguration
    from weasyprint.urls import URLFetcher, URLFetcherResponse

    class FromMemory(URLFetcher):
        def fetch(self, url: str, headers: object = None) -> URLFetcherResponse:
            asset = made.assets[url.removeprefix("carousel://document/")]
            return URLFetcherResponse(url, asset.body, {"Content-Type": asset.mime})

    logging.getLogger("weasyprint").setLevel(logging.ERROR)
    fetcher, fonts = FromMemory(), FontConfiguration()
    page = CSS(string=f"@page {{ size: {made.width}px {made.height}px; margin: 0 }}", url_fetcher=fetcher)
    html = HTML(string=made.html, base_url="carousel://document/", url_fetcher=fetcher)
    pdf: bytes = html.write_pdf(stylesheets=[page], font_config=fonts)
    return pdf
