"""Finding what is new for those who follow: first by what runs brought, then by comparing stories that
changed.

Both steps read first and then write, in one transaction, what they found together with how far they have
looked. Whoever is killed between has told nothing and looks again; two that look at once find the same,
and it is kept once (``alert_marks``).
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from functools import cache
from typing import NamedTuple

from crosswire.errors import ConfigError
from crosswire.records.follow import (
    COMPARED,
    Alert,
    AlertPlace,
    Follow,
    Rule,
    Subject,
)
from crosswire.records.revisions import RevisionLine, WordChange
from crosswire.records.span import Span
from crosswire.stages.alert import News, Shown, news
from crosswire.store import alerts, deliveries, follow_stories, follows, lists, stirring
from crosswire.store.answers import Aside
from crosswire.store.base import Reader, Store
from crosswire.store.follow_stories import Due
from crosswire.store.stirring import Noticed, Stirred

Look = Callable[[str, str | None], Shown | None]
"""What the comparison of a story shows now, or as of a time; None: it could not be made."""

MOST_STORIES = 10
"""Stories that one turn compares; each takes seconds. The others are next."""
_MOST_PLACES = 6
"""Places of words that one alert names."""


class Draft(NamedTuple):
    """An alert that may have been told already."""

    rule: Rule
    thing: str
    story: str | None
    article: str | None = None
    revision: str | None = None
    places: tuple[AlertPlace, ...] = ()


class Found(NamedTuple):
    """What a look found for one follow."""

    drafts: list[Draft]
    stories: list[str]
    """Stories that must be compared."""
    note: str = ""
    """Why what is followed could not be asked for; empty: it could."""


class Looked(NamedTuple):
    """What looking over runs did."""

    found: int = 0
    notes: tuple[str, ...] = ()


class Compared(NamedTuple):
    """What comparing did."""

    found: int = 0
    compared: int = 0
    notes: tuple[str, ...] = ()


def there(reader: Reader, follow: Follow) -> list[tuple[Rule, str]]:
    """What is there now, and so is not told by a follow that begins: it tells what comes after."""
    stirred = stirring.stirred(reader)
    every = follow.model_copy(update={"rules": tuple(Rule)})
    held = [(one.rule, one.thing) for one in _found(reader, every, stirred, _lines(reader)).drafts]
    if follow.about.kind == "story":
        here = reader.members(stirring.story_now(reader, follow.about))
        held += [(Rule.NEW_ARTICLE, article) for article in here]
    return held


def look(store: Store, at: str) -> Looked:
    """Look over what runs brought."""
    with store.read() as reader:
        stirred = stirring.stirred(reader)
        awake = follows.get(reader.connection, awake=True)
        lines = _lines(reader)
        found = {one.id: _asked(reader, one, stirred, lines) for one in awake if stirred.since}
    notes = tuple(one.note for one in found.values() if one.note)
    if not stirred.ended and not any(one.drafts or one.stories for one in found.values()):
        return Looked(0, notes)
    number = 0
    with store.aside() as aside:
        for follow in follows.get(aside.connection, lock=True):
            if (one := found.get(follow.id)) is None:
                continue
            number += _told(aside, follow, one.drafts, at)
            since = max(follow.made_at, stirred.since or "")
            follow_stories.owe(aside, follow.id, one.stories, since)
        stirring.looked_over(aside, stirred.ended)
    return Looked(number, notes)


def _told(aside: Aside, follow: Follow, drafts: Iterable[Draft], at: str) -> int:
    """Keep what is new of it, and put it on its way; how many alerts."""
    made = [
        Alert(
            id=Alert.key(follow.id, one.rule, one.thing), follow=follow.id, by=follow.by,
            about=follow.about.kind, rule=one.rule, thing=one.thing, story=one.story,
            article=one.article, revision=one.revision, places=one.places[:_MOST_PLACES], at=at,
        )
        for one in drafts
    ]  # fmt: skip
    new = alerts.put(aside, follow, made)
    deliveries.put(aside, follow, new, at)
    return len(new)


# ---- what runs brought --------------------------------------------------------------------------

Lines = Callable[[str], Sequence[RevisionLine]]


def _lines(reader: Reader) -> Lines:
    """The revisions of an article, asked once for all who follow it."""

    @cache
    def asked(article: str) -> Sequence[RevisionLine]:
        return lists.revisions(reader, article)

    return asked


def _asked(reader: Reader, follow: Follow, stirred: Stirred, lines: Lines) -> Found:
    """What is found for a follow. One whose outlet or person is no longer there keeps no other from
    being told."""
    try:
        return _found(reader, follow, stirred, lines)
    except ConfigError as fault:
        return Found([], [], f"{follow.name} cannot be looked for: {fault}")


def _found(reader: Reader, follow: Follow, stirred: Stirred, lines: Lines) -> Found:
    drafts = [*_new_articles(reader, follow, stirred)]
    touched = dict.fromkeys(
        (*(a for a, _ in stirred.revised), *(n.article for n in stirred.noticed))
    )
    mine = stirring.within(reader, follow.about, touched) if touched else set()
    lies = stirring.stories_of(reader, mine)
    for article, revision in stirred.revised:
        if article in mine:
            drafts += _of_revision(lines(article), revision, lies.get(article))
    drafts += (_of_notice(reader, n, lies) for n in stirred.noticed if n.article in mine)
    drafts = [one for one in drafts if one.rule in follow.rules]
    return Found(drafts, [*_to_compare(reader, follow, stirred)])


def _new_articles(reader: Reader, follow: Follow, stirred: Stirred) -> Iterator[Draft]:
    new = stirring.new_to_follow(reader, follow, stirred)
    lies = stirring.stories_of(reader, new)
    heads = stirring.headlines_of(reader, new)
    for article in new:
        revision, text, size = heads.get(article, (None, "", 0))
        place = AlertPlace(article=article, text=text, start=0, end=size)
        yield Draft(
            Rule.NEW_ARTICLE, article, lies.get(article), article, revision, (place,) * bool(size)
        )


def _of_revision(
    lines: Sequence[RevisionLine], revision: str, story: str | None
) -> Iterator[Draft]:
    """What a text changed of the one before; the first that we saw changed nothing."""
    line = next((one for one in lines if one.id == revision and one.number > 1), None)
    if line is None or line.erased:
        return
    article = line.article
    if line.figures:
        places = _both(article, line.figures)
        yield Draft(Rule.CHANGED_FIGURE, revision, story, article, revision, places)
    if line.silent:
        changes = (*line.headline_changes, *(line.statements or line.changes))
        places = _both(article, changes)
        yield Draft(Rule.UNANNOUNCED_EDIT, revision, story, article, revision, places)


def _both(article: str, changes: Iterable[WordChange]) -> tuple[AlertPlace, ...]:
    """The words as they were and as they are."""
    spans = (span for one in changes for span in (one.removed, one.added) if span)
    return tuple(_place(article, span) for span in spans)


def _place(article: str, span: Span) -> AlertPlace:
    return AlertPlace(article=article, text=span.text, start=span.start, end=span.end)


def _of_notice(reader: Reader, one: Noticed, lies: Mapping[str, str]) -> Draft:
    place = AlertPlace(article=one.article, text=one.text, start=one.start, end=one.stop)
    thing = f"{one.revision}:{one.start}:{one.stop}"
    story = lies.get(one.article)
    return Draft(Rule.CORRECTION, thing, story, one.article, one.revision, (place,))


def _to_compare(reader: Reader, follow: Follow, stirred: Stirred) -> Iterator[str]:
    """Stories whose points may be others now, and that the follow is about."""
    if not COMPARED & {*follow.rules}:
        return
    lie = stirring.stories_of(reader, stirred.touched).values()
    changed = {*lie, *(story for _, story in stirred.placed), *stirred.left}
    if follow.about.kind == "story":
        yield from {stirring.story_now(reader, follow.about)} & changed
        return
    for story in sorted(changed):
        if stirring.within(reader, follow.about, reader.members(story)):
            yield story


# ---- what comparisons show ----------------------------------------------------------------------


def compare(store: Store, look_at: Look, at: str, most: int = MOST_STORIES) -> Compared:
    """Compare stories that changed; what is new in them."""
    with store.read() as reader:
        due = follow_stories.due(reader.connection, most)
    done = Compared()
    once = cache(look_at)
    for story in dict.fromkeys(one.story for one in due):
        mine = [one for one in due if one.story == story]
        after = once(story, None)
        notes = () if after else (f"{story} could not be compared; what it has is looked at again "
                                  "when it changes",)  # fmt: skip
        befores = {one.follow: _before(store, one, once) for one in mine}
        number = sum(_settled(store, one, befores[one.follow], after, at) for one in mine)
        done = Compared(done.found + number, done.compared + 1, (*done.notes, *notes))
    return done


def _before(store: Store, one: Due, look_at: Look) -> Shown:
    """What the story showed the follow until now. A story that was merged into it had shown that."""
    if one.shown is not None:
        known = Shown.model_validate(one.shown)
    else:
        known = look_at(one.story, one.since) or Shown()
    with store.read() as reader:
        follow = follows.one(reader.connection, one.follow)
        others = follow_stories.all_shown(reader.connection, one.follow)
    if follow is None or follow.about.kind != "story":
        return known
    rest = [Shown.model_validate(o) for story, o in others.items() if story != one.story]
    return known.joined(rest)


def _settled(store: Store, one: Due, before: Shown, after: Shown | None, at: str) -> int:
    """Keep what is new, and what is shown now; how many alerts."""
    new = news(before, after) if after else []
    with store.read() as reader:
        follow = follows.one(reader.connection, one.follow)
        kept = [n for n in new if follow and _is_of(reader, follow.about, n)]
    with store.aside() as aside:
        for follow in follows.get(aside.connection, lock=True):
            if follow.id != one.follow:
                continue
            shown = (after or before).model_dump(mode="json")
            if follow_stories.settle(aside, one, shown):
                drafts = [_of_news(n, one.story) for n in kept if n.rule in follow.rules]
                return _told(aside, follow, drafts, at)
    return 0


def _is_of(reader: Reader, about: Subject, one: News) -> bool:
    """Whether an article that tells it is of what is followed; of a story all are."""
    if about.kind == "story":
        return True
    with suppress(ConfigError):
        return bool(stirring.within(reader, about, {place.article for place in one.places}))
    return False


def _of_news(one: News, story: str) -> Draft:
    places = tuple(
        AlertPlace(article=p.article, text=p.text, start=p.start, end=p.end) for p in one.places
    )
    return Draft(one.rule, one.thing, story, places=places)
