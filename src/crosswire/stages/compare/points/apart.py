"""What no likeness of words makes one statement: another person's words, another speech act."""

from collections.abc import Iterator

from crosswire.records.quotation import Mode
from crosswire.stages.compare.points.board import Sheet
from crosswire.stages.compare.points.detail import children

_DEMANDING = frozenset(
    {"ask", "beg", "call", "command", "demand", "implore", "instruct", "order", "press", "tell",
     "urge", "warn"}
)  # fmt: skip
_OUGHT = frozenset({"must", "should", "ought", "need", "demand", "require"})


def apart(a: Sheet, b: Sheet) -> bool:
    """Two named persons' own words, a demand and a telling, two claims that share nothing but their
    frames, or the acts of two courts are two statements; so are words in marks and a text that has
    none of them.

    Unwrapping an attribution never changes who holds a claim; and "told them to stop" is no report
    of "said that we will answer", whatever names and adjectives the two share.
    """
    return (
        two_persons(a, b)
        or _demand_and_telling(a, b)
        or _demand_and_telling(b, a)
        or _frames_alone(a, b)
        or two_courts(a, b)
        or _marks_unanswered(a, b)
        or _marks_unanswered(b, a)
    )


def two_persons(a: Sheet, b: Sheet) -> bool:
    """Each is mostly the words of a known person, and not of the same."""
    named = a.voice == b.voice == "PERSON" and a.unit.quoted > _MOSTLY < b.unit.quoted
    return bool(named and a.holder and b.holder and a.holder != b.holder)


_MOSTLY = 0.6


def _frames_alone(a: Sheet, b: Sheet) -> bool:
    """ "Speaking beside the mayor, she said …" twice, with not one telling word in both claims; of words
    in marks, which are the speaker's own, with hardly one."""
    claims = _claimed(a), _claimed(b)
    if None in claims:
        return False
    here, there = (claim or frozenset() for claim in claims)
    framed = (_telling(a) - here) & (_telling(b) - there)
    if len(framed) < _FRAME:
        return False
    marked = all(
        q is not None and q.mode is not Mode.INDIRECT for q in (a.unit.quotation, b.unit.quotation)
    )
    return not here & there or (marked and _in_common(a, b, here, there) < _HARDLY)


def _in_common(a: Sheet, b: Sheet, here: frozenset[str], there: frozenset[str]) -> float:
    """Share of the lighter claim's words, by weight, that the other has."""
    one, two = (dict(zip(s.keys, s.weights, strict=True)) for s in (a, b))
    least = min(sum(one[k] for k in here), sum(two[k] for k in there))
    return sum(min(one[k], two[k]) for k in here & there) / least if least else 0.0


_HARDLY = 0.2
"""Share of two claims in marks below which a word they have in common is chance."""


def two_courts(a: Sheet, b: Sheet) -> bool:
    """Each tells what a court does, the one a higher court than the other, and not by one verb: a judge's
    order and what an appeals court makes of it are two acts, however much of the case both name."""
    here, there = dict(_ruling(a)), dict(_ruling(b))
    apart = bool(here and there) and not here.keys() & there.keys()
    return apart and not set(here.values()) & set(there.values())


def _ruling(sheet: Sheet) -> Iterator[tuple[str, str]]:
    """(rank of the court, stem of the verb) of every deed that a court of known rank does."""
    for n, token in enumerate(sheet.tokens):
        if token.lemma.lower() not in _COURTS:
            continue
        over = sheet.heads[n]
        agent = token.dep == "pobj" and sheet.tokens[over].dep == "agent"
        verb = sheet.heads[over] if agent else over
        if token.dep != "nsubj" and not agent:
            continue
        beside = {sheet.tokens[k].text.lower() for k in children(sheet, n)} | {token.lemma.lower()}
        rank = next((rank for rank, marks in _RANKS if beside & marks), "")
        if rank:
            yield rank, sheet.keys[verb]


_COURTS = frozenset({"court", "judge", "justice", "tribunal", "magistrate"})
_RANKS = (
    ("appeals", frozenset({"appeal", "appeals", "appellate", "circuit"})),
    ("highest", frozenset({"supreme", "constitutional", "justice"})),
    ("trial", frozenset({"district", "federal", "county", "trial", "superior", "judge", "magistrate"})),
)  # fmt: skip
"""Words that show the rank of a court, the plainest first: "a federal appeals court judge"."""


def _marks_unanswered(quoting: Sheet, other: Sheet) -> bool:
    """What ``quoting`` has in marks is nowhere in ``other``, which quotes nobody; its frame is."""
    quotation = quoting.unit.quotation
    if quotation is None or quotation.mode is Mode.INDIRECT or other.unit.quotation is not None:
        return False
    here, there = _claimed(quoting) or frozenset(), _telling(other)
    return len((_telling(quoting) - here) & there) >= _FRAME and not here & there


_FRAME = 2
"""Telling words that two frames must share before they can be what made the units alike."""


def _telling(sheet: Sheet) -> frozenset[str]:
    return frozenset(k for k, w in zip(sheet.keys, sheet.weights, strict=True) if w)


def _claimed(sheet: Sheet) -> frozenset[str] | None:
    """Stems of the telling words inside the quotation that carries the unit, or None."""
    quotation = sheet.unit.quotation
    if quotation is None:
        return None
    words = zip(sheet.tokens, sheet.keys, sheet.weights, strict=True)
    return frozenset(
        k for t, k, w in words if w and any(c.start <= t.start < c.end for c in quotation.content)
    )


def _demand_and_telling(demand: Sheet, other: Sheet) -> bool:
    """``demand`` asks somebody to do what ``other``, quoted too, neither names nor demands."""
    deed = _demanded(demand)
    if deed is None or other.unit.quotation is None or _demanded(other) is not None:
        return False
    lemmas = {t.lemma.lower() for t in other.tokens}
    return deed not in lemmas and not lemmas & _OUGHT


def _demanded(sheet: Sheet) -> str | None:
    """The lemma of the deed in "told them to VERB …", or None."""
    quotation = sheet.unit.quotation
    if quotation is None or not quotation.cue:
        return None
    cues = {
        t.lemma.lower()
        for t in sheet.tokens
        if any(c.start <= t.start < c.end for c in quotation.cue)
    }
    told = [t for t in sheet.tokens if t.start >= quotation.content[0].start]
    first = next((n for n, t in enumerate(told) if t.pos in ("VERB", "AUX")), 0)
    # "told them to stop": the first verb of what was told is an infinitive.
    if not cues & _DEMANDING or first == 0 or told[first - 1].text.lower() != "to":
        return None
    return told[first].lemma.lower()
