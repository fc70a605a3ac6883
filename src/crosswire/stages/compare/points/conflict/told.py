"""Told apart: the details in which two units may differ, each in both sides' words.

These reach wider than the detectors in ``details``: a detector shows that both tell of one fact;
here that is left to the trained model, and what is named is where the two part.
"""

from collections.abc import Callable, Iterator

from crosswire.stages.compare.points.board import Sheet
from crosswire.stages.compare.points.conflict.contrast import alike
from crosswire.stages.compare.points.conflict.deeds import Deed
from crosswire.stages.compare.points.conflict.excluding import excludes
from crosswire.stages.compare.points.conflict.facts import Both, Facts
from crosswire.stages.compare.points.conflict.figures import Figure, same_in_units
from crosswire.stages.compare.points.conflict.quoted import (
    best_alignment,
    change,
    translated,
    worded_runs_of,
)
from crosswire.stages.compare.points.conflict.slots import Slot
from crosswire.stages.compare.points.conflict.spelling import misspelled, spelled_apart
from crosswire.stages.compare.points.counts import other_extent
from crosswire.stages.compare.points.detail import Detail, Kind
from crosswire.stages.compare.points.naming import same_name

_MET = 0.7
_SAME_CLAUSE = 0.25
"""How well two clauses must meet for their times to be about one thing."""
_SAME_COUNT = 0.12
"""The same for figures of one measure, which tell more of the thing than a day does."""
_ONE_THING = 0.3
"""How alike two nouns must be for what is counted of them to be one figure."""
_SAME_QUOTE = 0.5
"""Share of a run in marks that must stand in the other for both to be one utterance."""
_SAME_WORDS = 0.8
_LEAST_QUOTED = 4
_PLACES = frozenset({"GPE", "LOC", "FAC"})


def told_apart(a: Facts, b: Facts) -> list[Detail]:
    """Every detail, the plainest kind first."""
    both = Both(a, b, alike(a.sheet, b.sheet))
    return [found for read in _READERS for found in read(both)]


def _attributions(both: Both) -> Iterator[Detail]:
    """The same words in marks, and two named speakers."""
    p, q = both.a.sheet.unit.quotation, both.b.sheet.unit.quotation
    if not (p and q and p.speaker_name and q.speaker_name):
        return
    if both.a.sheet.holder == both.b.sheet.holder or same_name(p.speaker_name, q.speaker_name):
        return
    found = best_alignment(both.a.runs, both.b.runs)
    if found.share >= _SAME_WORDS and found.same >= _LEAST_QUOTED:
        yield Detail(kind="attribution", a=p.speaker_name, b=q.speaker_name, size=found.share)


def _wordings(both: Both) -> Iterator[Detail]:
    """One utterance in marks, worded otherwise in between."""
    if translated(both.a.sheet) or translated(both.b.sheet):
        return
    best = best_alignment(both.a.runs, both.b.runs)
    if best.share < _SAME_QUOTE or best.same < _LEAST_QUOTED or not best.inner:
        return
    here, there = (
        next(
            w
            for w, run in zip(worded_runs_of(side.sheet), side.runs, strict=True)
            if run in (best.short, best.long)
        )
        for side in (both.a, both.b)
    )
    x, y = change(here, there)
    yield Detail(kind="quote-wording", a=x, b=y, size=best.changed / max(1, len(best.short)))


def _figures(both: Both) -> Iterator[Detail]:
    """Figures of one measure in clauses that meet, that cannot be one figure."""
    if other_extent(both.a.sheet, both.b.sheet):
        return
    here = [f for f in both.a.figures if _counts(f, both.a) and not _has(f, both.b)]
    there = [f for f in both.b.figures if _counts(f, both.b) and not _has(f, both.a)]
    found = [
        (both.context(x.tokens, y.tokens), x, y)
        for x in here
        for y in there
        if x.measure == y.measure
        and x.qualities == y.qualities
        and not same_in_units(x, y)
        and _of_one(both, x, y)
    ]
    for context, x, y in sorted(found, key=lambda f: -f[0])[:1]:
        if context >= _SAME_COUNT:
            yield Detail(kind="number", a=x.words, b=y.words, size=x.apart(y))


def _of_one(both: Both, x: Figure, y: Figure) -> bool:
    """They may be of one thing: where both say of what, the words are alike."""
    return x.noun < 0 or y.noun < 0 or float(both.alike[x.noun, y.noun]) >= _ONE_THING


def _counts(figure: Figure, facts: Facts) -> bool:
    """It counts something: no "one" that stands for a noun, no "12-gauge" that names a kind."""
    tokens = facts.sheet.tokens
    after = figure.tokens[-1] + 1
    dashed = after < len(tokens) and tokens[after].text == "-"
    return not dashed and (figure.noun >= 0 or figure.measure != "count")


def _has(figure: Figure, facts: Facts) -> bool:
    return any(f.measure == figure.measure and figure.may_be(f) for f in facts.figures)


