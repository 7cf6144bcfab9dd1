"""How YAML is read: texts stay texts, and every value knows its line."""

from __future__ import annotations

import pytest
from pydantic import BaseModel, ConfigDict

from carousel_html.errors import BrandError
from carousel_html.strict_yaml import key_path, load


class Inner(BaseModel):
    model_config = ConfigDict(extra="forbid")
    size: float = 1.0


class Outer(BaseModel):
    model_config = ConfigDict(extra="forbid")
    name: str = ""
    is_on: bool = False
    inner: list[Inner] = []


def test_plain_scalars_stay_as_they_were_written():
    """Only null and the two booleans are values of their own; the model decides about the rest."""
    loaded = load("a: 1.10\nb: yes\nc: true\nd: ~\ne: 2024-05-01\nf: '1'\ng: [x, 0x1]", "f", BrandError)
    assert loaded.values == {
        "a": "1.10",
        "b": "yes",
        "c": True,
        "d": None,
        "e": "2024-05-01",
        "f": "1",
        "g": ["x", "0x1"],
    }


def test_the_model_turns_texts_into_what_it_wants():
    """A number and a switch are read from their text."""
    outer = load("name: 007\nis_on: true\ninner: [{size: 1.50}]", "f", BrandError).check(Outer)
    assert (outer.name, outer.is_on, outer.inner[0].size) == ("007", True, 1.5)


def test_an_empty_file_is_an_empty_mapping():
    """Nothing, or only comments, means every key is left out."""
    assert load("# later\n", "f", BrandError).check(Outer) == Outer()


def test_a_mistake_is_the_error_of_the_file_that_has_it():
    """The caller's error class, the key path, the line counted from where the text stands."""
    loaded = load("name: a\ninner:\n- size: 1\n  siez: 2", "kit.yaml", BrandError, first_line=10)
    with pytest.raises(BrandError, match='unknown key "siez"') as caught:
        loaded.check(Outer)
    assert caught.value.where == "kit.yaml: inner[0].siez (line 13)"
    assert caught.value.hint == 'Did you mean "size"? There are: size.'


def test_a_merge_key_brings_what_is_not_said():
    """`<<` fills in the keys of another mapping; what stands beside it counts, then the first that has it."""
    text = (
        "one: &one {a: 1, b: 1}\ntwo: &two {b: 2, c: 2}\nall:\n  <<: [*one, *two]\n  a: 3\nsame: {<<: *two}"
    )
    loaded = load(text, "f", BrandError)
    assert loaded.values["all"] == {"a": "3", "b": "1", "c": "2"}
    assert loaded.values["same"] == {"b": "2", "c": "2"}
    assert loaded.place(("all", "a")) == "f: all.a (line 5)"
    assert loaded.place(("all", "c")) == "f: all.c (line 2)"


def test_merge_keys_without_end_are_refused():
    """Twelve lines that each bring the one before ten times."""
    lines = ["a0: &a0 {x: 1}"] + [
        f"a{n}: &a{n} {{<<: [{', '.join([f'*a{n - 1}'] * 10)}]}}" for n in range(1, 12)
    ]
    with pytest.raises(BrandError, match="more than 100000 values"):
        load("\n".join(lines), "f", BrandError)


def test_a_quoted_merge_key_is_a_key():
    """Only the plain sign merges."""
    assert load("'<<': 1", "f", BrandError).values == {"<<": "1"}


@pytest.mark.parametrize("text", ["a:\n  <<: 1", "a: {<<: [x]}", "a: &a\n  <<: *a"])
def test_a_merge_key_without_a_mapping_is_refused(text):
    """A word has no keys to bring, nor has a mapping itself."""
    with pytest.raises(BrandError, match="`<<` brings the keys of another mapping") as caught:
        load(text, "f", BrandError)
    assert str(caught.value.where).startswith("f: a (line ")


@pytest.mark.parametrize("text", ["a: &a [*a]", "a: &a {b: *a}"])
def test_an_alias_inside_what_it_names_is_refused(text):
    """It has no end."""
    with pytest.raises(BrandError, match="more than 100 deep"):
        load(text, "f", BrandError)


def test_a_key_that_is_no_word_is_refused():
    """A list cannot be a key."""
    with pytest.raises(BrandError, match="a key must be a word"):
        load("? [a]\n: b", "f", BrandError)


@pytest.mark.parametrize(
    ("text", "where", "value"),
    [
        ("name: A\ncolors:\n  accent: #0a66c2\n", "f: colors.accent (line 3)", "#0a66c2"),
        ("title: #growth tips  \n", "f: title (line 1)", "#growth tips"),
        ("tags:\n  - a\n  - #b\n", "f: tags[1] (line 3)", "#b"),
        ("a: 1\ncolors: {accent: #0a66c2, text: red}\nb: 2\n", "f:2", "#0a66c2"),
        ("tags: [a, #b]\n", "f:1", "#b"),
    ],
)
def test_a_value_that_became_a_comment_is_told(text, where, value):
    """A colour or a hashtag without quotes: the line, and the quotes to add."""
    with pytest.raises(BrandError) as caught:
        load(text, "f", BrandError)
    assert caught.value.where == where
    assert f'Put it in quotes: "{value}".' in (caught.value.hint or "")


def test_comments_are_comments():
    """With a space after the sign, after a value, or in quotes, nothing is lost."""
    text = "a: # why\nb: 1 #x\nc: '#0a66c2'\nd:\n  #x\ne: {a: '#b'} #c\nf: ''  #d\n"
    values = {"a": None, "b": "1", "c": "#0a66c2", "d": None, "e": {"a": "#b"}, "f": ""}
    assert load(text, "f", BrandError).values == values


def test_a_key_path_reads_like_code():
    """Keys are joined by dots, places stand in brackets."""
    assert key_path(("slides", 2, "layout")) == "slides[2].layout"
