"""
Hold the few words a slide says by itself, when the carousel does not say them.

Knows ten languages, and the short names of their months. Another language adds a row to each table;
what it lacks stays English. Does not know which slide says what.
"""

from __future__ import annotations

from collections.abc import Mapping

KEYS = ("thanks", "follow", "follow_handle", "part", "slide")
"""Headline of an outro, its button without and with a handle, a piece of a long post, a slide's bookmark."""

# One row a language, in the order of KEYS.
_ROWS: Mapping[str, tuple[str, str, str, str, str]] = {
    "en": (
        "Thanks for reading",
        "Follow for more",
        "Follow {handle}",
        "Part {number} of {total}",
        "Slide {number}",
    ),
    "de": (
        "Danke fürs Lesen",
        "Folgen für mehr",
        "{handle} folgen",
        "Teil {number} von {total}",
        "Folie {number}",
    ),
    "fr": (
        "Merci de votre lecture",
        "Suivre pour en voir plus",
        "Suivre {handle}",
        "Partie {number} sur {total}",
        "Page {number}",
    ),
    "es": (
        "Gracias por leer",
        "Seguir para ver más",
        "Seguir a {handle}",
        "Parte {number} de {total}",
        "Diapositiva {number}",
    ),
    "it": (
        "Grazie per la lettura",
        "Segui per altri contenuti",
        "Segui {handle}",
        "Parte {number} di {total}",
        "Pagina {number}",
    ),
    "pt": (
        "Obrigado pela leitura",
        "Seguir para ver mais",
        "Seguir {handle}",
        "Parte {number} de {total}",
        "Página {number}",
    ),
    "nl": (
        "Bedankt voor het lezen",
        "Volg voor meer",
        "Volg {handle}",
        "Deel {number} van {total}",
        "Pagina {number}",
    ),
    "pl": (
        "Dziękuję za przeczytanie",
        "Obserwuj po więcej",
        "Obserwuj {handle}",
        "Część {number} z {total}",
        "Strona {number}",
    ),
    "uk": (
        "Дякую за увагу",
        "Підписуйтеся, щоб бачити більше",
        "Підписатися на {handle}",
        "Частина {number} з {total}",
        "Сторінка {number}",
    ),
    "tr": (
        "Okuduğunuz için teşekkürler",
        "Daha fazlası için takip edin",
        "{handle} hesabını takip edin",
        "Bölüm {number} / {total}",
        "Sayfa {number}",
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
}
DAYS: Mapping[str, str] = {
    "de": "{day}. {month} {year}",
    "pt": "{day} de {month} de {year}",
    "uk": "{day} {month} {year} р.",
}
"""How a day is written, where it is not `12 Jun 2021`."""


def words_for(language: str) -> Mapping[str, str]:
    """Return the words of a language (`de`, `de-AT`), English where it has none."""
    return WORDS.get(base_of(language), WORDS["en"])


def day_in(language: str, day: int, month: int, year: int) -> str | None:
    """Return a day as a language writes it, or None for a language that is not known here."""
    base = base_of(language)
    if base not in MONTHS:
        return None
    pattern = DAYS.get(base, "{day} {month} {year}")
    return pattern.format(day=day, month=MONTHS[base].split()[month - 1], year=year)


def base_of(language: str) -> str:
    """Return the first part of a language tag: `pt-BR` → `pt`."""
    return language.lower().replace("_", "-").partition("-")[0]
