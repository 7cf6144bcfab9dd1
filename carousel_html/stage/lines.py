"""
Turn measured runs of text into the lines of the PDF: face, colour, place, and whether as glyphs.

Knows fonts and the table of `decide`; does not know pictures: a line that cannot be glyphs comes
back with `visible=False` and its reason.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from carousel_html.frozen import Color, Rect, TextLine
from carousel_html.stage.color import read_color
from carousel_html.stage.context import Context, bounds
from carousel_html.stage.corners import RoundClip
from carousel_html.stage.decide import text_reason
from carousel_html.stage.face_rules import Face, axes
from carousel_html.stage.faces import Faces, has_emoji, is_slanted, is_synthetic

Node = Mapping[str, Any]


ELLIPSIS = "ellipsis"
"""The reason why the last line of a clamped block is a picture."""


JOINED = "joined letters"
"""The reason why words are a picture whose letters are drawn as one with those of another element."""


@dataclass
class Line:
    """One measured run: where it is in the page, what it will be in the PDF, and why."""

    node: int
    text_node: int
    start: int
    end: int
    rect: Rect
    size: float
    line: TextLine
    face: Face | None
    reason: str | None
    hangs: Sequence[float] = ()
    """The left and the right edge of each letter that may have a descender."""
    is_shifted: bool = False
    """Whether it stands off the baseline of its line (`vertical-align`)."""
    box: float | None = None
    """The upper edge of the inline element with a box of its own that it is in."""


_SPECIAL = {"spread": "spread letters", "joined": JOINED}

# Drawn as nothing and of no width, but Pango would ask another font for them, or space letters by them. A run
# goes one way, so it needs no mark of direction.
_UNSEEN = dict.fromkeys(
    map(ord, "\u200b\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2060\u2066\u2067\u2068\u2069\ufeff")
)


def read_lines(index: int, node: Node, context: Context, faces: Faces) -> list[Line]:
    """Return the lines of one node in document order."""
    if "texts" not in node or context.is_unseen:
        return []
    reason = text_reason(node, context)
    return [
        _read(index, node, text["id"], run, context, faces, reason)
        for text in node["texts"]
        for run in text["lines"]
        if _shows(Rect(run["x"], run["y"], run["w"], run["h"]), context)
    ]


def _shows(rect: Rect, context: Context) -> bool:
    """Say whether any of a line is on the slide: what is clipped away whole is not in the PDF."""
    if context.effect:
        return True
    for box, clip, _ in _clips(rect, context):
        shown = box.within(clip)
        if shown.height <= box.height / 6 or shown.width <= 0.5:
            return False
    return True


def _clips(rect: Rect, context: Context) -> Iterator[tuple[Rect, Rect, Sequence[RoundClip]]]:
    """Yield a line's box beside each clip and what of it is round, all in the same coordinates."""
    if context.words_clip is not None:
        yield rect, context.words_clip, context.words_rounds
    if context.outer_clip is not None:
        yield bounds(rect, context.matrix), context.outer_clip, context.outer_rounds


def _read(
    index: int,
    node: Node,
    text_node: int,
    run: Mapping[str, Any],
    context: Context,
    faces: Faces,
    reason: str | None,
) -> Line:
    font, run = node["font"], _shifted(run, context)
    rect = Rect(run["x"], run["y"], run["w"], run["h"])
    face, missing = _face(font, run["text"], faces)
    special = next((name for key, name in _SPECIAL.items() if run.get(key)), None)
    reason = reason or special or missing or _cut(rect, _inked(run, rect, font["size"]), context)
    color = read_color(font["fill"])
    spacing = _px(font.get("letterSpacing"))
    line = TextLine(
        text=_text(run["text"], face, faces),
        x=rect.x,
        baseline=run["base"],
        width=rect.width,
        size=font["size"] * (face.adjust if face else 1),
        color=Color(*color[:3], color.alpha * context.opacity),
        face=face.key if face and reason is None else None,
        visible=reason is None,
        letter_spacing=spacing,
        word_spacing=_px(font.get("wordSpacing")) + run.get("stretch", 0),
        features=_features(font, spacing, face.features if face else "", is_half=bool(run.get("half"))),
        is_rtl=bool(run.get("rtl")),
        last=run.get("last"),
        matrix=context.matrix,
    )
    return Line(
        node=index, text_node=text_node, start=run["start"], end=run["end"], rect=rect,
        size=font["size"], line=line, face=face, reason=reason, is_shifted=bool(run.get("shifted")),
        box=run.get("box"), hangs=run.get("hangs", ()),
    )  # fmt: skip


def _shifted(run: Mapping[str, Any], context: Context) -> Mapping[str, Any]:
    """Return a run where it is drawn, which below a matrix is not quite where it was laid out."""
    right, down = context.shift
    if not (right or down):
        return run
    moved = {key: run[key] + down for key in ("y", "base", "box") if key in run}
    moved |= {key: run[key] + right for key in ("x", "last") if key in run}
    return {**run, **moved, "hangs": [edge + right for edge in run.get("hangs", ())]}


