"""
Say whether two documents look equal. Knows what of a document is seen; does not know the browser.
"""

from __future__ import annotations

import functools
import hashlib

from carousel_html.compose.document import Asset, Document
from carousel_html.export.builds import digest


def look_of(document: Document) -> str:
    """Return a text that is equal for documents that look equal: their canvases share pictures."""
    look = hashlib.sha256(document.html.encode())
    for key in sorted(document.assets):
        look.update(f"{key}\0{digest_of(document.assets[key])}\n".encode())
    return look.hexdigest()


def digest_of(asset: Asset) -> str:
    """Return the digest of a file that a document refers to."""
    return _digest_of_font(asset.body) if asset.mime.startswith("font/") else digest(asset.body)


@functools.lru_cache(maxsize=128)
def _digest_of_font(body: bytes) -> str:
    """Return the digest of a font: they are the same objects in document after document."""
    return digest(body)
