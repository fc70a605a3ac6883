"""Adding: pages are cleaned, kept and put into stories, a few in one transaction."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cached_property
from itertools import islice
from typing import TypeVar

from crosswire.desk.grouping import Grouping, is_settled
from crosswire.desk.identity import addressed, told_apart
from crosswire.desk.tally import Tally
from crosswire.engine.local import LocalEngine
from crosswire.errors import InputError
from crosswire.records.article import Capture, Revision
from crosswire.records.failure import Failure
from crosswire.records.story import Arrival, Move
from crosswire.stages.clean import Clean
from crosswire.stages.group import Group
from crosswire.store.adding import article_key
from crosswire.store.base import Added, Session, Writer, capture_key
from crosswire.store.order import now

X = TypeVar("X")

AHEAD = 200
"""Pages looked up in the ledger together."""
BATCH = 20
"""Pages in one transaction: what a kill can cost is the work on so many."""
CRASHED = "crashed"
"""Kind of a failure that nobody foresaw: the page is tried again by the next run."""
REFUSED = "refused"
"""Stage of the ledger for pages that ``clean`` would not take."""

Told = Callable[[Failure], bool]
"""Hears of each failure; False stops the run."""


class Adding:
    """One run of ``add``: what the ledger has is skipped, what is new is done whole or not at all."""

    def __init__(self, writer: Writer, clean: Clean, recipe: Group, engine: LocalEngine) -> None:
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
        """Everything, to the end of ``captures``; then the delayed pass."""
        for group in some(captures, AHEAD):
            if not all(self._written(part, told) for part in some(self._fresh(group), BATCH)):
                break
        with self._writer.batch() as batch:
            if not is_settled(self._writer, self._recipe):
                self._skipped.moved = len(self._grouping.settle(batch))
            batch.count(**self._skipped.counts)
        self.tally.add(self._skipped)

    def _fresh(self, group: Sequence[Capture | Failure]) -> list[Capture | Failure]:
        """What no run has dealt with; the rest is counted."""
        items = [one if isinstance(one, Failure) else addressed(one) for one in group]
        keys = [capture_key(one) for one in items if isinstance(one, Capture)]
        dealt = self._writer.done(self._clean.name, self._version, keys)
        refused = self._writer.done(REFUSED, self._version, keys)
        fresh: dict[str, Capture | Failure] = {}
        for number, one in enumerate(items):
            key = capture_key(one) if isinstance(one, Capture) else f"failure {number}"
            if key in refused:
                self._skipped.refused_before += 1
            elif key in dealt or key in fresh:
                self._skipped.known += 1
            else:
                fresh[key] = one
        return [*fresh.values()]

    def _written(self, part: Sequence[Capture | Failure], told: Told) -> bool:
        """One transaction; False when somebody who was told of a failure will not go on."""
        captures = [one for one in part if isinstance(one, Capture)]
        failures = [one for one in part if isinstance(one, Failure)]
        cleaned = [*self._engine.map(self._clean, captures, label=lambda c: c.name)]
        done = Tally()
        # Opened before anything is added: it takes the store as the last run left it.
        grouping = self._grouping
        with self._writer.batch() as batch:
            arrived: list[str] = []
            for capture, read in zip(captures, cleaned, strict=True):
                kept = read if isinstance(read, Failure) else self._keep(batch, read)
                if isinstance(kept, Failure):
                    failures.append(kept)
                    if kept.kind == CRASHED:
                        continue
                    batch.mark_done(REFUSED, self._version, [capture_key(capture)])
                elif _counted(kept, done):
                    arrived.append(kept.article_id)
                batch.mark_done(self._clean.name, self._version, [capture_key(capture)])
            for failure in failures:
                batch.add_failure(failure)
            done.refused = len(failures)
            _count_moves(grouping.place(batch, self._arrivals(arrived)), done)
            batch.count(**done.counts)
        self.tally.add(done)
        # Each is heard, also after one that stops the run.
        answers = [told(failure) for failure in failures]
        return all(answers)

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
