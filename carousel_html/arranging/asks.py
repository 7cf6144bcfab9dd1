"""
Find the post that asks readers for something: to follow, to share, to subscribe.

Knows the words that people close a thread with, in some twenty languages. Such a post is the closing slide:
a carousel does not close twice.
"""

from __future__ import annotations

from collections.abc import Sequence

import regex

from carousel_html.arranging.lead_in import lead_in
from carousel_html.arranging.suits import AUTO
from carousel_html.letters import count_letters
from carousel_html.markup import Block, Bullets, Paragraph, parse, plain, write
from carousel_html.model import Carousel, Outro, Post, Slide

OUTRO = "outro"
LONGEST = 200
"""Letters of a post that is no more than a request."""

_ASKS = regex.compile(
    r"\b(?:"
    r"follow (?:me|us|along|for|@)|(?:give|drop) (?:me|us|it|this) a (?:follow|like|repost|rt)|hit follow"
    r"|retweet\b|rt (?:this|the|if|it)\b|repost\b|share (?:this|it) with|share this (?:thread|post)"
    r"|bookmark this|subscribe\b|sign up (?:for|to) my|join my (?:newsletter|list)"
    r"|folg(?:e|t|en Sie)? (?:mir|uns)|(?:teil|teilt|teile|teilen Sie) (?:ihn|diesen|den) |abonnier\w*"
    r"|suivez[- ](?:moi|nous)|abonnez[- ]vous|partagez|suis[- ]moi"
    r"|s[ií]gue(?:me|nos)|comparte (?:este|el|la)|suscr[ií]b\w+|ret(?:ui|ue|wi)te\w*"
    r"|me siga|siga[- ]me|segue[- ]me|compartilh\w+|inscreva\w*|subscrev\w+"
    r"|segui(?:mi|ci)|condivid\w+|iscrivi\w*"
    r"|volg (?:me|mij|ons)|deel (?:dit|deze)|abonneer"
    r"|zaobserwuj|obserwuj|udost[eę]pnij\w*|zasubskrybuj|подпис(?:ывай|ат|к)\w*|ретвит\w*|поделит\w+|підпис\w+"
    r"|takip e[td]\w*|paylaş\w*|abone ol\w*|ikuti (?:saya|kami|akun)|bagikan"
    r")"
    r"|フォロー|シェア|リポスト|リツイート|高評価|关注我|關注我|转发|轉發|订阅|訂閱|点赞"
    r"|팔로우|리트윗|구독|تابعن\w*|شارك\w*|اشترك\w*|फ़?ॉलो|शेयर कर",
    regex.IGNORECASE,
)


def closing_slide(post: Post, blocks: Sequence[Block], carousel: Carousel) -> Slide | None:
    """Return the closing slide of a last post; None where it asks for nothing, or an outro has words."""
    outro = carousel.outro
    if carousel.layout != AUTO or not isinstance(outro, Outro) or outro.text is not None or post.images:
        return None
    words = plain(blocks)
    if not _ASKS.search(words) or count_letters(words) > LONGEST:
        return None
    if not all(isinstance(block, Paragraph | Bullets) for block in blocks):
        return None
    found = None if outro.headline else lead_in(blocks, is_headed=True)
    title, rest = (found.title, found.rest) if found and not found.written else (None, tuple(blocks))
    text = None if not title and tuple(parse(post.text)) == tuple(blocks) else write(rest)
    slide = Slide(layout=OUTRO, post=post.id, title=title, text=text)
    return slide.because("asks readers for something")
