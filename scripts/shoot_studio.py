"""
Take the pictures of docs/studio.md: the studio itself, opened on an example, in a real browser.

Run after the page has changed its looks: `python scripts/shoot_studio.py`. Writes PNGs of a palette, to keep
the repository small.
"""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Literal

from PIL import Image
from playwright.sync_api import Page, ViewportSize, sync_playwright

from carousel_html.stage.find_browser import find_browser
from carousel_html.studio.opening import opened
from carousel_html.studio.serving import serving
from carousel_html.studio.studio import Studio

ROOT = Path(__file__).parent.parent
EXAMPLE = ROOT / "examples" / "lighthouse.md"
PICTURES = ROOT / "docs" / "pictures"
SIZE: ViewportSize = {"width": 1280, "height": 800}
COLORS = 128
PATIENCE = 180_000  # ms


def themes(page: Page) -> None:
    """The panel of themes, with a slide of the example."""
    page.get_by_role("tab", name="Preset Themes").click()
    page.get_by_role("option", name="Swiss", exact=True).click()
    every_picture(page, "#panel-themes .pick__image")


def building(page: Page) -> None:
    """The post cards beside the board, with a card in the air over a slide."""
    page.get_by_role("tab", name="Build Your Carousel").click()
    every_picture(page, ".tile__image")
    card, tile = page.locator(".card").nth(1).bounding_box(), page.locator(".tile").nth(2).bounding_box()
    assert card
    assert tile
    page.mouse.move(card["x"] + 60, card["y"] + 60)
    page.mouse.down()
    page.mouse.move(tile["x"] + tile["width"] * 0.5, tile["y"] + tile["height"] * 0.7, steps=5)
    page.wait_for_selector(".halves")


SHOTS: dict[str, tuple[Literal["light", "dark"], Callable[[Page], None]]] = {
    "studio-themes.png": ("light", themes),
    "studio-build.png": ("dark", building),
}


def every_picture(page: Page, selector: str) -> None:
    """Wait until the pictures in sight are there."""
    page.wait_for_selector(".plate--picture, [data-view=board]")
    page.wait_for_function(
        """selector => [...document.querySelectorAll(selector)].filter(one => {
          const box = one.getBoundingClientRect();
          return box.top < innerHeight && box.bottom > 0;
        }).every(one => one.dataset.state === "ready")""",
        arg=selector,
    )


def main() -> None:
    """Take every picture."""
    with tempfile.TemporaryDirectory() as folder:
        for file in EXAMPLE.parent.glob("lighthouse.*"):
            shutil.copy(file, folder)
        studio = Studio(*opened(str(Path(folder) / EXAMPLE.name), None, None))
        with serving(studio) as served, sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=str(find_browser().path))
            first = browser.new_context()
            first.new_page().goto(served.address)
            state = first.storage_state()
            for name, (scheme, pose) in SHOTS.items():
                context = browser.new_context(viewport=SIZE, color_scheme=scheme, storage_state=state)
                context.set_default_timeout(PATIENCE)
                page = context.new_page()
                page.goto(served.origin)
                page.wait_for_selector("html[data-ready]")
                pose(page)
                page.screenshot(path=PICTURES / name)
                context.close()
                small = Image.open(PICTURES / name).convert("RGB").quantize(COLORS)
                small.save(PICTURES / name, optimize=True)
                print(PICTURES / name, (PICTURES / name).stat().st_size)


if __name__ == "__main__":
    main()
