"""Facts about composing a carousel into a document."""

from __future__ import annotations

import re

import pytest
from PIL import Image as Pixels

from carousel_html.canvases import CANVASES
from carousel_html.catalogue import Catalogue
from carousel_html.compose import compose
from carousel_html.errors import BrandError, CarouselFileError, ImageError, TemplateError, UnknownName
from carousel_html.model import (
    Author,
    Brand,
    BrandColors,
    BrandFooter,
    BrandHeader,
    Carousel,
    Image,
    Outro,
    Pattern,
    Post,
    Slide,
    Thread,
    Typography,
)

PLAIN = """{# @layout plain
  Everything.
  Variants
    data-mark="yes | no"  whether there is a mark
#}
<section id="slide-{{ slide.index }}" style="{{ slide.style }}" data-align="{{ slide.align or '' }}">
title={{ slide.title }}|body={{ slide.body }}|text={{ slide.text }}|quote={{ slide.quote }}
number={{ slide.number }}
items={{ slide.items | join(';') }}|part={{ slide.part_label }}
{% for i in slide.images %}<img src="{{ i.src }}">{{ i.width }}x{{ i.height }}@{{ i.focus_x }}{% endfor %}
post={{ slide.post.author_name }},{{ slide.post.author_handle }},{{ slide.post.url }},{{ slide.post.time }}
button={{ slide.button }}|handle={{ slide.handle }}|link={{ slide.link }}|label={{ slide.link_label }}
{% if slide.qr %}<img src="{{ slide.qr }}">{% endif %}
brand={{ brand.name }},{{ brand.handle }},{{ brand.site }}|{{ carousel.title }}|{{ canvas.ratio }}
header={{ brand.header.name }},{{ brand.header.logo }},{{ brand.header.number }}
footer={{ brand.footer.number }}
</section>
"""
FILES = {
    "layouts/plain/plain.html": PLAIN,
    "layouts/outro/outro.html": PLAIN,
    "layouts/cover/cover.html": PLAIN,
    "themes_css/carousel.css": "@layer theme, typography, pattern, layout;",
    "themes_css/themes/ink.css": "",
    "themes_css/themes/paper.css": "",
    "themes_css/typography/sans.css": "",
    "themes_css/patterns/none.css": "",
    "themes_css/patterns/dots.css": "",
}
CANVAS = CANVASES["instagram-portrait"]
PLACED = Slide(layout="plain").placed(entry=0)


@pytest.fixture
def catalogue(tmp_path):
    for name, text in FILES.items():
        file = tmp_path / "templates" / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, "utf-8")
    return Catalogue([tmp_path / "templates"], built_in=False)


def carousel(*slides: Slide, **values) -> Carousel:
    choices = {"layout": "plain", "theme": "ink", "typography": "sans", **values}
    placed = [slide if slide.entry is not None else slide.placed(entry=n) for n, slide in enumerate(slides)]
    return Carousel.model_validate({**choices, "slides": placed})


def thread(**post) -> Thread:
    return Thread(author=Author(name="Anna", handle="anna"), posts=[Post(id="p1", **post)])


def test_a_document_names_only_its_own_assets(catalogue, tmp_path):
    """Every address is relative and a key of the table."""
    Pixels.new("RGB", (9, 9), "red").save(tmp_path / "a.png")
    made = carousel(Slide(images=[Image(src="a.png")])).beside(tmp_path)
    document = compose(made, CANVAS, catalogue)
    addresses = re.findall(r'(?:src|href)="([^"]+)"', document.html)
    assert addresses
    assert set(addresses) == set(document.assets)


def test_the_same_carousel_gives_the_same_document(catalogue):
    """Two documents of one carousel are equal, byte for byte."""
    made = carousel(Slide(text="a"), Slide(layout="outro"), outro=Outro(link="https://x.y", qr=True))
    assert compose(made, CANVAS, catalogue) == compose(made, CANVAS, catalogue)


def test_sizes_and_floors_come_from_the_canvas(catalogue):
    """In the document and, as custom properties, on every slide."""
    document = compose(carousel(PLACED), CANVASES["pinterest"], catalogue)
    assert (document.width, document.height) == (1000, 1500)
    assert document.floors == pytest.approx((22.2222, 16.6667), abs=1e-4)
    for text in (
        "--slide-width: 1000px",
        "--short: 1000px",
        "--floor-body: 22.2222px",
        "--fit: 1",
        "--progress: 1",
    ):
        assert text in document.html


