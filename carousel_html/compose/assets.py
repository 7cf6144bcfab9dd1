"""
Collect the files of a document, each under the relative address the document uses for it.

Knows which kinds of file a document may hold, and keeps equal files once. Does not know who asks
for them, or how they are served.
"""

from __future__ import annotations

import hashlib
import re
from functools import lru_cache
from pathlib import Path

from carousel_html.compose.document import Asset
from carousel_html.errors import TemplateError
from carousel_html.images import Picture

MIME = {
    ".css": "text/css",
    ".gif": "image/gif",
    ".jpeg": "image/jpeg",
    ".jpg": "image/jpeg",
    ".otf": "font/otf",
    ".png": "image/png",
    ".svg": "image/svg+xml",
    ".ttf": "font/ttf",
    ".webp": "image/webp",
    ".woff": "font/woff",
    ".woff2": "font/woff2",
}
PLAIN = re.compile(r"[A-Za-z0-9._/-]+\Z")


class Assets:
    """The growing table of a document's files. `table` maps address to Asset, in order of asking."""

    def __init__(self) -> None:
        self.table: dict[str, Asset] = {}

    def file(self, address: str, path: Path, *, where: str) -> str:
        """Add a file of a search folder and return the address to write.

        Raises:
            TemplateError: a kind of file that no document holds, or one that cannot be read.
        """
        mime = MIME.get(path.suffix.lower())
        if mime is None:
            raise TemplateError(
                f'"{path.name}" is not a kind of file a slide can hold.',
                where=where,
                hint=f"These are: {', '.join(sorted(MIME))}.",
            )
        if not PLAIN.match(address):  # An address must be the same text in HTML, CSS and a URL.
            address = f"files/{hashlib.sha256(address.encode()).hexdigest()[:24]}{path.suffix.lower()}"
        if address not in self.table:
            try:
                state = path.stat()
                self.table[address] = Asset(mime, _body(path, state.st_mtime_ns, state.st_size))
            except OSError as error:
                raise TemplateError(f'"{path}" cannot be read ({error.strerror}).', where=where) from error
        return address

    def picture(self, picture: Picture) -> str:
        """Add a clean picture and return its address."""
        self.table.setdefault(picture.address, Asset(picture.mime, picture.body))
        return picture.address

    def made(self, address: str, mime: str, body: bytes) -> str:
        """Add bytes made here and return their address."""
        self.table[address] = Asset(mime, body)
        return address

    def text(self, address: str, mime: str, text: str) -> str:
        """Add a text made here and return its address."""
        return self.made(address, mime, text.encode())


@lru_cache(maxsize=256)
def _body(path: Path, _changed: int, _size: int) -> bytes:
    return path.read_bytes()
