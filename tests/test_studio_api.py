"""
Hold what the studio answers over HTTP: its description, its state, two pages, uploads, imports, brand kits.

A real server without a browser: nothing here needs a picture.
"""

from __future__ import annotations

import io
import json
import re
import zipfile
from collections.abc import Iterator
from html.parser import HTMLParser

import pytest
from PIL import Image
from studio_server import NO_BROWSER, Page, studio_page, wait_for

from carousel_html import carousel_file
from carousel_html.catalogue import data_root
from carousel_html.studio import guard
from carousel_html.studio.actions import ACTIONS
from carousel_html.studio.routes import EVENTS, ROWS

pytestmark = pytest.mark.slow

HOSTILE = """A <b>thread</b> <script>alert(1)</script> (thread) <img src=x onerror=alert(1)>

---

Click <a href="javascript:alert(1)">here</a> or <a href="https://good.example/">there</a>
<svg onload=alert(1)>

---

![x](https://evil.example/pixel.png) <iframe src="https://evil.example/"></iframe>
<style>@import "//evil.example"</style>
"""


class Tags(HTMLParser):
    """Every tag of a text with its attributes, as a browser would read them."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        """Note a tag."""
        self.found.append((tag, dict(attrs)))


@pytest.fixture
def page(tmp_path) -> Iterator[Page]:
    """A studio of a small thread."""
    with studio_page(tmp_path, browser=NO_BROWSER) as opened:
        yield opened


@pytest.fixture(scope="module")
def quiet(tmp_path_factory) -> Iterator[Page]:
    """One studio for the tests that change nothing."""
    with studio_page(tmp_path_factory.mktemp("quiet"), browser=NO_BROWSER) as opened:
        yield opened


def png(size: tuple[int, int] = (40, 30), **options: object) -> bytes:
    """A small picture."""
    out = io.BytesIO()
    Image.new("RGB", size, "teal").save(out, "PNG", **options)
    return out.getvalue()


# --- the description -------------------------------------------------------------------------


def test_the_description_is_of_what_there_is(quiet):
    """Every route stands in the OpenAPI file, every action with its arguments, and nothing else."""
    said = quiet.get("/api/openapi.json").json()
    there = {(re.sub(r":\w+", "", row.path), row.method.lower()) for row in ROWS} | {(EVENTS, "get")}
    assert {(path, method) for path, methods in said["paths"].items() for method in methods} == there
    assert set(said["x-actions"]) == {*ACTIONS, "undo", "redo"}
    assert said["x-actions"]["move_slide"]["required"] == ["slide", "to"]
    app = {(route.path, method) for route in quiet.studio_routes() for method in route.methods - {"HEAD"}}
    assert app == {(row.path, row.method) for row in ROWS} | {(EVENTS, "GET")}


def test_the_description_names_every_parameter(quiet):
    """A part of a path, and what a query may hold, is described."""
    said = quiet.get("/api/openapi.json").json()
    for path, methods in said["paths"].items():
        for method in methods.values():
            named = {each["name"] for each in method["parameters"] if each["in"] == "path"}
            assert named == set(re.findall(r"\{(\w+)\}", path))
            assert {"200", "403"} <= {*method["responses"], "403"}


@pytest.mark.parametrize("path", [row.path for row in ROWS if row.method == "GET" and "{" not in row.path])
def test_each_plain_route_answers_as_described(quiet, path):
    """What takes no name answers, with the media type its row says."""
    answer = quiet.get(path)
    assert answer.status_code == 200
    row = next(row for row in ROWS if row.path == path and row.method == "GET")
    assert answer.headers["content-type"].startswith(row.gives)
    assert answer.headers["x-content-type-options"] == "nosniff"


def test_a_wrong_address_or_method_is_told(quiet):
    """An error has one form everywhere."""
    for answer in (quiet.get("/api/nothing"), quiet.post("/api/state", {}), quiet.get("/etc/passwd")):
        assert answer.status_code in (404, 405)
        assert answer.json()["error"]["hint"]


# --- state and pages -------------------------------------------------------------------------


def test_the_state_says_what_is_shown(quiet):
    """Slides with their words wherever they come from, posts as cards, which post is where."""
    state = quiet.state()
    assert state["title"] == "Three lessons from a year on call"
    assert [slide["is_outro"] for slide in state["slides"]].count(True) == 1
    alerts = next(slide for slide in state["slides"] if slide["title"] == "Alerts")
    assert alerts["text"].startswith("Every alert")
    card = next(post for post in state["posts"] if post["id"] == alerts["post"])
    assert card["on_slides"] == [alerts["id"]]
    assert state["coverage"][card["id"]] == [alerts["id"]]
    assert (state["saved"], state["undo"], state["conflict"]) == (True, None, None)


def test_the_cards_are_not_sent_again(page):
    """A page that holds the cards of this thread gets them once; another thread has other cards."""
    version = page.state()["posts_version"]
    assert page.act("set", key="theme", value="paper", have=version)["posts"] is None
    other = page.post("/api/import", {"text": "Another thread entirely.\n\n---\n\nWith two posts."}).json()
    assert other["posts_version"] != version
    assert len(other["posts"]) == 2


def test_an_answer_brings_the_new_look_along(page):
    """Who says what is looked at gets its preview and the slide's new document with the answer."""
    slide = page.state()["slides"][1]["id"]
    looked_at = {"canvas": "instagram-portrait", "slide": slide}
    after = page.act("set", key="theme", value="paper", looked_at=looked_at)
    shown = after["shown"]
    assert shown["preview"] == page.get("/api/preview/instagram-portrait").json()
    assert shown["preview"]["revision"] == after["revision"]
    assert shown["document"]["hash"] == shown["preview"]["slides"][1]["hash"]
    alone = page.get(f"/api/preview/instagram-portrait/document?slide={slide}").text
    assert shown["document"]["html"] == alone
    assert 'data-theme="paper"' in alone

    gone = page.act("delete_slide", slide=slide, looked_at=looked_at)
    assert gone["shown"]["document"] is None


