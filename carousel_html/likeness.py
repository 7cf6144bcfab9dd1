"""
Measure how alike two pictures are, in three ways that each see what the others miss.

Works on strips of rows, which stay in a processor's cache, and passes by those in which both are equal: a
slide is mostly ground. Knows pixels and polygons; does not know where the pictures come from.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from carousel_html.decode import Pixels

    Gray = NDArray[np.float32]

Polygon = Sequence[tuple[float, float]]
"""Corners, in pixels."""

PATCH = 8
"""The side of a patch (px): as much as a list marker, or a letter's stem and what is beside it."""

_STRIP = 96
"""Rows worked on at a time: even, for grey is halved, and so few that 16 bits hold the sum of a column."""

_GRAY = (0.299, 0.587, 0.114)
"""The shares of red, green and blue: ITU-R BT.601."""

_WINDOW = 7
_C1, _C2 = (0.01 * 255) ** 2, (0.03 * 255) ** 2
"""Window and constants of Wang et al. 2004, as in scikit-image's `structural_similarity`."""


class Pair:
    """Two pictures of one size, held against each other."""

    def __init__(self, one: Pixels, two: Pixels) -> None:
        self._one, self._two = one, two
        strips = (slice(top, top + _STRIP) for top in range(0, len(one), _STRIP))
        self._differing = [rows for rows in strips if not np.array_equal(one[rows], two[rows])]

    def ssim(self) -> float:
        """Return the structural similarity of both, grey and averaged 2×2; 1 where they are equal."""
        height, width, _ = self._one.shape
        halves = np.zeros((2, height // 2, width // 2), np.float32)
        # A window reaches into the strips beside.
        near = {rows.start + beside for rows in self._differing for beside in (-_STRIP, 0, _STRIP)}
        for top in near & set(range(0, height, _STRIP)):
            for half, pixels in zip(halves, (self._one, self._two), strict=True):
                gray = half_gray(pixels[top : top + _STRIP])
                half[top // 2 : top // 2 + len(gray)] = gray
        return structural_similarity(*halves)

    def mean_difference(self, outside: Sequence[Polygon]) -> float:
        """Return the mean difference (of 255) outside some polygons."""
        height, width, _ = self._two.shape
        holes = [hole for polygon in outside if (hole := _hole(polygon, width, height))]
        counted = np.ones((height, width), bool)
        for hole in holes:
            hole.cut_out(counted, 0)
        total = 0
        for rows in self._differing:
            difference = np.maximum(self._one[rows], self._two[rows])
            difference -= np.minimum(self._one[rows], self._two[rows])
            for hole in holes:
                hole.cut_out(difference, rows.start)
            total += int(np.add.reduce(difference, axis=0, dtype=np.uint16).sum(dtype=np.uint64))
        count = 3 * int(np.count_nonzero(counted))
        return total / count if count else 0.0

    def worst_patch(self, scale: float) -> float:
        """Return the same as the function of this name."""
        side = max(1, round(PATCH * scale))
        if _STRIP % side:
            return worst_patch(self._one, self._two, scale)
        found = (worst_patch(self._one[rows], self._two[rows], scale) for rows in self._differing)
        return max(found, default=0.0)


# --- the likeness of structure ------------------------------------------------------------------


def half_gray(pixels: Pixels) -> Gray:
    """Return a picture as grey, averaged 2×2; an odd row or column is left out."""
    height, width = pixels.shape[0] // 2 * 2, pixels.shape[1] // 2 * 2
    samples = pixels[:height, :width].reshape(height, 3 * width)
    rows = np.add(samples[0::2], samples[1::2], dtype=np.uint16)
    sums = rows[:, :-3] + rows[:, 3:]  # Of each pixel and its neighbour: every second is wanted.
    red, green, blue = (sums[:, part::6] * np.float32(share / 4) for part, share in enumerate(_GRAY))
    red += green
    red += blue
    return red


def structural_similarity(one: Gray, two: Gray) -> float:
    """Return the mean SSIM of two grey pictures, data range 255, uniform 7×7 window.

    Sample covariance and borders as scikit-image's default; a test holds the two together.
    """
    height, width = one.shape[0] - _WINDOW + 1, one.shape[1] - _WINDOW + 1
    strips = (slice(top, top + _STRIP + _WINDOW - 1) for top in range(0, height, _STRIP))
    lost = sum(_dissimilarity(one[rows], two[rows]) for rows in strips)
    return float(1 - lost / (height * width))


def _dissimilarity(one: Gray, two: Gray) -> float:
    """Return by how much the SSIM of all windows of two strips falls short of 1, added up."""
    columns = (one != two).any(axis=0).nonzero()[0]
    if not len(columns):
        return 0.0
    # Where both are equal a window's SSIM is 1.
    part = slice(max(0, columns[0] - _WINDOW + 1), columns[-1] + _WINDOW)
    # Taking a middle grey off first keeps the squares small enough for single precision.
    one, two = one[:, part] - 128, two[:, part] - 128
    count = _WINDOW * _WINDOW
    mean_one, mean_two = _mean(one), _mean(two)
    product = mean_one * mean_two
    squares = mean_one * mean_one + mean_two * mean_two
    covariance = (_mean(one * two) - product) * (2 * count / (count - 1)) + _C2
    variances = (_mean(one * one + two * two) - squares) * (count / (count - 1)) + _C2
    # (a + 128)(b + 128) and (a + 128)² + (b + 128)², from what is known of a and b.
    shift = (mean_one + mean_two) * 256 + (2 * 128 * 128 + _C1)
    covariance *= product * 2 + shift
    variances *= squares + shift
    covariance /= variances
    return float(covariance.size - covariance.sum(dtype="float64"))


def _mean(gray: Gray) -> Gray:
    """Return the mean over every whole 7×7 window, first across, then down."""
    result = _seven(_seven(gray.T).T)
    result *= 1 / (_WINDOW * _WINDOW)
    return result


def _seven(rows: Gray) -> Gray:
    """Return the sums of every seven neighbouring rows: 7 = 4 + 2 + 1."""
    two = rows[:-1] + rows[1:]
    result: Gray = two[:-5] + two[2:-3]
    result += two[4:-1]
    result += rows[6:]
    return result


# --- the difference beside the words ------------------------------------------------------------


@dataclass(frozen=True)
class _Hole:
    """Pixels that do not count: a box, or those of it that `inside` names."""

    left: int
    top: int
    right: int
    bottom: int
    inside: NDArray[np.bool_] | None

    def cut_out(self, rows: NDArray[np.generic], start: int) -> None:
        """Make the pixels of this hole 0 in some rows of a picture, of which `start` is the first."""
        first, last = max(self.top, start), min(self.bottom, start + len(rows))
        if first < last:
            box = rows[first - start : last - start, self.left : self.right]
            box[... if self.inside is None else self.inside[first - self.top : last - self.top]] = 0


def _hole(polygon: Polygon, width: int, height: int) -> _Hole | None:
    """Return what a polygon covers of a picture of this size; None if it lies beside it."""
    from PIL import Image, ImageDraw

    across, down = ([corner[axis] for corner in polygon] for axis in (0, 1))
    left, right = max(0, round(min(across))), min(width, round(max(across)) + 1)
    top, bottom = max(0, round(min(down))), min(height, round(max(down)) + 1)
    if left >= right or top >= bottom:
        return None
    if len(set(across)) == len(set(down)) == 2:  # Upright, as nearly all lines are.
        return _Hole(left, top, right, bottom, None)
    drawn = Image.new("L", (right - left, bottom - top))
    ImageDraw.Draw(drawn).polygon([(x - left, y - top) for x, y in polygon], fill=1)
    return _Hole(left, top, right, bottom, np.asarray(drawn).astype(bool))


# --- the difference of the worst patch ------------------------------------------------------------


def worst_patch(one: Pixels, two: Pixels, scale: float) -> float:
    """Return how far (of 255) the mean of a colour is off in the worst patch, at `scale` pixels to a px.

    A slide is mostly ground, whose likeness hides a lost marker or a word in another face from every mean
    over all of it. In a patch, two ways of smoothing an edge differ little: what a pixel gains, its neighbour
    loses.
    """
    side = max(1, round(PATCH * scale))
    differences = _sums(one, side)
    differences -= _sums(two, side)
    patches = np.add.reduceat(differences, range(0, two.shape[1], side), axis=1)
    high, wide = (np.minimum(side, size - np.arange(0, size, side)) for size in two.shape[:2])
    return float((np.abs(patches) / (high[:, None] * wide)[..., None]).max())


def _sums(pixels: Pixels, side: int) -> NDArray[np.int32]:
    """Return the sum of each column over so many rows, and over those that are left at the end."""
    whole = len(pixels) // side * side
    parts = (pixels[:whole].reshape(-1, side, *pixels.shape[1:]), pixels[None, whole:])
    sums = [np.add.reduce(part, axis=1, dtype=np.uint16) for part in parts if part.size]
    return np.concatenate(sums, dtype=np.int32)
