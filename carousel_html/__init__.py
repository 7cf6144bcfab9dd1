"""
Turn a thread into a carousel: pictures at the exact size a platform wants, and a PDF that matches.

    thread = load_thread("thread.txt")
    render(arrange(thread, Carousel(theme="paper")), "out")

Knows only the names that are promised; each is loaded when it is first used.
"""

from __future__ import annotations

TYPE_CHECKING = False  # typing's own would cost each start its import.
if TYPE_CHECKING:
    from carousel_html.arranging import arrange
    from carousel_html.canvases import CANVASES
    from carousel_html.errors import CarouselError
    from carousel_html.export import Options, render
    from carousel_html.model import Carousel, Thread
    from carousel_html.sources import load_thread

__all__ = ["CANVASES", "Carousel", "CarouselError", "Options", "Thread", "arrange", "load_thread", "render"]

_HOMES = {
    "CANVASES": "canvases",
    "Carousel": "model",
    "CarouselError": "errors",
    "Options": "export",
    "Thread": "model",
    "arrange": "arranging",
    "load_thread": "sources",
    "render": "export",
}


def __getattr__(name: str) -> object:
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from importlib import import_module

    return getattr(import_module(f"{__name__}.{_HOMES[name]}"), name)


def __dir__() -> list[str]:
    return sorted(__all__)
