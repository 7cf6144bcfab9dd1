"""
Make pictures of lines that could be glyphs by themselves, but for what stands around them.

Knows what is painted over what, and that the PDF writes all words above all pictures, in reading order. What
a line is by itself, `lines` has decided; takes no pictures.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import chain
from typing import Any

from carousel_html.frozen import Rect
from carousel_html.stage.boxes import outline_rects, painted_rects
from carousel_html.stage.context import Context, bounds
from carousel_html.stage.decide import lined_in_another_color
from carousel_html.stage.faces import Faces, has_emoji
from carousel_html.stage.joins import joined_pairs
from carousel_html.stage.letter_reach import (
    AT_MOST,
    descenders,
    letter_rects,
    letters_at_most,
    letters_placed,
    may_reach,
    overlaps_itself,
    reaches,
    surely_inked,
)
from carousel_html.stage.lines import JOINED, Line
from carousel_html.stage.paint_order import Step
from carousel_html.stage.regions import Grid
from carousel_html.stage.spills import Spill, is_beside, may_spill, spills

Node = Mapping[str, Any]


@dataclass(frozen=True)
class Scene:
    """All that is painted on a slide; `order` is of boxes and words, the lowest first."""

    nodes: Sequence[Node]
    contexts: Sequence[Context]
    lines: Sequence[Line]
    order: Sequence[Step]
    slide: Rect
    faces: Faces

    def ranks(self) -> dict[tuple[int, int | None], int]:
        """Return the place in the order of each node's words."""
        return {
            (step.node, step.text): place for place, step in enumerate(self.order) if step.what == "words"
        }

    def letters(self, line: Line) -> list[Rect]:
        """Return where the letters of a line are on the slide."""
        return list(letter_rects(line, self.contexts[line.node], self.faces))


def veto_lines(scene: Scene) -> None:
    """Make pictures, in place, of lines that could be glyphs by themselves."""
    _veto_joined(scene)
    _veto_covered(scene)
    _veto_under_words(scene)
    _veto_under_emoji(scene)
    _veto_under_spills(scene)
    _veto_in_groups(scene)
    _veto_beside_letters(scene)


def veto(line: Line, reason: str) -> None:
    """Make a picture of a line, in place."""
    line.reason = reason
    line.line = replace(line.line, visible=False, face=None)


def _veto_joined(scene: Scene) -> None:
    """Veto words of which letters are drawn as one with those of another element."""
    for one, two in list(joined_pairs(scene.lines, scene.faces)):
        for line in (one, two):
            if not line.reason:
                veto(line, JOINED)


def _veto_covered(scene: Scene) -> None:
    """Veto lines that something later paints over, or that share a see-through group."""
    rank = scene.ranks()
    boxes = (
        (bounds(rect, scene.contexts[step.node].matrix), (place, step.node))
        for place, step in enumerate(scene.order)
        if step.what == "box"
        for rect in painted_rects(scene.nodes[step.node])
    )
    grid = Grid(chain(boxes, _outlines(scene)), scene.slide)
    for line in scene.lines:
        if line.reason:
            continue
        context = scene.contexts[line.node]
        own = rank[line.node, line.text_node]
        near = grid.touching(letters_placed(line, context, AT_MOST))
        if any(place > own for place, _ in near) and any(
            place > own
            for place, _ in grid.touching(letters_placed(line, context, may_reach(line, scene.faces)))
        ):
            veto(line, "covered")
        elif context.group is not None and any(
            place < own and _is_inside(scene.nodes, node, context.group) for place, node in near
        ):
            veto(line, "opacity over a box")


def _outlines(scene: Scene) -> Iterator[tuple[Rect, tuple[int, int]]]:
    """Yield each outline with its place: over all words of the block that its element is in."""
    for index, node in enumerate(scene.nodes):
        rects = outline_rects(node)
        block = index
        while rects and block > 0 and scene.nodes[block]["style"].get("display") == "inline":
            block = scene.nodes[block]["parent"]
        inside = (
            place for place, step in enumerate(scene.order) if _is_inside(scene.nodes, step.node, block)
        )
        place = max(inside, default=0) + 1 if rects else 0
        for rect in rects:
            yield bounds(rect, scene.contexts[index].matrix), (place, index)


def _veto_under_words(scene: Scene) -> None:
    """Veto lines under words in a picture, or of another colour that come before in reading order."""
    rank = scene.ranks()
    read = {
        (index, text["id"]): text["before"] or index
        for index, node in enumerate(scene.nodes)
        for text in node.get("texts", ())
    }
    # What lies above a line is decided before it.
    lines = sorted(scene.lines, key=lambda line: -rank[line.node, line.text_node])
    places = [bounds(surely_inked(line), scene.contexts[line.node].matrix) for line in lines]
    grid = Grid(zip(places, lines, strict=True), scene.slide)
    for place, line in zip(places, lines, strict=True):
        own = line.node, line.text_node
        for other in grid.touching(place) if not line.reason else ():
            above = other.node, other.text_node
            is_earlier = other.line.color != line.line.color and read[above] < read[own]
            if rank[above] > rank[own] and (other.reason or is_earlier):
                veto(line, "covered")
                break


