"""Frames: what a sentence tells around somebody's words, which is the outlet's telling and not theirs.

"Speaking at the harbour meeting in Port Sarn, the minister attacked the ferry line" tells, in the
outlet's own voice, that there was a meeting. Beside another outlet's "The minister came from the
harbour meeting in Port Sarn" it is that which both tell, and the minister is no source for it.
"""

from collections.abc import Sequence

from crosswire.records.comparison import Statement
from crosswire.records.quotation import Quotation
from crosswire.stages.compare.points.words import STOP
from crosswire.stages.compare.words import root, words

_LEAST = 3
"""Telling words that the frame must share with what the others tell in their own voice."""


def only_the_frame(
    member: Statement, said: Quotation, every: Sequence[Quotation], others: Sequence[Statement]
) -> bool:
    """Whether what ``member``, of whom ``said`` is the quotation, shares with ``others`` stands
    around somebody's words, all of it; ``every`` quotation of the page counts."""
    told = {root(w.form) for o in others for w in words(o.span.exact) if w.form not in STOP}
    name = {root(w.form) for w in words(said.speaker_name or "")}
    around: set[str] = set()
    for word in words(member.span.exact, member.span.start):
        form = root(word.form)
        if word.form in STOP or form not in told - name:
            continue
        if any(run.start <= word.start < run.end for q in every for run in q.content):
            return False
        if not any(run.start <= word.start < run.end for run in (*said.speaker, *said.cue)):
            around.add(form)
    return len(around) >= _LEAST
