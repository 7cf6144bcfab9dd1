"""
Hold that what the studio shows is what an export gives: pictures, splits, fits, choices, exports.

A real browser, one studio for the whole file; what a test changes, it leaves as another carousel than before.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest
from commands import alone
from PIL import Image
from studio_server import THREAD, Page, studio_page, wait_for

from carousel_html import Options, render
from carousel_html.carousel_file import read
from carousel_html.check.looking import check
from carousel_html.choices import begin
from carousel_html.studio.thumbnails import KINDS, LONGEST

pytestmark = pytest.mark.browser

CANVAS = "instagram-square"
FAINT = (
    '{% extends "_partials/slide.html" %}{% block body %}'
    '<p data-block="0" style="color: #999; background: #aaa">Words one cannot see</p>{% endblock %}'
)
LONG = "\n\n".join(
    f"Sentence number {n} of a long story says something, and goes on to the end." for n in range(24)
)


@pytest.fixture(scope="module")
def page(tmp_path_factory) -> Iterator[Page]:
    """A studio whose last post is too long for one slide."""
    folder = tmp_path_factory.mktemp("pictures")
    with studio_page(folder, f"{THREAD}\n---\n\n{LONG}\n") as opened:
        opened.act("set", key="canvas", value=[CANVAS])
        yield opened


def shown(page: Page, canvas: str = CANVAS) -> list[dict[str, Any]]:
    """The slides of a canvas, once each of them has its picture."""

    def all_taken() -> list[dict[str, Any]]:
        found = page.get(f"/api/preview/{canvas}").json()
        assert found["problem"] is None
        is_whole = found["fitted"] and all(slide["url"] for slide in found["slides"])
        return found["slides"] if is_whole else []

    return wait_for(all_taken, 400)


def rendered(page: Page, out: Path, **options: Any) -> Path:
    """What `carousel render` makes of the saved file."""
    wait_for(lambda: page.state()["saved"])
    alone(lambda: render(read(page.path), out, Options(**options)))
    return out / CANVAS


def exported(page: Page, **asked: Any) -> dict[str, Any]:
    """An export of the studio, once it has ended."""
    name = page.post("/api/exports", asked).json()["id"]

    def ended() -> dict[str, Any] | None:
        listed = page.get("/api/exports").json()["exports"]
        found = next(each for each in listed if each["id"] == name)
        return found if found["state"] in ("done", "failed", "cancelled") else None

    return wait_for(ended, 600)


def test_the_export_and_the_pictures_are_those_of_the_command(page, tmp_path):
    """The files of an export are `carousel render`'s to the byte, and so is every picture of the preview."""
    slides = shown(page)
    assert [slide["part"] for slide in slides if slide["part"]]
    folder = rendered(page, tmp_path)
    export = exported(page, canvases=[CANVAS])
    assert (export["state"], export["error"]) == ("done", None)
    named = {each["path"]: each["url"] for each in export["files"]}
    assert set(named) == {f"{CANVAS}/{path.name}" for path in folder.iterdir()}
    for path in folder.iterdir():
        sent = page.get(named[f"{CANVAS}/{path.name}"]).content
        assert sha256(sent).hexdigest() == sha256(path.read_bytes()).hexdigest(), path.name
    pictures = sorted(folder.glob("slide-*.png"))
    previewed = [sha256(page.get(slide["url"]).content).hexdigest() for slide in slides]
    assert previewed == [sha256(path.read_bytes()).hexdigest() for path in pictures]
    assert export["fidelity"]["matching"] == export["fidelity"]["slides"] == len(slides)
    packed = zipfile.ZipFile(io.BytesIO(page.get(export["zip"]).content))
    assert set(packed.namelist()) == set(named)


def test_only_what_changed_is_taken_again(page):
    """One slide's words change one slide's picture; going back finds the old one."""
    before = {slide["key"]: slide["url"] for slide in shown(page)}
    target = page.state()["slides"][1]["id"]
    page.act("set_slide", slide=target, key="title", value="Alerts, again")
    after = {slide["key"]: slide["url"] for slide in shown(page)}
    assert {key for key in before if before[key] != after[key]} == {target}
    page.act("undo")
    assert {slide["key"]: slide["url"] for slide in shown(page)} == before


def test_a_slide_taken_alone_looks_as_in_the_export(page, tmp_path):
    """A gradient is dithered by where it stands, so a slide is taken in its place also without the others."""
    page.act("set", key="theme", value="midnight")
    shown(page)
    page.act("set_slide", slide=page.state()["slides"][1]["id"], key="title", value="Alerts, again")
    previewed = [page.get(slide["url"]).content for slide in shown(page)]
    pictures = sorted(rendered(page, tmp_path).glob("slide-*.png"))
    assert previewed == [path.read_bytes() for path in pictures]


