"""Tools that look at the store: stories, search, explaining, re-reading."""

from crosswire.assist.answers import (
    HitsTold,
    PlaceExplained,
    SpanRead,
    StandsIn,
    StoriesTold,
    StoryShown,
)
from crosswire.assist.asked import (
    PlaceAsked,
    QuotationsAsked,
    SearchAsked,
    SpanAsked,
    StoriesAsked,
    StoryAsked,
)
from crosswire.assist.lines import explained, hit_told, line_up_kept, member_told, story_told
from crosswire.assist.paging import begun, page_of
from crosswire.assist.room import Caller, Room
from crosswire.assist.words import digest, place, shown
from crosswire.desk.glancing import Glances
from crosswire.desk.lined_up import lined_up_in
from crosswire.errors import ConfigError
from crosswire.records.front import StoryQuery
from crosswire.records.lists import Query
from crosswire.records.span import Span
from crosswire.stages.outlets import load_outlets
from crosswire.store import lists_front, quoting
from crosswire.store.base import Reader
from crosswire.store.order import now

_STANDS_IN = 10
_MOST_SPAN = 20_000
"""Code points of a place that is re-read."""


def list_stories(asked: StoriesAsked, room: Room, caller: Caller) -> StoriesTold:
    """List the stories kept: what many outlets publish about one event, a story each. Says how many
    of the outlets seen in its days carry each, and on how many known origins it rests."""
    query = StoryQuery(
        words=asked.words, outlet=asked.outlet, entity=asked.entity, since=asked.since,
        until=asked.until, order=asked.order, limit=asked.limit, cursor=asked.cursor,
    )  # fmt: skip
    table = load_outlets(room.project.settings.outlet_table)
    with room.desk(asked.as_of) as desk, desk.store.read(as_of=desk.as_of) as reader:
        found = lists_front.front(reader, query, now())
        fitting, kept = lists_front.number(reader, query)
        lines = Glances().lines(reader, found.ids, table)
        as_of = desk.as_of
    fit = f"{fitting} of the {kept} stories kept fit" if query.filtered else f"{kept} stories kept"
    none = ". That says nothing of stories that are not kept" if not fitting else ""
    return StoriesTold(
        found=f"{len(lines)} shown; {fit}{none}",
        as_of=as_of,
        next=found.next,
        stories=tuple(story_told(line) for line in lines),
        fitting=fitting,
        kept=kept,
    )


def show_story(asked: StoryAsked, room: Room, caller: Caller) -> StoryShown:
    """Show one story: its articles, how each came there, what was lined up of it."""
    with room.desk(asked.as_of) as desk:
        page = desk.story(asked.story)
        with desk.store.read(as_of=desk.as_of) as reader:
            kept = lined_up_in(reader, desk, page.line.id)
        as_of = desk.as_of
    every = [member_told(one) for one in page.members]
    start = begun(asked.cursor, "members")
    members, further = page_of(every, start, asked.limit, "members")
    return StoryShown(
        found=f"{len(members)} of its {len(every)} articles shown",
        as_of=as_of,
        next=further,
        story=story_told(page.line),
        members=members,
        judgements=len(page.judgements),
        notices=len(page.notices),
        line_up=line_up_kept(kept) if kept else None,
    )


def search_articles(asked: SearchAsked, room: Room, caller: Caller) -> HitsTold:
    """Find words in articles: each hit in its context, with its exact place."""
    return _hits(room, asked.as_of, Query(kind="article", **_query(asked)))


def search_quotations(asked: QuotationsAsked, room: Room, caller: Caller) -> HitsTold:
    """Find words in what somebody is reported to have said, by speaker, outlet or day. Articles that
    were not read closely have no quotations here; the answer says how many have."""
    query = Query(kind="quotation", speaker=asked.speaker, **_query(asked))
    return _hits(room, asked.as_of, query)


def _query(asked: SearchAsked) -> dict:  # type: ignore[type-arg]
    return asked.model_dump(exclude={"as_of", "speaker"})


def _hits(room: Room, as_of: str | None, query: Query) -> HitsTold:
    with room.desk(as_of) as desk:
        found = desk.search(query)
        known = desk.as_of
    return HitsTold(
        found=found.words if found.hits else found.nothing,
        as_of=known,
        next=found.next,
        hits=tuple(hit_told(one) for one in found.hits),
        searched=found.searched,
    )


def explain_place(asked: PlaceAsked, room: Room, caller: Caller) -> PlaceExplained:
    """Say why an article lies in a story, or why not: the reasons for and against, in words."""
    with room.desk(asked.as_of) as desk:
        return explained(desk.explain(asked.article, asked.story), desk.as_of)


