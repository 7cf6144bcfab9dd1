"""
Open a document in Chromium, as the program does and as people otherwise do.

Both use the same browser with the same flags, so that what is compared is the way of capturing and printing.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from carousel_html.catalogue import data_root
from carousel_html.compose import Document
from carousel_html.fontconfig import write_browser_config
from carousel_html.stage.browser import FLAGS, Chromium
from carousel_html.stage.find_browser import find_browser
from carousel_html.stage.stage import ORIGIN, Stage

if TYPE_CHECKING:
    from playwright.sync_api import Page, Route

EMOJI = "fonts/noto-color-emoji"


@contextmanager
def chromium() -> Iterator[Chromium]:
    """Start the browser the program would start."""
    with Chromium(find_browser().path, [data_root() / EMOJI]) as started:
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
def plain_page(document: Document) -> Iterator[Page]:
    """Show a document in an ordinary page of Playwright's whose viewport is one slide."""
    from playwright.sync_api import sync_playwright

    def answer(route: Route) -> None:
        key = route.request.url.removeprefix(ORIGIN)
        asset = document.assets.get(key)
        if key == "":
            route.fulfill(body=document.html, content_type="text/html; charset=utf-8")
        elif asset:
            route.fulfill(body=asset.body, content_type=asset.mime)
        else:
            route.abort()

    with sync_playwright() as driver, TemporaryDirectory() as folder:
        fonts = write_browser_config(Path(folder), [data_root() / EMOJI])
        environment = {**os.environ, "FONTCONFIG_FILE": str(fonts)}
        browser = driver.chromium.launch(
            executable_path=find_browser().path, args=list(FLAGS), env=environment
        )
        size = {"width": document.width, "height": document.height}
        context = browser.new_context(viewport=size, java_script_enabled=False, reduced_motion="reduce")
        context.route("**/*", answer)
        page = context.new_page()
        page.goto(ORIGIN)
        page.evaluate("document.fonts.ready.then(() => true)")
        yield page
        browser.close()