def test_a_problem_is_told_of_what_is_chosen_now(page):
    """A mistake that was mended is told no more, though nobody has asked for the slides since."""
    broken = page.studio.project.now.carousel.model_copy(update={"theme": "nosuch"})
    page.studio.project.take("a mistake", broken)
    assert "nosuch" in page.get("/api/preview/instagram-portrait").json()["problem"]["what"]
    assert "nosuch" in page.studio.problem.what
    page.act("undo")
    assert page.studio.previews.problem is None


@pytest.mark.parametrize(
    "wrong", [[], {}, {"canvas": 1}, {"canvas": "../x", "slide": "s"}, {"canvas": "instagram-portrait"}]
)
def test_what_is_looked_at_must_be_named(quiet, wrong):
    """An action that says it looks at what is no canvas is refused before anything is done."""
    revision = quiet.state()["revision"]
    body = {"revision": revision, "name": "set", "key": "theme", "value": "paper", "looked_at": wrong}
    assert quiet.post("/api/actions", body).status_code == 422
    assert quiet.state()["revision"] == revision


def test_two_pages_see_each_other(page):
    """The slower one is refused, told how it is now, and can do it again."""
    seen = page.state()["revision"]
    page.act("set", key="theme", value="paper")
    late = page.post("/api/actions", {"revision": seen, "name": "set", "key": "theme", "value": "swiss"})
    assert late.status_code == 409
    assert late.json()["state"]["theme"] == "paper"
    again = {"revision": late.json()["state"]["revision"], "name": "set", "key": "theme", "value": "swiss"}
    assert page.post("/api/actions", again).json()["theme"] == "swiss"


def test_a_page_of_another_run_changes_nothing(page):
    """Slides had other names then, so its edits are late whatever revision they are for."""
    revision = page.state()["revision"]
    body = {"revision": revision, "name": "set", "key": "theme", "value": "paper"}
    late = page.post("/api/actions", {**body, "run": "another"})
    assert late.status_code == 409
    assert late.json()["state"]["run"] == page.state()["run"]
    assert page.post("/api/actions", {**body, "run": page.state()["run"]}).json()["theme"] == "paper"


