"""
Answer what concerns the designer's workbench: its page, what there is, views, their documents, changes.

Knows headers and the folder `workbench_page/`; what a view is stands in `workbench`.
"""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import Any

from starlette.responses import Response

from carousel_html.canvases import CANVASES
from carousel_html.catalogue import data_root
from carousel_html.stage.fit import STEPS
from carousel_html.stage.stage import script
from carousel_html.studio.answers_preview import DOCUMENT_POLICY
from carousel_html.studio.calls import NO_SCRIPT, Call
from carousel_html.studio.guard import Refusal
from carousel_html.studio.laid import sheet_version
from carousel_html.studio.workbench import told

FOLDER = Path(__file__).parent / "workbench_page"
FILES = {"index.html": "text/html", "workbench.css": "text/css", "workbench.js": "text/javascript"}
KINDS = ("layout", "theme", "typography", "pattern")


def page(call: Call) -> Response:
    """Return the page."""
    return _file("index.html")


def page_file(call: Call) -> Response:
    """Return a file of the page, or the stage's own scripts as a module."""
    name = call.path["file"]
    if name == "stage.js":
        return Response(_stage_module(), media_type="text/javascript", headers={"Cache-Control": "no-cache"})
    if name not in FILES:
        raise Refusal(404, "the page has no such file.", "Load the page again.")
    return _file(name)


def _file(name: str) -> Response:
    return Response(
        (FOLDER / name).read_bytes(), media_type=FILES[name], headers={"Cache-Control": "no-cache"}
    )


@lru_cache(maxsize=1)
def _stage_module() -> str:
    """Return fit.js and audit.js as functions of a frame's document: as an export does, in the page."""
    given = "(document, getComputedStyle)"
    functions = (
        f"export function {name}{given} {{\nconst made = {script(name)};\nreturn made;\n}}\n"
        for name in ("fit", "audit")
    )
    return "".join(functions) + f"export const STEPS = {list(STEPS)};\n"


def catalogue(call: Call) -> dict[str, Any]:
    """Return the names of everything to look at; what is the project's own comes first."""
    there = call.studio.workbench.catalogue()
    built_in = data_root().resolve()
    found: dict[str, Any] = {"canvas": [{"name": name, "own": False} for name in CANVASES]}
    for kind in KINDS:
        entries = [there.entry(kind, name) for name in there.names(kind)]
        named = [
            {"name": entry.name, "own": not entry.path.resolve().is_relative_to(built_in)}
            for entry in entries
        ]
        found[kind] = sorted(named, key=lambda each: not each["own"])
    return found


def view(call: Call) -> dict[str, Any]:
    """Return what there is to see of a view, and what is wrong with it."""
    bench = call.studio.workbench
    version = bench.version()
    return told(bench.view(call.query), version)


def changes(call: Call) -> dict[str, Any]:
    """Return the version of everything, as soon as it is another than `since`, or after a while."""
    since = call.query.get("since", "")
    bench = call.studio.workbench
    return {"version": bench.awaited(int(since)) if since.isdecimal() else bench.version()}


def document(call: Call) -> Response:
    """Return the document of a view, or a file of it."""
    found = call.studio.workbench.document(call.path["view"])
    address = call.path["asset"]
    if found is not None and not address:
        return Response(
            found.html, media_type="text/html", headers={"Content-Security-Policy": DOCUMENT_POLICY}
        )
    asset = found.assets.get(address) if found else None
    if asset is None:
        raise Refusal(404, "the view has no such file.", "Ask for the view again.")
    # Fonts are most of a view, and seldom change: the page asks whether they did, and gets a line.
    tag = f'"{sheet_version(found.assets, address)}"' if found else ""
    headers = {**NO_SCRIPT, "Cache-Control": "no-cache", "ETag": tag}
    if call.headers.get("if-none-match") == tag:
        return Response(status_code=304, headers=headers)
    return Response(asset.body, media_type=asset.mime, headers=headers)
