"""`carousel import`: a thread in, a carousel.yaml out that can be edited and rendered."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from carousel_html.cli.choice_options import OutPath, look_choices, look_options, read_source, source_options

if TYPE_CHECKING:
    from carousel_html.arranging.post_changes import Changes
    from carousel_html.model import Carousel


@click.command("import", short_help="Write a thread as a carousel.yaml that can be edited.")
@source_options
@click.option(
    "-o",
    "--out",
    required=True,
    type=OutPath(),
    metavar="FILE",
    help="The carousel.yaml to write.",
)
@look_options
def command(source: str, source_format: str | None, out: Path, **rest: Any) -> None:
    """Arrange SOURCE on slides and write that as a carousel.yaml. Needs no browser.

    SOURCE is a thread file, or the address of a Bluesky post, a Mastodon status or a feed. Nothing but
    this command fetches, and only over https from the public internet.

    A FILE that holds the thread already is brought up to date: what was chosen or written in it stays.
    """
    from carousel_html.arranging import arrange
    from carousel_html.arranging.post_changes import marked
    from carousel_html.carousel_file import write
    from carousel_html.choices import choose

    fresh = read_source(source, source_format, may_fetch=True)
    if out.is_file() and not fresh.slides:
        _update(fresh, out, rest)
        return
    carousel = choose(fresh, look_choices(fresh, **rest))
    if not carousel.slides:
        carousel = arrange(marked(carousel.thread, carousel.folder), carousel)
    written = write(carousel, out)
    click.echo(f"{out}: {_counted(written)}. Render it: carousel render {out} -o out")


def _counted(carousel: Carousel) -> str:
    """Return how many slides there are when the outro is there too: as many as a render has, or fewer."""
    from carousel_html.arranging import complete

    count = len(complete(carousel).slides)
    return f"{count} slide{'s' * (count != 1)}"


def _update(fresh: Carousel, out: Path, rest: dict[str, Any]) -> None:
    """Bring an existing file up to date, and say what became of its posts."""
    from carousel_html.arranging import updated
    from carousel_html.carousel_file import read, write
    from carousel_html.choices import choose
    from carousel_html.errors import CarouselFileError

    _require_carousel(out)
    existing = read(out)
    try:
        update = updated(choose(existing, look_choices(existing, **rest)), _with_whole_paths(fresh))
    except CarouselFileError as error:
        raise CarouselFileError(error.what, where=error.where or str(out), hint=error.hint) from error
    written = write(update.carousel, out)
    click.echo(f"{out}: {_counted(written)}, brought up to date.")
    for line in _told(update.posts):
        click.echo(f"  {line}")


def _require_carousel(path: Path) -> None:
    """Refuse a file that is something else, which is left alone."""
    from carousel_html.carousel_file.reading import MAX_BYTES
    from carousel_html.errors import CarouselFileError
    from carousel_html.source_text import read_text
    from carousel_html.sources.carousel_yaml import recognises

    if not recognises(read_text(path, max_bytes=MAX_BYTES)):
        raise CarouselFileError(
            "this is no carousel.yaml, and is left alone.",
            where=str(path),
            hint="Name another file with `-o`.",
        )


def _with_whole_paths(carousel: Carousel) -> Carousel:
    """Return a copy whose pictures are found from any folder."""
    copy = carousel.model_copy(deep=True)
    for image in (image for post in copy.thread.posts for image in post.images):
        image.src = str((carousel.folder / image.src).absolute())
    if copy.thread.author.avatar:
        copy.thread.author.avatar = str((carousel.folder / copy.thread.author.avatar).absolute())
    return copy


def _told(posts: Changes) -> list[str]:
    said = (
        (posts.new, "new"),
        (posts.changed, "changed"),
        (posts.gone, "gone from the thread; kept here with its slides"),
        (posts.kept, "changed in the thread, but also by hand; the words of the file are kept"),
    )
    return [f"{post}: {what}" for ids, what in said for post in ids]
