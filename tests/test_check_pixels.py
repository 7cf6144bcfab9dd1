"""Contrast is measured on what is seen: ink against ground, whatever the ground is made of."""

from __future__ import annotations

import base64
import io
import json
from pathlib import Path

import pytest
import yaml
from commands import call
from pages import page
from PIL import Image

from carousel_html.check.grounds import stand_out_on
from carousel_html.check.pixels import found_in_pixels
from carousel_html.check.standing_out import stand_out
from carousel_html.decode import decoded
from carousel_html.stage.capture import capture
from carousel_html.stage.freeze import freeze
from carousel_html.stage.stage import Stage

pytestmark = pytest.mark.browser


def photo() -> bytes:
    """Return a sky that goes from dark to light, with a little noise, as a photograph has it."""
    sky = Image.linear_gradient("L").resize((900, 400))
    noise = Image.effect_noise((900, 400), 20)
    file = io.BytesIO()
    Image.blend(sky, noise, 0.1).convert("RGB").save(file, "JPEG")
    return file.getvalue()


PHOTO = f"background: url(data:image/jpeg;base64,{base64.b64encode(photo()).decode()}); height: 400px"

# Name, the words and their style, the contrast of a finding (None: nothing is found).
CASES = [
    ("black on white", '<p style="color: #000; background: #fff">Plain words</p>', None),
    ("grey on white", '<p style="color: #8a8a8a; background: #fff">Grey words</p>', 3.45),
    ("the same, but large", '<p style="color: #8a8a8a; background: #fff; font-size: 80px">Grey</p>', None),
    ("white on white", '<p style="color: #fff; background: #fff">Nothing to see</p>', 1.0),
    (
        "half of it on a light ground",
        '<p style="color: #fff; background: linear-gradient(90deg, #000 50%, #eee 50%); width: 700px">'
        "White words that go over from the dark to the light</p>",
        1.16,
    ),
    (
        "ink cut out of a gradient",
        '<p style="background: linear-gradient(#123, #321); background-clip: text; color: transparent">'
        "Words cut out</p>",
        None,
    ),
    ("see-through ink", '<p style="color: rgb(0 0 0 / 0.3); background: #fff">Faint words</p>', 2.1),
    ("an emoji alone", '<p style="background: #fde047">\N{SMILING FACE WITH OPEN MOUTH}</p>', None),
    ("an ornament for the eye", '<p aria-hidden="true" style="color: #ddd; background: #fff">99</p>', None),
    ("a photo, dark behind the words", f'<p style="color: #fff; {PHOTO}">Words over a dark sky</p>', None),
    (
        "a photo, light behind the words",
        f'<p style="color: #fff; {PHOTO}; padding-top: 340px; height: 60px">Words over a light sky</p>',
        1.25,
    ),
    (
        "a light patch under one word",
        '<p style="color: #fff; background: #000">Black, <span style="background: #eee">not</span> here</p>',
        1.16,
    ),
    (
        "a line under faint words",
        '<p style="background: #fff; color: #eee; text-decoration: underline 6px #000">Underlined words</p>',
        1.16,
    ),
    ("a faint layer of words", '<p style="background: #fff; color: #000; opacity: 0.3">Faint words</p>', 2.1),
    ("a scrim under words", '<p style="color: #fff; background: rgb(0 0 0 / 0.75)">Over a scrim</p>', None),
]


@pytest.fixture(scope="module")
def stage(chromium) -> Stage:
    """All cases as slides of one document."""
    shown = Stage(chromium)
    shown.show(page([body for _, body, _ in CASES]))
    yield shown
    shown.close()


@pytest.fixture(scope="module")
def found(stage: Stage) -> dict[str, float]:
    """What was found, by the name of the case."""
    return {CASES[each.slide - 1][0]: each.measure for each in found_in_pixels(stage, range(len(CASES)))}


@pytest.mark.parametrize(("name", "measure"), [(name, measure) for name, _, measure in CASES])
def test_contrast_is_what_the_colours_have(found, name, measure):
    """Within a tenth of what the two colours come to; nothing is found where they are far enough apart."""
    assert found.get(name) == (None if measure is None else pytest.approx(measure, rel=0.1))


def test_the_page_is_left_as_it_was(stage: Stage):
    """Looked at twice, the same is found: the words are back."""
    wanted = [1, 3, 5]
    assert found_in_pixels(stage, wanted) == found_in_pixels(stage, wanted)


