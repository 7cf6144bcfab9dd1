"""`carousel batch`: a job file in, one carousel a row out."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from carousel_html.cli.choice_options import (
    LOOKS,
    browser_option,
    cache_option,
    image_option,
    look_options,
    pdf_option,
    platforms_option,
    scale_option,
    template_folders,
    templates_option,
)
from carousel_html.interrupt import check

if TYPE_CHECKING:
    from carousel_html.batch import Batch
    from carousel_html.batch.jobs import Jobs

FAILED = 1


@click.command("batch", short_help="Render many carousels: one for each row of a table.")
@click.argument("jobs")
@click.option(
    "-o", "--out", required=True, metavar="OUT", help="The folder to write into, or s3://… and the like."
)
@click.option("--source", metavar="FILE", help="The thread or carousel.yaml of rows that name none.")
@click.option("--from", "source_format", metavar="FORMAT", help="Read the sources as this format.")
@look_options
@platforms_option("Write what this platform takes, or all of them take.")
@templates_option
@image_option
@scale_option
@pdf_option
@click.option("--verify/--no-verify", default=True, help="Compare the PDFs with the pictures.")
@browser_option
@cache_option
@click.option("--resume", is_flag=True, help="Leave alone what an earlier run finished.")
@click.option("--shard", metavar="I/N", default="1/1", help="Do only share I of N of the rows.")
@click.option(
    "--workers", type=click.IntRange(1, 512), help="How many carousels at a time. [default: one a core]"
)
@click.option(
    "--engine",
    type=click.Choice(["local", "dask"]),
    default="local",
    show_default=True,
    help="Where the workers are.",
)
@click.option("--scheduler", metavar="ADDRESS", help="The Dask scheduler, for `--engine dask`.")
@click.option("--strict", is_flag=True, help="Fail (exit code 5) when anything was found on the slides.")
@click.option("--json", "as_json", is_flag=True, help="Print the report as lines of JSON, and nothing else.")
def command(
    jobs: str,
    out: str,
    source: str | None,
    source_format: str | None,
    resume: bool,
    shard: str,
    strict: bool,
    as_json: bool,
    **rest: Any,
) -> int:
    """Render every row of JOBS: a CSV file, JSON lines, a folder of threads, or - for standard input.

    Columns: id (the row's folder), source, from, for, brand, theme, layout, typography, pattern, canvas,
    outro, and set.KEY for any key of carousel.yaml. Any other column is a value: {name} in a text stands
    for what the row has under name. A bad row is told with its line, and the rest goes on.
    """
    from carousel_html.batch import Batch, Shard
    from carousel_html.batch.jobs import Jobs

    if not out.strip():
        raise click.BadParameter("it is empty; name where to write.", param_hint="'-o' / '--out'")
    with Jobs(jobs, needs_source=source is None) as rows:
        batch = Batch(
            out=out,
            design=_design(rows.base, source, source_format, rest),
            options=_options(rest),
            shard=Shard.read(shard),
            is_resumed=resume,
        )
        with _only_one(batch), _engine(**rest) as run:
            return _told(rows, batch, run, as_json=as_json, strict=strict)


def _design(base: Path, source: str | None, source_format: str | None, rest: dict[str, Any]) -> Any:
    """Return what the rows share; paths that were typed start from the current folder."""
    from carousel_html.batch.row import Design

    brand = rest["brand"]
    return Design(
        base=base,
        source=source and str(Path(source).absolute()),
        format=source_format,
        canvases=rest["canvases"],
        brand=brand and str(Path(brand).absolute()),
        outro=rest["outro"],
        looks=tuple((name, rest[name]) for name in LOOKS if rest[name]),
        settings=rest["settings"],
    )


def _options(rest: dict[str, Any]) -> Any:
    from carousel_html.export.options import Options

    names = ("platforms", "canvases", "image", "scale", "pdf", "verify", "browser", "cache")
    folders = tuple(folder.absolute() for folder in template_folders(rest["templates"]))
    return Options(templates=folders, **{name: rest[name] for name in names})


@contextmanager
def _only_one(batch: Batch) -> Iterator[None]:
    """Hold the output folder, when it is one."""
    from carousel_html.batch.lock import only_one

    if "://" in batch.out:
        yield
        return
    with only_one(Path(batch.out), f".batch{batch.shard.suffix}.lock"):
        yield


@contextmanager
def _engine(*, engine: str, scheduler: str | None, workers: int | None, **rest: Any) -> Iterator[Any]:
    """Start the workers, and yield `run_batch` on them."""
    from carousel_html.batch.run import run_batch

    if engine == "dask":
        from carousel_html.batch.cluster import cluster, do_row_on_dask

        if scheduler is None:
            raise click.UsageError("--engine dask needs the address of a scheduler: --scheduler tcp://…")
        with cluster(scheduler, rest["browser"]) as found:
            for address, why in found.refusals.items():
                click.echo(f"Left out: {address}: {why}", err=True)
            yield partial(run_batch, executor=found.executor, workers=found.workers, work=do_row_on_dask)
        return
    from carousel_html.batch.pool import WorkerPool, usual_workers

    size = workers or usual_workers()
    with WorkerPool(size) as pool:
        yield partial(run_batch, executor=pool, workers=size)


def _told(rows: Jobs, batch: Batch, run: Any, *, as_json: bool, strict: bool) -> int:
    """Do the rows and tell of each; return the exit code, or with `strict` raise FindingsError."""
    from carousel_html.batch.report import HEADING, Report, Tally, table_row
    from carousel_html.errors import FindingsError

    tally = Tally()
    line = _Line(is_shown=sys.stderr.isatty())
    with Report(batch) as report:
        if not as_json:
            click.echo(HEADING)
        line.show(tally.line(None))
        for result in run(rows, batch):
            check()
            tally.add(result)
            report.add(result)
            line.clear()
            click.echo(result.as_json() if as_json else table_row(result))
            line.show(tally.line(batch.shard.share_of(rows.rows)))
        line.clear()
    if not as_json:
        click.echo(tally.summary())
    if tally.states["failed"]:
        return FAILED
    if strict and tally.rows_found:
        raise FindingsError(
            f"something was found in {tally.rows_found} of {tally.rows} rows, and --strict was given.",
            hint="The report says what, and on which slides.",
        )
    return 0


class _Line:
    """The progress line below the table, on a terminal."""

    def __init__(self, *, is_shown: bool) -> None:
        self._is_shown = is_shown

    def show(self, text: str) -> None:
        if self._is_shown:
            click.echo(text, err=True, nl=False)

    def clear(self) -> None:
        if self._is_shown:
            click.echo("\r\033[K", err=True, nl=False)
