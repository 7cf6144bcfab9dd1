"""`carousel render`: a thread or a carousel.yaml in, pictures and a PDF out."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from carousel_html.cli.choice_options import (
    chosen_carousel,
    look_options,
    source_options,
    template_folders,
)
from carousel_html.cli.progress import Bar

if TYPE_CHECKING:
    from carousel_html.export.options import Options


@click.command("render", short_help="Turn a thread into slides and a PDF.")
@source_options
@click.option(
    "-o",
    "--out",
    required=True,
    type=click.Path(path_type=Path),
    metavar="OUT",
    help="The folder to write into.",
)
@look_options
@click.option(
    "--for",
    "platforms",
    multiple=True,
    metavar="PLATFORM",
    help="Write what this platform takes, or all of them take. See `carousel list platforms`. Repeatable.",
)
@click.option(
    "--templates",
    multiple=True,
    type=click.Path(path_type=Path),
    metavar="DIR",
    help="A folder with layouts, themes or fonts of your own. Repeatable.",
)
@click.option("--slides", metavar="1,3-5", help="Render only these slides.")
@click.option(
    "--image",
    type=click.Choice(["png", "jpeg", "webp"]),
    help="The type of the pictures.  [default: png, or what the platform takes]",
)
@click.option(
    "--scale",
    type=click.IntRange(1, 2),
    default=1,
    show_default=True,
    help="Pixels of the pictures per pixel of the canvas.",
)
@click.option("--pdf/--no-pdf", default=True, help="Write carousel.pdf, or do not.")
@click.option(
    "--pdf-engine",
    type=click.Choice(["frozen", "chromium", "direct"]),
    default="frozen",
    show_default=True,
    help="How the PDF is made; the other two are for comparison.",
)
@click.option("--verify/--no-verify", default=True, help="Compare the PDF with the pictures.")
@click.option("--strict", is_flag=True, help="Fail (exit code 5) when anything was found on the slides.")
@click.option("--browser", metavar="PATH", help="The Chromium to use.")
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
    as_json: bool,
    **rest: Any,
) -> None:
    """Turn SOURCE (a thread file, a carousel.yaml, or - for standard input) into slides and a PDF."""
    from carousel_html.export.engines import beside, running_engines
    from carousel_html.export.options import Options, slide_numbers
    from carousel_html.interrupt import held, result_of

    names = ("image", "scale", "pdf", "pdf_engine", "verify", "browser")
    options = Options(
        templates=template_folders(templates),
        platforms=platforms,
        canvases=rest["canvases"] if platforms else (),
        slides=slide_numbers(slides) if slides else None,
        **{name: rest.pop(name) for name in names},
    )
    with (
        held(),
        beside(lambda: _prepared(source, source_format, out, options, **rest)) as job,
        Bar(is_shown=not as_json and sys.stderr.isatty()) as bar,
        running_engines(options, job) as engines,
    ):
        prepared, render_prepared = result_of(job)
        manifests = render_prepared(prepared, out, options, engines, bar)
    if as_json:
        click.echo(json.dumps({"canvases": manifests}, ensure_ascii=False, indent=2))
    else:
        _tell(manifests, out)
    if strict:
        _require_no_findings(manifests)


def _prepared(source: str, source_format: str | None, out: Path, options: Options, **rest: Any) -> Any:
    """Import, read, choose and compose, all while the browser starts."""
    from carousel_html.export.prepared import prepare
    from carousel_html.export.run import render_prepared

    return prepare(chosen_carousel(source, source_format, **rest), out, options), render_prepared


def _tell(manifests: list[dict[str, Any]], out: Path) -> None:
    for each in manifests:
        slides, pdf = each["slides"], each["pdf"]
        size = f"{each['width']}×{each['height']}"
        posts = f" in {len(each['parts'])} posts" if len(each["parts"]) > 1 else ""
        folder = out / (each["platform"] or each["canvas"])
        click.echo(f"{folder}: {len(slides)} slides{posts}, {size}" + (", carousel.pdf" if pdf else ""))
        scores = [slide["fidelity"]["ssim"] for slide in slides if slide["fidelity"]]
        if scores:
            good = sum(1 for slide in slides if slide["fidelity"] and _is_good(slide["fidelity"]))
            click.echo(f"  PDF matches: {good} of {len(slides)} slides, worst {min(scores):.3f}")
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
