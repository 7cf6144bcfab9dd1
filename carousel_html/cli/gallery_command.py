"""`carousel gallery`: look at the catalogue."""

from __future__ import annotations

from pathlib import Path

import click

from carousel_html.cli.choice_options import OutPath, template_folders, templates_option


@click.command("gallery", short_help="Render every layout in every theme, with contact sheets.")
@click.option(
    "-o",
    "--out",
    required=True,
    type=OutPath(),
    metavar="OUT",
    help="The folder to write into.",
)
@click.option("--layout", "layouts", multiple=True, metavar="NAME", help="Only this layout. Repeatable.")
@click.option("--theme", "themes", multiple=True, metavar="NAME", help="Only this theme. Repeatable.")
@click.option("--canvas", "canvases", multiple=True, metavar="NAME", help="On this canvas. Repeatable.")
@templates_option
@click.option("--pdf/--no-pdf", default=False, help="Write and verify the PDFs too.")
def command(
    out: Path,
    layouts: tuple[str, ...],
    themes: tuple[str, ...],
    canvases: tuple[str, ...],
    templates: tuple[Path, ...],
    pdf: bool,
) -> None:
    """Render the samples of layouts × themes × canvases as pictures, contact sheets and one HTML page."""
    from carousel_html.export import Options
    from carousel_html.gallery import gallery

    manifests = gallery(
        out,
        layouts=layouts,
        themes=themes,
        canvases=canvases or ("instagram-portrait",),
        options=Options(templates=template_folders(templates), pdf=pdf),
        say=lambda theme: click.echo(theme, err=True),
    )
    findings = [finding for manifest in manifests for finding in manifest["findings"]]
    click.echo(
        f"{sum(len(m['slides']) for m in manifests)} slides, {len(findings)} findings: {out / 'index.html'}"
    )
    for finding in findings:
        click.echo(f"  slide {finding['slide']}: {finding['kind']}: “{finding['text']}”")
