"""Turn a carousel into a document: Jinja, layouts, CSS. Knows nothing of browsers or PDF."""

from carousel_html.compose.assemble import compose
from carousel_html.compose.document import Asset, Document, SlideNote

__all__ = ["Asset", "Document", "SlideNote", "compose"]
