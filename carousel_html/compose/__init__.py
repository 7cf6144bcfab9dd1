"""
Turn a carousel into a document: Jinja, layouts, CSS. Knows nothing of browsers or PDF.

Its names are loaded when they are first used: the template process needs none of them.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from carousel_html.compose.assemble import compose
    from carousel_html.compose.document import Asset, Document, SlideNote

__all__ = ["Asset", "Document", "SlideNote", "compose"]

_HOMES = {"Asset": "document", "Document": "document", "SlideNote": "document", "compose": "assemble"}


def __getattr__(name: str) -> object:
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_HOMES[name]}"), name)
