"""
Write a small, working start: a layout, a theme, a pattern, or a brand kit of one's own.

Knows the starting files beside this module and where each kind belongs in a folder of templates.
Does not look anything up: a start may carry the name of a built-in thing, and then replaces it.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from importlib import resources
from pathlib import Path

from carousel_html.catalogue import data_root
from carousel_html.errors import InputError, OutputError

PLACES: Mapping[str, Mapping[str, str]] = {
    "layout": {
        "layout/NAME.html": "layouts/NAME/NAME.html",
        "layout/NAME.css": "layouts/NAME/NAME.css",
        "layout/sample.yaml": "layouts/NAME/sample.yaml",
    },
    "theme": {"theme.css": "themes_css/themes/NAME.css"},
    "pattern": {"pattern.css": "themes_css/patterns/NAME.css"},
    "brand": {"brand.yaml": "NAME.yaml"},
}
"""Kind → {starting file: its place in the project's folder}."""

_NAME = re.compile(r"[a-z][a-z0-9]*(-[a-z0-9]+)*")
_KIT_ROLE = re.compile(r"--([\w-]+): (#\w+);")
_FROM_KIT: Mapping[str, str] = {
    "color-surface": "surface",
    "color-text": "text",
    "color-heading": "text",
    "color-link": "accent",
    "color-accent": "accent",
    "color-on-accent": "on-accent",
    "color-link-on-surface-2": "accent",
    "color-loud": "surface",
    "color-on-loud": "text",
    "color-heading-on-loud": "text",
    "color-accent-on-loud": "accent",
    "color-on-accent-on-loud": "on-accent",
}
_THEME_HEAD = """/*
 * @theme NAME
 * @label LABEL
 * @typography grotesk
 * @pattern none
 * One sentence that says what this theme looks like. Below is every role a theme may set.
 *
 * Variants
 *   every layout       data-header="byline" data-footer="bar" data-title="plain"
 *   cover, statement   data-place="end"
 */

.slide[data-theme="NAME"] {
"""


def start(kind: str, name: str, folder: Path) -> list[Path]:
    """Write the starting files of one kind into `folder` and return their paths.

    Raises InputError for a name that cannot be one, or files that are there already; OutputError when
    the folder cannot be written.
    """
    if not _NAME.fullmatch(name):
        raise InputError(
            f'"{name}" cannot be the name of a {kind}.',
            hint="Use small letters, digits and hyphens, starting with a letter: `my-layout`.",
        )
    files = {folder / place.replace("NAME", name): source for source, place in PLACES[kind].items()}
    for path in files:
        if path.exists():
            raise InputError(f"{path} is there already.", hint="Choose another name, or remove it first.")
    label = name.replace("-", " ").capitalize()
    for path, source in files.items():
        _write(path, _text(source).replace("NAME", name).replace("LABEL", label))
    return list(files)


def _text(source: str) -> str:
    if source == "theme.css":
        return _THEME_HEAD + _roles() + "}\n"
    return (resources.files(__package__) / source).read_text(encoding="utf-8")


def _roles() -> str:
    """Return the roles of the built-in tokens, each with its comment: the list can never be out of date."""
    tokens = (data_root() / "themes_css" / "base" / "tokens.css").read_text(encoding="utf-8")
    roles = tokens[tokens.index("  /* ground and ink */") :]
    return _KIT_ROLE.sub(_after_the_kit, roles[: roles.index("\n}") + 1])


def _after_the_kit(role: re.Match[str]) -> str:
    """A new theme follows a brand kit from the start: the role reads the kit's colour first."""
    name, color = role.groups()
    kit = _FROM_KIT.get(name)
    return f"--{name}: var(--brand-{kit}, {color});" if kit else role[0]


def _write(path: Path, text: str) -> None:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    except OSError as error:
        raise OutputError(f"{path} cannot be written: {error.strerror}.") from error
