"""
Know the folders that templates are searched in, and keep the search inside them.

Knows where the built-in folder is. Does not know what stands in one.
"""

from __future__ import annotations

import os
from pathlib import Path

from carousel_html.errors import InputError, SystemPartMissing

PARTS = ("layouts", "themes_css", "fonts")


def file_within(folder: Path, address: str) -> Path | None:
    """Return the file at an address of a resolved folder; None when there is none, or it lies outside."""
    # os.path, not pathlib: this runs some hundred times a carousel, and is ten times faster so.
    real = os.path.realpath(os.path.join(folder, address))  # noqa: PTH118
    inside = real.startswith(os.path.join(folder, ""))  # noqa: PTH118
    return Path(real) if inside and os.path.isfile(real) else None  # noqa: PTH113


def holds_templates(folder: Path) -> bool:
    """Say whether a folder holds layouts, themes or fonts."""
    return any((folder / part).is_dir() for part in PARTS)


def data_root() -> Path:
    """Return the folder of the built-in layouts, themes and fonts.

    `$CAROUSEL_HTML_DATA`, else `_data` inside the package (a wheel), else the checkout.
    """
    named = os.environ.get("CAROUSEL_HTML_DATA")
    if named:
        return checked(Path(named))
    package = Path(__file__).resolve().parent.parent
    if (package / "_data").is_dir():
        return package / "_data"
    for folder in package.parents:
        if (folder / "pyproject.toml").is_file() and (folder / "layouts").is_dir():
            return folder
    raise SystemPartMissing(
        "the built-in layouts, themes and fonts are missing from this installation.",
        where=str(package),
        hint="Install the package again, or point CAROUSEL_HTML_DATA at a folder that holds them.",
    )


def checked(folder: Path) -> Path:
    """Return a search folder resolved; raise InputError when it is none."""
    resolved = folder.resolve()
    if not resolved.is_dir():
        raise InputError(f'the templates folder "{folder}" does not exist.')
    if not holds_templates(resolved):
        raise InputError(
            f'the templates folder "{folder}" holds no templates.',
            hint=f"It needs at least one of {', '.join(f'{part}/' for part in PARTS)} inside.",
        )
    return resolved
