"""What people type into posts is glyphs in the PDF, where Chromium draws it: no slide becomes a picture."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from commands import call

from carousel_html.fidelity import Fidelity

pytestmark = pytest.mark.browser

POSTS = {
    "several spaces": "Two spaces.  After a full stop.  Always   three   here.",
    "other spaces": "No-break\u00a0space, 10\u202fkm, thin\u2009space, em\u2003space and a\ttab.",
    "soft hyphens": "In\u00adcom\u00adpre\u00adhen\u00adsi\u00adbi\u00adli\u00adties, zero\u200bwidth.",
    "ends of lines": "Second post, the best and most of it\nwith runs of\nthe first and the last",
    "quotes": "“Curly” ‘single’ «guillemets» „low“ it’s ’90s 6'2\" 5″ e.g. this; i.e. that?!",
    "dashes": "10–20, A—B, −5, -- and --- and … and ...",
    "signs in emoji style": "Check:\n✅ done\n❌ not done\n⚠️ careful",
    "keys": "Steps:\n1️⃣ one\n2️⃣ two\n#️⃣ three",
    "hearts": "I ❤️ U and ☺️ too 👍🏽 🏳️‍🌈 🇩🇪 👩‍💻🔥inside",
    "arrows": "→ first\n→ second\n-> third => fourth",
    "figures": "1,234,567.89 12:30 10x20 10×20 1/2 ½ 3¾ 5% ±5 №7 §6 x² H₂O",
    "money": "€10 £20 ¥30 $70 and ¢80",
    "code": "Run `let x = a => b != c;` or `a  b`, **bold**, *italic*, ~~gone~~.",
    "names": "@ada and #CamelCase, https://example.com/a/long/path?with=query and a@example.com",
    "marks apart": "Cafe\u0301 nai\u0308ve re\u0301sume\u0301 o\u031b\u0301 e\u0302\u0301",
    "marks of direction": "\u200fabc\u200e and \u202bwords\u202c in \u2067it\u2069 here",
    "Vietnamese": "Tiếng Việt: Nguyễn Thị Minh Khai, đường phố Hà Nội",
    "Polish, Turkish, Icelandic": "Zażółć gęślą jaźń, İstanbul ışık, þ ð æ, Straße, œuvre",
    "Greek": "Η ταχύτητα του φωτός είναι σταθερή, ναι;",
    "Cyrillic": "Съешь же ещё этих мягких французских булок. Ґґ Єє Її",
    "Hebrew": "הקפה של הבוקר 12:30 (תל אביב) English בתוך",
    "Arabic": "قهوة الصباح ١٢:٣٠ (القاهرة) English في الوسط، نعم؟",
    "Persian": "قهوهٔ صبحگاهی و کتاب‌خوانی؛ هفت نکته. می‌خواهم گپ بزنم.",
    "Urdu": "صبح کی کافی اور مطالعے کی سات باتیں۔ ٹھیک ہے، ڈھونڈیں. پھر؟",
    "Hindi": "सुबह की कॉफ़ी और किताबें पढ़ना अच्छा है।",
    "Thai": "กาแฟยามเช้าและหนังสือดีๆ สักเล่ม",
}


@pytest.mark.parametrize("look", ["sunset", "paper", "newspaper"])
def test_every_kind_of_words_is_glyphs(tmp_path: Path, look: str):
    """In a sans that has signs of its own, in an old-style serif, and in faces that lack letters."""
    thread = "\n\n---\n\n".join(["# Words of all kinds", *POSTS.values()])
    (tmp_path / "thread.md").write_text(thread, "utf-8")
    called = call(
        "render", tmp_path / "thread.md", "-o", tmp_path / "out", "--theme", look, "--json", "--no-cache"
    )
    assert called.code == 0, called.err
    (manifest,) = json.loads(called.out)["canvases"]
    slides = [slide for slide in manifest["slides"] if slide["posts"]]
    assert len(slides) > len(POSTS)
    for slide in slides:
        assert not {"fuller picture", "whole picture"} & set(slide["pictured"]), slide["alt"]
        assert Fidelity(**slide["fidelity"]).is_good, slide["alt"]
        assert slide["fidelity"]["vector_text"] >= 0.95, slide["alt"]
