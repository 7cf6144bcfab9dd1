"""A thread of fourteen posts with pictures, rendered for every platform; each file is read back."""

from __future__ import annotations

import hashlib
import json
import re
from pathlib import Path

import numpy as np
import pypdfium2
import pytest
from PIL import Image

from carousel_html.canvases import CANVASES
from carousel_html.export import Options, render
from carousel_html.export.lengths import length_of
from carousel_html.model import Author, Carousel, Post, Thread
from carousel_html.model import Image as Picture
from carousel_html.platforms import PLATFORMS

pytestmark = pytest.mark.browser

USUAL = [name for name, platform in PLATFORMS.items() if platform.in_all]
ADDRESS = "https://example.com/@ada/1"
GRAINY = 3
"""The post whose picture no lossless type makes small."""


def pictures(folder: Path) -> None:
    """Write a grainy photograph, a drawing, and a picture that is too small."""
    pixels = np.random.default_rng(1).integers(100, 124, (1350, 1080, 3), dtype=np.uint8)
    Image.fromarray(pixels).save(folder / "grain.png", compress_level=1)
    Image.radial_gradient("L").resize((1600, 1200)).convert("RGB").save(folder / "drawing.png")
    Image.linear_gradient("L").convert("RGB").resize((200, 150)).save(folder / "small.png")


@pytest.fixture(scope="module")
def carousel(tmp_path_factory: pytest.TempPathFactory) -> Carousel:
    """The thread: fourteen posts, some with pictures, one of which has no alt text."""
    folder = tmp_path_factory.mktemp("thread")
    pictures(folder)
    posts = [
        Post(
            id=f"p{n}",
            text=f"Post number {n} tells what happened on day {n}, in a sentence or two. It rained.",
        )
        for n in range(1, 15)
    ]
    posts[0] = Post(id="p1", text="Fourteen days of rain", url=ADDRESS)
    posts[GRAINY].images = [Picture(src="grain.png", alt="A screen without a signal")]
    posts[6].images = [Picture(src="drawing.png", alt="A drop, seen from above")]
    posts[9].images = [Picture(src="small.png")]
    thread = Thread(author=Author(name="Ada Lindqvist", handle="ada"), posts=posts)
    made = Carousel(title="Fourteen days of rain", thread=thread, slides=[{"layout": "cover", "post": "p1"}])
    made.slides += [
        type(made.slides[0])(layout="image" if n == GRAINY else None, post=post.id)
        for n, post in enumerate(posts)
        if n
    ]
    return made.beside(folder)


