"""What people follow and what they are told of it."""

from collections.abc import Mapping

from crosswire.records.base import Record
from crosswire.records.follow import AlertLine, AlertPage, Delivery, FollowLine, Rule
from crosswire.store.base import revision_key

RULES: Mapping[Rule, str] = {
    Rule.NEW_ARTICLE: "a new article",
    Rule.NEW_POINT: "a new point that several tell",
    Rule.NEW_CONFLICT: "a new conflict",
    Rule.SECOND_ORIGIN: "a second origin that is shown",
    Rule.CHANGED_FIGURE: "a changed figure",
    Rule.CORRECTION: "a correction",
    Rule.UNANNOUNCED_EDIT: "an edit without a notice",
}
"""For people, after "tell me of"."""


class AlertsView(Record):
    """What somebody was told, newest first."""

    page: AlertPage
    follows: tuple[FollowLine, ...]
    follow: str | None = None
    """Only of this follow."""
    unread: bool = False
    """Only what was not read."""

    @staticmethod
    def standing(line: AlertLine) -> tuple[str, ...]:
        """For each of the words an alert shows, where it tells of a change: "before", "now", or
        empty where that cannot be told (words of headlines, which are texts of their own)."""
        alert = line.alert
        if alert.rule not in (Rule.CHANGED_FIGURE, Rule.UNANNOUNCED_EDIT):
            return ("",) * len(line.quoted)
        now = [revision_key(w.article, w.span.text) == alert.revision for w in line.quoted]
        texts = {w.span.text for w in line.quoted}
        body = alert.rule is Rule.CHANGED_FIGURE or (any(now) and len(texts) <= 2)
        return tuple("now" if one else "before" if body else "" for one in now)


class AlertCount(Record):
    """How many alerts somebody has not read."""

    unread: int


class FollowShown(Record):
    """A follow, and where its feed lies."""

    line: FollowLine
    feed: str | None = None
    """Its own feed's address, without the desk's own; None: no feed was asked for."""

    def target(self, kind: str) -> str:
        """The address of one of its channels; empty: it has none of this kind."""
        return next((c.target for c in self.line.follow.channels if c.kind == kind), "")


class FollowsView(Record):
    """All that somebody follows, and what was sent of it."""

    follows: tuple[FollowShown, ...]
    deliveries: tuple[Delivery, ...]
    feed: str
    """The address of the feed of all, without the desk's own."""
    rules: tuple[tuple[Rule, str], ...] = tuple(RULES.items())
