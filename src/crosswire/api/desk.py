"""A desk: what is kept of many stories, asked from Python. ``crosswire.open``."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple, TypeVar

from crosswire import records
from crosswire.api import listed
from crosswire.api.comparing import Comparison, project_of
from crosswire.api.given import Given, captures
from crosswire.api.rows import Rows
from crosswire.closing import Closing
from crosswire.config import PipelineChoice, Settings
from crosswire.errors import InputError
from crosswire.exchange import rows
from crosswire.exchange.told import Told
from crosswire.records.base import Record
from crosswire.records.failure import Failure
from crosswire.records.lists import HitKind, Query, StoryOrder

if TYPE_CHECKING:
    from crosswire.desk.desk import Closeness
    from crosswire.desk.desk import Desk as Inner

R = TypeVar("R", bound=Record)
ALL = 1_000_000
"""Lines of a list without a limit."""


class Added(NamedTuple):
    """What adding brought."""

    words: str
    """For people: "2 new articles; 1 new story."."""
    counts: Mapping[str, int]
    failures: Rows[Failure]


def open(
    store: str | Path | None = None,
    *,
    create: bool = False,
    as_of: str | None = None,
    pipeline: PipelineChoice | None = None,
    settings: Settings | None = None,
) -> "Desk":
    """The desk at a store: a file, or ``postgresql://…``; without one that of the settings.

    ``create`` makes it where there is none. ``as_of`` (a day, or an instant with its zone) answers as it
    was known then. Raises ``StoreError`` for what is no store.

    >>> import tempfile
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     with open(f"{folder}/desk.sqlite", create=True) as desk:
    ...         added = desk.add({"id": "post", "text": "A ferry ran aground off Port Sarn. " * 9})
    ...         added.words, [story.articles for story in desk.stories()]
    ('1 new article; 1 new story.', [1])
    """
    from crosswire.desk.desk import Desk as Inner

    chosen = (settings or Settings.load()).with_(store=str(store) if store is not None else None)
    return Desk(Inner.open(project_of(chosen, pipeline), create=create, as_of=as_of))


class Desk(Closing):
    """A store that is open. Lists are read when they are gone through; articles go by their ids."""

    def __init__(self, inner: "Inner") -> None:
        self.inner = inner
        """All that a desk can do."""

    def close(self) -> None:
        """Let go of the store."""
        self.inner.store.close()

    def add(
        self,
        articles: Given | Iterable[Given],
        *,
        fetch: bool = False,
        closely: "Closeness" = "shared",
    ) -> Added:
        """Keep articles and put each into its story; what is there already adds nothing.

        ``closely``: which are read closely at once: of stories that two outlets tell (``shared``),
        ``all``, or ``none`` until they are compared.
        """
        failures: list[Failure] = []

        def heard(failure: Failure) -> bool:
            failures.append(failure)
            return True

        tally = self.inner.add(
            captures(self.inner.project, articles, fetch=fetch),
            closely=closely,
            told=heard,
        )
        return Added(tally.words, tally.counts, Rows(Failure, failures))

    def compare(self, story: str, *, notes: bool = False) -> Comparison:
        """A story lined up; unchanged since the last time, it is looked up.

        ``story`` is its id, the beginning of it, or one of its articles. ``notes``: exports hold what
        people of the desk noted, too. Raises ``InputError`` where none of its articles could be read.
        """
        from crosswire.desk.exporting import told

        found = told(self.inner, story, notes=notes)
        if found.told is None:
            why = "; ".join(one.words for one in found.failures[:3])
            raise InputError(f"{story} cannot be compared: {why}", kind="empty")
        return Comparison(found.told, found.failures)

    # ---- lists ---------------------------------------------------------------------------------

    def stories(
        self,
        *,
        order: StoryOrder = "newest",
        since: str | None = None,
        until: str | None = None,
        outlet: str | None = None,
        limit: int = ALL,
    ) -> Rows[records.StoryRow]:
        """Stories with an article in these days, of this outlet."""

        def read() -> Iterator[records.StoryRow]:
            found = self.inner.stories(
                order=order, since=since, until=until, outlet=outlet, limit=limit
            )
            return map(listed.story, found)

        return Rows(records.StoryRow, read)

    def articles(self, story: str | None = None) -> Rows[records.ArticleRow]:
        """The articles of a story, or all, with their texts as they are now."""
        return Rows(records.ArticleRow, lambda: listed.articles(self.inner, story))

    def revisions(self, article: str) -> Rows[records.RevisionRow]:
        """The texts that an article has had."""
        return Rows(
            records.RevisionRow, lambda: map(listed.revision, self.inner.revisions(article))
        )

    def search(
        self, words: str, *, kind: HitKind = "article", limit: int = ALL
    ) -> Rows[records.HitRow]:
        """Where words stand: in articles, quotations or statements."""
        query = Query(words=words, kind=kind)
        return Rows(records.HitRow, lambda: islice(listed.hits(self.inner, query), limit))

    def quotations(
        self,
        words: str = "",
        *,
        speaker: str | None = None,
        outlet: str | None = None,
        story: str | None = None,
        since: str | None = None,
        until: str | None = None,
    ) -> Rows[records.QuotationRow]:
        """Who said what, newest first: all that was read closely, or what these leave."""
        query = Query(words=words, kind="quotation", speaker=speaker, outlet=outlet, story=story,
                      since=since, until=until)  # fmt: skip
        return Rows(records.QuotationRow, lambda: listed.quotations(self.inner, query))

    def entities(self, name: str = "", *, story: str | None = None) -> Rows[records.EntityLine]:
        """People, bodies and places across articles, with their name forms."""
        return Rows(records.EntityLine, lambda: self.inner.entities(name, story=story, limit=ALL))

    def failures(self) -> Rows[records.FailureLine]:
        """What could not be used, newest first."""
        return Rows(records.FailureLine, lambda: self.inner.failures(limit=ALL))

    # ---- what comparisons hold -----------------------------------------------------------------

    def mentions(self, story: str | None = None) -> Rows[records.MentionRow]:
        """Whom and what the articles of a story name; without one, of all that were compared."""
        return self._compared(records.MentionRow, rows.mentions, story)

    def points(self, story: str | None = None) -> Rows[records.PointRow]:
        """What several articles of a story tell; without one, of all that were compared."""

        def shown(told: Told) -> Iterator[records.PointRow]:
            return (row for row in rows.points(told) if row.shown)

        return self._compared(records.PointRow, shown, story)

    def tellings(self, story: str | None = None) -> Rows[records.TellingRow]:
        """Each article's words for each point."""
        return self._compared(records.TellingRow, rows.tellings, story)

    def conflicts(self, story: str | None = None) -> Rows[records.ConflictRow]:
        """Passages on one fact that differ."""
        return self._compared(records.ConflictRow, rows.conflicts, story)

    def origins(self, story: str | None = None) -> Rows[records.OriginRow]:
        """Which telling is shown to rest on which."""
        return self._compared(records.OriginRow, rows.origins, story)

    def singles(self, story: str | None = None) -> Rows[records.SingleRow]:
        """What was found in one article of its story only."""
        return self._compared(records.SingleRow, rows.singles, story)

    def _compared(
        self, kind: type[R], read: Callable[[Told], Iterator[R]], story: str | None
    ) -> Rows[R]:
        """Of one story, which is compared where it has not been; else of all comparisons kept."""

        def found() -> Iterator[R]:
            for told, names in listed.compared(self.inner, story):
                yield from (listed.by_id(row, names) for row in read(told))

        return Rows(kind, found)
