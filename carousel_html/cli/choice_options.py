"""
The options that several commands share: the source, the look, the templates, what is written.

Knows how they are written; what they mean is `choices`' business.
"""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Collection
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

if TYPE_CHECKING:
    from carousel_html.choices import Choices
    from carousel_html.model import Carousel

Command = TypeVar("Command", bound=Callable[..., Any])

_ADDRESS = re.compile(r"[a-z][a-z0-9+.-]+://", re.IGNORECASE)

LOOKS = ("layout", "theme", "typography", "pattern")


class OutPath(click.Path):
    """A file or folder of this machine to write; no empty word, which an unset variable leaves, and no bucket."""

    def __init__(self) -> None:
        super().__init__(path_type=Path)

    def convert(
        self, value: str | os.PathLike[str], param: click.Parameter | None, ctx: click.Context | None
    ) -> Any:
        """Return the path."""
        if not str(value).strip():
            self.fail("it is empty; name where to write.", param, ctx)
        if isinstance(value, str) and _ADDRESS.match(value):
            self.fail(
                f'"{value}" is no folder of this machine. `carousel batch` writes to buckets.', param, ctx
            )
        return super().convert(value, param, ctx)


templates_option = click.option(
    "--templates",
    multiple=True,
    type=click.Path(path_type=Path),
    metavar="DIR",
    help="A folder with layouts, themes or fonts of your own. Repeatable.",
)
image_option = click.option(
    "--image",
    type=click.Choice(["png", "jpeg", "webp"]),
    help="The type of the pictures.  [default: png, or what the platform takes]",
)
scale_option = click.option(
    "--scale",
    type=click.IntRange(1, 2),
    default=1,
    show_default=True,
    help="Pixels of the pictures per pixel of the canvas.",
)
pdf_option = click.option("--pdf/--no-pdf", default=True, help="Write carousel.pdf, or do not.")
cache_option = click.option(
    "--cache/--no-cache", default=True, help="Use what an earlier run made of the same, or make all anew."
)
browser_option = click.option("--browser", metavar="PATH", help="The Chromium to use.")


def one_of(words: Collection[str]) -> Callable[[click.Context, click.Parameter, str], str]:
    """Return a callback that takes one of a few words; for another, the error names the one that was meant."""

    def checked(_ctx: click.Context, _param: click.Parameter, value: str) -> str:
        from carousel_html.errors import did_you_mean

        if value not in words:
            meant = did_you_mean(value, words) or f"There are: {', '.join(words)}."
            raise click.BadParameter(f'there is no "{value}". {meant}')
        return value

    return checked


def platforms_option(what: str) -> Callable[[Command], Command]:
    """Return the option --for; `what` says what is done with the platforms."""
    return click.option(
        "--for",
        "platforms",
        multiple=True,
        metavar="PLATFORM",
        help=f"{what} See `carousel list platforms`. Repeatable.",
    )


def source_options(command: Command) -> Command:
    """Add SOURCE and --from."""
    command = click.option("--from", "source_format", metavar="FORMAT", help="Read SOURCE as this format.")(
        command
    )
    return click.argument("source")(command)


def look_options(command: Command) -> Command:
    """Add the options that lay choices over the carousel."""
    for name in reversed(LOOKS):
        more = " Left out: what suits each post." if name == "layout" else ""
        command = click.option(
            f"--{name}", metavar="NAME", help=f"See `carousel list {_plural(name)}`.{more}"
        )(command)
    for option in (
        click.option(
            "--set",
            "settings",
            multiple=True,
            metavar="KEY=VALUE",
            help="Set any key of carousel.yaml: `--set typography.scale=1.1`. Repeatable.",
        ),
        click.option("--outro/--no-outro", default=None, help="Close with an outro slide, or do not."),
        click.option("--brand", metavar="FILE", help="A brand kit: name, handle, logo, colours."),
        click.option(
            "--canvas",
            "canvases",
            multiple=True,
            metavar="NAME",
            help="See `carousel list canvases`. Repeatable.",
        ),
    ):
        command = option(command)
    return command


def chosen_carousel(source: str, source_format: str | None, **rest: Any) -> Carousel:
    """Read SOURCE and lay the options over it."""
    from carousel_html.choices import choose

    carousel = read_source(source, source_format)
    return choose(carousel, look_choices(carousel, **rest))


def read_source(source: str, source_format: str | None, *, may_fetch: bool = False) -> Carousel:
    """Return a carousel to lay choices over: SOURCE as it was read, or fetched where that is allowed."""
    from carousel_html.choices import begin
    from carousel_html.sources import is_address, load_thread

    if not (may_fetch and is_address(source)):
        return begin(load_thread(source, source_format))
    from carousel_html.sources.addresses import fetch_thread  # late: only an address needs the web

    return begin(fetch_thread(source, source_format))


def look_choices(
    carousel: Carousel,
    *,
    canvases: tuple[str, ...],
    brand: str | None,
    outro: bool | None,
    settings: tuple[str, ...],
    **looks: str | None,
) -> Choices:
    """Return what the options say, by key of carousel.yaml."""
    from carousel_html.choices import LOOK_KEYS, Choices, read_setting

    choices = Choices()
    for setting in settings:
        key, value = read_setting(setting)
        choices.add(key, value, f"--set {key}")
    for name, look in looks.items():
        if look is not None:
            choices.add(LOOK_KEYS[name], look, f"--{name}")
    if canvases:
        choices.add("canvas", list(canvases), "--canvas")
    if brand is not None:
        choices.add("brand", str(Path(brand).resolve()), "--brand")
    if outro is False:
        choices.add("outro", False, "--no-outro")
    elif outro and carousel.outro is False:
        choices.add("outro", {}, "--outro")
    return choices


def template_folders(named: tuple[Path, ...]) -> tuple[Path, ...]:
    """Return the folders of templates that were named, and this folder where it holds any."""
    from carousel_html.catalogue.folders import holds_templates

    here = Path.cwd()
    return (*named, here) if holds_templates(here) else named


def _plural(name: str) -> str:
    return name if name == "typography" else f"{name}s"
