"""
Run the layouts: Jinja in its immutable sandbox, limited to `layouts/` of the search folders.

Knows Jinja, and turns its errors into ones that name file, line and the line itself. Does not know
what a slide is or which names a template sees.

Guards here: no globals but a short `range`, no operator or method that makes a long text out of a
short one, and a limit on the size of a slide's HTML. They stop accidents and the plain attacks. A
template that only burns time (loops in loops) or hoards text is stopped by the process it runs in:
`watched` gives one to every template that did not come with us.
"""

from __future__ import annotations

import contextlib
import difflib
import tempfile
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import lru_cache
from importlib.metadata import version
from pathlib import Path
from types import TracebackType
from typing import Any, Protocol

import jinja2
import jinja2.bccache
from jinja2.exceptions import SecurityError, TemplateRuntimeError, TemplateSyntaxError, UndefinedError
from jinja2.filters import do_batch
from jinja2.sandbox import ImmutableSandboxedEnvironment

from carousel_html.cache_folder import cache_folder
from carousel_html.catalogue import data_root, file_within
from carousel_html.compose.blocks import check_blocks
from carousel_html.compose.html import title_html
from carousel_html.compose.joined import longest_group
from carousel_html.errors import TemplateError
from carousel_html.letters import count_letters

MAX_HTML = 2_000_000  # characters of one slide; the longest thread is far below
MAX_RANGE = 1_000
MAX_PRODUCT = 100_000
FOLDER = "layouts"
# Each makes an enormous text of a short argument.
REFUSED_METHODS = frozenset({"center", "expandtabs", "format", "format_map", "ljust", "rjust", "zfill"})
# `random` would make two runs differ; the others pad without end, print objects or reach attributes.
REFUSED_FILTERS = ("attr", "center", "format", "indent", "pprint", "random", "slice")


class TemplateSet:
    """The templates of some search folders, compiled once and again when a file changes.

    Args:
        folders: search folders; the first that has a template wins.
        kept: a folder for what was compiled, so that the next program need not.
    """

    def __init__(self, folders: tuple[Path, ...], kept: Path | None = None) -> None:
        self._environment = _Sandbox(
            loader=_FolderLoader(tuple((folder / FOLDER).resolve() for folder in folders)),
            undefined=_Missing,
            autoescape=True,
            trim_blocks=True,
            lstrip_blocks=True,
            keep_trailing_newline=False,
            cache_size=400,
            bytecode_cache=_Kept(kept) if kept else None,
        )

    def run(self, name: str, names: Mapping[str, object]) -> str:
        """Return the HTML of a template (`quote/quote.html`) for the names it sees.

        Raises:
            TemplateError: it does not compile, asks for what is not there, or does what the sandbox refuses.
        """
        try:
            pieces, size = [], 0
            for piece in self._environment.get_template(name).generate(dict(names)):
                size += len(piece)
                if size > MAX_HTML:
                    raise SecurityError(f"it makes more than {MAX_HTML:,} characters of HTML")
                pieces.append(piece)
            return "".join(pieces)
        except RecursionError as error:
            raise TemplateError(f'the template "{name}" extends, includes or calls itself.') from error
        except MemoryError as error:
            what = "the template asks for more memory than it may have."
            raise TemplateError(what, where=self._place(error, name)) from error
        except TemplateSyntaxError as error:
            place = _shown(Path(error.filename or name), error.lineno)
            what = f"the template does not compile: {(error.message or '').rstrip('.')}."
            raise TemplateError(what, where=place) from error
        except jinja2.TemplateNotFound as error:
            what = f'the template "{error.name}" does not exist.'
            raise TemplateError(what, where=self._place(error, name)) from error
        except (UndefinedError, SecurityError, TemplateRuntimeError) as error:
            what = f"the template cannot be used: {(error.message or '').rstrip('.')}."
            raise TemplateError(what, where=self._place(error, name)) from error
        except TemplateError:
            raise
        except Exception as error:  # What a template's own expression raised: 1 / 0, "a" + 1 …
            what = f"the template failed: {type(error).__name__}: {error}."
            raise TemplateError(what, where=self._place(error, name)) from error

    def _place(self, error: BaseException, name: str) -> str:
        """Name the template line an error came from: the innermost frame that is a template's."""
        place = name
        trace: TracebackType | None = error.__traceback__
        while trace:
            file = Path(trace.tb_frame.f_code.co_filename)
            if file.suffix == ".html":
                place = _shown(file, trace.tb_lineno)
            trace = trace.tb_next
        return place


class Templates(Protocol):
    """What runs templates: here, or in a process that is watched."""

    def run(self, name: str, names: Mapping[str, object]) -> str:
        """Return the HTML of a template for the names it sees; raise TemplateError."""


def template_set(folders: tuple[Path, ...]) -> Templates:
    """Return what runs the templates of these folders: a watched process, unless all came with us."""
    if folders == (data_root(),):
        return _built_in(folders)
    from carousel_html.compose.watched import WatchedTemplates

    return WatchedTemplates(folders)


@lru_cache(maxsize=16)
def _built_in(folders: tuple[Path, ...]) -> TemplateSet:
    # The sandbox is compiled in, so what another version of ours or of Jinja's compiled is not ours.
    versions = "-".join(version(name) for name in ("carousel_html", "jinja2"))
    return TemplateSet(folders, cache_folder() / f"templates-{versions}")


