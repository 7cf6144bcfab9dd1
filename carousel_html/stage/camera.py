"""
Take the pictures of many slides while other work goes on, on one page or on several at once.

A browser encodes one picture at a time, but before that a page waits for the next frames of a clock that
ticks 60 times a second: three or four of them, two thirds of the time of a picture. Pages side by side share
that time (docs/how-it-works.md has the numbers). Knows threads; what a picture is stands in `capture`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from queue import SimpleQueue
from typing import TypeVar

from carousel_html.stage.capture import ImageType, capture
from carousel_html.stage.stage import Stage

T = TypeVar("T")

SLIDES_PER_PAGE = 16
"""Opening one more page costs as much time as this many slides win on it."""

MOST_PAGES = 3
"""Past this the encoder is always busy."""


def pages_for(slides: int) -> int:
    """Return on how many pages so many slides are taken soonest."""
    return min(MOST_PAGES, 1 + slides // SLIDES_PER_PAGE)


class Camera:
    """Stages of one document, each used by one thread at a time; a context manager that closes them."""

    def __init__(self, stages: Sequence[Stage]) -> None:
        self._stages = stages
        self._idle: SimpleQueue[Stage] = SimpleQueue()
        for each in stages:
            self._idle.put(each)
        self._threads = ThreadPoolExecutor(len(stages), thread_name_prefix="camera")

    def __enter__(self) -> Camera:
        return self

    def __exit__(self, *_: object) -> None:
        self._threads.shutdown(cancel_futures=True)
        for stage in self._stages:
            stage.close()

    def shoot(
        self, wanted: Iterable[int], image: ImageType, keep: Callable[[int, bytes], None]
    ) -> dict[int, Future[None]]:
        """Begin to take these slides (from 0), in their order; `keep` gets each picture, on another thread.

        What goes wrong with a slide, its future raises: RenderError for a browser that died or hung twice.
        """
        return {index: self._threads.submit(self._take, index, image, keep) for index in wanted}

    def lend(self, work: Callable[[Stage], T]) -> Future[T]:
        """Do something else with one of the stages, after the pictures that are asked for."""
        return self._threads.submit(self._with_stage, work)

    def _take(self, index: int, image: ImageType, keep: Callable[[int, bytes], None]) -> None:
        self._with_stage(lambda stage: keep(index, capture(stage, index, image)))

    def _with_stage(self, work: Callable[[Stage], T]) -> T:
        stage = self._idle.get()
        try:
            return work(stage)
        finally:
            self._idle.put(stage)
