"""Facts about the language that letters tell, and about the room they take."""

from __future__ import annotations

from pathlib import Path

import pytest

from carousel_html.arranging import arrange, complete
from carousel_html.canvases import find_canvas
from carousel_html.carousel_file import parse
from carousel_html.catalogue import Catalogue
from carousel_html.choices import Choices, choose
from carousel_html.compose import compose
from carousel_html.errors import CarouselFileError
from carousel_html.language_tags import is_tag
from carousel_html.languages import language_of
from carousel_html.letters import count_letters, graphemes, longest_word
from carousel_html.model import Carousel, Post, Slide, Thread


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("吾輩は猫である。名前はまだ無い。", "ja"),
        ("アイデア", "ja"),
        ("人工智能正在改变我们的工作方式", "zh"),
        ("人工智慧正在改變我們的工作方式", "zh-Hant"),
        ("給你", "zh-Hant"),
        ("给你", "zh"),
        ("안녕하세요! SaaS 이야기", "ko"),
        ("Съешь же ещё этих булок", "ru"),
        ("Ґанок, їжак і єнот", "uk"),
        ("Η ταχύτητα του φωτός", "el"),
        ("הקפה של הבוקר", "he"),
        ("قهوة الصباح", "ar"),
        ("सुबह की कॉफ़ी", "hi"),
        ("กาแฟยามเช้า", "th"),
        ("Morning coffee", None),
        ("Zażółć gęślą jaźń", None),
        ("🍣🍣🍣", None),
        ("A long post of English words that names 東京, and nothing else of Japan at all.", "en"),
        ("The word кофе stands alone in a sentence of English, which goes on and on.", "en"),
    ],
)
def test_letters_tell_the_language(text, language):
    """A script, or letters that one language alone has; those of the Latin script tell nothing."""
    assert language_of(text) == language


ALERT = {
    "en": ("Ten years of on-call: what I learned.", "An alert nobody answers is not an alert."),
    "de": (
        "Zehn Jahre Bereitschaft: das habe ich gelernt.",
        "Ein Alarm, auf den niemand hört, ist kein Alarm.",
    ),
    "fr": ("J’ai passé dix ans d’astreinte.", "Une alerte que personne ne traite n’est pas une alerte."),
    "es": (
        "Diez años de guardias: lo que aprendí.",
        "Una alerta que nadie atiende no es una alerta, es ruido y ya.",
    ),
    "pt": (
        "Dez anos de plantão: o que aprendi.",
        "Um alerta que ninguém atende não é um alerta, é só ruído.",
    ),
    "it": (
        "Dieci anni di reperibilità: cosa ho imparato.",
        "Un allarme che nessuno ascolta non è un allarme.",
    ),
    "nl": ("Tien jaar piketdienst: dit heb ik geleerd.", "Een alarm waar niemand op reageert is geen alarm."),
    "pl": ("Dziesięć lat dyżurów: czego się nauczyłem.", "Alarm, na który nikt nie reaguje, to nie alarm."),
    "sv": ("Tio år av jour: det här har jag lärt mig.", "Ett larm som ingen svarar på är inte ett larm."),
    "da": (
        "Ti års vagt: det har jeg lært af.",
        "En alarm, som ingen ser efter, er ikke noget. Hvad skal den til?",
    ),
    "nb": (
        "Ti års vakt: det har jeg lært av.",
        "En alarm som ingen ser etter, er ikke noe. Hva skal den til?",
    ),
    "tr": ("On yıllık nöbet bana ne öğretti?", "Kimsenin bakmadığı bir alarm, alarm değil. Çok gürültü var."),
    "vi": ("Mười năm trực: những gì tôi đã học.", "Một cảnh báo không ai xử lý thì không phải là cảnh báo."),
    "id": (
        "Ini yang saya dapat dari siaga.",
        "Alarm bisa bising, karena itu kita harus bisa diam agar tenang.",
    ),
}


@pytest.mark.parametrize("language", ALERT)
def test_short_words_tell_the_language(language):
    """Two posts are enough, and near neighbours are told apart."""
    assert language_of("\n\n".join(ALERT[language])) == language


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Isıtma: Kombi mi, merkezi mi? Faturayı iki katına çıkarabilir.\n\nFazlasını vermeyin.", "tr"),
        ("Jak zacząć biegać\n\nZacznij powoli.\n\nKup dobre buty.", "pl"),
        ("5 Fehler beim Brotbacken\n\nZu heißer Ofen.\n\nDas Brot zu früh anschneiden.", "de"),
        ("3 conseils pour mieux dormir\n\nÉteignez le téléphone avant.\n\nPas de café le soir.", "fr"),
        ("Erdoğan met Şişli's mayor at Kadıköy. The talks went on.", None),
        ("My café résumé, naïve but déjà vu: the jalapeño piñata fiancée", None),
        ("Beyoncé, Björk, Zoë, Renée, Sinéad, Mötley Crüe, Motörhead", None),
    ],
)
def test_letters_beside_a_to_z_help_to_tell(text, language):
    """A few words are enough with them; names, and words that English has borrowed, are not."""
    assert language_of(text) == language


