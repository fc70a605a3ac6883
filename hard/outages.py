"""Mail and webhook are down for an hour, then up: everything arrives, each under one key."""

import json
import random
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, NamedTuple

from crosswire.desk.alerts import Alerts
from crosswire.desk.delivering import Ways
from crosswire.desk.desk import Desk
from crosswire.records.follow import Channel, Subject
from crosswire.records.lists import Query
from hard.rows import How, Row, told
from hard.tasks import add_lines, desk_at
from tests.desk.stream import Line, cycle
from tests.net.mailbox import Mailbox, mailbox
from tests.net.server import Route, Server, answer, raw, serving

_BEGINS, _ENDS, _OVER = 20, 80, 240
"""Minutes: when the outage begins and ends, and when all is over."""
_EACH = 30
"""Articles that come while it goes on, before and after."""
_SEED = 3

_HOOK: dict[str, Route] = {
    "answers 500": answer(status="500 Broken"),
    "answers 503, later": answer(status="503 Away", Retry_After="120"),
    "hangs up": raw(b""),
    "answers half a line": raw(b"HTTP/1.1 2"),
    "answers with rubbish": raw(b"\x00\xff" * 40),
}
_MAIL = {
    "answers 500": "452 full", "answers 503, later": "451 later", "hangs up": "421 closing",
    "answers half a line": "450 busy", "answers with rubbish": "454 try again",
}  # fmt: skip


class Arrived(NamedTuple):
    """One delivery as it was taken."""

    minute: int
    key: str
    alerts: tuple[str, ...]


def rows(how: How) -> Iterator[Row]:
    """One outage of each kind."""
    outcomes: Counter[str] = Counter()
    wrong: list[str] = []
    latest = 0
    kinds = [*_HOOK] if how.long else ["answers 500"]
    for number, kind in enumerate(kinds):
        hour = _Hour(kind, number, short=not how.long)
        outcomes["alerts came by the webhook"] += hour.by_hook
        outcomes["by mail"] += hour.by_mail
        outcomes["deliveries came twice"] += hour.doubles
        latest = max(latest, hour.latest)
        wrong += [f"{kind}: {fault}" for fault in hour.wrong]
    yield Row(
        tried="mail server and webhook down for an hour (500, 503, hung up, half an answer, rubbish), "
        "then up",
        number=len(kinds), happened=f"{told(outcomes)}; the last that had waited came {latest} minutes "
        "after all was up", wrong=len(wrong), examples=tuple(wrong[:5]),
    )  # fmt: skip


class _Hour:
    """Four hours of a clock of our own, with the outage in them."""

    def __init__(self, kind: str, number: int, *, short: bool) -> None:
        self.wrong: list[str] = []
        self._hooked: list[Arrived] = []
        self._minute = 0
        self._begun = datetime.now(UTC)
        self._every = 4 if short else 1
        """A turn every so many minutes."""
        draw = random.Random(f"{_SEED} {number}")
        due = sorted(draw.sample(range(_BEGINS + _ENDS), _EACH))
        lines = dict(zip(due, cycle(_EACH), strict=True))
        with mailbox() as box, serving() as server:
            here = {"deliver_allow": ("127.0.0.1/32",), "smtp_host": "127.0.0.1",
                    "smtp_port": box.port, "smtp_tls": "none", "smtp_from": "a@desk.example"}  # fmt: skip
            with (
                TemporaryDirectory(prefix="crosswire-hard-") as folder,
                desk_at(str(Path(folder) / "desk.sqlite"), **here) as (desk, data),
            ):
                self._passes(desk, data, lines, (kind, server, box, draw))

    def _passes(
        self, desk: Desk, folder: Path, lines: dict[int, Line],
        world: tuple[str, Server, Mailbox, random.Random],
    ) -> None:  # fmt: skip
        kind, server, box, draw = world
        ways = replace(
            Ways.of(desk.project.settings),
            clock=lambda: self._begun + timedelta(minutes=self._minute), chance=draw.random,
        )  # fmt: skip
        alerts = Alerts(desk.store, desk.project.settings, ways)
        channels = [Channel(kind="webhook", target=server.url("/hook")),
                    Channel(kind="mail", target="mb@paper.example")]  # fmt: skip
        about = Subject(kind="search", query=Query(words="the"))
        alerts.follow(about, by="Ana", name="all", channels=channels)
        for minute in range(0, _OVER, self._every):
            self._minute = minute
            down = _BEGINS <= minute < _ENDS
            server.routes["/hook"] = _HOOK[kind] if down else self._taken
            box.taken = _MAIL[kind] if down else "250 taken"
            some = [lines[m] for m in range(self._minute, self._minute + self._every) if m in lines]
            if some:
                add_lines(desk, folder, some)
            alerts.turn(desk)
        self._judge(alerts, [str(one["Message-ID"]) for one in box.letters])

    def _taken(self, asked: Any, send: Callable[[bytes], None]) -> bool | None:
        body = json.loads(asked.body)
        key = asked.headers["idempotency-key"]
        self._hooked.append(Arrived(self._minute, key, tuple(a["id"] for a in body["alerts"])))
        return answer(status="204 No Content")(asked, send)

    def _judge(self, alerts: Alerts, mails: Sequence[str]) -> None:
        wanted = {line.alert.id for line in alerts.page("Ana", limit=500).alerts}
        sent = alerts.deliveries("Ana", limit=500)
        keys = {one.key: one.alerts for one in self._hooked}
        came = [alert for some in keys.values() for alert in some]
        if {*came} != wanted or len(came) != len(wanted):
            self.wrong.append(f"{len(wanted)} alerts, {len(came)} came by the webhook")
        by_mail = {one.id: one.alerts for one in sent if one.channel == "mail"}
        letters = [next((k for k in by_mail if k in said), said) for said in mails]
        mailed = [alert for key in dict.fromkeys(letters) for alert in by_mail.get(key, ())]
        if {*mailed} != wanted or len(mailed) != len(wanted):
            self.wrong.append(f"{len(wanted)} alerts, {len(mailed)} came by mail")
        if left := [one.state for one in sent if one.state != "delivered"]:
            self.wrong.append(f"not delivered: {left}")
        if any(_ENDS > one.minute >= _BEGINS for one in self._hooked):
            self.wrong.append("something was taken while the receiver was down")
        self.by_hook, self.by_mail = len(came), len(mailed)
        self.doubles = len(self._hooked) - len(keys) + len(letters) - len({*letters})
        waited = {one.id for one in sent if _BEGINS <= self._at(one.made_at) < _ENDS}
        self.latest = max(one.minute for one in self._hooked if one.key in waited) - _ENDS

    def _at(self, moment: str) -> int:
        return int((datetime.fromisoformat(moment) - self._begun).total_seconds() // 60)
