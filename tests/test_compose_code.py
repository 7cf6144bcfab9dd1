"""Facts about listings: their parts are marked, and not a letter changes."""

from __future__ import annotations

import html
import re

import pytest

from carousel_html.compose.code import LANGUAGES, LONGEST, code_lines

SAMPLES = {
    "python": 'def f(x):\n    # why\n    return "<b>" + 3\n',
    "json": '{"a": [1, true, "x & y"]}',
    "js": "const a = `t ${1}`; // so\n",
    "yaml": "a: b\n\n\n  - c   \n",
    "html": '<p class="x">&amp; <!-- c --></p>',
    "bash": 'for f in *.txt; do echo "$f" | wc -l; done\n\n',
    "sql": "SELECT 'it''s' FROM t -- all\n",
    "diff": "-old\n+new\n same",
}


def code_html(text: str, language: str | None) -> str:
    """Return the lines of a listing, joined as they were."""
    return "\n".join(code_lines(text, language))


@pytest.mark.parametrize("sample", SAMPLES.values(), ids=SAMPLES)
def test_not_a_letter_changes_in_any_language(sample):
    """White space at the ends, marks and brackets are as they were, whatever the lexer makes of them."""
    for language in sorted(LANGUAGES):
        made = str(code_html(sample, language))
        bare = html.unescape(re.sub(r'<span class="code-[a-z]+">|</span>', "", made))
        assert (language, bare) == (language, sample)


def test_parts_are_marked():
    """Keyword, comment, name, words in quotes and number each have their class."""
    made = code_html(SAMPLES["python"], "python")
    for kind, words in (("keyword", "def"), ("comment", "# why"), ("name", "f"), ("number", "3")):
        assert re.search(rf'<span class="code-{kind}">{re.escape(words)}\s*</span>', made)
    assert "&lt;b&gt;" in made


@pytest.mark.parametrize("language", [None, "", "text", "klingon", "../x", "brainfuck"])
def test_an_unknown_language_stays_plain(language):
    """The code is escaped and otherwise as it was."""
    assert code_html("if <a>", language) == "if &lt;a&gt;"


def test_a_long_listing_is_never_given_to_a_lexer():
    """No slide shows that much."""
    assert "<span" not in code_html("if x:\n" * LONGEST, "python")
    assert "<span" in code_html("if x:\n", "Python")


def test_a_part_that_runs_over_lines_is_one_on_each():
    """A line is whole: what is opened in it is closed in it."""
    lines = code_lines('x = """a\nb\n"""', "python")
    assert len(lines) == 3
    assert all(line.count("<span") == line.count("</span>") for line in lines)
    assert lines[1] == '<span class="code-string">b</span>'
