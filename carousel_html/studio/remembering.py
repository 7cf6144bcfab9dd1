"""
Look each thing of the catalogue up once, for as long as nothing in its folders changes.

Composing asks the same few questions for every slide, and asks the disk each time: a third of its time.
Who keeps one of these must make it anew when a file changed (`watch` tells).
"""

from __future__ import annotations

from pathlib import Path

from carousel_html.catalogue import Catalogue, Entry


class RememberingCatalogue(Catalogue):
    """A catalogue that remembers what it found. Takes the folders that `Catalogue` takes."""

    def __init__(self, folders: list[Path]) -> None:
        super().__init__(folders)
        self._found: dict[str, Path | None] = {}
        self._known: dict[tuple[str, str], Entry] = {}

    def find(self, address: str) -> Path | None:
        """Return the first file at this address, or None, as it was when it was asked first."""
        if address not in self._found:
            self._found[address] = super().find(address)
        return self._found[address]

    def entry(self, kind: str, name: str, where: str | None = None) -> Entry:
        """Return the thing of this kind and name, as it was when it was asked first; raise UnknownName."""
        if (kind, name) not in self._known:
            self._known[kind, name] = super().entry(kind, name, where)
        return self._known[kind, name]
