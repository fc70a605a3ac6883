"""Lines of lists: what is asked of the store, and what one line of the answer holds."""

from collections.abc import Iterator
from typing import Literal

from crosswire.records.article import Voice
from crosswire.records.base import Record
from crosswire.records.quotation import Act, Identified, Mode, SourceKind
from crosswire.records.revisions import NoticeLine as NoticeLine
from crosswire.records.revisions import RevisionLine as RevisionLine
from crosswire.records.revisions import WordChange as WordChange
from crosswire.records.span import Span
from crosswire.records.story import Evidence, Role, StoryJudgement

HitKind = Literal["article", "quotation", "statement"]
Order = Literal["newest", "ranked"]
StoryOrder = Literal["newest", "outlets", "origins"]


class Query(Record):
    """What is looked for in the store, and how the answer is to be ordered."""

    words: str = ""
    """All of them must occur; "phrases" in marks, OR between two, -word for without, prefix*.
    Empty: everything that the other fields leave."""
    kind: HitKind = "article"
    speaker: str | None = None
    """Words of the speaker's name; of quotations and statements only."""
    outlet: str | None = None
    """An outlet's name or domain, capitals no difference."""
    since: str | None = None
    """First day or instant, ISO 8601; a day begins at midnight UTC."""
    until: str | None = None
    """Last day or instant, a day included to its end."""
    entity: str | None = None
    """An entity's id, or a form of its name: articles that name it, quotations whose speaker it is,
    statements that name it."""
    story: str | None = None
    """A story's id, or the beginning of it: only of its articles."""
    order: Order = "newest"
    limit: int = 20
    cursor: str | None = None
    """``Hits.next`` of the page before; None for the first page."""

    @property
    def filtered(self) -> bool:
        """Whether it keeps to some of the articles."""
        return any(one is not None for one in (self.outlet, self.since, self.until, self.entity,
                                               self.story))  # fmt: skip


class Hit(Record):
    """One place where the words of a query stand, in context."""

    kind: HitKind
    article: str
    """The article's id; ``name`` is the one people see."""
    name: str
    outlet: str | None
    url: str | None = None
    headline: str | None = None
    published: str | None = None
    """As the page states it; None when it does not."""
    first_seen: str
    revision: str
    former: bool = False
    """The words stand in a former text of the article: what it says now is another revision."""
    place: Literal["headline", "body"]
    """Which text ``span`` addresses: the headline as a text of its own, or the revision's body."""
    span: Span
    """The words in context; for a quotation or statement the whole of it."""
    cut: tuple[bool, bool] = (False, False)
    """Whether the text goes on before ``span``, and after it, within the same sentence."""
    marks: tuple[Span, ...] = ()
    """The words asked for, inside ``span``, in the order of the text."""
    voice: Voice = Voice.NEWS
    """Of the passage they stand in; a headline's is that of its whole text."""
    speaker: str | None = None
    story: str | None = None

    @property
    def pieces(self) -> Iterator[tuple[str, bool]]:
        """The words of ``span`` in runs, each with whether it was asked for."""
        place = self.span.start
        for mark in self.marks:
            if mark.start > place:
                yield self.span.exact[place - self.span.start : mark.start - self.span.start], False
            yield mark.exact, True
            place = mark.end
        if place < self.span.end:
            yield self.span.exact[place - self.span.start :], False


