"""
Stop at the first Ctrl-C: at once, or at the next safe place while engines run.

A KeyboardInterrupt may fall between any two instructions, also between taking a lock and promising to give
it back; what then waits for the lock waits for ever. So while other threads and processes work for us, the
interrupt is only remembered, and raised where the work asks for it. Knows the signal; does not know what is
stopped.
"""

from __future__ import annotations

import signal
from collections.abc import Iterator
from concurrent.futures import Future
from contextlib import contextmanager
from types import FrameType
from typing import TypeVar

T = TypeVar("T")

SLICE_SECONDS = 0.1
"""How long anything may wait before it looks whether it was interrupted."""

_remembered: list[int] = []
_holders: list[None] = []


def listen() -> None:
    """Take SIGINT over from here on: a program's business, never a library's."""
    signal.signal(signal.SIGINT, _take)


@contextmanager
def held() -> Iterator[None]:
    """Let an interrupt be raised by `check` only, as long as what stands inside runs."""
    _holders.append(None)
    try:
        yield
    finally:
        _holders.pop()


def remember() -> None:
    """Remember an interrupt that came another way than by the signal: `check` raises it."""
    _remembered.append(signal.SIGINT)


def was_interrupted() -> bool:
    """Say whether Ctrl-C was pressed."""
    return bool(_remembered)


def check() -> None:
    """Raise the KeyboardInterrupt that was remembered."""
    if _remembered:
        raise KeyboardInterrupt


def result_of(future: Future[T]) -> T:
    """Wait for a future as `result` does, and raise a KeyboardInterrupt that comes meanwhile."""
    while True:
        check()
        try:
            return future.result(SLICE_SECONDS)
        except TimeoutError:
            if future.done():
                return future.result()


def _take(number: int, frame: FrameType | None) -> None:
    """Stop at the first Ctrl-C, and let no second one break what closes browser and files."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    _remembered.append(number)
    if not _holders:
        raise KeyboardInterrupt
