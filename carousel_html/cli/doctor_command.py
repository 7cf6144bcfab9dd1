"""`carousel doctor`: what this machine has and lacks."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import click

from carousel_html.cli.choice_options import browser_option, templates_option
from carousel_html.errors import SystemPartMissing

if TYPE_CHECKING:
    from carousel_html.doctor import Report


@click.command("doctor", short_help="Say what this machine has and lacks, and how to mend it.")
@browser_option
@templates_option
@click.option("--fix", is_flag=True, help="Install what is missing, as far as this user may.")
@click.option("--json", "as_json", is_flag=True, help="Print the report as JSON.")
def command(browser: str | None, templates: tuple[Path, ...], fix: bool, as_json: bool) -> None:
    """Look at the browser, Pango, fonts and templates, and render one slide as proof."""
    from carousel_html.doctor import examine, mend
    from carousel_html.warm.starting import described

    def examined() -> Report:
        return examine(browser=browser, templates=templates, prove=_prove(browser), warm=described())

    report = examined()
    if fix and not all(finding.state == "ok" for finding in report.findings):
        mend(report, lambda step: click.echo(step, err=True))
        report = examined()
    click.echo(json.dumps(report.as_json(), ensure_ascii=False, indent=2) if as_json else str(report))
    if not report.can_render:
        raise click.exceptions.Exit(SystemPartMissing.exit_code)


def _prove(browser: str | None) -> Callable[[Path], str]:
    from carousel_html.export import Options, render
    from carousel_html.model import Carousel, Post, Slide, Thread

    def prove(folder: Path) -> str:
        thread = Thread(posts=[Post(id="p1", text="One slide, žluťoučký Ω Ж 🧵")])
        carousel = Carousel(
            title="Proof", thread=thread, canvas=["instagram-square"], outro=False,
            slides=[Slide(layout="text", post="p1")],
        )  # fmt: skip
        (manifest,) = render(carousel, folder, Options(browser=browser))
        score = manifest["slides"][0]["fidelity"]["ssim"]
        return f"one slide and its PDF, alike to {score}"

    return prove
