"""
Answer what brings something in: a thread by paste, file or address.

Knows the keys of requests and answers. What is done stands in `imports`.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from carousel_html.errors import InputError, ThreadError
from carousel_html.studio.answers_project import require_revision
from carousel_html.studio.calls import Call, Upload
from carousel_html.studio.imports import PASTED, brought_in, choices, fetched, read, written


def bring_in(call: Call) -> dict[str, Any]:
    """Bring a thread in and return the state; or what there is to choose, when it holds several."""
    require_revision(call)
    address, source_format = _word(call, "address"), _word(call, "format")
    if address is not None:
        return _taken(call, fetched(address, source_format), Path(), f"import {address[:60]}")
    upload = call.file or _pasted(call)
    with written(upload.body, upload.name) as path:
        try:
            found = read(path, source_format, _word(call, "pick"))
        except ThreadError:
            several = choices(path, source_format)
            if len(several) > 1 and _word(call, "pick") is None:
                return {"choose": several}
            raise
        return _taken(call, found, path.parent, "import a thread")


def _taken(call: Call, found: Any, folder: Path, name: str) -> dict[str, Any]:
    project = call.studio.project
    project.take(name, brought_in(project, found, folder))
    return call.studio.state()


def _word(call: Call, key: str) -> str | None:
    given = call.body.get(key)
    if given is None or given == "":
        return None
    if not isinstance(given, str):
        raise InputError("text was expected.", where=key)
    return given


def _pasted(call: Call) -> Upload:
    text = _word(call, "text")
    if text is None:
        raise InputError(
            "there is nothing to import.", hint="Paste a text, choose a file, or give an address."
        )
    return Upload(PASTED, text.encode())
