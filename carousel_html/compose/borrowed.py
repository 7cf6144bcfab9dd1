"""
Borrow from the machine's fonts the letters that ours lack, as two families every font stack ends in.

Chinese, Japanese and Korean need fonts of ten megabytes and more, so they are the machine's. Left to itself a
browser takes one of its own choice, in one weight, and nobody can name its file: the words would be pictures
in the PDF. Here they become faces of the document like ours, cut to the letters that are needed, regular and
bold, a sans for the sans and a serif for the serifs. Knows which families people have; draws nothing.
"""

from __future__ import annotations

import functools
import hashlib
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from html import unescape
from pathlib import Path

import regex

from carousel_html.catalogue import FontFace
from carousel_html.compose.assets import Assets
from carousel_html.compose.cutting import cut_font
from carousel_html.compose.stylesheet import faces_named
from carousel_html.compose.words import base_of, tagged
from carousel_html.font_tables import characters, unpacked
from carousel_html.languages import language_of
from carousel_html.letters import shaped_as
from carousel_html.system_fonts import SystemFont, fonts_having

SANS, SERIF = "Borrowed Sans", "Borrowed Serif"
FAMILIES = {SANS: SANS, SERIF: SERIF, f"{SANS} Bold": SANS, f"{SERIF} Bold": SERIF}
"""What a stack may name, and the style of it. The bold ones stand beside faces that have one weight."""
EMOJI = "Noto Color Emoji"

REGULAR, BOLD = 400, 700
LIGHTEST_BOLD = 600
MOST_FONTS = 20
"""That one family is borrowed from: letters of more scripts in one carousel stay the browser's affair."""

FIRST_LACKING = "\u0250"
"""Every face of ours has the letters of European languages below this."""

# What looks best, or is there: Linux, macOS, Windows. `%` stands for the region: JP, SC, TC, KR.
_GOTHIC = ("Noto Sans CJK %", "Noto Sans %", "Source Han Sans %")
_MING = ("Noto Serif CJK %", "Noto Serif %", "Source Han Serif %")
PREFERRED: Mapping[tuple[str, str], tuple[str, ...]] = {
    ("ja", SANS): (*_GOTHIC, "Hiragino Sans", "Yu Gothic", "Meiryo", "IPAexGothic", "IPAGothic"),
    ("ja", SERIF): (*_MING, "Hiragino Mincho ProN", "Yu Mincho", "IPAexMincho", "IPAMincho"),
    ("zh", SANS): (*_GOTHIC, "PingFang %", "Microsoft YaHei", "WenQuanYi Zen Hei", "WenQuanYi Micro Hei"),
    ("zh", SERIF): (*_MING, "Songti %", "SimSun"),
    ("ko", SANS): (*_GOTHIC, "Apple SD Gothic Neo", "Malgun Gothic", "NanumGothic"),
    ("ko", SERIF): (*_MING, "AppleMyungjo", "Batang", "NanumMyeongjo"),
    ("", SANS): ("Noto Sans", "DejaVu Sans"),
    ("", SERIF): ("Noto Serif", "DejaVu Serif"),
}
_REGIONS = {"ja": "JP", "ko": "KR", "zh": "SC", "zh-hant": "TC"}

_CHOSEN = re.compile(r'--font-borrowed:\s*"([^"]+)"')
_SCRIPTS = re.compile(r"--font-scripts:([^;}]*)")
_STACKS = re.compile(r":([^:;{}]*var\(--font-scripts\)[^;{}]*)")
_QUOTED = re.compile(r'"([^"]+)"')
_IGNORED = regex.compile(r"[\p{C}\p{Z}\p{Default_Ignorable_Code_Point}\p{Emoji}\p{Emoji_Component}]")


def borrowed_faces(sheet: str, html: str, language: str, faces: Iterable[FontFace], assets: Assets) -> str:
    """Return `@font-face` rules for letters of a document that not every stack has, and add their files.

    Args:
        sheet: the style sheet of the document.
        html: its slides.
        language: that of its words: the same sign is written otherwise in Japan than in China.
        faces: ours.
        assets: receives the files.
    """
    wanted = _lacking(sheet, html, faces)
    if not wanted:
        return ""
    # In a text of another language the letters tell: Japan writes some signs as China does not.
    language = language if base_of(language) in _REGIONS else language_of(wanted) or language
    # The first is what the tokens say, for a typography that says nothing.
    default, *chosen = _CHOSEN.findall(sheet) or [SANS]
    stacks = {name for stack in _STACKS.findall(sheet) for name in _QUOTED.findall(stack)}
    named = [family for family in FAMILIES if family in {*(chosen or [default]), *stacks}]
    return "".join(
        _rule(family, font, weight, letters, assets)
        for family in named
        for font, weight, letters in _chosen(wanted, family, language)
    )