def test_a_slide_shows_its_post(catalogue):
    """Words, author, link and day come from the post."""
    post = thread(text="*Hi* <b>", url="https://x.y/1", time="2021-06-12T10:00:00Z")
    html = compose(carousel(Slide(post="p1"), thread=post), CANVAS, catalogue).html
    assert 'body=<p data-block="0"><em>Hi</em> &lt;b&gt;</p>' in html
    assert "text=Hi &lt;b&gt;" in html
    assert "post=Anna,@anna,https://x.y/1,12 Jun 2021" in html


def test_a_slide_s_own_words_stand_for_its_post_s(catalogue):
    """`text` wins over the post's."""
    html = compose(
        carousel(Slide(post="p1", text="mine"), thread=thread(text="theirs")), CANVAS, catalogue
    ).html
    assert "mine" in html
    assert "theirs" not in html


def test_names_that_do_not_apply_are_none(catalogue):
    """A template can ask for each of them."""
    html = compose(carousel(PLACED), CANVAS, catalogue).html
    assert "title=None|body=None|text=None|quote=None\nnumber=None" in html
    assert "post=None,None,None,None" in html
    assert "button=None|handle=None|link=None|label=None" in html


def test_items_and_quote_are_markup(catalogue):
    """Each is read as Markdown, one paragraph without a `<p>`."""
    html = compose(carousel(Slide(items=["**a**", "b"], quote="_q_")), CANVAS, catalogue).html
    assert "items=<strong>a</strong>;b" in html
    assert "quote=<em>q</em>" in html


@pytest.mark.parametrize(
    ("title", "shown"),
    [
        ("*Dev* and Ops", "Dev and Ops"),
        ("2. Why", "2. Why"),
        ("# a", "a"),
        ("a < b", "a &lt; b"),
        ("- a", "- a"),
    ],
)
def test_a_title_is_one_plain_line(catalogue, title, shown):
    """Marks are taken off, but what only looks like a list stays."""
    assert f"title={shown}|" in compose(carousel(Slide(title=title)), CANVAS, catalogue).html


def test_a_cover_without_a_title_has_the_carousel_s(catalogue):
    """Only a cover does."""
    html = compose(carousel(Slide(layout="cover"), Slide(), title="T"), CANVAS, catalogue).html
    assert html.count("title=T|") == 1


def test_later_parts_of_a_split_do_not_repeat_the_picture(catalogue, tmp_path):
    """The post's images stay with the first part."""
    Pixels.new("RGB", (9, 9)).save(tmp_path / "a.png")
    made = carousel(
        Slide(post="p1", text="a").placed(entry=0, part=(1, 2)),
        Slide(post="p1", text="b").placed(entry=0, part=(2, 2)),
        thread=thread(images=[Image(src="a.png", focus=(0.2, 0.5))]),
    ).beside(tmp_path)
    document = compose(made, CANVAS, catalogue)
    assert document.html.count("9x9@0.2") == 1
    assert "part=Part 2 of 2" in document.html
    assert document.slides[1].place == "carousel.yaml: slides[0], part 2 of 2"


@pytest.mark.parametrize(("focus", "layout", "kept"), [(None, "gallery", 1), ((0.2, 0.5), "gallery", 0)])
def test_a_screenshot_is_shown_whole_unless_somebody_chose_its_focus(tmp_path, focus, layout, kept):
    """A photo always fills its place."""
    Pixels.new("RGB", (90, 40), "navy").save(tmp_path / "screen.png")
    Pixels.radial_gradient("L").save(tmp_path / "photo.png")
    images = [Image(src="screen.png", focus=focus), Image(src="photo.png")]
    made = Carousel(slides=[Slide(layout=layout, images=images).placed(entry=0)]).beside(tmp_path)
    assert compose(made, CANVAS, Catalogue()).html.count('data-fit="whole"') == kept


def test_the_outro_is_filled_from_author_and_words(catalogue):
    """A carousel that says nothing still ends with a request."""
    document = compose(carousel(Slide(layout="outro"), thread=thread()), CANVAS, catalogue)
    assert "title=Thanks for reading|" in document.html
    assert "button=Follow @anna|handle=@anna|link=None" in document.html


def test_the_outro_says_what_it_was_told(catalogue):
    """Headline, text, button, and a link with a short label and a QR code."""
    outro = Outro(headline="Bye", text="so *long*", button="Go", handle="me", link="example.com/a", qr=True)
    document = compose(carousel(Slide(layout="outro"), outro=outro), CANVAS, catalogue)
    assert "title=Bye|" in document.html
    assert "so <em>long</em>" in document.html
    assert "button=Go|handle=@me|link=https://example.com/a|label=example.com/a" in document.html
    (code,) = [asset for key, asset in document.assets.items() if key.startswith("images/qr-")]
    assert code.body.startswith(b"<svg")


