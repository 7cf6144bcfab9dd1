"""
Tell every open page what happened, as server-sent events.

Any thread may tell; each page hears it on the server's loop. Knows names and data of events, not their
meaning.
"""

from __future__ import annotations

import asyncio
import json
import threading
from collections.abc import AsyncIterator
from typing import Any

MOST_WAITING = 2_000
"""Events a page may be behind; one that is further behind is let go, and asks for the state anew."""

BEAT_SECONDS = 15.0
"""How often a silent connection is written to, so that one whose page is gone is noticed."""


class Events:
    """The pages that listen."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._listeners: dict[asyncio.Queue[str | None], asyncio.AbstractEventLoop] = {}

    def tell(self, event: str, data: dict[str, Any]) -> None:
        """Send an event to every page. From any thread; never waits."""
        text = f"event: {event}\ndata: {json.dumps(data, ensure_ascii=False)}\n\n"
        with self._lock:
            listeners = list(self._listeners.items())
        for queue, loop in listeners:
            _put(loop, queue, text)

    def close(self) -> None:
        """End every page's stream."""
        with self._lock:
            listeners = list(self._listeners.items())
        for queue, loop in listeners:
            _put(loop, queue, None)

    async def listen(self, *first: tuple[str, dict[str, Any]]) -> AsyncIterator[str]:
        """Yield `first`, then each event from now on, in the form of an event stream."""
        queue: asyncio.Queue[str | None] = asyncio.Queue(MOST_WAITING)
        with self._lock:
            self._listeners[queue] = asyncio.get_running_loop()
        try:
            for event, data in first:
                yield f"event: {event}\ndata: {json.dumps(data, ensure_ascii=False)}\n\n"
            while True:
                try:
                    text = await asyncio.wait_for(queue.get(), BEAT_SECONDS)
                except TimeoutError:
                    text = ": still here\n\n"
                if text is None:
                    return
                yield text
        finally:
            with self._lock:
                self._listeners.pop(queue, None)


def _put(loop: asyncio.AbstractEventLoop, queue: asyncio.Queue[str | None], text: str | None) -> None:
    def put() -> None:
        if queue.full():
            while not queue.empty():
                queue.get_nowait()
            queue.put_nowait(None)
        else:
            queue.put_nowait(text)

    if not loop.is_closed():
        loop.call_soon_threadsafe(put)
