"""Adding: pages are cleaned, kept and put into stories, a few in one transaction."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import islice
from typing import TypeVar

from crosswire.desk.grouping import Grouping
from crosswire.desk.identity import addressed, told_apart
from crosswire.desk.tally import Tally
from crosswire.engine.local import LocalEngine
from crosswire.errors import InputError
from crosswire.records.article import Capture, Revision
from crosswire.records.failure import Failure
from crosswire.records.story import Arrival, Move
from crosswire.stages.clean import Clean
from crosswire.store.adding import article_key
from crosswire.store.base import Added, Session, Writer, capture_key
from crosswire.store.order import now

X = TypeVar("X")

BATCH = 20
"""Pages in one transaction: what a kill can cost is the work on so many."""
REFUSED = "refused"
"""Stage of the ledger for pages that ``clean`` would not take."""

Told = Callable[[Failure], bool]
"""Hears of each failure; False stops the run."""


class Adding:
    """One run of ``add``: what the ledger has is skipped, what is new is done whole or not at all."""

    def __init__(
        self, writer: Writer, grouping: Grouping, clean: Clean, engine: LocalEngine
    ) -> None:
        self.tally = Tally()
        self._writer = writer
        self._grouping = grouping
        self._clean = clean
        self._engine = engine
        self._version = str(clean.version)

    def add(self, captures: Iterable[Capture | Failure], told: Told) -> None:
        """Everything, to the end of ``captures``; then the delayed pass."""
        for group in some(captures, BATCH):
            # Each is heard, also after one that stops the run.
            answers = [told(failure) for failure in self._some(group)]
            if not all(answers):
                break
        with self._writer.batch() as batch:
            moved = len(self._grouping.settle(batch))
            batch.count(moved=moved)
        self.tally.moved += moved

    def _some(self, group: Sequence[Capture | Failure]) -> list[Failure]:
        """A few pages in one transaction; what of them could not be used."""
        done = Tally()
        failures = [one for one in group if isinstance(one, Failure)]
        captures = [addressed(one) for one in group if isinstance(one, Capture)]
        fresh = self._fresh(captures, done)
        cleaned = [*self._engine.map(self._clean, fresh, label=lambda c: c.name)]
        with self._writer.batch() as batch:
            arrived: list[str] = []
            for capture, read in zip(fresh, cleaned, strict=True):
                kept = read if isinstance(read, Failure) else self._keep(batch, read)
                if isinstance(kept, Failure):
                    failures.append(kept)
                    batch.mark_done(REFUSED, self._version, [capture_key(capture)])
                elif _counted(kept, done):
                    arrived.append(kept.article_id)
            self._mark(batch, fresh)
            for failure in failures:
                batch.add_failure(failure)
            done.refused = len(failures)
            _count_moves(self._grouping.place(batch, self._arrivals(arrived)), done)
            batch.count(**done.counts)
        self.tally.add(done)
        return failures

    def _fresh(self, captures: Sequence[Capture], done: Tally) -> list[Capture]:
        """Those that no run has dealt with; the others are counted."""
        keys = [capture_key(c) for c in captures]
        dealt = self._writer.done(self._clean.name, self._version, keys)
        refused = self._writer.done(REFUSED, self._version, keys)
        fresh = {k: c for k, c in zip(keys, captures, strict=True) if k not in dealt}
        done.refused_before = sum(key in refused for key in keys)
        done.known = len(keys) - len(fresh) - done.refused_before
        return [*fresh.values()]

    def _mark(self, batch: Session, captures: Iterable[Capture]) -> None:
        batch.mark_done(self._clean.name, self._version, map(capture_key, captures))

    def _keep(self, batch: Session, read: Revision) -> Added | Failure:
        apart = told_apart(self._writer, article_key(read), read)
        try:
            return batch.add_capture(apart.capture, apart, now())
        except InputError as refused:
            return Failure(stage="store", item=read.article, kind=refused.kind, words=str(refused))

    def _arrivals(self, articles: Sequence[str]) -> Iterator[Arrival]:
        """New articles as grouping sees them, in the order they came."""
        found = {a.article: a for a in self._writer.arrivals(articles)}
        return (found[article] for article in articles)


def _counted(kept: Added, done: Tally) -> bool:
    """Count what became of a capture; True for a new article."""
    done.articles += kept.new_article
    done.revisions += kept.new_revision and not kept.new_article
    done.captures += not kept.new_revision and not kept.new_article
    return kept.new_article


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
