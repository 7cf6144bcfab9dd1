"""
Hold the few words a slide says by itself, when the carousel does not say them.

Knows fifteen languages, and the short names of their months. Another language adds a row to each table;
what it lacks stays English. Does not know which slide says what.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from carousel_html.errors import CarouselFileError, UnknownName

KEYS = (
    "thanks", "follow", "follow_handle", "part", "slide",
    "swipe", "do_like", "do_comment", "do_save", "do_share", "do_follow",
)  # fmt: skip
"""Headline of an outro, its button without and with a handle, a piece of a long post, a slide's bookmark;
a cover's way on; what an outro asks readers to do."""

GAP = re.compile(r"\{\w+\}")

# One row a language, in the order of KEYS.
_ROWS: Mapping[str, tuple[str, ...]] = {
    "en": (
        "Thanks for reading",
        "Follow for more",
        "Follow {handle}",
        "Part {number} of {total}",
        "Slide {number}",
        "Swipe",
        "Like",
        "Comment",
        "Save",
        "Share",
        "Follow",
    ),
    "de": (
        "Danke fürs Lesen",
        "Folgen für mehr",
        "{handle} folgen",
        "Teil {number} von {total}",
        "Folie {number}",
        "Weiter",
        "Gefällt mir",
        "Kommentieren",
        "Speichern",
        "Teilen",
        "Folgen",
    ),
    "fr": (
        "Merci de votre lecture",
        "Suivre pour en voir plus",
        "Suivre {handle}",
        "Partie {number} sur {total}",
        "Page {number}",
        "Glissez",
        "J’aime",
        "Commenter",
        "Enregistrer",
        "Partager",
        "Suivre",
    ),
    "es": (
        "Gracias por leer",
        "Seguir para ver más",
        "Seguir a {handle}",
        "Parte {number} de {total}",
        "Diapositiva {number}",
        "Desliza",
        "Me gusta",
        "Comentar",
        "Guardar",
        "Compartir",
        "Seguir",
    ),
    "it": (
        "Grazie per la lettura",
        "Segui per altri contenuti",
        "Segui {handle}",
        "Parte {number} di {total}",
        "Pagina {number}",
        "Scorri",
        "Mi piace",
        "Commenta",
        "Salva",
        "Condividi",
        "Segui",
    ),
    "pt": (
        "Obrigado pela leitura",
        "Seguir para ver mais",
        "Seguir {handle}",
        "Parte {number} de {total}",
        "Página {number}",
        "Deslize",
        "Curtir",
        "Comentar",
        "Salvar",
        "Compartilhar",
        "Seguir",
    ),
    "nl": (
        "Bedankt voor het lezen",
        "Volg voor meer",
        "Volg {handle}",
        "Deel {number} van {total}",
        "Pagina {number}",
        "Veeg",
        "Vind ik leuk",
        "Reageer",
        "Bewaar",
        "Deel",
        "Volg",
    ),
    "pl": (
        "Dziękuję za przeczytanie",
        "Obserwuj po więcej",
        "Obserwuj {handle}",
        "Część {number} z {total}",
        "Strona {number}",
        "Przesuń",
        "Polub",
        "Skomentuj",
        "Zapisz",
        "Udostępnij",
        "Obserwuj",
    ),
    "uk": (
        "Дякую за увагу",
        "Підписуйтеся, щоб бачити більше",
        "Підписатися на {handle}",
        "Частина {number} з {total}",
        "Сторінка {number}",
        "Гортайте",
        "Вподобати",
        "Коментувати",
        "Зберегти",
        "Поділитися",
        "Стежити",
    ),
    "tr": (
        "Okuduğunuz için teşekkürler",
        "Daha fazlası için takip edin",
        "{handle} hesabını takip edin",
        "Bölüm {number} / {total}",
        "Sayfa {number}",
        "Kaydır",
        "Beğen",
        "Yorum yap",
        "Kaydet",
        "Paylaş",
        "Takip et",
    ),
    "ru": (
        "Спасибо, что дочитали",
        "Подписывайтесь, будет ещё",
        "Подписаться на {handle}",
        "Часть {number} из {total}",
        "Страница {number}",
        "Листайте",
        "Нравится",
        "Комментировать",
        "Сохранить",
        "Поделиться",
        "Подписаться",
    ),
    "ja": (
        "最後までお読みいただき、ありがとうございます",
        "フォローして次も読む",
        "{handle} をフォロー",
        "パート {number}/{total}",
        "スライド {number}",
        "スワイプ",
        "いいね",
        "コメント",
        "保存",
        "シェア",
        "フォロー",
    ),
    "ko": (
        "읽어 주셔서 감사합니다",
        "팔로우하고 더 보기",
        "{handle} 팔로우",
        "파트 {number}/{total}",
        "슬라이드 {number}",
        "넘겨 보세요",
        "좋아요",
        "댓글",
        "저장",
        "공유",
        "팔로우",
    ),
    "zh": (
        "感谢阅读",
        "关注我，看更多内容",
        "关注 {handle}",
        "第 {number} 部分，共 {total} 部分",
        "第 {number} 页",
        "滑动查看",
        "点赞",
        "评论",
        "收藏",
        "分享",
        "关注",
    ),
    "zh-hant": (
        "感謝閱讀",
        "追蹤我，看更多內容",
        "追蹤 {handle}",
        "第 {number} 部分，共 {total} 部分",
        "第 {number} 頁",
        "滑動看更多",
        "按讚",
        "留言",
        "收藏",
        "分享",
        "追蹤",
    ),
}
WORDS: Mapping[str, Mapping[str, str]] = {
    language: dict(zip(KEYS, row, strict=True)) for language, row in _ROWS.items()
}

