"""
Take in a font of the brand's: a file beside the carousel, and a typography that sets titles in it.

The body stays in the family of the typography it is made from, so that every script keeps its letters. Knows
font files and the two style sheets it writes to; does not know brand kits.
"""

from __future__ import annotations

import io
import re
from dataclasses import dataclass
from pathlib import Path

from fontTools.ttLib import TTFont, TTLibError

from carousel_html.catalogue import Catalogue
from carousel_html.css_text import quoted
from carousel_html.errors import FontError
from carousel_html.model import Carousel
from carousel_html.studio.images import store

MAX_BYTES = 20_000_000
RESTRICTED = 0x0002
"""Bit of OS/2 `fsType`: the maker allows no embedding."""

_FAMILY = re.compile(r"(--font-display:\s*)")
_WEIGHT = re.compile(r"(--weight-display:\s*)[^;]+")
_EMPHASIS = re.compile(r"(--emphasis-display:\s*)[^;]+")


@dataclass(frozen=True)
class Face:
    """One font file, unpacked, and what it says of itself."""

    family: str
    weight: int
    style: str
    body: bytes

    @property
    def slug(self) -> str:
        """The name of its folder and of its typography."""
        return re.sub(r"[^a-z0-9]+", "-", self.family.lower()).strip("-")


def add_font(carousel: Carousel, catalogue: Catalogue, body: bytes) -> Carousel:
    """Keep an uploaded font beside the carousel, and return the carousel whose titles are set in it.

    Raises:
        FontError: not a font, a variable one, or one whose maker allows no embedding.
        OutputError: the folder cannot be written.
    """
    face = read_face(body)
    folder = carousel.folder
    file = f"{face.slug}/{face.slug}-{face.weight}{'-italic' if face.style == 'italic' else ''}.ttf"
    store(folder / "fonts" / file, face.body)
    _declare(folder / "fonts/fonts.css", face, file)
    _write_typography(folder, carousel, catalogue, face)
    typography = carousel.typography.model_copy(update={"pair": face.slug})
    return carousel.model_copy(update={"typography": typography})


def read_face(body: bytes) -> Face:
    """Read a TTF, OTF or WOFF file. Raises FontError."""
    if len(body) > MAX_BYTES:
        raise FontError(f"the font is larger than {MAX_BYTES // 1_000_000} MB.")
    try:
        with TTFont(io.BytesIO(body)) as font:
            return _face(font)
    except (TTLibError, KeyError, ValueError, OSError, ImportError, AssertionError) as error:
        raise FontError("this is no font file we can read.", hint="Give a TTF, OTF or WOFF2 file.") from error


def _face(font: TTFont) -> Face:
    family = font["name"].getBestFamilyName() or ""
    table = font["OS/2"]
    if "fvar" in font:
        raise FontError("this is a variable font.", hint="Give one static file a weight.")
    if table.fsType & RESTRICTED:
        raise FontError(f'the maker of "{family}" allows no embedding.', hint="Ask for a licence that does.")
    is_italic = bool(table.fsSelection & 1)
    font.flavor = None  # Unpacked: WOFF is for the way over a network.
    out = io.BytesIO()
    font.save(out)
    face = Face(
        family, max(100, min(900, table.usWeightClass)), "italic" if is_italic else "normal", out.getvalue()
    )
    if not face.slug:
        raise FontError("this font does not say its family in Latin letters.")
    return face


def _declare(sheet: Path, face: Face, file: str) -> None:
    """Add the face to fonts.css, unless it stands there."""
    css = sheet.read_text(encoding="utf-8") if sheet.is_file() else ""
    if f'url("{file}")' in css:
        return
    rule = (
        f'@font-face {{\n  font-family: "{quoted(face.family)}";\n  font-weight: {face.weight};\n'
        f'  font-style: {face.style};\n  src: url("{file}");\n}}\n'
    )
    store(sheet, f"{css}\n{rule}".lstrip().encode())


def _write_typography(folder: Path, carousel: Carousel, catalogue: Catalogue, face: Face) -> None:
    """Write a typography like the present one, with its titles in the new family."""
    pair = carousel.typography.pair or catalogue.theme(carousel.theme).tags.get("typography", "grotesk")
    if pair == face.slug:
        return  # Another weight of the family: the typography is there.
    base = catalogue.typography_pair(pair).path.read_text(encoding="utf-8")
    rule = base[base.index("*/") + 2 :].replace(f'data-typography="{pair}"', f'data-typography="{face.slug}"')
    rule = _FAMILY.sub(lambda found: f'{found[1]}"{quoted(face.family)}", ', rule, count=1)
    rule = _WEIGHT.sub(lambda found: f"{found[1]}{face.weight}", rule, count=1)
    rule = _EMPHASIS.sub(lambda found: f"{found[1]}normal", rule, count=1)
    label = re.sub(r"[^\w .-]", "", face.family)
    said = (f"@typography {face.slug}", f"@label {label}", f"Titles in {label}, the rest as in {pair}.")
    head = "/*\n" + "".join(f" * {line}\n" for line in said) + " */\n"
    store(folder / f"themes_css/typography/{face.slug}.css", (head + rule).encode())
