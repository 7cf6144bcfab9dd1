"""`carousel threads`: what there is to pick in an archive, a feed, or any file with several threads."""

from __future__ import annotations

import json
from dataclasses import asdict

import click


@click.command("threads", short_help="List the threads of an archive, to pick one.")
@click.argument("archive")
@click.option("--from", "source_format", metavar="FORMAT", help="Read ARCHIVE as this format.")
@click.option("--json", "as_json", is_flag=True, help="Print a JSON list, and nothing else.")
def command(archive: str, source_format: str | None, as_json: bool) -> None:
    """List the threads of ARCHIVE: what to pick one by, when it began, its posts, its first words.

    `carousel import ARCHIVE#ID -o carousel.yaml` takes the one with that id.
    """
    from carousel_html.sources import list_threads

    lines = list_threads(archive, source_format)
    if as_json:
        click.echo(json.dumps([asdict(line) for line in lines], ensure_ascii=False, indent=2))
        return
    for line in lines:
        click.echo(str(line))
