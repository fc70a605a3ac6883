"""Judged: a person's decisions, put where the comparison had its own.

A judgement finds its passages by content: by the hash of the text and the place in it, or, where
the page has changed since, by its words, if the outlet's text has them once.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from crosswire.records.base import stable_id
from crosswire.records.comparison import (
    Comparison,
    Conflict,
    Origins,
    Point,
    Single,
    Statement,
    Tier,
    Undecided,
)
from crosswire.records.judgement import Judgement, Side, place
from crosswire.records.quotation import Reading
from crosswire.records.span import Span
from crosswire.stages.compare.notes import about_undecided
from crosswire.stages.compare.words import sentence_at


@dataclass(frozen=True, slots=True, kw_only=True)
class Honour:
    """Comparison → the same with a person's judgements in it."""

    judgements: tuple[Judgement, ...]
    """Those that stand, one a pair."""
    name: str = "judged"
    version: int = 2

    def open(self) -> Callable[[Comparison], Comparison]:
        """Nothing heavy to load."""

        def run(comparison: Comparison) -> Comparison:
            return honoured(comparison, self.judgements)

        return run


def honoured(comparison: Comparison, judgements: Sequence[Judgement]) -> Comparison:
    """The comparison with every judgement on passages of its texts."""
    found = [(j, a, b) for j in judgements for a, b in _found(comparison, j)]
    for judgement, a, b in found:
        comparison = _APPLY[judgement.decision](comparison, judgement, a, b)
    if not found:
        return comparison
    # By where the passages stand now: a page may have changed since it was judged.
    judged = {frozenset((place(a.span), place(b.span))) for _, a, b in found}
    people = ", ".join(dict.fromkeys(j.made_by for j, _, _ in found))
    note = f"{len(found)} pairs stand as judged by {people}."
    queue = tuple(u for u in comparison.queue if pair_of(u) not in judged)
    undecided = comparison.undecided - (len(comparison.queue) - len(queue))
    before = about_undecided(comparison.undecided, len(comparison.queue))
    return comparison.model_copy(
        update={
            "undecided": undecided,
            "queue": queue,
            "notes": (
                *(n for n in comparison.notes if n not in before),
                *about_undecided(undecided, len(queue)),
                note if len(found) != 1 else f"One pair stands as judged by {people}.",
            ),
        }
    )


def to_review(comparison: Comparison, judgements: Sequence[Judgement]) -> tuple[Undecided, ...]:
    """The pairs a person is asked about, of what may be one statement and of what was left
    undecided: the likeliest first."""
    judged = {j.pair for j in judgements}
    waiting = [*_possible(comparison), *comparison.queue]
    once = {pair_of(u): u for u in reversed(waiting)}
    found = [u for u in once.values() if pair_of(u) not in judged]
    return tuple(sorted(found, key=lambda u: -u.score))


def pair_of(pair: Undecided) -> frozenset[str]:
    """The pair as a judgement knows it."""
    return frozenset((place(pair.a.span), place(pair.b.span)))


def _possible(comparison: Comparison) -> Iterator[Undecided]:
    for point in comparison.possible:
        for k, a in enumerate(point.members):
            for b in point.members[k + 1 :]:
                if a.article != b.article:
                    yield Undecided(a=a, b=b, score=point.confidence, reasons=point.reasons)


def _found(comparison: Comparison, judgement: Judgement) -> Iterator[tuple[Statement, Statement]]:
    """The two passages in this comparison, when both are there."""
    sides = [_statement(comparison, side) for side in (judgement.a, judgement.b)]
    if sides[0] is not None and sides[1] is not None and sides[0].article != sides[1].article:
        yield sides[0], sides[1]


def _statement(comparison: Comparison, side: Side) -> Statement | None:
    for reading in comparison.readings:
        span = _span(reading, side)
        if span is not None:
            quotation = next(
                (q for q in reading.quotations if any(c.overlap(span) for c in q.content)), None
            )
            return Statement(
                article=reading.article,
                span=span,
                sentence=sentence_at(reading, span.start) or span,
                holder=quotation.speaker_name if quotation else None,
                holder_entity=quotation.speaker_entity if quotation else None,
                quotation=quotation.id if quotation else None,
            )
    return None


def _span(reading: Reading, side: Side) -> Span | None:
    body = reading.revision.body
    if side.span.text == body.id:
        return side.span if side.span.end <= len(body) else None
    known = side.article == reading.article or side.outlet == reading.revision.outlet_name
    if known and body.content.count(side.span.exact) == 1:
        start = body.content.index(side.span.exact)
        return Span.of(body, start, start + len(side.span.exact))
    return None


