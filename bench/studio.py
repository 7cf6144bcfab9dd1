"""
Measure the studio in a real browser: how soon a change is seen, and whether the page ever stands still.

    .venv/bin/python bench/run.py studio

The program is started as a user starts it, and driven by clicks. The change is another theme, which concerns
every slide. The clock stands in the page: from the click to the frame in which the slide's new document, then
the stage's own picture of it, is on the screen.
"""

from __future__ import annotations

import shutil
import statistics
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from cold import OURS
from material import WORK, long_thread
from measure import Row
from playwright.sync_api import Page, sync_playwright

from carousel_html.arranging import arrange
from carousel_html.carousel_file import write
from carousel_html.catalogue import Catalogue
from carousel_html.model import Carousel
from carousel_html.sources import load_thread
from carousel_html.stage.find_browser import find_browser

HERE = WORK / "studio"
SLIDES, MANY_SLIDES, MANY_POSTS = 20, 100, 500
PATIENCE = 60_000
LONG_TASK = 50
"""A browser tells of no task that takes less (ms; W3C Long Tasks)."""

PRESS = """(option) => new Promise((resolve) => {
  const plate = document.querySelector(".plate");
  const frame = () => plate.querySelector("iframe:not(.plate__frame--next)")?.dataset.look;
  const picture = plate.querySelector(".plate__picture");
  const before = { frame: frame(), url: picture.dataset.url };
  const began = performance.now();
  const painted = (then) => requestAnimationFrame(() => {
    const channel = new MessageChannel();
    channel.port1.onmessage = then;  // Comes after the frame is drawn, not before as the callback itself.
    channel.port2.postMessage(null);
  });
  const since = () => new Promise((told) => painted(() => told(performance.now() - began)));
  let seen = null;
  const look = () => {
    const isNew = picture.dataset.url !== before.url && picture.dataset.state === "ready";
    const isTaken = isNew && plate.classList.contains("plate--picture");
    if (seen === null && (isTaken || frame() !== before.frame)) seen = since();
    if (!isTaken) return;
    watcher.disconnect();
    Promise.all([seen, since()]).then(resolve);
  };
  const watcher = new MutationObserver(look);
  watcher.observe(plate, { subtree: true, childList: true, attributes: true });
  const options = [...document.querySelectorAll('[role="option"]')];
  const name = (each) => (each.getAttribute("aria-label") ?? each.textContent).trim().toLowerCase();
  options.find((each) => name(each).startsWith(option)).click();
})"""

WATCH = """() => {
  window.longest = 0;
  new PerformanceObserver((list) => {
    for (const task of list.getEntries()) window.longest = Math.max(window.longest, task.duration);
  }).observe({ type: "longtask", buffered: true });
}"""


def measure(times: int) -> list[Row]:
    """Change the theme of twenty slides again and again, then use a large project."""
    words, pictures = [], []
    # No look comes twice, and what an option says is the theme's name.
    themes = [name for name in sorted(Catalogue().themes) if name.isalpha() and name != "midnight"]
    with _studio(_project(SLIDES, SLIDES)) as page:
        page.get_by_role("tab", name="Preset Themes").click()
        for turn in range(1 + 2 * times):
            page.wait_for_timeout(5000)  # Until what the turn before made work for is done.
            seen, taken = page.evaluate(PRESS, themes[turn])
            if turn:  # The first one starts a browser.
                words.append(seen)
                pictures.append(taken)
    longest = _longest_task()
    shown, taken = statistics.median(words), statistics.median(pictures)
    what = f"studio, {SLIDES} slides, another theme"
    return [
        Row(f"{what}: the slide's document", f"{shown:.0f} ms", "200 ms", shown / 200, 1.0),
        Row(f"{what}: the stage's picture", f"{taken:.0f} ms", "600 ms", taken / 600, 1.0),
        Row(
            f"studio, {MANY_SLIDES} slides and {MANY_POSTS} posts: the longest task of the page",
            f"{longest:.0f} ms" if longest else f"none above {LONG_TASK} ms",
            "200 ms",
            max(longest, LONG_TASK) / 200,
            1.0,
        ),
    ]


def _longest_task() -> float:
    """Open a large project and use it; return the longest time (ms) the page answered nobody.

    0 for none above LONG_TASK.
    """
    with _studio(_project(MANY_SLIDES, MANY_POSTS), WATCH) as page:
        for name in ("Build Your Carousel", "Preset Themes", "Layout Template", "Typography & Sizing"):
            page.get_by_role("tab", name=name).click()
            page.wait_for_timeout(500)
        page.get_by_role("tab", name="Preset Themes").click()
        page.evaluate(PRESS, "sunset")
        page.get_by_role("tab", name="Build Your Carousel").click()
        page.keyboard.press("Control+z")
        page.wait_for_timeout(1500)
        for _ in range(20):
            page.mouse.move(200, 500)
            page.mouse.wheel(0, 2000)
            page.wait_for_timeout(50)
        return float(page.evaluate("window.longest"))


def _project(slides: int, posts: int) -> Path:
    """Write a carousel.yaml of so many slides and posts; return its place."""
    folder = HERE / f"{slides}-{posts}"
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    loaded = load_thread(long_thread(posts))
    thread = loaded.thread if isinstance(loaded, Carousel) else loaded
    carousel = arrange(thread, Carousel(theme="midnight", outro=False))
    carousel = carousel.model_copy(update={"slides": carousel.slides[:slides]})
    path = folder / "carousel.yaml"
    write(carousel, path)
    return path


@contextmanager
def _studio(project: Path, script: str = "") -> Iterator[Page]:
    """Start the studio on a project, and a browser with its page."""
    command = [str(OURS), "studio", str(project), "--no-open", "--port", "0"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process, sync_playwright() as driver:
        assert process.stdout is not None
        try:
            lines = (line.split() for line in process.stdout)
            address = next(word for words in lines for word in words if word.startswith("http://"))
            browser = driver.chromium.launch(executable_path=str(find_browser().path))
            page = browser.new_page(viewport={"width": 1280, "height": 800})
            page.set_default_timeout(PATIENCE)
            if script:
                page.add_init_script(f"({script})()")
            page.goto(address)
            page.wait_for_selector("html[data-ready]")
            page.wait_for_selector(".plate--picture")
            yield page
            browser.close()
        finally:
            process.terminate()