# January first, as a date holds them (CLDR, abbreviated, format context). strftime would ask the machine.
MONTHS: Mapping[str, str] = {
    "en": "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec",
    "de": "Jan. Feb. März Apr. Mai Juni Juli Aug. Sept. Okt. Nov. Dez.",
    "fr": "janv. févr. mars avr. mai juin juil. août sept. oct. nov. déc.",
    "es": "ene feb mar abr may jun jul ago sept oct nov dic",
    "it": "gen feb mar apr mag giu lug ago set ott nov dic",
    "pt": "jan. fev. mar. abr. mai. jun. jul. ago. set. out. nov. dez.",
    "nl": "jan feb mrt apr mei jun jul aug sep okt nov dec",
    "pl": "sty lut mar kwi maj cze lip sie wrz paź lis gru",
    "uk": "січ. лют. бер. квіт. трав. черв. лип. серп. вер. жовт. лист. груд.",
    "tr": "Oca Şub Mar Nis May Haz Tem Ağu Eyl Eki Kas Ara",
    "ru": "янв. февр. мар. апр. мая июн. июл. авг. сент. окт. нояб. дек.",
    "ja": "1 2 3 4 5 6 7 8 9 10 11 12",
    "ko": "1 2 3 4 5 6 7 8 9 10 11 12",
    "zh": "1 2 3 4 5 6 7 8 9 10 11 12",
}
DAYS: Mapping[str, str] = {
    "de": "{day}. {month} {year}",
    "pt": "{day} de {month} de {year}",
    "uk": "{day} {month} {year} р.",
    "ru": "{day} {month} {year} г.",
    "ja": "{year}年{month}月{day}日",
    "ko": "{year}년 {month}월 {day}일",
    "zh": "{year}年{month}月{day}日",
}
"""How a day is written, where it is not `12 Jun 2021`."""


def words_for(language: str) -> Mapping[str, str]:
    """Return the words of a language (`de`, `de-AT`, `zh-Hant`), English where it has none."""
    return WORDS.get(tagged(language), WORDS.get(base_of(language), WORDS["en"]))


def replaced(words: Mapping[str, str], own: Mapping[str, str], where: str) -> Mapping[str, str]:
    """Return words with some said otherwise.

    Raises:
        UnknownName: a key that no slide says. `where` is the key they were written under.
        CarouselFileError: a gap, like `{handle}`, that the word does not have.
    """
    for key, text in own.items():
        if key not in words:
            raise UnknownName("word", key, list(words), where=f"{where}.{key}")
        gaps = GAP.findall(WORDS["en"][key])
        odd = [gap for gap in GAP.findall(text) if gap not in gaps]
        if wrong := odd + re.findall(r"[{}]", GAP.sub("", text)):
            raise CarouselFileError(
                f'"{wrong[0]}" cannot stand in this word.',
                where=f"{where}.{key}",
                hint=f"It may hold {' and '.join(gaps)}." if gaps else "It is plain text.",
            )
    return {**words, **own}


def day_in(language: str, day: int, month: int, year: int) -> str | None:
    """Return a day as a language writes it, or None for a language that is not known here."""
    base = base_of(language)
    if base not in MONTHS:
        return None
    pattern = DAYS.get(base, "{day} {month} {year}")
    return pattern.format(day=day, month=MONTHS[base].split()[month - 1], year=year)


def tagged(language: str) -> str:
    """Return a language tag in small letters, the regions that write Chinese in full as its script."""
    tag = language.lower().replace("_", "-")
    is_full = tag.startswith(("zh-hant", "zh-tw", "zh-hk", "zh-mo"))
    return "zh-hant" if is_full else tag


def base_of(language: str) -> str:
    """Return the first part of a language tag: `pt-BR` → `pt`."""
    return language.lower().replace("_", "-").partition("-")[0]
