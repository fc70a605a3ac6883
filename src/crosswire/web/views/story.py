"""A story as its page shows it: how it stands, what changed, and what is lined up of it."""

from collections.abc import Callable, Iterator, Sequence
from functools import cached_property
from typing import Literal

from pydantic import PrivateAttr, computed_field

from crosswire.records.base import Record
from crosswire.records.lists import StoryMember, StoryPage
from crosswire.records.note import Note
from crosswire.records.span import Span
from crosswire.report.listed import earliest, story_facts
from crosswire.report.words import count, shorten
from crosswire.web.views.told import Told, ToldPart


class LineUp(Record):
    """Which line-up is shown, and how the story stands to it."""

    key: str
    """Another for each line-up."""
    at: str
    came: tuple[str, ...] = ()
    """Ids of articles that came since, or whose text is another since."""
    left: tuple[str, ...] = ()
    """Of articles that left the story since."""
    earlier: bool = False
    """An earlier version of crosswire made it."""

    @property
    def words(self) -> str:
        """How far it is behind the story, for people; empty: not at all."""
        behind = []
        if self.came:
            behind.append(f"{count(len(self.came), 'article')} came or changed since")
        if self.left:
            behind.append(f"{count(len(self.left), 'article')} left since")
        if self.earlier:
            behind.append("made by an earlier version of crosswire")
        return ", ".join(behind)


class AskedFor(Record):
    """That a new line-up was asked for, and how far that is."""

    job: str
    state: str
    words: str = ""


class Headline(Record):
    """A headline of an article, and since when it stands there."""

    article: str
    outlet: str
    headline: Span | None
    at: str | None
    """The article's own date for its earliest text that we have; of a later one when we saw it."""
    seen_at: str
    number: int
    of: int
    """Of so many revisions kept."""
    current: bool
    href: str


Kind = Literal["came", "text", "headline", "notice", "left", "judged", "lined up"]


class Change(Record):
    """Something that is new since a reader last looked."""

    kind: Kind
    at: str
    words: str
    """Crosswire's own words for it."""
    outlet: str = ""
    article: str | None = None
    href: str | None = None
    span: Span | None = None
    """Words of the outlet, where it has any: a headline, a notice."""


class Revised(Record):
    """One revision, when it was first seen, and its headline."""

    article: str
    revision: str
    seen_at: str
    current: bool
    headline: Span | None


class StoryView(Record):
    """One story. ``told`` is what the line-up shows, and None where none is kept."""

    page: StoryPage
    edition: str = ""
    """Another as soon as anything of ``page`` is."""
    as_of: str | None = None
    line_up: LineUp | None = None
    asked_for: AskedFor | None = None
    since: str | None = None
    """When this reader looked last; None: not known."""
    changes: tuple[Change, ...] = ()
    headlines: tuple[Headline, ...] = ()
    notes: tuple[Note, ...] = ()
    """What people wrote in this story: no part of the evidence."""
    parts: tuple[ToldPart, ...] | None = None
    """The parts of ``told`` that were asked for, the others left empty; None: all are there."""
    sort: str | None = None
    """By what the matrix is sorted."""
    _tell: tuple[Callable[[], Told | None], ...] = PrivateAttr(default=())
    """What makes ``told``; in a tuple, since pydantic would bind a bare function as a method."""

    @computed_field  # type: ignore[prop-decorator]
    @cached_property
    def told(self) -> Told | None:
        """Everything that is lined up. Made when it is asked for: a page whose parts are kept ready
        needs none of it."""
        return self._tell[0]() if self._tell else None

    def telling(self, tell: Callable[[], Told | None]) -> "StoryView":
        """The same, with what makes ``told``."""
        self._tell = (tell,)
        return self

    @property
    def facts(self) -> str:
        """Coverage with its denominator, articles, origins, days."""
        return story_facts(self.page.line)

    @property
    def earliest(self) -> str:
        """Who was seen earliest here."""
        return earliest(self.page.line)


