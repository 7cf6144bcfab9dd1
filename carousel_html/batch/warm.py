"""
Keep one browser and one PDF process running between the rows of one worker.

They are started with the first row that needs them, replaced after so many rows or when they hold too much
memory, and end with the worker. They live on a thread of their own, so that any thread may bring a row.
Knows how long they are kept; does not know rows.
"""

from __future__ import annotations

import atexit
import threading
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import ExitStack
from dataclasses import replace
from typing import Any, TypeVar

from carousel_html.batch.memory import memory_of_tree
from carousel_html.export.engines import Engines, running_engines
from carousel_html.export.options import Options
from carousel_html.export.photo_memory import PhotoMemory

T = TypeVar("T")

MOST_ROWS = 250
"""After so many rows the browser is replaced: its memory only grows."""

MOST_BYTES = 1_500_000_000
"""Above so much memory, its processes and ours together, it is replaced at once."""


class Warm:
    """The engines of one worker. `starts` counts how often they were started."""

    def __init__(self, *, most_rows: int = MOST_ROWS, most_bytes: int = MOST_BYTES) -> None:
        self.most_rows = most_rows
        self.most_bytes = most_bytes
        self.starts = 0
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="warm")
        self._stack = ExitStack()
        self._engines: Engines | None = None
        self._kind: tuple[object, ...] = ()
        self._rows = 0

    def run(self, work: Callable[[Warm], T]) -> T:
        """Do some work on the engines' own thread and return what it returns."""
        return self._thread.submit(self._run, work).result()

    def engines(self, options: Options, preparing: Future[Any]) -> Engines:
        """Return running engines for these options. Raises as `running_engines` does."""
        kind = (options.browser, options.prints, options.pdf_engine)
        if self._engines is None or self._kind != kind:
            self.replace()
            engines = running_engines(options, preparing, shares_cores=True)
            self._engines = replace(self._stack.enter_context(engines), photos=PhotoMemory())
            self._kind = kind
            self.starts += 1
        self._rows += 1
        return self._engines

    def replace(self) -> None:
        """End the engines; the next row starts new ones."""
        self._engines, self._rows = None, 0
        self._stack.close()

    def end(self) -> None:
        """End the engines and the thread they live on."""
        self._thread.submit(self.replace).result()
        self._thread.shutdown()

    def drop(self) -> None:
        """End the browser at once, from whatever thread: when the interpreter ends, no work can be given."""
        if self._engines is not None:
            self._engines.chromium.kill()

    def _run(self, work: Callable[[Warm], T]) -> T:
        done = work(self)
        if self._rows >= self.most_rows or (self._rows and (memory_of_tree() or 0) > self.most_bytes):
            self.replace()
        return done


_own = threading.local()


def own_warm() -> Warm:
    """Return the engines of the thread that asks; they end with the process."""
    warm: Warm | None = getattr(_own, "warm", None)
    if warm is None:
        _own.warm = warm = Warm()
        atexit.register(warm.drop)
    return warm


def end_own() -> None:
    """End the engines of the thread that asks, if it has any."""
    warm: Warm | None = getattr(_own, "warm", None)
    if warm is not None:
        _own.warm = None
        atexit.unregister(warm.drop)
        warm.end()
