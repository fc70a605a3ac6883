"""Otherwise: a passage that tells what the claim tells, but for one figure, date, name or denial.

It does not carry the claim; whoever asks wants to see it all the same. So all but the one detail
must have its counterpart, tied together as in the claim.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from crosswire.records.annotation import TimeExpression
from crosswire.records.check import Difference
from crosswire.records.span import Span
from crosswire.stages.check.match import Match, inside
from crosswire.stages.check.ties import same_tie, tie, untied
from crosswire.stages.check.turns import DENIED, NOT, turned
from crosswire.stages.compare.points.board import Sheet
from crosswire.stages.compare.points.channels import read_figures
from crosswire.stages.compare.points.counts import fate_at, numbers
from crosswire.stages.compare.points.detail import above
from crosswire.stages.compare.points.details import CALENDAR
from crosswire.stages.compare.points.naming import same_name

_PLACES = frozenset({"GPE", "LOC", "FAC"})
_ANYBODY = frozenset({"people", "person", "man", "woman", "victim", "other"})
"""Nouns that only say that somebody is counted: "17 people were hurt", "14 hurt"."""
_LEAST = 2
"""Telling words besides the detail that must have counterparts, unless they tell somebody's fate."""


@dataclass(frozen=True, slots=True)
class Otherwise:
    """The one detail, in the claim's words and in the passage's."""

    kind: Difference
    here: str
    there: Span | None
    """None for a denial, which is no run of words."""


def otherwise(laid: Match, year: str | None) -> Otherwise | None:
    """The one detail in which the passage has it otherwise; ``year`` is that of its page."""
    if _elsewhen(laid, year):
        return None
    for found, held in (*_figures(laid), *_dates(laid), *_names(laid), *_denials(laid)):
        if _nothing_else(laid, held, found.kind):
            return found
    return None


def _elsewhen(laid: Match, year: str | None) -> bool:
    """The passage tells of another year, and the claim names no time."""
    if laid.claim.times or year is None:
        return False
    return any(t.value[:4].isdigit() and t.value[:4] != year for t in laid.unit.times)


def _nothing_else(laid: Match, held: frozenset[int], kind: Difference) -> bool:
    """All but the tokens ``held`` have counterparts, tied and turned as in the claim."""
    rest = {n: found for n, found in laid.met.items() if n not in held}
    if not all(rest.values()):
        return False
    turns = [t for t in turned(laid) if kind != "denial" or t not in DENIED]
    if turns or untied(laid, held):
        return False
    telling = [n for n in rest if laid.claim.weights[n]]
    return len(telling) >= _LEAST or any(fate_at(laid.claim, n) for n in telling)


Found = tuple[Otherwise, frozenset[int]]
"""A detail, and the tokens of the claim that it takes up."""


def _figures(laid: Match) -> Iterator[Found]:
    """Another figure of the same thing, or of those who met the same fate."""
    for detail in numbers(laid.claim, laid.unit):
        for _, first, after in read_figures(laid.claim):
            figure = range(first, after)
            if not any(laid.met.get(n) for n in figure) and _within(laid.claim, first, detail.a):
                held = frozenset({*figure, *_anybody(laid.claim)} if detail.about else figure)
                yield Otherwise("figure", detail.a, _find(laid.unit, detail.b)), held


def _within(sheet: Sheet, n: int, words: str) -> bool:
    """Token ``n`` stands in the run ``words``."""
    run = _find(sheet, words)
    return run is not None and run.start <= sheet.tokens[n].start < run.end


def _find(sheet: Sheet, words: str) -> Span | None:
    """Where ``words`` stand in the unit."""
    base = sheet.unit.span
    at = base.exact.find(words)
    if at < 0 or not words:
        return None
    return Span(
        text=base.text, start=base.start + at, end=base.start + at + len(words), exact=words
    )


def _anybody(sheet: Sheet) -> set[int]:
    return {n for n, t in enumerate(sheet.tokens) if t.lemma.lower() in _ANYBODY}


def _dates(laid: Match) -> Iterator[Found]:
    """Another day, month or year of the same deed; another length of time is another figure."""
    for time in laid.claim.times:
        held = frozenset(inside(laid.claim, time.span))
        if any(laid.met.get(n) for n in held):
            continue
        deed = _deed(laid.claim, time)
        for other in laid.unit.times:
            kind = _times_apart(time, other)
            if kind and _dates_one(laid, deed, other):
                yield Otherwise(kind, time.span.exact, other.span), held


def _times_apart(one: TimeExpression, other: TimeExpression) -> Difference | None:
    if _dated(one) and _dated(other):
        return "date" if _apart(one, other) else None
    lengths = one.type == other.type == "DURATION" and one.value != other.value
    return "figure" if lengths else None


def _dated(time: TimeExpression) -> bool:
    return time.type in ("DATE", "TIME") and CALENDAR.match(time.value[:10]) is not None


