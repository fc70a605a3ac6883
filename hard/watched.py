"""An hour of ``watch``, on a clock of our own, over an invented paper whose server fails as servers do."""

import os
import random
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

from crosswire.desk.desk import Desk
from crosswire.desk.rounds import Outside, Plan
from crosswire.net.fetcher import Fetcher, Patience
from crosswire.net.fetcher import Outside as Net
from crosswire.store.base import check_store
from hard.process import Held, held
from hard.rows import How, Row, told
from hard.same import kept
from hard.tasks import desk_at
from tests.desk.newspaper import Newspaper, Story, newspaper
from tests.desk.stream import EVENTS
from tests.net.server import Asked, Route, Send, answer, raw, redirect

_SEED = 9
_HOURS_AFTER = 30
"""Of the clock: what failed last is asked again within a day."""
_MINUTES = 60
_FAULTY = 0.4
"""Share of requests that fail while it is faulty."""
_FLAT = 0.10
_START = datetime(2026, 11, 22, 10, tzinfo=UTC)


@dataclass
class _World:
    """The clock, the paper, and what its server does."""

    paper: Newspaper
    draw: random.Random
    now: datetime = _START
    faulty: bool = True
    hanging: int = 0
    """How many may still keep a reader waiting: each costs a second of ours."""
    faults: Counter[str] = field(default_factory=Counter)
    put: dict[str, Route] = field(default_factory=dict)
    """Routes that fail, by path."""

    def wait(self, seconds: float) -> None:
        self.now += timedelta(seconds=seconds)

    def outside(self) -> Outside:
        return Outside(
            fetcher=lambda: Fetcher(
                allow=("127.0.0.0/8",),
                gap=0.0,
                patience=Patience(read=0.5, total=1.0),
                outside=Net(clock=lambda: self.now.timestamp(), sleep=self.wait),
            ),
            clock=lambda: self.now,
            wait=self.wait,
        )

    def failing(self, route: Route) -> Route:
        """A route that fails now and then."""

        def give(asked: Asked, send: Send) -> bool | None:
            if not self.faulty or self.draw.random() > _FAULTY:
                return route(asked, send)
            kind = self.draw.choice([*_FAULTS, *(["hung"] if self.hanging else [])])
            self.faults[kind] += 1
            if kind == "hung":
                self.hanging -= 1
                time.sleep(1.5)
                return None
            return _FAULTS[kind](asked, send)

        return give


_FAULTS: dict[str, Route] = {
    "500": answer(status="500 Broken"),
    "502": answer(status="502 Bad Gateway"),
    "503": answer(status="503 Away", Retry_After="10"),
    "429": answer(status="429 Too Many", Retry_After="5"),
    "hung up": raw(b""),
    "torn body": raw(
        b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 90000\r\n\r\n<html><head>"
    ),
    "torn chunk": raw(
        b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nTransfer-Encoding: chunked\r\n\r\nffff\r\n<ht"
    ),
    "torn head": raw(b"HTTP/1.1 200 OK\r\nContent-Ty"),
    "rubbish": raw(b"\x00\x16\x03\x01" * 64),
    "bad gzip": answer(b"\x1f\x8b\x08\x00rubbish", Content_Encoding="gzip"),
    "loop of redirects": redirect("/loop"),
}


def rows(how: How) -> Iterator[Row]:
    """The hour of faults, then the time in which all is asked again."""
    with newspaper() as paper, TemporaryDirectory(prefix="crosswire-hard-") as folder:
        world = _World(paper, random.Random(_SEED), hanging=12 if how.long else 0)
        store = str(Path(folder) / "desk.sqlite")
        with desk_at(store) as (desk, _):
            found = _hour(desk, world, _MINUTES if how.long else _MINUTES // 4)
        wrong = [*_missed(store, paper), *check_store(store).problems]
    first, last = found[len(found) // 8], found[-1]
    if how.long:
        wrong += _leaks(first, last)
    yield Row(
        tried=f"an hour of watch (its own clock) over an invented paper of {len(paper.stories)} articles "
        "whose server fails four times of ten; its feed moves",
        number=world.faults.total(),
        happened=f"{told(world.faults)}; every article kept once; {first}; at the end {last}",
        wrong=len(wrong), examples=tuple(wrong[:5]),
    )  # fmt: skip


def _hour(desk: Desk, world: _World, minutes: int) -> list[Held]:
    """What the process holds, minute after minute, and then quarter after quarter of an hour."""
    found: list[Held] = []
    server = world.paper.server
    with desk.watching(Plan(every=60), closely="none", outside=world.outside()) as watch:
        watch.name([world.paper.home, server.url("/rss.xml")])
        for minute in range(minutes + 4 * _HOURS_AFTER):
            world.faulty = minute < minutes
            if world.faulty:
                _published(world, minute)
                _listed(world, moved=minute > minutes // 2)
            watch.round()
            server.asked.clear()
            world.wait(60 if world.faulty else 900)
            found.append(held(os.getpid()))
    return found


def _published(world: _World, minute: int) -> None:
    """One to four articles a minute."""
    for _ in range(world.draw.randint(1, 4)):
        event = world.draw.choice([*EVENTS])
        _, title, sentences = EVENTS[event]
        number = len(world.paper.stories)
        own = f"This is report {number} from our desk in Harnmouth, written in minute {minute}."
        text = [*world.draw.sample(sentences, 6), own]
        world.paper.publish(Story(f"{event}-{number}", f"{title}: report {number}", text, 9))


def _listed(world: _World, *, moved: bool) -> None:
    """Whatever was put there anew fails now and then; the feed may have another address."""
    routes = world.paper.server.routes
    if moved and routes["/rss.xml"] is not world.put.get("/rss.xml"):
        routes["/feeds/all.xml"] = routes["/rss.xml"]
        routes["/rss.xml"] = redirect("/feeds/all.xml", "301 Moved Permanently")
    for path, route in [*routes.items()]:
        if path != "/robots.txt" and route is not world.put.get(path):
            world.put[path] = routes[path] = world.failing(route)


def _missed(store: str, paper: Newspaper) -> Iterator[str]:
    urls = Counter(url for _, _, url, *_ in kept(store)["articles"])
    wanted = {paper.url(slug) for slug in paper.stories}
    if missed := wanted - urls.keys():
        yield f"{len(missed)} articles missed: {sorted(missed)[:3]}"
    if doubled := [url for url, number in urls.items() if number > 1]:
        yield f"{len(doubled)} articles doubled: {doubled[:3]}"
    if others := urls.keys() - wanted:
        yield f"{len(others)} that are no articles: {sorted(map(str, others))[:3]}"


_FEW = 4
"""Handles, sockets and threads that come and go."""


def _leaks(first: Held, last: Held) -> Iterator[str]:
    if last.megabytes > first.megabytes * (1 + _FLAT):
        yield f"memory grew: {first}, then {last}"
    if last.files > first.files + _FEW or last.sockets > first.sockets + _FEW:
        yield f"handles were left open: {first}, then {last}"
    if last.threads > first.threads + _FEW:
        yield f"threads were left: {first}, then {last}"
