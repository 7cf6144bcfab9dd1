"""Measure the making of the PDF: ours, WeasyPrint straight on the HTML, and Chromium's own."""

from __future__ import annotations

import logging

from browsers import chromium, plain_page
from material import TEN, document
from measure import Row, interleaved, median_seconds, seconds

from carousel_html.compose import Document
from carousel_html.fidelity import compare_page
from carousel_html.pdf.engine import print_pdf
from carousel_html.stage.capture import capture
from carousel_html.stage.fit import fit
from carousel_html.stage.freeze import freeze
from carousel_html.stage.stage import Stage


def measure(times: int) -> list[Row]:
    """Print the ten slides in every way, in one run."""
    made = document(TEN)
    with chromium() as started:
        stage = Stage(started)
        stage.show(made)
        fit(stage)
        frozen = freeze(stage)
        sizes = {"ours": len(print_pdf(frozen))}
        with plain_page(made) as page:
            paper = {"width": f"{made.width}px", "height": f"{made.height}px", "print_background": True}
            sizes["chromium"] = len(page.pdf(**paper))
            sizes["direct"] = len(straight(made))
            taken = interleaved(
                {
                    "freeze": lambda: freeze(stage),
                    "print": lambda: print_pdf(frozen),
                    "direct": lambda: straight(made),
                    "chromium": lambda: page.pdf(**paper),
                },
                times,
            )
        pdf, picture = print_pdf(frozen), capture(stage, 1)
        verify = median_seconds(
            lambda: compare_page(pdf, 1, picture, frozen.slides[1], frozen.height), times, warm=1
        )
        stage.close()
    ours = taken["freeze"] + taken["print"]
    count = len(made.slides)
    words = {name: f"{size / 1024 / count:.0f} KB a slide" for name, size in sizes.items()}
    parts = f"freeze {seconds(taken['freeze'])}, print {seconds(taken['print'])}"
    direct = f"WeasyPrint straight on the HTML: {seconds(taken['direct'])}, {words['direct']}"
    own = f"Chromium's `page.pdf`: {seconds(taken['chromium'])}, {words['chromium']}"
    mine = f"{seconds(ours)}, {words['ours']}"
    return [
        Row(f"freeze and print {count} slides", mine, direct, ours / taken["direct"], 0.6, note=parts),
        Row(f"freeze and print {count} slides", mine, own, ours / taken["chromium"]),
        Row("verify one slide", seconds(verify), "100 ms", verify / 0.1, 1.0),
    ]


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
