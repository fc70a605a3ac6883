"""The head of an article in plain lines: headline, standfirst, author line, time."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

from crosswire.stages.clean.bylines import agency_credit, bare_names, read_byline
from crosswire.stages.clean.dates import Reading, read_date
from crosswire.stages.clean.layout import Marked
from crosswire.stages.clean.lines import Line, is_item

_REACH = 40
"""How many lines above the first paragraph are searched."""
_LONGEST_STANDFIRST = 45
_STEM = 5
"""Letters of a word that are compared, so that "need" meets "needs"."""
_NEARLY = 0.25
"""How much less than the best score a line higher up may have and still be the headline."""
_TITLE_SCORE = 1.2
"""Half of the telling words in the body, and the length of a title."""
_TRAIL = re.compile(r"\s[>›»|]\s")
_DATE_FILLER = re.compile(
    r"\b(?:first|last|originally|published|posted|updated|modified|created|added|on|at|date|time"
    r"|mon|tues?|wed|wednes|thu|thurs?|fri|sat|satur|sun)(?:day)?\b|\W",
    re.I,
)
_POST = re.compile(r"\(@\w+\)")
"""An account's name: the date beside it is that of an embedded post."""
_UPDATED = re.compile(r"\b(?:updated|modified|edited|amended)\b", re.I)
_STATED = re.compile(r"\b(?:published|posted|first published|created)\b", re.I)


@dataclass(frozen=True)
class Head:
    """Line numbers of the head's parts; ``body`` is the number of the first body line."""

    body: int
    headline: int | None = None
    standfirst: int | None = None
    authors: tuple[tuple[int, int, int], ...] = ()
    """(line, start, end), offsets within the line."""
    bylines: frozenset[int] = frozenset()
    dates: frozenset[int] = frozenset()
    published: tuple[int, Reading] | None = None


@dataclass(frozen=True)
class _Search:
    """The lines above the body and what the body says, for one page."""

    marked: Sequence[Marked]
    first: int
    """First line of the article's run."""
    last: int
    title: str | None

    @cached_property
    def body_words(self) -> frozenset[str]:
        """Words of the body in lower case."""
        lines = (m.line for m in self.marked[self.first : self.last])
        return frozenset(w.lower() for line in lines for w in line.words)

    @cached_property
    def body_stems(self) -> frozenset[str]:
        """The beginnings of those words."""
        return frozenset(w[:_STEM] for w in self.body_words)

    @cached_property
    def common(self) -> frozenset[str]:
        """Words that the body writes in lower case: no names."""
        lines = (m.line for m in self.marked[self.first : self.last])
        return frozenset(w for line in lines for w in line.words if w.islower())


def read_head(marked: Sequence[Marked], first: int, last: int, title: str | None = None) -> Head:
    """Find the head above line ``first``; a standfirst may have been taken for the body's start."""
    search = _Search(marked, first, last, title)
    body = _body_start(search)
    window = range(max(0, body - _REACH), body)
    dates = {i: found for i in window if (found := date_line(marked[i].line))}
    headline = _headline(search, [i for i in window if i not in dates], dates)
    below = range(0 if headline is None else headline + 1, body)
    dates = {i: found for i, found in dates.items() if headline is None or i in below}
    authors, bylines = _authors(search, below, dates)
    standfirst = _standfirst(search, headline, body, frozenset(dates) | bylines)
    return Head(
        body=body,
        headline=headline,
        standfirst=standfirst,
        authors=authors,
        bylines=bylines,
        dates=frozenset(dates),
        published=_published(marked, dates),
    )


def date_line(line: Line) -> Reading | None:
    """The date of a line that holds a date and nothing else but its label and perhaps a place."""
    if len(line.words) > 18 or len(line.text) > 120 or _POST.search(line.text):
        return None
    found = read_date(line.text)
    if found is None:
        return None
    rest = line.text[: found.start] + line.text[found.end :]
    labelled = _STATED.search(rest) or _UPDATED.search(rest)
    left = _DATE_FILLER.sub("", re.sub(r"\d+|[ap]\.?m\.?", "", rest, flags=re.I))
    return found if labelled or len(left) <= 25 else None


def _body_start(search: _Search) -> int:
    """The first body line: below an author or date line that has one prose line at most above it."""
    prose = [i for i in range(search.first, search.last) if _is_prose(search.marked[i])]
    if len(prose) < 2:
        return search.first
    opening, second = prose[0], prose[1]
    line = search.marked[opening].line
    if len(line.words) > _LONGEST_STANDFIRST or opening == 0:
        return search.first
    for i in range(opening + 1, second):
        item = search.marked[i]
        if date_line(item.line) or _top_byline(item.line):
            return i + 1
    return search.first


def _top_byline(line: Line) -> bool:
    return read_byline(line.text) is not None


