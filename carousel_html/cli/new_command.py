"""`carousel new`: a small, working start for a layout, theme, pattern or brand kit."""

from __future__ import annotations

from pathlib import Path

import click

from carousel_html.cli.choice_options import one_of
from carousel_html.starters import PLACES, start

NEXT = {
    "layout": "carousel render thread.txt -o out --layout {name}",
    "theme": "carousel render thread.txt -o out --theme {name}",
    "pattern": "carousel render thread.txt -o out --pattern {name}",
    "brand": "carousel render thread.txt -o out --brand {name}.yaml",
}


@click.command("new", short_help="Start a layout, theme, pattern or brand kit of your own.")
@click.argument("kind", callback=one_of(PLACES), metavar="KIND")
@click.argument("name")
@click.option(
    "--in", "folder", type=click.Path(path_type=Path), default=Path(), help="The folder.  [default: this]"
)
def command(kind: str, name: str, folder: Path) -> None:
    """Write the files of a new KIND (layout, theme, pattern or brand) called NAME into this folder."""
    for path in start(kind, name, folder):
        click.echo(f"wrote {path}")
    click.echo(f"Try it: {NEXT[kind].format(name=name)}")
