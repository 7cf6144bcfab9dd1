"""`carousel render`: a thread or a carousel.yaml in, pictures and a PDF out."""

from __future__ import annotations

import json
import sys
import time
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from carousel_html.cli.choice_options import (
    OutPath,
    browser_option,
    cache_option,
    chosen_carousel,
    image_option,
    look_options,
    pdf_option,
    platforms_option,
    scale_option,
    source_options,
    template_folders,
    templates_option,
)
from carousel_html.cli.progress import Bar
from carousel_html.errors import naming_file

if TYPE_CHECKING:
    from carousel_html.export.options import Options
    from carousel_html.export.repeat import Repeater


@click.command("render", short_help="Turn a thread into slides and a PDF.")
@source_options
@click.option(
    "-o",
    "--out",
    required=True,
    type=OutPath(),
    metavar="OUT",
    help="The folder to write into.",
)
@look_options
@platforms_option("Write what this platform takes, or all of them take.")
@templates_option
@click.option("--slides", metavar="1,3-5", help="Render only these slides.")
@image_option
@scale_option
@pdf_option
@click.option(
    "--pdf-engine",
    type=click.Choice(["frozen", "chromium", "direct"]),
    default="frozen",
    show_default=True,
    help="How the PDF is made; the other two are for comparison.",
)
@click.option("--verify/--no-verify", default=True, help="Compare the PDF with the pictures.")
@click.option("--strict", is_flag=True, help="Fail (exit code 5) when anything was found on the slides.")
@click.option("--watch", is_flag=True, help="Render again whenever a file it is made of is saved.")
@browser_option
@cache_option
@click.option(
    "--json", "as_json", is_flag=True, help="Print the manifests as one JSON document, and nothing else."
)
def command(
    source: str,
    source_format: str | None,
    out: Path,
    platforms: tuple[str, ...],
    templates: tuple[Path, ...],
    slides: str | None,
    strict: bool,
    watch: bool,
    as_json: bool,
    **rest: Any,
) -> None:
    """Turn SOURCE (a thread file, a carousel.yaml, or - for standard input) into slides and a PDF."""
    from carousel_html.export.repeat import Repeater

    options = _options(platforms, templates, slides, rest)
    if watch:
        for name, given in {"-": source == "-", "--json": as_json, "--strict": strict}.items():
            if given:
                raise click.UsageError(f"--watch goes on until Ctrl-C, and not together with {name}.")
        _watch(source, source_format, out, options, rest)
        return
    asked = {"source": source, "format": source_format, **asdict(options), **rest}
    repeater = Repeater(asked, [*options.templates, Path(source).parent])
    manifests = repeater.recall(out)
    if manifests is None:
        bar = Bar(is_shown=not as_json and sys.stderr.isatty())
        with naming_file(source):
            manifests = _rendered(repeater, source, source_format, out, options, bar, rest)
    if as_json:
        click.echo(json.dumps({"canvases": manifests}, ensure_ascii=False, indent=2))
    else:
        _tell(manifests, out)
    if strict:
        _require_no_findings(manifests)


def _options(
    platforms: tuple[str, ...], templates: tuple[Path, ...], slides: str | None, rest: dict[str, Any]
) -> Options:
    """Return what is to be written, and take the options that say so out of the rest."""
    from carousel_html.export.options import Options, slide_numbers

    names = ("image", "scale", "pdf", "pdf_engine", "verify", "browser", "cache")
    return Options(
        templates=template_folders(templates),
        platforms=platforms,
        canvases=rest["canvases"] if platforms else (),
        slides=slide_numbers(slides) if slides else None,
        **{name: rest.pop(name) for name in names},
    )


def _rendered(
    repeater: Repeater,
    source: str,
    source_format: str | None,
    out: Path,
    options: Options,
    bar: Bar,
    rest: dict[str, Any],
) -> list[dict[str, Any]]:
    """Go the whole way: import, read, choose and compose while the browser starts."""
    from carousel_html.export.engines import beside, running_engines
    from carousel_html.interrupt import held, result_of

    def prepared() -> Any:
        from carousel_html.export.prepared import prepare
        from carousel_html.export.run import render_prepared

        with repeater.reading():
            return prepare(chosen_carousel(source, source_format, **rest), out, options), render_prepared

    running = click.get_current_context().obj or running_engines
    with held(), beside(prepared) as job, bar, running(options, job) as engines:
        ready, render_prepared = result_of(job)
        manifests: list[dict[str, Any]] = render_prepared(ready, out, options, engines, bar)
    repeater.remember(ready, options)
    return manifests


def _watch(
    source: str,
    source_format: str | None,
    out: Path,
    options: Options,
    rest: dict[str, Any],
) -> None:
    """Render again after every change, until Ctrl-C."""
    from carousel_html.cli.watching import Watch

    def tell(manifests: list[dict[str, Any]], seconds: float) -> None:
        _tell(manifests, out)
        click.echo(f"{time.strftime('%H:%M:%S')}  {seconds:.1f} s")

    place = Path(source.partition("#")[0])
    Watch(
        place, out, options, [*options.templates, place.parent],
        lambda: chosen_carousel(source, source_format, **rest), tell, Bar(is_shown=sys.stderr.isatty()),
    ).run()  # fmt: skip


def _tell(manifests: list[dict[str, Any]], out: Path) -> None:
    for each in manifests:
        slides, pdf = each["slides"], each["pdf"]
        size = f"{each['width']}×{each['height']}"
        posts = f" in {len(each['parts'])} posts" if len(each["parts"]) > 1 else ""
        folder = out / (each["platform"] or each["canvas"])
        count = f"{len(slides)} slide{'s' * (len(slides) != 1)}"
        click.echo(f"{folder}: {count}{posts}, {size}" + (", carousel.pdf" if pdf else ""))
        scores = [slide["fidelity"]["ssim"] for slide in slides if slide["fidelity"]]
        if scores:
            good = sum(1 for slide in slides if slide["fidelity"] and _is_good(slide["fidelity"]))
            click.echo(f"  PDF matches: {good} of {len(slides)} slides, worst {min(scores):.3f}")
        if drawn := [one["slide"] for one in each["findings"] if one["kind"] == "pictured-words"]:
            click.echo(f"  words that are pictures in the PDF: slide {', '.join(map(str, drawn))}")
        for note in each["notes"]:
            click.echo(f"  {note}")
        for left in each["left_out"]:
            click.echo(f"  left out: {left['kind']} of {left['post']}: {left['reason']}")
        for finding in each["findings"]:
            if finding["level"] != "note":
                click.echo(f"  {_line(finding)}")


def _line(finding: dict[str, Any]) -> str:
    place = f"slide {finding['slide']}: " if finding["slide"] else ""
    return f"{place}{finding['level']}: {finding['message']}. {finding['remedy']}"


def _is_good(score: dict[str, Any]) -> bool:
    from carousel_html.fidelity import Fidelity

    return Fidelity(**score).is_good


def _require_no_findings(manifests: list[dict[str, Any]]) -> None:
    from carousel_html.errors import FindingsError

    findings = [one for each in manifests for one in each["findings"] if one["level"] != "note"]
    count = len(findings) + sum(len(each["left_out"]) for each in manifests)
    if count:
        raise FindingsError(f"{count} findings, and --strict was given.", hint="Each is in manifest.json.")
