"""
Put files into the output folder: each whole or not at all, and nothing that is not ours touched.

Knows temporary files, renames, and which files an earlier run left. Does not know what is in them.
"""

from __future__ import annotations

import contextlib
import errno
import json
import os
import re
import tempfile
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from carousel_html.errors import OutputError

MANIFEST = "manifest.json"
_OURS = re.compile(r"(part-\d+/)?[^/\\]+")
"""A name that a manifest may have: in its own folder, or in the folder of one part."""

_REASONS = {
    errno.ENOSPC: "the disk is full",
    errno.EDQUOT: "the quota of the disk is used up",
    errno.EFBIG: "the file is larger than this system allows",
    errno.EACCES: "it may not be written to",
    errno.EPERM: "it may not be written to",
    errno.EROFS: "it is on a read-only disk",
    errno.ENOTDIR: "a part of its path is a file, not a folder",
    errno.EEXIST: "a file of that name is in the way",
    errno.ENAMETOOLONG: "its name is too long",
}


def make_folder(folder: Path) -> None:
    """Make the folder and its parents; raise OutputError when that cannot be."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise _refused(folder, error) from error


def check_folder(folder: Path) -> None:
    """Raise OutputError if the folder cannot be made or written into, and leave all as it was.

    Asked before the long work, by really writing: permission bits do not say what a disk will do.
    """
    try:
        place = folder
        while not place.is_dir():
            if place.exists() or place.is_symlink():
                raise FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST), str(place))
            place = place.parent
        with tempfile.TemporaryFile(dir=place) as file:
            file.write(b"\0")
    except OSError as error:
        raise _refused(place, error) from error


def write_whole(path: Path, body: bytes) -> None:
    """Write a file so that it is there whole or not at all; raise OutputError.

    A temporary file beside it is renamed over it: the same disk, so the rename is atomic.
    """
    name: str | None = None
    try:
        descriptor, name = tempfile.mkstemp(prefix=f".{path.name}.", dir=path.parent)
        with os.fdopen(descriptor, "wb") as file:
            file.write(body)
        Path(name).chmod(0o644)
        os.replace(name, path)  # noqa: PTH105 Path.replace reads as if it moved `path`
    except BaseException as error:
        if name is not None:
            with contextlib.suppress(OSError):
                Path(name).unlink()
        if isinstance(error, OSError):
            raise _refused(path, error) from error
        raise


def written(folder: Path) -> set[str]:
    """Return the names of the files that the last run wrote into this folder, by its manifest."""
    return _names(folder, _of_this_run)


def ours(folder: Path) -> set[str]:
    """Return the names of all files that runs wrote into this folder, by its manifest."""
    return _names(folder, _of_all_runs)


def write_manifest(
    folder: Path, manifest: Mapping[str, Any], before: set[str], *, is_partial: bool
) -> dict[str, Any]:
    """Write the manifest, remove what of `before`, the files of earlier runs, is not this one's; return it.

    A run of some slides only (`is_partial`) leaves the others; its manifest names them for the next one.
    """
    stale = before - set(_of_this_run(manifest))
    earlier = sorted(name for name in stale if is_partial and (folder / name).is_file())
    whole = {**manifest, "earlier": earlier}
    write_whole(folder / MANIFEST, (json.dumps(whole, ensure_ascii=False, indent=2) + "\n").encode())
    remove_stale(folder, stale - set(earlier))
    return whole


def remove_stale(folder: Path, stale: set[str]) -> None:
    """Remove these files, and the parts that are empty then."""
    for name in stale:
        with contextlib.suppress(OSError):
            (folder / name).unlink()
    for part in {Path(name).parent for name in stale} - {Path()}:
        with contextlib.suppress(OSError):  # It holds something that is not ours.
            (folder / part).rmdir()


def _names(folder: Path, named: Callable[[Mapping[str, Any]], list[str]]) -> set[str]:
    try:
        names = named(json.loads((folder / MANIFEST).read_text(encoding="utf-8")))
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return set()
    return {name for name in names if isinstance(name, str) and _OURS.fullmatch(name)}


def _of_this_run(manifest: Mapping[str, Any]) -> list[str]:
    pdf = [manifest["pdf"]["file"]] if manifest.get("pdf") else []
    return [slide["file"] for slide in manifest["slides"]] + list(manifest.get("texts", [])) + pdf


def _of_all_runs(manifest: Mapping[str, Any]) -> list[str]:
    return _of_this_run(manifest) + list(manifest.get("earlier", []))


def _refused(path: Path, error: OSError) -> OutputError:
    reason = _REASONS.get(error.errno or 0, error.strerror or str(error))
    return OutputError(
        f"{path} cannot be written: {reason}.",
        hint="Choose another folder with `-o`, or make room there.",
    )
