"""
Write blocks and spans of text as safe HTML.

Knows the inline model of `markup` and the elements and classes that layouts style. All text is
escaped, every address was checked when the text was read. Does not know slides or templates.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from markupsafe import Markup, escape

from carousel_html.compose.code import code_lines
from carousel_html.compose.joined import joined
from carousel_html.markup import (
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
    signed,
)

# A post's headings stand under the slide's own title.
HEADINGS = {1: "h2", 2: "h2"}
DEEPER_HEADING = "h3"
NONE = Markup("")
COMPOUND = re.compile(r"(\w+(?:-\w+)+)")
LONGEST_WHOLE = 20
LONG_NAME = 12
JOINTS = re.compile(r"(?<=\w[_./:])(?=\w)")
WRAPPED = {Strong: "strong", Emphasis: "em", Strike: "s"}


def body_html(blocks: Iterable[Block]) -> Markup:
    """Write blocks; each top-level one carries its number as `data-block`, so that fit can name it."""
    return Markup("\n").join(
        block_html(block, Markup(' data-block="{}"').format(number)) for number, block in enumerate(blocks)
    )


def title_html(title: str) -> Markup:
    """Write a title: in one, a word with hyphens stays on one line."""
    pieces = COMPOUND.split(title)
    whole = Markup('<span class="whole">{}</span>')
    return Markup("").join(
        whole.format(piece) if number % 2 and len(piece) <= LONGEST_WHOLE else escape(piece)
        for number, piece in enumerate(pieces)
    )


def block_html(block: Block, attributes: Markup = NONE) -> Markup:
    """Write one block. `attributes` is put into its opening tag."""
    match block:
        case Paragraph(spans):
            return Markup("<p{}>{}</p>").format(attributes, inline_html(spans))
        case Heading(level, spans):
            tag = Markup(HEADINGS.get(level, DEEPER_HEADING))
            return Markup("<{0}{1}>{2}</{0}>").format(tag, attributes, inline_html(spans))
        case Bullets():
            return _bullets_html(block, attributes)
        case Quotation(inner):
            return Markup("<blockquote{}>{}</blockquote>").format(attributes, _plain_blocks(inner))
        case CodeBlock():
            return _code_html(block, attributes)


def _code_html(block: CodeBlock, attributes: Markup) -> Markup:
    """Write a listing, and how long and how many its lines are: a layout chooses its size by that.

    Each line carries how far it is indented, so that what is wrapped hangs below it.
    """
    lines = block.text.split("\n")
    ends = [*["\n"] * (len(lines) - 1), ""]
    marked = (
        Markup('<span class="code-line" style="--indent: {}">{}{}</span>').format(
            len(line) - len(line.lstrip(" ")), html, end
        )
        for line, html, end in zip(lines, code_lines(block.text, block.language), ends, strict=True)
    )
    return Markup('<pre{} style="--columns: {}; --count: {}"><code>{}</code></pre>').format(
        attributes, max(map(len, lines)), len(lines), Markup("").join(marked)
    )


def inline_html(spans: Iterable[Span]) -> Markup:
    """Write spans."""
    return Markup("").join(_span_html(span) for span in spans)


def _span_html(span: Span) -> Markup:
    match span:
        case Text(text):
            return escape(joined(text))
        case Strong(spans) | Emphasis(spans) | Strike(spans):
            return Markup("<{0}>{1}</{0}>").format(Markup(WRAPPED[type(span)]), inline_html(spans))
        case Code(text):
            return Markup("<code>{}</code>").format(_name_in_code(text))
        case Link(href, spans):
            return Markup('<a class="link" href="{}">{}</a>').format(href, _label_html(spans))
        case Mention(text, href):
            return _name_html("mention", text, href)
        case Hashtag(text, href):
            return _name_html("hashtag", text, href)
        case Break():
            return Markup("<br>")


def _name_in_code(text: str) -> Markup:
    """A long name is broken after a joint (`LONG_NAME`, `a.b`, `a/b`) before it is broken elsewhere."""
    pieces = JOINTS.split(text) if len(text) >= LONG_NAME and " " not in text else [text]
    return Markup("<wbr>").join(map(escape, pieces))


def _label_html(spans: Sequence[Span]) -> Markup:
    """Write a link's label. An address is broken after a slash before it is broken inside a name."""
    match spans:
        case [Text(text)] if " " not in text and "/" in text:
            return Markup("/<wbr>").join(escape(part) for part in text.split("/"))
        case _:
            return inline_html(spans)


def _name_html(kind: str, text: str, href: str | None) -> Markup:
    if href:
        return Markup('<a class="{}" href="{}">{}</a>').format(kind, href, text)
    return Markup('<span class="{}">{}</span>').format(kind, text)


def _bullets_html(bullets: Bullets, attributes: Markup) -> Markup:
    tag = Markup("ol" if bullets.ordered else "ul")
    more = Markup("")
    if bullets.ordered and bullets.start != 1:
        more = Markup(' start="{}"').format(bullets.start)
    is_signed = not bullets.ordered and are_signed(bullets.items)
    if is_signed:
        more = Markup(' class="signs"')
    items = (_item_html(item, is_signed=is_signed) for item in bullets.items)
    inner = Markup("").join(Markup("<li>{}</li>").format(item) for item in items)
    return Markup("<{0}{1}{2}>{3}</{0}>").format(tag, attributes, more, inner)


def _item_html(item: Sequence[Block], *, is_signed: bool = False) -> Markup:
    """A one-paragraph item needs no `<p>` inside its `<li>`."""
    match list(item):
        case [Paragraph(spans), *rest]:
            return (_signed_html(spans) if is_signed else inline_html(spans)) + _plain_blocks(rest)
        case blocks:
            return _plain_blocks(blocks)


def are_signed(items: Sequence[Sequence[Block]]) -> bool:
    """Tell whether each item begins with an emoji, which then is its mark."""
    firsts = (item[0] if item else None for item in items)
    return bool(items) and all(isinstance(one, Paragraph) and signed(one.spans) for one in firsts)


def _signed_html(spans: Sequence[Span]) -> Markup:
    found = signed(spans)
    if found is None:
        return inline_html(spans)
    return Markup('<span class="sign">{} </span>{}').format(found[0], inline_html(found[1]))


def _plain_blocks(blocks: Iterable[Block]) -> Markup:
    return Markup("").join(block_html(block) for block in blocks)


def items_html(items: Sequence[Sequence[Block]]) -> list[Markup]:
    """Write the items of a slide; where each begins with an emoji, that is a `<span class="sign">`."""
    is_signed = are_signed(items)
    return [_item_html(item, is_signed=True) if is_signed else fragment_html(item) for item in items]


def fragment_html(blocks: Sequence[Block]) -> Markup:
    """Write the text of a list item or a quotation: one paragraph as its spans, more as blocks."""
    match list(blocks):
        case [Paragraph(spans)]:
            return inline_html(spans)
        case _:
            return _plain_blocks(blocks)