def _veto_under_emoji(scene: Scene) -> None:
    """Veto lines with a descender that an emoji of a later line lies on, where lines are tight."""
    emoji = [line for line in scene.lines if line.reason and has_emoji(line.line.text)]
    if not emoji:
        return
    rank = scene.ranks()
    places = [letters_placed(_without_space(line), scene.contexts[line.node], _EMOJI) for line in emoji]
    grid = Grid(zip(places, emoji, strict=True), scene.slide)

    def is_under(line: Line, below: float) -> bool:
        own = rank[line.node, line.text_node], line.start
        return any(
            (rank[other.node, other.text_node], other.start) > own
            for place in descenders(line, below, scene.contexts[line.node])
            for other in grid.touching(place)
        )

    for line in scene.lines:
        if not line.reason and is_under(line, AT_MOST[1]) and is_under(line, may_reach(line, scene.faces)[1]):
            veto(line, "covered")


def _veto_under_spills(scene: Scene) -> None:
    """Veto lines whose letters a shadow, a line or a stroke of later words changes for all to see."""
    rank = scene.ranks()
    found = [
        spill
        for line in scene.lines
        if may_spill(line, scene.nodes[line.node], scene.contexts[line.node])
        and not has_emoji(line.line.text)
        for spill in spills(
            line, scene.nodes[line.node], scene.contexts[line.node], reaches(line, scene.faces)
        )
    ]
    if not found:
        return

    def when(line: Line) -> tuple[int, int]:
        return rank[line.node, line.text_node], line.start

    grid = Grid(((_farthest(spill), spill) for spill in found), scene.slide)
    for line in sorted(scene.lines, key=when, reverse=True):
        if line.reason or not grid.touching(letters_at_most(line, scene.contexts[line.node])):
            continue
        letters = scene.letters(line)
        near = {id(spill): spill for place in letters for spill in grid.touching(place)}
        for spill in near.values():
            is_later = when(spill.line) > when(line) and not is_beside(spill.line, line)
            place = spill.over(line.line.color) if is_later else None
            if place and any(place.touches(each) for each in letters):
                veto(line, "covered")
                break


def _veto_in_groups(scene: Scene) -> None:
    """Veto letters that overlap and are see-through together: each by itself, what is below would be seen."""
    pale = [line for line in scene.lines if not line.reason and scene.contexts[line.node].group is not None]
    placed = [
        (place, line) for line in pale for place in letter_rects(line, scene.contexts[line.node], scene.faces)
    ]
    grid = Grid(placed, scene.slide)
    over: list[Line] = [line for line in pale if overlaps_itself(line)]
    for place, line in placed:
        group = scene.contexts[line.node].group or 0
        others = [
            other
            for other in grid.touching(place)
            if not is_beside(line, other) and _is_inside(scene.nodes, other.node, group)
        ]
        over += [line, *others] if others else []
    for line in {id(line): line for line in over}.values():
        veto(line, "opacity over ink")


def _farthest(spill: Spill) -> Rect:
    """Return all that a spill may change."""
    reach = 2 * spill.sigma
    return bounds(spill.rect, spill.context.matrix).grown(reach, reach, reach, reach)


def _without_space(line: Line) -> Line:
    """Return a line that is not as wide as the space it ends with, about a quarter of its size."""
    space = 0.25 * line.line.size if line.line.text.endswith(" ") else 0
    left, right = (space, 0) if line.line.is_rtl else (0, space)
    return replace(line, rect=line.rect.grown(-left, 0, -right, 0))


def _veto_beside_letters(scene: Scene) -> None:
    """Veto what cannot be hidden without other letters of its element that are in a picture.

    Those are the words of a pseudo-element; and, beside words that are hidden, Chromium draws letters and the
    lines under them in one colour: so all lines of an element underlined in another.
    """
    pictured = {line.node for line in scene.lines if line.reason and line.text_node < 0}
    for line in scene.lines:
        if line.node in pictured and line.text_node < 0 and not line.reason:
            veto(line, "beside letters")
    drawn = {
        line.node
        for line in scene.lines
        if line.reason and line.text_node >= 0 and any(char.isalnum() for char in line.line.text)
    }
    for line in scene.lines:
        node, context = scene.nodes[line.node], scene.contexts[line.node]
        if line.node in drawn and not line.reason and lined_in_another_color(node, context):
            veto(line, "beside letters")


_EMOJI = (0.86, 0.2)
"""How far (em) an emoji of Noto Color Emoji reaches above and below the baseline, but for its rim."""


def _is_inside(nodes: Sequence[Node], node: int, ancestor: int) -> bool:
    while node > ancestor:
        node = nodes[node]["parent"]
    return node == ancestor
