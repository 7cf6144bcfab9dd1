"""The command line: exit codes, what goes to stdout, and the help."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import pytest
from commands import call, refused, spawn

from carousel_html.cli import COMMANDS
from carousel_html.cli.list_command import KINDS

# A machine without a library: its name is looked for where it is not.
WITHOUT_PANGO = """
import sys
from carousel_html.pdf import find_pango
from carousel_html.pdf.process import main
find_pango.LIBRARIES["Pango"] = ("libnowhere.so.9",)
main()
"""


@pytest.fixture
def thread(tmp_path: Path) -> Path:
    """A small thread."""
    (tmp_path / "thread.txt").write_text("Words\n\nMore words", "utf-8")
    return tmp_path / "thread.txt"


# --- exit codes ------------------------------------------------------------------------------


@pytest.mark.browser
def test_0_and_one_json_document_on_stdout(tmp_path: Path, thread: Path):
    """With --json stdout is one document of manifests and nothing else; stderr is silent."""
    called = spawn("render", thread, "-o", tmp_path / "out", "--json", "--canvas", "instagram-square")
    assert (called.code, called.err) == (0, "")
    (manifest,) = json.loads(called.out)["canvases"]
    folder = tmp_path / "out/instagram-square"
    assert manifest == json.loads((folder / "manifest.json").read_text("utf-8"))
    assert {path.name for path in folder.iterdir()} == {
        "manifest.json", "carousel.pdf", *(slide["file"] for slide in manifest["slides"]),
    }  # fmt: skip


@pytest.mark.slow
def test_1_for_what_we_cannot_do(tmp_path: Path, thread: Path):
    """An output that cannot be written is not the input's fault."""
    refused(call("render", thread, "-o", thread), 1, "cannot be written")


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["rendr"], 'Did you mean "render"?'),
        (["render"], "SOURCE"),
        (["render", "x"], "--out"),
        (["render", "x", "-o", "y", "--bogus"], "--bogus"),
        (["render", "x", "-o", "y", "--image", "bmp"], "--image"),
        (["render", "x", "-o", "y", "--scale", "3"], "--scale"),
        (["list", "colours"], "There are: canvases, platforms"),
        (["list", "theme"], 'Did you mean "themes"?'),
        (["new", "layot", "mine"], 'Did you mean "layout"?'),
    ],
)
def test_2_for_a_malformed_command_line(arguments: list[str], words: str):
    """The usage and what is wrong with it stand on stderr."""
    called = call(*arguments)
    assert called.code == 2
    assert "Usage: carousel" in called.err
    assert words in called.err
    assert called.out == ""


@pytest.mark.slow
@pytest.mark.parametrize("json_option", [[], ["--json"]])
def test_3_for_what_the_user_gave(tmp_path: Path, json_option: list[str]):
    """An input error; with --json too, stdout stays empty and the message is on stderr."""
    refused(call("render", tmp_path / "none.txt", "-o", tmp_path / "out", *json_option), 3, "none.txt")


def test_4_without_a_browser(tmp_path: Path, thread: Path, no_browser_anywhere: None):
    """What is missing and the command that installs it; nothing is written."""
    refused(call("render", thread, "-o", tmp_path / "out"), 4, "nstall", "CAROUSEL_BROWSER")
    assert not (tmp_path / "out").exists()


