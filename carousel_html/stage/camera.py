"""
Take the pictures of many slides while other work goes on, on one page or on several at once.

A browser encodes one picture at a time, but before that, where frames come by a clock that ticks 60 times a
second (`frames`), a page waits for three or four of them, two thirds of the time of a picture. There pages
side by side share that time (docs/how-it-works.md has the numbers). Where slides stand alone a page holds
few of them at a time, for four hundred would take it 200 MB. Knows threads; what a picture is stands in
`capture`.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from itertools import pairwise
from typing import TypeVar

from carousel_html.stage.capture import ImageType, capture
from carousel_html.stage.stage import Stage

MORE_PAGES_FROM, MORE_BESIDE_PDF_FROM = (8, 32), (16,)
"""From so many slides on a second page, and a third, wins more than the time it takes to open.

Beside a PDF the other core has work already; and a page takes 75 MB.
"""

SLIDES_AT_A_TIME = 48
"""As many slides one page holds, or two together; to show the next ones takes as long as five pictures."""

Part = tuple[int, ...]
"""Slides (from 0) that one page holds."""

Keep = Callable[[int, bytes], None]
T = TypeVar("T")


def pages_for(slides: int, *, beside_pdf: bool = False, by_clock: bool = True) -> int:
    """Return on how many pages so many slides are taken soonest: on one, where no frame is waited for."""
    if not by_clock:
        return 1
    return 1 + sum(slides >= each for each in (MORE_BESIDE_PDF_FROM if beside_pdf else MORE_PAGES_FROM))


class Camera:
    """Takes pictures of the slides of one stage, on `pages` twins of it; a context manager that closes them.

    With `uses_stage` the stage itself is the first of them: nothing else may be asked of it then.
    """

    def __init__(self, stage: Stage, pages: int, *, uses_stage: bool = False) -> None:
        self._stage = stage
        self._pages = pages
        self._all = tuple(range(len(stage.document.slides)))
        self._idle: list[tuple[Part, Stage | None]] = [((), None)] * pages
        if uses_stage:
            self._idle[0] = (tuple(index for index in self._all if stage.stands(index)), stage)
        self._lock = threading.Lock()
        self._is_over = False
        self._threads = ThreadPoolExecutor(pages, thread_name_prefix="camera")

    def __enter__(self) -> Camera:
        return self

    def __exit__(self, *_: object) -> None:
        self._is_over = True
        self._threads.shutdown(cancel_futures=True)
        for _, page in self._idle:
            if page is not None:
                page.close()

    def shoot(self, wanted: Iterable[int], image: ImageType, keep: Keep) -> dict[int, Future[None]]:
        """Begin to take these slides (from 0), in their order; `keep` gets each picture, on another thread.

        What goes wrong with a slide, its future raises: RenderError for a browser that died or hung twice.
        """
        shots: dict[int, Future[None]] = {index: Future() for index in wanted}
        for part in _parts(list(shots), self._pages):
            self._threads.submit(self._take, part, shots, image, keep)
        return shots

    def lend(self, part: Part, work: Callable[[Stage], T]) -> Future[T]:
        """Do something else with a page that holds these slides, after the pictures that are asked for."""
        return self._threads.submit(self._with_page, part, work)

    def _take(self, part: Part, shots: Mapping[int, Future[None]], image: ImageType, keep: Keep) -> None:
        def work(page: Stage) -> None:
            for index in part:
                if self._is_over:
                    return
                try:
                    keep(index, capture(page, index, image))
                except BaseException as error:
                    shots[index].set_exception(error)
                else:
                    shots[index].set_result(None)

        self._with_page(part, work)

    def _with_page(self, part: Part, work: Callable[[Stage], T]) -> T:
        """Do something with a page that nobody uses and that holds a part, or a new one in its place."""
        with self._lock:
            holds = (n for n, (held, _) in enumerate(self._idle) if set(part) <= set(held))
            held, page = self._idle.pop(next(holds, 0))
        if page is None or not set(part) <= set(held):
            if page is not None:  # One that shows part after part would keep the memory of them all.
                page.close()
            held, page = part if self._stage.document.stand_alone else self._all, self._stage.twin(part)
        try:
            return work(page)
        finally:
            with self._lock:
                self._idle.append((held, page))


def _most(pages: int) -> int:
    """Return how many slides one of so many pages holds at a time: several pages hold no more than two do."""
    return SLIDES_AT_A_TIME // min(pages, 2)


def _parts(wanted: Sequence[int], pages: int) -> list[Part]:
    """Divide slides into parts that are as many for each page, and none larger than a page holds."""
    rounds = -(-len(wanted) // (_most(pages) * pages)) or 1
    count = min(rounds * pages, len(wanted)) or 1
    bounds = [len(wanted) * n // count for n in range(count + 1)]
    return [tuple(wanted[start:end]) for start, end in pairwise(bounds)]