def _same(record: Comparison, judgement: Judgement, a: Statement, b: Statement) -> Comparison:
    """Shown as shared, with whose word that is."""
    together = next((p for p in (*record.points, *record.possible) if _both(p, a, b)), None)
    raised = {"tier": Tier.SURE, "relation": _RELATIONS[judgement.decision], "confidence": 1.0}
    if together is None:
        point = _point(record, judgement, a, b).model_copy(update=raised)
    else:
        # The judgement is on two passages: of a larger point it says nothing of the others.
        told = raised if len(together.members) == 2 else {}
        reasons = (judgement.words, *together.reasons)
        point = together.model_copy(update={**told, "reasons": reasons})
    return record.model_copy(
        update={
            "points": (*(p for p in record.points if p is not together), point),
            "possible": tuple(p for p in record.possible if p is not together),
            "singles": tuple(_still_single(record, a, b)),
        }
    )


_RELATIONS = {"same": "same", "partly": "partial"}


def _point(record: Comparison, judgement: Judgement, a: Statement, b: Statement) -> Point:
    """A point that a person made. Its origins are the widest range that two tellings can have."""
    said = a.quotation is not None and b.quotation is not None
    return Point(
        id=stable_id("point", place(a.span), place(b.span)),
        kind="utterance" if said else "event",
        relation="same",
        tier=Tier.SURE,
        confidence=1.0,
        wording=a,
        speaker=a.holder if said and a.holder == b.holder else None,
        members=tuple(sorted((a, b), key=lambda s: (s.article, s.span.start))),
        reasons=(judgement.words,),
        origins=_widest(record, (a, b)),
    )


def _widest(record: Comparison, members: Sequence[Statement]) -> Origins:
    """All that can be said of the origins of passages a person put together."""
    told = {m.article for m in members}
    outlets = len({r.revision.outlet_name for r in record.readings if r.article in told})
    return Origins(outlets=outlets, at_least=1, at_most=outlets, unknown=outlets - 1)


def _still_single(record: Comparison, a: Statement, b: Statement) -> Iterator[Single]:
    for single in record.singles:
        if not (single.statement.span.overlap(a.span) or single.statement.span.overlap(b.span)):
            yield single


def _apart(record: Comparison, judgement: Judgement, a: Statement, b: Statement) -> Comparison:
    """Never in one point: of a larger point, the passage that is not its wording goes."""
    points = (_without(record, p, a, b) for p in record.points)
    possible = (_without(record, p, a, b) for p in record.possible)
    conflicts = (c for c in record.conflicts if {_side(c.a, a, b), _side(c.b, a, b)} != {"a", "b"})
    return record.model_copy(
        update={
            "points": tuple(p for p in points if p is not None),
            "possible": tuple(p for p in possible if p is not None),
            "conflicts": tuple(conflicts),
        }
    )


def _without(record: Comparison, point: Point, a: Statement, b: Statement) -> Point | None:
    """The point with one of the two passages gone; None where one article alone is left."""
    if not _both(point, a, b):
        return point
    go = b if point.wording.span.overlap(a.span) else a
    members = tuple(m for m in point.members if not m.span.overlap(go.span))
    if len({m.article for m in members}) < 2:
        return None
    return point.model_copy(update={"members": members, "origins": _widest(record, members)})


def _disputed(record: Comparison, judgement: Judgement, a: Statement, b: Statement) -> Comparison:
    """A conflict, with whose word that is; what the comparison had found of it stays its kind."""
    grade = "conflict" if judgement.hard else "tension"
    conflicts = list(record.conflicts)
    for k, known in enumerate(conflicts):
        if {_side(known.a, a, b), _side(known.b, a, b)} == {"a", "b"}:
            because = f"{judgement.words}; {known.because}"
            conflicts[k] = known.model_copy(update={"grade": grade, "because": because})
            break
    else:
        because = judgement.words + (f": {judgement.because}" if judgement.because else "")
        new = Conflict(kind="other", grade="tension", a=a, b=b, because=because)
        conflicts.append(new.model_copy(update={"grade": grade}))
    return record.model_copy(update={"conflicts": tuple(conflicts)})


def _both(point: Point, a: Statement, b: Statement) -> bool:
    return all(any(m.span.overlap(s.span) for m in point.members) for s in (a, b))


def _side(statement: Statement, a: Statement, b: Statement) -> str:
    return "a" if statement.span.overlap(a.span) else "b" if statement.span.overlap(b.span) else ""


_APPLY = {"same": _same, "partly": _same, "different": _apart, "conflict": _disputed}
