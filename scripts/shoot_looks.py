"""
Take the pictures of the README: slides of the example thread in a brand's colours, and nine looks.

Run after layouts or themes have changed their looks: `python scripts/shoot_looks.py`.
"""

from __future__ import annotations

import tempfile
from collections.abc import Sequence
from pathlib import Path

from PIL import Image

from carousel_html import arrange, load_thread, render
from carousel_html.brand import read_brand
from carousel_html.carousel_file import read
from carousel_html.export import Options
from carousel_html.model import Carousel, Thread

ROOT = Path(__file__).parent.parent
EXAMPLES, PICTURES = ROOT / "examples", ROOT / "docs" / "pictures"
GAP = 12  # px
GREY = (128, 128, 128)
DEMO = (0, 1, 4, 7, 10)
"""The slides of the example that are shown: each of another kind."""


def main() -> None:
    """Write both pictures."""
    thread = load_thread(EXAMPLES / "charts-tables-maps.txt")
    assert isinstance(thread, Thread)
    kit = read_brand(EXAMPLES / "brands" / "tidewater" / "brand.yaml")
    slides = _slides(arrange(thread, Carousel(theme="paper", brand=kit)))
    _sheet([slides[place] for place in DEMO], "demo.jpg", columns=5, width=320)
    _sheet(_slides(read(EXAMPLES / "nine-looks.yaml")), "nine-looks.jpg", columns=3, width=400)


def _slides(carousel: Carousel) -> list[Image.Image]:
    with tempfile.TemporaryDirectory() as folder:
        render(carousel, Path(folder), Options(pdf=False))
        return [Image.open(path).convert("RGB") for path in sorted(Path(folder).rglob("slide-*.png"))]


def _sheet(slides: Sequence[Image.Image], name: str, *, columns: int, width: int) -> None:
    height = round(slides[0].height * width / slides[0].width)
    rows = -(-len(slides) // columns)
    sheet = Image.new("RGB", (columns * (width + GAP) + GAP, rows * (height + GAP) + GAP), GREY)
    for place, slide in enumerate(slides):
        row, column = divmod(place, columns)
        small = slide.resize((width, height), Image.Resampling.LANCZOS)
        sheet.paste(small, (GAP + column * (width + GAP), GAP + row * (height + GAP)))
    sheet.save(PICTURES / name, quality=88, optimize=True, progressive=True)
    print(f"wrote docs/pictures/{name}")


if __name__ == "__main__":
    main()
