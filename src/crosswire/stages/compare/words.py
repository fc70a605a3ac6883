"""Words with their places, and how much of one text stands word for word in another."""

import re
from collections.abc import Sequence
from difflib import SequenceMatcher
from typing import NamedTuple

from crosswire.records.article import PassageKind
from crosswire.records.quotation import Reading
from crosswire.records.span import Span
from crosswire.stages.annotate.marks import quoted_runs
from crosswire.stages.compare.points.words import stem

_WORD = re.compile(r"[^\W_]+(?:['’.][^\W_]+)*")

SHINGLE = 5
"""Words in a run when texts are compared for reuse; Broder (1997) calls such a run a shingle."""


class Word(NamedTuple):
    """A word of a text: its place, and its form as ``plain`` gives it."""

    start: int
    end: int
    form: str


def words(text: str, at: int = 0) -> list[Word]:
    """The words of ``text``; offsets count from ``at``."""
    return [Word(m.start() + at, m.end() + at, plain(m.group())) for m in _WORD.finditer(text)]


def plain(word: str) -> str:
    """The word in lower case, apostrophes straight, an abbreviation without its dots."""
    form = word.lower().replace("’", "'")
    return form.replace(".", "") if "." in form and not form[0].isdigit() else form


def root(form: str) -> str:
    """The stem of a stem, so that "recklessly" meets "reckless" and "aggressively" "aggressive"."""
    return stem(stem(form))


def shingles(forms: Sequence[str], size: int = SHINGLE) -> frozenset[int]:
    """Every run of ``size`` words, as numbers; empty when there are fewer words.

    The numbers hold for one process only.
    """
    return frozenset(hash(tuple(forms[k : k + size])) for k in range(len(forms) - size + 1))


def containment(a: frozenset[int], b: frozenset[int]) -> float:
    """Share of the smaller set's runs that stand in the other."""
    smaller = min(len(a), len(b))
    return len(a & b) / smaller if smaller else 0.0


def common_run(a: Sequence[str], b: Sequence[str]) -> tuple[int, int, int]:
    """The longest run of words in both: (place in ``a``, place in ``b``, length)."""
    found = SequenceMatcher(None, a, b, autojunk=False).find_longest_match(0, len(a), 0, len(b))
    return found.a, found.b, found.size


def own_words(reading: Reading, *, quoted: bool = True, posts: bool = False) -> list[Word]:
    """The article's own words: no chrome, no bylines, no advertising, no posts of others.

    Without ``quoted`` the words in marks are left out too: two outlets that quote one speech share
    its words and have copied nothing from each other. With ``posts`` those it embeds are among them.
    """
    passages = shown_passages(reading) if posts else told_passages(reading)
    found = [w for span in passages for w in words(span.exact, span.start)]
    return found if quoted else outside_marks(found, reading.revision.body.content)


def outside_marks(found: Sequence[Word], text: str) -> list[Word]:
    """Those of ``found`` that stand outside quotation marks in ``text``."""
    marked = {k for start, end in quoted_runs(text) for k in range(start, end)}
    return [w for w in found if w.start not in marked]


def told_passages(reading: Reading) -> list[Span]:
    """The passages in which the article tells something in words of its own."""
    return [p.span for p in reading.revision.passages if p.kind not in _SILENT and p.voice.is_told]


def shown_passages(reading: Reading) -> list[Span]:
    """Those, and the posts of others that it shows: where somebody's words may stand."""
    return [
        p.span
        for p in reading.revision.passages
        if (p.kind not in _SILENT or p.kind is PassageKind.EMBED) and p.voice.is_told
    ]


_SILENT = frozenset({
    PassageKind.CHROME, PassageKind.BYLINE, PassageKind.EMBED, PassageKind.PULL_QUOTE,
    PassageKind.NOTICE,
})  # fmt: skip


def sentence_at(reading: Reading, place: int) -> Span | None:
    """The sentence that holds ``place``."""
    return next((s for s in reading.annotation.sentences if s.start <= place < s.end), None)
