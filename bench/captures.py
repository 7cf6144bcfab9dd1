"""Measure the taking of pictures: ours, with one browser and with two, against Playwright's own loop."""

from __future__ import annotations

import io
import statistics
import threading
import time
from collections.abc import Callable

import numpy as np
from browsers import chromium, plain_page, staged
from material import document, long_thread
from measure import Row, seconds
from PIL import Image

from carousel_html.compose import Document
from carousel_html.stage.capture import capture
from carousel_html.stage.stage import Stage

SLIDES = 40
EQUAL = "decoded pixels identical"


def measure(times: int, slides: int = SLIDES) -> list[Row]:
    """Capture the same document in every way, in one run, and compare the decoded pixels."""
    made = document(long_thread(slides))
    with chromium() as started:
        stage = Stage(started)
        stage.show(made)
        everything = range(len(made.slides))
        ours, jpeg, theirs = [], [], []
        with plain_page(made) as page:

            def shot(index: int) -> bytes:
                page.evaluate(f"scrollTo(0, {index * made.height})")
                return page.screenshot()

            for _ in range(times):
                ours.append(_timed(lambda: [capture(stage, index) for index in everything]))
                theirs.append(_timed(lambda: [shot(index) for index in everything]))
                jpeg.append(_timed(lambda: [capture(stage, index, "jpeg") for index in everything]))
            differing = [i for i in everything if not _alike(capture(stage, i), shot(i))]
        stage.close()
    if differing:
        raise SystemExit(f"slides {differing} differ between the two ways of capturing")
    one, loop, floor = (statistics.median(each) for each in (ours, theirs, jpeg))
    two = statistics.median(_by_two(made, times))
    against = f"Playwright's `page.screenshot` loop: {seconds(loop)}"
    count = len(made.slides)
    return [
        Row(f"capture {count} slides, one browser", seconds(one), against, loop / one, 3.5, True, EQUAL),
        Row(f"capture {count} slides, two browsers", seconds(two), against, loop / two, 4.5, True),
        Row("the floor: one browser, as JPEG", seconds(floor), against, loop / floor),
    ]


def _timed(work: Callable[[], object]) -> float:
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def _by_two(made: Document, times: int) -> list[float]:
    """Capture every other slide in each of two browsers at once; the clock runs for the captures alone."""
    taken: list[float] = []
    gate = threading.Barrier(3)

    def half(first: int) -> None:
        with staged(made) as stage:
            for _ in range(times):
                gate.wait()
                for index in range(first, len(made.slides), 2):
                    capture(stage, index)
                gate.wait()

    threads = [threading.Thread(target=half, args=(first,)) for first in (0, 1)]
    for thread in threads:
        thread.start()
    for _ in range(times):
        gate.wait()
        start = time.perf_counter()
        gate.wait()
        taken.append(time.perf_counter() - start)
    for thread in threads:
        thread.join()
    return taken


def _alike(one: bytes, other: bytes) -> bool:
    first, second = (np.asarray(Image.open(io.BytesIO(each)).convert("RGB")) for each in (one, other))
    return np.array_equal(first, second)
