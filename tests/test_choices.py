"""A mistake in a choice is told with the words it was chosen with: the option, or the column."""

from __future__ import annotations

from pathlib import Path

import pytest
from commands import call, refused

from carousel_html.batch.row import Design, carousel_of
from carousel_html.choices import Choices, choose
from carousel_html.errors import CarouselError, UnknownName
from carousel_html.export.options import Options
from carousel_html.export.prepared import prepare
from carousel_html.model import Carousel, Post, Thread


def thread() -> Carousel:
    """A carousel of one post."""
    return Carousel(title="Hello", thread=Thread(posts=[Post(id="p1", text="Hello.")]))


@pytest.mark.slow
@pytest.mark.parametrize(
    ("option", "value", "where"),
    [
        ("--theme", "papr", "--theme"),
        ("--layout", "covr", "--layout"),
        ("--typography", "editoral", "--typography"),
        ("--pattern", "dosts", "--pattern"),
        ("--canvas", "square", "--canvas"),
        ("--set", "theme=papr", "--set theme"),
        ("--set", "canvas=[square]", "--set canvas"),
        ("--set", "typography.scale=big", "--set typography.scale"),
        ("--set", "typografy.scale=1", "--set typografy.scale"),
        ("--set", "pattern.color=blu", "--set pattern.color"),
        ("--set", "outro.buton=Go", "--set outro.buton"),
    ],
)
def test_the_option_is_named(tmp_path: Path, option: str, value: str, where: str):
    """Not the key of a file that nobody wrote; nothing is written."""
    (tmp_path / "thread.txt").write_text("Hello.\n", "utf-8")
    called = call("render", tmp_path / "thread.txt", "-o", tmp_path / "out", option, value)
    refused(called, 3, f"\n  {where}\n")
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize(
    ("values", "where"),
    [
        ({"theme": "papr"}, 'column "theme"'),
        ({"typography": "editoral"}, 'column "typography"'),
        ({"canvas": "square"}, 'column "canvas"'),
        ({"set.pattern.color": "blu"}, 'column "set.pattern.color"'),
        ({"set": {"pattern.name": "dosts"}}, 'column "set.pattern.name"'),
        ({"set.typography.scale": "big"}, 'column "set.typography.scale"'),
        ({}, "--theme"),
    ],
)
def test_the_column_is_named(tmp_path: Path, values: dict, where: str):
    """A row's own choice by its column, what all rows share by its option."""
    (tmp_path / "thread.txt").write_text("Hello.\n", "utf-8")
    looks = () if values else (("theme", "papr"),)
    with pytest.raises(CarouselError) as caught:
        prepare(
            carousel_of({"source": "thread.txt", **values}, Design(base=tmp_path, looks=looks)),
            None,
            Options(),
        )
    assert caught.value.where == where


def test_the_last_choice_is_the_one_that_is_named():
    """A row's column goes over the option of all rows, and a second `choose` over the first."""
    choices = Choices()
    choices.add("theme", "inkk", "--theme")
    choices.add("theme", "papr", 'column "theme"')
    first = choose(thread(), choices)
    assert (first.said("theme"), first.said("layout")) == ('column "theme"', "carousel.yaml: layout")
    later = Choices({"theme": "inkk"}, {"theme": "--theme"})
    with pytest.raises(UnknownName) as caught:
        prepare(choose(first, later), None, Options())
    assert (caught.value.where, first.said("theme")) == ("--theme", 'column "theme"')


def test_a_slide_is_named_for_what_stands_on_it(tmp_path: Path):
    """An option does not answer for a key that a slide has of its own."""
    (tmp_path / "a.yaml").write_text("slides: [{title: Hi, theme: inkk}]\n", "utf-8")
    called = call("render", tmp_path / "a.yaml", "-o", tmp_path / "out", "--theme", "paper")
    refused(called, 3, "a.yaml: slides[0].theme")
