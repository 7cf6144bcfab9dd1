"""
Name the folder for what may be thrown away: browser versions, compiled templates, fontconfig's own cache.

Knows where each system wants such a folder. Everything in it can be made again.
"""

from __future__ import annotations

from pathlib import Path

import platformdirs


def cache_folder() -> Path:
    """Return this user's cache folder for carousel_html; it may not exist yet."""
    return Path(platformdirs.user_cache_dir("carousel_html", appauthor=False))
