"""
Export the carousel as it is saved, one at a time, and keep a record of what was exported.

The same `render` as the command's, of the same file, so the files are the same bytes. Each export has a
folder of its own in `exports/` beside the carousel.yaml, with a record beside its files; the history is
read from these. Knows folders and progress; does not know how anything is rendered.
"""

from __future__ import annotations

import json
import shutil
import threading
import time
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from carousel_html import carousel_file
from carousel_html.errors import CarouselError, InputError, OutputError
from carousel_html.export import Options, render
from carousel_html.export.files import MANIFEST, make_folder, write_whole
from carousel_html.fidelity import Fidelity
from carousel_html.studio.events import Events

FOLDER = "exports"
RECORD = "export.json"
MOST_LISTED = 100


class Cancelled(Exception):
    """The person who wanted the export does not want it any more."""


@dataclass(frozen=True)
class Export:
    """One export: what was asked for, how far it is, what came of it.

    `state` is waiting, running, done, failed or cancelled. `files` are names below its folder.
    """

    id: str
    created: float
    asked: Mapping[str, Any]
    state: str = "waiting"
    stage: str = ""
    done: int = 0
    total: int = 0
    files: tuple[str, ...] = ()
    summary: tuple[dict[str, Any], ...] = ()
    error: dict[str, Any] | None = None


@dataclass
class Exports:
    """The exports of a project.

    Args:
        path: the carousel.yaml.
        events: who is told how far an export is.
        templates: folders of templates that were named.
        browser: the Chromium to use; found when left out.
    """

    path: Path
    events: Events
    templates: tuple[Path, ...] = ()
    browser: str | None = None
    _all: dict[str, Export] = field(default_factory=dict)
    _stopped: set[str] = field(default_factory=set)
    _lock: threading.Lock = field(default_factory=threading.Lock)
    _turn: threading.Lock = field(default_factory=threading.Lock)
    _threads: list[threading.Thread] = field(default_factory=list)

    @property
    def folder(self) -> Path:
        """Where the exports of this carousel lie."""
        return self.path.parent / FOLDER / self.path.stem

    def start(self, asked: Mapping[str, Any]) -> Export:
        """Begin an export of the file as it stands, or queue it behind another. Returns it at once.

        Raises:
            InputError: something is asked for that does not exist, or does not go together.
        """
        options = replace(options_of(asked), templates=self.templates, browser=self.browser)
        with self._lock:
            export = Export(self._fresh_id(), time.time(), dict(asked))
            self._all[export.id] = export
            thread = threading.Thread(
                target=self._run, args=(export.id, options), name=f"export {export.id}", daemon=True
            )
            self._threads = [each for each in self._threads if each.is_alive()] + [thread]
        thread.start()
        return export

    def _fresh_id(self) -> str:
        day = time.strftime("%Y-%m-%d")
        there = {path.name for path in self.folder.glob(f"{day}-*")} | set(self._all)
        return next(name for n in range(1, 100_000) if (name := f"{day}-{n}") not in there)

    def cancel(self, name: str) -> None:
        """Stop an export at its next step; nothing is left of it."""
        self.find(name)
        with self._lock:
            self._stopped.add(name)

    def end(self) -> None:
        """Stop every export, and wait until they have stopped."""
        with self._lock:
            self._stopped |= set(self._all)
            threads = list(self._threads)
        for thread in threads:
            thread.join()

    def find(self, name: str) -> Export:
        """Return an export by its id; raise InputError."""
        with self._lock:
            found = self._all.get(name)
        if found is None:
            found = next((each for each in self._recorded() if each.id == name), None)
        if found is None:
            raise InputError("there is no such export.", where=f"export {name}")
        return found

    def history(self) -> list[Export]:
        """Return the exports of this run and those recorded in the folder, the newest first."""
        with self._lock:
            known = dict(self._all)
        recorded = {each.id: each for each in self._recorded()}
        found = sorted((recorded | known).values(), key=lambda each: each.created, reverse=True)
        return found[:MOST_LISTED]

    def file(self, name: str, file: str) -> Path:
        """Return a file of an export, by one of the names it lists; raise InputError."""
        if file not in self.find(name).files:
            raise InputError("the export has no such file.", where=file)
        return self.folder / name / file

    # --- the work ----------------------------------------------------------------------------

    def _run(self, name: str, options: Options) -> None:
        with self._turn:
            try:
                self._render(name, options)
            except (Cancelled, KeyboardInterrupt):  # Ctrl-C ends whatever is being rendered, here too.
                self._ended(name, state="cancelled")
                shutil.rmtree(self.folder / name, ignore_errors=True)
            except CarouselError as error:
                said = {"what": error.what, "where": error.where, "hint": error.hint}
                files = tuple(_files(self.folder / name))
                self._ended(name, state="failed", error=said, files=files)

    def _render(self, name: str, options: Options) -> None:
        def progress(what: str, done: int, total: int) -> None:
            if name in self._stopped:
                raise Cancelled
            self._note(name, state="running", stage=what, done=done, total=total)

        progress("start", 0, 1)
        carousel = carousel_file.read(self.path)
        asked = self._all[name].asked
        if asked.get("canvases") and not options.platforms:
            carousel = carousel.model_copy(update={"canvas": list(asked["canvases"])})
        manifests = render(carousel, self.folder / name, options, progress=progress)
        summary = tuple(_summary(each) for each in manifests)
        self._ended(name, state="done", files=tuple(_files(self.folder / name)), summary=summary)

    def _note(self, name: str, **changes: Any) -> None:
        with self._lock:
            export = self._all[name] = replace(self._all[name], **changes)
        self.events.tell("export", self.described(export))

    def described(self, export: Export) -> dict[str, Any]:
        """Return an export as the page reads it."""
        base = f"/api/exports/{export.id}"
        compared = sum(each["compared"] for each in export.summary)
        worst = [each["worst"] for each in export.summary if each["worst"] is not None]
        return {
            "id": export.id,
            "started": datetime.fromtimestamp(export.created, UTC).isoformat(timespec="milliseconds"),
            "names": [*(export.asked.get("platforms") or export.asked.get("canvases") or ())],
            "asked": dict(export.asked),
            "state": "running" if export.state == "waiting" else export.state,
            "stage": export.stage,
            "done": export.done,
            "total": export.total,
            "error": export.error,
            "summary": list(export.summary),
            "fidelity": {
                "slides": compared,
                "matching": sum(each["faithful"] for each in export.summary),
                "worst": min(worst),
            }
            if worst
            else None,
            "folder": f"{FOLDER}/{self.path.stem}/{export.id}",
            "files": [
                {"path": name, "kind": _kind(name), "bytes": _size(self.folder / export.id / name),
                 "url": f"{base}/files/{name}"}
                for name in export.files
            ],
            "zip": f"{base}/zip" if export.files else None,
        }  # fmt: skip

    def _ended(self, name: str, **changes: Any) -> None:
        with self._lock:
            ended = replace(self._all[name], **changes)
        if ended.state == "done":
            try:
                make_folder(self.folder / name)
                write_whole(self.folder / name / RECORD, json.dumps(asdict(ended), indent=2).encode())
            except OutputError:
                pass  # The files are there; only the history forgets them when the studio ends.
        self._note(name, **changes)

    def _recorded(self) -> Iterator[Export]:
        for path in self.folder.glob(f"*/{RECORD}"):
            try:
                values = json.loads(path.read_text(encoding="utf-8"))
                export = Export(**values | {"id": path.parent.name})
            except (OSError, ValueError, TypeError):
                continue
            inside = tuple(_files(path.parent))
            yield replace(export, files=inside, summary=tuple(export.summary))


