"""
Cut a slide into several: at a paragraph, else a sentence, else a clause, else a word; in balance.

Knows how much each cut hurts and tries all of them (dynamic programming). Does not know what fits:
whoever measured says into how many parts a slide is to go.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate

from carousel_html.arranging.pieces import BLOCK_ROOM, Piece, pieces, together
from carousel_html.arranging.sentences import COLONS, Cut
from carousel_html.errors import TextOverflow
from carousel_html.letters import count_letters
from carousel_html.markup import Block, Bullets, Heading, Link, is_label, parse, plain, write
from carousel_html.model import Carousel, Slide

# What a cut costs, against 1 for a part that is twice as long as its share, or empty.
COSTS = {
    Cut.BLOCK: 0.0,
    Cut.LINE: 0.05,
    Cut.SENTENCE: 0.12,
    Cut.CLAUSE: 0.7,
    Cut.WORD: 1.5,
    Cut.CHARACTER: 3.0,
}
AFTER_HEADING = 4.0  # A heading at the foot of a slide.
AFTER_COLON = 1.0  # "Three things:" without the things.
AFTER_LABEL = 1.0  # "TL;DR" without what it sums up.
IN_LIST = 0.2  # One list on two slides.
LONELY_ITEM = 0.6  # The first point of a list without the others, or the last.
BEFORE_SOURCE = 1.0  # A link without the words it belongs to.
LONELY = 2.0  # A part of one short line.
LONELY_SHARE = 0.34  # With fewer letters than this share of an even part one is lonely.
# The room, in characters, that a title and a picture take on the first part.
TITLE_ROOM = 60
PICTURE_ROOM = 160
# Beyond this many pieces only parts up to this multiple of an even share are tried, and ends this many
# even shares away from where they would be in perfect balance.
MANY = 250
LONGEST_SHARE = 2.5
REACH = 1.5


@dataclass(frozen=True, slots=True)
class _Field:
    """Pieces of one key of a slide: `text`, `quote`, or one of `items`."""

    key: str
    number: int
    piece: Piece


def split(carousel: Carousel, parts: Mapping[int, int]) -> Carousel:
    """Cut slides of a completed carousel: slide i (from 0) becomes `parts[i]` slides.

    The words of each part go to its `text` (Markdown; `quote` and `items` where the words stand
    there). The title and the pictures stay on the first part. Every part remembers its entry and its
    number.

    Raises:
        TextOverflow: a slide has nothing left that may be parted.
    """
    slides: list[Slide] = []
    for number, slide in enumerate(carousel.slides):
        count = parts.get(number, 1)
        slides += _parts(carousel, slide, number, count) if count > 1 else [slide]
    copy = carousel.model_copy(deep=False)
    copy.slides = _numbered(slides)
    return copy


def _numbered(slides: Sequence[Slide]) -> list[Slide]:
    """Number the parts of each entry anew: a part may have been parted again."""
    counts: dict[int | None, int] = {}
    for slide in slides:
        counts[slide.entry] = counts.get(slide.entry, 0) + 1
    seen: dict[int | None, int] = {}
    out: list[Slide] = []
    for slide in slides:
        seen[slide.entry] = seen.get(slide.entry, 0) + 1
        count = counts[slide.entry]
        part = (seen[slide.entry], count) if count > 1 else None
        out.append(slide.placed(entry=slide.entry, part=part))
    return out


def _parts(carousel: Carousel, slide: Slide, number: int, count: int) -> list[Slide]:
    head = _head_room(carousel, slide)
    fields = _fine_enough(carousel, slide, count, head)
    if len(fields) < count - (head > 0):
        raise TextOverflow(
            f"slide {number + 1} is too full, and nothing of it can be cut into {count} slides.",
            where="carousel.yaml: outro" if slide.entry is None else f"carousel.yaml: slides[{slide.entry}]",
            hint="Links, code and names stay whole: shorten them, or take a layout with more room.",
        )
    # With fewer pieces than parts, the title or the pictures stand alone on the first.
    alone = len(fields) < count
    ends = [0, *_ends(fields, count - 1, 0)] if alone else _ends(fields, count, head)
    starts = [0, *ends[:-1]]
    return [
        _part(slide, fields[start:end], is_first=place == 0)
        for place, (start, end) in enumerate(zip(starts, ends, strict=True))
    ]


def _part(slide: Slide, fields: Sequence[_Field], *, is_first: bool) -> Slide:
    part = slide.placed(entry=slide.entry, part=slide.part)
    part.text = write(together(field.piece for field in fields if field.key == "text"))
    quoted = together(field.piece for field in fields if field.key == "quote")
    part.quote = write(quoted) or None
    if slide.items is not None:
        numbers = dict.fromkeys(field.number for field in fields if field.key == "items")
        part.items = [
            write(together(field.piece for field in fields if field.key == "items" and field.number == item))
            for item in numbers
        ]
    if not is_first:
        part.id, part.title, part.number, part.images = None, None, None, []
    return part


def _head_room(carousel: Carousel, slide: Slide) -> int:
    """Return the room of what stands on the first part alone: title and pictures."""
    post = carousel.post(slide.post) if slide.post else None
    images = slide.images if slide.images is not None else post.images if post else []
    title = 2 * count_letters(slide.title) + TITLE_ROOM if slide.title else 0
    return title + PICTURE_ROOM * len(images)


# --- pieces of a slide -----------------------------------------------------------------------


def _fine_enough(carousel: Carousel, slide: Slide, count: int, head: int) -> list[_Field]:
    """Return the slide's pieces, cut as coarsely as still gives balanced parts."""
    finest = _fields(carousel, slide, limit=0)
    share = max(1, (sum(field.piece.room for field in finest) + head) // count)
    # A piece that stays whole whatever happens, a long code, asks for no finer cuts elsewhere.
    most = max([share + BLOCK_ROOM, *(field.piece.room for field in finest)])
    for limit in (share, share // 2, share // 4, 40, 8):
        fields = _fields(carousel, slide, limit)
        if len(fields) >= count and max(field.piece.room for field in fields) <= most:
            return fields
    return finest


def _fields(carousel: Carousel, slide: Slide, limit: int) -> list[_Field]:
    post = carousel.post(slide.post) if slide.post else None
    text = slide.text if slide.text is not None else post.text if post else ""
    groups: list[tuple[str, int, tuple[Block, ...]]] = [("text", 0, parse(text))]
    if slide.quote:
        groups.append(("quote", 0, parse(slide.quote)))
    groups += [("items", number, parse(item)) for number, item in enumerate(slide.items or ())]
    return [_Field(key, number, piece) for key, number, blocks in groups for piece in pieces(blocks, limit)]


# --- where to cut ----------------------------------------------------------------------------


def _ends(fields: Sequence[_Field], count: int, head: int) -> list[int]:
    """Return where each part ends, at the least cost over all ways to cut."""
    costs = [0.0, *(_cut_cost(fields, place) for place in range(1, len(fields))), 0.0]
    places = _worth_trying(fields, costs, count)
    sums = _Sums.of(fields, places, count, head)
    costs = [costs[place] for place in places]
    # A piece far longer than an even part can put every even place out of reach.
    for reach in (REACH, 4 * REACH, float("inf")):
        best = _best(sums, costs, count, reach)
        if best[count]:
            break
    ends = [len(places) - 1]
    for part in range(count, 1, -1):
        ends.insert(0, best[part][ends[0]][1])
    return [places[end] for end in ends]


def _worth_trying(fields: Sequence[_Field], costs: Sequence[float], count: int) -> list[int]:
    """Return the places where a cut is tried: of thousands of words between two, only some.

    A cut between words is as good as the next, so a tenth of a part apart is near enough.
    """
    if len(fields) <= MANY:
        return list(range(len(fields) + 1))
    apart = max(1, sum(field.piece.room for field in fields) // (10 * count))
    places, room = [0], 0
    for place in range(1, len(fields)):
        room += fields[place - 1].piece.room
        if room >= apart or costs[place] < COSTS[Cut.WORD]:
            places.append(place)
            room = 0
    return [*places, len(fields)]


def _best(
    sums: _Sums, costs: Sequence[float], count: int, reach: float
) -> list[dict[int, tuple[float, int]]]:
    """Return for each part (from 0) and each end of it: the least cost so far, and where it starts."""
    best: list[dict[int, tuple[float, int]]] = [{0: (0.0, 0)}]
    for part in range(1, count + 1):
        reached: dict[int, tuple[float, int]] = {}
        for end in sums.ends(part, count, reach):
            if options := _options(best[-1], end, sums):
                cost, start = min(options)
                reached[end] = (cost + costs[end], start)
        best.append(reached)
    return best


@dataclass(frozen=True, slots=True)
class _Sums:
    """Room and letters before each piece, what the first part holds besides, and an even share."""

    rooms: list[int]
    letters: list[int]
    head: int
    share: float
    longest: float
    fewest: float

    @classmethod
    def of(cls, fields: Sequence[_Field], places: Sequence[int], count: int, head: int) -> _Sums:
        rooms = [0, *accumulate(field.piece.room for field in fields)]
        letters = [0, *accumulate(field.piece.letters for field in fields)]
        share = (rooms[-1] + head) / count
        longest = LONGEST_SHARE * share if len(places) > MANY else float("inf")
        fewest = LONELY_SHARE * (letters[-1] + head) / count
        return cls([rooms[at] for at in places], [letters[at] for at in places], head, share, longest, fewest)

    def ends(self, part: int, count: int, reach: float) -> range:
        """Return where this part (from 1) may end: of many pieces only `reach` shares from its even place."""
        last = len(self.rooms) - 1
        if part == count:
            return range(last, last + 1)
        first, final = part, last - (count - part)
        if last > MANY:
            even = part * self.share - self.head
            final = max(first, min(final, bisect_right(self.rooms, even + reach * self.share)))
            first = min(final, max(first, bisect_left(self.rooms, even - reach * self.share)))
        return range(first, final + 1)

    def part(self, start: int, end: int) -> tuple[float, bool]:
        """Return the room of a part, and whether it is lonely: a word or two on a slide."""
        head = 0 if start else self.head
        room = self.rooms[end] - self.rooms[start] + head
        return room, self.letters[end] - self.letters[start] + head < self.fewest


def _options(before: Mapping[int, tuple[float, int]], end: int, sums: _Sums) -> list[tuple[float, int]]:
    """Return (cost so far, start) for each part that may end here."""
    out: list[tuple[float, int]] = []
    for start in range(end - 1, -1, -1):
        room, is_lonely = sums.part(start, end)
        if start in before:
            imbalance = ((room - sums.share) / sums.share) ** 2
            out.append((before[start][0] + imbalance + (LONELY if is_lonely else 0.0), start))
        if room > sums.longest and out:
            break
    return out


def _cut_cost(fields: Sequence[_Field], place: int) -> float:
    """Return what it costs to begin a new part with this piece."""
    before, after = fields[place - 1], fields[place]
    cost = COSTS[after.piece.cut] if before.key == after.key else 0.0
    if isinstance(before.piece.trail[-1].block, Heading):
        cost += AFTER_HEADING
    elif _heads(before.piece) and after.piece.cut == Cut.BLOCK:
        cost += AFTER_LABEL
    elif after.piece.cut <= Cut.LINE and plain(before.piece.spans).rstrip().endswith(COLONS):
        cost += AFTER_COLON
    cost += _list_cost(before.piece, after.piece)
    if after.piece.spans and all(isinstance(span, Link) for span in after.piece.spans):
        cost += BEFORE_SOURCE
    return cost


def _heads(piece: Piece) -> bool:
    """Tell whether a piece is a paragraph of a few words that head what follows."""
    return len(piece.trail) == 1 and piece.cut == Cut.BLOCK and is_label(plain(piece.spans))


def _list_cost(before: Piece, after: Piece) -> float:
    """Return what it costs to begin a new part between two items of one list."""
    one, other = before.trail[0], after.trail[0]
    points = one.block
    if not isinstance(points, Bullets) or one.place != other.place or one.item == other.item:
        return 0.0
    is_lonely = one.item == 0 or other.item == len(points.items) - 1
    return LONELY_ITEM if is_lonely and len(points.items) > 2 else IN_LIST