class Hits(Record):
    """One page of the answer to a query, and how to ask for the next."""

    query: Query
    hits: tuple[Hit, ...]
    next: str | None = None
    """The cursor of the next page; None when this was the last."""
    searched: int
    """Of how many articles: all that the filters leave; for quotations of those that were read
    closely, for statements of those that were compared."""
    former: int = 0
    """Former texts of these articles that were looked through besides."""
    former_found: int = 0
    """How many of them hold the words; hits of articles that are not found as they are now."""
    former_left: int | None = 0
    """Former texts that were not; None: not counted, there may be some."""
    ranked_of: int | None = None
    """Where more matched than are ranked: of so many, the newest, these are the best; else None."""

    @property
    def words(self) -> str:
        """For people: "20 shown, of 100,000 articles searched"."""
        ranked = f"; the best of the newest {self.ranked_of:,} that fit" if self.ranked_of else ""
        return f"{len(self.hits)} shown, of {self._of}{ranked}{self._former}"

    @property
    def nothing(self) -> str:
        """For people, where there are no hits: in what the words were not found."""
        return (
            f"Not found in {self._of}{self._former}. That says nothing of texts that are not kept."
        )

    @property
    def _of(self) -> str:
        which = {"article": "searched", "quotation": "read closely", "statement": "compared"}
        articles = f"{self.searched:,} article{'s' * (self.searched != 1)} {which[self.query.kind]}"
        return f"{articles}, all that the filters leave" if self.query.filtered else articles

    @property
    def _former(self) -> str:
        """What of former texts was searched, and what was not."""
        if self.former_left is None:
            return "; former texts were not searched"
        if not self.former:
            return f"; {_texts(self.former_left)} not searched" if self.former_left else ""
        holds = "holds" if self.former_found == 1 else "hold"
        more = f", {self.former_left:,} more were not searched" if self.former_left else ""
        return f"; of {_texts(self.former)}, {self.former_found or 'none'} {holds} the words{more}"


def _texts(former: int) -> str:
    return f"{former:,} former text{'s' * (former != 1)}"


class Coverage(Record):
    """Which of the outlets that were watched carry a story. The rest were not found to."""

    outlets: tuple[str, ...]
    """Outlets with an article in the story, sorted; an article without an outlet by its name."""
    aside: tuple[str, ...] = ()
    """Outlets of which only satire lies in the story: watched, and not counted among those that
    tell it."""
    watched: int
    """Outlets with any article in the store within the story's days, one day before and after; of
    a story whose days are not known, all outlets of the store."""
    since: str | None
    until: str | None
    """The days watched, both included, ISO 8601; None where the story's days are not known."""

    @property
    def words(self) -> str:
        """For people: "4 of the 11 outlets seen in these days". Seen, not watched: articles may have
        been added by hand, with nothing watched."""
        one = "outlet" if self.watched == 1 else "outlets"
        which = "seen in these days" if self.since else "in the store"
        aside = f", {len(self.aside)} not counted (satire)" if self.aside else ""
        return f"{len(self.outlets)} of the {self.watched} {one} {which}{aside}"


class EarliestSeen(Record):
    """The earliest sight of a story here. Who was first to publish is not known from it."""

    article: str
    """The one seen earliest; where several came together, one of them."""
    outlet: str | None
    """None where several came together, too."""
    together: tuple[str, ...] = ()
    """Outlets whose articles one run brought, where these are several: their order is not known."""
    at: str
    """When we first saw it, ISO 8601, UTC."""

    @property
    def words(self) -> str:
        """For people: "earliest seen by us: Harbour Post, 2026-11-20T08:12:00Z"."""
        return f"earliest seen by us{self.who}, {self.at}"

    @property
    def who(self) -> str:
        """For people: ": Harbour Post", ", in one go: Corran Wire, Harbour Post"."""
        if self.together:
            return f", in one go: {', '.join(self.together)}"
        return f": {self.outlet or self.article}"


class KnownOrigins(Record):
    """How many origins a story is known to have: a range, copies and shared credits counted once."""

    at_least: int
    at_most: int
    compared: bool
    """True when the range is that of a stored comparison of these very articles."""

    @property
    def words(self) -> str:
        """For people: "1 origin", "origins 1–3"."""
        if self.at_least == self.at_most:
            return f"{self.at_least} origin{'s' * (self.at_least != 1)}"
        return f"origins {self.at_least}–{self.at_most}"


class StoryLine(Record):
    """One story at a glance."""

    id: str
    headline: Span | None
    """A member's headline, word for word, as a text of its own; None when no member has one."""
    headline_article: str | None = None
    headline_outlet: str | None = None
    articles: int
    attached: int = 0
    """Articles besides that only touch it: roundups, live blogs."""
    copies: int = 0
    """Members that are copies of another member."""
    coverage: Coverage
    origins: KnownOrigins
    first_at: str | None
    last_at: str | None
    """The earliest and latest of its articles, by their own dates; None where none states one that
    can be relied on. When we saw them is no date of theirs."""
    date_doubt: str | None = None
    """Why no day is given: "date not stated", or "date in doubt"."""
    earliest_seen: EarliestSeen
    state: Literal["active", "dormant", "merged"]


