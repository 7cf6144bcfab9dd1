"""Characters are counted as the platform counts them, and a text is cut where it hurts least."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from carousel_html.export.lengths import cut_to, length_of

FAMILY = "\N{MAN}\N{ZERO WIDTH JOINER}\N{WOMAN}\N{ZERO WIDTH JOINER}\N{GIRL}"


@pytest.mark.parametrize(
    ("text", "characters", "weighted"),
    [
        ("abc", 3, 3),
        ("Žluťoučký", 9, 9),
        ("日本", 2, 4),
        (FAMILY, 1, 2),
        ("👍🏽", 1, 2),
        ("“a” – b", 7, 7),
        ("see https://example.com/a/very/long/address/indeed now", 54, 4 + 23 + 4),
    ],
)
def test_a_text_is_as_long_as_it_is_counted(text, characters, weighted):
    """A reader counts what he sees; X counts wide letters twice and every address as 23."""
    assert length_of(text) == characters
    assert length_of(text, "weighted") == weighted


def test_a_text_that_fits_is_left_alone():
    """Not even spaces change."""
    assert cut_to("  One.  Two. ", 13) == "  One.  Two. "


def test_a_long_text_ends_with_a_sentence():
    """Whole sentences, as many as there is room for."""
    text = "The first sentence is here. The second one too. The third does not fit."
    assert cut_to(text, 50) == "The first sentence is here. The second one too."


def test_a_long_sentence_ends_with_a_word_and_a_sign():
    """Where the first sentence alone would say too little, words are cut, openly."""
    assert cut_to("Hm. One sentence that goes on and on and on", 24) == "Hm. One sentence that…"


def test_a_text_without_spaces_is_cut_between_characters():
    """A family is never taken apart."""
    assert cut_to(FAMILY * 10, 4) == FAMILY * 3 + "…"


@settings(deadline=None)  # A busy machine is no failure.
@given(st.text(max_size=200), st.integers(1, 120), st.sampled_from(["characters", "weighted"]))
def test_a_cut_text_is_never_too_long(text, most, counted):
    """Whatever the text is made of, the limit holds."""
    assert length_of(cut_to(text, most, counted), counted) <= most