def test_a_finding_names_the_words_and_the_limit(stage: Stage):
    """4.5 for words of a usual size."""
    (each,) = found_in_pixels(stage, [1])
    assert (each.slide, each.kind, each.text, each.limit) == (2, "contrast", "Grey words", 4.5)


UNPROVEN = {"the same, but large", "ink cut out of a gradient", "an emoji alone", "an ornament for the eye"}
"""Nothing is found there, and yet one picture is no proof of it."""


def test_one_picture_proves_only_what_two_find_nothing_on(stage: Stage, found: dict[str, float]):
    """No slide with a finding passes for proven; of the others, most do."""
    words = stage.evaluate("words")
    proven = {
        name
        for index, (name, _, _) in enumerate(CASES)
        if stand_out(decoded(capture(stage, index)), words[index], stage.scale, 900 / 1080)
    }
    assert proven & found.keys() == set()
    assert {name for name, _, _ in CASES} - found.keys() - proven <= UNPROVEN


def test_places_prove_only_what_two_pictures_find_nothing_on(stage: Stage, found: dict[str, float]):
    """Nor does a slide with a finding pass for proven by what is painted under its words."""
    words = stage.evaluate("words")
    frozen = freeze(stage)
    proven = {
        name
        for (name, _, _), slide, of_slide in zip(CASES, frozen.slides, words, strict=True)
        if stand_out_on(slide, frozen.images, of_slide, 900 / 1080)
    }
    assert proven & found.keys() == set()
    assert {name for name, _, _ in CASES} - found.keys() - proven <= UNPROVEN


LAYOUT = """{% extends "_partials/slide.html" %}
{% block body %}<p class="faint">{{ slide.title }}</p>{% endblock %}
"""
LAYOUT_CSS = """@layer layouts {
  .faint { box-sizing: border-box; font-size: 60px; padding: 40px; height: 400px; }
  .faint { color: #fff; background: #222 }
  .slide:nth-of-type(2n) .faint { color: #777 }
  .slide:nth-of-type(n + 3) .faint { background: linear-gradient(#222, #333) }
  .slide:nth-of-type(n + 5) .faint { background: url(sky.jpg); background-size: 100% 100% }
  .slide:nth-of-type(6) .faint { color: #fff; padding-top: 300px }
}
"""
CHOICES = {"outro": False, "layout": "faint", "thread": {"posts": []}}


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a carousel whose every second slide is faint: two plain grounds, two gradients, two photos."""
    folder = tmp_path_factory.mktemp("contrast")
    layout = folder / "layouts" / "faint"
    layout.mkdir(parents=True)
    (layout / "faint.html").write_text(LAYOUT, "utf-8")
    (layout / "faint.css").write_text(LAYOUT_CSS, "utf-8")
    (layout / "sky.jpg").write_bytes(photo())
    (layout / "sample.yaml").write_text("slide: {title: Words}\n", "utf-8")
    slides = [{"title": f"Words of slide {number}"} for number in range(1, 7)]
    (folder / "carousel.yaml").write_text(yaml.safe_dump({**CHOICES, "slides": slides}), "utf-8")
    return folder / "carousel.yaml"


@pytest.fixture(scope="module")
def checked(project: Path) -> list[dict]:
    """Return what `carousel check` says of its contrasts."""
    (canvas,) = json.loads(call("check", project, "--format", "json").out)["checks"]
    return contrasts(canvas["findings"])


def contrasts(findings: list[dict]) -> list[dict]:
    return [each for each in findings if each["kind"] == "contrast"]


@pytest.mark.parametrize("options", [(), ("--no-pdf",), ("--no-pdf", "--image", "jpeg", "--scale", "2")])
def test_a_render_finds_what_a_check_finds(project: Path, checked: list[dict], tmp_path: Path, options):
    """On every ground, with a PDF and without."""
    assert [each["slide"] for each in checked] == [2, 4, 6]
    called = call("render", project, "-o", tmp_path, *options, "--json", "--no-cache")
    assert called.code == 0, called.err
    (manifest,) = json.loads(called.out)["canvases"]
    found = contrasts(manifest["findings"])
    if "--scale" in options:  # Twice the pixels are other pixels.
        found = [{**each, "measure": pytest.approx(each["measure"], rel=0.1)} for each in found]
    assert [{**each, "message": ""} for each in checked] == [{**each, "message": ""} for each in found]