def _text(text: str, face: Face | None, faces: Faces) -> str:
    """Return what is written into the PDF of a run."""
    seen = text.translate(_UNSEEN)
    return faces.spelled(face, unicodedata.normalize("NFC", seen)) if face else seen


def _face(font: Mapping[str, Any], text: str, faces: Faces) -> tuple[Face | None, str | None]:
    if has_emoji(text):
        return None, "no font of ours"
    stack = faces.stack(font)
    drawn = unicodedata.normalize("NFC", text)
    for position, face in enumerate(stack):
        if not faces.covers(face, drawn):
            continue
        if any(faces.covers(earlier, char) for earlier in stack[:position] for char in drawn.strip()):
            return None, "mixed fonts"
        if not faces.may_embed(face):
            return None, "font may not be embedded"
        if faces.has_colors(face):
            return None, "colour font"
        synthetic = _is_synthetic(face, font)
        return faces.placed(face, _axes(font, face)), "synthesised style" if synthetic else None
    return None, "no font of ours"


def _axes(font: Mapping[str, Any], face: Face) -> dict[str, float]:
    """Return where CSS puts a variable font on its axes (CSS Fonts 4 §7.1)."""
    found = {"wght": float(font["weight"]), "opsz": float(font["size"])}
    if "fontStretch" in font:
        found["wdth"] = float(font["fontStretch"].removesuffix("%"))
    return found | dict(face.axes) | axes(font.get("fontVariationSettings", ""))


def _is_synthetic(face: Face, font: Mapping[str, Any]) -> bool:
    """Say whether Chromium would embolden or slant the face itself."""
    bold = font["weight"] if font.get("fontSynthesisWeight") != "none" else 400
    slanted = is_slanted(font) and font.get("fontSynthesisStyle") != "none"
    return is_synthetic(face, bold, slanted)


def _cut(rect: Rect, inked: Rect, context: Context) -> str | None:
    """Say why a line is a picture of which letters leave its clip; the empty leading above and below may."""
    if (
        context.is_clamped
        and context.words_clip
        and context.words_clip.bottom - rect.bottom < rect.height / 2
    ):
        return ELLIPSIS
    whole = all(
        clip.grown(1, 1, 1, 1).holds(box) and not any(each.cuts(box) for each in rounds)
        for box, clip, rounds in _clips(inked, context)
    )
    return None if whole else "cut"


_ON_THE_LINE = re.compile(r"[A-PR-Za-fhik-or-xz0-9\s.:!?%&+×'\"“”‘’–—-]*")
"""Words of which no letter reaches below the baseline."""


def _inked(run: Mapping[str, Any], rect: Rect, size: float) -> Rect:
    """Return where the letters of a line are, without what stands empty in front of and after each."""
    text, beside = run["text"], 0.06 * size
    # Of Latin faces, as far as they agree; other scripts reach about as far as an accent on a capital.
    above = 0.7 if all(char.isascii() or not char.isalpha() for char in text) else 0.9
    below = 0.0 if _ON_THE_LINE.fullmatch(text) else 0.2
    top, bottom = run["base"] - above * size, run["base"] + below * size
    return Rect(rect.x + beside, top, max(0, rect.width - 2 * beside), bottom - top)


_NUMERIC = {
    "lining-nums": "lnum", "oldstyle-nums": "onum", "proportional-nums": "pnum",
    "tabular-nums": "tnum", "diagonal-fractions": "frac", "stacked-fractions": "afrc",
    "ordinal": "ordn", "slashed-zero": "zero",
}  # fmt: skip


def _features(font: Mapping[str, Any], spacing: float, of_face: str, *, is_half: bool) -> str:
    """Return the OpenType features as CSS `font-feature-settings`: those of the face come first.

    Ligatures are off in letter-spaced text, as CSS Text 4 §8.2 asks, and so are contextual letters in
    Chromium's; Pango would keep them.
    """
    on: dict[str, str] = {}
    if spacing:
        on |= {"liga": "0", "clig": "0", "calt": "0"}
    if font.get("fontVariantLigatures") in ("none", "no-common-ligatures"):
        on |= {"liga": "0", "clig": "0"}
    if font.get("fontVariantLigatures") == "none":
        on["calt"] = "0"
    for word in font.get("fontVariantNumeric", "").split():
        on[_NUMERIC[word]] = "1"
    if font.get("fontKerning") == "none":
        on["kern"] = "0"
    if is_half:
        on["halt"] = "1"
    settings = [of_face] if of_face else []
    settings += [f'"{tag}" {value}' for tag, value in on.items()]
    if "fontFeatureSettings" in font:
        settings.append(font["fontFeatureSettings"])
    return ", ".join(settings)


def _px(text: str | None) -> float:
    return float(text.removesuffix("px")) if text and text.endswith("px") else 0.0
