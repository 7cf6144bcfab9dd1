"""Rows of one design share the photographs of their grounds, and come out as if they did not."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from commands import call

from carousel_html.batch.jobs import Row
from carousel_html.batch.row import Design
from carousel_html.batch.warm import Warm
from carousel_html.batch.work import Task, do_row_with
from carousel_html.export import Options
from carousel_html.export.photo_memory import PhotoMemory
from carousel_html.stage import shooting

WORDS = (
    "One thing\n\n---\n\nA first post of two short lines.",
    "Another\n\n---\n\nOne more, and quite other words.",
)


def test_those_used_longest_ago_are_forgotten():
    """No more bytes are remembered than may be."""
    memory = PhotoMemory(most=30)
    for key in "abc":
        memory.keep(key, key.encode() * 10)
    assert memory.read("a") == b"a" * 10
    memory.keep("d", b"d" * 10)
    assert [key for key in "abcd" if memory.read(key)] == ["a", "c", "d"]


@pytest.mark.browser
def test_a_ground_is_photographed_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """The second row takes no photograph the first one took, and its files are those `render` writes."""
    taken: list[int] = []
    for name in ("photograph", "photograph_alone"):
        take = getattr(shooting, name)
        monkeypatch.setattr(
            shooting,
            name,
            lambda stage, index, *more, take=take: taken.append(index) or take(stage, index, *more),
        )
    warm, counts = Warm(), []
    try:
        for number, words in enumerate(WORDS, 1):
            (tmp_path / f"{number}.md").write_text(words, "utf-8")
            row = Row(number, number, {"id": f"r{number}", "source": f"{number}.md", "theme": "midnight"})
            task = Task(
                row, str(tmp_path / "out"), "run", Design(tmp_path, outro=False), Options(cache=False)
            )
            taken.clear()
            assert do_row_with(warm, task).error is None
            counts.append(len(taken))
    finally:
        warm.end()
    assert counts[0] > 0
    assert counts[1] == 0
    out = tmp_path / "rendered"
    done = call("render", tmp_path / "2.md", "-o", out, "--theme", "midnight", "--no-outro", "--no-cache")
    assert done.code == 0
    (target,) = out.iterdir()
    for path in target.iterdir():
        assert path.read_bytes() == (tmp_path / "out/r2" / target.name / path.name).read_bytes()
    assert json.loads((target / "manifest.json").read_text("utf-8"))["pdf"]
