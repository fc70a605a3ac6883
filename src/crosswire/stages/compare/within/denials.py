"""Denials: a head that says what its body denies, or denies what its body says."""

from collections.abc import Iterator

from crosswire.stages.compare.points.words import listed
from crosswire.stages.compare.within.own import Body, Clash, Head, Sentence
from crosswire.stages.compare.words import root

_NOT = frozenset({"not", "n't", "n’t", "never"})
_NEGATED = frozenset(
    listed("not never no won't didn't doesn't don't isn't wasn't can't couldn't hasn't haven't "
           "refuses refused denies denied fails failed without rejects rejected declines declined")
)  # fmt: skip
_UNDONE = frozenset(
    listed("will would shall may might could should if unless until deny denied refuse refused fail "
           "failed reject rejected whether yet decline declined claim claimed allege alleged")
)  # fmt: skip
_SHARED = 3
"""Telling words besides the verb that head and sentence must share."""


def denials(head: Head, body: Body) -> Iterator[Clash]:
    """One verb, done to the same, denied on one side; and nowhere told as the head tells it."""
    if head.asks:
        return
    denied = any(w.form in _NEGATED for w in head.words)
    for n, word in enumerate(head.words):
        verb = head.roots[n]
        if not verb or _in_marks(head, word.start):
            continue
        told = [(s, d) for s in body.sentences if (d := _told(s, verb)) is not None]
        close = [s for s, d in told if d != denied and len((head.told - {verb}) & s.roots) >= _SHARED]  # fmt: skip
        agrees = any(d == denied for _, d in told)
        plain = not denied or (n > 0 and head.words[n - 1].form in _NEGATED)
        if close and plain and not agrees:
            verbs = "denies" if not denied else "tells"
            yield Clash(
                kind="negation",
                start=word.start,
                end=word.end,
                body=close[0].span,
                because=f"the text {verbs} what the {head.field} "
                f"{'denies' if denied else 'tells'}: “{word.form}”",
            )


def _in_marks(head: Head, place: int) -> bool:
    return any(s <= place < e for s, e in head.quoted)


def _told(sentence: Sentence, verb: str) -> bool | None:
    """Whether the sentence denies its main verb, when that is ``verb`` in the past."""
    if {t.text.lower() for t in sentence.tokens} & _UNDONE:
        return None
    for n, token in enumerate(sentence.tokens):
        if token.dep != "ROOT" or token.pos != "VERB" or root(token.lemma.lower()) != verb:
            continue
        before = {t.text.lower() for t in sentence.tokens[max(0, n - 3) : n]}
        if before & _NOT:
            return True if before & {"did", "had", "has", "have"} else None
        return False if token.tag == "VBD" else None
    return None
