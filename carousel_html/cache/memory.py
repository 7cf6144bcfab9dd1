"""
Keep bytes under keys in memory, the longest unused given up first, for a process that goes on and on.

Any number of threads may use one at a time. Knows no product.
"""

from __future__ import annotations

import threading
from collections import OrderedDict
from typing import Protocol

MOST_BYTES = 64_000_000
"""How large a memory may grow."""


class Shelf(Protocol):
    """Anything that keeps bytes under keys."""

    def read(self, key: str) -> bytes | None:
        """Return what was kept under a key; None when it is not there."""

    def keep(self, key: str, body: bytes) -> None:
        """Keep some bytes under a key."""


class Memory:
    """Bytes by key, at most `most_bytes` of them."""

    def __init__(self, most_bytes: int = MOST_BYTES) -> None:
        self.most_bytes = most_bytes
        self._entries: OrderedDict[str, bytes] = OrderedDict()
        self._size = 0
        self._lock = threading.Lock()

    def read(self, key: str) -> bytes | None:
        """Return what was kept under a key; None when it is not there."""
        with self._lock:
            body = self._entries.get(key)
            if body is not None:
                self._entries.move_to_end(key)
            return body

    def keep(self, key: str, body: bytes) -> None:
        """Keep some bytes under a key, and give up what was not used for longest."""
        with self._lock:
            self._size += len(body) - len(self._entries.pop(key, b""))
            self._entries[key] = body
            while self._size > self.most_bytes:
                _, gone = self._entries.popitem(last=False)
                self._size -= len(gone)


class Layered:
    """Several shelves, the quickest first: what one has, those before it get, too."""

    def __init__(self, *shelves: Shelf) -> None:
        self._shelves = shelves

    def read(self, key: str) -> bytes | None:
        """Return what was kept under a key; None when it is nowhere."""
        for place, shelf in enumerate(self._shelves):
            body = shelf.read(key)
            if body is not None:
                for quicker in self._shelves[:place]:
                    quicker.keep(key, body)
                return body
        return None

    def keep(self, key: str, body: bytes) -> None:
        """Keep some bytes under a key everywhere."""
        for shelf in self._shelves:
            shelf.keep(key, body)
