"""Asks: what remains to ask about a claim, and with whom. Templates filled with names."""

from collections.abc import Iterator, Sequence

from crosswire.records.check import Carrier, Form, NearPassage, ToldOtherwise
from crosswire.records.comparison import Check, Origins
from crosswire.records.span import Span
from crosswire.stages.check.bearing import SAID_BY
from crosswire.stages.check.claim import Claim
from crosswire.stages.compare.transcripts import is_document, issuer, the_document
from crosswire.stages.compare.wording import listed, shown

MOST = 8
_EACH = 2
"""Passages of one kind that are asked about."""
_CLOSE = 0.7
"""Nearness from which a passage that differs is about the same fact."""
_MARKED = frozenset({Form.VERBATIM, Form.REWORDED, Form.CUT, Form.FRAGMENT})


def asks(
    claim: Claim,
    carriers: Sequence[Carrier],
    apart: tuple[Sequence[NearPassage], Sequence[ToldOtherwise]],
    undated: Sequence[str],
    origins: Origins | None,
) -> tuple[Check, ...]:
    """The list, most important first; ``apart`` are near passages, and those that have it otherwise."""
    lines = (
        *_unfound(claim, carriers),
        *_speakers(carriers),
        *_parts(carriers),
        *_recording(carriers),
        *_heads(carriers),
        *_one_source(carriers, origins),
        *_own(carriers),
        *_otherwise(apart[1]),
        *_differ(*apart),
        *_dates(carriers, undated),
    )
    return tuple({line.what: line for line in lines}.values())[:MOST]


def _unfound(claim: Claim, carriers: Sequence[Carrier]) -> Iterator[Check]:
    if carriers:
        return
    yield Check(
        what="Where the claim comes from: none of these texts is shown to carry it",
        with_whom="whoever passed it on",
    )
    if claim.speaker:
        yield Check(
            what=f"Whether {claim.speaker} said it, and where",
            with_whom=f"{claim.speaker} (or whoever speaks for them)",
        )


def _speakers(carriers: Sequence[Carrier]) -> Iterator[Check]:
    """One wording, two mouths."""
    by_name: dict[str, list[Carrier]] = {}
    for one in carriers:
        for holder in {s.holder for s in one.statements if s.holder}:
            by_name.setdefault(holder, []).append(one)
    surnames = {name.split()[-1].lower() for name in by_name}
    if len(surnames) > 1:
        said = listed([f"{n} ({listed([c.outlet for c in c_])})" for n, c_ in by_name.items()])
        yield Check(
            what=f"Who said it: {said}",
            with_whom=listed([*by_name, *(c.outlet for c in carriers)]),
            spans=_spans(carriers),
        )


def _parts(carriers: Sequence[Carrier]) -> Iterator[Check]:
    """Quoted in part: the rest of the sentence."""
    for one in carriers:
        if one.form in (Form.CUT, Form.FRAGMENT) and one.missing:
            yield Check(
                what=f"The words {shown(one.statements[0].span)} were cut from, in full: "
                f"{one.outlet} does not have “{'” and “'.join(one.missing)}”",
                with_whom=listed([one.outlet, *map(_asked_of, _holders([one]))]),
                spans=_spans([one]),
            )


def _recording(carriers: Sequence[Carrier]) -> Iterator[Check]:
    marked = [c for c in carriers if c.form in _MARKED]
    for holder in dict.fromkeys(_holders(marked)):
        quoting = [c for c in marked if holder in _holders([c])]
        words = shown(quoting[0].statements[0].span)
        text = is_document(holder)
        yield Check(
            what=f"The text of {the_document(holder)} with {words}"
            if text
            else f"A recording or transcript of {holder} saying {words}",
            with_whom=listed([issuer(holder), *(c.outlet for c in quoting)]),
            spans=_spans(quoting),
        )


def _heads(carriers: Sequence[Carrier]) -> Iterator[Check]:
    for one in carriers:
        if one.form is Form.HEADLINE:
            yield Check(
                what=f"What {one.outlet}'s {one.field} rests on: its text is not shown to carry it",
                with_whom=one.outlet,
                spans=_spans([one]),
            )


def _one_source(carriers: Sequence[Carrier], origins: Origins | None) -> Iterator[Check]:
    holders = list(dict.fromkeys(_holders([c for c in carriers if c.whole])))
    if origins is not None and origins.at_most == 1 and len(holders) == 1:
        yield Check(
            what=f"A source other than {_named(holders[0])}: reported, but said by one",
            with_whom=f"anyone but {_named(holders[0])}",
            spans=_spans(carriers),
        )


def _own(carriers: Sequence[Carrier]) -> Iterator[Check]:
    """Told by the outlet itself: how it knows."""
    for one in carriers:
        if one.form is Form.OWN:
            yield Check(
                what=f"How {one.outlet} knows it: it names nobody",
                with_whom=one.outlet,
                spans=_spans([one]),
            )


def _otherwise(apart: Sequence[ToldOtherwise]) -> Iterator[Check]:
    for one in apart[:_EACH]:
        yield _asked_otherwise(one, one.because)


def _differ(near: Sequence[NearPassage], told: Sequence[ToldOtherwise]) -> Iterator[Check]:
    known = [one.statement.span for one in told]
    for one in near[:_EACH]:
        apart = [w for w in one.why if "differ: " in w or w.startswith(SAID_BY)]
        listed_already = any(one.statement.span.overlap(span) for span in known)
        if apart and one.nearness >= _CLOSE and not listed_already:
            yield _asked_otherwise(one, "; ".join(apart))


def _asked_otherwise(one: NearPassage | ToldOtherwise, how: str) -> Check:
    holder = one.statement.holder
    return Check(
        what=f"{one.outlet} has it otherwise: {how}",
        with_whom=listed([one.outlet, *([holder] if holder else [])]),
        spans=((one.article, one.statement.span),),
    )


def _dates(carriers: Sequence[Carrier], undated: Sequence[str]) -> Iterator[Check]:
    outlets = [c.outlet for c in carriers if c.article in undated]
    if outlets:
        yield Check(
            what=f"When {listed(outlets)} published it: the page states no time",
            with_whom=listed(outlets),
        )


def _asked_of(holder: str) -> str:
    return issuer(holder) if is_document(holder) else holder


def _named(holder: str) -> str:
    return the_document(holder) if is_document(holder) else holder


def _holders(carriers: Sequence[Carrier]) -> list[str]:
    return [s.holder for c in carriers for s in c.statements if s.holder]


def _spans(carriers: Sequence[Carrier]) -> tuple[tuple[str, Span], ...]:
    return tuple((c.article, s.span) for c in carriers for s in c.statements)
