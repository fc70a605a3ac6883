"""Watching: sources are asked when they are due, what they name is fetched, what is kept is looked at
again, round after round.

Nothing but the store knows how far a watch has come: one that was killed is gone on with by the next.
The writer's place is taken when there is something to write, never while anything is fetched.
"""

import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from datetime import datetime, timedelta
from typing import Protocol, TypeVar

from crosswire.closing import Closing
from crosswire.desk import rhythm
from crosswire.desk.adding import Told, some
from crosswire.desk.evidence import clear_away
from crosswire.desk.polling import Heard, Polled, heard, named, polled
from crosswire.desk.rounds import Outside, Plan, Round
from crosswire.desk.tally import Tally
from crosswire.desk.visiting import Visit, When, articles, seen, visit, wanted, without_page
from crosswire.errors import ConfigError, FetchError, StoreError
from crosswire.intake.addresses import headline
from crosswire.intake.gather import Wanted, gathered
from crosswire.intake.plain import require_plain
from crosswire.records.article import Capture
from crosswire.records.failure import Failure
from crosswire.records.source import FeedItem, Source
from crosswire.store import sources
from crosswire.store.base import Reader, Store, WatchedPage, Writer
from crosswire.store.order import address, as_text

X = TypeVar("X")

BATCH = 200
"""Pages that are held before they are written, at most."""
BATCH_BYTES = 64_000_000
SOURCES_AT_ONCE = 100
"""Sources whose answers are held before they are written."""
MOST_ITEMS_HELD = 20_000
"""Items of feeds that are held for headlines, the last ones named."""
_LOOKED_OVER = 10
"""Times as many pages as a round fetches are looked over for hosts that wait."""
_LONGEST_FETCH = 300.0
"""Seconds of one round in which pages are fetched; what is left waits for the next, so that one slow
host does not keep the sources waiting."""
_SHORTEST, _LONGEST = 15.0, 300.0
"""Seconds between two rounds: sources due at nearly one time go in one, and those that somebody else
names meanwhile are found."""
_BUSY_WAIT = 5.0
_BUSY_TRIES = 720
_STAGGER = timedelta(seconds=2)
"""What sources name in a round is due a few milliseconds later, one page after the other."""
_DEEP = 4
"""How often a round asks sources that it found itself: a site, its list, its sitemaps."""


class Add(Protocol):
    """Adds captures as ``Desk.add`` does, in the writer's place that is held."""

    def __call__(
        self, writer: Writer, captures: Iterable[Capture | Failure], *, told: Told
    ) -> Tally: ...


