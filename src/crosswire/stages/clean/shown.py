"""What a page shows around its article: standfirst, author line, time, authors' boxes."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import islice

from crosswire.stages.clean.blocks import Block
from crosswire.stages.clean.body import is_caption
from crosswire.stages.clean.bylines import agency_credit, opens_byline, read_byline
from crosswire.stages.clean.cues import furniture
from crosswire.stages.clean.head import date_line
from crosswire.stages.clean.outline import Piece, anchors, letters

_STANDFIRST = re.compile(
    r"(?:^|[\s_-])(?:standfirst|stand-first|dek|strapline|sub-?title|sub-?headline)(?:$|[\s_-])",
    re.I,
)
_ALIKE = 4
"""As many paragraphs made exactly like a standfirst make it one of them."""
_DEEP = 12
"""How many pieces below the headline are searched."""
_LONGEST = 45
_PROSE = 12
_MOST_BOXES = 12
_LARGEST = 40
"""Pieces above and below an author line among which its box is looked for."""
_MOST = 0.5
"""An element with more of the article's words than this is the article, no box."""


@dataclass(frozen=True, slots=True)
class Shown:
    """Numbers of the pieces that make up the head of the page as it is seen."""

    headline: int | None = None
    standfirst: int | None = None
    byline: int | None = None
    credit: int | None = None
    """An agency's name standing for an author line."""
    dates: frozenset[int] = frozenset()

    @property
    def all(self) -> frozenset[int]:
        """Every one of them."""
        parts = (self.headline, self.standfirst, self.byline, self.credit)
        return frozenset(i for i in parts if i is not None) | self.dates


def shown_head(page: Sequence[Piece], title: str | None) -> Shown:
    """Read the head from the page's first heading to its first paragraph."""
    top = _heading(page, title)
    if top is None:
        return Shown()
    window = [i for i in range(top + 1, min(len(page), top + 1 + _DEEP)) if not page[i].zone]
    bylines = [i for i in window if (b := read_byline(page[i].text)) and b.authors]
    dates = [i for i in window if date_line(page[i].line) and not page[i].line.prose]
    credits_ = [i for i in window if agency_credit(page[i].text)]
    end = _first_paragraph(page, window, [*bylines, *dates, *credits_])
    meta = [i for i in (*bylines, *dates, *credits_) if i < end]
    return Shown(
        headline=top,
        standfirst=_standfirst(page, [i for i in window if i < end], meta),
        byline=next((i for i in bylines if i < end), None),
        credit=next((i for i in credits_ if i < end), None),
        dates=frozenset(i for i in dates if i < end),
    )


def _heading(page: Sequence[Piece], title: str | None) -> int | None:
    headings = [i for i, p in enumerate(page) if p.tag == "h1" and len(p.text.split()) >= 3]
    wanted = letters(title or "").lower()
    same = [i for i in headings if wanted and page[i].key.lower() in (wanted, wanted + "s")]
    return next(iter(same or headings), None)


def _first_paragraph(page: Sequence[Piece], window: Sequence[int], meta: Sequence[int]) -> int:
    """The first closed piece of some length that no author line or time follows at once."""
    for i in window:
        line = page[i].line
        long = len(line.words) > _LONGEST or (len(line.words) >= _PROSE and line.ends)
        if long and not _STANDFIRST.search(page[i].marks) and not {i, i + 1, i + 2} & set(meta):
            return i
    return window[-1] + 1 if window else 0


def _standfirst(page: Sequence[Piece], window: Sequence[int], meta: Sequence[int]) -> int | None:
    """A piece marked as one, or the second title over author line and time."""
    fits = [
        i
        for i in window
        if 5 <= len(page[i].line.words) <= _LONGEST
        and i not in meta
        and page[i].linked < 0.5
        and not is_caption(page[i].line)
        and not furniture(page[i].text, words=len(page[i].line.words), ends=page[i].line.ends)
    ]
    marked = next((i for i in fits if _STANDFIRST.search(page[i].marks)), None)
    above = next((i for i in fits if any(i < m for m in meta) and page[i].tag == "p"), None)
    return above if marked is None else marked


def apart(page: Sequence[Piece], standfirst: int) -> bool:
    """Whether it is made unlike the paragraphs below; else it is the first of them besides."""
    make = (page[standfirst].tag, page[standfirst].marks)
    alike = (p for p in page[standfirst + 1 :] if (p.tag, p.marks) == make and p.line.prose)
    return len(list(islice(alike, _ALIKE))) < _ALIKE


@dataclass(frozen=True, slots=True)
class Box:
    """An author's box: the letters of its author line, and those of all its pieces."""

    byline: str
    keys: frozenset[str]


def with_boxes(
    blocks: Sequence[Block], page: Sequence[Piece], head: Shown
) -> tuple[list[Block], list[Box]]:
    """Put back author lines inside the text, and what stands in the boxes they open.

    The reading for the article drops author lines wherever they stand, and asides whole.
    """
    placed = anchors([letters(b.text) for b in blocks], page)
    inside = [i for i in placed if i is not None]
    if len(inside) < 2:
        return list(blocks), []
    whole = sum(len(page[i].text) for i in set(inside))
    found: list[Box] = []
    extra: set[int] = set()
    for k in range(inside[1] + 1, inside[-1] + 1):
        if len(found) < _MOST_BOXES and _opens_box(page, k, head):
            kept = _box(page, k, whole)
            # Outside a box only "By …" is an author line: "Jo Marsh, writer" may be a list's item.
            if kept is None and not opens_byline(page[k].text):
                continue
            extra |= {i for i in kept or [k] if i not in inside}
            if kept:
                found.append(Box(page[k].key, frozenset(page[i].key for i in kept)))
    return _merged(blocks, placed, {i: Block(page[i].text, page[i].tag) for i in extra}), found


def _opens_box(page: Sequence[Piece], k: int, head: Shown) -> bool:
    piece = page[k]
    byline = read_byline(piece.text)
    if k in head.all or piece.zone not in ("", "aside") or piece.linked > 0.9 or byline is None:
        return False
    if head.byline is not None and page[head.byline].key == piece.key:
        return False
    return bool(byline.authors) and (byline.role or opens_byline(piece.text))


def _box(page: Sequence[Piece], k: int, whole: int) -> list[int] | None:
    """The pieces of the innermost element that holds the author line and running text."""
    near = range(max(0, k - _LARGEST), min(len(page), k + _LARGEST))
    for number in reversed(page[k].path):
        within = [i for i in near if number in page[i].path]
        if (within[0] == near[0] and k >= _LARGEST) or len(within) == len(near):
            return None
        prose = [i for i in within if page[i].line.prose and page[i].linked < 0.5]
        if sum(len(page[i].text) for i in prose) > _MOST * whole:
            return None
        if prose and (len(prose) > 1 or len(page[prose[0]].line.words) >= 40):
            return [i for i in within if page[i].zone != "caption" and not _cue(page[i])]
    return None


def _cue(piece: Piece) -> bool:
    line = piece.line
    return furniture(piece.text, words=len(line.words), ends=line.ends) is not None


def _merged(
    blocks: Sequence[Block], placed: Sequence[int | None], extra: Mapping[int, Block]
) -> list[Block]:
    merged: list[Block] = []
    waiting = sorted(extra)
    for block, place in zip(blocks, placed, strict=True):
        while waiting and place is not None and waiting[0] < place:
            merged.append(extra[waiting.pop(0)])
        merged.append(block)
    return [*merged, *(extra[i] for i in waiting)]
