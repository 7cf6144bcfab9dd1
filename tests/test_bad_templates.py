"""A template, style sheet or font of one's own that cannot be used is one error, within the clock."""

from __future__ import annotations

import time
from pathlib import Path

import pytest
from commands import ROOT, alone, call, refused, spawn, strays
from pages import page, read

from carousel_html.catalogue import Catalogue, data_root
from carousel_html.compose import watched
from carousel_html.compose.templates import TemplateSet, template_set
from carousel_html.errors import FontError, ImageError, RenderError, TemplateError
from carousel_html.export import Options, render
from carousel_html.model import Carousel, Post, Slide, Thread
from carousel_html.stage.browser import Chromium
from carousel_html.stage.capture import capture
from carousel_html.stage.find_browser import Browser
from carousel_html.stage.stage import Stage

pytestmark = pytest.mark.slow

OWN = '{% extends "_partials/slide.html" %}{% block body %}<p data-block="0">Words</p>{% endblock %}'


@pytest.fixture
def own(tmp_path: Path) -> Path:
    """A folder with one layout of its own, called `mine`."""
    folder = tmp_path / "own/layouts/mine"
    folder.mkdir(parents=True)
    (folder / "mine.html").write_text(OWN, "utf-8")
    return tmp_path / "own"


def carousel() -> Carousel:
    """One slide in the layout `mine`."""
    thread = Thread(posts=[Post(id="p1", text="Words")])
    return Carousel(
        thread=thread, slides=[Slide(layout="mine", post="p1")], outro=False, canvas=["instagram-square"]
    )


def rendered(own: Path, out: Path) -> None:
    """Render it with the templates of `own`."""
    alone(lambda: render(carousel(), out, Options(templates=(own,), pdf=False)))


# --- Jinja -----------------------------------------------------------------------------------


@pytest.mark.browser
@pytest.mark.parametrize(
    ("text", "line", "words"),
    [
        ("{# #}\n{% block body %}", 2, ["does not compile"]),
        ("{# #}\n\n{{ slide.titel }}", 3, ["titel", 'did you mean "title"?']),
    ],
    ids=["syntax", "undefined name"],
)
def test_a_mistake_in_a_template_is_named_with_its_line(own: Path, tmp_path: Path, text, line, words):
    """File, line and the line itself, and exit code 3, though the template ran in another process."""
    (own / "layouts/mine/mine.html").write_text(text, "utf-8")
    (tmp_path / "carousel.yaml").write_text(
        "thread: {posts: [{id: p1, text: Words}]}\nslides: [{layout: mine, post: p1}]\n", "utf-8"
    )
    called = call("render", tmp_path / "carousel.yaml", "-o", tmp_path / "out", "--templates", own)
    refused(called, 3, f"mine.html:{line}", text.splitlines()[-1], *words)
    assert not (tmp_path / "out").exists()


def attempt(own: Path, text: str) -> TemplateError:
    """Run a template of one's own and return how it failed."""
    (own / "layouts/mine/mine.html").write_text(text, "utf-8")
    with pytest.raises(TemplateError) as caught:
        template_set((own, data_root())).run("mine/mine.html", {"word": "x" * 1000})
    return caught.value


def test_a_template_that_loops_without_end_is_stopped(own: Path, monkeypatch: pytest.MonkeyPatch):
    """The clock ends it, the error says which file, and the next template runs."""
    monkeypatch.setattr(watched, "RUN_SECONDS", 1.0)
    loops = "{% for a in range(999) %}" * 6 + "{% endfor %}" * 6
    error = attempt(own, loops)
    assert "ran for 1 seconds and was stopped" in error.what
    assert str(error.where).endswith("layouts/mine/mine.html")
    assert error.hint
    monkeypatch.undo()
    (own / "layouts/mine/mine.html").write_text("{{ word }}", "utf-8")
    assert template_set((own, data_root())).run("mine/mine.html", {"word": "fine"}) == "fine"


@pytest.mark.parametrize(
    "text",
    [
        "{% macro m(s, n) %}{% if n %}{{ m(s ~ s, n - 1) }}{% endif %}{% endmacro %}{{ m(word, 17) }}",
        "{% set y = word.replace('x', word).replace('x', word) %}{{ y | length }}",
    ],
    ids=["doubling", "replacing"],
)
def test_a_template_that_takes_100_megabytes_is_stopped(own: Path, text: str):
    """The limit is the process's own: no method or filter has to be known for it."""
    error = attempt(own, text)
    assert "more memory than it may have" in error.what
    assert "mine.html:1" in str(error.where)


def test_a_template_that_calls_itself_is_an_error(own: Path):
    """A macro without end is told from one that takes long."""
    assert "calls itself" in attempt(own, "{% macro m() %}{{ m() }}{% endmacro %}{{ m() }}").what


def test_the_template_process_writes_no_file_and_forgets_itself():
    """Its limits are set by the system: no byte into a file, and an end when nobody asks any more."""
    code = (
        "import signal; from pathlib import Path;"
        "from carousel_html.compose.template_process import _end_after, limit_process;"
        "import resource; limit_process();"
        "assert resource.getrlimit(resource.RLIMIT_FSIZE) == (0, 0);"
        "_end_after(0.2); signal.pause()"
    )
    assert spawn(code=code).code == -14  # SIGALRM


def test_built_in_templates_run_here():
    """What came with us needs no second process: the common case stays quick."""
    assert isinstance(template_set((data_root(),)), TemplateSet)
    assert not isinstance(template_set((Path("/own"), data_root())), TemplateSet)


