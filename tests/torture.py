"""
Read torture.toml: one CSS feature each, small slides that a designer might write.

Words are ours; the faces are Inter and Source Serif 4 from fonts/, and the packed ones of
`own_fonts`. Knows no engine.
"""

from __future__ import annotations

import base64
import io
import tomllib
from dataclasses import dataclass
from pathlib import Path
from string import Template

WORDS = (
    "Ops is about the efficient deployment of what Dev creates. How to ship code, and how to sleep at "
    "night: AVATAR To We, fi ffl, “quotes” – dashes."
)
PICTURE = (
    "data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg' width='400' height='300'%3E"
    "%3Crect width='400' height='300' fill='%23284'/%3E%3Ccircle cx='200' cy='150' r='90' fill='%23fd5'/%3E"
    "%3C/svg%3E"
)
MANY = " ".join(f"<i class='x'>{i}</i>" for i in range(1500))
BOX = "<div class='a'><p>Words in a box</p></div>"


@dataclass(frozen=True)
class Feature:
    """One feature; `is_glyphs` says whether all of its text must be drawn as glyphs."""

    name: str
    css: str
    html: str
    is_glyphs: bool = True
    unseen: str = ""


def photo() -> str:
    """Return the address of a small photograph: smooth hues with a sharp frame, as a JPEG."""
    from PIL import Image, ImageDraw

    picture = Image.merge("RGB", [Image.linear_gradient("L").rotate(90 * turn) for turn in range(3)])
    ImageDraw.Draw(picture).rectangle((8, 8, 247, 247), outline=(20, 20, 60), width=4)
    out = io.BytesIO()
    picture.resize((320, 240)).save(out, format="JPEG", quality=90)
    return "data:image/jpeg;base64," + base64.b64encode(out.getvalue()).decode()


def _read() -> tuple[Feature, ...]:
    names = {"words": WORDS, "picture": PICTURE, "box": BOX, "photo": photo(), "many": MANY}
    table = tomllib.loads((Path(__file__).parent / "torture.toml").read_text(encoding="utf-8"))
    return tuple(
        Feature(
            row["name"],
            Template(row.get("css", "")).substitute(names),
            Template(row.get("html", f"<p>{WORDS}</p>")).substitute(names),
            row.get("glyphs", True),
            row.get("unseen", ""),
        )
        for row in table["feature"]
    )


FEATURES = _read()