class StoryMember(Record):
    """An article in a story, and why it lies there."""

    article: str
    name: str
    outlet: str | None
    url: str | None = None
    headline: Span | None
    erased: str | None = None
    """That its words were erased, when and why; None: they were not."""
    gone: str | None = None
    """That its address holds it no more, and what shows it; None: nothing does."""
    published: str | None = None
    date_doubt: str | None = None
    """Why the page's own date is not relied on, when it is not."""
    first_seen: str
    revision: str
    revisions: int
    role: Role
    how: str
    copy_of: str | None = None
    """The article of the story whose text it has, whole or cut, however it came to lie here."""
    probability: float
    because: tuple[Evidence, ...] = ()
    made_by: str
    made_at: str


class Membership(Record):
    """Where an article lay at some time, and until when."""

    article: str
    story: str
    role: Role
    how: str
    made_by: str
    made_at: str
    ended_at: str | None = None
    ended_because: str | None = None


class FormerStory(Record):
    """A story id that leads to another story; it never stops leading there while the merger stands."""

    story: str
    into: str
    because: str
    made_at: str
    ended_at: str | None = None


class StoryPage(Record):
    """A story with its members, its history and what people said of it."""

    line: StoryLine
    members: tuple[StoryMember, ...]
    """Oldest first."""
    aliases: tuple[FormerStory, ...] = ()
    history: tuple[Membership, ...] = ()
    """Places of its articles that no longer hold: here, or elsewhere before they came."""
    judgements: tuple[StoryJudgement, ...] = ()
    """Of its articles, those withdrawn included."""
    notices: tuple[NoticeLine, ...] = ()
    """What its articles say of their own words: corrections, retractions, kills; oldest first."""


class EntityLine(Record):
    """A person, body or place across the articles of the store."""

    id: str
    label: str
    name: str
    forms: tuple[str, ...]
    country: str | None = None
    place: str | None = None
    wikidata: str | None = None
    articles: int
    mentions: int
    because: tuple[str, ...] = ()


class QuoteLine(Record):
    """One quotation, whole, with who is said to have said it, and where."""

    id: str
    article: str
    name: str
    outlet: str | None
    published: str | None = None
    revision: str
    mode: Mode
    act: Act = Act.SPEECH
    """Said, or only thought, spoken of or done."""
    voice: Voice = Voice.NEWS
    """Of the passage it stands in: what satire has somebody say, nobody said."""
    content: tuple[Span, ...]
    cue: tuple[Span, ...] = ()
    speaker: tuple[Span, ...] = ()
    speaker_name: str | None = None
    identified: Identified | None = None
    """How the text identifies the source; None: unknown, which what was read before a store kept it
    is too."""
    source_kind: SourceKind | None = None
    """What the source is; None as above."""
    nth: int | None = None
    """Which of its article's quotations it is, from 1; None of what was not said."""
    of: int = 0
    """How many quotations its article has."""
    entity: str | None = None
    story: str | None = None


class QuoteTally(Record):
    """How much one speaker, outlet or day is quoted, of the quotations that were asked for."""

    of: str
    """Whose, or of what outlet or day."""
    quotations: int
    direct: int
    """In marks, whole."""
    mixed: int
    """In the outlet's words, with words in marks."""
    indirect: int
    """In the outlet's words alone."""
    words: int
    articles: int
    outlets: int
    first: int
    """How many of them are the first quotation of their article."""
    last: int
    """How many are the last one."""


class RunLine(Record):
    """One run that wrote to the store."""

    id: str
    command: str
    state: Literal["running", "done", "stopped", "failed"]
    started_at: str
    ended_at: str | None = None
    host: str | None = None
    pid: int | None = None
    versions: dict[str, str]
    counts: dict[str, int]


class FailureLine(Record):
    """An input that could not be used, and the run that met it."""

    id: str
    run: str
    at: str
    stage: str
    item: str
    kind: str
    words: str
