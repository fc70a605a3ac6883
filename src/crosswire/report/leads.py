"""The words before a paraphrase that does not read alone.

"The plan, he said, has been dropped": what is retold begins at "has been", and its subject stands
before the cue. "He called the plan a mistake" and "she urged them to stay" retell no clause: their
verb is the cue. Shown alone neither would read, so the words of the sentence before it are shown
too, in brackets: they are the text's, and no part of what is retold.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence

from crosswire.records.annotation import Token
from crosswire.records.quotation import Mode, Quotation, Reading
from crosswire.records.span import Span

_FINITE = frozenset(["VBZ", "VBP", "VBD", "MD"])
_MOST = 80


def lead_in(reading: Reading | None, quotation: Quotation) -> str:
    """What stands before it in its sentence, cut at a word; nothing where it reads alone."""
    first = quotation.content[0]
    if reading is None or quotation.mode is Mode.DIRECT:
        return ""
    sentences = reading.annotation.sentences
    k = bisect_right([s.start for s in sentences], first.start) - 1
    at = _tokens(reading, first)
    if k < 0 or not at or reading.annotation.tokens[at.start].start != first.start:
        return ""
    tokens = reading.annotation.tokens
    if tokens[at.start].tag in _FINITE:
        since = first.start if _asks(tokens, at) else sentences[k].start
    else:
        since = first.start if _clause(tokens, at) else _cue(quotation, sentences[k].start)
    before = " ".join(reading.revision.body.content[since : first.start].split())
    return before if len(before) <= _MOST else "… " + before[-_MOST:].partition(" ")[2]


def _tokens(reading: Reading, span: Span) -> range:
    starts = [t.start for t in reading.annotation.tokens]
    return range(bisect_left(starts, span.start), bisect_left(starts, span.end))


def _asks(tokens: Sequence[Token], at: range) -> bool:
    """Whether the subject of the verb that it begins with follows: "would you vote"."""
    first = tokens[at.start]
    verb = first.head if first.dep.startswith("aux") else at.start
    return any(tokens[i].head == verb and tokens[i].dep.startswith("nsubj") for i in at)


def _clause(tokens: Sequence[Token], at: range) -> bool:
    """Whether it holds a subject and, for the same verb, a finite form."""
    finite = {tokens[i].head if tokens[i].dep.startswith("aux") else i
              for i in at if tokens[i].tag in _FINITE}  # fmt: skip
    top = {i for i in at if tokens[i].head not in at or tokens[i].head == i}
    return any(
        tokens[i].dep.startswith(("nsubj", "expl", "csubj")) and tokens[i].head in finite & top
        for i in at
    )


def _cue(quotation: Quotation, sentence: int) -> int:
    """Where the cue begins that stands before it; it itself where none does."""
    start = quotation.content[0].start
    before = [c.start for c in quotation.cue if sentence <= c.start < start]
    return max(before, default=start)
