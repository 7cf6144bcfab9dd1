"""Facts about running layouts, and what they may not do."""

from __future__ import annotations

import os
from types import SimpleNamespace

import pytest

from carousel_html.compose.templates import TemplateSet
from carousel_html.errors import TemplateError

SLIDE = SimpleNamespace(title="A <b>", items=["x"], total=3, post=None, long="x" * 1000)


def run(tmp_path, text, **files):
    folder = tmp_path / "layouts"
    folder.mkdir(exist_ok=True)
    for name, source in {"a": text, **files}.items():
        (folder / f"{name}.html").write_text(source, "utf-8")
    return TemplateSet((tmp_path,)).run("a.html", {"slide": SLIDE})


def failure(tmp_path, text, **files) -> TemplateError:
    with pytest.raises(TemplateError) as caught:
        run(tmp_path, text, **files)
    return caught.value


def test_text_is_escaped(tmp_path):
    """Autoescape is on."""
    assert run(tmp_path, '<p title="{{ slide.title }}">') == '<p title="A &lt;b&gt;">'


def test_a_layout_extends_and_includes(tmp_path):
    """Templates are named by their place in `layouts/`."""
    html = run(
        tmp_path,
        '{% extends "base.html" %}{% block x %}{% include "p.html" %}{% endblock %}',
        base="<{% block x %}{% endblock %}>",
        p="p",
    )
    assert html == "<p>"


def test_the_first_folder_wins(tmp_path):
    """An own partial takes the place of the built-in one, for built-in layouts too."""
    for name, text in {"own/layouts/p.html": "own", "base/layouts/p.html": "base"}.items():
        (tmp_path / name).parent.mkdir(parents=True)
        (tmp_path / name).write_text(text, "utf-8")
    (tmp_path / "base/layouts/a.html").write_text('{% include "p.html" %}', "utf-8")
    assert TemplateSet((tmp_path / "own", tmp_path / "base")).run("a.html", {}) == "own"


def test_a_changed_template_is_read_again(tmp_path):
    """The same set shows what stands on disk now."""
    file = tmp_path / "layouts/a.html"
    file.parent.mkdir()
    file.write_text("old", "utf-8")
    templates = TemplateSet((tmp_path,))
    assert templates.run("a.html", {}) == "old"
    file.write_text("new", "utf-8")
    os.utime(file, ns=(1, 1))
    assert templates.run("a.html", {}) == "new"


@pytest.mark.parametrize(
    ("text", "line", "word"),
    [
        ("\n{% if slide %}\n{{ slide.titel }}{% endif %}", 3, 'did you mean "title"?'),
        ("\n{{ silde.title }}", 2, 'did you mean "slide"?'),
        ("{{ slide.post.url }}", 1, '"….url"'),
        ("a\n{% if %}", 2, "does not compile"),
        ("a\n{% for x in slide.items %}", 2, "does not compile"),
        ("\n\n{{ slide.title | nofilter }}", 3, "nofilter"),
        ('\n{% include "none.html" %}', 2, '"none.html" does not exist'),
        ("{{ 1 / 0 }}", 1, "ZeroDivisionError"),
        ("{{ slide.items + 1 }}", 1, "TypeError"),
    ],
)
def test_a_mistake_is_named_with_file_line_and_the_line_itself(tmp_path, text, line, word):
    """A designer sees where to look without opening Python."""
    error = failure(tmp_path, text)
    place, _, shown = str(error.where).partition("\n")
    assert place.endswith(f"layouts/a.html:{line}")
    assert shown.strip() == text.splitlines()[line - 1].strip()
    assert word in error.what


def test_a_mistake_in_a_partial_is_named_there(tmp_path):
    """The file named is the one to change."""
    error = failure(tmp_path, '{% include "p.html" %}', p="\n{{ slide.nothing }}")
    assert "p.html:2" in str(error.where)


def test_a_block_that_no_parent_has_is_named(tmp_path):
    """What it holds would be on no slide; blocks of a parent's parent, and blocks within blocks, are fine."""
    parents = {
        "up": "<{% block x %}{% endblock %}{% block y %}{% endblock %}>",
        "p": '{% extends "up.html" %}{% block x %}{% block inner %}{% endblock %}{% endblock %}',
    }
    inner = "{% block inner %}2{% endblock %}"
    own = '{% extends "p.html" %}{% block y %}{% block z %}1{% endblock %}{% endblock %}' + inner
    assert run(tmp_path, own, **parents) == "<21>"
    error = failure(tmp_path, '{% extends "p.html" %}\n{% block iner %}2{% endblock %}', **parents)
    assert '"iner", which "p.html" does not have (did you mean "inner"?)' in error.what
    assert "a.html:2" in str(error.where)


