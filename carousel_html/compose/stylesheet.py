"""
Bundle the style sheets a document uses into one, each file inside its layer.

Knows `themes_css/carousel.css` (the table of contents), `fonts/fonts.css`, and that an address in a
style sheet becomes a key of the document's assets. Does not judge the CSS in it, and knows no Jinja.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

from carousel_html.catalogue import Catalogue, FontFace, data_root
from carousel_html.compose.assets import Assets
from carousel_html.compose.css_in_html import css_in_html
from carousel_html.compose.first_fonts import strange_fonts, strange_names
from carousel_html.compose.variables import check_variables, names_set
from carousel_html.css_text import (
    CssMistake,
    check_whole,
    line_of,
    place_in,
    quoted,
    tokens,
    with_addresses,
    without_comments,
)
from carousel_html.errors import TemplateError

CONTENTS = "themes_css/carousel.css"
ORDER = re.compile(r"@layer\s+([^;{}]+);")
COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
IMPORT = re.compile(
    r"""@import\s+(?:url\(\s*)?["']?(?P<address>[^"')\s]+)["']?\s*\)?\s*layer\(\s*(?P<layer>[\w.-]+)\s*\)\s*;"""
)
# The layer of each kind of file, and where such a file stands. Named in carousel.css, in this order.
LOOKS = {
    "theme": "themes_css/themes/{name}.css",
    "typography": "themes_css/typography/{name}.css",
    "pattern": "themes_css/patterns/{name}.css",
    "layout": "layouts/{name}/{name}.css",
}


class Sheet(NamedTuple):
    """One style sheet: its layer (None: unlayered), its address in the search folders, its file."""

    layer: str | None
    address: str
    path: Path


def bundle(
    catalogue: Catalogue, looks: Iterable[tuple[str, str]], assets: Assets, *, given: str | None = None
) -> str:
    """Return one style sheet for the looks in use, and add every file it names to the assets.

    Args:
        catalogue: where the files are.
        looks: (kind, name) pairs; kind is a key of LOOKS.
        assets: receives fonts and pictures, under the addresses the text returned uses.
        given: the document's HTML, whose elements set custom properties and name fonts, too; None asks for
            no variables.

    Raises:
        TemplateError: a file that is not whole, imports another, or names what is not there.
    """
    contents, rest = _contents(catalogue)
    used = sorted(set(looks), key=lambda look: (list(LOOKS).index(look[0]), look[1]))
    sheets = [*contents, *filter(None, (_look(catalogue, kind, name) for kind, name in used))]
    texts = [_addressed(sheet, catalogue, assets) for sheet in sheets]
    if given is not None:
        _check_own(sheets, [*texts, rest, given])
    faces = faces_named([*texts, rest, *css_in_html(given or "")], catalogue.font_faces)
    layered = [f"@layer {s.layer} {{\n{text.strip()}\n}}\n" for s, text in zip(sheets, texts, strict=True)]
    order = "".join(f"@layer {names};\n" for names in ORDER.findall(rest))
    tail = ORDER.sub("", rest).strip()
    return "".join([order, *(_face_rule(face, assets) for face in faces), *layered, tail])


def _check_own(sheets: Iterable[Sheet], texts: Iterable[str]) -> None:
    """Look for mistyped variables in the files that are not built in: those are held by tests."""
    own = [sheet.path for sheet in sheets if not sheet.path.is_relative_to(data_root())]
    if own:
        known = set().union(*map(names_set, texts))
        for path in own:
            check_variables(path, _whole(path), known)


def font_notes(catalogue: Catalogue, looks: Iterable[tuple[str, str]]) -> tuple[str, ...]:
    """Return a note for each font that a style sheet in use asks for and that is not here."""
    families = {face.family for face in catalogue.font_faces}
    return tuple(
        note
        for sheet in _own_sheets(catalogue, looks)
        for note in strange_fonts(sheet.address, _whole(sheet.path), families)
    )


def fonts_missed(catalogue: Catalogue, looks: Iterable[tuple[str, str]], html: str) -> list[str]:
    """Return the names of those fonts, and of those that the HTML of slides asks for."""
    families = {face.family for face in catalogue.font_faces}
    sheets = [_whole(sheet.path) for sheet in _own_sheets(catalogue, looks)]
    given = [] if catalogue.is_built_in else css_in_html(html)
    return [font for css in (*sheets, *given) for font in strange_names(css, families)]


def _own_sheets(catalogue: Catalogue, looks: Iterable[tuple[str, str]]) -> list[Sheet]:
    """Return the style sheets in use that did not come with us."""
    if catalogue.is_built_in:
        return []
    sheets = filter(None, (_look(catalogue, *look) for look in sorted(set(looks))))
    return [sheet for sheet in sheets if not sheet.path.is_relative_to(data_root())]


def _contents(catalogue: Catalogue) -> tuple[list[Sheet], str]:
    """Read the table of contents: the sheets it imports, and what is left of its text."""
    path = catalogue.find(CONTENTS)
    if path is None:
        return [], f"@layer {', '.join(LOOKS)};"
    text = _whole(path)
    bare = without_comments(text)
    sheets = []
    for row in IMPORT.finditer(bare):
        address = _joined("themes_css", row["address"])
        found = catalogue.find(address)
        if found is None:
            line = line_of(text, max(text.find(row["address"]), 0))
            raise TemplateError(f'the style sheet "{row["address"]}" does not exist.', where=f"{path}:{line}")
        sheets.append(Sheet(row["layer"], address, found))
    return sheets, IMPORT.sub("", bare)


def _look(catalogue: Catalogue, kind: str, name: str) -> Sheet | None:
    """A layout may do without a style sheet of its own; the others are one."""
    address = LOOKS[kind].format(name=name)
    path = catalogue.find(address)
    return Sheet(kind, address, path) if path else None


def _addressed(sheet: Sheet, catalogue: Catalogue, assets: Assets) -> str:
    text = _whole(sheet.path)
    if "url(" not in text.lower():
        return text
    folder = sheet.address.rpartition("/")[0]

    def address(url: str, line: int) -> str:
        if not url or url.startswith(("#", "data:")):
            return url
        path, hash_mark, fragment = url.partition("#")
        target = None if re.match(r"([a-z][a-z0-9+.-]*:|/)", path, re.I) else _joined(folder, path)
        file = catalogue.find(target) if target else None
        if target is None or file is None:
            what = "is not a file of this folder" if target is None else "does not exist"
            raise TemplateError(
                f'the address "{url}" {what}.',
                where=place_in(sheet.path, text, line),
                hint="Write its place relative to this style sheet; nothing is fetched from the web.",
            )
        return assets.file(target, file, where=f"{sheet.path}:{line}") + hash_mark + fragment

    return with_addresses(text, address)


def faces_named(texts: Iterable[str], faces: Iterable[FontFace]) -> list[FontFace]:
    """Return the faces whose family is named, as a string or as plain words, in any of the texts."""
    texts = [COMMENT.sub(" ", text) for text in texts]  # The apostrophe of a comment is no quotation mark.
    named = {
        w.strip().lower() for text in texts for w in re.findall(r'"([^"]*)"|\'([^\']*)\'', text) for w in w
    }
    words = " ".join(";".join(texts).lower().split())

    def is_named(family: str) -> bool:
        name = family.lower()
        # Looking for plain words first: the pattern costs a hundred times as much, on every compose. In the
        # short `font`, a name stands after a size.
        return name in named or (
            name in words and re.search(rf"[:,\s]{re.escape(name)} ?(?:[,;}}!]|$)", words) is not None
        )

    return [face for face in faces if is_named(face.family)]


def _face_rule(face: FontFace, assets: Assets) -> str:
    address = assets.file(face.address, face.path, where=str(face.path))
    return (
        f'@font-face {{ font-family: "{quoted(face.family)}"; font-weight: {face.weight}; '
        f'font-style: {face.style}; font-display: block; src: url("{quoted(address)}"); }}\n'
    )


def _joined(folder: str, relative: str) -> str:
    """Join two addresses; `..` that leaves the search folder stays and is then not found."""
    parts: list[str] = []
    for part in f"{folder}/{relative}".split("/"):
        if part == ".." and parts and parts[-1] != "..":
            parts.pop()
        elif part not in ("", "."):
            parts.append(part)
    return "/".join(parts)


def _whole(path: Path) -> str:
    return _read_whole(path, path.stat().st_mtime_ns)


@lru_cache(maxsize=512)
def _read_whole(path: Path, _changed: int) -> str:
    """Read a style sheet and make sure that it ends where it ends, whatever is put after it."""
    try:
        css = path.read_text(encoding="utf-8-sig")
        check_whole(css)
    except UnicodeDecodeError as error:
        raise TemplateError("this style sheet is not UTF-8 text.", where=str(path)) from error
    except CssMistake as mistake:
        raise TemplateError(mistake.what, where=place_in(path, css, mistake.line)) from mistake
    if path.name != CONTENTS.rpartition("/")[2]:
        for token in tokens(css):
            if token.kind == "at" and token.value.lower() in ("@import", "@charset", "@namespace"):
                raise TemplateError(
                    f"{token.value} does not work here: only themes_css/carousel.css imports.",
                    where=place_in(path, css, line_of(css, token.start)),
                )
    return css
