"""Facts about which SVG logos are let through."""

from __future__ import annotations

import pytest

from carousel_html.errors import ImageError
from carousel_html.vector_logo import read_vector_logo

OPEN = (
    '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" viewBox="0 0 40 20">'
)


def logo(tmp_path, text):
    (tmp_path / "logo.svg").write_text(text, "utf-8")
    return read_vector_logo(tmp_path / "logo.svg", where="brand.yaml: logo")


def test_a_plain_drawing_is_let_through(tmp_path):
    """Shapes, gradients and references within the file stay; the size comes from the viewBox."""
    inside = (
        '<defs><linearGradient id="g"><stop offset="0" stop-color="#fff"/></linearGradient>'
        '<path id="p" d="M0 0h9"/></defs><use xlink:href="#p"/><rect width="9" height="9" fill="url(#g)"/>'
    )
    picture = logo(tmp_path, OPEN + inside + "</svg>")
    assert (picture.suffix, picture.mime, picture.width, picture.height) == ("svg", "image/svg+xml", 40, 20)
    assert b'fill="url(#g)"' in picture.body


def test_what_a_drawing_program_notes_is_dropped(tmp_path):
    """Its metadata draws nothing, and goes."""
    inside = '<metadata><x:y xmlns:x="urn:x">secret</x:y></metadata><path d="M0 0" x:z="1" xmlns:x="urn:x"/>'
    assert b"secret" not in logo(tmp_path, OPEN + inside + "</svg>").body


@pytest.mark.parametrize(
    ("inside", "word"),
    [
        ("<script>alert(1)</script>", "<script>"),
        ("<style>@import url(//evil)</style>", "<style>"),
        ("<foreignObject/>", "<foreignObject>"),
        ('<image href="https://evil/x.png"/>', "<image>"),
        ('<path onload="alert(1)"/>', "onload"),
        ('<use href="https://evil/x.svg#a"/>', "evil"),
        ('<use xlink:href="javascript:alert(1)"/>', "javascript:"),
        ('<use href="other.svg#a"/>', "other.svg"),
        ('<rect fill="url(https://evil)"/>', "evil"),
        ("<rect style=\"fill:url( '//evil' )\"/>", "evil"),
        (r'<rect style="fill:u\72l(//evil)"/>', "style"),
        ('<animate attributeName="href"/>', "<animate>"),
        ('<x:script xmlns:x="http://www.w3.org/1999/xhtml">1</x:script>', "<script>"),
    ],
)
def test_what_is_not_on_the_list_is_refused_by_name(tmp_path, inside, word):
    """Scripts, foreign content and addresses that lead out are errors that say which."""
    with pytest.raises(ImageError, match="not allowed in a logo") as caught:
        logo(tmp_path, OPEN + inside + "</svg>")
    assert word in caught.value.what
    assert caught.value.where == "brand.yaml: logo"


@pytest.mark.parametrize(
    "start",
    [
        '<!DOCTYPE svg [<!ENTITY a "b">]>',
        '<!DOCTYPE svg SYSTEM "file:///etc/passwd">',
        '<!doctype svg PUBLIC "x" "y" [<!ENTITY a SYSTEM "file:///etc/passwd">]>',
    ],
)
def test_entities_never_reach_a_parser(tmp_path, start):
    """A DOCTYPE that declares anything is refused."""
    with pytest.raises(ImageError, match="DOCTYPE"):
        logo(tmp_path, start + OPEN + "</svg>")


def test_the_doctype_that_old_programs_write_is_harmless(tmp_path):
    """The bare name of the public DTD is taken off, not refused."""
    doctype = (
        '<!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "http://www.w3.org/Graphics/SVG/1.1/DTD/svg11.dtd">'
    )
    assert b"DOCTYPE" not in logo(tmp_path, doctype + OPEN + "</svg>").body


@pytest.mark.parametrize("text", ["", "<svg", "<html/>", '<svg xmlns="http://www.w3.org/2000/svg"/>'])
def test_what_is_no_sized_svg_is_an_error(tmp_path, text):
    """Broken XML, another root, or no size at all."""
    with pytest.raises(ImageError):
        logo(tmp_path, text)