def test_nothing_is_imported_from_the_folder_somebody_works_in(own: Path, tmp_path: Path):
    """A `jinja2.py` beside a carousel is not code of ours."""
    (tmp_path / "jinja2.py").write_text("open('ran', 'w')", "utf-8")
    (tmp_path / "weasyprint.py").write_text("open('ran', 'w')", "utf-8")
    code = (
        f"import os, sys; sys.path.insert(0, {str(ROOT)!r}); from pathlib import Path;"
        "from carousel_html.pdf.printer import Printer;"
        "from carousel_html.fontconfig import write_print_config\n"
        f"os.chdir({str(tmp_path)!r})\n"
        "from carousel_html.compose.watched import WatchedTemplates\n"
        f"(Path({str(own)!r}) / 'layouts/mine/mine.html').write_text('fine')\n"
        f"assert WatchedTemplates((Path({str(own)!r}),)).run('mine/mine.html', {{}}) == 'fine'\n"
        "with Printer(write_print_config) as printer: printer._ready.result()\n"
    )
    called = spawn(code=code)
    assert called.code == 0, called.err
    assert not (tmp_path / "ran").exists()


# --- style sheets, pictures and fonts --------------------------------------------------------


def with_font(own: Path, body: bytes) -> None:
    """Give the layout a font of its own."""
    (own / "fonts").mkdir()
    (own / "fonts/own.ttf").write_bytes(body)
    (own / "fonts/fonts.css").write_text(
        '@font-face { font-family: "Own"; font-weight: 400; font-style: normal; src: url("own.ttf"); }',
        "utf-8",
    )
    (own / "layouts/mine/mine.css").write_text('.slide__body p { font-family: "Own" !important }', "utf-8")


@pytest.mark.browser
@pytest.mark.parametrize("damage", ["cut", "text"])
def test_a_broken_font_is_named(own: Path, tmp_path: Path, damage: str):
    """A font the browser refuses is an error with its file, never a silent stand-in."""
    whole = (ROOT / "fonts/inter/Inter-400.ttf").read_bytes()
    with_font(own, whole[: len(whole) // 3] if damage == "cut" else b"not a font")
    with pytest.raises(FontError) as caught:
        rendered(own, tmp_path / "out")
    assert '"Own"' in caught.value.what
    assert caught.value.where == "fonts/own.ttf"
    assert not list((tmp_path / "out").rglob("*.png"))


def test_a_missing_font_is_named_with_its_line(own: Path):
    """The rule in fonts.css says where."""
    with_font(own, b"")
    (own / "fonts/own.ttf").unlink()
    with pytest.raises(FontError) as caught:
        _ = Catalogue([own]).font_faces
    assert '"own.ttf"' in caught.value.what
    assert str(caught.value.where).endswith("fonts/fonts.css:1")


@pytest.mark.browser
@pytest.mark.parametrize(
    ("css", "words"),
    [
        ('.slide { background: url("own.png") }', "own.png"),
        ('p::before { content: url("own.png") }', "own.png"),
    ],
)
def test_a_broken_picture_of_a_style_sheet_is_named(own: Path, tmp_path: Path, css: str, words: str):
    """A background that cannot be shown is no blank background."""
    (own / "layouts/mine/own.png").write_bytes(b"\x89PNG\r\n\x1a\n nothing")
    (own / "layouts/mine/mine.css").write_text(css, "utf-8")
    with pytest.raises(ImageError, match=words):
        rendered(own, tmp_path / "out")


@pytest.mark.browser
def test_an_address_in_a_template_is_named_with_its_slide(own: Path, tmp_path: Path):
    """A picture from elsewhere, in a style attribute, is not fetched, and not left out in silence."""
    text = OWN.replace("<p ", "<p style=\"background: url('http://127.0.0.1:9/x.png')\" ")
    (own / "layouts/mine/mine.html").write_text(text, "utf-8")
    with pytest.raises(ImageError) as caught:
        rendered(own, tmp_path / "out")
    assert "http://127.0.0.1:9/x.png" in caught.value.what
    assert caught.value.where == "slide 1, layout mine"


HANGS: dict[str, str] = {
    "paint": "p { box-shadow: " + ",".join(f"{i}px 3px 900px 300px #01020{i % 9}" for i in range(9000)) + "}",
    "layout": ".c { columns: 2; column-gap: 0 }",
}


@pytest.mark.browser
@pytest.mark.parametrize("where", HANGS)
def test_css_that_hangs_the_browser_is_stopped(
    browser: Browser, monkeypatch: pytest.MonkeyPatch, where: str, tmp_path: Path
):
    """Twice the clock, then an error that names the slide; no part of the browser goes on."""
    monkeypatch.setenv("CAROUSEL_TEST", str(tmp_path))
    words = "<p>x</p>" if where == "paint" else "<div class=c>" * 14 + "x y z " * 400 + "</div>" * 14

    def hang() -> None:
        with Chromium(browser.path, []) as chromium:
            stage = Stage(chromium, show_seconds=2.5, step_seconds=2.5)
            stage.show(page([words], HANGS[where]))
            capture(stage, 0)

    with pytest.raises(RenderError) as caught:
        alone(hang)
    assert "slide 1" in caught.value.what
    assert caught.value.exit_code == 1
    assert caught.value.hint
    assert strays(str(tmp_path)) == []


@pytest.mark.browser
def test_a_layout_that_leads_away_stays(stage: Stage):
    """A refresh, to the page itself or elsewhere, is not followed."""
    for target in ("", "http://127.0.0.1:9/"):
        stage.show(page([f'<p>Words</p><meta http-equiv="refresh" content="0;url={target}">']))
        for _ in range(4):  # The page has no clock of its own: its scripts are off.
            time.sleep(0.1)
            assert read(stage, "document.body.innerText").strip() == "Words"
    assert len(stage.blocked) >= 2
