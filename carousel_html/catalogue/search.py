"""
Look things up by name: own folders first, then the built-in one, then installed packs.

Knows the place of each kind of thing inside a search folder; a same-named file replaces the built-in
one. Does not know what is in the files.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from pathlib import Path

from carousel_html.catalogue.faces import FontFace, faces_in_words, font_face_rules
from carousel_html.catalogue.folders import checked, data_root, file_within
from carousel_html.catalogue.header import Entry, read_entry
from carousel_html.catalogue.packs import packs
from carousel_html.errors import FontError, UnknownName

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


class Catalogue:
    """Look things up in search folders.

    Args:
        folders: own folders, the first one wins. The built-in one comes after them, then installed packs:
            a pack adds, and replaces nothing.
        built_in: False leaves the built-in folder and the packs out.

    Raises:
        InputError: a folder that is not there, or holds none of `layouts/ themes_css/ fonts/`.
    """

    def __init__(self, folders: Sequence[Path] = (), *, built_in: bool = True) -> None:
        wanted = [checked(Path(folder)) for folder in folders]
        if built_in:
            wanted += [data_root(), *(pack.folder for pack in packs() if pack.folder)]
        self.folders: tuple[Path, ...] = tuple(dict.fromkeys(wanted))

    @property
    def is_built_in(self) -> bool:
        """Whether nothing but what came with us is looked through."""
        return self.folders == (data_root(),)

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
            name: Entry("font", name, faces[0].path.parent, name, faces_in_words(faces))
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
