"""To check, and with whom: what a desk should settle before it publishes.

Every line is a template filled with names; the spans say what it is about.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import partial

from crosswire.records.comparison import (
    Check,
    Conflict,
    Correction,
    HeadlineWords,
    Page,
    Point,
    Speaker,
    Within,
)
from crosswire.records.quotation import Reading
from crosswire.stages.compare.called import Called
from crosswire.stages.compare.changed import change_checks
from crosswire.stages.compare.occasions import occasions
from crosswire.stages.compare.transcripts import (
    is_document,
    recordings,
    transcripts,
    two_occasions,
    unknown_occasions,
)
from crosswire.stages.compare.wording import counted, listed, shown
from crosswire.stages.outlets import OutletTable, load_outlets

MOST = 12
"""Lines a desk will read."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Findings:
    """What the checks are drawn from."""

    readings: Sequence[Reading]
    pages: Sequence[Page]
    points: Sequence[Point]
    conflicts: Sequence[Conflict]
    speakers: Sequence[Speaker]
    headline_words: Sequence[HeadlineWords]
    called: Called
    within: Sequence[Within] = ()
    corrections: Sequence[Correction] = ()
    outlets: OutletTable = field(default_factory=load_outlets)

    def outlet(self, article: str) -> str:
        """The outlet of an article."""
        return next(p.outlet for p in self.pages if p.article == article)


def checks(found: Findings) -> tuple[Check, ...]:
    """The list, most important first; of each kind no more than leaves room for the others."""
    known = [s for s in found.speakers if s.entity or is_document(s.name)]
    said = occasions(found.readings, known, found.called.canon, found.outlets)
    marked = [s for s in said if s.marked]
    lines = (
        *_conflicts(found, "conflict")[:4],
        *map(partial(_correction, found), found.corrections[:2]),
        *change_checks(found.pages, found.conflicts),
        *transcripts(marked)[:3],
        *recordings(marked)[:3],
        *two_occasions(found.points, said, found.outlet)[:2],
        *_conflicts(found, "tension")[:3],
        *_second_sources(found)[:2],
        *_undated(found),
        *_within(found)[:2],
        *_headlines(found)[:3],
        *unknown_occasions(marked, found.outlet)[:3],
        *_incomplete(found),
    )
    return tuple({line.what: line for line in lines}.values())[:MOST]


def _conflicts(found: Findings, grade: str) -> list[Check]:
    return [_conflict(found, c) for c in found.conflicts if c.grade == grade]


def _conflict(found: Findings, conflict: Conflict) -> Check:
    a, b = conflict.a, conflict.b
    one, other = found.outlet(a.article), found.outlet(b.article)
    kind = {"other": "detail", "quote-wording": "wording"}.get(conflict.kind, conflict.kind)
    holders = [found.called.name(s.holder_entity, s.holder) for s in (a, b) if s.holder]
    differ = conflict.because or f"{shown(a.span)} against {shown(b.span)}"
    return Check(
        what=f"Which {kind} holds, {one}'s or {other}'s: {differ}",
        with_whom=listed([one, other, *holders]),
        spans=((a.article, a.span), (b.article, b.span)),
    )


def _correction(found: Findings, correction: Correction) -> Check:
    outlet = found.outlet(correction.article)
    told = [found.outlet(s.article) for s in correction.told]
    stands = f"; what it takes back stands in {listed(told)}" if told else ""
    sides = ((s.article, s.span) for s in correction.told)
    return Check(
        what=f"{outlet}'s {correction.kind} of its own words, {shown(correction.span)}{stands}",
        with_whom=listed([outlet, *told]),
        spans=((correction.article, correction.span), *sides),
    )


def _second_sources(found: Findings) -> list[Check]:
    """Points that rest on one speaker."""
    groups: dict[str, list[Point]] = {}
    for point in found.points:
        if point.kind == "utterance" and point.speaker and point.origins.at_most == 1:
            groups.setdefault(point.speaker, []).append(point)
    return [
        Check(
            what=f"A source other than {speaker} for {shown(points[0].wording.span)}"
            + (f" and {counted(len(points) - 1, 'more point')}" if len(points) > 1 else "")
            + ": reported by several, said by one",
            with_whom=f"anyone but {speaker}",
            spans=tuple((p.wording.article, p.wording.span) for p in points),
        )
        for speaker, points in sorted(groups.items(), key=lambda g: -len(g[1]))
    ]


def _undated(found: Findings) -> list[Check]:
    outlets = [p.outlet for p in found.pages if p.published is None and not p.duplicate_of]
    if not outlets:
        return []
    what = f"The date of the page of {listed(outlets)}, and whether it was changed since"
    return [Check(what=what, with_whom=listed(outlets))]


def _incomplete(found: Findings) -> list[Check]:
    return [
        Check(what=f"The rest of {p.outlet}'s page: {p.completeness.because}", with_whom=p.outlet)
        for p in found.pages
        if p.completeness.state == "cut" and not p.duplicate_of
    ]


def _within(found: Findings) -> list[Check]:
    """Headlines and standfirsts that disagree with their own bodies."""
    return [
        Check(
            what=f"The {w.field} and the text of {found.outlet(w.article)} disagree: {w.because}",
            with_whom=found.outlet(w.article),
            spans=((w.article, w.body),),
        )
        for w in found.within
    ]


def _headlines(found: Findings) -> list[Check]:
    """Headline words that the page's own quotations do not have as they stand."""
    lines = []
    for words in found.headline_words:
        if words.standing == "verbatim in speech":
            continue
        outlet = found.outlet(words.article)
        place = (words.found_article, words.found)
        lines.append(
            Check(
                what=f"The {words.field}'s {words.span.exact} ({outlet}): "
                f"{words.standing}; {words.because}",
                with_whom=outlet,
                spans=((place[0], place[1]),) if place[0] and place[1] else (),
            )
        )
    return lines
