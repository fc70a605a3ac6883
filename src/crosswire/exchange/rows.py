"""A comparison as flat rows, table by table."""

from collections.abc import Callable, Iterator
from typing import NamedTuple

from crosswire.exchange.told import Told, words_of
from crosswire.records.base import Record
from crosswire.records.comparison import Conflict, Point, Statement
from crosswire.records.quotation import Quotation
from crosswire.records.rows import (
    ArticleRow,
    ConflictRow,
    MentionRow,
    OriginRow,
    PointRow,
    QuotationRow,
    SingleRow,
    TellingRow,
)


class Table(NamedTuple):
    """One table of an export."""

    name: str
    kind: type[Record]
    rows: Callable[[Told], Iterator[Record]]


def articles(told: Told) -> Iterator[ArticleRow]:
    """The articles, in the order of the comparison."""
    for page in told.comparison.pages:
        revision = told.readings[page.article].revision
        yield ArticleRow(
            story=told.story,
            id=page.article,
            outlet=told.outlet(page.article),
            url=told.address(page.article),
            title=told.title(page.article),
            authors=page.authors,
            published=told.published(page.article),
            language=revision.language,
            completeness=page.completeness.state,
            duplicate_of=page.duplicate_of,
            text_id=revision.body.id,
            text=revision.body.content,
        )


def quotations(told: Told) -> Iterator[QuotationRow]:
    """Everything said or ascribed, article by article, in the order of the texts."""
    for reading in told.comparison.readings:
        for one in reading.quotations:
            yield _quotation(told, reading.article, one)


def _quotation(told: Told, article: str, one: Quotation) -> QuotationRow:
    return QuotationRow(
        story=told.story,
        article=article,
        outlet=told.outlet(article),
        published=told.published(article),
        id=one.id,
        mode=one.mode.value,
        act=one.act.value,
        voice=one.voice.value,
        speaker=told.speaker(one),
        identified=one.identified.value if one.identified else None,
        source_kind=one.source_kind.value if one.source_kind else None,
        words=words_of(one),
        runs=tuple(f"{span.start}:{span.end}" for span in one.content),
        text_id=one.content[0].text,
        start=one.content[0].start,
        end=one.content[-1].end,
    )


def mentions(told: Told) -> Iterator[MentionRow]:
    """Whom and what the articles name, in the order of the texts."""
    for reading in told.comparison.readings:
        outlet = told.outlet(reading.article)
        for one in reading.annotation.mentions:
            yield MentionRow(
                story=told.story,
                article=reading.article,
                outlet=outlet,
                entity=one.entity,
                name=one.name,
                label=one.label,
                kind=one.kind,
                words=one.span.exact,
                text_id=one.span.text,
                start=one.span.start,
                end=one.span.end,
            )


def _points(told: Told) -> Iterator[tuple[Point, bool]]:
    yield from ((point, True) for point in told.comparison.points)
    yield from ((point, False) for point in told.comparison.possible)


def points(told: Told) -> Iterator[PointRow]:
    """What several tell; after it what may be one statement and is more likely not."""
    for point, shown in _points(told):
        origins = point.origins
        yield PointRow(
            story=told.story,
            id=point.id,
            shown=shown,
            kind=point.kind,
            relation=point.relation,
            tier=point.tier.value,
            confidence=round(point.confidence, 3),
            speaker=point.speaker,
            words=point.wording.span.exact,
            words_from=point.wording.article,
            tellings=len(point.members),
            outlets=origins.outlets,
            origins_at_least=origins.at_least,
            origins_at_most=origins.at_most,
            origins_unknown=origins.unknown,
            corroborated=origins.corroborated,
            origins=origins.words,
        )


def tellings(told: Told) -> Iterator[TellingRow]:
    """Each article's words for each point."""
    for point, shown in _points(told):
        for one in point.members:
            yield TellingRow(
                story=told.story,
                point=point.id,
                shown=shown,
                article=one.article,
                outlet=told.outlet(one.article),
                voice=one.voice.value,
                holder=one.holder,
                quotation=one.quotation,
                words=one.span.exact,
                text_id=one.span.text,
                start=one.span.start,
                end=one.span.end,
            )


def conflicts(told: Told) -> Iterator[ConflictRow]:
    """Passages that differ on one fact."""
    return (_conflict(told, one) for one in told.comparison.conflicts)


def _conflict(told: Told, one: Conflict) -> ConflictRow:
    sides = {**_side(told, "a", one.a), **_side(told, "b", one.b)}
    return ConflictRow.model_validate(
        {
            "story": told.story, "kind": one.kind, "grade": one.grade, "because": one.because,
            "between": one.between, "point": one.point, **sides,
        }
    )  # fmt: skip


def _side(told: Told, side: str, one: Statement) -> dict[str, object]:
    return {
        f"{side}_article": one.article,
        f"{side}_outlet": told.outlet(one.article),
        f"{side}_words": one.span.exact,
        f"{side}_text_id": one.span.text,
        f"{side}_start": one.span.start,
        f"{side}_end": one.span.end,
    }


def origins(told: Told) -> Iterator[OriginRow]:
    """On what each telling of a shown point is shown to rest."""
    for point in told.comparison.points:
        for edge in point.origins.edges:
            yield OriginRow(
                story=told.story,
                point=point.id,
                source=edge.source,
                target=edge.target,
                ordered=edge.ordered,
                because=edge.because,
            )


def singles(told: Told) -> Iterator[SingleRow]:
    """What was found in one article only."""
    for one in told.comparison.singles:
        here, near = one.statement, one.nearest
        yield SingleRow(
            story=told.story,
            article=here.article,
            outlet=told.outlet(here.article),
            words=here.span.exact,
            text_id=here.span.text,
            start=here.span.start,
            end=here.span.end,
            verdict=one.verdict,
            because=one.because,
            tier=one.tier.value,
            confidence=round(one.confidence, 3),
            nearest_article=near.article if near else None,
            nearest_words=near.span.exact if near else None,
            nearness=round(one.nearness, 3),
        )


TABLES = (
    Table("articles", ArticleRow, articles),
    Table("points", PointRow, points),
    Table("tellings", TellingRow, tellings),
    Table("conflicts", ConflictRow, conflicts),
    Table("origins", OriginRow, origins),
    Table("singles", SingleRow, singles),
    Table("quotations", QuotationRow, quotations),
    Table("mentions", MentionRow, mentions),
)
"""Every table of an export, by name."""