def _times(both: Both) -> Iterator[Detail]:
    """Times that do not fit, in clauses that meet."""
    found = [
        (both.context(x.tokens, y.tokens), x, y)
        for x in both.a.whens
        for y in both.b.whens
        if x.rivals(y)
        and not any(x.fits(w) for w in both.b.whens)
        and not any(y.fits(w) for w in both.a.whens)
    ]
    for context, x, y in sorted(found, key=lambda f: -f[0])[:1]:
        if context >= _SAME_CLAUSE:
            yield Detail(kind="date", a=x.words, b=y.words, size=1.0)


def _spellings(both: Both) -> Iterator[Detail]:
    for n, m in misspelled(both.a, both.b):
        yield Detail(
            kind=_name_kind(both.a.sheet, n),
            a=both.a.sheet.tokens[n].text,
            b=both.b.sheet.tokens[m].text,
            size=0.5,
        )


def _name_kind(sheet: Sheet, n: int) -> Kind:
    start = sheet.tokens[n].start
    label = next((m.label for _, m in sheet.names if m.span.start <= start < m.span.end), "")
    return "place" if label in _PLACES else "name"


def _stages(both: Both) -> Iterator[Detail]:
    """One deed done to the same, at two stages."""
    for x in both.a.deeds:
        for y in both.b.deeds:
            if both.alike[x.verb, y.verb] < _MET or x.stage == y.stage or not _concerns(both, x, y):
                continue
            stages = {x.stage, y.stage}
            if "denied" in stages:
                yield Detail(kind="negation", a=x.words, b=y.words, size=1.0)
            elif "done" in stages and stages & {"ahead", "open"}:
                yield Detail(kind="status", a=x.words, b=y.words, size=1.0)


def _concerns(both: Both, x: Deed, y: Deed) -> bool:
    """Both are done to the same, or by the same to nobody."""
    p, q = x.patients, y.patients
    if not p or not q:
        p, q = x.agents, y.agents
    return any(both.alike[n, m] >= _MET for n in p for m in q)


def _roles(both: Both) -> Iterator[Detail]:
    """One role of one word, filled otherwise."""
    turned = both.turned()
    for s in both.a.slots:
        for t in both.b.slots:
            if s.role != t.role or both.alike[s.head, t.head] < _MET:
                continue
            if _amount(both.a.sheet, s.head) or _amount(both.b.sheet, t.head):
                continue
            if both.met(s.filler) >= _MET or turned.met(t.filler) >= _MET:
                continue
            x, y = both.a.sheet, both.b.sheet
            p, q = x.tokens[s.filler], y.tokens[t.filler]
            if _like_class(p.pos, q.pos) and not spelled_apart(p.text, q.text):
                named = p.pos == "PROPN"
                if not named and not _shut_out(both, s, t):
                    continue
                yield Detail(
                    kind=_name_kind(x, s.filler) if named else "other",
                    a=_phrase(x, s.head, s.filler),
                    b=_phrase(y, t.head, t.filler),
                    size=min(x.weights[s.filler], y.weights[t.filler]),
                )


def _shut_out(both: Both, s: Slot, t: Slot) -> bool:
    """The two fillers cannot both be right. Of what stands before a noun or in a list many things are
    true at once, so it must be two words that exclude each other; of who did it, and to what, it is
    enough that the rest of the clause is the same."""
    p, q = both.a.sheet.tokens[s.filler], both.b.sheet.tokens[t.filler]
    if excludes(p.lemma.lower(), q.lemma.lower()):
        return True
    alike = both.context((s.head, s.filler), (t.head, t.filler)) >= _SAME_DEED
    return s.role not in _SEVERAL and alike


_SEVERAL = frozenset({"kind", "list"})
"""Roles of which a word may have several fillers."""
_SAME_DEED = 0.5
"""How well the rest of two clauses must meet for another doer or thing to be another account."""


def _amount(sheet: Sheet, n: int) -> bool:
    """A figure: "$3 billion from fares" and "$2 billion from tolls" are two entries of a list."""
    return sheet.tokens[n].pos == "NUM"


def _like_class(p: str, q: str) -> bool:
    """Of one class of words; what stands before a noun is now a noun, now an adjective."""
    return p == q or {p, q} == {"NOUN", "ADJ"}


def _phrase(sheet: Sheet, head: int, filler: int) -> str:
    """The words from one token to the other, when they stand near; else the filler with all that
    hangs on it, since one word out of its clause tells a reader nothing.
    """
    first, last = sorted((head, filler))
    if last - first > _NEAR:
        below = [n for n in range(len(sheet.tokens)) if _hangs(sheet, n, filler)]
        first, last = max(below[0], filler - _WIDE), min(below[-1], filler + _WIDE)
    base = sheet.unit.span.start
    tokens = sheet.tokens
    return sheet.unit.span.exact[tokens[first].start - base : tokens[last].end - base]


def _hangs(sheet: Sheet, n: int, on: int) -> bool:
    while n != on and sheet.heads[n] != n:
        n = sheet.heads[n]
    return n == on


_NEAR = 4
_WIDE = 8
"""Tokens shown on each side of a word that stands far from what it hangs on."""
_READERS: tuple[Callable[[Both], Iterator[Detail]], ...] = (
    _attributions, _wordings, _figures, _times, _spellings, _stages, _roles,
)  # fmt: skip
