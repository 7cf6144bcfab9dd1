"""Measure the taking of pictures: ours, with one browser and with two, against Playwright's own loop."""

from __future__ import annotations

import io
from contextlib import ExitStack
from itertools import pairwise

import numpy as np
from browsers import plain_page, staged
from material import LOOK, document, long_thread
from measure import Row, interleaved, seconds
from PIL import Image

from carousel_html.compose import Document
from carousel_html.model import Carousel, Pattern
from carousel_html.stage.camera import Camera, pages_for
from carousel_html.stage.capture import ImageType
from carousel_html.stage.stage import Stage

SLIDES = 40
EQUAL = "decoded pixels identical"

LOOKS = {
    "gradient, dots and shadows": Carousel(theme="sunset", pattern=Pattern(name="dots"), outro=False),
    "flat": LOOK,
}
"""What a picture costs depends on what has to be encoded. The goals are for the first."""


def measure(times: int, slides: int = SLIDES) -> list[Row]:
    """Capture the same document in every way, in one run, and compare the decoded pixels."""
    rows: list[Row] = []
    for name, look in LOOKS.items():
        taken = _captured(document(long_thread(slides), look), times)
        loop = taken["loop"]
        against = f"Playwright's `page.screenshot` loop: {seconds(loop)}"
        goals = (3.5, 4.5) if not rows else (None, None)
        what = f"capture {slides} slides ({name})"
        ratios = {way: loop / each for way, each in taken.items()}
        rows += [
            Row(f"{what}, one browser", seconds(taken["one"]), against, ratios["one"], goals[0], True, EQUAL),
            Row(f"{what}, one page of it", seconds(taken["page"]), against, ratios["page"]),
            Row(
                f"{what}, two browsers", seconds(taken["two"]), against, ratios["two"], goals[1], True, EQUAL
            ),
            Row(f"{what}, one browser, JPEG: the floor", seconds(taken["jpeg"]), against, ratios["jpeg"]),
        ]
    return rows


def _captured(made: Document, times: int) -> dict[str, float]:
    """Return the median seconds of every way."""
    count = len(made.slides)
    with ExitStack() as stack:
        first, second = (stack.enter_context(staged(made)) for _ in range(2))
        pages = pages_for(count, by_clock=not first.chromium.frames.are_ours)
        one = stack.enter_context(_camera(first, pages))
        single = stack.enter_context(_camera(first, 1))
        pair = [stack.enter_context(_camera(each, pages)) for each in (first, second)]
        page = stack.enter_context(plain_page(made))

        def shot(index: int) -> bytes:
            page.evaluate(f"scrollTo(0, {index * made.height})")
            return page.screenshot()

        works = {
            "one": lambda: _shoot([one], count),
            "page": lambda: _shoot([single], count),
            "two": lambda: _shoot(pair, count),
            "loop": lambda: {index: shot(index) for index in range(count)},
            "jpeg": lambda: _shoot([one], count, "jpeg"),
        }
        wanted = works["loop"]()
        for way in ("one", "page", "two"):
            differing = [i for i, picture in works[way]().items() if not _alike(picture, wanted[i])]
            if differing:
                raise SystemExit(f"slides {differing} differ between {way} and Playwright's way")
        return interleaved(works, times)


def _camera(stage: Stage, pages: int) -> Camera:
    return Camera(stage, pages)


def _shoot(cameras: list[Camera], count: int, image: ImageType = "png") -> dict[int, bytes]:
    """Take every slide; each camera takes a run of neighbours, which the browser draws ahead of time."""
    taken: dict[int, bytes] = {}
    bounds = [count * n // len(cameras) for n in range(len(cameras) + 1)]
    shots = [
        shot
        for camera, part in zip(cameras, pairwise(bounds), strict=True)
        for shot in camera.shoot(range(*part), image, taken.__setitem__).values()
    ]
    for shot in shots:
        shot.result()
    return taken


def _alike(one: bytes, other: bytes) -> bool:
    first, second = (np.asarray(Image.open(io.BytesIO(each)).convert("RGB")) for each in (one, other))
    return np.array_equal(first, second)
