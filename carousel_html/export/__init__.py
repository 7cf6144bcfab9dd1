"""
Take a carousel the whole way to files: the order of the steps, and nothing a step knows itself.

`run` is the way; `files` writes, `manifest` says what was written.
"""

from carousel_html.export.options import Options
from carousel_html.export.run import render

__all__ = ["Options", "render"]
