"""
Find the post that asks readers for something, to follow, to share, to subscribe, or that thanks them.

Knows the words that people close a thread with, in some twenty languages. Such a post is the closing slide:
a carousel does not close twice.
"""

from __future__ import annotations

from collections.abc import Sequence

import regex

from carousel_html.arranging.lead_in import lead_in, title_line
from carousel_html.arranging.pieces import sliced
from carousel_html.arranging.sentences import sentences
from carousel_html.arranging.suits import AUTO
from carousel_html.letters import count_letters
from carousel_html.markup import Block, Bullets, Paragraph, hrefs, parse, plain, tidy, write
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


_THANKS = regex.compile(
    r"(?:many |thousand |huge |big )?(?:thanks|thank you|thx)\b(?! to\b|,)|that[’']?s (?:a wrap|all)\b"
    r"|(?:vielen |herzlichen )?dank(?:e)?\b(?! an\b|,)|das war[’']?s\b|(?:un grand )?merci\b(?! à\b|,)"
    r"|(?:muchas |mil )?gracias\b(?! a\b|,)|(?:muito )?obrigad[oa]\b(?! a\b|,)|grazie\b(?! a\b|,)"
    r"|bedankt\b|dank je\b|tack\b(?! till\b)|takk\b|tak for\b|kiitos\b|dzięk(?:i|uję)\b|díky\b|děkuj[iu]\b"
    r"|(?:большое )?спасибо\b|дякую\b|teşekkür\w*|terima kasih\b|ευχαριστώ\b|תודה|شكرا|धन्यवाद"
    r"|(?:.*)ありがとう|谢谢|謝謝|감사합니다|읽어주셔서|cảm ơn",
    regex.IGNORECASE,
)
"""How a sentence thanks readers. Who thanks somebody by name has more to say."""
LONGEST_THANKS = 80


def closing_slide(post: Post, blocks: Sequence[Block], carousel: Carousel) -> Slide | None:
    """Return the closing slide of a last post; None where it asks for nothing, or an outro has words."""
    outro = carousel.outro
    if carousel.layout != AUTO or not isinstance(outro, Outro) or outro.text is not None or post.images:
        return None
    words = plain(blocks)
    does_ask = bool(_ASKS.search(words)) and count_letters(words) <= LONGEST
    does_thank = count_letters(words) <= LONGEST_THANKS and any(map(_THANKS.match, sentences(words)))
    if not (does_ask or does_thank) or not all(isinstance(block, Paragraph | Bullets) for block in blocks):
        return None
    title, rest = (None, tuple(blocks)) if outro.headline else _headed(blocks)
    text = None if not title and tuple(parse(post.text)) == tuple(blocks) else write(rest)
    slide = Slide(layout=OUTRO, post=post.id, title=title, text=text)
    return slide.because("asks readers for something" if does_ask else "thanks readers")


def _headed(blocks: Sequence[Block]) -> tuple[str | None, tuple[Block, ...]]:
    """Return the headline that a closing post brings along, its thanks are one, and the rest."""
    found = lead_in(blocks, is_headed=True)
    if found and not found.written:
        return found.title, found.rest
    first = blocks[0]
    if not isinstance(first, Paragraph):
        return None, tuple(blocks)
    words = plain(first.spans)
    end = len(sentences(words)[0])
    thanks = sliced(first.spans, 0, end)
    if not _THANKS.match(words) or count_letters(plain(thanks)) > LONGEST_THANKS or list(hrefs(thanks)):
        return None, tuple(blocks)
    return title_line(thanks), tidy([Paragraph(sliced(first.spans, end, len(words))), *blocks[1:]])
