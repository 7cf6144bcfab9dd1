"""
Tell whether a word is the tag of a language (`de`, `pt-BR`), and which one was meant by its name.

Knows ISO 639-1, and what languages are called that slides speak. Does not know what slides say in them.
"""

from __future__ import annotations

import re

_TAG = re.compile(r"(?P<base>[a-z]{2,3})(?:[-_][a-z0-9]{1,8})*", re.IGNORECASE)

_TWO_LETTERS = (
    " aa ab ae af ak am an ar as av ay az ba be bg bh bi bm bn bo br bs ca ce ch co cr cs cu cv cy da"
    " de dv dz ee el en eo es et eu fa ff fi fj fo fr fy ga gd gl gn gu gv ha he hi ho hr ht hu hy hz"
    " ia id ie ig ii ik in io is it iu iw ja ji jv jw ka kg ki kj kk kl km kn ko kr ks ku kv kw ky la"
    " lb lg li ln lo lt lu lv mg mh mi mk ml mn mo mr ms mt my na nb nd ne ng nl nn no nr nv ny oc oj"
    " om or os pa pi pl ps pt qu rm rn ro ru rw sa sc sd se sg sh si sk sl sm sn so sq sr ss st su sv"
    " sw ta te tg th ti tk tl tn to tr ts tt tw ty ug uk ur uz ve vi vo wa wo xh yi yo za zh zu "
)
"""ISO 639-1, with tags it had before."""

_NAMES = {
    "en": "english",
    "de": "german deutsch",
    "fr": "french français francais",
    "es": "spanish español espanol castellano",
    "it": "italian italiano",
    "pt": "portuguese português portugues",
    "ca": "catalan català",
    "ro": "romanian română",
    "nl": "dutch nederlands",
    "sv": "swedish svenska",
    "da": "danish dansk",
    "nb": "norwegian norsk bokmål",
    "fi": "finnish suomi",
    "pl": "polish polski",
    "cs": "czech čeština",
    "sk": "slovak slovenčina",
    "hu": "hungarian magyar",
    "tr": "turkish türkçe turkce",
    "el": "greek ελληνικά",
    "ru": "russian русский",
    "uk": "ukrainian українська",
    "ar": "arabic العربية",
    "fa": "persian farsi فارسی",
    "he": "hebrew עברית",
    "hi": "hindi हिन्दी",
    "id": "indonesian",
    "vi": "vietnamese",
    "ja": "japanese 日本語",
    "ko": "korean 한국어",
    "zh": "chinese 中文",
}
_TAG_OF = {name: tag for tag, names in _NAMES.items() for name in names.split()}


def is_tag(text: str) -> bool:
    """Tell whether a text is the tag of a language: two letters that name one, or three, and parts behind."""
    found = _TAG.fullmatch(text)
    return found is not None and (len(found["base"]) > 2 or f" {found['base'].lower()} " in _TWO_LETTERS)


def meant_by(text: str) -> str | None:
    """Return the tag of the language that is called so, in English or by itself; None where none is."""
    return _TAG_OF.get(text.strip().casefold())
