"""
Make the slides that show a choice: the user's own first slide, once in every theme, typography, pattern.

A layout is shown with words it has room for: a slide of the user's that wears it, else the user's words,
else, where it wants what the user's slides do not have (numbers, pictures, items), its own sample. Knows
carousels and samples; takes no pictures.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

from carousel_html import carousel_file
from carousel_html.arranging import complete
from carousel_html.catalogue import Catalogue
from carousel_html.compose.kit import settle_kit
from carousel_html.errors import CarouselError
from carousel_html.floods import without_floods
from carousel_html.model import Carousel, Pattern, Slide, Typography

SAMPLE = "cover"
CODE = "```"
WORDS = frozenset({"layout", "title", "text", "post", "id"})
"""Keys of a sample that any slide with words can fill."""


def shown_carousel(carousel: Carousel, catalogue: Catalogue) -> Carousel:
    """Return what choices are shown with: the completed carousel, or a sample while it is empty.

    The slides of one picture sheet are not the carousel's, so they carry no numbers.
    """
    if carousel.slides:
        full = complete(without_floods(carousel))
    else:
        sample = _sample(catalogue, SAMPLE)
        full = carousel.model_copy(update={"slides": sample.slides, "author": sample.author})
    kit = settle_kit(full)[0]
    bars = {bar: getattr(kit, bar).model_copy(update={"number": False}) for bar in ("header", "footer")}
    return full.model_copy(update={"brand": kit.model_copy(update=bars).beside(kit.folder)})


def variants(kind: str, full: Carousel, catalogue: Catalogue) -> dict[str, Slide]:
    """Return for each name of a kind (theme, layout …) the slide that shows it."""
    first = full.slides[0]
    slides = {name: _VARIANTS[kind](name, first, full, catalogue) for name in catalogue.names(kind)}
    return {name: slide.placed(entry=number) for number, (name, slide) in enumerate(slides.items())}


def _in_theme(name: str, first: Slide, full: Carousel, catalogue: Catalogue) -> Slide:
    """A theme brings the typography and the pattern it was drawn with, where none was chosen."""
    tags = catalogue.theme(name).tags
    update: dict[str, object] = {"theme": name}
    if full.typography.pair is None and "typography" in tags:
        update["typography"] = _over(first.typography, Typography(pair=tags["typography"]))
    if full.pattern.name is None and "pattern" in tags:
        update["pattern"] = _over(first.pattern, Pattern(name=tags["pattern"]))
    return first.model_copy(update=update)


def _in_typography(name: str, first: Slide, full: Carousel, catalogue: Catalogue) -> Slide:
    return first.model_copy(update={"typography": _over(first.typography, Typography(pair=name))})


def _in_pattern(name: str, first: Slide, full: Carousel, catalogue: Catalogue) -> Slide:
    return first.model_copy(update={"pattern": _over(first.pattern, Pattern(name=name))})


def _over(own: Typography | Pattern | None, chosen: Typography | Pattern) -> Typography | Pattern:
    """Return the choice, with what the slide itself says of the rest."""
    if own is None:
        return chosen
    kept = {key: getattr(own, key) for key in own.model_fields_set}
    return chosen.model_copy(update=kept | {key: getattr(chosen, key) for key in chosen.model_fields_set})


def _in_layout(name: str, first: Slide, full: Carousel, catalogue: Catalogue) -> Slide:
    worn = next((slide for slide in full.slides if (slide.layout or full.layout) == name), None)
    if worn is not None:
        return worn
    try:
        sample = _sample(catalogue, name).slides[0]
    except (CarouselError, IndexError):
        sample = Slide(layout=name, title=first.title, text="")
    if sample.model_fields_set <= WORDS and CODE not in (sample.text or ""):
        words = next((each for each in full.slides[1:] if each.text or each.post), first)
        return words.model_copy(update={"layout": name, "variant": {}, "images": [], "items": None})
    return sample


def _sample(catalogue: Catalogue, layout: str) -> Carousel:
    """Read a layout's own sample; its images are named from anywhere."""
    path = catalogue.layout(layout).path
    sample = carousel_file.read((path if path.is_dir() else path.parent) / "sample.yaml")
    for slide in sample.slides:
        slide.post = None
        for image in slide.images or ():
            image.src = str(Path(sample.folder / image.src).resolve())
    return sample


_VARIANTS: Mapping[str, Callable[[str, Slide, Carousel, Catalogue], Slide]] = {
    "theme": _in_theme,
    "typography": _in_typography,
    "pattern": _in_pattern,
    "layout": _in_layout,
}
