"""
The worst words stand in every layout: none is clipped, none is lost, and every slide can be read.

Each case is put into every layout twice: as a bare post, as a thread gives it, and into every key a layout
may use. Splits are as in an export. A seeded few canvases in every run; `make sweep` takes all.
"""

from __future__ import annotations

import os
import random
from dataclasses import dataclass
from itertools import product
from pathlib import Path

import pytest
from own_fonts import ideographs
from sweep import look_over
from test_sweep import CANVASES, CATALOGUE

from carousel_html.catalogue import Catalogue
from carousel_html.model import Author, Brand, Carousel, Outro, Post, Slide, Thread
from carousel_html.samples import dressed
from carousel_html.stage.browser import Chromium

pytestmark = pytest.mark.browser

WORD = "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamten"[:60]
SENTENCE = "The page that opens at once is read, and the one that does not is closed before its first word. "


@dataclass(frozen=True)
class Case:
    """Words for every key of a slide."""

    text: str
    title: str
    item: str
    number: str = "1 234 567"
    language: str = "en"
    name: str = "Ada Lindqvist"


CASES = {
    "a word of 60 letters": Case(WORD, WORD, WORD, number="1234567890123456", name=WORD[:40]),
    "one word": Case("No.", "No.", "No.", number="1"),
    "900 characters": Case((SENTENCE * 10)[:900].strip(), SENTENCE.strip(), SENTENCE.strip()),
    "emoji": Case(
        "🧵 Ship it 🚀🚀 and sleep 👩🏽‍💻 well 🇩🇪 every night ❤️‍🔥 of the week 1️⃣",
        "🎉 Done 🎉", "✅ checked 👍🏿", number="💯",
    ),
    "right to left": Case(
        "الطلب الأسرع هو الذي لا ترسله أبدا. أزلنا أحد عشر سكربتا من الصفحة الأولى، ولم يشتك أحد. #webperf",
        "أسرع مما تظن", "لم يشتك أحد", number="21%", language="ar", name="עדה לינדקוויסט",
    ),
    "no spaces": Case(
        "一番速い要求は、決して送らない要求である。" * 3, "遅いウェブは速い", "誰も文句を言わなかった",
        number="21%", language="ja", name="林檎",
    ),
}  # fmt: skip
LISTS = ("compare", "list", "steps", "table")
PAIRS = list(product(CASES, CANVASES))
if not os.environ.get("SWEEP"):
    PAIRS = [("a word of 60 letters", "story")]


@pytest.fixture(scope="module")
def catalogue(tmp_path_factory: pytest.TempPathFactory) -> Catalogue:
    """The catalogue, and a font for ideographs in every stack: no test machine need have one."""
    folder = tmp_path_factory.mktemp("templates")
    (folder / "fonts").mkdir()
    (folder / "fonts" / "ideographs.ttf").write_bytes(ideographs())
    face = '@font-face {\n  font-family: "Ideographs";\n  src: url("ideographs.ttf");\n}\n'
    (folder / "fonts" / "fonts.css").write_text(face, "utf-8")
    base = folder / "themes_css" / "base"
    base.mkdir(parents=True)
    tokens = CATALOGUE.find("themes_css/base/tokens.css")
    assert tokens is not None
    written = tokens.read_text("utf-8").replace('"Noto Sans Thai"', '"Noto Sans Thai", "Ideographs"')
    (base / "tokens.css").write_text(written, "utf-8")
    return Catalogue([Path(folder)])


@pytest.mark.parametrize(("name", "canvas"), PAIRS)
def test_the_worst_words_stand_in_every_layout(
    name: str, canvas: str, chromium: Chromium, catalogue: Catalogue
):
    """Every layout takes them, in one theme after another: split where needed, and never clipped."""
    case = CASES[name]
    themes = random.Random(name + canvas).sample(list(CATALOGUE.themes), len(CATALOGUE.themes))
    slides = []
    for number, layout in enumerate(one for one in CATALOGUE.layouts if one != "outro"):
        items = [case.item, case.item, f"{case.item} | {case.item}", case.item] if layout in LISTS else None
        full = Slide(
            layout=layout, title=case.title, text=case.item if items else case.text, number=case.number,
            items=items, quote=case.text if layout == "quote" else None,
        )  # fmt: skip
        slides.append(dressed(CATALOGUE, Slide(layout=layout, post="p1"), themes[number]))
        slides.append(dressed(CATALOGUE, full, themes[-1 - number]))
    carousel = Carousel(
        title=case.title,
        language=case.language,
        theme=themes[0],
        brand=Brand(name=case.name, handle="@" + "a" * 30, site="example.com/" + "a" * 30),
        outro=Outro(
            headline=case.title, text=case.text[:200], button=case.item, link="https://example.com", qr=True
        ),
        thread=Thread(author=Author(name=case.name, handle="@ada"), posts=[Post(id="p1", text=case.text)]),
        slides=slides,
    )
    seen = look_over(carousel, canvas, chromium, catalogue, contrast=False)
    assert seen.complaints == []
    assert set(seen.layouts) == set(CATALOGUE.layouts)
