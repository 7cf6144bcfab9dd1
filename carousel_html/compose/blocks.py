"""
Find the block that a template fills and its parent does not have: its words would be on no slide.

Knows `extends` and `block`. Does not run a template.
"""

from __future__ import annotations

import jinja2
from jinja2 import nodes

from carousel_html.errors import did_you_mean


def check_blocks(environment: jinja2.Environment, source: str, name: str, filename: str) -> None:
    """Make sure that the parent of a template, or the parent's own, has every block it fills.

    Raises:
        TemplateSyntaxError: at the first that none has.
    """
    tree = environment.parse(source, name, filename)
    parent = _parent(tree)
    if parent is None:
        return
    try:
        known = _blocks_of(environment, parent)
    except jinja2.TemplateNotFound:
        return  # Running the template tells it, with its line.
    for block in tree.body:
        if isinstance(block, nodes.Block) and block.name not in known:
            meant = did_you_mean(block.name, sorted(known))
            meant = f" (d{meant[1:]})" if meant else ""
            what = f'it fills the block "{block.name}", which "{parent}" does not have{meant}'
            raise jinja2.TemplateSyntaxError(what, block.lineno, name, filename)


def _parent(tree: nodes.Template) -> str | None:
    found = tree.find(nodes.Extends)
    return str(found.template.value) if found and isinstance(found.template, nodes.Const) else None


def _blocks_of(environment: jinja2.Environment, name: str) -> set[str]:
    """Return the blocks of a template and of those it extends."""
    assert environment.loader
    source, filename, _ = environment.loader.get_source(environment, name)
    tree = environment.parse(source, name, filename)
    parent = _parent(tree)
    above = _blocks_of(environment, parent) if parent else set()
    return above | {block.name for block in tree.find_all(nodes.Block)}
