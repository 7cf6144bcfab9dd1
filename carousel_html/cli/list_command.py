"""`carousel list KIND`: what there is to choose from."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import click

from carousel_html.canvases import CANVASES
from carousel_html.catalogue import Catalogue, Entry
from carousel_html.cli.choice_options import one_of, template_folders, templates_option
from carousel_html.platforms import PLATFORMS

Row = dict[str, Any]


def _canvases(catalogue: Catalogue) -> list[Row]:
    return [
        {
            "name": each.name,
            "label": each.label,
            "width": each.width,
            "height": each.height,
            "safe": list(each.safe),
        }
        for each in CANVASES.values()
    ]


def _platforms(catalogue: Catalogue) -> list[Row]:
    return [
        {
            "name": each.name,
            "label": each.label,
            "in_all": each.in_all,
            "canvases": list(each.canvases),
            "width": CANVASES[each.canvases[0]].width,
            "height": CANVASES[each.canvases[0]].height,
            "limits": {
                key: {"value": limit.value, "mark": limit.mark, "source": limit.source}
                for key, limit in each.limits.items()
            },
            "note": each.note,
        }
        for each in PLATFORMS.values()
    ]


def _entries(kind: str) -> Callable[[Catalogue], list[Row]]:
    return lambda catalogue: [_row(entry) for entry in getattr(catalogue, kind).values()]


def _row(entry: Entry) -> Row:
    row: Row = {"name": entry.name, "label": entry.label, "description": entry.description}
    if entry.knobs:
        row["knobs"] = [
            {"name": k.name, "description": k.description, "default": k.default} for k in entry.knobs
        ]
    if entry.variants:
        row["variants"] = {name: list(values) for name, values in entry.variants.items()}
    if entry.wears:
        row["wears"] = {layout: dict(worn) for layout, worn in entry.wears.items()}
    return row


KINDS: dict[str, Callable[[Catalogue], list[Row]]] = {
    "canvases": _canvases,
    "platforms": _platforms,
    "layouts": _entries("layouts"),
    "themes": _entries("themes"),
    "typography": _entries("typography"),
    "patterns": _entries("patterns"),
    "fonts": _entries("fonts"),
}


@click.command("list", short_help="List canvases, platforms, layouts, themes, typography, patterns or fonts.")
@click.argument("kind", callback=one_of(KINDS), metavar="KIND")
@templates_option
@click.option("--json", "as_json", is_flag=True, help="Print a JSON list of objects.")
def command(kind: str, templates: tuple[Path, ...], as_json: bool) -> None:
    """List what there is of one KIND: canvases, platforms, layouts, themes, typography, patterns or fonts."""
    rows = KINDS[kind](Catalogue(template_folders(templates)))
    if as_json:
        click.echo(json.dumps(rows, ensure_ascii=False, indent=2))
        return
    widest = max((len(row["name"]) for row in rows), default=0)
    for row in rows:
        about = row.get("description") or row.get("label", "")
        if "width" in row:
            about = f"{row['width']:>4}×{row['height']:<4}  {about}"
        if "limits" in row:
            about += _facts(row["limits"])
        click.echo(f"{row['name']:<{widest}}  {about}")


def _facts(limits: dict[str, Row]) -> str:
    """Return the facts one chooses a platform by, those that are known."""
    said = []
    if "max_slides" in limits:
        said.append(f"{limits['max_slides']['value']} slides")
    if "file_types" in limits:
        said.append("/".join(limits["file_types"]["value"]))
    if "max_bytes" in limits:
        said.append(f"{limits['max_bytes']['value'] / 1e6:.3g} MB")
    return f" ({', '.join(said)})"
