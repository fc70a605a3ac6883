"""Adding: pages are cleaned, kept and put into stories, a few in one transaction."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from itertools import islice
from typing import NamedTuple, TypeVar

from crosswire.desk.grouping import Grouping, is_settled
from crosswire.desk.identity import Identities, addressed
from crosswire.desk.noticing import notice_kept
from crosswire.desk.tally import Tally
from crosswire.engine.base import Engine
from crosswire.errors import InputError
from crosswire.records.article import Capture, Revision
from crosswire.records.failure import Failure
from crosswire.records.story import Arrival, Move
from crosswire.stages.clean import Clean
from crosswire.stages.group import Group
from crosswire.stages.outlets import load_outlets
from crosswire.store.base import Added, Session, Writer, capture_key
from crosswire.store.order import now
from crosswire.store.sightings import come_back

X = TypeVar("X")

BATCH = 200
"""Pages in one transaction: what a kill can cost is the work on so many."""
CRASHED = "crashed"
"""Kind of a failure that nobody foresaw: the page is tried again by the next run."""
REFUSED = "refused"
"""Stage of the ledger for pages that ``clean`` would not take."""

Told = Callable[[Failure], bool]
"""Hears of each failure; False stops the run."""


class Again(NamedTuple):
    """A page that is known, byte for byte, fetched again: it may have been another meanwhile."""

    capture: Capture


Coming = Capture | Again | Failure


class Adding:
    """One run of ``add``: what the ledger has is skipped, what is new is done whole or not at all."""

    def __init__(self, writer: Writer, clean: Clean, recipe: Group, engine: Engine) -> None:
        self.tally = Tally()
        self._skipped = Tally()
        self._writer = writer
        self._clean = clean
        self._recipe = recipe
        self._engine = engine
        self._version = str(clean.version)

    @cached_property
    def _grouping(self) -> Grouping:
        """Opened once something is new: where nothing is, nobody waits for it."""
        return Grouping(self._writer, self._recipe)

    def add(self, captures: Iterable[Capture | Failure], told: Told) -> None:
        """Everything, to the end of ``captures``; then the delayed pass, and what the texts say of
        themselves."""
        for group in some(captures, BATCH):
            fresh = self._fresh(group)
            if fresh and not self._written(fresh, told):
                break
        with self._writer.batch() as batch:
            if not is_settled(self._writer, self._recipe):
                self._skipped.moved = len(self._grouping.settle(batch))
            batch.count(**self._skipped.counts)
        self.tally.add(self._skipped)
        self.tally.notices += notice_kept(self._writer)

    def _fresh(self, group: Sequence[Capture | Failure]) -> list[Coming]:
        """What no run has dealt with, and what was fetched again; the rest is counted."""
        items = [one if isinstance(one, Failure) else addressed(one) for one in group]
        keys = [capture_key(one) for one in items if isinstance(one, Capture)]
        dealt = self._writer.done(self._clean.name, self._version, keys)
        refused = self._writer.done(REFUSED, self._version, keys)
        fresh: dict[str, Coming] = {}
        for number, one in enumerate(items):
            key = capture_key(one) if isinstance(one, Capture) else f"failure {number}"
            if key in refused:
                self._skipped.refused_before += 1
            elif key in dealt or key in fresh:
                self._skipped.known += 1
                if isinstance(one, Capture) and one.fetched is not None:
                    fresh[f"again {number}"] = Again(one)
            else:
                fresh[key] = one
        return [*fresh.values()]

    def _written(self, part: Sequence[Coming], told: Told) -> bool:
        """One transaction; False when somebody who was told of a failure will not go on."""
        seen = [one.capture for one in part if isinstance(one, Again)]
        if len(seen) == len(part) and not come_back(self._writer, seen):
            with self._writer.batch() as batch:
                for capture in seen:
                    batch.sight(capture, now())
            return True
        captures = [one for one in part if isinstance(one, Capture)]
        failures = [one for one in part if isinstance(one, Failure)]
        cleaned = [*self._engine.map(self._clean, captures, label=lambda c: c.name)]
        # Opened before anything is added: it takes the store as the last run left it.
        grouping = self._grouping
        with self._writer.batch() as batch:
            back: set[str] = set()
            kept = self._kept(batch, part, cleaned, back)
            self._mark(batch, dict(zip(map(capture_key, captures), kept, strict=True)))
            failures += (one for one in kept if isinstance(one, Failure))
            for failure in failures:
                batch.add_failure(failure)
            brought = [one for one in kept if isinstance(one, Added)]
            done = _counted(brought)
            done.refused = len(failures)
            arrived = [one.article_id for one in brought if one.new_article]
            _count_moves(grouping.place(batch, self._arrivals(arrived)), done)
            shown = back | {one.article_id for one in brought if one.shown}
            done.returned = len(back)
            grouping.revise(batch, shown.difference(arrived))
            batch.count(**done.counts)
        self.tally.add(done)
        # Each is heard, also after one that stops the run.
        answers = [told(failure) for failure in failures]
        return all(answers)

    def _kept(
        self,
        batch: Session,
        part: Sequence[Coming],
        cleaned: Sequence[Revision | Failure],
        back: set[str],
    ) -> list[Added | Failure]:
        """What became of each page that was cleaned, in the order they came; ``back`` takes the
        articles that went back to an earlier text."""
        coming = [one for one in cleaned if isinstance(one, Revision)]
        table = load_outlets(self._clean.outlets)
        identities = Identities(self._writer, coming, table)
        batch.expect(coming, table)
        found: list[Added | Failure] = []
        read = iter(cleaned)
        for one in part:
            if isinstance(one, Again):
                sighted = batch.sight(one.capture, now())
                if sighted is not None and sighted.shown:
                    back.add(sighted.article_id)
            elif isinstance(one, Capture):
                page = next(read)
                found.append(page if isinstance(page, Failure) else _keep(batch, identities, page))
        return found

    def _mark(self, batch: Session, kept: Mapping[str, Added | Failure]) -> None:
        """Write to the ledger, by the capture, what need not be done again."""
        refused = [k for k, one in kept.items() if isinstance(one, Failure) and one.kind != CRASHED]
        batch.mark_done(REFUSED, self._version, refused)
        came = {k: one.revision_id for k, one in kept.items() if isinstance(one, Added)}
        batch.mark_done(self._clean.name, self._version, dict.fromkeys(refused) | came)

    def _arrivals(self, articles: Sequence[str]) -> Iterator[Arrival]:
        """New articles as grouping sees them, in the order they came."""
        found = {a.article: a for a in self._writer.arrivals(articles)}
        return (found[article] for article in articles)


def _keep(batch: Session, identities: Identities, read: Revision) -> Added | Failure:
    apart = identities.told_apart(read)
    try:
        kept = batch.add_capture(apart.capture, apart, now())
    except InputError as refused:
        return Failure(stage="store", item=read.article, kind=refused.kind, words=str(refused))
    identities.kept(apart, kept.article_id)
    return kept


def _counted(brought: Sequence[Added]) -> Tally:
    """What became of captures, counted."""
    articles = sum(one.new_article for one in brought)
    revisions = sum(one.new_revision and not one.new_article for one in brought)
    captures = len(brought) - articles - revisions
    return Tally(articles=articles, revisions=revisions, captures=captures)


def _count_moves(moves: Iterable[Move], done: Tally) -> None:
    for move in moves:
        done.founded += move.how == "founded"
        done.joined += move.how == "joined"
        done.copies += move.how == "copy"


def some(items: Iterable[X], size: int) -> Iterator[list[X]]:
    """Runs of ``size`` items, the last one shorter."""
    source = iter(items)
    while group := list(islice(source, size)):
        yield group