def _lacking(sheet: str, html: str, faces: Iterable[FontFace]) -> str:
    """Return the characters of a document that some stack of fonts lacks, of those that borrow."""
    candidates = {char for char in set(unescape(html)) if char >= FIRST_LACKING and not _IGNORED.match(char)}
    if not candidates:
        return ""
    drawn: dict[str, set[int]] = {}
    for face in faces_named([sheet], faces):
        drawn.setdefault(face.family, set()).update(_characters(face.path, face.path.stat().st_mtime_ns))
    shared = [name for found in _SCRIPTS.findall(sheet) for name in _QUOTED.findall(found)]
    stacks = [{EMOJI, *shared, *_QUOTED.findall(stack)} for stack in _STACKS.findall(sheet)]
    return "".join(
        char
        for char in sorted(candidates)
        if not all(any(ord(char) in drawn.get(name, ()) for name in stack) for stack in stacks)
    )


def _chosen(wanted: str, family: str, language: str) -> Iterator[tuple[SystemFont, int, str]]:
    """Yield fonts, the weight each stands for, and the letters it is borrowed for."""
    having = fonts_having(wanted)
    left, used = set(wanted), 0
    for name in _in_order(having, FAMILIES[family], language):
        fonts = [font for font in having if name in font.families]
        regular, bold = (min(fonts, key=lambda font: abs(font.weight - weight)) for weight in (REGULAR, BOLD))
        letters = "".join(sorted(left.intersection(having[regular])))
        if not letters or used == MOST_FONTS:
            continue
        left, used = left.difference(letters), used + 1
        has_bold = bold.weight >= LIGHTEST_BOLD or bold.is_variable
        if not (has_bold and family.endswith("Bold")):
            yield regular, REGULAR, letters
        if has_bold:
            yield bold, BOLD, letters


def _in_order(having: Mapping[SystemFont, str], style: str, language: str) -> list[str]:
    """Return the families of some fonts, the best for a language first."""
    preferred = [name.lower() for name in _preferred(style, language)]
    covered: dict[str, int] = {}
    for font, letters in having.items():
        name = font.families[0]
        covered[name] = max(covered.get(name, 0), len(letters))

    def rank(name: str) -> tuple[int, bool, int, str]:
        is_known = name.lower() in preferred
        place = preferred.index(name.lower()) if is_known else len(preferred)
        return place, ("serif" in name.lower()) != (style == SERIF), -covered[name], name

    proper = [name for name in covered if " mono" not in name.lower()]
    return sorted(proper or covered, key=rank)


def _preferred(style: str, language: str) -> Sequence[str]:
    base = base_of(language)
    region = _REGIONS.get(tagged(language), _REGIONS.get(base, ""))
    names = (*PREFERRED.get((base, style), ()), *PREFERRED["", style])
    return [name.replace("%", region) for name in names]


def _rule(family: str, font: SystemFont, weight: int, letters: str, assets: Assets) -> str:
    try:
        body = _cut(font, weight, letters, font.path.stat().st_mtime_ns)
    except (OSError, RuntimeError):
        return ""  # It is broken, or was taken away: what the browser draws instead is its own affair.
    address = f"borrowed/{hashlib.sha256(body).hexdigest()[:24]}.otf"
    assets.made(address, "font/otf", body)
    # A shaper takes letters apart, and would look for the parts elsewhere.
    ranges = ", ".join(f"U+{code:X}" for code in sorted(characters(body) - {ord(" ")}))
    return (
        f'@font-face {{ font-family: "{family}"; font-weight: {weight}; font-style: normal; '
        f'font-display: block; src: url("{address}"); unicode-range: {ranges}; }}\n'
    )


@functools.lru_cache(maxsize=64)
def _cut(font: SystemFont, weight: int, letters: str, _changed: int) -> bytes:
    """Return a font with some letters only, and what belongs to them."""
    # Pango asks a font for its space to tell how tall a line of it is. The font was chosen for its language:
    # what `locl` makes of it, two engines do not agree about.
    return cut_font(font, shaped_as(letters) | {" "}, weight=weight, without=["locl"])


@functools.lru_cache(maxsize=64)
def _characters(path: Path, _changed: int) -> frozenset[int]:
    return characters(unpacked(path.read_bytes()))
