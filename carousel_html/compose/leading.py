"""
Settle where a slide leads, and what the outro asks for.

Knows what stands in when a slide does not say: its first link, the outro's keys, the brand kit, the author.
Does not know how a link or a code looks.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from carousel_html import markup
from carousel_html.compose.labels import at_handle
from carousel_html.compose.links import checked_link, first_link
from carousel_html.compose.look import OUTRO_PLACE, Look, place_of
from carousel_html.compose.names import PromptNames
from carousel_html.compose.slide_words import Words, blocks_of, plain_line
from carousel_html.compose.socials import social_names
from carousel_html.model import Brand, Carousel, Outro, Slide

OUTRO = "outro"
CODED = "qr"  # a layout that offers this variant shows where its words lead


def leading(words: Words, slide: Slide, look: Look, kit: Brand, prefix: str) -> Words:
    """Return words that know where they lead: the slide's link, else their first one, else the kit's site.

    Only a layout with the variant `qr` shows a link that the slide did not name. Words that are nothing but
    that link, named by its address or the title, are no body.
    """
    link = checked_link(slide.link, f"{look.place}.link") if slide.link else None
    shows_links = CODED in look.layout.variants
    body = words.body
    if shows_links and link is None:
        address = first_link(body) or kit.site
        body = () if _is_only_link(words) else body
        link = checked_link(address, f"{prefix}site") if address else None
    is_coded = shows_links and look.variant.get(CODED) != "none" if slide.qr is None else slide.qr
    return replace(words, body=body, link=link, is_coded=is_coded)


def _is_only_link(words: Words) -> bool:
    block = words.body[0] if len(words.body) == 1 else None
    if not isinstance(block, markup.Paragraph) or len(block.spans) != 1:
        return False
    label = markup.plain(block.spans).strip()
    return isinstance(block.spans[0], markup.Link) and (" " not in label or label == words.title)


def asking(
    own: Words, slide: Slide, carousel: Carousel, kit: Brand, prefix: str, said: Mapping[str, str]
) -> Words:
    """Return the words of an outro. `said` are the words of the language.

    A button stands there by itself only where nothing else is asked.
    """
    outro = carousel.outro if isinstance(carousel.outro, Outro) else Outro()
    handle = at_handle(outro.handle or kit.handle or carousel.thread.author.handle)
    follow = said["follow_handle"].format(handle=handle) if handle else said["follow"]
    link, where = _first(
        (slide.link, f"{place_of(slide)}.link"),
        (outro.link, "carousel.yaml: outro.link"),
        (kit.site, f"{prefix}site"),
    )
    socials, place = (
        (outro.socials, "carousel.yaml: outro.socials")
        if outro.socials is not None
        else (kit.socials, f"{prefix}socials")
    )
    return Words(
        title=own.title or plain_line(outro.headline or said["thanks"]),
        body=own.body or blocks_of(outro.text or ""),
        items=own.items,
        quote=own.quote,
        button=outro.button if outro.button is not None or outro.prompts else follow,
        handle=handle,
        link=checked_link(link, where) if link else None,
        is_coded=outro.qr if slide.qr is None else slide.qr,
        socials=tuple(social_names(socials, place)),
        prompts=tuple(PromptNames(name, said[f"do_{name}"]) for name in outro.prompts),
    )


def _first(*given: tuple[str | None, str]) -> tuple[str | None, str]:
    return next(((value, where) for value, where in given if value), (None, OUTRO_PLACE))
