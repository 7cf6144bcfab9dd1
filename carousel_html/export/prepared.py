"""
Check what is asked for and compose it: everything that needs no engine.

Every mistake in the input is known when this is done, and nothing has been written. Knows names,
folders and composing; does not know the browser.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from carousel_html.arranging import AUTO, complete
from carousel_html.catalogue import Catalogue, data_root
from carousel_html.catalogue.folders import holds_templates
from carousel_html.compose import Document, compose
from carousel_html.export.files import check_folder
from carousel_html.export.options import Options
from carousel_html.export.targets import Target, targets_of
from carousel_html.floods import without_floods
from carousel_html.model import Carousel


@dataclass(frozen=True)
class Prepared:
    """A completed carousel and its document for each target, before any fit."""

    carousel: Carousel
    catalogue: Catalogue
    targets: tuple[Target, ...]
    documents: tuple[Document, ...]


def prepare(carousel: Carousel, out: Path | None, options: Options) -> Prepared:
    """Check names and folders, complete the carousel and compose it on every canvas that is wanted.

    Without `out` nothing is going to be written. Raises InputError for whatever the user gave, OutputError
    for a folder that cannot be written.
    """
    targets = targets_of(carousel, options)
    catalogue = Catalogue([*options.templates, *own_templates(carousel)])
    full = complete(without_floods(carousel))
    _require_looks(carousel, catalogue)
    if out is not None:
        for target in targets:
            check_folder(out / target.name)
    canvases = {target.canvas.name: target.canvas for target in targets}
    documents = {
        name: compose(full, canvas, catalogue, scale=options.scale) for name, canvas in canvases.items()
    }
    return Prepared(full, catalogue, targets, tuple(documents[target.canvas.name] for target in targets))


def _require_looks(carousel: Carousel, catalogue: Catalogue) -> None:
    """Raise UnknownName for a look that is not there, though no slide may happen to wear it."""
    looks = {
        "layout": None if carousel.layout == AUTO else carousel.layout,
        "theme": carousel.theme,
        "typography": carousel.typography.pair,
        "pattern": carousel.pattern.name,
    }
    for kind, name in looks.items():
        if name is not None:
            catalogue.entry(kind, name, where=carousel.said(kind))


def own_templates(carousel: Carousel) -> list[Path]:
    """Return the project's own folder, beside carousel.yaml, where it holds layouts, themes or fonts."""
    folder = carousel.folder
    if not carousel.has_folder or folder.resolve() == data_root().resolve():
        return []
    return [folder] if holds_templates(folder) else []
