"""A run whose input did not change writes the same files from the cache; any change makes them anew."""

from __future__ import annotations

import json
import os
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from commands import Called, call, spawn

from carousel_html.stage.find_browser import Browser

pytestmark = pytest.mark.browser

DESIGN = """
title: Hello
thread: {posts: [{id: p1, text: "Some words.", images: [{src: a.png, alt: A}]}]}
slides: [{post: p1, layout: post-card}]
outro: false
brand: kit.yaml
canvas: instagram-square
"""


class Project:
    """A folder with a carousel in it, a cache, and a browser that notes when it is started."""

    def __init__(self, folder: Path, browser: Browser) -> None:
        self.folder = folder
        self.out = folder / "out"
        (folder / "work").mkdir()
        self.write("carousel.yaml", DESIGN)
        self.write("kit.yaml", "name: Kit\n")
        self.picture("red")
        self.browser = folder / "browser"
        self.browser.write_text(
            f'#!/bin/sh\ncase "$*" in *--version*) ;; *) echo x >> {folder}/starts;; esac\n'
            f'exec {browser.path} "$@"\n'
        )
        self.browser.chmod(0o755)

    def write(self, name: str, text: str) -> None:
        """Write a file of the project, as if it had stood there for a while."""
        path = self.folder / "work" / name
        path.parent.mkdir(exist_ok=True, parents=True)
        path.write_text(text, "utf-8")
        os.utime(path, (time.time() - 60,) * 2)

    def picture(self, color: str) -> None:
        """Put a picture of this colour into the project."""
        from PIL import Image

        path = self.folder / "work" / "a.png"
        Image.new("RGB", (40, 30), color).save(path)
        os.utime(path, (time.time() - 60,) * 2)

    def render(self, *options: str, pdf: bool = False) -> Called:
        """Render it."""
        more = () if pdf else ("--no-pdf",)
        source = self.folder / "work" / "carousel.yaml"
        # A process of its own each time: that is what the cache is for.
        return spawn(
            "render", source, "-o", self.out, "--browser", self.browser, *more, *options, cwd=self.folder
        )

    @property
    def starts(self) -> int:
        """How often the browser was started for real."""
        path = self.folder / "starts"
        return len(path.read_text().splitlines()) if path.exists() else 0

    def files(self) -> dict[str, bytes]:
        """What was written."""
        return {path.name: path.read_bytes() for path in self.out.rglob("*") if path.is_file()}


@pytest.fixture
def project(tmp_path: Path, browser: Browser, monkeypatch: pytest.MonkeyPatch) -> Project:
    """A project with a cache of its own."""
    monkeypatch.setenv("CAROUSEL_CACHE", str(tmp_path / "cache"))
    return Project(tmp_path, browser)


def test_nothing_changed(project: Project):
    """No browser is started, and pictures, PDF and manifest are those of a run without a cache."""
    first = project.render(pdf=True)
    assert first.code == 0, first.err
    written = project.files()
    assert project.starts == 1
    (project.out / "instagram-square" / "slide-01.png").write_bytes(b"spoiled")
    second = project.render(pdf=True)
    assert (second.code, second.out) == (0, first.out)
    assert project.starts == 1
    assert project.files() == written
    assert project.render("--no-cache", pdf=True).code == 0
    assert project.starts == 2
    made = project.files()
    assert [name for name in written.keys() | made.keys() if written.get(name) != made.get(name)] == []


CHANGES: dict[str, Callable[[Project], None]] = {
    "words": lambda project: project.write("carousel.yaml", DESIGN.replace("Some words", "More words")),
    "kit": lambda project: project.write("kit.yaml", "colors: {surface: '#ffeecc'}\n"),
    "picture": lambda project: project.picture("blue"),
    "templates": lambda project: project.write(
        "layouts/post-card/post-card.html",
        "{#\n  @layout post-card\n  @label Mine\n\n  Mine.\n#}\n"
        '{% extends "_partials/slide.html" %}{% block body %}Mine{% endblock %}',
    ),
}


@pytest.mark.parametrize("change", CHANGES)
def test_any_change_is_seen(project: Project, change: str):
    """Words, the kit, a picture, a template beside it: the files are those of a run without a cache."""
    assert project.render().code == 0
    before = project.files()
    CHANGES[change](project)
    called = project.render()
    assert called.code == 0, called.err
    after = project.files()
    assert after["slide-01.png"] != before["slide-01.png"]
    assert project.render("--no-cache").code == 0
    assert project.files() == after


def test_options_and_what_is_missing_are_seen(project: Project):
    """Another option is another run; a file that is gone is told as ever."""
    assert project.render().code == 0
    assert project.render("--theme", "paper").code == 0
    assert project.starts == 2
    (project.folder / "work" / "a.png").unlink()
    called = project.render()
    assert called.code == 3
    assert "a.png" in called.err


def test_a_damaged_cache(project: Project):
    """Entries that were spoiled are made anew; the files are right every time."""
    assert project.render().code == 0
    written = project.files()
    for path in (project.folder / "cache").rglob("*"):
        if path.is_file():
            path.write_bytes(path.read_bytes()[:-1] + b"?")
    assert project.render().code == 0
    assert project.starts == 2
    assert project.files() == written
    assert project.render().code == 0
    assert project.starts == 2


def test_a_cache_that_cannot_be_written(project: Project, monkeypatch: pytest.MonkeyPatch):
    """Everything is made each time, and nobody is troubled."""
    monkeypatch.setenv("CAROUSEL_CACHE", "/proc/nothing")
    for starts in (1, 2):
        called = project.render()
        assert (called.code, called.err, project.starts) == (0, "", starts)


def test_what_another_run_left_goes(project: Project):
    """From the cache as from the browser: files of the run before that this one does not write."""
    assert project.render().code == 0
    project.write("carousel.yaml", DESIGN.replace("slides: [", "slides: [{layout: cover, title: A}, "))
    assert project.render().code == 0
    assert "slide-02.png" in project.files()
    project.write("carousel.yaml", DESIGN)
    assert project.render().code == 0
    assert project.starts == 2
    assert set(project.files()) == {"slide-01.png", "manifest.json"}


def test_two_batches_on_one_cache(project: Project):
    """At the same time, into two folders: both are whole and equal, and a third one starts no browser."""
    rows = [{"source": "carousel.yaml", "theme": theme} for theme in ("paper", "ink", "midnight")]
    project.write("jobs.jsonl", "".join(json.dumps(row) + "\n" for row in rows))

    def batch(name: str) -> tuple[object, ...]:
        jobs = project.folder / "work" / "jobs.jsonl"
        options = ("--no-pdf", "--workers", "1", "--browser", project.browser)
        return ("batch", jobs, "-o", project.folder / name, *options)

    with ThreadPoolExecutor(2) as both:
        ended = list(both.map(lambda name: spawn(*batch(name)), ("one", "two")))
    assert [called.code for called in ended] == [0, 0], ended[0].err + ended[1].err
    started = project.starts
    assert call(*batch("three")).code == 0
    assert project.starts == started
    made = []
    for name in ("one", "two", "three"):
        folder = project.folder / name
        made.append({str(path.relative_to(folder)): path.read_bytes() for path in folder.glob("*/*/*")})
    assert made[0] == made[1] == made[2]
    assert len(made[0]) == 6
