"""
Make carousels that show the catalogue: every layout's own sample, in any theme, with any variant.

Knows where a layout keeps its sample and how a theme wants to be dressed. Renders nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import lru_cache
from pathlib import Path

from carousel_html.carousel_file import read
from carousel_html.catalogue import Catalogue
from carousel_html.catalogue.variants import variants_of
from carousel_html.model import Carousel, Outro, Pattern, Slide, Typography

OUTRO = "outro"
TONE = "tone"  # A layout has the tone it is made for.


def showcase(catalogue: Catalogue, layouts: Iterable[str], *, theme: str, canvas: Sequence[str]) -> Carousel:
    """Return one carousel of the samples of these layouts, all in one theme."""
    slides: list[Slide] = []
    whole = Carousel(title="Gallery", theme=theme, canvas=list(canvas), outro=False)
    for name in layouts:
        path = _folder(catalogue, name) / "sample.yaml"
        if not path.is_file():
            slides.append(Slide(layout=name, title=name, text="This layout has no sample.yaml beside it."))
            continue
        sample = _sample(path, path.stat().st_mtime_ns)
        if isinstance(sample.outro, Outro):
            whole.outro = sample.outro
        if name != OUTRO:
            slides += [_placed(slide, sample.folder) for slide in sample.slides]
    card = _folder(catalogue, "post-card") / "sample.yaml"
    first = _sample(card, card.stat().st_mtime_ns)
    return whole.model_copy(
        update={
            "slides": slides,
            "thread": first.thread.model_copy(deep=True),
            "typography": Typography(),
            "pattern": Pattern(),
            "author": first.thread.author.name,
        }
    )


def _placed(slide: Slide, folder: Path) -> Slide:
    """Return a copy of a slide whose pictures are found from anywhere."""
    copy = slide.model_copy(deep=True)
    for image in copy.images or []:
        image.src = str((folder / image.src).resolve())
    return copy


@lru_cache(maxsize=256)
def _sample(path: Path, _changed: int) -> Carousel:
    return read(path)


def in_themes(catalogue: Catalogue, layout: str, themes: Iterable[str], *, canvas: str) -> Carousel:
    """Return the sample of one layout in one theme after another."""
    whole, first = _one(catalogue, layout, canvas)
    whole.slides = [dressed(catalogue, first, theme) for theme in themes]
    return whole


def in_variants(catalogue: Catalogue, layout: str, *, theme: str, canvas: str) -> Carousel:
    """Return the sample of one layout as it is, then with each of its variants alone."""
    whole, first = _one(catalogue, layout, canvas)
    whole.theme = theme
    offered = variants_of(catalogue.layout(layout))
    chosen = [{}, *({name: value} for name, values in offered.items() if name != TONE for value in values)]
    whole.slides = [first.model_copy(update={"variant": variant}, deep=True) for variant in chosen]
    return whole


def _one(catalogue: Catalogue, layout: str, canvas: str) -> tuple[Carousel, Slide]:
    whole = showcase(catalogue, [layout], theme="paper", canvas=[canvas])
    if layout != OUTRO:
        whole.outro = False
    return whole, whole.slides[0] if whole.slides else Slide(layout=layout)


def dressed(catalogue: Catalogue, slide: Slide, theme: str) -> Slide:
    """Return a slide in a theme, with the typography and the pattern the theme was drawn with."""
    tags = catalogue.theme(theme).tags
    look = {"theme": theme, "typography": tags.get("typography"), "pattern": tags.get("pattern")}
    return Slide(**(slide.model_dump(exclude_unset=True) | {k: v for k, v in look.items() if v}))


def _folder(catalogue: Catalogue, layout: str) -> Path:
    path = catalogue.layout(layout).path
    return path if path.is_dir() else path.parent
