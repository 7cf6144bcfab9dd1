"""
Import WeasyPrint, without what a frozen page never needs: a third less time before the first page.

Three detours are left out. cffi looks each library up under names that only Windows has, and on Linux every
such name starts ldconfig, gcc and ld; the right name is found without. And fontTools' subsetter and
instancer, a fifth of the whole import, only stand in where HarfBuzz cannot cut a font, or where a font is
variable: they are imported when they are called. And the sheets for HTML are read, another sixth, of which a
frozen page uses none: `read_own_sheets` reads them. Knows how WeasyPrint 70 imports; prints nothing.
"""

from __future__ import annotations

import ctypes.util
import importlib.resources
import importlib.util
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import ModuleType
from typing import Any

SHEETS = "weasyprint.css"
SUBSETTER = "fontTools.subset"
INSTANCER = "fontTools.varLib.instancer"


SHEETS_FOR_HTML = {"UA_STYLESHEET": "html5_ua.css", "UA_FORM_STYLESHEET": "html5_ua_form.css"}
"""WeasyPrint's names for what it reads these files into."""


class _Blank:
    """A folder of files without a word."""

    def __truediv__(self, name: str) -> _Blank:
        return self

    def read_text(self, encoding: str) -> str:
        return ""


@contextmanager
def _without_detours() -> Iterator[None]:
    find_library, files = ctypes.util.find_library, importlib.resources.files
    absent = {name for name in (SUBSETTER, INSTANCER) if name not in sys.modules}

    def files_but_sheets(package: Any) -> Any:
        return _Blank() if getattr(package, "__name__", package) == SHEETS else files(package)

    importlib.resources.files = files_but_sheets
    if sys.platform == "linux":
        ctypes.util.find_library = lambda name: None
    if SUBSETTER in absent:
        sys.modules[SUBSETTER] = _lazy(SUBSETTER)
    if INSTANCER in absent:
        sys.modules[INSTANCER] = _stand_in(INSTANCER, "instantiateVariableFont")
    try:
        yield
    finally:
        ctypes.util.find_library, importlib.resources.files = find_library, files
        if INSTANCER in absent:
            del sys.modules[INSTANCER]


def _lazy(name: str) -> ModuleType:
    """Return a submodule that is read when something in it is asked for."""
    spec = importlib.util.find_spec(name)
    assert spec is not None, f"{name} is one of our own requirements"
    assert spec.loader is not None, f"{name} is a module"
    spec.loader = importlib.util.LazyLoader(spec.loader)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    # `from package import submodule` takes what the package has, and asks the submodule nothing.
    package, _, own = name.rpartition(".")
    setattr(importlib.import_module(package), own, module)
    return module


def _stand_in(name: str, function: str) -> ModuleType:
    """Return a module with one function, which imports the real module when it is called."""

    def call(*arguments: Any, **options: Any) -> Any:
        return getattr(importlib.import_module(name), function)(*arguments, **options)

    module = ModuleType(name)
    setattr(module, function, call)
    return module


with _without_detours():
    import weasyprint
    from weasyprint import CSS, HTML
    from weasyprint.images import RasterImage
    from weasyprint.text.fonts import FontConfiguration
    from weasyprint.urls import URLFetcher, URLFetcherResponse

__all__ = [
    "CSS",
    "HTML",
    "FontConfiguration",
    "RasterImage",
    "URLFetcher",
    "URLFetcherResponse",
    "read_own_sheets",
]


def read_own_sheets(read: Callable[[str, Any], Any]) -> None:
    """Have WeasyPrint's sheets for HTML after all, for a page that it is to lay out itself.

    `read` makes a sheet of a text, and enters the counter styles it declares into its second argument.
    """
    html = importlib.import_module("weasyprint.html")
    for name, file in SHEETS_FOR_HTML.items():
        text = (importlib.resources.files(SHEETS) / file).read_text("utf-8")
        sheet = read(text, html.UA_COUNTER_STYLE)
        setattr(html, name, sheet)
        setattr(weasyprint, name, sheet)
