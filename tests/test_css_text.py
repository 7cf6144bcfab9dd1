"""Facts about scanning CSS text."""

from __future__ import annotations

import pytest

from carousel_html.css_text import CssMistake, check_whole, with_addresses, without_comments


def renamed(css: str) -> str:
    return with_addresses(css, lambda url, line: f"{line}:{url}")


@pytest.mark.parametrize(
    ("css", "expected"),
    [
        ("a{b:url(x.png)}", 'a{b:url("1:x.png")}'),
        ("a{b:url( 'x y.png' )}", 'a{b:url("1:x y.png")}'),
        ('\n\na{b:URL("x.png")}', '\n\na{b:url("3:x.png")}'),
        (r"a{b:url(x\).png)}", 'a{b:url("1:x).png")}'),
        ("a{b:url(x.png),url(y.png)}", 'a{b:url("1:x.png"),url("1:y.png")}'),
    ],
)
def test_every_form_of_url_is_rewritten(css, expected):
    """Quoted, bare, escaped and upper-case addresses are all found, with their line."""
    assert renamed(css) == expected


@pytest.mark.parametrize(
    "css",
    ["/* url(x.png) */", 'a{content:"url(x.png)"}', "a{b:curl(x.png)}", r"a{content:'\' url(x.png)'}"],
)
def test_what_only_looks_like_an_address_stays(css):
    """Comments, strings and functions of another name are left alone."""
    assert renamed(css) == css


def test_an_address_cannot_leave_its_string():
    """A rewritten address is escaped for the quotes it is put into."""
    assert with_addresses("a{b:url(x)}", lambda *_: 'a"b\\c') == r'a{b:url("a\"b\\c")}'


@pytest.mark.parametrize(
    ("css", "line", "word"),
    [
        ("a{\nb:c", 1, '"{"'),
        ("a{}\n}", 2, '"}"'),
        ("a{b:calc(1px}", 1, '"}"'),
        ("a{}\n/* no end", 2, "comment"),
        ("/*/", 1, "comment"),
        ('a{\nb:"x\n}', 2, "string"),
    ],
)
def test_css_that_is_not_whole_is_a_mistake(css, line, word):
    """What is not closed is named with its line."""
    with pytest.raises(CssMistake) as caught:
        check_whole(css)
    assert caught.value.line == line
    assert word in caught.value.what


@pytest.mark.parametrize(
    "css", ["", '/* } */ a{content:"}"}', r"a\{ {b:c}", "a{b:url(data:x;,{)}", "@x{a[b]{}}"]
)
def test_brackets_in_comments_strings_and_addresses_do_not_count(css):
    """Only brackets that are brackets are matched."""
    check_whole(css)


def test_comments_are_taken_out():
    """A comment between two words keeps them apart."""
    assert without_comments('a/* x */b "/* y */"') == 'a b "/* y */"'
