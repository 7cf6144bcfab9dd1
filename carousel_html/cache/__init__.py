"""
Keep what was made, so that it need not be made again: bytes by key, never trusted blindly.

Knows memory, files and sizes; does not know what the bytes are. Whatever goes wrong here costs time, nothing
else.
"""

from __future__ import annotations

from carousel_html.cache.memory import Layered, Memory, Shelf
from carousel_html.cache.store import Store, user_store

__all__ = ["Layered", "Memory", "Shelf", "Store", "user_store"]
