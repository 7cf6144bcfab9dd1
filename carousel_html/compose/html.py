"""
Write blocks and spans of text as safe HTML.

Knows the inline model of `markup` and the elements and classes that layouts style. All text is
escaped, every address was checked when the text was read. Does not know slides or templates.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from markupsafe import Markup, escape

from carousel_html.compose.code import code_html
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
)

# A post's headings stand under the slide's own title.
HEADINGS = {1: "h2", 2: "h2"}
DEEPER_HEADING = "h3"
NONE = Markup("")
WRAPPED = {Strong: "strong", Emphasis: "em", Strike: "s"}


def body_html(blocks: Iterable[Block]) -> Markup:
    """Write blocks; each top-level one carries its number as `data-block`, so that fit can name it."""
    return Markup("\n").join(
        block_html(block, Markup(' data-block="{}"').format(number)) for number, block in enumerate(blocks)
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
        case CodeBlock(text, language):
            lines = text.split("\n")  # how long and how many they are: a layout chooses its size by that
            return Markup('<pre{} style="--columns: {}; --count: {}"><code>{}</code></pre>').format(
                attributes, max(map(len, lines)), len(lines), code_html(text, language)
            )


def inline_html(spans: Iterable[Span]) -> Markup:
    """Write spans."""
    return Markup("").join(_span_html(span) for span in spans)


def _span_html(span: Span) -> Markup:
    match span:
        case Text(text):
            return escape(text)
        case Strong(spans) | Emphasis(spans) | Strike(spans):
            return Markup("<{0}>{1}</{0}>").format(Markup(WRAPPED[type(span)]), inline_html(spans))
        case Code(text):
            return Markup("<code>{}</code>").format(text)
        case Link(href, spans):
            return Markup('<a class="link" href="{}">{}</a>').format(href, _label_html(spans))
        case Mention(text, href):
            return _name_html("mention", text, href)
        case Hashtag(text, href):
            return _name_html("hashtag", text, href)
        case Break():
            return Markup("<br>")


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
    start = Markup("")
    if bullets.ordered and bullets.start != 1:
        start = Markup(' start="{}"').format(bullets.start)
    items = Markup("").join(Markup("<li>{}</li>").format(_item_html(item)) for item in bullets.items)
    return Markup("<{0}{1}{2}>{3}</{0}>").format(tag, attributes, start, items)


def _item_html(item: Sequence[Block]) -> Markup:
    """A one-paragraph item needs no `<p>` inside its `<li>`."""
    match list(item):
        case [Paragraph(spans), *rest]:
            return inline_html(spans) + _plain_blocks(rest)
        case blocks:
            return _plain_blocks(blocks)


def _plain_blocks(blocks: Iterable[Block]) -> Markup:
    return Markup("").join(block_html(block) for block in blocks)


def fragment_html(blocks: Sequence[Block]) -> Markup:
    """Write the text of a list item or a quotation: one paragraph as its spans, more as blocks."""
    match list(blocks):
        case [Paragraph(spans)]:
            return inline_html(spans)
        case _:
            return _plain_blocks(blocks)
