"""A custom property that a style sheet relies on and nothing sets is an error; all others are not."""

from __future__ import annotations

import pytest

from carousel_html.compose.variables import check_variables, names_set
from carousel_html.errors import TemplateError


def test_a_mistyped_variable_is_named_with_its_line_and_the_right_name(tmp_path):
    """The message holds the file, the line's number, the line itself, and what may have been meant."""
    css = ".mine {\n  /* var(--not-read) */\n  font-size: var(--txt-l);\n}\n"
    with pytest.raises(TemplateError) as told:
        check_variables(tmp_path / "mine.css", css, {"--text-l"})
    assert '"--txt-l" is set nowhere' in str(told.value)
    assert f"{tmp_path / 'mine.css'}:3\n    font-size: var(--txt-l);" in str(told.value)
    assert 'Did you mean "--text-l"?' in str(told.value)


@pytest.mark.parametrize(
    "css",
    [
        ".a { top: var(--mine-top, 1em) }",
        ".a { --_b: 1em; top: var( --_b ) }",
        "@property --c { syntax: '*' } .a { top: var(--c) }",
        ".a { top: calc(var(--known) * var(--count)) }",
        ".a { top: var(--from-template) }",
    ],
)
def test_a_variable_that_is_set_or_may_be_unset_is_no_mistake(css, tmp_path):
    """Set in the sheet, by the program, in the template beside it, or read with a fallback."""
    (tmp_path / "mine.html").write_text('<i style="--from-template: {{ slide.index }}">', "utf-8")
    check_variables(tmp_path / "mine.css", css, {"--known"})


def test_names_are_found_in_css_and_in_html():
    """Declarations and inline styles set; readings and class names do not."""
    assert names_set('.a--b:hover { --c: var(--d) } <p style="--e: 1; --f:2">') == {"--c", "--e", "--f"}
