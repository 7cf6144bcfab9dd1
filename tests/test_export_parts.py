"""A carousel is split into the fewest posts of nearly equal size."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from carousel_html.export.parts import parts_of


@pytest.mark.parametrize(
    ("count", "most", "sizes"),
    [(16, 4, [4, 4, 4, 4]), (9, 4, [3, 3, 3]), (6, 5, [3, 3]), (11, 10, [6, 5]), (3, 4, [3]), (5, None, [5])],
)
def test_parts_are_few_and_nearly_equal(count, most, sizes):
    """Five on a platform of four are three and two, never four and a single one."""
    assert [len(part) for part in parts_of(range(count), most)] == sizes


@settings(deadline=None)  # A busy machine is no failure.
@given(st.integers(1, 400), st.integers(2, 40))
def test_no_slide_is_lost_and_no_part_too_long(count, most):
    """The parts joined are the slides in order; two posts or more have no single slide."""
    parts = parts_of(range(count), most)
    assert [slide for part in parts for slide in part] == list(range(count))
    assert max(map(len, parts)) <= most
    assert max(map(len, parts)) - min(map(len, parts)) <= 1
    assert len(parts) == -(-count // most)
