"""
Show the catalogue: every layout's sample in any theme and on any canvas, as pictures and one page.

Knows contact sheets. The slides themselves go the same way as anybody's.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from html import escape
from pathlib import Path
from typing import Any

from carousel_html.catalogue import Catalogue
from carousel_html.errors import OutputError
from carousel_html.export import Options, render
from carousel_html.samples import showcase

THUMB = 360
"""Width in px of a slide on a contact sheet: about what a phone shows."""

ACROSS = 6
GAP = 12

Say = Callable[[str], None]


def gallery(
    out: Path,
    *,
    layouts: Sequence[str] = (),
    themes: Sequence[str] = (),
    canvases: Sequence[str] = ("instagram-portrait",),
    options: Options | None = None,
    say: Say = lambda text: None,
) -> list[dict[str, Any]]:
    """Render layouts × themes × canvases into `out`, with a contact sheet a theme and `index.html`.

    Without names, all layouts and all themes. Returns the manifests. Raises as `render` does.
    """
    options = options or Options(pdf=False)
    catalogue = Catalogue(options.templates)
    layouts = layouts or tuple(catalogue.layouts)
    manifests: list[dict[str, Any]] = []
    sheets: list[tuple[str, str]] = []
    for theme in themes or tuple(catalogue.themes):
        say(theme)
        carousel = showcase(catalogue, layouts, theme=theme, canvas=canvases)
        for manifest in render(carousel, out / theme, options):
            manifests.append(manifest)
            name = f"{theme}-{manifest['canvas']}.jpg"
            pictures = [out / theme / manifest["canvas"] / slide["file"] for slide in manifest["slides"]]
            contact_sheet(pictures, out / name)
            sheets.append((f"{theme}, {manifest['canvas']}", name))
    _write_page(out / "index.html", sheets)
    return manifests


def contact_sheet(pictures: Sequence[Path], path: Path, *, width: int = THUMB, across: int = ACROSS) -> None:
    """Put pictures side by side on one JPEG, each `width` px wide, `across` in a row."""
    from PIL import Image

    thumbs = []
    for picture in pictures:
        with Image.open(picture) as opened:
            height = round(opened.height * width / opened.width)
            thumbs.append(opened.convert("RGB").resize((width, height), Image.Resampling.LANCZOS))
    rows = -(-len(thumbs) // across)
    columns = min(across, len(thumbs))
    height = max(thumb.height for thumb in thumbs)
    sheet = Image.new("RGB", (columns * (width + GAP) + GAP, rows * (height + GAP) + GAP), "#808080")
    for i, thumb in enumerate(thumbs):
        sheet.paste(thumb, (GAP + i % across * (width + GAP), GAP + i // across * (height + GAP)))
    try:
        sheet.save(path, quality=88)
    except OSError as error:
        raise OutputError(f"{path} cannot be written: {error.strerror or error}.") from error


def _write_page(path: Path, sheets: Sequence[tuple[str, str]]) -> None:
    figures = "\n".join(
        f'<figure><figcaption>{escape(title)}</figcaption><img src="{escape(name)}" alt=""></figure>'
        for title, name in sheets
    )
    path.write_text(
        '<!doctype html>\n<html lang="en"><head><meta charset="utf-8"><title>Gallery</title>\n'
        "<style>body{margin:2rem;background:#6b6b6b;color:#fff;font:16px/1.5 system-ui}"
        "figure{margin:0 0 3rem}figcaption{margin:0 0 .5rem;font-weight:600}img{max-width:100%}</style>"
        f"</head><body>\n{figures}\n</body></html>\n",
        encoding="utf-8",
    )
