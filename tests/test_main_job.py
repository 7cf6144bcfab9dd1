"""The main job, as a writer does it: a thread in, pictures and a PDF out, read back from the files."""

from __future__ import annotations

import ctypes
import html
import json
import re
import unicodedata
from collections import Counter
from pathlib import Path

import pypdfium2
import pypdfium2.raw as pdfium
import pytest
from PIL import Image

from carousel_html import load_thread
from carousel_html.arranging import complete
from carousel_html.canvases import CANVASES
from carousel_html.choices import begin, choose
from carousel_html.export import Options, render
from carousel_html.model import Thread

pytestmark = pytest.mark.browser

EXAMPLE = Path(__file__).parent.parent / "examples" / "charts-tables-maps.txt"
CANVAS_NAMES = ("instagram-portrait", "story")


@pytest.fixture(scope="module")
def out(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The example thread, rendered on two canvases."""
    folder = tmp_path_factory.mktemp("out")
    render(choose(begin(load_thread(EXAMPLE)), {"canvas": list(CANVAS_NAMES)}), folder)
    return folder


def read_manifest(out: Path, canvas: str) -> dict:
    return json.loads((out / canvas / "manifest.json").read_text("utf-8"))


def words(text: str) -> list[str]:
    """The words of a text without marks that may be drawn or left to the eye."""
    return re.findall(r"[^\W_]+", unicodedata.normalize("NFKC", text).casefold())


def letters(text: str) -> str:
    """The letters and digits of a text, in order: free of where lines and words were parted."""
    return "".join(words(text))


def pdf_text(path: Path) -> str:
    document = pypdfium2.PdfDocument(path)
    return "\n".join(page.get_textpage().get_text_range() for page in document)


def pdf_links(path: Path) -> list[str]:
    document = pypdfium2.PdfDocument(path)
    found = []
    for page in document:
        position, link = ctypes.c_int(0), pdfium.FPDF_LINK()
        while pdfium.FPDFLink_Enumerate(page.raw, position, link):
            action = pdfium.FPDFLink_GetAction(link)
            size = pdfium.FPDFAction_GetURIPath(document.raw, action, None, 0)
            buffer = ctypes.create_string_buffer(size)
            pdfium.FPDFAction_GetURIPath(document.raw, action, buffer, size)
            found.append(buffer.value.decode())
    return found


@pytest.mark.parametrize("canvas", CANVAS_NAMES)
def test_every_picture_has_exactly_the_pixels_of_the_canvas(out: Path, canvas: str):
    """A platform takes the pictures as they are."""
    manifest = read_manifest(out, canvas)
    assert len(manifest["slides"]) >= 10
    for slide in manifest["slides"]:
        with Image.open(out / canvas / slide["file"]) as picture:
            assert picture.size == (CANVASES[canvas].width, CANVASES[canvas].height)
            assert picture.format == "PNG"


@pytest.mark.parametrize("canvas", CANVAS_NAMES)
def test_pdf_has_one_page_a_slide_at_the_size_of_the_canvas(out: Path, canvas: str):
    """1 px of the canvas is 0.75 pt of the page."""
    manifest = read_manifest(out, canvas)
    document = pypdfium2.PdfDocument(out / canvas / "carousel.pdf")
    assert len(document) == len(manifest["slides"]) == manifest["pdf"]["pages"]
    for page in document:
        assert page.get_size() == (CANVASES[canvas].width * 0.75, CANVASES[canvas].height * 0.75)


@pytest.mark.parametrize("canvas", CANVAS_NAMES)
def test_every_word_of_the_thread_is_in_the_pdf_or_accounted_for(out: Path, canvas: str):
    """What is not on a slide is named in `left_out` or `cleaned`."""
    manifest = read_manifest(out, canvas)
    thread = load_thread(EXAMPLE)
    assert isinstance(thread, Thread)
    wanted = Counter(letters(" ".join(re.sub(r"\[([^\]]*)\]\([^)]*\)", r"\1", p.text) for p in thread.posts)))
    shown = Counter(letters(pdf_text(out / canvas / "carousel.pdf")))
    named = Counter(letters(" ".join(x["text"] for x in [*manifest["left_out"], *manifest["cleaned"]])))
    assert not wanted - shown - named


@pytest.mark.parametrize("canvas", CANVAS_NAMES)
def test_words_of_each_post_stand_in_reading_order(out: Path, canvas: str):
    """A page read aloud follows the post."""
    document = pypdfium2.PdfDocument(out / canvas / "carousel.pdf")
    carousel = complete(begin(load_thread(EXAMPLE)))
    text = letters(" ".join(page.get_textpage().get_text_range() for page in document))
    place = 0
    for slide in carousel.slides:
        body = re.sub(r"\[([^\]]*)\]\([^)]*\)", r"\1", slide.text or "")
        post = carousel.post(slide.post) if slide.post and not slide.text else None
        wanted = letters(re.sub(r"\[([^\]]*)\]\([^)]*\)", r"\1", post.text) if post else body)
        found = text.find(wanted, place)
        assert found >= 0, wanted
        place = found


@pytest.mark.parametrize("canvas", CANVAS_NAMES)
def test_links_of_the_thread_are_links_of_the_pdf_and_whole(out: Path, canvas: str):
    """A label may be short, the address never."""
    wanted = set(re.findall(r'href="(https://[^"]+)"', html.unescape(EXAMPLE.read_text("utf-8"))))
    assert len(wanted) >= 3
    assert wanted <= set(pdf_links(out / canvas / "carousel.pdf"))


@pytest.mark.parametrize("canvas", CANVAS_NAMES)
def test_nothing_is_clipped_small_or_outside_the_safe_area(out: Path, canvas: str):
    """The page was looked over before it was taken, and nothing was found."""
    assert read_manifest(out, canvas)["findings"] == []


@pytest.mark.parametrize("canvas", CANVAS_NAMES)
def test_every_page_looks_like_its_picture(out: Path, canvas: str):
    """The manifest says how faithful each page is, and all are within the goals."""
    for slide in read_manifest(out, canvas)["slides"]:
        assert slide["fidelity"]["ssim"] >= 0.985
        assert slide["fidelity"]["mean_abs"] <= 1.5
        assert slide["fidelity"]["max_line_offset_px"] <= 0.5
        assert slide["fidelity"]["vector_text"] >= 0.95


def test_same_input_twice_gives_the_same_bytes(out: Path, tmp_path: Path):
    """Pictures, PDF and manifest of two runs are equal, byte by byte."""
    render(choose(begin(load_thread(EXAMPLE)), {"canvas": list(CANVAS_NAMES)}), tmp_path)
    first = {path.relative_to(out): path.read_bytes() for path in out.rglob("*.*")}
    second = {path.relative_to(tmp_path): path.read_bytes() for path in tmp_path.rglob("*.*")}
    assert first.keys() == second.keys()
    assert [name for name in first if first[name] != second[name]] == []


def test_pictures_are_the_same_without_a_pdf(out: Path, tmp_path: Path):
    """What is photographed for the PDF, at twice the density, leaves no trace in a picture."""
    render(choose(begin(load_thread(EXAMPLE)), {"canvas": list(CANVAS_NAMES)}), tmp_path, Options(pdf=False))
    pictures = {path.relative_to(tmp_path): path.read_bytes() for path in tmp_path.rglob("*.png")}
    assert pictures
    assert [name for name, body in pictures.items() if (out / name).read_bytes() != body] == []


def test_second_run_takes_away_its_own_stale_files_and_no_others(tmp_path: Path):
    """A shorter carousel into the same folder leaves no slide of the longer one, and keeps notes.txt."""
    long = choose(begin(load_thread(EXAMPLE)), {"canvas": "instagram-square", "theme": "mono"})
    render(long, tmp_path, Options(pdf=False))
    folder = tmp_path / "instagram-square"
    (folder / "notes.txt").write_text("mine")
    (folder / "slide-99.png").write_bytes(b"mine too")
    short = complete(long)
    render(
        short.model_copy(update={"slides": short.slides[:2], "outro": False}), tmp_path, Options(pdf=False)
    )
    assert sorted(path.name for path in folder.iterdir()) == [
        "manifest.json", "notes.txt", "slide-01.png", "slide-02.png", "slide-99.png",
    ]  # fmt: skip


def test_chosen_slides_are_rendered_alone(tmp_path: Path):
    """`--slides 2-3` writes those two, under their own numbers, and a PDF of two pages."""
    carousel = choose(begin(load_thread(EXAMPLE)), {"canvas": "instagram-square"})
    (manifest,) = render(carousel, tmp_path, Options(slides=frozenset({2, 3})))
    assert [slide["file"] for slide in manifest["slides"]] == ["slide-02.png", "slide-03.png"]
    assert manifest["pdf"]["pages"] == 2


@pytest.mark.parametrize(("image", "suffix", "kind"), [("jpeg", "jpg", "JPEG"), ("webp", "webp", "WEBP")])
def test_pictures_can_be_of_other_types_and_twice_as_dense(
    tmp_path: Path, image: str, suffix: str, kind: str
):
    """`--image jpeg --scale 2` gives JPEG files of twice the canvas's pixels."""
    carousel = choose(begin(load_thread(EXAMPLE)), {"canvas": "instagram-square"})
    render(carousel, tmp_path, Options(image=image, scale=2, pdf=False, slides=frozenset({1})))
    with Image.open(tmp_path / "instagram-square" / f"slide-01.{suffix}") as picture:
        assert picture.size == (2160, 2160)
        assert picture.format == kind


def test_long_post_is_split_and_no_word_is_lost(tmp_path: Path):
    """A post of 2,400 characters becomes several slides, in order, with every word."""
    text = " ".join(
        f"Sentence number {n} says a few things about the weather of day {n}." for n in range(1, 41)
    )
    thread = tmp_path / "thread.md"
    thread.write_text(f"# Weather\n\n---\n\n{text}\n")
    (manifest,) = render(choose(begin(load_thread(thread)), {"canvas": "instagram-square"}), tmp_path / "out")
    parts = [slide["fit"]["split"] for slide in manifest["slides"] if slide["fit"]["split"]]
    assert len(parts) >= 2
    assert [part[0] for part in parts] == list(range(1, len(parts) + 1))
    shown = Counter(letters(pdf_text(tmp_path / "out" / "instagram-square" / "carousel.pdf")))
    assert not Counter(letters(text)) - shown
    assert manifest["findings"] == []


def test_canvases_that_look_alike_share_their_pictures(tmp_path: Path):
    """Two canvases of the same pixels are captured once: the files are equal."""
    names = ["instagram-portrait", "linkedin-portrait"]
    carousel = choose(begin(load_thread(EXAMPLE)), {"canvas": names})
    first, second = render(carousel, tmp_path, Options(pdf=False, slides=frozenset({1, 2})))
    assert [s["sha256"] for s in first["slides"]] == [s["sha256"] for s in second["slides"]]
