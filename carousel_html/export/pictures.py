"""
Keep the pictures of one carousel until they are written: few in memory, many in a temporary file.

Four hundred slides are half a gigabyte. Knows slides by number and bytes; does not know image types.
"""

from __future__ import annotations

import tempfile
import threading
from collections.abc import Iterator, MutableMapping

from carousel_html.errors import OutputError

HELD_BYTES = 48_000_000
"""As much stays in memory: about fifty slides."""


class Pictures(MutableMapping[int, bytes]):
    """Pictures by the number of their slide (from 0), for several threads at once.

    Raises OutputError when the temporary folder is full.
    """

    def __init__(self) -> None:
        self._file = tempfile.SpooledTemporaryFile(max_size=HELD_BYTES)  # noqa: SIM115 it goes when we go
        self._places: dict[int, tuple[int, int]] = {}
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

    def __delitem__(self, index: int) -> None:
        del self._places[index]

    def __iter__(self) -> Iterator[int]:
        return iter(self._places)

    def __len__(self) -> int:
        return len(self._places)
