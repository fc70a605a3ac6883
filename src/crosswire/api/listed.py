"""Lines of a store's lists as flat rows, with articles by their ids."""

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, TypeVar

from crosswire import records
from crosswire.exchange.told import Told
from crosswire.records.base import Record
from crosswire.records.lists import Query
from crosswire.records.span import Text

if TYPE_CHECKING:
    from crosswire.desk.desk import Desk

R = TypeVar("R", bound=Record)
_NAMES = ("article", "words_from", "source", "target", "a_article", "b_article", "nearest_article")
"""Columns that name an article as its comparison does."""
_PAGE = 1000
"""Lines that are held at a time."""


def story(line: records.StoryLine) -> records.StoryRow:
    """One story at a glance."""
    return records.StoryRow(
        id=line.id,
        headline=line.headline.exact if line.headline else None,
        headline_outlet=line.headline_outlet,
        articles=line.articles,
        attached=line.attached,
        copies=line.copies,
        outlets=line.coverage.outlets,
        watched=line.coverage.watched,
        coverage=line.coverage.words,
        origins_at_least=line.origins.at_least,
        origins_at_most=line.origins.at_most,
        first_at=line.first_at,
        last_at=line.last_at,
        earliest_seen_at=line.earliest_seen.at,
        earliest_seen=line.earliest_seen.words,
        state=line.state,
    )


def articles(desk: "Desk", handle: str | None) -> Iterator[records.ArticleRow]:
    """Articles with their texts as they are now, those of a story or all, one at a time."""
    members = None if handle is None else [one.article for one in desk.story(handle).members]
    with desk.store.read(as_of=desk.as_of) as reader:
        for one in reader.arrivals(members):
            yield records.ArticleRow(
                story=reader.story_of(one.article),
                id=one.article,
                outlet=one.outlet,
                url=one.url,
                title=one.title or None,
                published=one.published,
                language=one.language,
                text_id=Text.of(one.text).id,
                text=one.text,
            )


def revision(line: records.RevisionLine) -> records.RevisionRow:
    """A text that an article has had."""
    return records.RevisionRow(
        id=line.id,
        article=line.article,
        number=line.number,
        current=line.current,
        seen_at=line.seen_at,
        published=line.published,
        headline=line.headline.exact if line.headline else None,
        words=line.words,
        completeness=line.completeness,
        words_added=line.words_added,
        words_removed=line.words_removed,
        changed=line.changed,
        silent=line.silent,
    )


def hits(desk: "Desk", query: Query) -> Iterator[records.HitRow]:
    """Where words stand, a page of them held at a time."""
    while True:
        page = desk.search(query.model_copy(update={"limit": _PAGE}))
        yield from map(hit, page.hits)
        if page.next is None:
            return
        query = query.model_copy(update={"cursor": page.next})


def hit(one: records.Hit) -> records.HitRow:
    """A place where words stand."""
    return records.HitRow(
        kind=one.kind,
        article=one.article,
        outlet=one.outlet,
        url=one.url,
        headline=one.headline,
        published=one.published,
        first_seen=one.first_seen,
        former=one.former,
        place=one.place,
        speaker=one.speaker,
        story=one.story,
        words=one.span.exact,
        text_id=one.span.text,
        start=one.span.start,
        end=one.span.end,
    )


def quotations(desk: "Desk", query: Query) -> Iterator[records.QuotationRow]:
    """Who said what, newest first, by one state of the store."""
    from crosswire.desk.handles import story_meant
    from crosswire.store.lists_speech import quote_page

    with desk.store.read(as_of=desk.as_of) as reader:
        meant = None if query.story is None else story_meant(reader, query.story)
        query = query.model_copy(update={"story": meant, "limit": _PAGE})
        while True:
            lines, cursor = quote_page(reader, query)
            yield from map(quotation, lines)
            if cursor is None:
                return
            query = query.model_copy(update={"cursor": cursor})


def quotation(line: records.QuoteLine) -> records.QuotationRow:
    """One utterance as one article reports it."""
    return records.QuotationRow(
        story=line.story,
        article=line.article,
        outlet=line.outlet,
        published=line.published,
        id=line.id,
        mode=line.mode.value,
        act=line.act.value,
        voice=line.voice.value,
        speaker=line.speaker_name,
        identified=line.identified.value if line.identified else None,
        source_kind=line.source_kind.value if line.source_kind else None,
        words=" […] ".join(span.exact for span in line.content),
        runs=tuple(f"{span.start}:{span.end}" for span in line.content),
        text_id=line.content[0].text,
        start=line.content[0].start,
        end=line.content[-1].end,
    )


def compared(desk: "Desk", handle: str | None) -> Iterator[tuple[Told, Mapping[str, str]]]:
    """Comparisons that are kept, each with the ids of its articles by their names; one story's is
    made where it is not."""
    from crosswire.desk.lined_up import whole

    if handle is not None:
        desk.compare(handle)
    ids = [desk.story(handle).line.id] if handle else [one.id for one in desk.stories(limit=10**6)]
    for story_id in ids:
        found = whole(desk, story_id)
        if found is not None:
            names = {name: page.article for name, page in found.pages.items()}
            yield Told(comparison=found.comparison), names


def by_id(row: R, names: Mapping[str, str]) -> R:
    """The row, its articles by their ids."""
    held = {name: getattr(row, name) for name in _NAMES if hasattr(row, name)}
    changed = {name: names[value] for name, value in held.items() if value in names}
    return row.model_copy(update=changed) if changed else row