class _Kept(jinja2.BytecodeCache):
    """Compiled templates in files. Jinja checks that they are of this source, and makes broken ones anew."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def load_bytecode(self, bucket: jinja2.bccache.Bucket) -> None:
        with contextlib.suppress(OSError):
            bucket.bytecode_from_string((self._folder / bucket.key).read_bytes())

    def dump_bytecode(self, bucket: jinja2.bccache.Bucket) -> None:
        # Nobody waits for this file: a folder that cannot be written costs a little time, no more.
        with contextlib.suppress(OSError):
            self._folder.mkdir(parents=True, exist_ok=True)
            with tempfile.NamedTemporaryFile(dir=self._folder, delete=False) as file:
                file.write(bucket.bytecode_to_string())
            Path(file.name).replace(self._folder / bucket.key)


def _shown(file: Path, line: int) -> str:
    """`layouts/quote/quote.html:12` and, below it, the line itself."""
    try:
        text = file.read_text(encoding="utf-8").splitlines()[line - 1].strip()
    except (OSError, UnicodeDecodeError, IndexError):
        text = ""
    shown = file.relative_to(Path.cwd()) if file.is_relative_to(Path.cwd()) else file
    return f"{shown}:{line}" + (f"\n  {text}" if text else "")


class _FolderLoader(jinja2.BaseLoader):
    """Find a template in the first folder that has it; never outside, by `..` or by a symbolic link."""

    def __init__(self, folders: tuple[Path, ...]) -> None:
        self._folders = folders

    def get_source(
        self, environment: jinja2.Environment, template: str
    ) -> tuple[str, str, Callable[[], bool]]:
        path = self._find(template)
        if path is None:
            raise jinja2.TemplateNotFound(template)
        changed = _changed(path)
        try:
            source = path.read_text(encoding="utf-8-sig")
        except UnicodeDecodeError as error:
            raise TemplateError("this template is not UTF-8 text.", where=str(path)) from error
        if not path.is_relative_to(data_root()):
            check_blocks(environment, source, template, str(path))
        return source, str(path), lambda: self._is_first(template, path) and _changed(path) == changed

    def _is_first(self, template: str, path: Path) -> bool:
        """Tell whether the template is still found at this path; with one folder it cannot be elsewhere."""
        return len(self._folders) == 1 or self._find(template) == path

    def _find(self, template: str) -> Path | None:
        for folder in self._folders:
            path = file_within(folder, template)
            if path is not None and path.suffix == ".html":
                return path
        return None


def _changed(path: Path) -> int | None:
    """Return when a file was changed; None when it is not there any more."""
    try:
        return path.stat().st_mtime_ns
    except OSError:
        return None


class _Sandbox(ImmutableSandboxedEnvironment):
    """Jinja's sandbox, with the ways to a huge text closed."""

    intercepted_binops = frozenset({"*", "**", "%"})

    def __init__(self, **options: Any) -> None:
        super().__init__(**options)
        self.globals.clear()
        self.globals["range"] = _short_range
        for name in REFUSED_FILTERS:
            self.filters.pop(name, None)
        self.filters["batch"] = _short_batch
        self.filters |= {"letters": count_letters, "longest_word": longest_group, "whole": title_html}

    def wrap_str_format(self, value: Any) -> None:
        """Leave `str.format` to `is_safe_attribute`: Jinja's safe one still pads without end."""

    def is_safe_attribute(self, obj: Any, attr: str, value: Any) -> bool:
        if isinstance(obj, str) and attr in REFUSED_METHODS:
            return False
        return super().is_safe_attribute(obj, attr, value)

    def call_binop(self, context: jinja2.runtime.Context, operator: str, left: Any, right: Any) -> Any:
        numbers = isinstance(left, int | float) and isinstance(right, int | float)
        if not numbers or operator == "**" or abs(left * right) > MAX_PRODUCT:
            raise SecurityError(f"it may not use {operator} on these values")
        return super().call_binop(context, operator, left, right)


def _short_range(*bounds: int) -> range:
    numbers = range(*bounds)
    if len(numbers) > MAX_RANGE:
        raise SecurityError(f"it asks for a range of more than {MAX_RANGE:,} numbers")
    return numbers


def _short_batch(value: Iterable[Any], linecount: int, fill_with: Any = None) -> Iterator[list[Any]]:
    if linecount > MAX_RANGE:
        raise SecurityError(f"it asks for batches of more than {MAX_RANGE:,}")
    return do_batch(list(value), linecount, fill_with)


class _Missing(jinja2.StrictUndefined):
    """A name that is not there: an error on every use, with the name that may have been meant."""

    __slots__ = ()

    @property
    def _undefined_message(self) -> str:
        name = str(self._undefined_name)
        if self._undefined_hint:
            return self._undefined_hint
        if self._undefined_obj is jinja2.utils.missing:
            known, whole = ["brand", "canvas", "carousel", "slide"], name
        else:
            known = [key for key in _names_of(self._undefined_obj) if not key.startswith("_")]
            whole = f"….{name}"
        near = difflib.get_close_matches(name, known, n=1)
        return f'it asks for "{whole}", which is not there' + (
            f' (did you mean "{near[0]}"?)' if near else ""
        )


def _names_of(obj: Any) -> list[str]:
    return [str(key) for key in obj] if isinstance(obj, Mapping) else dir(obj)
