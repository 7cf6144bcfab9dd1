"""A thread that is imported again into the same file: what was made by hand stays, what is new comes in."""

from __future__ import annotations

from pathlib import Path

import pytest
from commands import call, refused
from PIL import Image as Picture
from ruamel.yaml import YAML

from carousel_html.arranging import left_out
from carousel_html.carousel_file import read
from carousel_html.model import Carousel

TITLE = "Seven years of small boats\n\nWhat I would tell myself, and what I would not."
WIND = "Reef before you think of it. When you think of it, it is late, and everybody on board knows."
ROPE = "A rope under load is a loaded gun. Stand where it will not go when it goes, and tell your guests."
FOOD = "Cook before you leave. Nobody eats what has to be peeled in a swell, whatever they said at the quay."
LIST = "What lives in my pockets:\n- a knife\n- a light\n- a whistle"


@pytest.fixture
def source(tmp_path: Path) -> Path:
    return tmp_path / "thread.txt"


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "out" / "boats.yaml"


def imported(source: Path, file: Path, *posts: str, options: tuple[str, ...] = ()) -> str:
    """Import these posts into the file; return what was said."""
    source.write_text("\n\n---\n\n".join(posts), "utf-8")
    called = call("import", source, "-o", file, *options)
    assert called.code == 0, called.err
    return called.out


def edited(file: Path, change: object) -> None:
    """Let a person change the file."""
    yaml = YAML()
    values = yaml.load(file.read_text("utf-8"))
    change(values)
    with file.open("w", encoding="utf-8") as out:
        yaml.dump(values, out)


def bodies(carousel: Carousel) -> list[str]:
    found = []
    for slide in carousel.slides:
        post = carousel.post(slide.post) if slide.post else None
        found.append(slide.text if slide.text is not None else post.text if post else "")
    return found


def test_importing_the_same_thread_again_changes_nothing(source: Path, file: Path):
    """Byte for byte, and it is said that nothing became of any post."""
    imported(source, file, TITLE, WIND, LIST)
    before = file.read_bytes()
    assert imported(source, file, TITLE, WIND, LIST).count("\n") == 1
    assert file.read_bytes() == before


def test_choices_slides_and_comments_made_by_hand_stay(source: Path, file: Path):
    """Every panel, every key of a slide, its order, and a slide that shows no post."""
    imported(source, file, TITLE, WIND, ROPE, LIST)

    def change(values):
        values["theme"] = "paper"
        values["outro"] = {"headline": "Fair winds"}
        values["slides"][1]["layout"] = "quote"
        values["slides"][1]["theme"] = "swiss"
        values["slides"][0]["title"] = "Small boats"
        values["slides"].insert(2, {"layout": "statement", "text": "Stay on board."})
        values["slides"].append(values["slides"].pop(1))

    edited(file, change)
    file.write_text(f"# for Thursday\n{file.read_text('utf-8')}", "utf-8")
    said = imported(source, file, TITLE, WIND, ROPE, LIST, FOOD)
    assert "p5: new" in said
    made = read(file)
    assert file.read_text("utf-8").startswith("# for Thursday\n")
    assert (made.theme, made.outro.headline) == ("paper", "Fair winds")
    assert [(slide.post, slide.layout) for slide in made.slides] == [
        ("p1", "cover"), (None, "statement"), ("p3", "text"), ("p4", "list"), ("p5", "text"), ("p2", "quote"),
    ]  # fmt: skip
    assert made.slides[0].title == "Small boats"
    assert made.slides[-1].theme == "swiss"
    assert [left.text for left in left_out(made)] == ["Seven years of small boats"]  # The title was changed.


def test_a_post_that_changed_changes_the_slides_nobody_touched(source: Path, file: Path):
    """New words come in where no person wrote others; keys that were chosen stay beside them."""
    imported(source, file, TITLE, WIND, LIST)
    edited(file, lambda values: values["slides"][2].update(theme="paper"))
    said = imported(source, file, TITLE, f"{WIND} Always.", f"{LIST}\n- a pencil")
    assert "p2: changed" in said
    assert "p3: changed" in said
    made = read(file)
    assert bodies(made)[1] == f"{WIND} Always."
    assert made.slides[2].items == ["a knife", "a light", "a whistle", "a pencil"]
    assert made.slides[2].theme == "paper"


