"""What is known of a slide that did not change is not found out again."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from commands import call
from pages import page

from carousel_html.cache import Store
from carousel_html.export import taking
from carousel_html.export.kept_slides import KeptSlides, _keys
from carousel_html.export.options import Options
from carousel_html.findings import Finding
from carousel_html.model import Carousel
from carousel_html.stage import camera, shooting
from carousel_html.stage.find_browser import Browser
from carousel_html.stage.fit import Fit

SLIDES = "title: Three\noutro: false\nslides:\n- {title: One}\n- {title: %s}\n- {title: Three}\n"
WHOLE = [Fit(1.0, None)] * 3


@pytest.mark.browser
def test_of_one_changed_slide_only_its_picture_is_taken(
    browser: Browser, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    """And only its page compared; the files are those of a run that remembers nothing."""
    monkeypatch.setenv("CAROUSEL_CACHE", str(tmp_path / "cache"))
    seen: list[object] = []

    def noted(name: str, work):
        def also(*arguments: object, **options: object) -> object:
            seen.append((name, arguments[1]))
            return work(*arguments, **options)

        return also

    monkeypatch.setattr(camera, "capture", noted("taken", camera.capture))
    for name in ("photograph", "photograph_alone"):
        monkeypatch.setattr(shooting, name, noted("photographed", getattr(shooting, name)))
    monkeypatch.setattr(taking.Printer, "compare", noted("compared", taking.Printer.compare))

    def render(out: str, *options: str) -> dict[str, bytes]:
        done = call("render", tmp_path / "three.yaml", "-o", tmp_path / out, "--theme", "sunset", *options)
        assert done.code == 0, done.err
        return {path.name: path.read_bytes() for path in (tmp_path / out).rglob("*") if path.is_file()}

    (tmp_path / "three.yaml").write_text(SLIDES % "Two")
    render("first")
    assert [place for name, place in seen if name == "taken"] == [0, 1, 2]
    assert ("photographed", 0) in seen
    (tmp_path / "three.yaml").write_text(SLIDES % "Twice two")
    seen.clear()
    again = render("again")
    assert [place for name, place in seen if name == "taken"] == [1]
    assert [place for name, place in seen if name == "compared"] == [1]
    assert {place for name, place in seen if name == "photographed"} <= {1}
    assert again == render("fresh", "--no-cache")


def test_a_slide_with_faint_words_is_looked_over_again(browser: Browser, tmp_path: Path):
    """Its picture is not kept, also when it was taken twice: what is known is not looked over."""
    made = page(["<p>a</p>", "<p>b</p>", "<p>c</p>"], stand_alone=True)
    kept = KeptSlides(Store(tmp_path), made, WHOLE, Options(browser=str(browser.path)))
    found = [Finding(2, "contrast", "b", 2.1, 4.5)]
    taken = taking.Taken(made, Carousel(), WHOLE, found, [0, 1, 2])
    taken.pictures.update({0: b"one", 1: b"two", 2: b"three"})
    taking._Shoot(None, None, None, taken, kept, None).keep([0, 1])  # type: ignore[arg-type]
    assert [kept.picture(index) for index in range(3)] == [b"one", None, None]


def test_a_key_changes_with_what_a_slide_is_drawn_from(browser: Browser):
    """Its words, its fit, its files, the style sheet, the canvas: and not with another slide's words."""
    made = page(["<p>a</p>", "<p>b</p>", '<p><img src="fonts/x.png">c</p>'], stand_alone=True)
    made = replace(made, html=made.html.replace("</body>", "\n</body>"))
    options = Options(browser=str(browser.path))
    keys = _keys(made, WHOLE, options)
    assert len(set(keys)) == 3

    def changed(document=made, fits=WHOLE, options=options) -> list[bool]:
        return [one != other for one, other in zip(keys, _keys(document, fits, options), strict=True)]

    words = replace(made, html=made.html.replace("<p>b", "<p>B"))
    assert changed(words) == [False, True, False]
    assert changed(replace(words, stand_alone=False)) == [True] * 3
    assert changed(fits=[Fit(1.0, None), Fit(0.9, None), Fit(1.0, None)]) == [False, True, False]
    assert changed(replace(made, width=901)) == [True] * 3
    assert changed(options=replace(options, scale=2)) == [True] * 3
    sheet = made.assets["carousel.css"]
    other = replace(sheet, body=sheet.body + b" p { color: red }")
    assert changed(replace(made, assets={**made.assets, "carousel.css": other})) == [True] * 3
    picture = {**made.assets, "fonts/x.png": replace(sheet, mime="image/png", body=b"x")}
    assert changed(replace(made, assets=picture)) == [False, False, True]
