"""What people follow at a desk, what they are told of it, and what became of telling them.

Nothing here holds an article's words: an alert says where they stand, and they are read there when it
is shown. The words of an alert are ours, and few.
"""

from collections.abc import Mapping
from enum import StrEnum
from typing import Literal, Self

from pydantic import Field, model_validator

from crosswire.records.base import Record, stable_id
from crosswire.records.lists import Query
from crosswire.records.span import Span

AboutKind = Literal["story", "entity", "outlet", "search"]
ChannelKind = Literal["page", "feed", "mail", "webhook"]
"""``page``: the list in the open page, which holds every alert whatever else is asked for."""


class Rule(StrEnum):
    """On what a follow fires."""

    NEW_ARTICLE = "new-article"
    NEW_POINT = "new-point"
    NEW_CONFLICT = "new-conflict"
    SECOND_ORIGIN = "second-origin"
    CHANGED_FIGURE = "changed-figure"
    CORRECTION = "correction"
    UNANNOUNCED_EDIT = "unannounced-edit"


COMPARED = frozenset({Rule.NEW_POINT, Rule.NEW_CONFLICT, Rule.SECOND_ORIGIN})
"""Rules for which stories must be compared, which takes seconds each."""

_NEW_ARTICLE: Mapping[AboutKind, str] = {
    "story": "new article in the story",
    "entity": "new article that names whom you follow",
    "outlet": "new article of the outlet",
    "search": "new article in the saved search",
}
_WORDS: Mapping[Rule, str] = {
    Rule.NEW_POINT: "a new point is told by several",
    Rule.NEW_CONFLICT: "a new conflict between two passages",
    Rule.SECOND_ORIGIN: "a second origin is shown",
    Rule.CHANGED_FIGURE: "a figure was changed",
    Rule.CORRECTION: "the article prints a notice about its own words",
    Rule.UNANNOUNCED_EDIT: "changed; no notice found on this page",
}


class Subject(Record):
    """What is followed."""

    kind: AboutKind
    id: str = ""
    """Of the story, entity or outlet; empty: a saved search."""
    query: Query | None = None
    """The saved search; None: none."""

    @model_validator(mode="after")
    def _is_whole(self) -> Self:
        if (self.kind == "search") != (self.query is not None) or bool(self.id) == bool(self.query):
            raise ValueError(
                f"a follow is of one id or of one query, got {self.kind} with id {self.id!r} "
                f"and {'a' if self.query else 'no'} query"
            )
        return self

    @property
    def usual_rules(self) -> tuple[Rule, ...]:
        """What a follow of this kind fires on where nothing is said: of a story all; of what touches
        many stories, what needs no comparison of them."""
        return tuple(r for r in Rule if self.kind == "story" or r not in COMPARED)


class Channel(Record):
    """How alerts reach a person."""

    kind: ChannelKind
    target: str = ""
    """A mail address, or the address of a webhook; empty for ``page`` and ``feed``."""


class Follow(Record):
    """That a person wants to be told of something."""

    id: str
    by: str
    """Name of the user; "you" on a desk without accounts."""
    about: Subject
    name: str
    """What the person calls it."""
    rules: tuple[Rule, ...]
    channels: tuple[Channel, ...] = (Channel(kind="page"),)
    made_at: str
    paused: bool = False
    """Nothing fires while it is; what came meanwhile is not told later."""


class AlertPlace(Record):
    """Words of an article that an alert is about: where they stand, not what they are."""

    article: str
    text: str
    start: int
    end: int


class Alert(Record):
    """That a rule fired. Its id comes from the follow, the rule and what it is about, so that one
    thing is told once."""

    id: str
    follow: str
    by: str
    about: AboutKind
    """The kind of what is followed."""
    rule: Rule
    thing: str
    """What it is about, as far as it must be told from others: an id, or several."""
    story: str | None = None
    article: str | None = None
    revision: str | None = None
    places: tuple[AlertPlace, ...] = ()
    at: str
    """When it was found, UTC."""
    read_at: str | None = None

    @property
    def words(self) -> str:
        """What happened, in words of ours."""
        return _NEW_ARTICLE[self.about] if self.rule is Rule.NEW_ARTICLE else _WORDS[self.rule]

    @staticmethod
    def key(follow: str, rule: Rule, thing: str) -> str:
        """The alert's id."""
        return stable_id("alert", follow, rule, thing)


