"""
Open a document in Chromium, as the program does and as people otherwise do.

Both use the same browser with the same flags, so that what is compared is the way of capturing and printing.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from carousel_html.catalogue import data_root
from carousel_html.compose import Document
from carousel_html.stage.browser import Chromium
from carousel_html.stage.find_browser import find_browser
from carousel_html.stage.stage import ORIGIN, Stage

if TYPE_CHECKING:
    from playwright.sync_api import Page, Route


@contextmanager
def chromium() -> Iterator[Chromium]:
    """Start the browser the program would start."""
    with Chromium(find_browser().path, [data_root() / "fonts/noto-color-emoji"]) as started:
        yield started


@contextmanager
def staged(document: Document) -> Iterator[Stage]:
    """Show a document on a stage of its own browser."""
    with chromium() as started:
        stage = Stage(started)
        stage.show(document)
        yield stage
        stage.close()


@contextmanager
def plain_page(started: Chromium, document: Document) -> Iterator[Page]:
    """Show a document in an ordinary page whose viewport is one slide."""
    context = started.context(document.width, document.height, 1)

    def answer(route: Route) -> None:
        key = route.request.url.removeprefix(ORIGIN)
        asset = document.assets.get(key)
        if key == "":
            route.fulfill(body=document.html, content_type="text/html; charset=utf-8")
        elif asset:
            route.fulfill(body=asset.body, content_type=asset.mime)
        else:
            route.abort()

    context.route("**/*", answer)
    page = context.new_page()
    page.goto(ORIGIN)
    page.evaluate("document.fonts.ready.then(() => true)")
    yield page
    context.close()
