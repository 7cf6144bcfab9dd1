"""A photograph is in the PDF once, at the pixels that its places need, and looks as in the picture."""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
import pypdfium2
import pytest
from pages import page
from PIL import Image as Pillow
from PIL import ImageCms, ImageFilter
from pypdfium2 import raw

from carousel_html.compose.document import Asset
from carousel_html.export import render
from carousel_html.frozen import Color, Rect, TextLine
from carousel_html.model import Carousel, Image, Slide
from carousel_html.pdf.printer import Printer
from carousel_html.stage.browser import Chromium
from carousel_html.stage.capture import capture
from carousel_html.stage.context import Context
from carousel_html.stage.freeze import freeze
from carousel_html.stage.layers import Part, layers, uncover
from carousel_html.stage.lines import Line
from carousel_html.stage.packing import pack_clear, pack_photo
from carousel_html.stage.photos import MOST_DENSITY, Photo, PhotoFile, PhotoFiles, uses
from carousel_html.stage.stage import Stage
from carousel_html.stage.tints import is_tint, tinted

SLIDE = Rect(0, 0, 1000, 1000)
WORDS = "A line of words."


def noise(seed: int, width: int = 1600, height: int = 1200) -> Pillow.Image:
    """Return a photograph that no encoder makes small: blurred noise on large soft patches."""
    random = np.random.default_rng(seed)
    patches = random.integers(40, 216, (height // 100, width // 100, 3), dtype=np.uint8)
    large = np.asarray(Pillow.fromarray(patches).resize((width, height), Pillow.Resampling.BICUBIC))
    grain = random.normal(0, 60, large.shape)
    rough = Pillow.fromarray(np.clip(large + grain, 0, 255).astype(np.uint8))
    return rough.filter(ImageFilter.GaussianBlur(2))


def jpeg(picture: Pillow.Image) -> bytes:
    """Return a picture as a camera writes it."""
    out = io.BytesIO()
    picture.save(out, format="JPEG", quality=90)
    return out.getvalue()


@dataclass(frozen=True)
class Placed:
    """An image on a page: its pixels, its bytes, its place in CSS px."""

    page: int
    pixels: tuple[int, int]
    body: bytes
    width: float
    height: float


def images(pdf: bytes) -> Iterator[Placed]:
    """Yield every image on every page of one of our PDFs."""
    for number, each in enumerate(pypdfium2.PdfDocument(pdf), 1):
        for found in each.get_objects(filter=[raw.FPDF_PAGEOBJ_IMAGE], max_depth=5):
            left, bottom, right, top = found.get_bounds()
            scale = 1 if found.container else 4 / 3
            body = bytes(found.get_data(decode_simple=False))
            yield Placed(number, found.get_px_size(), body, (right - left) * scale, (top - bottom) * scale)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two photographs in a folder."""
    folder = tmp_path_factory.mktemp("photos")
    for seed, name in enumerate(("a.jpg", "b.jpg")):
        (folder / name).write_bytes(jpeg(noise(seed)))
    return folder


def shown(layout: str, *names: str, words: str = WORDS) -> Slide:
    """Return a slide with photographs."""
    return Slide(
        layout=layout, title="A title", text=words, images=[Image(src=name, alt="A") for name in names]
    )


def densities(found: Iterable[Placed]) -> list[float]:
    """Return how many pixels each image has for each px of the largest place where it is shown."""
    least: dict[bytes, float] = {}
    for each in found:
        density = max(each.pixels[0] / each.width, each.pixels[1] / each.height)
        least[each.body] = min(density, least.get(each.body, density))
    return list(least.values())


@pytest.mark.browser
@pytest.mark.parametrize("theme", ["midnight", "neon", "risograph"])
def test_a_photograph_is_in_the_pdf_once(theme: str, folder: Path, tmp_path: Path):
    """Six slides, five crops, a scrim, words with a shadow, a tint: of two photographs two images."""
    slides = [
        shown("figure", "a.jpg"), shown("figure", "a.jpg", words=WORDS * 9), shown("figure", "a.jpg"),
        shown("image", "a.jpg"), shown("image", "b.jpg"), shown("gallery", "a.jpg", "b.jpg"),
    ]  # fmt: skip
    carousel = Carousel(canvas=["instagram-portrait"], theme=theme, outro=False, slides=slides)
    (manifest,) = render(carousel.beside(folder), tmp_path)
    found = list(images((tmp_path / "instagram-portrait/carousel.pdf").read_bytes()))
    assert all(slide["fidelity"]["ssim"] >= 0.995 for slide in manifest["slides"])
    large = {each.body for each in found if len(each.body) > 120_000}
    assert len(large) == 2
    assert sorted({each.page for each in found if each.body in large}) == [1, 2, 3, 4, 5, 6]
    rest = {each.body for each in found} - large
    assert sum(map(len, rest)) < 90_000, "the ground of all slides, a scrim, a shadow"
    assert max(densities(found)) <= MOST_DENSITY + 0.01


@pytest.mark.browser
def test_an_image_has_no_more_pixels_than_its_places_need(tmp_path: Path):
    """A large file shown small, and a tall one cut to a strip: twice the px of the largest place, no more."""
    for name, picture in {"large.jpg": noise(1, 2600, 2000), "tall.png": noise(2, 700, 2400)}.items():
        picture.save(tmp_path / name)
    slides = [shown("gallery", "large.jpg", "tall.png"), shown("gallery", *["large.jpg"] * 4)]
    carousel = Carousel(canvas=["instagram-square"], theme="swiss", outro=False, slides=slides)
    render(carousel.beside(tmp_path), tmp_path / "out")
    found = list(images((tmp_path / "out/instagram-square/carousel.pdf").read_bytes()))
    kept = {each.body: each.pixels for each in found if each.pixels != (1, 1)}
    assert len(kept) == 2
    assert max(densities(found)) <= MOST_DENSITY + 0.01
    assert min(high for _, high in kept.values()) < 400, "what is cut off everywhere is left out"


GRAIN = "<img src='a.jpg' alt=''><i style='mix-blend-mode: multiply'></i>"
GROUND = "<i style='background: url(a.jpg)'></i>"


@pytest.mark.browser
@pytest.mark.parametrize("below", [GRAIN, GROUND])
def test_what_cannot_be_taken_apart_is_one_picture(below: str, stage: Stage, printer: Printer):
    """Grain that blends with a photograph, or one that is a ground, under shadows: no pixel twice."""
    css = """img, i { position: absolute; left: -60px; top: -60px; width: 900px; height: 900px }
        i { background: repeating-linear-gradient(#fff 0 9px, #eee 9px 18px) }
        p { position: relative; text-shadow: 0 0 9px #000 }"""
    made = page([f"{below}<p>One</p><p style='margin-top: 400px'>Two</p>"], css)
    stage.show(replace(made, assets={**made.assets, "a.jpg": Asset("image/jpeg", jpeg(noise(1)))}))
    found = list(images(printer.print_pdf(freeze(stage)).result()))
    assert [each.pixels for each in found if each.pixels != (1, 1)] == [(900, 900)]


@pytest.mark.browser
def test_a_larger_picture_takes_nothing_from_the_pdf(chromium: Chromium):
    """Its pictures are the same at twice the scale: the slide is laid out in the same px."""
    made = page(["<p style='width: 300px; height: 300px; background: linear-gradient(#fff, #c00)'></p>"])
    frozen = []
    for scale in (1, 2):
        stage = Stage(chromium, scale=scale)
        stage.show(made)
        frozen.append(freeze(stage).images)
        stage.close()
    assert frozen[0] == frozen[1]


@pytest.mark.browser
@pytest.mark.parametrize(
    "tint",
    [
        "grayscale(1) contrast(1.25) sepia(1) hue-rotate(178deg) saturate(3.2) brightness(1.02)",
        "grayscale(0.4) sepia(0.3) invert(0.8)", "hue-rotate(-65deg) saturate(0.5) contrast(0.7)",
    ],
)  # fmt: skip
def test_a_tint_is_the_browsers_filter(tint: str, stage: Stage):
    """Every function in every strength gives the colours that Chromium gives, rounding aside."""
    picture = noise(3, 400, 300)
    out = io.BytesIO()
    picture.save(out, format="PNG")
    made = page(["<img src='a.png' alt=''>"], f"img {{ filter: {tint}; display: block }}")
    stage.show(replace(made, assets={**made.assets, "a.png": Asset("image/png", out.getvalue())}))
    shot = Pillow.open(io.BytesIO(capture(stage, 0))).convert("RGB").crop((60, 60, 460, 360))
    difference = np.abs(np.asarray(shot, dtype=int) - np.asarray(tinted(picture, tint), dtype=int))
    assert is_tint(tint)
    assert difference.mean() < 0.5
    assert difference.max() <= 8


@pytest.mark.parametrize(
    "filters", ["blur(2px)", "opacity(0.5)", "drop-shadow(rgb(0, 0, 0) 1px 1px 2px)", 'url("#own")']
)
def test_other_filters_are_no_tint(filters: str):
    """What looks at neighbours, or lets the ground through, is Chromium's."""
    assert not is_tint(f"sepia(1) {filters}")


def test_transparency_is_packed_apart():
    """A soft shadow of one colour: hardly any colours, and a transparency that comes back as it was."""
    alpha = Pillow.radial_gradient("L").point(lambda value: 255 - value)
    picture = Pillow.new("RGBA", alpha.size, (20, 40, 90, 0))
    picture.putalpha(alpha)
    packed = pack_clear(picture)
    assert packed.alpha is not None
    assert Pillow.open(io.BytesIO(packed.body)).convert("RGB").getcolors() == [(256 * 256, (20, 40, 90))]
    back = np.asarray(Pillow.open(io.BytesIO(packed.alpha.body)).convert("L"), dtype=int)
    assert np.abs(back - np.asarray(alpha, dtype=int)).mean() < 1


def test_a_jpeg_that_is_shown_whole_stays_as_it_is():
    """Its own bytes, where no other encoding is smaller; a part of it, or fewer pixels, are encoded anew."""
    body = jpeg(noise(1))
    assert pack_photo(body, Rect(0, 0, 1600, 1200), (1600, 1200), "", 1).body == body
    part = pack_photo(body, Rect(0.5, 0, 800, 1200), (400, 600), "", 1)
    assert Pillow.open(io.BytesIO(part.body)).size == (400, 600)


@pytest.mark.browser
def test_what_lies_under_a_photograph_weighs_nothing(stage: Stage):
    """A dashed border on fine stripes: the ring is kept, the stripes in its middle are not."""
    css = """.slide { background: repeating-linear-gradient(45deg, #000 0 3px, #fff 3px 7px) }
        img { width: 600px; height: 600px; border: 9px dashed #c00; box-sizing: border-box }"""
    made = page(["<img src='a.jpg' alt=''>"], css)
    stage.show(replace(made, assets={**made.assets, "a.jpg": Asset("image/jpeg", jpeg(noise(1)))}))
    frozen = freeze(stage)
    (ring,) = (part for part in frozen.slides[0].painting if part.rect == Rect(60, 60, 600, 600))
    body = frozen.images[ring.image].body  # type: ignore[union-attr]
    drawn = np.asarray(Pillow.open(io.BytesIO(body)).convert("RGB").resize((600, 600)), dtype=int)
    assert np.ptp(drawn[:9]) > 200
    assert np.ptp(drawn[150:450, 150:450]) < 30


# --- layers ----------------------------------------------------------------------------------


def photo(node: int, rect: Rect, **changes: object) -> Photo:
    """Return a photograph that is drawn whole on a box."""
    file = PhotoFile("a.jpg", b"", (1000, 1000), "JPEG", True)
    return replace(Photo(node, file, "", rect, rect, ()), **changes)


def divided(*parts: Part, **styles: dict[str, object]) -> list[list[int]] | None:
    """Return the nodes of each layer; `styles` are those of nodes n0, n1, …"""
    count = 1 + max(part.node for part in parts)
    nodes = [{"parent": -1, "tag": "div", "style": styles.get(f"n{n}", {})} for n in range(count)]
    found = layers(nodes, [Context()] * count, parts)
    return found and [layer.nodes for layer in found]


TOP, BELOW = Rect(0, 0, 1000, 400), Rect(0, 600, 1000, 400)


def test_only_what_touches_a_photograph_lies_over_it():
    """A scrim on it is a layer above; a box beside it stays below; what touches the scrim is above, too."""
    parts = [Part(0, SLIDE), Part(1, TOP, photo=photo(1, TOP)), Part(2, TOP), Part(3, BELOW)]
    assert divided(*parts) == [[0, 3], [2]]
    assert divided(*parts, Part(4, Rect(0, 300, 500, 200))) == [[0, 3], [2, 4]]
    assert divided(*parts[:2], Part(2, BELOW)) == [[0, 2]]


def test_what_blends_keeps_the_photograph_below_it():
    """A blend mode or a backdrop filter needs what is below; beside the photograph it does not matter."""
    parts = [Part(0, SLIDE), Part(1, TOP, photo=photo(1, TOP))]
    for style in ({"mixBlendMode": "multiply"}, {"backdropFilter": "blur(9px)"}):
        assert divided(*parts, Part(2, TOP), n2=style) is None
        assert divided(*parts, Part(2, BELOW), n2=style) == [[0, 2]]


def test_an_element_is_in_one_layer_with_its_words():
    """A box behind a photograph, and words of the same element before it, cannot be shown apart."""
    parts = [Part(0, TOP), Part(1, TOP, photo=photo(1, TOP))]
    line = Line(0, 0, 0, 1, TOP, 20, TextLine("a", 0, 0, 0, 20, Color(0, 0, 0), None), None, "ellipsis")
    assert divided(*parts, Part(0, TOP, line)) is None
    assert divided(parts[1], Part(0, TOP, line)) == [[], [0]]


def test_what_lies_under_a_photograph_whole_is_left_out():
    """Unless it shows through round corners or through the file itself."""
    for changes, left in (({}, []), ({"clips": ((TOP, ((9, 9),) * 4),)}, [0])):
        found = layers(
            [{"parent": -1, "tag": "div", "style": {}}] * 2,
            [Context()] * 2,
            [Part(0, TOP), Part(1, TOP, photo=photo(1, TOP, **changes))],
        )
        assert found is not None
        uncover(found, SLIDE)
        assert found[0].nodes == left


def test_a_use_holds_all_places():
    """Of the same size: what is seen anywhere, on whole px; of others: all of it, as large as the largest."""
    drawn = Rect(-100, 50, 400, 400)
    left = photo(0, drawn, shown=Rect(0, 50, 50, 400))
    right = photo(1, drawn, shown=Rect(100, 50, 40, 400))
    (use,) = uses([left, right]).values()
    assert use.seen == Rect(98, 0, 144, 400)
    assert use.part == Rect(245, 0, 360, 1000)
    assert use.pixels == (288, 800)
    assert use.place(right) == Rect(-2, 50, 144, 400)
    (use,) = uses([left, right, photo(2, Rect(0, 0, 800, 800))]).values()
    assert use.part == Rect(0, 0, 1000, 1000)
    assert use.pixels == (1000, 1000)
    assert use.place(left) == drawn


def test_files_that_say_more_than_their_pixels_are_left_to_the_browser():
    """A turned JPEG, a colour profile, an animation, no image at all: each is drawn by Chromium."""
    turned, animated = io.BytesIO(), io.BytesIO()
    exif = Pillow.Exif()
    exif[274] = 6
    small = noise(1, 200, 100)
    small.save(turned, format="JPEG", exif=exif)
    small.save(animated, format="PNG", save_all=True, append_images=[small.rotate(9)])
    profiled = io.BytesIO()
    small.save(
        profiled, format="PNG", icc_profile=ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    )
    bodies = {
        "a": jpeg(small),
        "b": turned.getvalue(),
        "c": animated.getvalue(),
        "d": profiled.getvalue(),
        "e": b"?",
    }
    files = PhotoFiles({name: Asset("image/png", body) for name, body in bodies.items()})
    assert [name for name in bodies if files.find(name)] == ["a"]
