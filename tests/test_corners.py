"""A rounded clip takes off what reaches over its curve, and nothing else."""

from __future__ import annotations

import pytest

from carousel_html.frozen import Rect
from carousel_html.stage.corners import RoundClip, inner_radii, resolved_radii

CIRCLE = RoundClip(Rect(0, 0, 100, 100), ((50, 50),) * 4)


@pytest.mark.parametrize(
    ("rect", "is_cut"),
    [
        (Rect(15, 15, 70, 70), False),
        (Rect(10, 10, 80, 80), True),
        (Rect(48, 0, 4, 100), False),
        (Rect(30, 0, 40, 10), True),
        (Rect(80, 80, 10, 10), True),
        (Rect(-50, 40, 200, 20), True),
        (Rect(-50, 49.8, 200, 0.4), False),
    ],
)
def test_a_circle_cuts_what_reaches_over_it(rect: Rect, is_cut: bool):
    """The corner of a box is outside the curve, by more than anti-aliasing."""
    assert CIRCLE.cuts(rect) is is_cut


def test_only_the_round_corner_cuts():
    """A box in a corner without a radius stays whole."""
    clip = RoundClip(Rect(0, 0, 100, 100), ((40, 20), (0, 0), (0, 0), (0, 0)))
    assert clip.cuts(Rect(0, 0, 10, 10))
    assert not clip.cuts(Rect(90, 0, 10, 10))
    assert not clip.cuts(Rect(0, 30, 10, 70))


def test_radii_are_resolved_and_shrunk():
    """Percentages are of the box; two that overlap on a side shrink all."""
    assert resolved_radii(["50% 20px", "0px", "0px", "0px"], Rect(0, 0, 80, 60))[0] == (40, 20)
    assert resolved_radii(["90px"] * 4, Rect(0, 0, 120, 60)) == ((30, 30),) * 4
    assert resolved_radii(None, Rect(0, 0, 9, 9)) == ((0, 0),) * 4


def test_radii_inside_borders_are_smaller():
    """By the border's width on each side, and never below nothing."""
    assert inner_radii(((20, 20),) * 4, 5, 0, 30, 10) == ((10, 15), (20, 15), (20, 0), (10, 0))
