"""
Hold the text of posts and slides as our own small typed model, and read and write it as Markdown.

    spans   the model: blocks (paragraph, heading, list …) made of spans (text, strong, link …)
    names   what counts as a mention, a hashtag, a web address
    tidy    one canonical form
    read    Markdown subset → blocks
    rows    a line of Markdown → the cells of a table
    signs   the emoji a line begins with, and labels
    write   blocks → Markdown subset, so that `parse(write(blocks)) == tidy(blocks)`

Knows no raw HTML and no address but http, https and mailto. Does not know posts, slides or files.
"""

from __future__ import annotations

from carousel_html.markup.names import checked_href
from carousel_html.markup.read import Piece, defined_addresses, parse, parse_pages
from carousel_html.markup.signs import is_label, signed
from carousel_html.markup.spans import (
    Block,
    Break,
    Bullets,
    Code,
    CodeBlock,
    Emphasis,
    Hashtag,
    Heading,
    Link,
    Mention,
    Paragraph,
    Quotation,
    Span,
    Strike,
    Strong,
    Text,
    hrefs,
    plain,
)
from carousel_html.markup.tidy import recognise, tidy, tidy_spans
from carousel_html.markup.write import write

__all__ = [
    "Block",
    "Break",
    "Bullets",
    "Code",
    "CodeBlock",
    "Emphasis",
    "Hashtag",
    "Heading",
    "Link",
    "Mention",
    "Paragraph",
    "Piece",
    "Quotation",
    "Span",
    "Strike",
    "Strong",
    "Text",
    "checked_href",
    "defined_addresses",
    "hrefs",
    "is_label",
    "parse",
    "parse_pages",
    "plain",
    "recognise",
    "signed",
    "tidy",
    "tidy_spans",
    "write",
]
