"""Rows come out of any job file one at a time, and a line that cannot be read is one row's trouble."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from pathlib import Path

import pytest

from carousel_html.arranging import complete
from carousel_html.batch.filling import fill, fill_carousel
from carousel_html.batch.jobs import Jobs, Row, Shard
from carousel_html.batch.row import Design, carousel_of, require_columns, row_name, unfilled_of
from carousel_html.errors import CarouselError, CarouselFileError, InputError
from carousel_html.model import Carousel, Post, Slide, Thread

DESIGN = """
title: "Hello {name}"
thread: {posts: [{id: p1, text: "Dear {name}, the sum is {sum}."}]}
slides: [{post: p1}]
outro: {headline: Thanks, button: "Call {name}"}
"""


def rows(path: Path, text: str | bytes) -> list[Row]:
    """The rows of a job file with this text."""
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    with Jobs(path) as jobs:
        return list(jobs)


def test_csv(tmp_path: Path):
    """Cells by column, quotes and line breaks inside them, and the line where each row begins."""
    found = rows(tmp_path / "jobs.csv", '\ufeffid,name\n\na,"Ann, B."\nb,"two\nlines"\nc,Cy\n')
    assert [(row.number, row.values) for row in found] == [
        (1, {"id": "a", "name": "Ann, B."}),
        (2, {"id": "b", "name": "two\nlines"}),
        (3, {"id": "c", "name": "Cy"}),
    ]
    assert [row.line for row in found[1:]] == [4, 6]


@pytest.mark.parametrize("sign", [";", "\t"])
def test_csv_with_other_signs_between_cells(tmp_path: Path, sign: str):
    """Spreadsheets of half the world write semicolons."""
    (row,) = rows(tmp_path / "jobs.csv", f"id{sign}name\na{sign}x, y\n")
    assert row.values == {"id": "a", "name": "x, y"}


def test_json_lines(tmp_path: Path):
    """Values keep their types; blank lines count as lines and not as rows."""
    found = rows(tmp_path / "jobs.jsonl", '{"id": "a", "set": {"typography.scale": 1.1}}\n\n{"id": 2}\n')
    assert [(row.number, row.line, row.values) for row in found] == [
        (1, 1, {"id": "a", "set": {"typography.scale": 1.1}}),
        (2, 3, {"id": 2}),
    ]


LIST = '[{"id": 1, "name": "a, [b]"},\n{\n  "id": 2\n}\n]\n'


@pytest.mark.parametrize(
    "text", [LIST, LIST.replace(",\n{", ", {"), '{\n"id": 1, "name": "a, [b]"\n}\n{"id": 2}']
)
def test_json_that_is_a_list(tmp_path: Path, text: str):
    """Or objects over several lines: an item is a row, at the line where it begins."""
    found = rows(tmp_path / "jobs.json", text)
    assert [(row.number, row.values) for row in found] == [(1, {"id": 1, "name": "a, [b]"}), (2, {"id": 2})]
    assert [row.line for row in found] == [1, 1 + text.count("\n", 0, text.rindex("{"))]


def test_a_list_that_breaks_off(tmp_path: Path):
    """What was read stays; where it breaks is a row with an error."""
    found = rows(tmp_path / "jobs.json", '[{"id": 1},\n 7,\n {"id": ')
    assert [(row.line, row.error is None) for row in found] == [(1, True), (2, False), (3, False)]
    assert rows(tmp_path / "jobs.json", "[]") == []


@pytest.mark.parametrize("codec", ["utf-16-le", "utf-16-be"])
def test_a_table_in_utf_16(tmp_path: Path, codec: str):
    """As Excel writes its "Unicode text", with its mark."""
    text = '\ufeffid\tname\r\nä\t"two\nlines"\r\nb\t漢\r\n'
    found = rows(tmp_path / "jobs.txt", text.encode(codec))
    assert [row.values for row in found] == [{"id": "ä", "name": "two\nlines"}, {"id": "b", "name": "漢"}]
    assert [row.line for row in found] == [2, 4]


@pytest.mark.parametrize(
    "text", ["I read books, many.\n\nHere is one.", "title: A\nslides: []\n", "id,name\na,b\n"]
)
def test_a_file_that_names_no_source_is_told_once(tmp_path: Path, text: str):
    """A thread, a carousel.yaml, or a table without the column, where there is no design for all rows."""
    (tmp_path / "jobs").write_text(text, "utf-8")
    with Jobs(tmp_path / "jobs", needs_source=True) as jobs, pytest.raises(InputError) as caught:
        list(jobs)
    assert "no column is named `source`" in caught.value.what
    assert "carousel render" in (caught.value.hint or "")


def test_kits_in_a_folder_are_no_threads(tmp_path: Path):
    """Whatever they are called: YAML with nothing but keys of a brand kit."""
    (tmp_path / "acme.yaml").write_text("name: Acme\nhandle: acme\ncolors:\n  accent: red\n", "utf-8")
    (tmp_path / "deck.yaml").write_text("title: A\nthread:\n  posts: []\n", "utf-8")
    with Jobs(tmp_path) as jobs:
        assert [row.values["source"] for row in jobs] == ["deck.yaml"]


def test_a_folder(tmp_path: Path):
    """Every thread in it and every folder with a carousel.yaml, by name; nothing else."""
    for name in ("b.txt", "a.md", "brand.yaml", "logo.png", ".hidden.txt", "c/carousel.yaml", "d/notes.txt"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text("x", "utf-8")
    with Jobs(tmp_path) as jobs:
        found = [row.values for row in jobs]
    assert found == [
        {"source": "a.md", "id": "a"},
        {"source": "b.txt", "id": "b"},
        {"source": "c/carousel.yaml", "id": "c"},
    ]


@pytest.mark.parametrize(
    ("name", "text", "bad", "word"),
    [
        ("jobs.csv", b"id,name\na,b\nb\nc,d\n", 2, "1 cells, the first line has 2"),
        ("jobs.csv", b"id,name\na,b\nb,\xff\nc,d\n", 2, "not UTF-8"),
        ("jobs.csv", b'id,name\na,b\nb,"x"y\nc,d\n', 2, "expected after"),
        ("jobs.jsonl", b'{"id": 1}\n{"id": \n{"id": 3}\n', 2, "no JSON"),
        ("jobs.jsonl", b'{"id": 1}\n[1, 2]\n{"id": 3}\n', 2, "no JSON object"),
        ("jobs.jsonl", b'{"id": 1}\n{"id": "\xff"}\n{"id": 3}\n', 2, "not UTF-8"),
    ],
)
def test_a_broken_line_is_one_row(tmp_path: Path, name: str, text: bytes, bad: int, word: str):
    """It says what is wrong and on which line; the rows around it are read."""
    found = rows(tmp_path / name, text)
    assert [row.number for row in found] == [1, 2, 3]
    assert [row.error is not None for row in found] == [row.number == bad for row in found]
    error = found[bad - 1].error
    assert error is not None
    assert word in str(error)
    assert f"{name}:{found[bad - 1].line}" in str(error)


def test_an_open_quote_ends_the_file_and_is_told(tmp_path: Path):
    """What follows the quote is its cell: one row with an error, at the line where the row begins."""
    found = rows(tmp_path / "jobs.csv", 'id,name\na,b\nb,"open\nc,d\n')
    assert [row.error is None for row in found] == [True, False]
    assert found[1].line == 3


@pytest.mark.parametrize("text", ["", "\n\n", "id,id\na,b\n", "id,\na,b\n"])
def test_a_file_without_a_table(tmp_path: Path, text: str):
    """Empty, two columns of one name, a column without one."""
    with pytest.raises(InputError):
        rows(tmp_path / "jobs.csv", text)


def test_a_file_that_is_not_there(tmp_path: Path):
    """One error that says what may be given."""
    with pytest.raises(InputError, match="cannot be read"), Jobs(tmp_path / "jobs.csv"):
        pass


class Endless:
    """A job file without an end, that knows how many lines were taken of it."""

    def __init__(self) -> None:
        self.lines = self._lines()
        self.taken = 0

    def _lines(self) -> Iterator[bytes]:
        yield b"id,name\n"
        while True:
            self.taken += 1
            yield f"row {self.taken},x\n".encode()

    def readline(self, limit: int) -> bytes:
        return next(self.lines)


def test_rows_are_read_one_at_a_time(tmp_path: Path):
    """Of a file of a million rows no more is read than was asked for."""
    (tmp_path / "jobs.csv").write_text("id\n", "utf-8")
    with Jobs(tmp_path / "jobs.csv") as jobs:
        own, jobs._file = jobs._file, Endless()  # type: ignore[assignment]
        assert [row.number for row in islice(jobs, 1000)] == list(range(1, 1001))
        assert jobs._file.taken == 1000
        jobs._file = own


def test_shards_share_the_rows_out():
    """Together they hold every row once, and none holds more than one row more than another."""
    held = [[n for n in range(1, 101) if Shard(i, 7).holds(n)] for i in range(1, 8)]
    assert sorted(n for share in held for n in share) == list(range(1, 101))
    assert {len(share) for share in held} == {14, 15}


@pytest.mark.parametrize("text", ["0/4", "5/4", "1", "a/b", "1/0", "-1/4", ""])
def test_no_shard(text: str):
    """The error shows how a share is written."""
    with pytest.raises(InputError, match="no share of the rows"):
        Shard.read(text)


# --- what a row is made of -------------------------------------------------------------------


def test_values_stand_in_texts():
    """Escaped where the text is Markdown, as they are elsewhere; what names no column stays."""
    carousel = Carousel(
        title="{name}",
        thread=Thread(posts=[Post(id="p1", text="**{sum}** {unknown} `{sum}` {{sum}}")]),
        slides=[Slide(post="p1", number="{sum}")],
    )
    filled = fill_carousel(carousel, {"name": "[Ann]", "sum": "5*3*2"})
    assert filled.title == r"\[Ann\]"
    assert filled.thread.posts[0].text == r"**5\*3\*2** {unknown} `5*3*2` {sum}"
    assert filled.slides[0].number == "5*3*2"


def test_emphasis_goes_with_an_empty_value():
    """No `****` stands where a cell is empty."""
    assert fill("a **{x}** _{x}_ *{y}* {x}b", {"x": "", "y": 1}, key="text") == "a   *1* b"
    assert fill("**{x}**", {"x": None}, key="number") == "****"


def test_what_is_left_unfilled_is_known():
    """Where a row has values of its own: which names, and on which entries; code and {{braces}} are meant."""
    carousel = complete(
        Carousel(
            title="{year}",
            thread=Thread(posts=[Post(id="p1", text="In {year} `{code}` {{name}} { x }")]),
            slides=[Slide(post="p1"), Slide(layout="stat", number="{growth}"), Slide(text="{name}")],
            outro=False,
        )
    )
    assert unfilled_of({"id": "a", "name": "Ann"}, carousel) == {"year": [0, None], "growth": [1]}
    assert unfilled_of({"id": "a", "source": "x"}, carousel) == {}


def test_a_slip_of_the_pen_is_an_error():
    """A slide that says "{nmae}" would be worse."""
    with pytest.raises(CarouselFileError, match="names no column") as caught:
        fill("Dear {nmae}", {"name": "Ann"})
    assert 'Did you mean "name"?' in str(caught.value)


def test_a_row_lays_its_choices_over_the_design(tmp_path: Path):
    """Columns win over what all rows share, and every key of carousel.yaml can be set."""
    (tmp_path / "design.yaml").write_text(DESIGN, "utf-8")
    design = Design(
        base=tmp_path,
        source=str(tmp_path / "design.yaml"),
        looks=(("theme", "ink"), ("pattern", "dots")),
        settings=("outro.headline=Bye {name}", "typography.scale=0.9"),
    )
    values = {
        "name": "Ann",
        "sum": 7,
        "theme": "paper",
        "canvas": "instagram-square, x-landscape",
        "brand": "kits/{name}.yaml",
        "set.typography.scale": "1.2",
    }
    carousel = carousel_of(values, design)
    assert (carousel.theme, carousel.pattern.name, carousel.typography.scale) == ("paper", "dots", 1.2)
    assert carousel.canvas == ["instagram-square", "x-landscape"]
    assert carousel.brand == str(tmp_path / "kits/Ann.yaml")
    assert carousel.title == "Hello Ann"
    assert carousel.thread.posts[0].text == "Dear Ann, the sum is 7."
    assert carousel.outro.headline == "Bye Ann"
    assert carousel.outro.button == "Call Ann"


@pytest.mark.parametrize(
    ("values", "word"),
    [
        ({}, "names no source"),
        ({"source": "design.yaml", "theme": ["paper"]}, '"theme" holds several values, and takes one'),
        ({"source": "gone.txt"}, "gone.txt"),
        ({"source": "design.yaml", "outro": "maybe"}, "neither yes nor no"),
        ({"source": "design.yaml", "set": "theme=ink"}, "holds no object"),
        ({"source": "design.yaml", "set.typography.scale": "9"}, "typography.scale"),
        ({"source": "design.yaml", "set.typgraphy.scale": "1"}, "typgraphy"),
    ],
)
def test_a_row_that_cannot_be(tmp_path: Path, values: dict, word: str):
    """The error names what is wrong with the row."""
    (tmp_path / "design.yaml").write_text(DESIGN, "utf-8")
    with pytest.raises(CarouselError) as caught:
        carousel_of(values, Design(base=tmp_path))
    assert word in str(caught.value)


@pytest.mark.parametrize("given", ["../up", "a/b", ".hidden", "x" * 101, "a.", "a\0b", "C:"])
def test_an_id_that_is_no_name_for_a_folder(given: str):
    """Nothing a row says leads out of the output folder."""
    with pytest.raises(InputError, match="no name for a folder"):
        row_name({"id": given}, 1)


def test_a_row_without_an_id_is_named_by_its_number():
    """Names sort as rows do."""
    assert row_name({}, 12) == "row-000012"


@pytest.mark.parametrize(
    ("values", "is_slip"),
    [
        ({"themes": "ink"}, True),
        ({"three": "3"}, True),
        ({"three": "3", "source": "three.yaml"}, False),
        ({"three": "3", "source": "gone.yaml"}, True),
        ({"three": "3", "set.title": "One, two, {three}"}, False),
        ({"company": "Acme"}, False),
    ],
)
def test_a_column_that_looks_mistyped_may_be_named_by_a_text(tmp_path: Path, values: dict, is_slip: bool):
    """`three` is close to `theme`, and yet a value where a text says {three}."""
    (tmp_path / "three.yaml").write_text("slides: [{title: 'The {three} of us'}]\n", "utf-8")
    if is_slip:
        with pytest.raises(InputError, match="means nothing"):
            require_columns(values, Design(base=tmp_path), "row 1")
    else:
        require_columns(values, Design(base=tmp_path), "row 1")
