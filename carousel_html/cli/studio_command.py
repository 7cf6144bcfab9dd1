"""`carousel studio`: build the carousel in a browser."""

from __future__ import annotations

import threading
from pathlib import Path

import click

from carousel_html import interrupt
from carousel_html.cli.choice_options import OutPath, browser_option, template_folders, templates_option


@click.command("studio", short_help="Build the carousel in a browser.")
@click.argument("source", required=False)
@click.option(
    "-o",
    "--out",
    type=OutPath(),
    metavar="FILE",
    help="The carousel.yaml to work in, when SOURCE is a thread.",
)
@click.option("--from", "source_format", metavar="FORMAT", help="Read SOURCE as this format.")
@click.option(
    "--port", type=click.IntRange(0, 65535), default=0, metavar="N", help="The port.  [default: a free one]"
)
@click.option("--no-open", is_flag=True, help="Print the address, and open no browser.")
@click.option(
    "--host",
    default="127.0.0.1",
    metavar="ADDRESS",
    help="Let others reach it, at this address of this machine.",
)
@templates_option
@click.option(
    "--workbench", is_flag=True, help="Open the page for designers: layouts, themes, their samples."
)
@browser_option
def command(
    source: str | None,
    out: Path | None,
    source_format: str | None,
    port: int,
    no_open: bool,
    host: str,
    templates: tuple[Path, ...],
    workbench: bool,
    browser: str | None,
) -> None:
    """Open SOURCE (a carousel.yaml or a thread) in the studio, a page on this machine.

    Without SOURCE it opens the carousel.yaml of this folder, or begins one. Everything you do is written to
    that file at once. Ctrl-C ends it.
    """
    from carousel_html.studio.opening import opened
    from carousel_html.studio.serving import is_loopback, serving
    from carousel_html.studio.studio import Studio

    path, carousel = opened(source, source_format, out)
    studio = Studio(path, carousel, templates=template_folders(templates), browser=browser)
    with serving(studio, host=host, port=port) as served:
        if not is_loopback(host):
            click.echo(WARNING.format(host=host), err=True)
        address = served.workbench if workbench else served.address
        click.echo(f"The {'workbench' if workbench else 'studio'} of {path}: {address}")
        click.echo("Ctrl-C ends it. Everything is saved as you work.")
        if not no_open:
            click.launch(address)
        never = threading.Event()
        while not never.wait(0.2):
            interrupt.check()  # One that came while an export ran is remembered, not raised.


WARNING = (
    "Warning: everybody who can reach {host} and knows the key in the address can see and change this carousel,\n"
    "  and the connection is not encrypted. End it when you do not need it."
)
