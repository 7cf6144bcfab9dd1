"""
Read the font faces that a fonts.css declares: one static file for each family, weight and style.

Knows `@font-face`. Does not open font files, and does not know which fonts a document needs.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from carousel_html.css_text import CssMistake, check_whole, tokens, without_comments
from carousel_html.errors import FontError

FONT_FACE = re.compile(r"@font-face\s*\{([^{}]*)\}", re.IGNORECASE)
FONT_DEFAULTS = {"font-weight": "400", "font-style": "normal"}
WEIGHTS = {"normal": "400", "bold": "700"}


@dataclass(frozen=True)
class FontFace:
    """One face: a static font file. `address` is its place inside a search folder."""

    family: str
    weight: int
    style: str
    address: str
    path: Path


@lru_cache(maxsize=32)
def font_face_rules(sheet: Path, _changed: int) -> tuple[tuple[int, Mapping[str, str]], ...]:
    """Return the line and the values (family, weight, style, src) of each `@font-face` in a file."""
    css = sheet.read_text(encoding="utf-8")
    try:
        check_whole(css)
    except CssMistake as mistake:
        raise FontError(mistake.what, where=f"{sheet}:{mistake.line}") from mistake
    # A comment keeps its lines, so that a place in the bare text is a place in the file.
    bare = re.sub(r"/\*.*?\*/", lambda comment: "\n" * comment[0].count("\n"), css, flags=re.DOTALL)
    return tuple(
        (line, _face_values(rule[1], f"{sheet}:{line}"))
        for rule in FONT_FACE.finditer(bare)
        for line in [bare.count("\n", 0, rule.start()) + 1]
    )


def _face_values(body: str, where: str) -> dict[str, str]:
    pairs = (declaration.partition(":") for declaration in body.split(";") if declaration.strip())
    values = FONT_DEFAULTS | {name.strip().lower(): value.strip() for name, _, value in pairs}
    for needed in ("font-family", "src"):
        if needed not in values:
            raise FontError(f"this @font-face has no {needed}.", where=where)
    addresses = [token.value for token in tokens(values["src"]) if token.kind == "url"]
    weight = WEIGHTS.get(values["font-weight"], values["font-weight"])
    if len(addresses) != 1 or not weight.isdigit():
        raise FontError(
            "this @font-face is not one static file of one weight.",
            where=where,
            hint='Write one `src: url("…")` and one number as `font-weight`: a range (a variable font) '
            "does not print right in a PDF.",
        )
    family = without_comments(values["font-family"]).strip().strip("\"'")
    return {"family": family, "weight": weight, "style": values["font-style"], "src": addresses[0]}


def faces_in_words(faces: Sequence[FontFace]) -> str:
    """Return the faces of a family as `400, 400 italic, 700`."""
    return ", ".join(f"{f.weight}{'' if f.style == 'normal' else ' ' + f.style}" for f in faces)
