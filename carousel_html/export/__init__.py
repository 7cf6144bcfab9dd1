"""
Take a carousel the whole way to files: the order of the steps, and nothing a step knows itself.

    prepared   check names and folders, complete, compose
    engines    the browser and the PDF process, started together
    fitting    show, fit, split, until every slide fits
    taking     the pictures, by `shoot`, and the PDF, by `printing`
    written    pictures, PDF and manifest, by `files` and `manifest`
    run        all of that, in this order
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from carousel_html.export.options import Options

if TYPE_CHECKING:
    from carousel_html.export.run import render

__all__ = ["Options", "render"]


def __getattr__(name: str) -> object:
    """Load the way itself when it is gone: `engines` must be there before it, and quickly."""
    if name != "render":
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from carousel_html.export.run import render

    return render
