"""Frames: what a sentence tells around somebody's words, which is the outlet's telling and not theirs.

"Speaking at the harbour meeting in Port Sarn, the minister attacked the ferry line" tells, in the
outlet's own voice, that there was a meeting. Beside another outlet's "The minister came from the
harbour meeting in Port Sarn" it is that which both tell, and the minister is no source for it.
"""

from collections.abc import Sequence

from crosswire.records.comparison import Statement
from crosswire.records.quotation import Act, Quotation
from crosswire.records.span import Span
from crosswire.stages.compare.points.words import STOP
from crosswire.stages.compare.words import Word, root, words

_LEAST = 3
"""Telling words that the frame must share with what the others tell in their own voice."""


def only_the_frame(
    member: Statement, said: Quotation, every: Sequence[Quotation], others: Sequence[Statement]
) -> bool:
    """Whether what ``member``, of whom ``said`` is the quotation, shares with ``others`` stands
    around somebody's words, all of it; ``every`` quotation of the page counts."""
    told, name = _telling(others), {root(w.form) for w in words(said.speaker_name or "")}
    around: set[str] = set()
    for word in words(member.span.exact, member.span.start):
        form = root(word.form)
        if _stops(word) or form not in told - name:
            continue
        if any(run.start <= word.start < run.end for q in every for run in q.content):
            return False
        if not any(run.start <= word.start < run.end for run in (*said.speaker, *said.cue)):
            around.add(form)
    return len(around) >= _LEAST


def only_the_words(member: Statement, said: Quotation, others: Sequence[Statement]) -> bool:
    """Whether what ``member`` shares with ``others`` is, for the most part, what ``said`` has somebody
    say in it: "As she left for the coast, Marrow told reporters: “It is a rotten hull.”" beside
    another outlet's "She called it “a rotten hull” of a ship"."""
    told = _telling(others)
    inside, around = set[str](), set[str]()
    for word in words(member.span.exact, member.span.start):
        form = root(word.form)
        if _stops(word) or form not in told:
            continue
        if any(run.start <= word.start < run.end for run in said.content):
            inside.add(form)
        elif not any(run.start <= word.start < run.end for run in (*said.speaker, *said.cue)):
            around.add(form)
    return len(inside) >= _LEAST and len(inside) >= _MOSTLY * len(inside | around)


_MOSTLY = 2 / 3
"""Share of the telling words in common that must be what was said."""


def _telling(statements: Sequence[Statement]) -> set[str]:
    return {root(w.form) for s in statements for w in words(s.span.exact) if not _stops(w)}


def _stops(word: Word) -> bool:
    """It tells nothing: "he", and "he's" as well."""
    return word.form.partition("'")[0] in STOP


_REPORT = 0.75
"""Share of a member, from its speaker or cue to the last word said, from which it is one report."""
_SAID = 1 / 3
"""The share that the words reported must have in it."""


def one_report(said: Quotation, span: Span, least: float = _SAID) -> bool:
    """``span`` is the report of ``said`` and little else, the words reported ``least`` of it."""
    parts = (*said.speaker, *said.cue, *said.content)
    first = max(span.start, min(s.start for s in parts))
    last = min(span.end, max(s.end for s in parts))
    size = span.end - span.start
    told = sum(run.overlap(span) for run in said.content)
    cued = any(span.start <= cue.start < span.end for cue in said.cue)
    return (
        said.act is Act.SPEECH and cued and last - first >= _REPORT * size and told >= least * size
    )
