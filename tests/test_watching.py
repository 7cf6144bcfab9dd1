"""`carousel render --watch`: every save is rendered, a mistake is told and mended, Ctrl-C ends it all."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from commands import ROOT, call, environment, strays

from carousel_html.cli.progress import Bar
from carousel_html.cli.watching import Watch
from carousel_html.export.options import Options
from carousel_html.model import Carousel

SLIDES = "title: Two\noutro: false\ntheme: mine\nslides:\n- {title: One}\n- {title: %s}\n"
PAPER = (ROOT / "themes_css" / "themes" / "paper.css").read_text("utf-8")
ENDS = 130


class Watching:
    """`carousel render --watch` as a process of its own; `said` is what it wrote since it was last asked."""

    def __init__(self, folder: Path) -> None:
        command = ["render", folder / "two.yaml", "-o", folder / "out", "--watch"]
        self.process = subprocess.Popen(
            [sys.executable, "-m", "carousel_html", *command],
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            env=environment(CAROUSEL_TEST=str(folder), CAROUSEL_CACHE=str(folder / "cache")),
        )

    def until(self, words: str) -> str:
        """Read lines until one holds these words, and return them all."""
        assert self.process.stdout is not None
        said = ""
        hung = threading.Timer(120, self.process.kill)
        hung.start()
        for line in self.process.stdout:
            said += line
            if words in line:
                hung.cancel()
                return said
        raise AssertionError(f"it ended without {words!r}:\n{said}")

    def interrupt(self) -> int:
        """Press Ctrl-C, and return the exit code."""
        self.process.send_signal(signal.SIGINT)
        self.process.communicate(timeout=60)
        return self.process.returncode


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "themes_css" / "themes").mkdir(parents=True)
    wear(tmp_path, "#faf6ee")
    (tmp_path / "two.yaml").write_text(SLIDES % "Two")
    return tmp_path


def wear(folder: Path, surface: str) -> None:
    """Write a theme of one's own, on paper of this colour."""
    text = (
        PAPER.replace("@theme paper", "@theme mine").replace('"paper"', '"mine"').replace("#faf6ee", surface)
    )
    (folder / "themes_css" / "themes" / "mine.css").write_text(text, "utf-8")


@pytest.fixture
def watching(folder: Path) -> Iterator[Watching]:
    running = Watching(folder)
    yield running
    running.process.kill()
    running.process.communicate()


@pytest.mark.browser
@pytest.mark.skipif(os.name == "nt", reason="sends SIGINT")
def test_every_save_is_rendered_until_ctrl_c(folder: Path, watching: Watching):
    def files() -> dict[str, bytes]:
        return {path.name: path.read_bytes() for path in (folder / "out").rglob("*") if path.is_file()}

    watching.until(" s\n")
    first = files()
    (folder / "two.yaml").write_text(SLIDES % "Twice two")
    assert "2 of 2" in watching.until(" s\n")
    second = files()
    changed = [name for name in first if first[name] != second[name]]
    assert [name for name in changed if name.endswith(".png")] == ["slide-02.png"]
    (folder / "two.yaml").write_text("title: [")
    watching.until("two.yaml")
    assert files() == second
    (folder / "two.yaml").write_text(SLIDES % "Twice two")
    watching.until(" s\n")
    wear(folder, "#faeeee")
    watching.until(" s\n")
    third = files()
    assert all(third[name] != second[name] for name in third if name.endswith(".png"))
    assert watching.interrupt() == ENDS
    assert not strays(str(folder))
    fresh = call("render", folder / "two.yaml", "-o", folder / "fresh", "--no-cache")
    assert fresh.code == 0, fresh.err
    assert third == {path.name: path.read_bytes() for path in (folder / "fresh").rglob("*") if path.is_file()}


def test_only_what_was_read_counts_as_a_change(tmp_path: Path):
    """Not the folder that is written into, though it may lie beside what is read."""
    source = tmp_path / "thread.txt"
    source.write_text("One")
    watch = Watch(
        source,
        tmp_path / "out",
        Options(),
        [tmp_path],
        Carousel,
        lambda manifests, seconds: None,
        Bar(is_shown=False),
    )
    seen = [watch._stamp(str(source)), watch._stamp(str(tmp_path)), watch._stamp("")]
    (tmp_path / "out").mkdir()
    assert [watch._stamp(str(source)), watch._stamp(str(tmp_path)), watch._stamp("")] == seen
    (tmp_path / "layouts").mkdir()
    (tmp_path / "layouts" / "own.html").write_text("<p>")
    source.write_text("Two")
    changed = [watch._stamp(str(source)), watch._stamp(str(tmp_path)), watch._stamp("")]
    assert all(one != other for one, other in zip(changed, seen, strict=True))
    source.unlink()
    assert watch._stamp(str(source)) == "absent"


@pytest.mark.parametrize("arguments", [("-",), ("thread.txt", "--json"), ("thread.txt", "--strict")])
def test_what_cannot_be_watched_is_told(arguments: tuple[str, ...], tmp_path: Path):
    done = call("render", *arguments, "--watch", "-o", tmp_path)
    assert done.code == 2
    assert f"not together with {arguments[-1]}" in done.err