def headlines(members: Sequence[StoryMember], revised: Sequence[Revised]) -> tuple[Headline, ...]:
    """Every headline that a member has had, in the order of time; one that stayed stands once."""
    by = {member.article: member for member in members}
    found: list[Headline] = []
    for article, member in by.items():
        kept = [one for one in revised if one.article == article]
        before: str | None = None
        for number, one in enumerate(kept, 1):
            words = one.headline.exact if one.headline else None
            if number > 1 and words == before:
                continue
            before = words
            found.append(_headline(member, one, number, len(kept)))
    return tuple(sorted(found, key=lambda h: (h.at or h.seen_at, h.seen_at, h.article)))


def _headline(member: StoryMember, one: Revised, number: int, of: int) -> Headline:
    href = f"/articles/{one.article}" + (f"?revision={one.revision}" if of > 1 else "")
    return Headline(
        article=one.article,
        outlet=member.outlet or member.name,
        headline=one.headline,
        at=member.published if number == 1 else one.seen_at,
        seen_at=one.seen_at,
        number=number,
        of=of,
        current=one.current,
        href=href,
    )


def changes(
    page: StoryPage, revised: Sequence[Revised], lined_up_at: str | None, since: str | None
) -> tuple[Change, ...]:
    """What is new since then, the newest first; nothing where it is not known when that was."""
    if since is None:
        return ()
    every = (*_came(page), *_rewritten(page, revised), *_said(page), *_moved(page))
    if lined_up_at is not None:
        every = (*every, Change(kind="lined up", at=lined_up_at, words="lined up anew"))
    new = [one for one in every if one.at > since]
    return tuple(sorted(new, key=lambda one: one.at, reverse=True))


def _came(page: StoryPage) -> Iterator[Change]:
    for member in page.members:
        words = "came to the story" if member.role == "member" else "came to touch the story"
        yield Change(
            kind="came", at=member.made_at, words=words, outlet=member.outlet or member.name,
            article=member.article, href=f"/articles/{member.article}", span=member.headline,
        )  # fmt: skip


def _rewritten(page: StoryPage, revised: Sequence[Revised]) -> Iterator[Change]:
    """Texts that took the place of another."""
    names = {member.article: member.outlet or member.name for member in page.members}
    before: dict[str, Revised] = {}
    for one in revised:
        earlier = before.get(one.article)
        before[one.article] = one
        if earlier is None or one.article not in names:
            continue
        other = (earlier.headline and earlier.headline.exact) != (
            one.headline and one.headline.exact
        )
        yield Change(
            kind="headline" if other else "text", at=one.seen_at,
            words="has another headline and text" if other else "has another text",
            outlet=names[one.article], article=one.article,
            href=f"/articles/{one.article}?revision={one.revision}#revisions", span=one.headline,
        )  # fmt: skip


def _said(page: StoryPage) -> Iterator[Change]:
    """What articles say of their own words, and what people judged."""
    for line in page.notices:
        yield Change(
            kind="notice", at=line.seen_at, words=line.notice.kind, outlet=line.outlet or "",
            article=line.article, href=f"/articles/{line.article}?revision={line.revision}",
            span=line.notice.span,
        )  # fmt: skip
    for judgement in page.judgements:
        told = "one story" if judgement.decision == "same" else "two stories"
        words = f"{judgement.made_by} judged that two articles tell {told}"
        yield Change(kind="judged", at=judgement.made_at, words=words)
        if judgement.withdrawn_at:
            back = f"{judgement.withdrawn_by} took back that two articles tell {told}"
            yield Change(kind="judged", at=judgement.withdrawn_at, words=back)


def _moved(page: StoryPage) -> Iterator[Change]:
    """Articles that left."""
    here = {member.article for member in page.members}
    for place in page.history:
        gone = place.story == page.line.id and place.article not in here
        if gone and place.ended_at:
            why = f": {shorten(place.ended_because, 160)}" if place.ended_because else ""
            yield Change(
                kind="left", at=place.ended_at, words=f"left the story{why}",
                article=place.article, href=f"/articles/{place.article}",
            )  # fmt: skip
