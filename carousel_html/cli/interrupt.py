"""
Stop at the first Ctrl-C, wherever it falls.

Playwright's message loop catches every exception of its listeners, KeyboardInterrupt too, and goes
on; so the interrupt is remembered, and raised again at the next step of the work. Knows the signal;
does not know what is stopped.
"""

from __future__ import annotations

import signal
from types import FrameType

_remembered: list[int] = []


def listen() -> None:
    """Take SIGINT over from here on."""
    signal.signal(signal.SIGINT, _interrupt_once)


def raise_if_interrupted() -> None:
    """Raise the KeyboardInterrupt that somebody swallowed."""
    if _remembered:
        raise KeyboardInterrupt


def _interrupt_once(number: int, frame: FrameType | None) -> None:
    """Stop at the first Ctrl-C, and let no second one break what closes browser and files."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    _remembered.append(number)
    raise KeyboardInterrupt