class AlertWords(Record):
    """Words of an article that an alert is about, as they stand in the store now."""

    article: str
    outlet: str | None = None
    url: str | None = None
    span: Span


class AlertLine(Record):
    """An alert with what is needed to show it: the follow's name, and the articles' own words."""

    alert: Alert
    follow: str
    """The follow's name."""
    headline: Span | None = None
    """Of the article it is about, else of the story; None: there is none, or it was erased."""
    outlet: str | None = None
    url: str | None = None
    """The article's address."""
    published: str | None = None
    quoted: tuple[AlertWords, ...] = ()
    """The words it is about; those that were erased are not here."""


class AlertPage(Record):
    """Alerts, newest first, and how to ask for the next."""

    alerts: tuple[AlertLine, ...]
    next: str | None = None
    """The cursor of the next page; None when this was the last."""
    unread: int = 0
    """Of all that the person has, whatever was asked for."""


class AlertFeed(Record):
    """What a feed key opens."""

    key: str
    by: str
    follow: Follow | None = None
    """None: all that the person follows."""
    alerts: tuple[AlertLine, ...]
    """The newest first."""


class Delivery(Record):
    """Alerts on their way to one address, together."""

    id: str
    """Also the key by which the receiver knows it from others (Idempotency-Key; in Message-ID): the
    same however often it is tried."""
    follow: str
    alerts: tuple[str, ...]
    channel: Literal["mail", "webhook"]
    target: str
    state: Literal["waiting", "delivered", "failed", "given up"] = "waiting"
    """``failed``: refused for good; ``given up``: tried as often as it is worth."""
    tries: int = 0
    next_at: str | None = None
    """When it is tried next; None: it is not."""
    last_error: str = ""
    made_at: str
    ended_at: str | None = None


class FollowLine(Record):
    """A follow as a list shows it."""

    follow: Follow
    alerts: int = 0
    unread: int = 0
    waiting: int = 0
    """Deliveries that are still to be tried."""
    failed: int = 0
    """Deliveries that were refused or given up."""
    last_at: str | None = None
    """When it last fired."""
    last_error: str = ""
    """Of its newest delivery that failed or waits after a failure."""


class Followed(Record):
    """A follow that was made or changed, and what its webhooks are signed with."""

    follow: Follow
    secret: str | None = Field(default=None, repr=False)
    """Shown once, when the first webhook is named; None: it was shown before, or there is none."""


class Turned(Record):
    """What one turn of finding and delivering did."""

    found: int = 0
    """Alerts that are new."""
    compared: int = 0
    """Stories that were compared for them."""
    waiting_stories: int = 0
    """Stories that are compared in the next turn."""
    delivered: int = 0
    retried: int = 0
    """Deliveries that failed and are tried again."""
    failed: int = 0
    """Deliveries that were refused for good or given up."""
    waiting: int = 0
    """Deliveries that are not due yet."""
    notes: tuple[str, ...] = ()
    """What went wrong, in words; each is kept with its delivery, too."""

    @property
    def empty(self) -> bool:
        """True where nothing was found, sent or tried."""
        return not (self.found or self.delivered or self.retried or self.failed or self.notes)

    @property
    def words(self) -> str:
        """For people; what is nought is left out."""
        told = (
            (self.found, "alert found", "alerts found"),
            (self.delivered, "delivered", "delivered"),
            (self.retried, "to be tried again", "to be tried again"),
            (self.failed, "refused or given up", "refused or given up"),
            (self.waiting, "delivery waits", "deliveries wait"),
        )
        said = [f"{n:,} {one if n == 1 else more}" for n, one, more in told if n]
        return ", ".join(said) or "nothing new to tell"
