"""Withdrawn: what an article took back, the points that tell it all the same, and who still has it.

An article that took a figure back says nothing of whether others are wrong: what is said is that it
took it back, when, and that a text as last seen still has it.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from crosswire.records.comparison import Check, Comparison, Correction, Point, Statement
from crosswire.records.correction import StillCarries
from crosswire.records.notice import Notice, Withdrawn
from crosswire.records.span import Span
from crosswire.stages.compare.corrections import still_told
from crosswire.stages.compare.wording import listed, shown
from crosswire.stages.revise.notices import detail_of, detail_stands
from crosswire.stages.revise.sentences import plain


class Printed(NamedTuple):
    """A notice of an article of the comparison, from a store that keeps its earlier text."""

    article: str
    notice: Notice
    seen: str
    then: Comparison | None
    """The story with the article's earlier text in the place of the one it has now."""
    by: str = ""
    """The outlet that prints it as an article of its own; empty: the article itself does."""
    page: str = ""
    """That article, where it is compared, too."""


def flagged(
    points: Sequence[Point], corrections: Sequence[Correction], outlet: Callable[[str], str]
) -> tuple[Point, ...]:
    """The points, each with who took back what it tells."""
    return tuple(
        point.model_copy(update={"withdrawn": found})
        if (found := tuple(withdrawals(point.members, corrections, outlet)))
        else point
        for point in points
    )


def withdrawals(
    members: Sequence[Statement], corrections: Sequence[Correction], outlet: Callable[[str], str]
) -> Iterator[Withdrawn]:
    """Who took back what these passages tell: a whole text one of them stands in, or a detail that
    half of their articles have."""
    articles = {member.article for member in members}
    for one in corrections:
        tell = [member.article for member in members if _taken_back(one, member)]
        # A detail that one of many has in passing is not what the point tells.
        if tell and (one.whole or 2 * len({*tell}) >= len(articles - {one.article})):
            yield Withdrawn(
                article=one.article,
                outlet=one.by or outlet(one.article),
                kind=one.kind,
                notice=one.span,
                words=one.withdraws[0] if one.withdraws and not one.whole else None,
                carriers=tuple(dict.fromkeys(outlet(a) for a in tell if a != one.article)),
                at=one.seen,
            )


def _taken_back(one: Correction, member: Statement) -> bool:
    if one.whole and member.article == one.article:
        return True
    return any(
        member.article == told.article
        and member.span.overlap(told.span)
        and (one.whole or _detail(one, member.span.exact))
        for told in one.told
    )


def _detail(one: Correction, words: str) -> bool:
    if one.withdraws:
        return any(detail_stands(w, words) for w in one.withdraws)
    return detail_of(one.span, words)


def with_notices(
    made: Comparison, printed: Sequence[Printed], seen: Mapping[str, str], most: int
) -> Comparison:
    """The comparison with what a store knows of its articles' notices: the words they took back, when
    that was seen, and who still carries them. ``seen``: when each article's text was last seen."""
    known = [one for one in printed if one.notice.kind != "update"]
    if not known:
        return made
    said = list(made.corrections)
    gone: set[tuple[str, Span]] = set()
    for one in known:
        same = [c for c in said if _same(c, one)]
        gone |= {(c.article, c.span) for c in same}
        said = [c for c in said if c not in same]
        said.append(_correction(made, one, same, seen))
    outlets = {page.article: page.outlet for page in made.pages}
    corrections = tuple(said)
    kept = [check for check in made.checks if not set(check.spans) & gone]
    asked = [check for c in corrections for check in _checks(c, outlets)]
    return made.model_copy(update={
        "corrections": corrections,
        "points": flagged(made.points, corrections, lambda a: outlets.get(a, a)),
        "possible": flagged(made.possible, corrections, lambda a: outlets.get(a, a)),
        "checks": (*asked, *kept)[:most],
    })  # fmt: skip


def _same(correction: Correction, one: Printed) -> bool:
    """Whether the text compared prints it: there, or in the same words as the text before did."""
    here, there = correction.span, one.notice.span
    words, others = plain(here.exact), plain(there.exact)
    alike = words in others or others in words
    return correction.article in (one.article, one.page) and (here.overlap(there) > 0 or alike)


def _correction(
    made: Comparison, one: Printed, same: Sequence[Correction], seen: Mapping[str, str]
) -> Correction:
    """What the store knows of a notice, and, where the text compared prints it, its place there."""
    told = [statement for correction in same for statement in correction.told]
    carried: dict[str, StillCarries] = {}
    for statement, relies in [*_aligned(one), *((s, "") for s in _worded(made, one, told))]:
        has = carried.get(statement.article)
        if has is None or (relies and not has.relies):
            carried[statement.article] = StillCarries(
                statement=statement, relies=relies, seen=seen.get(statement.article)
            )
    order = sorted(carried.values(), key=lambda c: not c.relies)
    return Correction(
        article=one.article,
        span=same[0].span if same else one.notice.span,
        kind=one.notice.kind,
        because=one.notice.because,
        told=tuple(c.statement for c in order),
        withdraws=one.notice.withdraws,
        seen=one.seen,
        by=one.by,
        carried=tuple(order),
    )


def _aligned(one: Printed) -> Iterator[tuple[Statement, str]]:
    """Members of the points that the withdrawn words supported, as the texts stand now."""
    if one.then is None:
        return
    whole = one.notice.kind in ("retraction", "kill")
    for point in one.then.points:
        mine = [m for m in point.members if m.article == one.article]
        words = [w for w in one.notice.withdraws if any(w.overlap(m.sentence) for m in mine)]
        for member in point.members if words else ():
            if member.article != one.article and (
                whole or any(detail_stands(w, member.span.exact) for w in words)
            ):
                yield member, _relies(point, member.article, one)


def _relies(point: Point, article: str, one: Printed) -> str:
    """What shows that an article has a point from the one that took it back."""
    pages = one.then.pages if one.then else ()
    names = {one.article, *(p.outlet for p in pages if p.article == one.article)}
    edges = point.origins.edges
    return next((e.because for e in edges if e.source == article and e.target in names), "")


def _worded(made: Comparison, one: Printed, told: Iterable[Statement]) -> Iterator[Statement]:
    """Sentences that have the withdrawn figure of the same thing, though no point was made of them."""
    yield from told
    if one.then is None or one.notice.kind in ("retraction", "kill"):
        return
    earlier = next((r for r in one.then.readings if r.article == one.article), None)
    sentences = earlier.annotation.sentences if earlier else ()
    for words in one.notice.withdraws:
        for sentence in (s for s in sentences if s.overlap(words)):
            yield from still_told(made.readings, one.article, sentence, words)


def _checks(one: Correction, outlets: Mapping[str, str]) -> Iterator[Check]:
    """What to ask of whom, where another text still has what was taken back."""
    if not one.carried:
        return
    mine = one.by or outlets.get(one.article, one.article)
    theirs = [outlets.get(c.statement.article, c.statement.article) for c in one.carried]
    words = f" {shown(one.withdraws[0])}" if one.withdraws and not one.whole else ""
    yield Check(
        what=f"What {mine} took back{words} ({one.kind}, {shown(one.span)}) still stands in "
        f"{listed(theirs)} as last seen",
        with_whom=listed([mine, *theirs]),
        spans=tuple((c.statement.article, c.statement.span) for c in one.carried),
    )
