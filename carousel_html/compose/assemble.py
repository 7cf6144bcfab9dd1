"""
Compose: the steps from a carousel to a document, in order.

Knows which module does which step. Knows nothing of browsers or PDF.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from markupsafe import Markup, escape

from carousel_html.brand import brand_colors, brand_css
from carousel_html.canvases import Canvas
from carousel_html.catalogue import Catalogue
from carousel_html.compose.assets import Assets
from carousel_html.compose.borrowed import borrowed_faces
from carousel_html.compose.content import Content
from carousel_html.compose.document import Document, SlideNote
from carousel_html.compose.installed import installed_faces
from carousel_html.compose.legible import Adjusted, adjusted, ground_of
from carousel_html.compose.logos import logo_notes
from carousel_html.compose.look import Look, settle_look, style_of
from carousel_html.compose.notes import note_of
from carousel_html.compose.stylesheet import bundle, font_notes, fonts_missed
from carousel_html.compose.templates import Templates, template_set
from carousel_html.compose.unshown import unshown
from carousel_html.errors import TemplateError
from carousel_html.model import Carousel, Slide

SHEET = "carousel.css"
IMAGE_DENSITY = 2  # pictures are kept at up to twice the slide's pixels
SOURCE = re.compile(r'\ssrc="([^"]*)"')
PAGE = Markup(
    '<!doctype html>\n<html lang="{language}">\n<head>\n<meta charset="utf-8">\n<title>{title}</title>\n'
    '<link rel="stylesheet" href="{sheet}">\n</head>\n<body>\n{slides}\n</body>\n</html>\n'
)


@dataclass(frozen=True)
class _Made:
    """One composed slide."""

    html: str
    look: Look
    note: SlideNote


def compose(carousel: Carousel, canvas: Canvas, catalogue: Catalogue, *, scale: float = 1) -> Document:
    """Compose a completed carousel on one canvas into a document.

    Args:
        carousel: completed: every slide placed, the outro among them.
        canvas: the pixels and the safe area of every slide.
        catalogue: where layouts, looks and fonts are found.
        scale: device pixels for one CSS px of the pictures to be taken; photos are kept sharp for it.

    Raises:
        InputError: an unknown name, a broken template, style sheet, image or brand kit.
    """
    assets = Assets()
    longest = round(max(canvas.width, canvas.height) * max(IMAGE_DENSITY, scale))
    content = Content(carousel, canvas, assets, longest=longest)
    made = _slides(content, catalogue)
    changes = _adjusted(made, content, catalogue)
    slides = "\n".join(one.html for one in made)
    looks = [name for one in made for name in one.look.names]
    sheet = bundle(catalogue, looks, assets, given=slides) + "".join(change.css for change in changes)
    sheet += borrowed_faces(sheet, slides, carousel.language, catalogue.font_faces, assets)
    sheet += installed_faces(fonts_missed(catalogue, looks, slides), sheet + slides, assets)
    assets.text(SHEET, "text/css", sheet)
    title = content.carousel_names().title or (made[0].note.title if made else "")
    page = PAGE.format(language=carousel.language, title=title, sheet=SHEET, slides=Markup(slides))
    notes = (
        *(note for change in changes for note in change.notes),
        *_logo_notes(made, content, catalogue),
        *font_notes(catalogue, looks),
    )
    about = tuple(one.note for one in made)
    return _document(content, str(page), title, about, notes, stand_alone=catalogue.is_built_in)


def _slides(content: Content, catalogue: Catalogue) -> list[_Made]:
    templates = template_set(catalogue.folders)
    css = brand_css(content.kit, prefix=content.kit_prefix)
    return [
        _slide(slide, number, content, catalogue, templates, css)
        for number, slide in enumerate(content.carousel.slides, 1)
    ]


def _document(
    content: Content,
    page: str,
    title: str,
    slides: tuple[SlideNote, ...],
    notes: tuple[str, ...],
    *,
    stand_alone: bool,
) -> Document:
    canvas = content.canvas
    return Document(
        html=page,
        assets=content.assets.table,
        width=canvas.width,
        height=canvas.height,
        safe=canvas.safe,
        floors=canvas.floors,
        title=title,
        author=content.carousel_names().author_name or content.brand.name or "",
        language=content.carousel.language,
        slides=slides,
        notes=notes,
        stand_alone=stand_alone,
    )


def _adjusted(made: Sequence[_Made], content: Content, catalogue: Catalogue) -> list[Adjusted]:
    """Return what the kit's colours make necessary in each theme that is worn, so that words stay legible."""
    colors = brand_colors(content.kit, prefix=content.kit_prefix)
    themes = sorted({one.look.theme for one in made})
    return [adjusted(theme, catalogue.theme(theme).path, colors) for theme in themes]


def _logo_notes(made: Sequence[_Made], content: Content, catalogue: Catalogue) -> list[str]:
    """Return what is to be said of the kit's logo, which the assets hold, in each theme that is worn."""
    brand, files = content.brand, content.assets.table
    if not brand.logo or not (brand.header.logo or brand.footer.logo):
        return []
    colors = brand_colors(content.kit, prefix=content.kit_prefix)
    themes = sorted({one.look.theme for one in made})
    grounds = [(theme, ground_of(theme, catalogue.theme(theme).path, colors)) for theme in themes]
    return logo_notes(files[brand.logo], files[brand.logo_dark] if brand.logo_dark else None, grounds)


def _slide(
    slide: Slide, index: int, content: Content, catalogue: Catalogue, templates: Templates, css: str
) -> _Made:
    look = settle_look(content.carousel, slide, content.kit, catalogue)
    words = content.words_of(slide, look)
    progress = index / len(content.carousel.slides)
    style = style_of(look, content.canvas, css, progress=progress, is_first=index == 1)
    own = content.slide_names(slide, look, words, index=index, style=style)
    names = {
        "slide": own,
        "carousel": content.carousel_names(),
        "brand": content.brand,
        "canvas": content.canvas_names(),
    }
    html = templates.run(f"{look.layout.name}/{look.layout.name}.html", names).strip()
    _add_own_files(html, look, catalogue, content.assets)
    images = content.images_of(slide, look.place)
    note = note_of(slide, look, words, images, content.words, index)
    return _Made(html, look, replace(note, unshown=unshown(html, own, words)))


def _add_own_files(html: str, look: Look, catalogue: Catalogue, assets: Assets) -> None:
    """Add the pictures a template itself names (`src="layouts/quote/mark.svg"`) to the assets."""
    for address in SOURCE.findall(html):
        if address in assets.table or address.startswith("data:"):
            continue
        path = catalogue.find(address)
        if path is None or assets.file(address, path, where=str(look.layout.path)) != address:
            raise TemplateError(
                f'the layout "{look.layout.name}" shows "{escape(address)}", which is not there.',
                where=str(look.layout.path),
                hint="Write its place in the templates folder, in plain letters: layouts/quote/mark.svg.",
            )
