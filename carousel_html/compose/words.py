"""
Say the few words a slide says by itself, when the carousel does not say them.

Knows `words.toml` beside this file, a table for each language; another language is one more. What it lacks
stays English. Does not know which slide says what.
"""

from __future__ import annotations

import functools
import re
import tomllib
from collections.abc import Mapping
from pathlib import Path

from carousel_html.errors import CarouselFileError, UnknownName

TABLE = Path(__file__).with_name("words.toml")

GAP = re.compile(r"\{\w+\}")

PLAIN_DAY = "{day} {month} {year}"


_SAME = {"no": "nb", "nn": "nb", "iw": "he", "in": "id"}
"""Tags that name no language of ours, but one whose words they take; X writes the old ones."""


@functools.cache
def tables() -> Mapping[str, Mapping[str, str]]:
    """Return what each language says, and how it writes a day, by its tag in small letters."""
    return tomllib.loads(TABLE.read_text("utf-8"))


def words_for(language: str) -> Mapping[str, str]:
    """Return the words of a language (`de`, `de-AT`, `zh-Hant`), English where it has none."""
    known = tables()
    found = known.get(tagged(language)) or known.get(base_of(language)) or known["en"]
    return {key: text for key, text in found.items() if key not in ("months", "day")}


def replaced(words: Mapping[str, str], own: Mapping[str, str], where: str) -> Mapping[str, str]:
    """Return words with some said otherwise.

    Raises:
        UnknownName: a key that no slide says. `where` is the key they were written under.
        CarouselFileError: a gap, like `{handle}`, that the word does not have.
    """
    for key, text in own.items():
        if key not in words:
            raise UnknownName("word", key, list(words), where=f"{where}.{key}")
        gaps = GAP.findall(words_for("en")[key])
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
    found = tables().get(base_of(language), {})
    if "months" not in found:
        return None
    name = found["months"].split()[month - 1]
    return found.get("day", PLAIN_DAY).format(day=day, month=name, year=year)


def tagged(language: str) -> str:
    """Return a language tag in small letters, the regions that write Chinese in full as its script."""
    tag = language.lower().replace("_", "-")
    is_full = tag.startswith(("zh-hant", "zh-tw", "zh-hk", "zh-mo"))
    return "zh-hant" if is_full else tag


def base_of(language: str) -> str:
    """Return the first part of a language tag, or what is in use for it: `pt-BR` → `pt`, `iw` → `he`."""
    base = language.lower().replace("_", "-").partition("-")[0]
    return _SAME.get(base, base)