def test_words_written_on_a_slide_or_into_a_post_are_kept(source: Path, file: Path):
    """A person's words beat the thread's, and it is said where the thread has others."""
    imported(source, file, TITLE, WIND, ROPE)
    edited(file, lambda values: values["slides"][1].update(text="Reef early."))
    edited(file, lambda values: values["thread"]["posts"][2].update(text="A rope is a gun."))
    said = imported(source, file, TITLE, f"{WIND} Always.", f"{ROPE} Twice.")
    made = read(file)
    assert bodies(made)[1:] == ["Reef early.", "A rope is a gun."]
    assert "p3: changed in the thread, but also by hand" in said
    assert "p2: changed" in said


def test_a_post_edited_by_hand_stays_while_its_source_rests(source: Path, file: Path):
    """The fingerprint tells whose change it was."""
    imported(source, file, TITLE, WIND)
    edited(file, lambda values: values["thread"]["posts"][1].update(text="Reef early."))
    assert imported(source, file, TITLE, WIND).count("\n") == 1
    assert bodies(read(file))[1] == "Reef early."


def test_a_post_that_is_gone_keeps_its_slide_and_is_named(source: Path, file: Path):
    """What was imported once is not thrown away."""
    imported(source, file, TITLE, WIND, ROPE, FOOD)
    said = imported(source, file, TITLE, WIND, FOOD)
    assert "p3: gone from the thread; kept here with its slides" in said
    made = read(file)
    assert [slide.post for slide in made.slides] == ["p1", "p2", "p3", "p4"]
    assert [post.id for post in made.thread.posts] == ["p1", "p2", "p3", "p4"]


def test_a_post_put_between_others_stands_between_them(source: Path, file: Path):
    """Posts without ids of their own are known by their words."""
    imported(source, file, TITLE, WIND, FOOD)
    edited(file, lambda values: values["slides"][2].update(theme="paper"))
    said = imported(source, file, TITLE, WIND, ROPE, FOOD)
    assert "p4: new" in said
    made = read(file)
    assert [slide.post for slide in made.slides] == ["p1", "p2", "p4", "p3"]
    assert [slide.theme for slide in made.slides] == [None, None, None, "paper"]


def test_a_slide_that_was_taken_out_stays_out(source: Path, file: Path):
    """It is a choice, and named as left out like any other."""
    imported(source, file, TITLE, WIND, ROPE)
    edited(file, lambda values: values["slides"].pop(1))
    imported(source, file, TITLE, WIND, ROPE)
    made = read(file)
    assert [slide.post for slide in made.slides] == ["p1", "p3"]
    assert [left.post for left in left_out(made)] == ["p2"]


def test_options_are_laid_over_the_file(source: Path, file: Path):
    """What is said on the command line counts, the rest of the file stays."""
    imported(source, file, TITLE, WIND, options=("--theme", "paper", "--canvas", "story"))
    imported(source, file, TITLE, WIND, options=("--theme", "swiss"))
    made = read(file)
    assert (made.theme, made.canvas) == ("swiss", ["story"])


def test_pictures_of_the_file_and_of_the_thread_live_together(source: Path, file: Path, tmp_path: Path):
    """Alternative text written by hand stays with its picture; a new post brings its own."""
    for name in ("one.png", "two.png"):
        Picture.new("RGB", (6, 6), "red" if name == "one.png" else "blue").save(tmp_path / name)
    source = source.with_suffix(".md")
    first = f"# Boats\n\n---\n\n![](one.png)\n\n{WIND}"
    imported(source, file, first)
    edited(file, lambda values: values["thread"]["posts"][1]["images"][0].update(alt="A sail"))
    imported(source, file, f"{first}\n\n---\n\n![Two](two.png)\n\n{ROPE}")
    made = read(file)
    assert [[image.alt for image in post.images] for post in made.thread.posts] == [[], ["A sail"], ["Two"]]
    assert len(list((file.parent / "boats.assets").iterdir())) == 2


def test_another_thread_is_not_mixed_in(source: Path, file: Path):
    """A file is brought up to date with its own thread only."""
    imported(source, file, TITLE, WIND)
    before = file.read_bytes()
    source.write_text("Bread at home\n\nFlour, water, salt and one whole day of patience.", "utf-8")
    refused(call("import", source, "-o", file), 3, "the file holds another thread", "another file with -o")
    assert file.read_bytes() == before


def test_a_file_that_cannot_be_read_is_not_written_over(source: Path, file: Path):
    """A mistake in it is told, and the file stays."""
    imported(source, file, TITLE, WIND)
    file.write_text("theme: [paper\n", "utf-8")
    refused(call("import", source, "-o", file), 3, "not valid YAML", "boats.yaml")
    assert file.read_text("utf-8") == "theme: [paper\n"
