"""
Keep what was made, so that it need not be made again: bytes by key, on disk, never trusted blindly.

Knows files and sizes; does not know what the bytes are. Whatever goes wrong here costs time, nothing else.
"""

from __future__ import annotations

from carousel_html.cache.store import Store, user_store

__all__ = ["Store", "user_store"]