# ---- re-reading --------------------------------------------------------------------------------


def verify_span(asked: SpanAsked, room: Room, caller: Caller) -> SpanRead:
    """Re-read a place: the words that stand there, or a clear "no". Check each citation so before it
    is printed: by the text's hash (or article, or revision), start, end, and the words' sha256."""
    if asked.end - asked.start > _MOST_SPAN:
        raise ConfigError(
            f"a place of at most {_MOST_SPAN:,} code points is read at once, got "
            f"{asked.end - asked.start:,}; ask in parts"
        )
    if asked.text and asked.article is None and asked.revision is None:
        given = room.text(asked.text)
        if given is not None:
            return _read(asked, asked.text, given[1], article=given[0])
    with room.desk() as desk, desk.store.read() as reader:
        return _in_store(reader, asked)


def _in_store(reader: Reader, asked: SpanAsked) -> SpanRead:
    article = None if asked.article is None else reader.resolve_article(asked.article)
    revision = asked.revision
    if revision is None and asked.text is None:
        revision = reader.current([str(article)])[str(article)]
    text = asked.text
    if revision is not None:
        found = quoting.text_of(reader.connection, revision, asked.field)
        if found is None:
            return _no("unknown-text", f"no revision of the store is {revision[:60]!r}")
        if article is not None and found[0] != article:
            return _no("not-of-the-article", f"{revision} is a text of {found[0]}")
        if text is not None and text not in _texts_of(reader, revision):
            return _no("not-of-the-article", f"{text} is no text of {revision}")
        text = text or found[1]
    if text is None:
        return _no("unknown-text", f"this article has no {asked.field} of its own")
    return _of_text(reader, asked, text, article)


def _texts_of(reader: Reader, revision: str) -> set[str]:
    fields = ("body", "headline", "standfirst")
    found = (quoting.text_of(reader.connection, revision, field) for field in fields)
    return {one[1] for one in found if one and one[1]}


def _of_text(reader: Reader, asked: SpanAsked, text: str, article: str | None) -> SpanRead:
    stood = quoting.standing(reader.connection, text, 200)
    gone = reader.erased([text, *(one.article for one in stood)])
    if gone:
        return _no("erased", f"its words were erased: {next(iter(gone.values())).how}")
    words = quoting.content(reader.connection, text)
    if words is None:
        return _no("unknown-text", f"no text of the store is {text[:60]!r}")
    of = [one for one in stood if article in (None, one.article)]
    if article is not None and not of:
        return _no("not-of-the-article", f"{text} is no text that {article} has had")
    first = of[0] if of else None
    read = _read(asked, text, words, article=first.article if first else None,
                 revision=first.revision if first else None,
                 field=first.field if first else "other")  # fmt: skip
    named = (StandsIn(article=o.article, revision=o.revision, field=o.field) for o in stood)
    return read.model_copy(update={"stands_in": tuple(named)[:_STANDS_IN]})


def _read(
    asked: SpanAsked, text: str, words: str, *, article: str | None = None,
    revision: str | None = None, field: str = "other",
) -> SpanRead:  # fmt: skip
    """What stands at the place, held against what was stated."""
    if asked.end > len(words):
        far = f"the text has {len(words):,} code points, the place ends at {asked.end:,}"
        return _no("beyond-the-end", far, length=len(words))
    exact = words[asked.start : asked.end]
    span = Span(text=text, start=asked.start, end=asked.end, exact=exact)
    known = field if field in ("body", "headline", "standfirst") else "other"
    at = place(span, article=article, revision=revision, field=known, most=_MOST_SPAN)  # type: ignore[arg-type]
    said = _stated(asked, exact)
    if said is False:
        no = _no("other-words", "other words stand there than were stated", length=len(words))
        return no.model_copy(update={"place": at})
    return SpanRead(
        found="these words stand there, as stated" if said else "these words stand there",
        verdict="holds" if said else "reads",
        place=at,
        length=len(words),
    )


def _stated(asked: SpanAsked, exact: str) -> bool | None:
    """Whether the words are those that were stated; None: none were."""
    if asked.sha256 is None and asked.words is None:
        return None
    by_hash = asked.sha256 is None or asked.sha256.lower() == digest(exact)
    return by_hash and (asked.words is None or shown(asked.words) == shown(exact))


def _no(kind: str, because: str, *, length: int | None = None) -> SpanRead:
    return SpanRead(found="no", verdict="no", kind=kind, because=because, length=length)
