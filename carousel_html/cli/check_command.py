"""`carousel check`: what a reader or a platform would trip over, before anything is uploaded."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from carousel_html.cli.choice_options import (
    browser_option,
    chosen_carousel,
    look_options,
    platforms_option,
    source_options,
    template_folders,
    templates_option,
)
from carousel_html.cli.progress import Bar

if TYPE_CHECKING:
    from carousel_html.model import Carousel


@click.command("check", short_help="Find what a reader or a platform would trip over.")
@source_options
@look_options
@platforms_option("Hold it against what this platform takes, or all of them take.")
@templates_option
@click.option("--slides", metavar="1,3-5", help="Look only at these slides.")
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json", "sarif"]),
    default="text",
    show_default=True,
    help="How to print it: for a person, a program, or CI.",
)
@click.option("--strict", is_flag=True, help="Fail (exit code 5) when anything but a note was found.")
@browser_option
def command(
    source: str,
    source_format: str | None,
    platforms: tuple[str, ...],
    templates: tuple[Path, ...],
    slides: str | None,
    form: str,
    strict: bool,
    browser: str | None,
    **rest: Any,
) -> None:
    """Look SOURCE over on its canvases, or as PLATFORM takes it, and write nothing.

    Found are words that are clipped, do not fit, are too small, stand where the platform covers them or
    hardly stand out from their ground; characters no font has; soft pictures; missing alt text; links that
    hide where they lead; duplicate slides; and every limit of the platform.
    """
    from carousel_html.check import report
    from carousel_html.check.looking import check
    from carousel_html.errors import FindingsError, naming_file
    from carousel_html.export.builds import versions
    from carousel_html.export.engines import running_engines
    from carousel_html.export.options import Options, slide_numbers

    options = Options(
        templates=template_folders(templates),
        platforms=platforms,
        canvases=rest["canvases"] if platforms else (),
        slides=slide_numbers(slides) if slides else None,
        browser=browser,
    )
    carousel = chosen_carousel(source, source_format, **rest)
    with Bar(is_shown=form == "text" and sys.stderr.isatty()) as bar:
        running = click.get_current_context().obj or running_engines
        with naming_file(source):
            checked = check(carousel, options, progress=bar, running=running)
    forms = {
        "text": lambda: report.as_text(checked),
        "json": lambda: report.as_json(checked),
        "sarif": lambda: report.as_sarif(
            checked, source, versions("")["carousel_html"], _lines(source, carousel)
        ),
    }
    click.echo(forms[form]())
    if strict and (count := report.severe(checked)):
        raise FindingsError(f"{count} findings, and --strict was given.")


def _lines(source: str, carousel: Carousel) -> list[int]:
    """Return where each slide stands in the file; nothing for a thread, whose slides stand in no file."""
    from carousel_html.carousel_file import slide_lines

    return slide_lines(Path(source)) if carousel.slides and source != "-" else []
