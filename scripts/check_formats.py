"""
Run a folder of files through import and arrange, and say of each what was found, placed, left out, or failed.

    python scripts/check_formats.py DIR

For files the repository does not hold: public test suites, one's own downloads. Every thread of every file
is taken (at most MOST_THREADS of one file). A file is `refused` when it is no thread of a kind we know and a
clear error says so; it is `failed` when the program broke, or when words were lost without a word. Ends with
1 when any failed. Fetches nothing, writes nothing.
"""

from __future__ import annotations

import sys
import traceback
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from carousel_html.arranging import arrange, left_out
from carousel_html.arranging.missing import words_of
from carousel_html.choices import begin
from carousel_html.errors import CarouselError
from carousel_html.markup import hrefs, parse, plain
from carousel_html.model import Carousel, Post, Thread
from carousel_html.sources import list_threads, load_thread
from carousel_html.sources.opening import opened_archive

MOST_THREADS = 50
COLUMNS = ("file", "state", "threads", "posts", "words", "on slides", "links", "pictures", "left out")


@dataclass
class Found:
    """What became of one file. Counts are over all its threads; `said` is an error, or where it failed."""

    name: str
    state: str = "whole"
    threads: int = 0
    posts: int = 0
    words: int = 0
    placed: int = 0
    links: int = 0
    pictures: int = 0
    left_out: int = 0
    said: list[str] = field(default_factory=list)

    def row(self) -> tuple[str, ...]:
        """Return the cells of its line in the table."""
        counts = (self.threads, self.posts, self.words, self.placed, self.links, self.pictures, self.left_out)
        return (self.name, self.state, *map(str, counts))


def main(arguments: list[str]) -> int:
    """Check the folder that was named, print the table, and return the exit code."""
    if len(arguments) != 1 or not Path(arguments[0]).is_dir():
        print("Name a folder of thread files: make check-formats DIR=downloads", file=sys.stderr)
        return 2
    folder = Path(arguments[0])
    found = [check(path, path.relative_to(folder).as_posix()) for path in files_of(folder)]
    print_table(found)
    return int(any(each.state == "failed" for each in found))


def files_of(folder: Path) -> Iterator[Path]:
    """Yield every file below a folder, and a data download that was unpacked as one."""
    for path in sorted(folder.iterdir()):
        if path.name.startswith("."):
            continue
        if path.is_dir():
            yield from [path] if _is_download(path) else files_of(path)
        else:
            yield path


def _is_download(path: Path) -> bool:
    with opened_archive(path) as archive:
        return archive is not None


def check(path: Path, name: str) -> Found:
    """Import and arrange every thread of a file."""
    found = Found(name)
    try:
        for pick in _picks(path):
            _take(load_thread(path if pick is None else f"{path}#{pick}"), found)
    except CarouselError as error:
        found.state = "refused"
        found.said.append(str(error).splitlines()[0])
    except Exception:  # A crash is what this script is here to find: it is told, and the next file is taken.
        found.state = "failed"
        found.said += traceback.format_exc().strip().splitlines()[-3:]
    if found.state == "whole" and found.left_out:
        found.state = "named"
    return found


def _picks(path: Path) -> list[str | None]:
    """Return what to pick of a file one by one; only None where it holds one thread."""
    try:
        load_thread(path)
    except CarouselError as error:
        if "threads; pick one" not in error.what:
            raise
        return [*(line.id for line in list_threads(path)[:MOST_THREADS])]
    return [None]


def _take(source: Thread | Carousel, found: Found) -> None:
    carousel = begin(source)
    made = arrange(carousel.thread, carousel)
    gone = left_out(made)
    found.threads += 1
    found.posts += len(made.thread.posts)
    found.left_out += len(gone)
    found.pictures += sum(len(post.images) for post in made.thread.posts)
    shown = _shown(made)
    notes = [note.text for note in gone] + [note.text for note in made.thread.cleaned]
    named = Counter(words_of(" ".join(notes)))
    wanted = Counter(word for post in made.thread.posts for word in words_of(plain(parse(post.text))))
    found.words += wanted.total()
    found.placed += (wanted & shown).total()
    found.links += sum(len(list(hrefs(parse(post.text)))) for post in made.thread.posts)
    if lost := wanted - shown - named:
        found.state = "failed"
        found.said.append(f"lost without a word: {' '.join(sorted(lost))[:200]}")


def _shown(made: Carousel) -> Counter[str]:
    """Return every word the slides show, found without help of `left_out`."""
    texts: list[str] = []
    for slide in made.slides:
        post = made.post(slide.post) if slide.post else None
        texts += [slide.title or "", slide.quote or "", slide.number or "", *(slide.items or ())]
        texts.append(slide.text if slide.text is not None else _text(post))
    return Counter(word for text in texts for word in words_of(plain(parse(text))))


def _text(post: Post | None) -> str:
    return post.text if post else ""


def print_table(found: list[Found]) -> None:
    """Print a line for each file, what went wrong under it, and the sums."""
    rows = [COLUMNS, *(each.row() for each in found)]
    widths = [max(len(row[n]) for row in rows) for n in range(len(COLUMNS))]
    said: list[list[str]] = [[], *(each.said for each in found)]
    for row, lines in zip(rows, said, strict=True):
        cells = [row[0].ljust(widths[0]), row[1].ljust(widths[1])]
        print(
            "  ".join([*cells, *(cell.rjust(width) for cell, width in zip(row[2:], widths[2:], strict=True))])
        )
        for line in lines:
            print(f"    {line}")
    states = Counter(each.state for each in found)
    print(f"\n{len(found)} files: {', '.join(f'{count} {state}' for state, count in sorted(states.items()))}")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