def test_the_other_page_is_told(page):
    """A change is an event on every open page."""
    with page.client.stream("GET", EVENTS) as events:
        lines = events.iter_lines()
        assert next(lines) == "event: state"
        revision = page.act("set", key="theme", value="paper")["revision"]
        data = (json.loads(line[6:]) for line in lines if line.startswith("data: "))
        assert any(each.get("revision") == revision for each in data)


@pytest.mark.parametrize(
    "body",
    [
        "",
        "[]",
        "nonsense",
        '{"name": "set"}',
        '{"revision": "1", "name": "set"}',
        '{"revision": 1}',
        "[" * 9000,
    ],
)
def test_a_body_that_is_no_action_is_told(quiet, body):
    """Not JSON, not an object, no name, no number: an error that says so, never a crash."""
    answer = quiet.client.post("/api/actions", content=body, headers={"Content-Type": "application/json"})
    assert answer.status_code == 422
    assert answer.json()["error"]["what"]


def test_a_body_that_is_too_large_is_refused(quiet):
    """By its told length, and by its real one when none is told."""
    headers = {"Content-Type": "application/json"}
    large = b" " * (guard.MAX_JSON + 1)
    assert quiet.client.post("/api/actions", content=large, headers=headers).status_code == 413
    pieces = (large[n : n + 500_000] for n in range(0, len(large), 500_000))
    assert quiet.client.post("/api/actions", content=pieces, headers=headers).status_code == 413


def test_another_kind_of_body_is_refused(quiet):
    """Only JSON and forms with files are read."""
    answer = quiet.client.post("/api/actions", content=b"x", headers={"Content-Type": "text/plain"})
    assert answer.status_code == 415


# --- images ----------------------------------------------------------------------------------


def test_an_upload_is_encoded_anew_and_can_be_used(page):
    """What was in the file besides the picture is gone; the page gets a name for it, and an address."""
    secret = b"secret place"
    body = png() + secret
    given = page.post("/api/images", files={"file": ("../../evil.php", body)}).json()
    shown = page.get(given["url"])
    assert shown.headers["content-type"] in ("image/png", "image/jpeg")
    assert "sandbox" in shown.headers["content-security-policy"]
    assert secret not in shown.content
    kept = [path for path in page.path.parent.rglob("*") if path.suffix == ".png"]
    assert [path.parent.name for path in kept] == ["thread.assets"]
    assert secret not in kept[0].read_bytes()
    state = page.act("insert_slide", at=1, image=given["src"])
    assert state["slides"][1]["images"][0]["url"] == given["url"]


