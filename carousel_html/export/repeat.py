"""
Write again what an earlier run made, when nothing it was made of has changed.

Two ways to the same files, in the cache: by what was prepared (documents and choices), and before that by
what was asked for and every file that was read for it; then neither a carousel is read nor a browser started.
Knows which files a run writes; which it reads, `inputs` notes.
"""

from __future__ import annotations

import json
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from carousel_html.cache import Store, user_store
from carousel_html.errors import CarouselError
from carousel_html.export.builds import digest, local_builds, templates_digest
from carousel_html.export.files import make_folder, ours, write_manifest, write_whole, written
from carousel_html.export.inputs import Inputs, noting, state_of_path

if TYPE_CHECKING:
    from carousel_html.export.options import Options
    from carousel_html.export.prepared import Prepared

Manifests = list[dict[str, Any]]


def keep_written(store: Store, key: str, out: Path, manifests: Manifests) -> None:
    """Keep the files of a run that went well, under a key for what they were made of."""
    files = {}
    for target in map(target_of, manifests):
        for name in sorted(written(out / target)):
            body = (out / target / name).read_bytes()
            files[f"{target}/{name}"] = digest(body)
            store.keep(digest(body), body)
    store.keep(key, json.dumps({"files": files, "manifests": manifests}).encode())


def write_kept(store: Store, key: str, out: Path, *, is_partial: bool = False) -> Manifests | None:
    """Write what was kept under a key and return the manifests; None when not all of it is there.

    Nothing is touched before everything is in hand. Raises OutputError. With `is_partial` (some slides only)
    what an earlier run wrote stays.
    """
    record = json.loads(store.read(key) or b"null")
    if record is None:
        return None
    bodies = {name: store.read(kept) for name, kept in record["files"].items()}
    if any(body is None for body in bodies.values()):
        return None
    manifests = []
    for manifest in record["manifests"]:
        folder = out / target_of(manifest)
        make_folder(folder)
        before = ours(folder)
        for name, body in _below(bodies, f"{target_of(manifest)}/"):
            make_folder((out / name).parent)
            write_whole(out / name, body)
        manifests.append(write_manifest(folder, manifest, before, is_partial=is_partial))
    return manifests


def target_of(manifest: Mapping[str, Any]) -> str:
    """Return the name of the folder a manifest stands in."""
    return str(manifest["platform"] or manifest["canvas"])


def _below(bodies: Mapping[str, bytes | None], start: str) -> list[tuple[str, bytes]]:
    return [(name, body) for name, body in bodies.items() if name.startswith(start) and body is not None]


def key_of(prepared: Prepared, options: Options, machine: str | None = None) -> str:
    """Return the key for what is prepared: documents with all their files, choices, options, the machine.

    `machine` says what of it has a say; if nothing else is said, everything on this one.
    """
    from carousel_html.export.look import look_of

    parts = {
        "targets": [target.name for target in prepared.targets],
        "documents": [look_of(document) for document in prepared.documents],
        "notes": [str(document.slides) + str(document.notes) for document in prepared.documents],
        "carousel": prepared.carousel.model_dump(mode="json"),
        "options": _options(options),
        "builds": machine or local_builds(options.browser),
    }
    return digest(json.dumps(parts, sort_keys=True).encode())


def _options(options: Options) -> dict[str, str]:
    names = ("platforms", "canvases", "scale", "image", "pdf", "pdf_engine", "verify")
    return {name: str(getattr(options, name)) for name in names} | {
        "slides": str(sorted(options.slides or ()))
    }


class Repeater:
    """A run that was asked for in these words (`asked`, plain values), and may have been done before.

    `folders` may hold templates. What comes from standard input is never a repetition.
    """

    def __init__(self, asked: Mapping[str, Any], folders: list[Path]) -> None:
        self._store = user_store() if asked["cache"] and asked["source"] != "-" else None
        self._asked = asked
        self._folders = folders
        self.inputs = Inputs()

    def recall(self, out: Path) -> Manifests | None:
        """Write what the run would write, if nothing it reads has changed; return the manifests or None."""
        if self._store is None:
            return None
        try:
            record = json.loads(self._store.read(self._key()) or b"null")
        except CarouselError:
            return None  # No browser, say: the run itself will tell, after what is wrong with the input.
        if record is None or any(state_of_path(path) != state for path, state in record["read"].items()):
            return None
        return write_kept(self._store, record["key"], out, is_partial=bool(self._asked.get("slides")))

    @contextmanager
    def reading(self) -> Iterator[None]:
        """Note what is read inside, on this thread."""
        begun = time.time()
        with noting(self.inputs):
            yield
        self.inputs.settle(begun)

    def remember(self, prepared: Prepared, options: Options) -> None:
        """Keep that this run made what it prepared of the files it read."""
        if self._store is not None and self.inputs.is_settled:
            record = {"key": key_of(prepared, options), "read": self.inputs.read}
            self._store.keep(self._key(), json.dumps(record).encode())

    def _key(self) -> str:
        asked = {name: str(value) for name, value in self._asked.items()}
        source = state_of_path(str(self._asked["source"]).partition("#")[0])
        machine = [local_builds(self._asked["browser"]), templates_digest(self._folders)]
        parts = [asked, source, str(Path.cwd()), *machine]
        return digest(json.dumps(parts, sort_keys=True).encode())
