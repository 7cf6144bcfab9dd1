"""`carousel new`: a small, working start for a layout, theme, pattern or brand kit."""

from __future__ import annotations

from pathlib import Path

import click

from carousel_html.cli.choice_options import one_of
from carousel_html.starters import PLACES, start

NEXT = {
    "layout": "carousel render thread.txt -o out --layout {name}{templates}",
    "theme": "carousel render thread.txt -o out --theme {name}{templates}",
    "pattern": "carousel render thread.txt -o out --pattern {name}{templates}",
    "brand": "carousel render thread.txt -o out --brand {path}",
}


@click.command("new", short_help="Start a layout, theme, pattern or brand kit of your own.")
@click.argument("kind", callback=one_of(PLACES), metavar="KIND")
@click.argument("name")
@click.option(
    "--in", "folder", type=click.Path(path_type=Path), default=Path(), help="The folder.  [default: this]"
)
def command(kind: str, name: str, folder: Path) -> None:
    """Write the files of a new KIND (layout, theme, pattern or brand) called NAME into this folder."""
    paths = start(kind, name, folder)
    for path in paths:
        click.echo(f"wrote {path}")
    templates = f" --templates {folder}" if folder != Path() else ""
    click.echo(f"Try it: {NEXT[kind].format(name=name, path=paths[0], templates=templates)}")