@pytest.mark.parametrize(
    ("body", "word"),
    [
        (b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>", "PNG"),
        (b"GIF89a", "PNG"),
        (b"\x89PNG\r\n\x1a\n" + b"0" * 50, ""),
        (b"", ""),
    ],
)
def test_an_upload_that_is_no_picture_is_refused(quiet, body, word):
    """The error says what is taken; no path of this machine is in it, nothing is kept."""
    answer = quiet.post("/api/images", files={"file": ("x.png", body)})
    assert answer.status_code == 422
    assert word in answer.json()["error"]["what"]
    assert "/tmp" not in answer.text
    assert not list(quiet.path.parent.glob("*.assets/*"))


def test_no_image_is_shown_by_its_path(quiet):
    """Only names the state gave are images; paths, encoded or not, are none."""
    for token in ("thread.txt", "..%2fthread.txt", "%2fetc%2fpasswd", "0" * 20):
        assert quiet.get(f"/api/images/{token}").status_code in (404, 422)


# --- imports ---------------------------------------------------------------------------------


def test_a_pasted_thread_takes_the_place_of_the_other(page):
    """The look stays, the slides are new, and it is one step that can be undone."""
    page.act("set", key="theme", value="paper")
    state = page.post(
        "/api/import", {"text": "Only one thing to say today.\n\n---\n\nAnd then a second."}
    ).json()
    assert (state["theme"], len(state["posts"])) == ("paper", 2)
    assert state["undo"] == "Undo import a thread"
    assert page.act("undo")["title"] == "Three lessons from a year on call"


def test_a_title_is_shown_without_the_marks_of_an_import(page):
    """A field holds what was written, wherever that means the same; a slide's name is what is read."""
    second = "Second post with a #hashtag and @mention 5*3*2 https://example.com/x"
    text = f"All of it (thread)\n\n---\n\n{second}\n\n---\n\nEnd."
    slide = page.post("/api/import", {"text": text}).json()["slides"][1]
    assert slide["name"] == "Second post with a #hashtag and @mention 5*3*2"
    assert slide["title"] == "Second post with a #hashtag and @mention 5*3\\*2"
    stored = page.studio.project.now.carousel.slides[1].title
    after = page.act("set_slide", slide=slide["id"], key="title", value=slide["title"])["slides"][1]
    assert (after["name"], after["title"]) == (slide["name"], slide["title"])
    assert stored != slide["title"]


def test_a_file_is_imported_by_its_content(page):
    """A carousel.yaml brings its own slides and looks."""
    body = b"title: From a file\ntheme: swiss\nthread: {posts: [{id: a, text: One post.}]}\n"
    body += b"slides: [{post: a}]\n"
    state = page.post("/api/import", files={"file": ("any.name", body)}).json()
    assert (state["title"], state["theme"], state["slides"][0]["text"]) == (
        "From a file",
        "swiss",
        "One post.",
    )


def test_a_file_from_the_page_reaches_no_file_of_this_machine(page, tmp_path_factory):
    """Images and kits it names by a path of this machine are left out, and put on record."""
    outside = tmp_path_factory.mktemp("outside") / "private.png"
    outside.write_bytes(png())
    body = f"""title: Hostile
brand: {outside.parent}/brand.yaml
thread:
  author: {{avatar: {outside}}}
  posts:
    - id: a
      text: One post.
      images: [{{src: {outside}}}, {{src: ../{outside.parent.name}/private.png}}]
slides: [{{post: a}}]
"""
    answer = page.post("/api/import", files={"file": ("carousel.yaml", body.encode())})
    state = answer.json()
    assert state["posts"][0]["images"] == []
    assert state["author"]["avatar"] is None
    assert state["brand_file"] is None
    wait_for(lambda: page.state()["saved"])
    left = carousel_file.read(page.path).thread.left_out
    assert [each.kind for each in left] == ["image", "image"]


def tweet(number: int, conversation: str) -> dict[str, object]:
    """A post as X's API gives it, by the author of the conversation."""
    return {
        "id": str(number),
        "text": f"Words of post {number} that go on for a while",
        "author_id": "7",
        "conversation_id": conversation,
        "created_at": f"2025-12-06T18:20:{number % 60:02}.000Z",
    }


def test_a_picture_that_did_not_come_along_is_told_without_a_folder_of_ours(page):
    """What to do can be done by who sees the page."""
    body = b"# A lamp\n\nIt burns.\n\n---\n\n![The lamp](lamp.png)\n\nStill.\n"
    answer = page.post("/api/import", files={"file": ("lamp.md", body)})
    error = answer.json()["error"]
    assert answer.status_code == 422
    assert "lamp.png" in error["what"]
    assert "carousel studio" in error["hint"]
    assert "carousel-import" not in answer.text


def test_a_download_with_several_threads_is_asked_about(page):
    """The threads are listed to pick one; the page sends it again with what was picked."""
    body = json.dumps({"data": [tweet(100, "100"), tweet(200, "200")], "meta": {}}).encode()
    before = page.state()["revision"]
    choose = page.post("/api/import", files={"file": ("posts.json", body)}).json()["choose"]
    assert {each["id"] for each in choose} == {"100", "200"}
    assert page.state()["revision"] == before
    files = {"file": ("posts.json", body)}
    state = page.client.post("/api/import", files=files, data={"pick": "200"}).json()
    assert "post 200" in state["posts"][0]["text"]


@pytest.mark.parametrize(
    "body", [{}, {"text": ""}, {"text": "   \n"}, {"text": 5}, {"text": "x", "format": "nonsense"}]
)
def test_an_import_of_nothing_is_told(quiet, body):
    """Nothing changes, and the error says what to do."""
    before = quiet.state()["revision"]
    answer = quiet.post("/api/import", body)
    assert answer.status_code == 422
    assert "/tmp" not in answer.text
    assert quiet.state()["revision"] == before


@pytest.mark.parametrize(
    "address", ["http://127.0.0.1:1/x", "https://localhost/x", "file:///etc/passwd", "x"]
)
def test_an_address_of_this_machine_is_refused(quiet, address):
    """Only the public web is asked, as `carousel import` does."""
    answer = quiet.post("/api/import", {"address": address})
    assert answer.status_code == 422


def test_a_bomb_is_refused(quiet):
    """A ZIP that grows beyond reason, or leads out of itself, is an error."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("../../data/tweets.js", b"0" * 50_000_000)
    answer = quiet.post("/api/import", files={"file": ("archive.zip", out.getvalue())})
    assert answer.status_code == 422


def test_a_hostile_thread_is_words(page):
    """Tags of a post are no tags on a card or a slide: nothing that runs, nothing that is fetched."""
    page.post("/api/import", {"text": HOSTILE})
    state = page.state()
    document = page.get("/api/preview/instagram-portrait/document")
    head, body = document.text.split("<body>")
    sheet = page.get("/api/preview/instagram-portrait/carousel.css").text
    assert head.count("<style") == 1
    head = re.sub(r"\?v=[0-9a-f]+", "", head)
    assert f"<style>{sheet}</style>" in head, (
        "the head has our own sheet, and nothing of the thread's but its title"
    )
    for html in (
        head.replace(f"<style>{sheet}</style>", ""),
        body,
        *(post["html"] for post in state["posts"]),
    ):
        for tag, attributes in Tags(html).found:
            assert tag not in ("script", "iframe", "object", "embed", "style", "base", "form")
            assert not [name for name in attributes if name.startswith("on")]
            for name in ("src", "style"):
                assert "evil" not in (attributes.get(name) or "")
            assert not (attributes.get("href") or "").lower().startswith("javascript:")
    assert 'href="https://good.example/"' in document.text
    assert "script-src 'none'" in document.headers["content-security-policy"]
    assert "default-src 'none'" in document.headers["content-security-policy"]


# --- brand kits ------------------------------------------------------------------------------


def test_a_kit_is_made_saved_and_used_again(page):
    """Its pictures lie beside it; several kits can be kept, and any one used."""
    page.act("set", key="brand.name", value="Acme")
    page.act("set", key="brand.colors.accent", value="#0055ff")
    state = page.post("/api/brand/logo", files={"file": ("logo.png", png())}).json()
    assert page.get(state["brand"]["logo_url"]).headers["content-type"] == "image/png"
    saved = page.post("/api/brands", {"name": "Acme & Söhne"}).json()
    assert saved["brand_file"] == "brands/acme-sohne/brand.yaml"
    page.act("set", key="brand.name", value="Other")
    assert page.state()["brand_file"] is None
    page.post("/api/brands", {"name": "Other"})
    listed = page.get("/api/brands").json()
    assert [(kit["name"], kit["current"]) for kit in listed["kits"]] == [
        ("acme-sohne", False),
        ("other", True),
    ]
    assert page.get(listed["kits"][0]["logo_url"]).headers["content-type"] == "image/png"
    used = page.post("/api/brands/acme-sohne/use", {}).json()
    assert (used["brand"]["name"], used["undo"]) == ("Acme", "Undo use brand kit acme-sohne")
    assert (page.path.parent / "brands/acme-sohne/logo.png").is_file()


def test_a_kit_is_not_saved_over_another_by_chance(page):
    """Another way to write its name is the same kit; it is replaced when that is said."""
    page.act("set", key="brand.tagline", value="First")
    page.post("/api/brands", {"name": "Acme"})
    page.act("set", key="brand.tagline", value="Second")
    refused = page.post("/api/brands", {"name": "acme"})
    assert (refused.status_code, 'brand kit "acme"' in refused.json()["error"]["what"]) == (409, True)
    kit = page.path.parent / "brands/acme/brand.yaml"
    assert "First" in kit.read_text("utf-8")
    assert page.post("/api/brands", {"name": "acme", "replace": True}).status_code == 200
    assert "Second" in kit.read_text("utf-8")


def test_a_kits_colours_are_judged_while_they_are_chosen(page):
    """Each pair says its ratio, and whether it reads."""
    page.act("set", key="brand.colors.surface", value="#ffffff")
    state = page.act("set", key="brand.colors.text", value="#cccccc")
    note = next(each for each in state["brand_contrast"] if each["role"] == "text")
    assert note["ok"] is False
    assert "below 4.5" in note["said"]


def test_a_vector_logo_is_checked(page):
    """A plain drawing is taken; one with a script in it is refused."""
    drawing = b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><path d="M0 0h9v9z"/></svg>'
    state = page.post("/api/brand/logo", files={"file": ("x", drawing)}).json()
    shown = page.get(state["brand"]["logo_url"])
    assert shown.headers["content-type"].startswith("image/svg+xml")
    assert "sandbox" in shown.headers["content-security-policy"]
    evil = drawing.replace(b"<path", b"<script>alert(1)</script><path")
    refused = page.post("/api/brand/logo", files={"file": ("x.svg", evil)})
    assert refused.status_code == 422
    assert "/tmp" not in refused.text


@pytest.mark.parametrize("name", ["", "  ", "..", "../..", "uploads", "日本"])
def test_a_kit_needs_a_name_that_can_be_a_folder(quiet, name):
    """A name without a Latin letter or digit is refused; none leads out of the folder."""
    assert quiet.post("/api/brands", {"name": name}).status_code == 422
    assert quiet.post("/api/brands/..%2f..%2fx/use", {}).status_code in (404, 422)


def test_a_font_of_the_brand_sets_the_titles(page):
    """The file lies beside the carousel, a typography names it, and the slides use it."""
    body = (data_root() / "fonts/anton/Anton-400.ttf").read_bytes()
    state = page.post("/api/brand/font", files={"file": ("x", body)}).json()
    assert state["typography"]["pair"] == "anton"
    assert (page.path.parent / "fonts/anton/anton-400.ttf").is_file()
    listed = page.get("/api/catalogue").json()["typographies"]
    assert next(each for each in listed if each["name"] == "anton")["description"].startswith(
        "Titles in Anton"
    )
    sheet = page.get("/api/preview/instagram-portrait/carousel.css").text
    assert "fonts/anton/anton-400.ttf" in sheet
    assert page.get("/api/preview/instagram-portrait").json()["problem"] is None
    refused = page.post("/api/brand/font", files={"file": ("x.ttf", b"no font")})
    assert refused.status_code == 422


def test_an_unknown_part_of_a_kit_is_told(quiet):
    """Only logo, logo_dark and avatar are pictures of a kit."""
    assert quiet.post("/api/brand/favicon", files={"file": ("x.png", png())}).status_code == 422
    assert quiet.get("/api/brand/logo").status_code == 422


# --- templates of one's own ------------------------------------------------------------------

LAYOUT = """{# @layout own
   Words, large.
#}
{% extends "_partials/slide.html" %}
{% block body %}<p class="own" data-block="0">MARK {{ slide.text }}</p>{% endblock %}
"""


def test_a_template_is_taken_up_when_it_is_saved(page):
    """A layout beside the carousel shows at once; a mistake in it is told, and the last good view stays."""
    address = "/api/preview/instagram-portrait"
    folder = page.path.parent / "layouts/own"
    folder.mkdir(parents=True)
    template = folder / "own.html"
    template.write_text(LAYOUT.replace("MARK", "First"))
    wait_for(lambda: "own" in {each["name"] for each in page.get("/api/catalogue").json()["layouts"]})
    page.act("set_slide", slide=page.state()["slides"][1]["id"], key="layout", value="own")
    assert "First Every alert" in page.get(f"{address}/document").text
    template.write_text(LAYOUT.replace("MARK", "Second"))
    wait_for(lambda: "Second Every alert" in page.get(f"{address}/document").text)
    template.write_text(LAYOUT.replace("MARK", "{{ slide.titel }}"))
    problem = wait_for(lambda: page.get(address).json()["problem"])
    assert "own.html:5" in problem["where"]
    assert page.state()["template_error"]["line"] == 5
    assert "Second Every alert" in page.get(f"{address}/document").text
    template.write_text(LAYOUT.replace("MARK", "Third"))
    wait_for(lambda: "Third Every alert" in page.get(f"{address}/document").text)
    assert page.get(address).json()["problem"] is None
    assert page.state()["template_error"] is None
