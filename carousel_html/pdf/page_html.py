"""
Write a Frozen document as HTML in which everything already has its place.

Painting first (boxes and pictures, the lowest first), then the text in reading order; each line of
text is one absolutely positioned element, so there is nothing for an engine to lay out. Knows HTML
and CSS as WeasyPrint reads them; does not call it.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from html import escape
from urllib.parse import quote

from carousel_html.frozen import Box, Color, Element, Frozen, FrozenSlide, Picture, Rect, TextLine
from carousel_html.pdf.metrics import Metrics, read_metrics
from carousel_html.pdf.spacing import pieces
from carousel_html.pdf.uneven_border import is_uneven, svg
from carousel_html.pdf.unseen import UNSEEN, letter_spacing

SCHEME = "carousel:"
"""Addresses in the page start with this; the fetcher answers no other."""

DRAWING = "drawing/"
"""The address of an SVG is its own words, quoted."""

BLANK = "blank"
"""The key of a transparent pixel, the body of a figure whose picture lies in the painting."""

HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})

WIDE = 99_999
"""Width in px of an element that holds a line: with a width given, WeasyPrint need not find one."""

_SHEET = """
@page {{ size: {width}px {height}px; margin: 0 }}
head, head * {{ display: none }}
html, body {{ display: block }}
section {{ display: block; position: relative; width: {width}px; height: {height}px }}
section {{ overflow: hidden; break-after: page; bookmark-level: 1; bookmark-label: attr(title) }}
section:last-child {{ break-after: auto }}
div, b, a.at, img {{ position: absolute; display: block }}
b {{ width: {wide}px; line-height: 0; white-space: pre }}
img {{ overflow: hidden }}
h1, h2, h3, h4, h5, h6, p, ul, ol, li, blockquote, pre, figure, figcaption, dl, dt, dd {{ display: block }}
"""


@dataclass(frozen=True)
class Page:
    """A document as HTML for WeasyPrint, slide by slide, and each one's lines in their order."""

    head: str
    sections: tuple[str, ...]
    lines: tuple[tuple[TextLine, ...], ...]

    @property
    def html(self) -> str:
        """The HTML of the whole document."""
        return self.only(range(len(self.sections)))

    def only(self, places: Iterable[int]) -> str:
        """Return the HTML of a document of these slides (from 0)."""
        return f"{self.head}<body>{''.join(self.sections[place] for place in places)}</body></html>"


def page_html(frozen: Frozen) -> Page:
    """Return the whole document, its face for unseen words included, as HTML for WeasyPrint."""
    writer = _Writer(frozen)
    sections = tuple(writer.slide(slide) for slide in frozen.slides)
    return Page(writer.head(), sections, tuple(map(tuple, writer.lines)))


def image_keys(slide: FrozenSlide) -> list[str]:
    """Return the keys of the images on a slide."""
    return [part.image for part in slide.painting if isinstance(part, Picture)]


