"""
Find installed template packs: data of third parties, named by an entry point, never imported.

A package that brings templates says in its `pyproject.toml`

    [project.entry-points."carousel_html.templates"]
    acme = "acme_templates"

and holds `layouts/`, `themes_css/` or `fonts/` in that package. Only the text of installed metadata is read;
no code of a pack runs. Does not know what is in a pack.
"""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from carousel_html.catalogue.folders import PARTS

GROUP = "carousel_html.templates"
MODULE = re.compile(r"[A-Za-z_]\w*(\.[A-Za-z_]\w*)*\Z")
MOST_BYTES = 100_000


@dataclass(frozen=True)
class Pack:
    """An installed pack: its name, the package that holds it, and its folder; None where there is none."""

    name: str
    module: str
    folder: Path | None


def packs() -> tuple[Pack, ...]:
    """Return every installed pack, by name."""
    return _packs(tuple(sys.path))


@lru_cache(maxsize=4)
def _packs(places: Sequence[str]) -> tuple[Pack, ...]:
    # importlib.metadata does the same, and takes a tenth of a second to be imported.
    found: dict[str, Pack] = {}
    for place in places:
        for text in _entry_points(place):
            for name, module in _named(text):
                found.setdefault(name, Pack(name, module, _folder(module, (place, *places))))
    return tuple(found[name] for name in sorted(found))


def _entry_points(place: str) -> Iterator[str]:
    try:
        entries = sorted(entry.path for entry in os.scandir(place) if entry.name.endswith(".dist-info"))
    except OSError:
        return
    for path in entries:
        file = Path(path) / "entry_points.txt"
        try:
            if file.stat().st_size <= MOST_BYTES:
                yield file.read_text(encoding="utf-8")
        except (OSError, UnicodeDecodeError):
            continue


def _named(text: str) -> Iterator[tuple[str, str]]:
    """Yield name and module of each line of our group, in the text of an entry_points.txt."""
    group = None
    for line in text.splitlines():
        line = line.strip()
        if line.startswith("["):
            group = line.strip("[]").strip()
        elif group == GROUP and "=" in line and not line.startswith(("#", ";")):
            name, _, module = (part.strip() for part in line.partition("="))
            if MODULE.match(module):
                yield name, module


def _folder(module: str, places: Sequence[str]) -> Path | None:
    """Return the folder of a package that holds templates, found by its name alone."""
    for place in places:
        folder = Path(place, *module.split("."))
        if any((folder / part).is_dir() for part in PARTS):
            return folder.resolve()
    return None
