"""A language that no pipeline reads: sentences by their stops, dates by month names and figures."""

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from itertools import pairwise

from crosswire.records.annotation import Annotation
from crosswire.records.article import Revision
from crosswire.records.span import Span
from crosswire.stages.annotate.foreign.dates import written_dates
from crosswire.stages.annotate.marks import Marked, marked_runs, paragraph_bounds

Run = tuple[int, int]

NOT_DONE = ("names", "who speaks", "reported speech", "days without a year", "statements")
"""What is not read in such an article."""

_STOP = re.compile(
    r"(?<![.!?…؟।])([.!?…؟।]++)(?:[ \u00a0\u202f]?»)?[\"”“’')\]]*\s+|[。！？]+[」』”’）]*\s*"
)
_CORNERS = re.compile(r"「[^「」\n]{1,1500}」|『[^『』\n]{1,1500}』")
_SHORT = re.compile(
    r"(?:^|[\s(\[«„“\"'’])(?:\w|\d{1,2}|\w\.\w|MM|Mr|Mrs|Dr|Dra|Prof|Pr|Sr|Sra|Hr|St|Nr|Art|Abs|art|env"
    r"|ca|bzw|vgl|Mio|Mrd|pág|núm)$"
)
"""Where a full stop ends no sentence: an initial, "12. Mai", "z.B.", a title."""
_LOOK = 8
"""Characters before a stop that are looked at for such a word: more than any of them has."""


def annotate_plain(revision: Revision) -> Annotation:
    """Sentences and written dates of a revision; no names."""
    text = revision.body
    return Annotation(
        tokens=(),
        sentences=tuple(Span.of(text, *run) for run in plain_sentences(text.content)),
        mentions=(),
        entities=(),
        times=written_dates(text, str(revision.language)),
        model="rules for any language",
        language=revision.language,
        not_done=NOT_DONE,
    )


def runs_in_marks(text: str) -> list[Marked]:
    """Runs in quotation marks, those of East Asia among them, in order."""
    corners = [Marked(*m.span(), m.start() + 1, True, False) for m in _CORNERS.finditer(text)]
    others = marked_runs(text)
    apart = [c for c in corners if not any(o.start < c.end and c.start < o.end for o in others)]
    return sorted([*others, *apart])


def plain_sentences(text: str) -> list[Run]:
    """Sentences paragraph by paragraph; none ends within quotation marks."""
    quoted = [(run.start, run.end) for run in runs_in_marks(text)]
    found: list[Run] = []
    for start, end in paragraph_bounds(text):
        cuts = [at for at in _cuts(text, start, end) if not _within(quoted, at)]
        edges = [start, *cuts, end]
        found += (_trimmed(text, a, b) for a, b in pairwise(edges))
    return [run for run in found if run[0] < run[1]]


def _cuts(text: str, start: int, end: int) -> Iterator[int]:
    for match in _STOP.finditer(text, start, end):
        if match[1] and match[1].startswith("."):
            short = match[1] == "." and _SHORT.search(
                text[max(start, match.start() - _LOOK) : match.start()]
            )
            if short or text[match.end() : match.end() + 1].islower():
                continue
        carried = match[0].endswith("」") and text[match.end() : match.end() + 1] in ("と", "、")
        if match.end() < end and not carried:
            yield match.end()


def _within(runs: Sequence[Run], at: int) -> bool:
    k = bisect_right(runs, (at, len(runs) + at)) - 1
    return k >= 0 and runs[k][0] < at < runs[k][1]


def _trimmed(text: str, start: int, end: int) -> Run:
    words = text[start:end]
    return start + len(words) - len(words.lstrip()), start + len(words.rstrip())