def options_of(asked: Mapping[str, Any]) -> Options:
    """Read what is asked for as options of an export. Raises InputError, UnknownName."""
    from carousel_html.canvases import find_canvas
    from carousel_html.platforms import find_platforms

    canvases, platforms = (_names(asked, key) for key in ("canvases", "platforms"))
    image = asked.get("image")
    if image not in (None, "png", "jpeg", "webp"):
        raise InputError(f'"{image}" is no type of picture.', where="image", hint="png, jpeg or webp.")
    for name in canvases:
        find_canvas(name, "canvases")
    return Options(
        platforms=tuple(each.name for each in find_platforms(platforms, "platforms")),
        canvases=canvases if platforms else (),
        image=image,
        pdf=asked.get("pdf", True) is True,
    )


def _names(asked: Mapping[str, Any], key: str) -> tuple[str, ...]:
    given = asked.get(key) or []
    if not isinstance(given, list) or not all(isinstance(each, str) for each in given):
        raise InputError("names were expected.", where=key)
    return tuple(dict.fromkeys(given))


def _files(folder: Path) -> Iterator[str]:
    """Yield the names of an export's files, below its folder, the record left out."""
    for path in sorted(folder.rglob("*")):
        if path.is_file() and not path.is_symlink() and path.name != RECORD and path.name[0] != ".":
            yield path.relative_to(folder).as_posix()


def _kind(name: str) -> str:
    ending = name.rpartition(".")[2]
    return {"pdf": "pdf", "json": "manifest", "md": "text", "txt": "text"}.get(ending, "picture")


def _size(path: Path) -> int:
    try:
        return path.stat().st_size
    except OSError:
        return 0


def _summary(manifest: Mapping[str, Any]) -> dict[str, Any]:
    """Return what is said of one canvas or platform: how many slides, and how faithful the PDF is."""
    scores = [slide["fidelity"] for slide in manifest["slides"] if slide.get("fidelity")]
    return {
        "canvas": manifest["canvas"],
        "platform": manifest.get("platform"),
        "slides": len(manifest["slides"]),
        "pdf": bool(manifest.get("pdf")),
        "faithful": sum(1 for score in scores if Fidelity(**score).is_good),
        "compared": len(scores),
        "worst": min((score["ssim"] for score in scores), default=None),
        "findings": len(manifest.get("findings", [])),
        "manifest": f"{manifest.get('platform') or manifest['canvas']}/{MANIFEST}",
    }
