"""
Name everything of this machine that has a say in the pixels: engines, libraries, fonts.

Two machines whose builds are equal make equal files of equal input. Knows where fonts lie and who draws;
does not know what the names are compared for.
"""

from __future__ import annotations

import functools
import os
from collections.abc import Iterator, Mapping
from pathlib import Path

from carousel_html.catalogue import data_root
from carousel_html.export.manifest import digest, versions
from carousel_html.stage.browser import FLAGS
from carousel_html.stage.find_browser import find_browser
from carousel_html.stage.fontconfig import SYSTEM_FONTS


def builds(browser: str | None = None) -> dict[str, str]:
    """Return the builds of this machine: versions of engines and libraries, digests of flags and fonts.

    `browser` names one, as `find_browser` takes it; raises as that does.
    """
    engines = versions(find_browser(browser).version)
    return engines | {"flags": digest("\n".join(FLAGS).encode()), "fonts": fonts_digest()}


@functools.cache
def fonts_digest() -> str:
    """Return a digest of the names and sizes of all fonts an engine may fall back to, ours and the system's.

    Their bytes would take a second to read; the faces a document names are part of the document anyway.
    """
    places = [data_root() / "fonts", *(Path(folder).expanduser() for folder in SYSTEM_FONTS)]
    names = sorted(f"{path.name} {size}" for folder in places for path, size in _files(folder))
    return digest("\n".join(names).encode())


def difference(own: Mapping[str, str], wanted: Mapping[str, str]) -> str | None:
    """Return in words what differs between two machines' builds; None when nothing does."""
    for name in wanted:
        if own.get(name) != wanted[name]:
            if name in ("fonts", "flags"):
                return f"other {name}"
            return f"{name} {own.get(name)}, not {wanted[name]}"
    return None


def _files(folder: Path) -> Iterator[tuple[Path, int]]:
    for root, _, names in os.walk(folder):
        for name in names:
            if Path(name).suffix.lower() in (".ttf", ".otf", ".ttc", ".otc", ".woff", ".woff2", ".pfb"):
                path = Path(root, name)
                yield path, path.stat().st_size