@pytest.mark.parametrize("link", ["javascript:alert(1)", "file:///etc/passwd", "just words", "https://"])
def test_an_outro_leads_only_to_the_web(catalogue, link):
    """Another scheme is an error, not a link in the PDF."""
    with pytest.raises(CarouselFileError, match="not an address to link to"):
        compose(carousel(Slide(layout="outro"), outro=Outro(link=link)), CANVAS, catalogue)


def test_without_a_kit_the_author_stands_in(catalogue):
    """The header has a name either way."""
    html = compose(carousel(PLACED, thread=thread()), CANVAS, catalogue).html
    assert "brand=Anna,@anna,None" in html
    assert "header=True,False,False\nfooter=True" in html


def test_a_kit_says_what_stands_in_the_bars(catalogue):
    """Defaults can be switched off, and nothing is shown that is not there."""
    brand = Brand(
        name="B",
        site="https://www.b.com/",
        header=BrandHeader(logo=True, name=False),
        footer=BrandFooter(show=False),
    )
    html = compose(carousel(PLACED, brand=brand), CANVAS, catalogue).html
    assert "brand=B,None,b.com" in html
    assert "header=False,False,False\nfooter=False" in html


def test_a_kit_s_colours_are_on_every_slide(catalogue):
    """As custom properties, parsed and printed anew."""
    brand = Brand(colors=BrandColors(accent="gold"))
    html = compose(carousel(PLACED, Slide(), brand=brand), CANVAS, catalogue).html
    assert html.count("--brand-accent: #ffd700; --brand-on-accent: #000000") == 2


def test_a_missing_kit_is_an_error(catalogue, tmp_path):
    """It is looked for beside carousel.yaml."""
    with pytest.raises(BrandError, match="does not exist"):
        compose(carousel(PLACED, brand="none.yaml").beside(tmp_path), CANVAS, catalogue)


def test_a_slide_s_choice_beats_the_carousel_s(catalogue):
    """Key by key: what the slide does not name stays the carousel's."""
    made = carousel(
        Slide(theme="paper", typography=Typography(align="end"), pattern=Pattern(opacity=0.5)),
        typography={"pair": "sans", "scale": 1.2},
        pattern="dots",
    )
    document = compose(made, CANVAS, catalogue)
    assert document.slides[0].theme == "paper"
    assert "--type-scale: 1.2" in document.html
    assert 'data-align="end"' in document.html
    assert "--pattern-opacity: 0.5" in document.html


@pytest.mark.parametrize(
    ("made", "where", "near"),
    [
        (carousel(Slide(layout="plian")), "carousel.yaml: slides[0].layout", "plain"),
        (carousel(PLACED, Slide(theme="papre")), "carousel.yaml: slides[1].theme", "paper"),
        (
            carousel(PLACED.model_copy(update={"layout": None}), layout="plian"),
            "carousel.yaml: layout",
            "plain",
        ),
        (carousel(PLACED, theme="inkk"), "carousel.yaml: theme", "ink"),
        (carousel(PLACED, typography="snas"), "carousel.yaml: typography", "sans"),
        (carousel(PLACED, pattern="dosts"), "carousel.yaml: pattern", "dots"),
        (carousel(Slide(post="p1x"), thread=thread()), "carousel.yaml: slides[0].post", "p1"),
        (carousel(Slide(variant={"mrak": "yes"})), "carousel.yaml: slides[0].variant.mrak", "mark"),
    ],
)
def test_a_mistyped_name_is_an_error_with_its_place(catalogue, made, where, near):
    """And with the name that was meant."""
    with pytest.raises(UnknownName) as caught:
        compose(made, CANVAS, catalogue)
    assert caught.value.where == where
    assert f'Did you mean "{near}"?' in str(caught.value)


def test_a_variant_has_the_values_its_layout_lists(catalogue):
    """Another value is an error; alignment is understood by every layout."""
    compose(carousel(Slide(variant={"mark": "no", "align": "end"})), CANVAS, catalogue)
    with pytest.raises(CarouselFileError, match='cannot be "maybe"') as caught:
        compose(carousel(Slide(variant={"mark": "maybe"})), CANVAS, catalogue)
    assert "yes, no" in str(caught.value)


def test_a_pattern_colour_is_parsed(catalogue):
    """It never reaches CSS as it was written."""
    html = compose(carousel(PLACED, pattern=Pattern(color="Red")), CANVAS, catalogue).html
    assert "--pattern-color: #ff0000" in html
    with pytest.raises(CarouselFileError) as caught:
        compose(carousel(PLACED, pattern=Pattern(color="red;}")), CANVAS, catalogue)
    assert caught.value.where == "carousel.yaml: pattern.color"


