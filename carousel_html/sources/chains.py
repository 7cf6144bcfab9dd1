"""
Follow the replies an author writes to their own posts.

Knows ids and who answers whom; where several posts answer one, the earliest counts. A cycle ends where it
began. Does not know platforms.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Node:
    """A post of one author: its id, the id it answers ("" for none), and what it is sorted by."""

    id: str
    parent: str
    order: tuple[str, int, str]


@dataclass(frozen=True)
class Chain:
    """A thread as ids: the way through the earliest replies, and the other branches."""

    posts: tuple[str, ...]
    branches: tuple[str, ...]


def order_of(time: str | None, post_id: str) -> tuple[str, int, str]:
    """Return what posts are sorted by: time, then the number of the id."""
    digits = post_id if post_id.isascii() and post_id.isdigit() else "0"
    return (time or "", len(digits), digits if digits != "0" else post_id)


def chains(nodes: Iterable[Node]) -> list[Chain]:
    """Return a chain for each post that answers none of the others, in order."""
    known = {node.id: node for node in nodes}
    children: dict[str, list[Node]] = {}
    for node in known.values():
        if node.parent in known and node.parent != node.id:
            children.setdefault(node.parent, []).append(node)
    roots = [node for node in known.values() if node.parent not in known or node.parent == node.id]
    roots += _of_cycles(known, roots, children)
    return [_chain(root, children) for root in sorted(roots, key=lambda node: node.order)]


def _chain(root: Node, children: dict[str, list[Node]]) -> Chain:
    posts = [root.id]
    branches: list[Node] = []
    seen = {root.id}
    at = root
    while following := [node for node in children.get(at.id, ()) if node.id not in seen]:
        at, *others = sorted(following, key=lambda node: node.order)
        branches += others
        seen.add(at.id)
        posts.append(at.id)
    return Chain(tuple(posts), tuple(_below(branches, children, seen)))


def _below(branches: Sequence[Node], children: dict[str, list[Node]], seen: set[str]) -> list[str]:
    """Return the ids of all branches and of everything that answers them."""
    out: list[str] = []
    left = list(reversed(branches))
    while left:
        node = left.pop()
        if node.id not in seen:
            seen.add(node.id)
            out.append(node.id)
            left += reversed(children.get(node.id, []))
    return out


def _of_cycles(known: dict[str, Node], roots: Sequence[Node], children: dict[str, list[Node]]) -> list[Node]:
    """Return the earliest post of each ring of replies that no root leads to."""
    reached: set[str] = set()
    _below(roots, children, reached)
    out: list[Node] = []
    for node in sorted(known.values(), key=lambda node: node.order):
        if node.id not in reached:
            out.append(node)
            _below([node], children, reached)
    return out
