"""`carousel import`: a thread in, a carousel.yaml out that can be edited and rendered."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from carousel_html.cli.choice_options import chosen_carousel, look_options, source_options


@click.command("import", short_help="Write a thread as a carousel.yaml that can be edited.")
@source_options
@click.option(
    "-o",
    "--out",
    required=True,
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="The carousel.yaml to write.",
)
@look_options
def command(source: str, source_format: str | None, out: Path, **rest: Any) -> None:
    """Arrange SOURCE on slides and write that as a carousel.yaml. Needs no browser.

    SOURCE is a thread file, or the address of a Bluesky post, a Mastodon status or a feed. Nothing but
    this command fetches, and only over https from the public internet.
    """
    from carousel_html.arrange import arrange
    from carousel_html.carousel_file import write

    carousel = chosen_carousel(source, source_format, may_fetch=True, **rest)
    if not carousel.slides:
        carousel = arrange(carousel.thread, carousel)
    written = write(carousel, out)
    click.echo(f"{out}: {len(written.slides)} slides. Render it: carousel render {out} -o out")