@pytest.mark.parametrize(
    "text",
    [
        "Le Corbusier in Paris: the work of a man",
        "La La Land, Das Boot, Die Hard, De Niro",
        "Revenue +12%\n\nChurn −3%",
        " ".join(ALERT["en"] + ALERT["es"]),
        "Što sam naučio: ako se alarm javlja svaki dan, on više ne znači ništa, i to je naša greška.",
        "`for x in and is not` @der @die @und #das https://de.example/der/die/und/ist",
    ],
)
def test_few_or_mixed_words_tell_nothing(text):
    """Names, numbers, two languages at once, four that share their words; code, handles and addresses."""
    assert language_of(text) is None


def test_a_german_thread_ends_in_german():
    """Nobody said that it is German: the outro, and the language of the PDF."""
    thread = Thread(posts=[Post(id=str(n), text=text) for n, text in enumerate(ALERT["de"])])
    made = complete(Carousel(thread=thread))
    assert made.language == "de"
    assert "Danke fürs Lesen" in compose(made, find_canvas("story"), Catalogue()).html


@pytest.mark.parametrize(
    ("said", "of_the_thread", "language"),
    [({}, None, "ja"), ({}, "zh", "zh"), ({"language": "en"}, None, "en")],
)
def test_a_thread_speaks_the_language_of_its_letters(said, of_the_thread, language):
    """Unless the thread says which it is, or the carousel does."""
    thread = Thread(posts=[Post(id="p1", text="吾輩は猫である。")], language=of_the_thread)
    assert arrange(thread, Carousel(**said)).language == language


@pytest.mark.parametrize("given", [{"title": "猫の話"}, {"items": ["猫である"]}, {"quote": "猫である。"}])
def test_slides_without_a_thread_speak_the_language_of_their_letters(given):
    """A carousel.yaml that somebody wrote by hand need not say it."""
    assert complete(Carousel(slides=[Slide(**given)])).language == "ja"
    assert complete(Carousel(slides=[Slide(**given)], language="en")).language == "en"


@pytest.mark.parametrize(
    ("text", "seen", "room"),
    [("abc", 3, 3), ("猫です", 3, 6), ("안녕", 2, 4), ("ｶﾀ", 2, 2), ("Ａ。", 2, 4), ("👩‍💻é", 2, 2)],
)
def test_a_square_letter_takes_the_room_of_two(text, seen, room):
    """People count it once. Emoji and narrow katakana take the room of one."""
    assert (graphemes(text), count_letters(text)) == (seen, room)


@pytest.mark.parametrize(
    ("text", "longest"),
    [
        ("", 1),
        ("a word of eleven-ish", 10),
        ("人工智能正在改变", 2),
        ("开始，结束。", 4),
        ("퇴사 후", 4),
        ("売上120％、¥1,234,567。", 12),
        ("最初のバージョンは3日で公開", 16),
        ("名前は", 6),
        ("กาแฟยามเช้าและหนังสือ", 10),
    ],
)
def test_the_longest_part_that_no_line_is_broken_in(text, longest):
    """A word; one square letter and its full stop; a phrase of Japanese; about a word of Thai."""
    assert longest_word(text) == longest


@pytest.mark.parametrize("tag", ["de", "pt-BR", "zh-Hant", "en_US", "iw", "gsw", "DE"])
def test_tags_of_languages(tag):
    """Two letters that name one, or three; a region or a script may follow."""
    assert is_tag(tag)


@pytest.mark.parametrize(
    ("written", "hint"),
    [
        ("deutsch", 'Did you mean "de"?'),
        ("Español", 'Did you mean "es"?'),
        ("xx", "Write its tag"),
        ("", "its tag"),
    ],
)
def test_what_is_no_tag_is_told(written, hint):
    """In carousel.yaml with its line, and as a choice with its option."""
    with pytest.raises(CarouselFileError) as caught:
        parse(f"title: A\nlanguage: '{written}'\n", "c.yaml", Path())
    assert caught.value.where == "c.yaml: language (line 2)"
    assert hint in (caught.value.hint or "")
    choices = Choices()
    choices.add("language", written, "--set language")
    with pytest.raises(CarouselFileError) as caught:
        choose(Carousel(), choices)
    assert caught.value.where == "--set language"
