"""
Find layouts, themes, typography, patterns and fonts, by name, in the folders that hold them.

Knows the shape of such a folder (`layouts/ themes_css/ fonts/`), the order of search (own folders
first, the built-in one last; a same-named file replaces the built-in one) and the header comment of
a file. Does not know Jinja, what the CSS says, or which look a carousel wants.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property, lru_cache
from pathlib import Path

from carousel_html.css_text import CssMistake, check_whole, tokens, without_comments
from carousel_html.errors import FontError, InputError, SystemPartMissing, UnknownName

PARTS = ("layouts", "themes_css", "fonts")

# Where a thing called {name} stands, inside any search folder.
PLACES = {
    "layout": "layouts/{name}/{name}.html",
    "theme": "themes_css/themes/{name}.css",
    "typography": "themes_css/typography/{name}.css",
    "pattern": "themes_css/patterns/{name}.css",
}
LISTINGS = {
    "layout": "carousel list layouts",
    "theme": "carousel list themes",
    "typography": "carousel list typography",
    "pattern": "carousel list patterns",
}
NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]*\Z")


@dataclass(frozen=True)
class Knob:
    """A custom property a layout lets one set, and the value it has otherwise."""

    name: str
    description: str
    default: str


@dataclass(frozen=True)
class Entry:
    """One thing of the catalogue, as its header comment describes it.

    `variants` maps a `data-` attribute (without `data-`) to its values. `tags` has every `@word` of the
    header: a theme's `@typography` is the one it was drawn with.
    """

    kind: str
    name: str
    path: Path
    label: str
    description: str = ""
    knobs: tuple[Knob, ...] = ()
    variants: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    tags: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class FontFace:
    """One face: a static font file. `address` is its place inside a search folder."""

    family: str
    weight: int
    style: str
    address: str
    path: Path


class Catalogue:
    """Look things up in search folders.

    Args:
        folders: own folders, the first one wins. The built-in one is added at the end.
        built_in: False leaves the built-in folder out.

    Raises:
        InputError: a folder that is not there, or holds none of `layouts/ themes_css/ fonts/`.
    """

    def __init__(self, folders: Sequence[Path] = (), *, built_in: bool = True) -> None:
        wanted = [_checked(Path(folder)) for folder in folders] + ([data_root()] if built_in else [])
        self.folders: tuple[Path, ...] = tuple(dict.fromkeys(wanted))

    def find(self, address: str) -> Path | None:
        """Return the first file at this address (`layouts/quote/quote.css`), or None.

        A path or symbolic link that leaves its search folder is not found.
        """
        return next(self._all(address), None)

    def _all(self, address: str) -> Iterator[Path]:
        for folder in self.folders:
            path = file_within(folder, address)
            if path is not None:
                yield path

    def layout(self, name: str, where: str | None = None) -> Entry:
        """Return the layout of this name; raise UnknownName, with `where` the name was written."""
        return self.entry("layout", name, where)

    def theme(self, name: str, where: str | None = None) -> Entry:
        """Return the theme of this name; raise UnknownName."""
        return self.entry("theme", name, where)

    def typography_pair(self, name: str, where: str | None = None) -> Entry:
        """Return the typography of this name; raise UnknownName."""
        return self.entry("typography", name, where)

    def pattern(self, name: str, where: str | None = None) -> Entry:
        """Return the pattern of this name; raise UnknownName."""
        return self.entry("pattern", name, where)

    def entry(self, kind: str, name: str, where: str | None = None) -> Entry:
        """Return the thing of this kind (a key of PLACES) and name; raise UnknownName."""
        path = self.find(PLACES[kind].format(name=name)) if NAME.match(name) else None
        if path is None:
            raise UnknownName(kind, name, self.names(kind), where=where, listing=LISTINGS[kind])
        return read_entry(kind, name, path)

    def names(self, kind: str) -> tuple[str, ...]:
        """Return every name of this kind, sorted."""
        pattern = PLACES[kind].format(name="*")
        found = {path.stem for folder in self.folders for path in folder.glob(pattern)}
        return tuple(sorted(n for n in found if NAME.match(n) and self.find(PLACES[kind].format(name=n))))

    def _entries(self, kind: str) -> Mapping[str, Entry]:
        return {name: self.entry(kind, name) for name in self.names(kind)}

    @property
    def layouts(self) -> Mapping[str, Entry]:
        """Every layout, by name."""
        return self._entries("layout")

    @property
    def themes(self) -> Mapping[str, Entry]:
        """Every theme, by name."""
        return self._entries("theme")

    @property
    def typography(self) -> Mapping[str, Entry]:
        """Every font pairing, by name."""
        return self._entries("typography")

    @property
    def patterns(self) -> Mapping[str, Entry]:
        """Every background pattern, by name."""
        return self._entries("pattern")

    @property
    def fonts(self) -> Mapping[str, Entry]:
        """Every font family, by name; the description lists its faces."""
        families: dict[str, list[FontFace]] = {}
        for face in self.font_faces:
            families.setdefault(face.family, []).append(face)
        return {
            name: Entry("font", name, faces[0].path.parent, name, _faces_in_words(faces))
            for name, faces in sorted(families.items())
        }

    @cached_property
    def font_faces(self) -> tuple[FontFace, ...]:
        """Every face of every `fonts/fonts.css`; the first of a family, weight and style wins.

        Raises:
            FontError: a rule that lacks something, or a file that is not there.
        """
        faces: dict[tuple[str, int, str], FontFace] = {}
        for sheet in self._all("fonts/fonts.css"):
            for face in self._faces(sheet):
                faces.setdefault((face.family, face.weight, face.style), face)
        return tuple(faces.values())

    def _faces(self, sheet: Path) -> Iterator[FontFace]:
        for line, values in font_face_rules(sheet, sheet.stat().st_mtime_ns):
            address = f"fonts/{values['src']}"
            path = self.find(address)
            if path is None:
                raise FontError(
                    f'the font file "{values["src"]}" does not exist.',
                    where=f"{sheet}:{line}",
                    hint="Addresses in fonts.css start from the folder it stands in.",
                )
            yield FontFace(values["family"], int(values["weight"]), values["style"], address, path)


def file_within(folder: Path, address: str) -> Path | None:
    """Return the file at an address of a resolved folder; None when there is none, or it lies outside."""
    # os.path, not pathlib: this runs some hundred times a carousel, and is ten times faster so.
    real = os.path.realpath(os.path.join(folder, address))  # noqa: PTH118
    inside = real.startswith(os.path.join(folder, ""))  # noqa: PTH118
    return Path(real) if inside and os.path.isfile(real) else None  # noqa: PTH113


def data_root() -> Path:
    """Return the folder of the built-in layouts, themes and fonts.

    `$CAROUSEL_HTML_DATA`, else `_data` inside the package (a wheel), else the checkout.
    """
    named = os.environ.get("CAROUSEL_HTML_DATA")
    if named:
        return _checked(Path(named))
    package = Path(__file__).resolve().parent
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


def _checked(folder: Path) -> Path:
    resolved = folder.resolve()
    if not resolved.is_dir():
        raise InputError(f'the templates folder "{folder}" does not exist.')
    if not any((resolved / part).is_dir() for part in PARTS):
        raise InputError(
            f'the templates folder "{folder}" holds no templates.',
            hint=f"It needs at least one of {', '.join(f'{part}/' for part in PARTS)} inside.",
        )
    return resolved


# --- header comments -------------------------------------------------------------------------

COMMENT = re.compile(r"\s*(?:\{#-?(.*?)-?#\}|/\*(.*?)\*/)", re.DOTALL)
TAG = re.compile(r"@([a-z]+)\s*(.*)")
KNOB = re.compile(r"(--[\w-]+)\s+(.*?)(?:\s*\(([^()]*(?:\([^()]*\)[^()]*)*)\))?\s*\Z")
VARIANT = re.compile(r'data-([a-z][a-z0-9-]*)="([^"]*)"')


def read_entry(kind: str, name: str, path: Path) -> Entry:
    """Return what the header comment of a file says of it. A file without one has only its name.

    A layout's header may stand in its template or in the style sheet beside it.
    """
    entry = _read_entry(kind, name, path, path.stat().st_mtime_ns)
    sheet = path.with_suffix(".css")
    if kind in entry.tags or kind != "layout" or not sheet.is_file():
        return entry
    return replace(_read_entry(kind, name, sheet, sheet.stat().st_mtime_ns), path=path)


@lru_cache(maxsize=512)
def _read_entry(kind: str, name: str, path: Path, _changed: int) -> Entry:
    with path.open(encoding="utf-8", errors="replace") as file:
        comment = COMMENT.match(file.read(8_000))
    lines = [line.strip().removeprefix("*").strip() for line in _text_of(comment).splitlines()]
    tags = {tag[1]: tag[2] for line in lines if (tag := TAG.match(line))}
    sections = _sections([line for line in lines if not TAG.match(line)])
    return Entry(
        kind,
        name,
        path,
        tags.get("label") or name.replace("-", " ").capitalize(),
        " ".join(line for line in sections[""] if line),
        tuple(Knob(m[1], m[2], m[3] or "") for line in sections["Knobs"] if (m := KNOB.match(line))),
        _variants(sections["Variants"]),
        tags,
    )


def _text_of(comment: re.Match[str] | None) -> str:
    return (comment[1] or comment[2] or "") if comment else ""


def _sections(lines: list[str]) -> dict[str, list[str]]:
    sections: dict[str, list[str]] = {"": [], "Knobs": [], "Variants": []}
    current = ""
    for line in lines:
        if line.rstrip(":") in sections and line:
            current = line.rstrip(":")
        else:
            sections[current].append(line)
    return sections


def _variants(lines: list[str]) -> dict[str, tuple[str, ...]]:
    found: dict[str, list[str]] = {}
    for line in lines:
        for name, values in VARIANT.findall(line):
            found.setdefault(name, []).extend(value.strip() for value in values.split("|"))
    return {name: tuple(dict.fromkeys(values)) for name, values in found.items()}


# --- fonts.css -------------------------------------------------------------------------------

FONT_FACE = re.compile(r"@font-face\s*\{([^{}]*)\}", re.IGNORECASE)
FONT_DEFAULTS = {"font-weight": "400", "font-style": "normal"}
WEIGHTS = {"normal": "400", "bold": "700"}


@lru_cache(maxsize=32)
def font_face_rules(sheet: Path, _changed: int) -> tuple[tuple[int, Mapping[str, str]], ...]:
    """Return the line and the values (family, weight, style, src) of each `@font-face` in a file."""
    css = sheet.read_text(encoding="utf-8")
    try:
        check_whole(css)
    except CssMistake as mistake:
        raise FontError(mistake.what, where=f"{sheet}:{mistake.line}") from mistake
    # A comment keeps its lines, so that a place in the bare text is a place in the file.
    bare = re.sub(r"/\*.*?\*/", lambda comment: "\n" * comment[0].count("\n"), css, flags=re.DOTALL)
    return tuple(
        (line, _face_values(rule[1], f"{sheet}:{line}"))
        for rule in FONT_FACE.finditer(bare)
        for line in [bare.count("\n", 0, rule.start()) + 1]
    )


def _face_values(body: str, where: str) -> dict[str, str]:
    pairs = (declaration.partition(":") for declaration in body.split(";") if declaration.strip())
    values = FONT_DEFAULTS | {name.strip().lower(): value.strip() for name, _, value in pairs}
    for needed in ("font-family", "src"):
        if needed not in values:
            raise FontError(f"this @font-face has no {needed}.", where=where)
    addresses = [token.value for token in tokens(values["src"]) if token.kind == "url"]
    weight = WEIGHTS.get(values["font-weight"], values["font-weight"])
    if len(addresses) != 1 or not weight.isdigit():
        raise FontError(
            "this @font-face is not one static file of one weight.",
            where=where,
            hint='Write one `src: url("…")` and one number as `font-weight`: a range (a variable font) '
            "does not print right in a PDF.",
        )
    family = without_comments(values["font-family"]).strip().strip("\"'")
    return {"family": family, "weight": weight, "style": values["font-style"], "src": addresses[0]}


def _faces_in_words(faces: Sequence[FontFace]) -> str:
    return ", ".join(f"{f.weight}{'' if f.style == 'normal' else ' ' + f.style}" for f in faces)