def test_an_image_that_is_missing_is_named_where_it_was_written(catalogue, tmp_path):
    """On the slide, or in the post it comes from."""
    with pytest.raises(ImageError) as caught:
        compose(carousel(Slide(images=[Image(src="no.png")])).beside(tmp_path), CANVAS, catalogue)
    assert caught.value.where == "carousel.yaml: slides[0].images[0].src"
    made = carousel(Slide(post="p1"), thread=thread(images=[Image(src="https://x.y/a.png")]))
    with pytest.raises(ImageError, match="never fetches") as caught:
        compose(made.beside(tmp_path), CANVAS, catalogue)
    assert caught.value.where == "carousel.yaml: thread.posts[0].images[0].src"


def test_a_layout_s_own_picture_is_taken_along(catalogue, tmp_path):
    """A template names it by its place in the templates folder; one that is not there is an error."""
    layout = tmp_path / "templates/layouts/plain/plain.html"
    layout.write_text('<section><img src="layouts/plain/mark.svg"></section>', "utf-8")
    with pytest.raises(TemplateError, match=r"mark\.svg"):
        compose(carousel(PLACED), CANVAS, catalogue)
    (layout.parent / "mark.svg").write_text("<svg/>", "utf-8")
    assert compose(carousel(PLACED), CANVAS, catalogue).assets["layouts/plain/mark.svg"].body == b"<svg/>"


def test_alt_text_is_the_slide_s_own_words(catalogue, tmp_path):
    """Title, body, items and pictures in reading order, without marks; a written one wins."""
    Pixels.new("RGB", (9, 9)).save(tmp_path / "a.png")
    shown = Slide(title="T", text="a **b**\n\nc", items=["d"], images=[Image(src="a.png", alt="a cat")])
    document = compose(carousel(shown, Slide(alt="mine", text="x")).beside(tmp_path), CANVAS, catalogue)
    assert document.slides[0].alt == "T\na b\nc\nd\na cat"
    assert document.slides[1].alt == "mine"


def test_a_slide_has_a_title_for_bookmarks(catalogue):
    """Its own, else its first words, else its number."""
    made = carousel(Slide(title="T"), Slide(text="word " * 40), Slide(), Slide(text="x" * 90))
    titles = [note.title for note in compose(made, CANVAS, catalogue).slides]
    assert titles[0] == "T"
    assert titles[1].endswith("word…")
    assert len(titles[1]) <= 61
    assert titles[2] == "Slide 3"


def test_the_document_says_who_and_what(catalogue):
    """Title, author and language, for the PDF."""
    document = compose(carousel(PLACED, title="A & B", language="de", thread=thread()), CANVAS, catalogue)
    assert (document.title, document.author, document.language) == ("A & B", "Anna", "de")
    assert '<html lang="de">' in document.html
    assert "<title>A &amp; B</title>" in document.html


HOSTILE = '"><script>alert(1)</script>{{ 7 * 7 }}'


def test_nothing_a_user_writes_becomes_an_element(catalogue):
    """Text stays text in every place of the slide."""
    made = carousel(
        Slide(title=HOSTILE, text=HOSTILE, quote=HOSTILE, items=[HOSTILE], number=HOSTILE),
        Slide(layout="outro"),
        title=HOSTILE,
        language='en"><script>',
        brand=Brand(name=HOSTILE, handle=HOSTILE, site=HOSTILE),
        outro=Outro(headline=HOSTILE, text=HOSTILE, button=HOSTILE, handle=HOSTILE, link="https://x.y"),
        thread=Thread(author=Author(name=HOSTILE, handle=HOSTILE)),
    )
    html = compose(made, CANVAS, catalogue).html
    assert "<script" not in html
    assert "49" not in html


@pytest.mark.parametrize("canvas", CANVASES.values(), ids=lambda canvas: canvas.name)
def test_built_in_layouts_compose_on_every_canvas(canvas):
    """Each layout with a slide that has everything, and with one that has nothing."""
    built_in = Catalogue()
    full = Slide(title="T", text="a\n\n- b", quote="q", items=["a"], number="7", post="p1")
    slides = [
        slide.model_copy(update={"layout": name}).placed(entry=0)
        for name in built_in.layouts
        for slide in (full, Slide(), full.placed(entry=0, part=(1, 2)))
    ]
    made = Carousel(
        title="T", slides=slides, thread=thread(text="x"), outro=Outro(link="https://x.y", qr=True)
    )
    document = compose(made, canvas, built_in)
    assert document.html.count('<section class="slide"') == len(slides)
    assert 'class="slide__body"' in document.html