def _apart(one: TimeExpression, other: TimeExpression) -> bool:
    """No day lies in both."""
    size = min(len(one.value), len(other.value), 10)
    return one.value[:size] != other.value[:size]


def _over(sheet: Sheet, time: TimeExpression) -> list[int]:
    """The words over ``time``, up to the nearest verb."""
    held = inside(sheet, time.span)
    top = next((n for n in held if sheet.heads[n] not in held), None)
    found: list[int] = []
    for head in above(sheet, top) if top is not None else ():
        found.append(head)
        # "opened without warning on Tuesday": what follows a preposition is no deed of its own.
        if sheet.tokens[head].pos in ("VERB", "AUX") and sheet.tokens[head].dep != "pcomp":
            break
    return found


def _deed(sheet: Sheet, time: TimeExpression) -> int | None:
    """The telling verb, or else noun, that ``time`` dates."""
    heads = [h for h in _over(sheet, time) if sheet.weights[h]]
    verbs = [h for h in heads if sheet.tokens[h].pos == "VERB" and sheet.tokens[h].dep != "pcomp"]
    return next(iter((*verbs, *heads)), None)


def _dates_one(laid: Match, deed: int | None, other: TimeExpression) -> bool:
    """``other`` dates what stands for the claim's ``deed``."""
    counterparts = laid.met.get(deed, frozenset()) if deed is not None else frozenset()
    return bool(counterparts & set(_over(laid.unit, other)))


def _names(laid: Match) -> Iterator[Found]:
    """Another name in the same place of the same deed or thing."""
    met = frozenset(m for found in laid.met.values() for m in found)
    theirs = _named(laid.unit, met)
    for mine in _named(laid.claim, frozenset(n for n, found in laid.met.items() if found)):
        hung = _hung(laid.claim, mine)
        if hung is None or not mine <= laid.met.keys():
            continue
        for other in theirs:
            words = _words(laid.claim, mine), _words(laid.unit, other)
            kind = _kind(laid, mine, other)
            if kind and _fills(laid, other, hung) and not same_name(*(w.exact for w in words)):
                yield Otherwise(kind, words[0].exact, words[1]), mine


def _named(sheet: Sheet, met: frozenset[int]) -> list[frozenset[int]]:
    """Runs of proper nouns with nothing that answers them on the other side.

    Names that were found are too few here: of a claim of five words hardly any pipeline finds them.
    """
    dated = {n for t in sheet.times for n in inside(sheet, t.span)}
    found: list[list[int]] = []
    for n, token in enumerate(sheet.tokens):
        if token.pos != "PROPN" or n in dated or n in met:
            continue
        if found and found[-1][-1] == n - 1:
            found[-1].append(n)
        else:
            found.append([n])
    return [frozenset(run) for run in found]


def _hung(sheet: Sheet, name: frozenset[int]) -> tuple[int, str] | None:
    """The telling word outside it that a name hangs on, and in what role."""
    ties = (tie(sheet, n) for n in sorted(name))
    return next((t for t in ties if t is not None and t[0] not in name), None)


def _fills(laid: Match, other: frozenset[int], hung: tuple[int, str]) -> bool:
    """The other name hangs in the same role on what stands for the same word."""
    head, role = hung
    counterparts = laid.met.get(head, ())
    return any(same_tie(laid.unit, m, g, role) for m in other for g in counterparts)


def _words(sheet: Sheet, name: frozenset[int]) -> Span:
    base, tokens = sheet.unit.span, sheet.tokens
    start, end = tokens[min(name)].start, tokens[max(name)].end
    words = base.exact[start - base.start : end - base.start]
    return Span(text=base.text, start=start, end=end, exact=words)


def _kind(laid: Match, mine: frozenset[int], other: frozenset[int]) -> Difference | None:
    """A place, or another name; None where one is read as a place and the other as none."""
    read = [_label(laid.claim, mine), _label(laid.unit, other)]
    places = {label in _PLACES for label in read if label}
    if len(places) > 1:
        return None
    return "place" if True in places else "name"


def _label(sheet: Sheet, name: frozenset[int]) -> str:
    """What kind of name it is read as; empty where it is read as none."""
    span = _words(sheet, name)
    return next((m.label for _, m in sheet.names if m.kind == "name" and m.span.overlap(span)), "")


def _denials(laid: Match) -> Iterator[Found]:
    """Denied on one side only. "Nobody" stands against anybody, and against any number of them."""
    denied = [t for t in turned(laid) if t in DENIED]
    if len(denied) != 1:
        return
    tokens = laid.claim.tokens
    held = {n for n, t in enumerate(tokens) if t.text.lower() in NOT}
    if any(t.text.lower() in _NOBODY for t in (*tokens, *laid.unit.tokens)):
        held |= _anybody(laid.claim)
        held |= {n for _, first, after in read_figures(laid.claim) for n in range(first, after)}
    yield Otherwise("denial", "denied" if denied[0] == DENIED[0] else "told", None), frozenset(held)


_NOBODY = frozenset({"nobody", "none", "no"})