def test_a_page_hears_of_a_picture(page):
    """The event names the slide, and its address is the picture."""
    shown(page)
    target = page.state()["slides"][2]["id"]
    with page.client.stream("GET", "/api/events") as events:
        lines = events.iter_lines()
        next(lines)
        page.act("set_slide", slide=target, key="title", value="Heard")
        heard = next(line for line in lines if "/api/pictures/" in line)
    assert target in heard
    url = next(slide["url"] for slide in shown(page) if slide["slide"] == target)
    assert url in heard
    small = Image.open(io.BytesIO(page.get(f"{url}?width=300").content))
    assert small.size == (320, 320)


def test_the_document_has_the_stages_fit(page):
    """The frame shows the HTML that was fitted, one slide or all of them."""
    slides = shown(page)
    document = page.get(f"/api/preview/{CANVAS}/document").text
    assert document.count('<section class="slide"') == len(slides)
    small = next((slide for slide in slides if slide["fit"] < 1), None)
    one = page.get(f"/api/preview/{CANVAS}/document", params={"slide": slides[0]["key"]}).text
    assert one.count('<section class="slide"') == 1
    if small:
        assert f"--fit: {small['fit']:g}" in document


def test_every_choice_has_a_picture(page):
    """Each name of the catalogue is shown on the user's own slide, small."""
    shown(page)
    catalogue = page.get("/api/catalogue").json()
    lists = dict(zip(KINDS, ("canvases", "layouts", "themes", "typographies", "patterns"), strict=True))
    for kind in ("theme", "canvas"):
        names = {each["name"] for each in catalogue[lists[kind]]}
        made = _made(page, kind, names)
        assert set(made) == names
        picture = Image.open(io.BytesIO(page.get(next(iter(made.values()))).content))
        assert max(picture.size) == LONGEST
    assert len({url for url in _made(page, "theme", set()).values()}) > 15


def _made(page: Page, kind: str, names: set[str]) -> dict[str, str]:
    def all_made() -> dict[str, str] | None:
        found = page.get(f"/api/thumbnails/{kind}").json()
        return found if names <= set(found) else None

    return wait_for(all_made, 400)


def test_words_that_fit_no_slide_are_a_finding(page):
    """Where an export would stop, the preview goes on and says so on the slide."""
    target = page.state()["slides"][1]["id"]
    page.act("set_slide", slide=target, key="text", value="")
    page.act("set_slide", slide=target, key="title", value="word " * 400)
    page.act("set_slide", slide=target, key="layout", value="post-card")
    shown(page)
    found = wait_for(lambda: page.state()["findings"][CANVAS])
    told = next(each for each in found if each["slide"] == target and each["level"] == "error")
    mended = {key: value for key, value in told["remedy"]["action"].items() if key != "name"}
    assert page.act(told["remedy"]["action"]["name"], **mended)["slides"][1]["layout"] == "text"
    page.act("undo")
    page.act("undo")
    page.act("undo")
    page.act("undo")


def test_an_export_can_be_stopped(page):
    """It ends at its next step, and leaves no folder."""
    name = page.post("/api/exports", {"canvases": [CANVAS, "story", "pinterest"]}).json()["id"]
    assert page.client.delete(f"/api/exports/{name}").status_code == 200
    listed = wait_for(
        lambda: [
            each
            for each in page.get("/api/exports").json()["exports"]
            if each["id"] == name and each["state"] == "cancelled"
        ]
    )
    assert listed[0]["files"] == []
    assert not (page.path.parent / "exports" / page.path.stem / name).exists()


def test_what_a_check_finds_is_found_while_building(page):
    """Words one cannot see and a link that hides where it leads, in the very words of `carousel check`."""
    target = page.state()["slides"][1]["id"]
    page.act("set_slide", slide=target, key="text", value="Go to [this](https://t.co/abc).")
    (page.path.parent / "layouts/faint").mkdir(parents=True)
    (page.path.parent / "layouts/faint/faint.html").write_text(FAINT, "utf-8")
    wait_for(lambda: "faint" in [each["name"] for each in page.get("/api/catalogue").json()["layouts"]])
    page.act("set_slide", slide=target, key="layout", value="faint")

    def found() -> set[tuple[str, str]]:
        everything = page.state()["findings"][CANVAS]
        return {(each["kind"], each["words"]) for each in everything if each["slide"] == target}

    wait_for(lambda: {"contrast", "short-link", "not-shown"} <= {kind for kind, _ in found()}, 400)
    assert ("contrast", "Words one cannot see") in found()
    shown(page)
    wait_for(lambda: page.state()["saved"])
    (checked,) = alone(lambda: check(begin(read(page.path)), Options()))
    said = {(each.kind, each.text) for each in checked.findings if each.slide == 2}
    assert found() == said
