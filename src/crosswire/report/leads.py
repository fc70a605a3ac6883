"""The words before a paraphrase that begins with its bare verb.

"The plan, he said, has been dropped": what is retold begins at "has been", and its subject stands
before the cue. Shown alone it would not read, so the words of the sentence before it are shown too,
in brackets: they are the text's, and no part of what is retold.
"""

from bisect import bisect_left, bisect_right

from crosswire.records.quotation import Mode, Quotation, Reading

_FINITE = frozenset(["VBZ", "VBP", "VBD", "MD"])
_MOST = 80


def lead_in(reading: Reading | None, quotation: Quotation) -> str:
    """What stands before it in its sentence, cut at a word; nothing where it begins otherwise."""
    start = quotation.content[0].start
    if reading is None or quotation.mode is Mode.DIRECT or not _verb_first(reading, quotation):
        return ""
    sentences = reading.annotation.sentences
    k = bisect_right([s.start for s in sentences], start) - 1
    if k < 0:
        return ""
    before = " ".join(reading.revision.body.content[sentences[k].start : start].split())
    if len(before) <= _MOST:
        return before
    return "… " + before[-_MOST:].partition(" ")[2]


def _verb_first(reading: Reading, quotation: Quotation) -> bool:
    """Whether it begins with a finite verb whose subject does not follow: not "would you vote"."""
    tokens, first = reading.annotation.tokens, quotation.content[0]
    starts = [t.start for t in tokens]
    at = bisect_left(starts, first.start)
    if at >= len(tokens) or starts[at] != first.start or tokens[at].tag not in _FINITE:
        return False
    verb = tokens[at].head if tokens[at].dep.startswith("aux") else at
    inside = range(at + 1, bisect_left(starts, first.end))
    return not any(tokens[i].head == verb and tokens[i].dep.startswith("nsubj") for i in inside)