class Watching(Closing):
    """A watch over the sources of a store."""

    def __init__(
        self, store: Store, add: Add, plan: Plan, versions: Mapping[str, str], outside: Outside
    ) -> None:
        self._store = store
        self._add = add
        self._plan = plan
        self._versions = versions
        self._outside = outside
        self._fetcher = outside.fetcher()
        self._items: dict[str, tuple[FeedItem, str]] = {}
        """What sources said of pages since this watch began, for headlines."""
        self._polled: set[str] = set()

    def close(self) -> None:
        """Close every connection."""
        self._fetcher.close()

    def name(self, urls: Iterable[str]) -> int:
        """Keep sources, to be asked in the next round; how many are new.

        One that was paused or gone is asked again. Raises ``ConfigError`` for an address with a name or
        a password in it.
        """
        at = self._outside.clock()
        wanted_ = [*dict.fromkeys(url.strip() for url in urls)]
        for url in wanted_:
            require_plain(url)
        with self._store.read() as reader:
            known = {one.url: one for one in sources.get(reader, wanted_)}
        put = [
            self._again(known[url], at) if url in known else named(url, at, self._plan.every)
            for url in wanted_
        ]
        with self._place("watch: sources named") as writer, writer.batch() as batch:
            batch.put_sources(put)
        return len(wanted_) - len(known)

    def _again(self, source: Source, at: datetime) -> Source:
        values: dict[str, object] = {"next_at": as_text(at), "state": "active"}
        if self._plan.every is not None:
            values["every_seconds"] = self._plan.every
        return source.model_copy(update=values)

    def rounds(self, *, once: bool = False, until: datetime | None = None) -> Iterator[Round]:
        """Round after round, those in which nothing was due left out; ``once``: one."""
        while True:
            done = self._told() if once else self._there(self._told)
            if once or not done.empty:
                yield done
            if once or not self._there(lambda: self._slept(until)):
                return

    def _told(self) -> Round:
        done = self.round()
        self._outside.after()
        return done

    def _there(self, act: Callable[[], X]) -> X:
        """What ``act`` gives. A server that is restarted is waited for: what a round had not kept it
        asks again."""
        for turn in range(_BUSY_TRIES):
            try:
                return act()
            except StoreError as fault:
                if fault.kind != "unreachable":
                    raise
                if turn == 0:
                    self._outside.say(f"{fault}; waiting")
            self._outside.wait(_BUSY_WAIT)
        return act()

    def _slept(self, until: datetime | None) -> bool:
        """Wait for what is due next; False once ``until`` is reached."""
        now = self._outside.clock()
        with self._store.read() as reader:
            if not sources.get(reader):
                raise ConfigError("nothing is watched: name a source, as crosswire watch URL does")
            due = sources.next_time(reader)
        seconds = _LONGEST if due is None else (due - now).total_seconds()
        seconds = min(max(seconds, _SHORTEST), _LONGEST)
        if until is not None:
            left = (until - now).total_seconds()
            if left <= 0:
                return False
            seconds = min(seconds, left)
        self._outside.wait(seconds)
        return until is None or self._outside.clock() < until

    def round(self) -> Round:
        """Ask what is due, fetch what is new, look again at what may have changed."""
        at = self._outside.clock()
        done = Round(at=as_text(at))
        for _ in range(_DEEP):
            if not self._ask_sources(at, done):
                break
        self._fetch_pages(at, done)
        clear_away(self._store)
        with self._store.read() as reader:
            done.waiting = sources.pages_waiting(reader, at + _STAGGER)
        return done

    # ---- sources -------------------------------------------------------------------------------

    def _ask_sources(self, at: datetime, done: Round) -> bool:
        """Ask every source that is due; False where none was."""
        with self._store.read() as reader:
            due = {one.url: one for one in sources.due(reader, at)}
        for part in some(due, SOURCES_AT_ONCE):
            self._ask({url: due[url] for url in part}, at, done)
        return bool(due)

    def _ask(self, due: Mapping[str, Source], at: datetime, done: Round) -> None:
        """Ask these, and keep in one transaction what they said and what they named: whoever is
        killed between has not heard it, and asks again."""
        got = gathered(self._fetcher, map(self._question, due.values()))
        answers = [heard(due[one.wanted.url], one.answer, at) for one in got]
        self._polled.update(due)
        with self._place("watch: sources asked") as writer:
            polled_now = polled(writer, _in_order(answers, due), at)
            with writer.batch() as batch:
                batch.put_sources(polled_now.sources)
                batch.put_pages(polled_now.pages)
                for failure in polled_now.failures:
                    batch.add_failure(failure)
                batch.count(sources=polled_now.asked, pages=len(polled_now.pages))
        self._count(polled_now, done)

    def _question(self, source: Source) -> Wanted:
        """Whether it changed; for headlines, all of it once, as what it said before is not kept."""
        if self._plan.headlines and source.url not in self._polled:
            return Wanted(source.url, "feed")
        return Wanted(source.url, "feed", source.etag, source.last_modified)

    def _count(self, polled_now: Polled, done: Round) -> None:
        done.asked += polled_now.asked
        done.found += polled_now.found
        done.named += len(polled_now.pages)
        done.fail(polled_now.failures)
        if self._plan.headlines:
            self._items |= polled_now.items
            for old in [*self._items][:-MOST_ITEMS_HELD]:
                del self._items[old]

    # ---- pages ---------------------------------------------------------------------------------

    def _fetch_pages(self, at: datetime, done: Round) -> None:
        """Fetch the pages that are due, a batch in memory at a time."""
        with self._store.read() as reader:
            most = self._plan.most
            waiting = sources.pages_due(reader, at + _STAGGER, most * _LOOKED_OVER)
        fair = rhythm.fairly(waiting, lambda page: page.address.partition("/")[0], most)
        due = {one.url: one for one in fair}
        ends = time.monotonic() + _LONGEST_FETCH
        got = gathered(
            self._fetcher, map(wanted, due.values()), going=lambda: time.monotonic() < ends
        )
        visits = (visit(due[one.wanted.url], one) for one in got)
        for batch in _batches(self._outside.progress(visits, "pages fetched")):
            self._keep(batch, at, done)

    def _keep(self, visits: list[Visit], at: datetime, done: Round) -> None:
        """Add what came, and note of each page what became of it."""
        refused: dict[str, Failure] = {}

        def told(failure: Failure) -> bool:
            refused[failure.item] = failure
            return True

        brought = [one.brought for one in visits if one.brought is not None]
        with self._place("watch: pages fetched") as writer:
            if brought:
                done.tally.add(self._add(writer, brought, told=told))
            done.tally.add(self._headlines(writer, visits, refused, at))
            with writer.batch() as batch:
                now = self._seen(writer, visits, refused, at)
                batch.put_pages(sources.standing(writer, now))
        done.fetched += sum(isinstance(one.brought, Capture) for one in visits)
        done.unchanged += sum(one.brought is None for one in visits)
        done.fail(refused.values())

    def _seen(
        self, reader: Reader, visits: list[Visit], refused: Mapping[str, Failure], at: datetime
    ) -> list[WatchedPage]:
        kept = sources.dated(reader, {known for one in visits for known in articles(one)})
        when = When(at, self._plan.revisit_days)
        return [seen(one, kept, refused, when) for one in visits]

    def _headlines(
        self, writer: Writer, visits: list[Visit], refused: Mapping[str, Failure], at: datetime
    ) -> Tally:
        """Keep what sources said of pages that cannot be had, where that is asked for."""
        if not self._plan.headlines:
            return Tally()
        without = filter(without_page, self._seen(writer, visits, refused, at))
        said = (self._items.get(address(one.url) or "") for one in without)
        lines = [line for one in said if one and (line := headline(*one))]
        return self._add(writer, lines, told=lambda _: True) if lines else Tally()

    @contextmanager
    def _place(self, command: str) -> Iterator[Writer]:
        """The writer's place; whoever has it is waited for."""
        with ExitStack() as stack:
            yield self._taken(stack, command)

    def _taken(self, stack: ExitStack, command: str) -> Writer:
        for turn in range(_BUSY_TRIES):
            try:
                place = self._store.write(command, versions=self._versions)
                return stack.enter_context(place)
            except StoreError as fault:
                if fault.kind != "busy":
                    raise
                if turn == 0:
                    self._outside.say(f"{fault}; waiting")
            self._outside.wait(_BUSY_WAIT)
        raise StoreError(
            f"the store {self._store.url}: somebody else has been writing for an hour; watch again "
            "when that has ended, nothing is lost",
            kind="busy",
        )


def _in_order(answers: Iterable[Heard], due: Mapping[str, Source]) -> list[Heard]:
    """As they were due, whichever host was quickest: who names a page first is no matter of speed."""
    turn = {url: n for n, url in enumerate(due)}
    return sorted(answers, key=lambda one: turn[one.source.url])


def _batches(visits: Iterable[Visit]) -> Iterator[list[Visit]]:
    """A few at a time, by number and by size."""
    held: list[Visit] = []
    size = 0
    for one in visits:
        held.append(one)
        size += 0 if isinstance(one.answer, FetchError) else len(one.answer.body)
        if len(held) >= BATCH or size >= BATCH_BYTES:
            yield held
            held, size = [], 0
    if held:
        yield held
