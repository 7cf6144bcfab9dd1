"""
Name everything of this machine that has a say in the pixels: engines, libraries, fonts, our own code.

Two machines whose builds are equal make equal files of equal input. Imports little: a run that only repeats
another one starts here. Knows where fonts and libraries lie; does not know what the names are compared for.
"""

from __future__ import annotations

import functools
import glob
import hashlib
import os
import sys
from collections.abc import Iterable, Mapping
from pathlib import Path

from carousel_html.catalogue.folders import PARTS, data_root
from carousel_html.fontconfig import SYSTEM_FONTS
from carousel_html.stage.find_browser import find_browser

ENGINES = ("carousel_html", "weasyprint", "pypdfium2")

LIBRARIES = ("pango", "harfbuzz", "fontconfig", "freetype")
LIBRARY_FOLDERS = ("/usr/lib", "/usr/lib/*-linux-*", "/usr/lib64", "/usr/local/lib", "/opt/homebrew/lib")


def digest(body: bytes) -> str:
    """Return the SHA-256 of some bytes in hexadecimal."""
    return hashlib.sha256(body).hexdigest()


def versions(chromium: str) -> dict[str, str]:
    """Return the versions of the engines, for the manifest."""
    return {"chromium": chromium} | {name: _version(name) for name in ENGINES}


def builds(browser: str | None = None) -> dict[str, str]:
    """Return what must be equal on machines that share work: versions of engines, digests of fonts and looks.

    `browser` names one, as `find_browser` takes it; raises as that does.
    """
    return versions(find_browser(browser).version) | {"fonts": fonts_digest(), "looks": looks_digest()}


def difference(own: Mapping[str, str], wanted: Mapping[str, str]) -> str | None:
    """Return in words what differs between two machines' builds; None when nothing does."""
    for name in wanted:
        if own.get(name) != wanted[name]:
            if name in ("fonts", "looks"):
                return f"other {name}"
            return f"{name} {own.get(name)}, not {wanted[name]}"
    return None


@functools.cache
def local_builds(browser: str | None = None) -> str:
    """Return a digest of everything on this machine that has a say: for what is kept on this machine only.

    Changes with the browser, any installed package, our own code, the system's libraries and fonts, and the
    variables that choose among them.
    """
    found = find_browser(browser)
    packages = [_listing(folder) for folder in sys.path if Path(folder).is_dir()]
    variables = sorted(
        f"{name}={value}" for name, value in os.environ.items() if name.startswith("CAROUSEL_")
    )
    parts = (
        sys.version, str(found.path), found.version, str(packages), tree_digest([Path(__file__).parents[1]]),
        looks_digest(), fonts_digest(), *_libraries(), *variables,
    )  # fmt: skip
    return digest("\n".join(parts).encode())


@functools.cache
def fonts_digest() -> str:
    """Return a digest of the names and sizes of all fonts an engine may fall back to, ours and the system's.

    Their bytes would take a second to read; the faces a document names are part of the document anyway.
    """
    places = [data_root() / "fonts", *(Path(folder).expanduser() for folder in SYSTEM_FONTS)]
    sizes = (f"{path.name} {found.st_size}" for path, found in _files(places))
    return digest("\n".join(sorted(sizes)).encode())


@functools.cache
def looks_digest() -> str:
    """Return a digest of the built-in layouts and styles: their names and bytes."""
    root = data_root()
    files = sorted(path for path, _ in _files([root / "layouts", root / "themes_css"]))
    return digest(b"".join(f"{path.relative_to(root)}".encode() + path.read_bytes() for path in files))


def tree_digest(folders: Iterable[Path]) -> str:
    """Return a digest of the names, sizes and times of all files below some folders."""
    told = (f"{path} {found.st_size} {found.st_mtime_ns}" for path, found in _files(folders))
    return digest("\n".join(sorted(told)).encode())


def templates_digest(folders: Iterable[Path]) -> str:
    """Return a digest of the templates that some folders hold, which may be none."""
    return tree_digest(folder / part for folder in folders for part in PARTS)


@functools.cache
def _version(name: str) -> str:
    """Return an installed package's version; "unknown" for one that only lies on the path."""
    from importlib import metadata

    try:
        return metadata.version(name)
    except metadata.PackageNotFoundError:
        return "unknown"


def _listing(folder: str) -> list[str]:
    """Return the packages installed in a folder, with their versions: pip names a folder after each."""
    names = (path.name for path in Path(folder).iterdir())
    return sorted(name for name in names if name.endswith((".dist-info", ".egg-info")))


def _libraries() -> list[str]:
    """Return where the system's libraries really lie: the names of the files hold their versions."""
    patterns = (f"{folder}/lib{name}*" for folder in LIBRARY_FOLDERS for name in LIBRARIES)
    return sorted({os.path.realpath(path) for pattern in patterns for path in glob.glob(pattern)})  # noqa: PTH207


def _files(folders: Iterable[Path]) -> list[tuple[Path, os.stat_result]]:
    """Return every file below some folders, but what Python compiled."""
    found = []
    for folder in folders:
        for root, _, names in os.walk(folder):
            for name in names:
                if not name.endswith(".pyc"):
                    path = Path(root, name)
                    found.append((path, path.stat()))
    return found