def test_a_template_that_extends_itself_is_an_error(tmp_path):
    """It does not run until memory ends."""
    assert "itself" in failure(tmp_path, '{% include "a.html" %}').what


@pytest.mark.parametrize(
    "text",
    [
        "{{ slide.__class__ }}",
        "{{ slide.title.__class__.__mro__ }}",
        "{{ slide['__class__'] }}",
        "{{ slide | attr('__class__') }}",
        "{{ ''.__class__.__base__.__subclasses__() }}",
        "{{ slide.items.append('y') }}",
        "{% set slide.title = 'y' %}",
        "{{ slide.items | map(attribute='__class__') | first }}",
        "{{ self.__init__.__globals__ }}",
        "{{ '%s' | format(slide) }}",
        "{{ '{0.__class__}'.format(slide) }}",
        "{{ cycler.__init__ }}",
        "{{ lipsum() }}",
        "{{ [1, 2] | random }}",
        "{% import 'os' as os %}",
        "{% include '../secret.html' %}",
        "{% include '/etc/passwd' %}",
        "{% include ['link.html'] %}",
    ],
)
def test_a_template_reaches_nothing_but_its_names(tmp_path, text):
    """Python's inside, other files and chance are out of reach, and asking is an error."""
    (tmp_path / "secret.html").write_text("secret", "utf-8")
    (tmp_path / "layouts").mkdir()
    (tmp_path / "layouts/link.html").symlink_to(tmp_path / "secret.html")
    failure(tmp_path, text)


@pytest.mark.parametrize(
    "text",
    [
        "{{ 'a' * 10**8 }}",
        "{{ 'a' * 100000000 }}",
        "{{ [1] * 100000000 }}",
        "{{ 9 ** 9 ** 9 }}",
        "{{ '%1000000000d' % 1 }}",
        "{{ 'a'.center(1000000000) }}",
        "{{ 'a'.ljust(1000000000) }}",
        "{{ '{:>1000000000}'.format(1) }}",
        "{{ 'a' | center(1000000000) }}",
        "{% for x in range(1000000000) %}{% endfor %}",
        "{{ [1] | batch(1000000000, 'x') | list }}",
        "{% for x in range(99) %}{% for y in range(99) %}{{ slide.long }}{% endfor %}{% endfor %}",
    ],
)
def test_a_short_template_makes_no_huge_text(tmp_path, text):
    """The plain ways to fill the memory are errors."""
    failure(tmp_path, text)


def test_small_sums_and_loops_are_allowed(tmp_path):
    """A layout may count its dots."""
    assert run(tmp_path, "{% for x in range(slide.total) %}{{ x * 2 }}{{ x % 2 }}{% endfor %}") == "002140"


def test_compiled_templates_are_kept_and_made_anew_when_they_are_broken(tmp_path):
    """A second program reads what the first compiled; another source, or a broken file, is compiled again."""
    layouts = tmp_path / "layouts"
    layouts.mkdir()
    source = layouts / "a.html"
    source.write_text("one {{ x }}", "utf-8")
    kept = tmp_path / "kept"

    def made() -> str:
        return TemplateSet((tmp_path,), kept).run("a.html", {"x": 1})

    assert made() == "one 1"
    (file,) = kept.iterdir()
    whole = file.read_bytes()
    assert made() == "one 1"
    file.write_bytes(whole[: len(whole) // 2])
    assert made() == "one 1"
    source.write_text("two {{ x }}", "utf-8")
    assert made() == "two 1"
    assert list(kept.iterdir()) == [file]


def test_a_folder_that_cannot_be_written_costs_only_time(tmp_path):
    """Templates run all the same where nothing can be kept."""
    (tmp_path / "layouts").mkdir()
    (tmp_path / "layouts" / "a.html").write_text("one", "utf-8")
    (tmp_path / "file").write_text("in the way", "utf-8")
    assert TemplateSet((tmp_path,), tmp_path / "file" / "kept").run("a.html", {}) == "one"
