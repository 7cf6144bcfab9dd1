"""
Split the slides of a carousel into as many posts as a platform needs.

Knows numbers only.
"""

from __future__ import annotations

from collections.abc import Sequence


def parts_of(slides: Sequence[int], most: int | None) -> list[list[int]]:
    """Return the slides in order, cut into the fewest parts of at most `most`, of nearly equal size.

    Nearly equal, so that the last post is never a single slide left over.
    """
    if not slides or most is None or len(slides) <= most:
        return [list(slides)]
    count = -(-len(slides) // most)
    size, larger = divmod(len(slides), count)
    parts, start = [], 0
    for place in range(count):
        end = start + size + (place < larger)
        parts.append(list(slides[start:end]))
        start = end
    return parts
