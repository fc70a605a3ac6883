"""Clocks that jump: crosswire's own, without touching the machine's."""

import json
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta, tzinfo
from pathlib import Path
from tempfile import TemporaryDirectory

from crosswire.desk.alerts import Alerts
from crosswire.desk.desk import Desk
from crosswire.desk.jobs import Doer, Regroup
from crosswire.desk.rounds import Outside, Plan
from crosswire.desk.working import LEASE, Worker
from crosswire.net.fetcher import Fetcher
from crosswire.records.follow import Channel, Subject
from crosswire.records.lists import Query
from crosswire.store import jobs, order
from crosswire.store.base import check_store
from hard.rows import How, Row
from hard.same import differences, kept
from hard.tasks import add_lines, desk_at
from tests.desk.newspaper import Newspaper, newspaper, story
from tests.desk.stream import cycle
from tests.net.server import Server, answer, raw, serving


class _Kind(type):
    """Every instant is one of these, whichever clock it was read from."""

    def __instancecheck__(cls, one: object) -> bool:
        return isinstance(one, datetime)


@contextmanager
def set_by(span: timedelta) -> Iterator[None]:
    """Every module of crosswire that is loaded reads a clock that stands ``span`` off."""

    class Off(datetime, metaclass=_Kind):
        """The clock."""

        @classmethod
        def now(cls, tz: tzinfo | None = None) -> datetime:  # type: ignore[override]
            return datetime.now(tz) + span

        @classmethod
        def utcnow(cls) -> datetime:  # type: ignore[override]
            return datetime.now(UTC).replace(tzinfo=None) + span

    held = [
        module
        for name, module in sys.modules.items()
        if name.startswith("crosswire.") and vars(module).get("datetime") is datetime
    ]
    for module in held:
        vars(module)["datetime"] = Off
    try:
        yield
    finally:
        for module in held:
            vars(module)["datetime"] = datetime


def rows(how: How) -> Iterator[Row]:
    """A desk whose clock goes ahead and back while it adds, tells, does jobs and watches."""
    jumps = _JUMPS if how.long else _JUMPS[:2]
    wrong: list[str] = []
    for before, after in jumps:
        name = f"{_words(before)}, then {_words(after)}"
        wrong += [f"{name}: {fault}" for fault in _jumped(before, after)]
    yield Row(
        tried="the clock set ahead or back between runs (a minute to a year), while a worker has a job, "
        "an alert waits and a source is due",
        number=len(jumps), happened="every article and every alert once; what was left in the middle by "
        "a wrong clock was taken up at once by the right one", wrong=len(wrong),
        examples=tuple(wrong[:5]),
    )  # fmt: skip


_YEAR, _DAY, _HOUR, _MINUTE = timedelta(365), timedelta(1), timedelta(hours=1), timedelta(minutes=1)
_NOW = timedelta()
_JUMPS = (
    (_DAY, _NOW), (_NOW, -_DAY), (_YEAR, _NOW), (_NOW, -_YEAR), (_HOUR, -_HOUR), (-_HOUR, _HOUR),
    (_MINUTE, -_MINUTE), (2 * _DAY, -2 * _DAY), (-_YEAR, _YEAR), (_NOW, _YEAR),
)  # fmt: skip
"""Where the clock stands first, and then."""


def _words(span: timedelta) -> str:
    return "right" if not span else f"{span.total_seconds() / 3600:+.2f} h"


def _jumped(before: timedelta, after: timedelta) -> Iterator[str]:
    lines = [*cycle(24)]
    with TemporaryDirectory(prefix="crosswire-hard-") as folder, newspaper() as paper:
        store, whole = str(Path(folder) / "desk.sqlite"), str(Path(folder) / "whole.sqlite")
        with desk_at(whole) as (desk, data):
            add_lines(desk, data, lines[:12])
            add_lines(desk, data, lines[12:])
        allowed = ("127.0.0.1/32",)
        with serving() as server, desk_at(store, deliver_allow=allowed) as (desk, data):
            server.routes["/hook"] = raw(b"")
            hook = Channel(kind="webhook", target=server.url("/hook"))
            about = Subject(kind="search", query=Query(words="the"))
            with set_by(before):
                Alerts.of(desk).follow(about, by="Ana", name="all", channels=[hook])
                add_lines(desk, data, lines[:12])
                Alerts.of(desk).turn(desk)
                job = _left_in_the_middle(desk)
            server.asked.clear()
            server.routes["/hook"] = answer(status="204 No Content")
            with set_by(after):
                add_lines(desk, data, lines[12:])
                Alerts.of(desk).find(desk)
            for later in (_NOW, 5 * _MINUTE, 3 * _HOUR, 26 * _HOUR):
                with set_by(after + later):
                    Alerts.of(desk).deliver()
                    Worker(desk).once()
            yield from _told_once(desk, server)
            if (state := desk.jobs.get(job).state) != "done":
                yield f"a job that was left is {state}"
        yield from differences(kept(whole), kept(store))
        yield from check_store(store).problems
        yield from _watched(str(Path(folder) / "watched.sqlite"), before, after, paper)


def _left_in_the_middle(desk: Desk) -> str:
    """A job whose worker was killed; its id."""
    asked = desk.jobs.put(Regroup(), by=Doer("Ana"))
    with desk.store.aside() as aside:
        now = datetime.fromisoformat(order.now())
        lease = jobs.Lease("worker-1", order.as_text(now + LEASE))
        jobs.take(aside.connection, lease, order.as_text(now))
    return asked.id


def _told_once(desk: Desk, server: Server) -> Iterator[str]:
    wanted = {article for article, *_ in kept(desk.store.url)["articles"]}
    found = [line.alert.article for line in Alerts.of(desk).page("Ana", limit=500).alerts]
    if len(found) != len(wanted) or {*found} != wanted:
        yield f"{len(wanted)} articles, {len(found)} alerts"
    sent = {one.headers["idempotency-key"]: json.loads(one.body) for one in server.asked}
    came = [alert["id"] for body in sent.values() for alert in body["alerts"]]
    if len(came) != len(wanted) or len({*came}) != len(wanted):
        yield f"{len(wanted)} alerts, {len(came)} came"
    if len(sent) != len(server.asked):
        yield "a delivery came twice"


def _watched(store: str, before: timedelta, after: timedelta, paper: Newspaper) -> Iterator[str]:
    """What a paper publishes after the jump is found an hour later at the latest."""
    with desk_at(store) as (desk, _):
        for span in (before, after + _HOUR + 10 * _MINUTE):
            with set_by(span):
                outside = Outside(
                    fetcher=lambda: Fetcher(allow=("127.0.0.0/8",), gap=0.0),
                    clock=lambda span=span: datetime.now(UTC) + span,  # type: ignore[misc]
                    wait=lambda _: None,
                )
                with desk.watching(Plan(), closely="none", outside=outside) as watch:
                    if span == before:
                        watch.name([paper.home])
                    [*watch.rounds(once=True)]
            if span == before:
                paper.publish(story("strike", 10))
        found = len(kept(store)["articles"])
    if found != len(paper.stories):
        yield f"{found} of {len(paper.stories)} articles of a paper that is watched"
