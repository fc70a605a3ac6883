"""How a text stands in the page that it was read from: what it says beyond its page, and what it leaves out.

A text is held against its page run by run. What lies between two runs is held as well: it must be what
the page shows there, tags taken away and entities read. Between two paragraphs a page may show more (an
advertisement, a paragraph that is none of the article), within a paragraph it may not; which of the two
it is, is the page's to say, and not the text's. The page of a bundle (``verify.js``) does the same, with the same patterns.
"""

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from functools import cached_property
from html import unescape
from typing import NamedTuple

_WHITE = re.compile(r"[\s\x1c-\x1f\x85\ufeff]+")
_UNSEEN = re.compile(
    r"<!--[\s\S]*?(?:-->|\Z)"
    r"|<(script|style|noscript|template)\b[\s\S]*?(?:</\1\s*>|\Z)"
    r"|<[!/?a-z][^<>]*>",
    re.I | re.A,
)
_BLOCK = re.compile(
    r"</?(?:address|article|aside|blockquote|body|br|center|dd|details|dialog|div|dl|dt|fieldset|figcaption"
    r"|figure|footer|form|h[1-6]|header|hr|iframe|li|main|menu|nav|ol|p|pre|section|summary|table|tbody|td"
    r"|tfoot|th|thead|tr|ul|video)(?=[\s/>])",
    re.I | re.A,
)
"""A tag that ends the line of words that it stands in."""
_ENTITY = re.compile(r"&(?:#\d{1,7}|#x[0-9a-f]{1,6}|[a-z]\w{1,30});", re.I | re.A)
_ESCAPE = re.compile(r"\\(?:u([0-9a-fA-F]{4})|([\s\S]))")
_BLANK = frozenset("nrtbf")

Run = Sequence[int]
"""Where in the text, where in the page, how many characters."""


class Astray(NamedTuple):
    """A place where a text is not what its page shows."""

    start: int
    end: int
    """In the text; the same where it leaves something out."""
    here: str
    """What the text has."""
    there: str | None
    """What the page shows; None: it shows nothing there."""


class Standing:
    """A page that texts are held against."""

    def __init__(self, page: str, medium: str) -> None:
        self._page = page
        self._marked = medium == "html"

    def has(self, words: str, title: str | None = None) -> bool:
        """Whether words stand anywhere in the page or its markup, or were stated with it as its title."""
        wanted = _flat(words)
        return any(wanted in one for one in self._readings) or wanted == _flat(title or "")

    def astray(self, text: str, runs: Sequence[Run]) -> Iterator[Astray]:
        """Every place where the text is not what the page shows; runs that are none end it."""
        at = last = 0
        for n, (here, there, length) in enumerate(runs):
            if not (at <= here < here + length <= len(text)
                    and 0 <= there < there + length <= len(self._page)):  # fmt: skip
                yield Astray(at, len(text), text[at:], None)
                return
            yield from self._gap(text, (at, here), (last, there), first=n == 0)
            at, last = here + length, there + length
            yield from self._run(text[here:at], here, there)
        yield from self._gap(text, (at, len(text)), (last, len(self._page)),
                             first=not runs, final=True)  # fmt: skip

    def _run(self, words: str, here: int, there: int) -> Iterator[Astray]:
        end = there + len(words)
        if self._page[there:end] != words:
            yield Astray(here, here + len(words), words, self._page[there:end])
        elif self._marked and self._hides(there, end):
            yield Astray(here, here + len(words), words, None)

    def _gap(
        self,
        text: str,
        here: tuple[int, int],
        there: tuple[int, int],
        *,
        first: bool = False,
        final: bool = False,
    ) -> Iterator[Astray]:
        gap = text[slice(*here)]
        if there[0] > there[1]:
            # It goes back in the page, which a text has no reason to do.
            yield Astray(*here, gap, None)
            return
        lines = [_flat(line) for line in gap.split("\n")]
        between = self._page[slice(*there)]
        for shown in self._shown(between):
            fits = _fits(lines, shown, first=first, final=final)
            # A page shows more than the text between two paragraphs only, and it says where these are.
            if fits and (first or final or "".join(lines) == shown or self._parts(between)):
                return
        yield Astray(*here, gap, next(self._shown(between)) if self._marked else between)

    def _shown(self, piece: str) -> Iterator[str]:
        """What a piece of the page shows; as its scripts would show it, too."""
        if not self._marked:
            yield _flat(piece)
            return
        yield _flat(_seen(piece))
        if "\\" in piece:
            yield _flat(_seen(_unescaped(piece)))

    def _parts(self, piece: str) -> bool:
        """Whether a piece of the page ends one block and begins another."""
        if not self._marked:
            return "\n" in piece or "\r" in piece
        readings = (piece, _unescaped(piece)) if "\\" in piece else (piece,)
        return any(_BLOCK.match(tag[0]) for one in readings for tag in _UNSEEN.finditer(one))

    @cached_property
    def _readings(self) -> list[str]:
        if not self._marked:
            return [_flat(self._page)]
        stated = _read(self._page)  # in the markup, or as a script has it
        return [*map(_flat, (self._page, stated, _read(_unescaped(stated)))),
                *self._shown(self._page)]  # fmt: skip

    @cached_property
    def _unseen(self) -> tuple[list[int], list[int]]:
        spans = [match.span() for match in _UNSEEN.finditer(self._page)]
        return [start for start, _ in spans], [end for _, end in spans]

    def _hides(self, start: int, end: int) -> bool:
        """Whether some of a stretch of the page stands in a tag, a comment or a script."""
        starts, ends = self._unseen
        before = bisect_right(starts, start) - 1
        inside = before >= 0 and ends[before] > start
        return inside or (before + 1 < len(starts) and starts[before + 1] < end)


def _fits(lines: Sequence[str], shown: str, *, first: bool, final: bool) -> bool:
    """Whether lines are what is shown between two runs: the first line goes on what is before, the last
    one leads to what is after, and those between stand there in their order."""
    if len(lines) == 1 and not first and not final:
        return lines[0] == shown
    begin, end = 0, len(shown)
    inner = list(lines)
    if not first:
        head = inner.pop(0)
        if not shown.startswith(head):
            return False
        begin = len(head)
    if not final:
        tail = inner.pop()
        end -= len(tail)
        if end < begin or not shown.endswith(tail):
            return False
    for line in inner:
        found = shown.find(line, begin, end)
        if found < 0:
            return False
        begin = found + len(line)
    return True


def _flat(words: str) -> str:
    return _WHITE.sub("", words)


def _seen(piece: str) -> str:
    return _read(_UNSEEN.sub(" ", piece))


def _read(piece: str) -> str:
    return _ENTITY.sub(lambda match: unescape(match[0]), piece)


def _unescaped(piece: str) -> str:
    """What JSON in a script stands for; two halves that fit are one character."""
    made = _ESCAPE.sub(_sign, piece)
    return made.encode("utf-16", "surrogatepass").decode("utf-16", "surrogatepass")


def _sign(match: re.Match[str]) -> str:
    if match[1]:
        return chr(int(match[1], 16))
    return " " if match[2] in _BLANK else match[2]
