"""
Keep the pictures of one carousel until they are written: few in memory, many in a temporary file.

Four hundred slides are half a gigabyte. The pixels of the last few are kept too: each picture is looked at
twice, for whether its words stand out and whether its page is like it. Knows slides by number and bytes; does
not know image types.
"""

from __future__ import annotations

import tempfile
import threading
from collections.abc import Iterator, MutableMapping
from typing import TYPE_CHECKING

from carousel_html.decode import decoded
from carousel_html.errors import OutputError

if TYPE_CHECKING:
    from carousel_html.decode import Pixels

HELD_BYTES = 48_000_000
"""As much stays in memory: about fifty slides."""

HELD_PIXELS = 12_000_000
"""So many are kept decoded, of three bytes each: eight slides of 1080×1350."""

MANY = 24
"""Of more slides than this, another process compares nearly all before their pixels are asked for again."""


class Pictures(MutableMapping[int, bytes]):
    """Pictures by the number of their slide (from 0), for several threads at once.

    Raises OutputError when the temporary folder is full.
    """

    def __init__(self) -> None:
        self._file = tempfile.SpooledTemporaryFile(max_size=HELD_BYTES)  # noqa: SIM115 it goes when we go
        self._places: dict[int, tuple[int, int]] = {}
        self._decoded: dict[int, Pixels] = {}
        self._lock = threading.Lock()

    def __del__(self) -> None:
        self._file.close()

    def __getitem__(self, index: int) -> bytes:
        with self._lock:
            start, size = self._places[index]
            self._file.seek(start)
            return self._file.read(size)

    def __setitem__(self, index: int, picture: bytes) -> None:
        with self._lock:
            try:
                start = self._file.seek(0, 2)
                self._file.write(picture)
                self._file.flush()
            except OSError as error:
                raise OutputError(
                    f"the picture of slide {index + 1} cannot be kept: {error.strerror}.",
                    where=tempfile.gettempdir(),
                    hint="Make room there, or set TMPDIR to a folder with room.",
                ) from error
            self._places[index] = (start, len(picture))
            self._decoded.pop(index, None)

    def decoded(self, index: int) -> Pixels:
        """Return the pixels of a picture, and keep them for the next who asks, as long as there is room."""
        with self._lock:
            held = self._decoded.pop(index, None)
        pixels = decoded(self[index]) if held is None else held
        if held is None:
            self._hold(index, pixels)
        return pixels

    def _hold(self, index: int, pixels: Pixels) -> None:
        """Keep the pixels of one picture instead of those that were kept longest."""
        with self._lock:
            self._decoded[index] = pixels
            room = HELD_PIXELS if len(self._places) <= MANY else 0
            sizes = {each: held.shape[0] * held.shape[1] for each, held in self._decoded.items()}
            for each in list(self._decoded)[:-1]:
                if sum(sizes.values()) <= room:
                    break
                del self._decoded[each], sizes[each]

    def __delitem__(self, index: int) -> None:
        del self._places[index]

    def __iter__(self) -> Iterator[int]:
        return iter(self._places)

    def __len__(self) -> int:
        return len(self._places)
