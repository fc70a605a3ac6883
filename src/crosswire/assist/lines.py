"""Records of the store as an assistant is answered them."""

from collections.abc import Iterable

from crosswire.assist.answers import (
    Covered,
    HitTold,
    LineUpKept,
    MemberTold,
    NamedTold,
    PlaceExplained,
    ReasonTold,
    StoryTold,
)
from crosswire.assist.words import Place, foreign, foreign_if, place
from crosswire.desk.lined_up import LinedUp
from crosswire.records.explanation import Explanation, Named
from crosswire.records.lists import Hit, StoryLine, StoryMember
from crosswire.records.span import Span
from crosswire.records.story import Evidence
from crosswire.report.explained import CAME

_OUTLETS = 30
_DECIDED = {"same": "one story with", "different": "another story than"}


def story_told(line: StoryLine) -> StoryTold:
    """One story at a glance."""
    coverage, sight = line.coverage, line.earliest_seen
    seen_of = sight.together or ((sight.outlet,) if sight.outlet else ())
    return StoryTold(
        id=line.id,
        headline=_headline(line.headline, line.headline_article),
        headline_outlet=foreign_if(line.headline_outlet),
        articles=line.articles,
        attached=line.attached,
        copies=line.copies,
        coverage=Covered(
            words=coverage.words,
            outlets=tuple(foreign(one) for one in coverage.outlets[:_OUTLETS]),
            carrying=len(coverage.outlets),
            of=coverage.watched,
        ),
        origins=line.origins.words,
        origins_at_least=line.origins.at_least,
        origins_at_most=line.origins.at_most,
        compared=line.origins.compared,
        first_at=line.first_at,
        last_at=line.last_at,
        date_doubt=line.date_doubt,
        earliest_seen=f"earliest seen by us, {sight.at}",
        earliest_seen_outlets=tuple(foreign(one) for one in seen_of[:_OUTLETS]),
        state=line.state,
    )


def _headline(span: Span | None, article: str | None, revision: str | None = None) -> Place | None:
    if span is None:
        return None
    return place(span, article=article, revision=revision, field="headline")


def member_told(member: StoryMember) -> MemberTold:
    """An article of a story."""
    return MemberTold(
        article=member.article,
        outlet=foreign_if(member.outlet),
        name=foreign(member.name),
        url=foreign_if(member.url),
        headline=_headline(member.headline, member.article, member.revision),
        published=foreign_if(member.published),
        date_doubt=foreign_if(member.date_doubt),
        first_seen=member.first_seen,
        revision=member.revision,
        revisions=member.revisions,
        role=member.role,
        how=CAME.get(member.how, member.how),
        probability=round(member.probability, 4),
        copy_of=member.copy_of,
        gone=foreign_if(member.gone),
        erased=foreign_if(member.erased),
    )


def line_up_kept(found: LinedUp) -> LineUpKept:
    """That a line-up is kept."""
    return LineUpKept(
        made_at=found.at,
        came_since=len(found.came),
        left_since=len(found.left),
        by_earlier_version=found.earlier,
    )


def hit_told(hit: Hit) -> HitTold:
    """A place where words were found."""
    return HitTold(
        place=place(hit.span, article=hit.article, revision=hit.revision, field=hit.place),
        marks=tuple((mark.start, mark.end) for mark in hit.marks),
        outlet=foreign_if(hit.outlet),
        headline=foreign_if(hit.headline),
        url=foreign_if(hit.url),
        published=foreign_if(hit.published),
        first_seen=hit.first_seen,
        voice=hit.voice,
        speaker=foreign_if(hit.speaker),
        story=hit.story,
        former=hit.former,
    )


def explained(found: Explanation, as_of: str | None) -> PlaceExplained:
    """Why an article lies in a story, or does not."""
    where = "lies in this story" if found.inside else "does not lie in this story"
    number = len(found.speaking_for) + len(found.speaking_against)
    return PlaceExplained(
        found=f"the article {where}; {number} reasons are told in words, weighed now",
        as_of=as_of,
        article=_named(found.article),
        story=found.story,
        lies_here=found.inside,
        lies_in=found.lies,
        role=found.role,
        how=CAME.get(found.how or "", found.how),
        probability=found.probability,
        made_by=found.made_by,
        made_at=found.made_at,
        reasons_for=_reasons(found.speaking_for),
        reasons_against=_reasons(found.speaking_against),
        rest=round(found.rest, 4),
        measured_against=_named_if(found.nearest),
        copy_of=_named_if(found.copy_of),
        touches=foreign_if(found.touches),
        instead=found.instead,
        instead_probability=found.instead_probability,
        judged=tuple(
            foreign(f"{_DECIDED[one.decision]} {other.article}, by {one.made_by}: {one.because}")
            for one, other in zip(found.judgements, found.judged_with, strict=True)
        ),
    )


def _reasons(found: Iterable[Evidence]) -> tuple[ReasonTold, ...]:
    return tuple(ReasonTold(words=foreign(e.words), weight=round(e.weight, 4)) for e in found)


def _named(one: Named) -> NamedTold:
    return NamedTold(
        article=one.article,
        headline=foreign_if(one.headline),
        outlet=foreign_if(one.outlet),
    )


def _named_if(one: Named | None) -> NamedTold | None:
    return None if one is None else _named(one)