class _Writer:
    def __init__(self, frozen: Frozen) -> None:
        self.frozen = frozen
        self.names = {key: f"f{index}" for index, key in enumerate(frozen.fonts)}
        self.metrics: Mapping[str, Metrics] = {key: read_metrics(body) for key, body in frozen.fonts.items()}
        self.looks: dict[str, str] = {}
        self.lines: list[list[TextLine]] = []
        self.outline: list[str] = []

    def head(self) -> str:
        """Return what comes before the slides: ask when they are written, for it says what they look like."""
        frozen = self.frozen
        faces = "".join(
            f"@font-face{{font-family:{name};src:url({SCHEME}font/{name})}}" for name in self.names.values()
        )
        sheet = _SHEET.format(width=frozen.width, height=frozen.height, wide=WIDE)
        author = f'<meta name="author" content="{escape(frozen.author)}">' if frozen.author else ""
        looks = "".join(f".{name}{{{look}}}\n" for look, name in self.looks.items())
        return (
            f'<!doctype html><html lang="{escape(frozen.language)}"><head><meta charset="utf-8">'
            f"<title>{escape(frozen.title)}</title>{author}"
            f"<style>{faces}{sheet}{looks}</style></head>"
        )

    def slide(self, slide: FrozenSlide) -> str:
        painting = "".join(
            _picture(item) if isinstance(item, Picture) else self.box(item) for item in slide.painting
        )
        self.lines.append([])
        inside = "".join(self.part(part, Rect(0, 0, 0, 0)) for part in slide.content.children)
        return f'<section title="{escape(slide.title)}">{painting}{inside}</section>'

    def part(self, part: Element | TextLine, origin: Rect) -> str:
        if isinstance(part, TextLine):
            lines = pieces(part, self.frozen.fonts[part.face]) if part.face else [part]
            return "".join(self.line(line, origin) for line in lines)
        language = f' lang="{escape(part.language)}"' if part.language else ""
        if part.tag == "img" and part.rect:
            at = _at(part.rect, origin)
            return f'<img src="{SCHEME}{BLANK}" alt="{escape(part.alt or "")}" style="{at}">'
        if part.tag == "a" and part.rect:
            inside = "".join(self.part(child, part.rect) for child in part.children)
            href = escape(part.href or "")
            return f'<a class="at" href="{href}" style="{_at(part.rect, origin)}">{inside}</a>'
        tag = self.heading(part.tag) if part.tag in HEADINGS else part.tag
        inside = "".join(self.part(child, origin) for child in part.children)
        return f"<{tag}{language}>{inside}</{tag}>"

    def heading(self, tag: str) -> str:
        """Return the heading's level in the whole document's outline: none is left out (PDF/UA-1 7.4.2)."""
        while self.outline and self.outline[-1] >= tag:
            self.outline.pop()
        self.outline.append(tag)
        return f"h{len(self.outline)}"

    def line(self, line: TextLine, origin: Rect) -> str:
        face = line.face or UNSEEN
        metrics = self.metrics[face]
        top = line.baseline - line.size * (metrics.ascent - metrics.descent) / 2
        spacing = line.letter_spacing if line.face else letter_spacing(line)
        look = [
            f"font-size:{_n(line.size)}px",
            f"font-family:{self.names[face]}",
            f"color:{_color(line.color) if line.visible else 'transparent'}",
        ]
        if line.features:
            look.append(f"font-feature-settings:{line.features}")
        if line.is_rtl:
            look.append("direction:rtl")
        style = [f"left:{_n(line.x - origin.x)}px", f"top:{_n(top - origin.y)}px"]
        if line.is_rtl or origin.width:
            # A right-to-left line starts at its right edge; within a link, the width is a part of its area.
            style.append(f"width:{_n(line.width)}px")
        if spacing:
            style.append(f"letter-spacing:{_n(spacing, 5)}px")
        if line.word_spacing and line.face:
            style.append(f"word-spacing:{_n(line.word_spacing, 5)}px")
        if line.matrix:
            style.append(_transform(line, top))
        self.lines[-1].append(line)
        return f'<b class="{self.look(look)}" style="{";".join(style)}">{escape(line.text)}</b>'

    def box(self, box: Box) -> str:
        x, y, width, height = box.rect
        look = []
        if box.fill and box.fill.alpha:
            look.append(f"background:{_color(box.fill)}")
        if rounded := _rounded(box.radii):
            look.append(rounded)
        if is_uneven(box.radii, box.borders):
            look.append(f"background-image:url({SCHEME}{DRAWING}{quote(svg(box))})")
            look.append("background-repeat:no-repeat")
        elif box.borders:
            top, right, bottom, left = (border.width for border in box.borders)
            width, height = width - left - right, height - top - bottom
            for side, border in zip(("top", "right", "bottom", "left"), box.borders, strict=True):
                if border.width:
                    look.append(f"border-{side}:{_n(border.width)}px {border.style} {_color(border.color)}")
        at = _at(Rect(x, y, max(0, width), max(0, height)))
        return f'<div class="{self.look(look)}" style="{at}"></div>'

    def look(self, declarations: list[str]) -> str:
        """Return the class of all that look the same: read once, a look costs WeasyPrint next to nothing.

        It is called after the look, whatever others there are.
        """
        look = ";".join(declarations)
        if look not in self.looks:
            self.looks[look] = f"c{hashlib.blake2b(look.encode(), digest_size=8).hexdigest()}"
        return self.looks[look]


def _transform(line: TextLine, top: float) -> str:
    """Turn about the slide's corner: seen from the line, that corner lies up and to the left."""
    matrix = ",".join(_n(each, 6) for each in line.matrix or ())
    return f"transform:matrix({matrix});transform-origin:{_n(-line.x)}px {_n(-top)}px"


def _picture(picture: Picture) -> str:
    """Return a picture inside its clips, the widest outside: what is inside one is placed from its corner."""
    origin = Rect(0, 0, 0, 0)
    opened = ""
    for rect, radii in picture.clips:
        opened += f'<div style="{_at(rect, origin)};overflow:hidden;{_rounded(radii)}">'
        origin = rect
    ground = f"background:url({SCHEME}image/{picture.image}) 0 0/100% 100% no-repeat"
    return f'{opened}<div style="{_at(picture.rect, origin)};{ground}"></div>{"</div>" * len(picture.clips)}'


def _rounded(radii: Sequence[tuple[float, float]]) -> str:
    if not any(radius for pair in radii for radius in pair):
        return ""
    across = " ".join(f"{_n(rx)}px" for rx, _ in radii)
    down = " ".join(f"{_n(ry)}px" for _, ry in radii)
    return f"border-radius:{across}/{down}"


def _at(rect: Rect, origin: Rect = Rect(0, 0, 0, 0)) -> str:  # noqa: B008 a constant
    return (
        f"left:{_n(rect.x - origin.x)}px;top:{_n(rect.y - origin.y)}px;"
        f"width:{_n(rect.width)}px;height:{_n(rect.height)}px"
    )


def _color(color: Color) -> str:
    red, green, blue = (_n(each) for each in color[:3])
    return f"rgb({red} {green} {blue} / {_n(color.alpha, 4)})"


def _n(number: float, digits: int = 3) -> str:
    return f"{round(number, digits):g}" if abs(number) < 1e5 else f"{round(number, digits):f}"
