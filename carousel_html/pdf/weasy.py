"""
Import WeasyPrint, without what a frozen page never needs: a third less time before the first page.

Two detours are left out. cffi looks each library up under names that only Windows has, and on Linux every
such name starts ldconfig, gcc and ld; the right name is found without. And fontTools' subsetter and
instancer, a fifth of the whole import, only stand in where HarfBuzz cannot cut a font, or where a font is
variable: they are imported when they are called. Knows how WeasyPrint 70 imports; prints nothing.
"""

from __future__ import annotations

import ctypes.util
import importlib.util
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from types import ModuleType
from typing import Any

SUBSETTER = "fontTools.subset"
INSTANCER = "fontTools.varLib.instancer"


@contextmanager
def _without_detours() -> Iterator[None]:
    find_library = ctypes.util.find_library
    absent = {name for name in (SUBSETTER, INSTANCER) if name not in sys.modules}
    if sys.platform == "linux":
        ctypes.util.find_library = lambda name: None
    if SUBSETTER in absent:
        sys.modules[SUBSETTER] = _lazy(SUBSETTER)
    if INSTANCER in absent:
        sys.modules[INSTANCER] = _stand_in(INSTANCER, "instantiateVariableFont")
    try:
        yield
    finally:
        ctypes.util.find_library = find_library
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
    from weasyprint import HTML
    from weasyprint.images import RasterImage
    from weasyprint.text.fonts import FontConfiguration
    from weasyprint.urls import URLFetcher, URLFetcherResponse

__all__ = ["HTML", "FontConfiguration", "RasterImage", "URLFetcher", "URLFetcherResponse"]