@pytest.fixture
def no_browser_anywhere(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """A machine on which no browser is found."""
    from carousel_html.stage import find_browser

    monkeypatch.delenv("CAROUSEL_BROWSER", raising=False)
    monkeypatch.setenv("PATH", str(tmp_path))
    for name in ("NAMES", "PLAYWRIGHT_PROGRAMS"):
        monkeypatch.setattr(find_browser, name, ())
    for name in ("USUAL_PLACES", "PLAYWRIGHT_CACHES"):
        monkeypatch.setattr(find_browser, name, {})


@pytest.mark.browser
def test_4_without_pango(tmp_path: Path, thread: Path, monkeypatch: pytest.MonkeyPatch):
    """Found when the PDF process starts: what is missing, its file, the command; no picture is written."""
    (tmp_path / "program.py").write_text(WITHOUT_PANGO, "utf-8")
    fake = tmp_path / "python"
    fake.write_text(f'#!/bin/sh\nexec "{sys.executable}" "{tmp_path}/program.py"\n', "utf-8")
    fake.chmod(0o755)
    monkeypatch.setattr("carousel_html.pipes.sys.executable", str(fake))
    called = call("render", thread, "-o", tmp_path / "out")
    refused(called, 4, "no PDF can be made: Pango cannot be loaded", "libnowhere.so.9", "nstall")
    assert not list((tmp_path / "out").rglob("*.p*"))


@pytest.mark.browser
def test_5_for_findings_under_strict(tmp_path: Path):
    """What was found is an error only when asked; the files are there all the same."""
    (tmp_path / "own/layouts/tiny").mkdir(parents=True)
    (tmp_path / "own/layouts/tiny/tiny.html").write_text(
        '{% extends "_partials/slide.html" %}{% block body %}'
        '<p style="font-size: 9px">Words that are too small</p>{% endblock %}',
        "utf-8",
    )
    post, slide = "{id: p1, text: Words}", "{layout: tiny, post: p1}"
    (tmp_path / "carousel.yaml").write_text(f"thread: {{posts: [{post}]}}\nslides: [{slide}]\n", "utf-8")
    called = call(
        "render", tmp_path / "carousel.yaml", "-o", tmp_path / "out", "--no-pdf", "--strict",
        "--templates", tmp_path / "own",
    )  # fmt: skip
    assert called.code == 5, called.err
    assert "--strict" in called.err
    assert (tmp_path / "out/instagram-portrait/slide-01.png").is_file()


# --- what is said ----------------------------------------------------------------------------


@pytest.mark.parametrize("kind", KINDS)
def test_a_list_as_json_is_objects_with_a_name(kind: str):
    """One JSON list on stdout and nothing else."""
    called = call("list", kind, "--json")
    assert (called.code, called.err) == (0, "")
    rows = json.loads(called.out)
    assert rows
    assert all(row["name"] for row in rows)


def test_import_then_render_says_the_way(tmp_path: Path, thread: Path):
    """A thread becomes a carousel.yaml, and the next command is shown."""
    called = call("import", thread, "-o", tmp_path / "carousel.yaml")
    assert (called.code, called.err) == (0, "")
    assert f"carousel render {tmp_path / 'carousel.yaml'}" in called.out


def test_the_help_names_every_command():
    """Each with its one line."""
    called = call("--help")
    assert called.code == 0
    for name, line in COMMANDS.items():
        assert name in called.out
        assert line.split(",")[0] in " ".join(called.out.split())


@pytest.mark.parametrize("name", COMMANDS)
def test_a_command_helps_itself(name: str):
    """Every option of every command has a help text, and the short line is the one in the list."""
    from importlib import import_module

    command = import_module(f"carousel_html.cli.{name}_command").command
    assert command.short_help == COMMANDS[name]
    called = call(name, "--help")
    assert called.code == 0
    assert called.out.startswith(f"Usage: carousel {name} ")
    for option in command.params:
        assert option.param_type_name == "argument" or option.help, option.name


@pytest.mark.parametrize("command", ["render", "import", "batch"])
def test_an_empty_name_is_no_place_to_write(tmp_path: Path, thread: Path, command: str):
    """It is what a variable leaves that was never set; nothing is written into this folder."""
    called = call(command, thread, "-o", "")
    assert called.code == 2
    assert "it is empty; name where to write" in called.err


@pytest.mark.parametrize("command", ["render", "import"])
def test_a_bucket_is_no_folder_of_this_machine(thread: Path, command: str):
    """Only a batch writes there."""
    called = call(command, thread, "-o", "s3://bucket/night")
    assert called.code == 2
    assert "`carousel batch` writes to buckets" in called.err


@pytest.mark.parametrize(
    ("options", "hint"),
    [
        (["--for", "twitter"], 'Did you mean "x"?'),
        (["--for", "instagram,x"], "Repeat the option for each of them."),
        (["--canvas", "square"], 'Did you mean "instagram-square"?'),
        (["--canvas", "1080x1350"], 'Did you mean "instagram-portrait"?'),
        (["--canvas", "16:9"], 'Did you mean "x-landscape"?'),
        (["--canvas", "story,tiktok"], "Repeat the option for each of them."),
        (["--slides", "5-2"], "the smaller number stands first"),
        (["--slides", "0"], "They count from 1"),
    ],
)
def test_a_name_that_is_nearly_one_is_told(tmp_path: Path, thread: Path, options: list[str], hint: str):
    """As people call it elsewhere, by its size, a part of it, or several in one."""
    refused(call("render", thread, "-o", tmp_path / "out", *options), 3, hint)


@pytest.mark.parametrize("name", ["deck.yaml", "carousel.yaml"])
@pytest.mark.parametrize("command", ["render", "check"])
def test_a_mistake_on_a_slide_names_the_file_that_was_given(tmp_path: Path, name: str, command: str):
    """Not carousel.yaml, where it is called otherwise."""
    (tmp_path / name).write_text("title: A\nslides:\n  - {layout: plian, text: a}\n", "utf-8")
    out = ["-o", tmp_path / "out"] if command == "render" else []
    refused(call(command, tmp_path / name, *out), 3, f"  {name}: slides[0].layout")


def test_import_leaves_another_file_alone(tmp_path: Path, thread: Path):
    """What is no carousel.yaml is not written over, nor called broken YAML."""
    precious = tmp_path / "precious.txt"
    precious.write_text("Dear diary: it: rains", "utf-8")
    refused(call("import", thread, "-o", precious), 3, "this is no carousel.yaml, and is left alone")
    assert precious.read_text("utf-8") == "Dear diary: it: rains"


def test_import_counts_the_slides_of_a_render(tmp_path: Path, thread: Path):
    """The outro is one of them; one slide is no slides."""
    assert ": 3 slides. " in call("import", thread, "-o", tmp_path / "a.yaml").out
    (tmp_path / "one.txt").write_text("Words", "utf-8")
    one = call("import", tmp_path / "one.txt", "-o", tmp_path / "b.yaml", "--no-outro").out
    assert ": 1 slide. " in one


@pytest.mark.parametrize(("kind", "option"), [("brand", "--brand {}/mine.yaml"), ("theme", "--templates {}")])
def test_new_says_how_to_use_what_it_wrote(tmp_path: Path, kind: str, option: str):
    """Where it was written into another folder too."""
    assert option.format(tmp_path / "own") in call("new", kind, "mine", "--in", tmp_path / "own").out


def test_version():
    """The name and a version."""
    called = call("--version")
    assert called.code == 0
    assert called.out.startswith("carousel, version ")


def test_help_loads_no_engine():
    """`carousel --help` is quick: neither browser driver, PDF printer, Jinja nor Pillow is imported."""
    code = (
        "import sys; from carousel_html.cli import run; run(['--help']);"
        "heavy = {'playwright', 'weasyprint', 'jinja2', 'PIL', 'numpy', 'pydantic'} & set(sys.modules);"
        "sys.exit(str(heavy) if heavy else 0)"
    )
    assert spawn(code=code).code == 0