@pytest.fixture(scope="module")
def out(carousel: Carousel, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of one run for all."""
    folder = tmp_path_factory.mktemp("out")
    render(carousel, folder, Options(platforms=("all",)))
    return folder


def read_manifest(out: Path, name: str) -> dict:
    return json.loads((out / name / "manifest.json").read_text("utf-8"))


def limit(name: str, key: str, default: float) -> float:
    value = PLATFORMS[name].value(key)
    return default if value is None else value


def test_every_platform_has_its_folder_and_nothing_else_is_there(out: Path):
    """All stands for the nine."""
    assert {path.name for path in out.iterdir()} == set(USUAL)
    assert len(USUAL) == 9


@pytest.mark.parametrize("name", USUAL)
def test_the_manifest_names_every_file_and_tells_the_truth(out: Path, name: str):
    """Files, bytes and hashes are those on the disk; no file is there that the manifest does not name."""
    manifest = read_manifest(out, name)
    there = {str(path.relative_to(out / name)) for path in (out / name).rglob("*") if path.is_file()}
    named = {slide["file"] for slide in manifest["slides"]} | {*manifest["texts"], "manifest.json"}
    assert there == named
    for slide in manifest["slides"]:
        body = (out / name / slide["file"]).read_bytes()
        assert (len(body), hashlib.sha256(body).hexdigest()) == (slide["bytes"], slide["sha256"])
    assert [slide["number"] for slide in manifest["slides"]] == list(range(1, 16))
    assert (manifest["platform"], manifest["canvas"]) == (name, PLATFORMS[name].canvases[0])
    limits = {key: (fact["value"], fact["mark"]) for key, fact in manifest["limits"].items()}
    assert limits == {key: (fact.value, fact.mark) for key, fact in PLATFORMS[name].limits.items()}


@pytest.mark.parametrize("name", USUAL)
def test_every_file_is_one_the_platform_takes(out: Path, name: str):
    """Type, pixels and bytes, read from the file and held against the table's own numbers."""
    platform = PLATFORMS[name]
    canvas = CANVASES[platform.canvases[0]]
    types = platform.value("file_types") or ["png", "jpeg"]
    for path in (out / name).rglob("*.*"):
        if path.name in ("manifest.json", "captions.md", "alt.txt"):
            continue
        assert path.stat().st_size <= limit(name, "max_bytes", 10**9)
        if path.suffix == ".pdf":
            assert "pdf" in types
            assert len(pypdfium2.PdfDocument(path)) <= limit(name, "max_slides", 10**9)
            continue
        with Image.open(path) as picture:
            picture.load()
            assert picture.format.lower() in types
            assert {".png": "PNG", ".jpg": "JPEG"}[path.suffix] == picture.format
            assert picture.size == (canvas.width, canvas.height)
            assert picture.width <= limit(name, "max_width", 10**9)
            assert picture.width * picture.height <= limit(name, "max_pixels", 10**9)
            assert "exif" not in picture.info


@pytest.mark.parametrize("name", USUAL)
def test_every_post_has_as_many_slides_as_the_platform_takes(out: Path, name: str):
    """All slides, in order, each once; no post too long or too short."""
    manifest = read_manifest(out, name)
    parts = manifest["parts"]
    assert [slide for part in parts for slide in part["slides"]] == list(range(1, 16))
    for part in parts:
        assert limit(name, "min_slides", 1) <= len(part["slides"]) <= limit(name, "max_slides", 10**9)
        files = [slide["file"] for slide in manifest["slides"] if slide["number"] in part["slides"]]
        assert {file.rpartition("/")[0] for file in files} == {part["folder"]}
    assert len(parts) == -(-15 // min(15, int(limit(name, "max_slides", 15))))


@pytest.mark.parametrize("name", USUAL)
def test_alt_text_is_the_slides_own_words_within_the_limit(out: Path, name: str):
    """In the manifest and in alt.txt, beside the file it belongs to."""
    manifest = read_manifest(out, name)
    page = (out / name / "alt.txt").read_text("utf-8")
    for slide in manifest["slides"]:
        assert slide["alt"]
        assert f"{slide['number']}. {slide['file']}\n{slide['alt']}\n" in page
        if PLATFORMS[name].takes_alt:
            assert length_of(slide["alt"]) <= limit(name, "max_alt", 1000)
    assert "Post number 5 tells what happened on day 5" in manifest["slides"][4]["alt"]
    assert "A drop, seen from above" in page


@pytest.mark.parametrize("name", USUAL)
def test_the_caption_names_title_author_and_address(out: Path, name: str):
    """One for each post, within the platform's limit."""
    page = (out / name / "captions.md").read_text("utf-8")
    captions = re.findall(r"### Caption\n\n(.*?)\n\n### Files", page, re.DOTALL)
    parts = read_manifest(out, name)["parts"]
    assert len(captions) == len(parts)
    fact = PLATFORMS[name].limits.get("max_text")
    for number, text in enumerate(captions, 1):
        counter = f" ({number}/{len(parts)})" if len(parts) > 1 else ""
        assert text == f"Fourteen days of rain{counter}\n\nAda Lindqvist (@ada)\n{ADDRESS}"
        assert fact is None or length_of(text, fact.counted) <= fact.value


def test_a_picture_too_heavy_for_bluesky_becomes_a_jpeg_there_alone(out: Path):
    """The others keep every pixel of it: the limit of one is not the limit of all."""
    of = {name: read_manifest(out, name)["slides"][GRAINY] for name in USUAL}
    assert of["mastodon"]["type"] == "png"
    assert of["mastodon"]["bytes"] > 2_000_000 >= of["bluesky"]["bytes"]
    assert (of["bluesky"]["type"], of["bluesky"]["file"][-4:]) == ("jpeg", ".jpg")
    assert read_manifest(out, "bluesky")["slides"][0]["type"] == "png"


def test_only_linkedin_has_the_pdf_and_it_was_compared(out: Path):
    """The PDF is the upload there: every slide is a page of it, and looks like its picture."""
    assert [name for name in USUAL if read_manifest(out, name)["pdf"]] == ["linkedin"]
    manifest = read_manifest(out, "linkedin")
    assert manifest["pdf"]["pages"] == 15
    assert [(slide["file"], slide["page"]) for slide in manifest["slides"]] == [
        ("carousel.pdf", page) for page in range(1, 16)
    ]
    assert min(slide["fidelity"]["ssim"] for slide in manifest["slides"]) >= 0.985


@pytest.mark.parametrize("name", USUAL)
def test_findings_name_slide_measure_limit_and_remedy(out: Path, name: str):
    """The small picture and the missing alt text are found; nothing that a platform would refuse is left."""
    findings = read_manifest(out, name)["findings"]
    assert [each for each in findings if each["level"] == "error"] == []
    found = {each["kind"]: each for each in findings if each["slide"] == 10}
    assert found["missing-alt"]["text"] == "small.png"
    assert found["upscaled"]["measure"] > found["upscaled"]["limit"] > 1
    assert found["upscaled"]["text"] == "200 × 150"
    assert all(each["remedy"] and each["message"] and each["unit"] for each in findings)
