"""
Say whether two documents look equal. Knows what of a document is seen; does not know the browser.
"""

from __future__ import annotations

import hashlib

from carousel_html.compose.document import Document


def look_of(document: Document) -> str:
    """Return a text that is equal for documents that look equal: their canvases share pictures."""
    look = hashlib.sha256(document.html.encode())
    for key in sorted(document.assets):
        look.update(key.encode() + b"\0" + document.assets[key].body)
    return look.hexdigest()
