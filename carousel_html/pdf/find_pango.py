"""
Find the libraries that draw text into the PDF: Pango, HarfBuzz, fontconfig.

Knows their file names on Linux, macOS and Windows. Does not import WeasyPrint, which prints to stdout when a
library is missing: ask here first.
"""

from __future__ import annotations

import ctypes
import os
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from carousel_html.errors import SystemPartMissing
from carousel_html.system_parts import install_command

# The names WeasyPrint 70 tries (weasyprint/text/ffi.py), one row a library.
LIBRARIES = {
    "GObject": ("libgobject-2.0.so.0", "libgobject-2.0.0.dylib", "libgobject-2.0-0.dll"),
    "Pango": ("libpango-1.0.so.0", "libpango-1.0.dylib", "libpango-1.0-0.dll"),
    "PangoFT2": ("libpangoft2-1.0.so.0", "libpangoft2-1.0.dylib", "libpangoft2-1.0-0.dll"),
    "HarfBuzz": ("libharfbuzz.so.0", "libharfbuzz.0.dylib", "libharfbuzz-0.dll"),
    "HarfBuzz-Subset": ("libharfbuzz-subset.so.0", "libharfbuzz-subset.0.dylib", "libharfbuzz-subset-0.dll"),
    "fontconfig": ("libfontconfig.so.1", "libfontconfig.1.dylib", "libfontconfig-1.dll"),
}

# Where Homebrew and MSYS2 put them; neither is on the loader's own path.
HOMEBREW = ("/opt/homebrew/lib", "/usr/local/lib")
MSYS2 = "C:\\msys64\\ucrt64\\bin"


@dataclass(frozen=True)
class Pango:
    """The versions of the two libraries whose numbers change how text is drawn ("1.50.12", "6.0.0")."""

    pango: str
    harfbuzz: str


def find_pango() -> Pango:
    """Return the versions of Pango and HarfBuzz.

    Raises:
        SystemPartMissing: one of the libraries is missing; the message has the command that installs it.
    """
    loaded = {name: _load(files) for name, files in LIBRARIES.items()}
    missing = [name for name, library in loaded.items() if library is None]
    pango, harfbuzz = loaded["Pango"], loaded["HarfBuzz"]
    if missing or pango is None or harfbuzz is None:
        raise SystemPartMissing(
            f"no PDF can be made: {', '.join(missing)} cannot be loaded.",
            where="\n".join(" or ".join(LIBRARIES[name]) for name in missing),
            hint=_how_to_install(),
        )
    return Pango(_text(pango.pango_version_string), _text(harfbuzz.hb_version_string))


def _load(files: tuple[str, ...]) -> ctypes.CDLL | None:
    if sys.platform == "win32":
        folders = os.environ.get("WEASYPRINT_DLL_DIRECTORIES", MSYS2).split(";")
        for folder in filter(os.path.isdir, folders):
            os.add_dll_directory(folder)
    for name in files:
        try:
            return ctypes.CDLL(name)
        except OSError:
            continue
    return None


def _text(function: Callable[[], bytes]) -> str:
    function.restype = ctypes.c_char_p  # type: ignore[attr-defined]
    return function().decode()


def _how_to_install() -> str:
    if sys.platform == "darwin" and any(Path(folder, "libpango-1.0.dylib").exists() for folder in HOMEBREW):
        return "Homebrew has them. Let Python see them: export DYLD_FALLBACK_LIBRARY_PATH=/opt/homebrew/lib"
    if command := install_command("pango"):
        return f"Install them: {command}"
    if sys.platform == "darwin":
        return "Install Homebrew (https://brew.sh), then: brew install pango"
    if sys.platform == "win32":
        return "Install MSYS2 (https://www.msys2.org), then: pacman -S mingw-w64-ucrt-x86_64-pango"
    return "Install Pango 1.44 or newer and HarfBuzz, with its subset library, from your system's packages."