def _is_prose(item: Marked) -> bool:
    return item.reason is None and item.line.prose


def _headline(search: _Search, candidates: Sequence[int], dates: Iterable[int]) -> int | None:
    """The first good title; one above the time line is preferred to one below it (a caption)."""
    top = min(dates, default=search.first)
    scores = {i: _headline_score(search, i) - 0.4 * (i > top) for i in candidates}
    best = max(scores.values(), default=0.0)
    good = [i for i in candidates if scores[i] > 0 and scores[i] >= best - _NEARLY]
    found = min(good, default=None)
    if found is not None and _is_title(search, found - 1, scores.get(found - 1, 0.0)):
        return found - 1
    return found


def _is_title(search: _Search, i: int, score: float) -> bool:
    """Whether the line right above the best title is one too: then the lower is its standfirst."""
    if score < _TITLE_SCORE:
        return False
    line = search.marked[i].line
    return len(line.words) >= 5 and not line.ends and not _TRAIL.search(line.text)


def _is_trail(search: _Search, i: int) -> bool:
    """Whether a line is a trail of links to the page, which often ends in the title below it."""
    line, below = search.marked[i].line, search.marked[i + 1].line
    return len(below.words) >= 4 and line.text != below.text and line.text.endswith(below.text)


def _headline_score(search: _Search, i: int) -> float:
    """How well a line reads as the title of the body below it: words shared, shape, nearness."""
    item = search.marked[i]
    words = [w.lower() for w in item.line.words]
    if item.reason not in (None, "repeated", "other") or not 3 <= len(words) <= 32:
        return 0.0
    if read_byline(item.line.text) or is_item(item.line.text) or _is_trail(search, i):
        return 0.0
    if search.title:
        return _alike(words, search.title)
    telling = {w[:_STEM] for w in words if len(w) > 3 or w.isdigit()}
    shared = len(telling & search.body_stems) / max(1, len(telling))
    if shared < 0.3 or (item.line.ends and len(words) > 20):
        return 0.0
    size = min(len(words), 8) / 8
    return shared + size - 0.01 * (search.first - i) - 0.4 * item.line.text.endswith(".")


def _alike(words: list[str], title: str) -> float:
    stated = {w.lower() for w in re.findall(r"\w+", title)}
    mine = set(words)
    shared = len(mine & stated) / max(1, len(mine | stated))
    return shared if shared >= 0.5 else 0.0


def _authors(
    search: _Search, below: range, dates: dict[int, Reading]
) -> tuple[tuple[tuple[int, int, int], ...], frozenset[int]]:
    """Author lines between headline and body: "By …", or bare names beside the time or the role."""
    for i in below:
        line = search.marked[i].line
        byline = read_byline(line.text)
        if byline:
            return tuple((i, s, e) for s, e in byline.authors), frozenset({i})
    for i in below:
        item = search.marked[i]
        if item.reason not in (None, "other"):
            continue
        names = bare_names(item.line.text, common=search.common)
        last = item.line.text[: names[-1][1]].split()[-1].lower() if names else ""
        if last and _stands_as_author(search, i, last, below.start, dates):
            return tuple((i, s, e) for s, e in names), frozenset({i})
    return _agency(search, below)


def _agency(
    search: _Search, below: range
) -> tuple[tuple[tuple[int, int, int], ...], frozenset[int]]:
    """The line that credits an agency in an author's place."""
    for i in below:
        line = search.marked[i].line
        if below.start > 0 and agency_credit(line.text):
            return ((i, 0, len(line.text)),), frozenset({i})
    return (), frozenset()


def _stands_as_author(
    search: _Search, i: int, name: str, top: int, dates: dict[int, Reading]
) -> bool:
    """A bare name right below the title or next to the time, unless the article is about them."""
    near = i - top <= 1 or any(abs(i - d) <= 3 for d in dates)
    return near and name not in search.body_words


def _standfirst(
    search: _Search, headline: int | None, body: int, meta: frozenset[int]
) -> int | None:
    """The line under the headline and over the author or time: a second title or a summary."""
    if headline is None or not any(i > headline for i in meta):
        return None
    for i in range(headline + 1, min(i for i in meta if i > headline)):
        item = search.marked[i]
        words = len(item.line.words)
        fits = 5 <= words <= _LONGEST_STANDFIRST and not is_item(item.line.text)
        if item.reason in (None, "other") and fits and i < body:
            return i
    return None


def _published(marked: Sequence[Marked], dates: dict[int, Reading]) -> tuple[int, Reading] | None:
    """The page's own time: a line that says "published" first, one that says "updated" last."""

    def rank(i: int) -> tuple[int, int]:
        text = marked[i].line.text
        return (0 if _STATED.search(text) else 2 if _UPDATED.search(text) else 1, i)

    best = min(dates, key=rank, default=None)
    return None if best is None else (best, dates[best])
