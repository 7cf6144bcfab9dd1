"""
Keep what the stage found out about slides, by what they look like, so that nothing is measured twice.

A slide's look is a hash of its HTML and of everything that HTML refers to: two slides of one look have one
picture. Thread-safe. Knows no browser and no carousel.
"""

from __future__ import annotations

import hashlib
import threading
from collections import OrderedDict
from dataclasses import dataclass
from typing import Any

MOST_BYTES = 400_000_000
MOST_LOOKS = 20_000

Findings = tuple[dict[str, Any], ...]


@dataclass(frozen=True)
class Measured:
    """What the stage found on a slide of one look: its `--fit`, and findings as plain values."""

    fit: float
    findings: Findings


class Shelf:
    """Fits, findings and pictures by look; pictures once each, the longest unused ones let go first."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._measured: OrderedDict[str, Measured] = OrderedDict()
        self._faint: OrderedDict[str, Findings] = OrderedDict()
        self._parts: dict[str, int] = {}
        self._stuck: dict[str, dict[str, Any]] = {}
        self._names: OrderedDict[str, str] = OrderedDict()
        self._pictures: OrderedDict[str, bytes] = OrderedDict()
        self._bytes = 0

    # --- what was measured -------------------------------------------------------------------

    def measured(self, look: str) -> Measured | None:
        """Return what is known of a look."""
        with self._lock:
            return self._measured.get(look)

    def measure(self, look: str, found: Measured) -> None:
        """Keep what was found on a slide of this look."""
        with self._lock:
            self._measured[look] = found
            while len(self._measured) > MOST_LOOKS:
                self._measured.popitem(last=False)

    def faint(self, look: str) -> Findings | None:
        """Return the words of a look that hardly stand out; None when its pixels were not looked at."""
        with self._lock:
            return self._faint.get(look)

    def look_at(self, look: str, faint: Findings) -> None:
        """Keep which words of a look hardly stand out."""
        with self._lock:
            self._faint[look] = faint
            while len(self._faint) > MOST_LOOKS:
                self._faint.popitem(last=False)

    def parts(self, look: str) -> int:
        """Return into how many slides one of this look must be split to fit; 1 as far as is known."""
        with self._lock:
            return self._parts.get(look, 1)

    def part(self, look: str, count: int) -> None:
        """Note that a slide of this look must be split into this many."""
        with self._lock:
            self._parts[look] = count

    def stuck(self, look: str) -> dict[str, Any] | None:
        """Return the finding of a look whose words fit no slide, however they are split."""
        with self._lock:
            return self._stuck.get(look)

    def stick(self, look: str, finding: dict[str, Any]) -> None:
        """Note that splitting a slide of this look does not help."""
        with self._lock:
            self._stuck[look] = finding

    # --- pictures ----------------------------------------------------------------------------

    def put(self, look: str, picture: bytes) -> str:
        """Keep the picture of a look and return its name, which equal pictures share."""
        name = hashlib.sha256(picture).hexdigest()[:24]
        with self._lock:
            self._names[look] = name
            if name not in self._pictures:
                self._pictures[name] = picture
                self._bytes += len(picture)
            while self._bytes > MOST_BYTES and len(self._pictures) > 1:
                self._bytes -= len(self._pictures.popitem(last=False)[1])
        return name

    def name(self, look: str) -> str | None:
        """Return the name of a look's picture, when it is kept."""
        with self._lock:
            name = self._names.get(look)
            return name if name in self._pictures else None

    def picture(self, name: str) -> bytes | None:
        """Return a picture by its name."""
        with self._lock:
            if name in self._pictures:
                self._pictures.move_to_end(name)
            return self._pictures.get(name)
