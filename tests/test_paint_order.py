"""Parts of a slide are painted in the order of CSS 2.2, appendix E."""

from __future__ import annotations

from typing import Any

import pytest

from carousel_html.stage.paint_order import paint_order


def tree(*rows: tuple[int, dict[str, Any]]) -> list[dict[str, Any]]:
    """Return measured nodes: each row is (parent, styles); `_matrix` and `_replaced` stand for entries."""
    nodes = []
    for parent, style in ((-1, {"position": "relative"}), *rows):
        node: dict[str, Any] = {"parent": parent, "style": {k: v for k, v in style.items() if k[0] != "_"}}
        node |= {k[1:]: v for k, v in style.items() if k[0] == "_"}
        nodes.append(node)
    return nodes


def boxes(nodes: list[dict[str, Any]]) -> list[int]:
    """Return the nodes in the order their boxes are painted, without the slide itself."""
    return [step.node for step in paint_order(nodes) if step.what == "box"][1:]


def raised(z: str) -> dict[str, Any]:
    """Return the styles of a positioned node with a z-index."""
    return {"position": "absolute", "zIndex": z}


CASES = [
    ("blocks in tree order", [(0, {}), (1, {}), (0, {})], [1, 2, 3]),
    ("a float over later blocks", [(0, {"float": "left"}), (0, {})], [2, 1]),
    (
        "an inline over blocks and floats",
        [(0, {"display": "inline"}), (0, {}), (0, {"float": "left"})],
        [2, 3, 1],
    ),
    ("an inline block with its inlines", [(0, {"display": "inline-block"}), (1, {}), (0, {})], [3, 1, 2]),
    ("an image with its inlines", [(0, {"_replaced": True}), (0, {})], [2, 1]),
    ("what is positioned over what is not", [(0, {"position": "relative"}), (0, {})], [2, 1]),
    ("z-index in order", [(0, raised("2")), (0, raised("1"))], [2, 1]),
    ("a negative z-index under the blocks", [(0, {}), (0, raised("-1"))], [2, 1]),
    (
        "a negative z-index inside its context",
        [(0, {"isolation": "isolate"}), (1, raised("-1")), (0, {})],
        [3, 1, 2],
    ),
    ("a z-index that means nothing", [(0, {"zIndex": "5"}), (0, {})], [1, 2]),
    ("a z-index on a flex item", [(0, {"display": "flex"}), (1, {"zIndex": "1"}), (1, {})], [1, 3, 2]),
    (
        "a flex item is painted whole, floats and all, before the next",
        [(0, {"display": "flex"}), (1, {}), (2, {"float": "left"}), (1, {})],
        [1, 2, 3, 4],
    ),
    (
        "blocks, where there are no items, come before the float in one",
        [(0, {}), (1, {}), (2, {"float": "left"}), (1, {})],
        [1, 2, 4, 3],
    ),
    ("items in the order they ask for", [(0, {"display": "grid"}), (1, {"order": "2"}), (1, {})], [1, 3, 2]),
    ("an order that means nothing", [(0, {"order": "2"}), (0, {})], [1, 2]),
    ("a turned pseudo-element as a layer", [(0, {"_turned": True}), (0, {})], [2, 1]),
    (
        "a z-index held in its context",
        [(0, {"opacity": "0.5"}), (1, raised("9")), (0, {"position": "relative"})],
        [1, 2, 3],
    ),
    (
        "z-index auto lets descendants out",
        [(0, {"position": "relative"}), (1, raised("-1")), (0, {})],
        [2, 3, 1],
    ),
    ("a transform as a layer", [(0, {"_matrix": [1, 0, 0, 1, 0, 0]}), (0, {})], [2, 1]),
    ("an opacity as a layer", [(0, {"opacity": "0.9"}), (0, {})], [2, 1]),
    ("contain as a layer", [(0, {"contain": "paint"}), (0, {})], [2, 1]),
    ("will-change as a layer", [(0, {"willChange": "transform"}), (0, {})], [2, 1]),
]  # fmt: skip


@pytest.mark.parametrize(("rows", "order"), [case[1:] for case in CASES], ids=[case[0] for case in CASES])
def test_boxes_are_painted_in_order(rows: list[tuple[int, dict[str, Any]]], order: list[int]):
    """Each rule of the appendix holds for the smallest tree that shows it."""
    assert boxes(tree(*rows)) == order


def test_every_node_is_painted_once():
    """Nothing is left out and nothing is painted twice, however contexts nest."""
    nodes = tree(
        (0, {"float": "left"}),
        (1, raised("-2")),
        (2, {"display": "inline"}),
        (0, {"display": "inline-flex"}),
        (4, {"opacity": "0.5"}),
    )
    for number, node in enumerate(nodes):
        node["texts"] = [{"id": number, "before": number + 1}]
    steps = paint_order(nodes)
    for what in ("box", "words"):
        assert sorted(step.node for step in steps if step.what == what) == list(range(6))


def test_words_come_after_the_block_boxes():
    """A block later in the tree does not cover the words of an earlier one."""
    nodes = tree((0, {"_texts": [{"id": 7, "before": 2}]}), (0, {"_texts": [{"id": 8, "before": 3}]}))
    assert [tuple(step) for step in paint_order(nodes)][-2:] == [("words", 1, 7), ("words", 2, 8)]


def test_words_around_an_inline_box():
    """What stands before it is under it, what comes after it is over it."""
    around = [{"id": 3, "before": 2}, {"id": 5, "before": 3}]
    steps = paint_order(tree((0, {"_texts": around}), (1, {"display": "inline"})))
    assert [tuple(step) for step in steps][-3:] == [("words", 1, 3), ("box", 2, None), ("words", 1, 5)]
