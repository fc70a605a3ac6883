"""Where things stand: labels of pages, anchors of sentences, words in their context."""

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Callable

from crosswire.records.base import Record
from crosswire.records.comparison import Comparison, Page, Statement
from crosswire.records.quotation import Reading
from crosswire.records.span import Span
from crosswire.report.words import count, heading

_STORED = re.compile(r"story-[0-9a-f]{20}")


class Place(Record):
    """A span as people can audit it."""

    article: str
    """The article's name in the comparison."""
    span: Span
    label: str
    """The outlet, made unique."""
    code: str
    """Its two or three letters."""
    href: str
    """Where it can be read: an anchor in the texts at the foot of the report, or the address of the
    article's page."""
    offsets: str
    """First and last position, code points, end exclusive."""
    where: str
    """Page, offsets and text hash."""


class Cell(Record):
    """One page's words, in their sentence and between its neighbours."""

    place: Place
    before: str
    lead: str
    words: str
    tail: str
    after: str
    voice: str
    holder: str | None


def title(comparison: Comparison) -> str:
    """The story's name as a heading; the number of pages for a story without a name.

    A story of the store goes by its first headline, word for word, and whose it is.
    """
    if comparison.story in {"", "story"}:
        return count(len(comparison.pages), "page") + " compared"
    if _STORED.fullmatch(comparison.story):
        for page in comparison.pages:
            if page.headline:
                return f"{page.headline.value} ({page.outlet})"
    return heading(comparison.story)


Address = Callable[[str, Span | None], str]
"""Where a span of the page of this name, or the whole page, can be read."""


class Shelf:
    """One comparison's pages in their order, and the way to each of their sentences."""

    def __init__(self, comparison: Comparison, address: Address | None = None) -> None:
        """``address``: where a span of a page can be read; None: in the texts of the report."""
        self._address = address
        self.pages: dict[str, Page] = {p.article: p for p in comparison.pages}
        self.readings: dict[str, Reading] = {r.article: r for r in comparison.readings}
        self._number = {article: n for n, article in enumerate(self.pages, 1)}
        seen = Counter(p.outlet for p in comparison.pages)
        self._labels = {
            p.article: p.outlet if seen[p.outlet] == 1 else f"{p.outlet} ({p.article})"
            for p in comparison.pages
        }
        self._codes = _codes(self._labels)

    def label(self, article: str) -> str:
        """The outlet's name, with the page's id where two pages are of one outlet."""
        return self._labels.get(article, article)

    def code(self, article: str) -> str:
        """Two or three letters for the page, unique in this comparison."""
        return self._codes.get(article, article)

    def anchor(self, article: str) -> str:
        """Anchor of the page's text."""
        return f"text-{self._number.get(article, 0)}"

    def whole(self, article: str) -> str:
        """Where the page's text can be read from its beginning."""
        return self._address(article, None) if self._address else f"#{self.anchor(article)}"

    def sentence(self, article: str, offset: int) -> int | None:
        """Index of the sentence that ``offset`` stands in, or the one before it."""
        reading = self.readings.get(article)
        if reading is None or not reading.annotation.sentences:
            return None
        return max(0, bisect_right(reading.annotation.sentence_starts, offset) - 1)

    def place(self, article: str, span: Span) -> Place:
        """Where ``span`` of the page's body stands."""
        return Place(
            article=article,
            span=span,
            label=self.label(article),
            code=self.code(article),
            href=self._address(article, span) if self._address else self._here(article, span),
            offsets=f"{span.start}–{span.end}",
            where=f"{article}, characters {span.start}–{span.end} of {span.text}",
        )

    def _here(self, article: str, span: Span) -> str:
        """The anchor of its sentence in the report."""
        index = self.sentence(article, span.start)
        anchor = self.anchor(article)
        return f"#{anchor}" if index is None else f"#{anchor}-s{index}"

    def cell(self, statement: Statement) -> Cell:
        """The statement's words in context; the bare words when its page was not kept."""
        span, sentence = statement.span, statement.sentence
        place = self.place(statement.article, span)
        before = lead = tail = after = ""
        reading = self.readings.get(statement.article)
        if reading is not None:
            body = reading.revision.body.content
            start, end = min(sentence.start, span.start), max(sentence.end, span.end)
            lead, tail = body[start : span.start], body[span.end : end]
            before, after = self._neighbours(reading, start, end)
        return Cell(
            place=place,
            before=before,
            lead=lead,
            words=span.exact,
            tail=tail,
            after=after,
            voice=statement.voice.value,
            holder=statement.holder,
        )

    def _neighbours(self, reading: Reading, start: int, end: int) -> tuple[str, str]:
        sentences = reading.annotation.sentences
        starts = reading.annotation.sentence_starts
        first = bisect_right(starts, start) - 1
        after = bisect_right(starts, end - 1)
        before = sentences[first - 1].exact if first > 0 else ""
        return before, sentences[after].exact if after < len(sentences) else ""


def _codes(labels: dict[str, str]) -> dict[str, str]:
    """Initials of each label, told apart by a number where two are alike."""
    codes: dict[str, str] = {}
    for article, label in labels.items():
        words = [w for w in label.replace("-", " ").split() if w[0].isalnum()]
        words = [w for w in words if w.lower() not in {"the", "of", "and"}] or words or ["?"]
        initials = "".join(w[0] for w in words[:3]) if len(words) > 1 else words[0][:3]
        code, number = initials.upper(), 2
        while code in codes.values():
            code, number = f"{initials.upper()}{number}", number + 1
        codes[article] = code
    return codes
