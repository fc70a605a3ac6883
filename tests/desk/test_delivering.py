"""What is found reaches its receivers: when they are down, when we are killed, once and signed."""

import hashlib
import hmac
import json
import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from crosswire.config import Settings
from crosswire.desk.alerts import MOST_TESTS, Alerts
from crosswire.desk.delivering import LEASE, MOST_TRIES, Ways, signature
from crosswire.desk.desk import Desk
from crosswire.errors import AccessError, ConfigError
from crosswire.records.follow import Channel, Delivery, Rule, Subject, Turned
from crosswire.records.lists import Query
from crosswire.store import deliveries
from crosswire.store.audit import Doer
from tests.desk.conftest import Add
from tests.desk.stream import OUTLETS, told
from tests.net.mailbox import Mailbox, mailbox
from tests.net.server import Server, answer, redirect, serving

ROOT = Path(__file__).resolve().parents[2]
HERE = ("127.0.0.1/32",)
ALL = Subject(kind="search", query=Query(words="ferry OR comet OR treaty OR strike"))


@dataclass
class Clock:
    """Time that passes when the test says."""

    now: datetime = field(default_factory=lambda: datetime.now(UTC))

    def __call__(self) -> datetime:
        return self.now

    def passes(self, **how: float) -> None:
        self.now += timedelta(**how)


@pytest.fixture
def server() -> Iterator[Server]:
    with serving() as running:
        running.routes["/hook"] = answer(status="204 No Content")
        yield running


@pytest.fixture
def box() -> Iterator[Mailbox]:
    with mailbox() as running:
        yield running


@pytest.fixture
def clock() -> Clock:
    return Clock()


Make = Callable[..., Alerts]


@pytest.fixture
def make(desk: Desk, box: Mailbox, clock: Clock) -> Make:
    """The alerts of the desk, with mail and time of the test's own."""

    def made(**values: Any) -> Alerts:
        how = {"deliver_allow": HERE, "smtp_host": "127.0.0.1", "smtp_port": box.port,
               "smtp_tls": "none", "smtp_from": "alerts@desk.example", **values}  # fmt: skip
        settings: Settings = desk.project.settings.model_copy(update=how)
        ways = replace(Ways.of(settings, "https://desk.example"), clock=clock, chance=lambda: 1.0)
        return Alerts(desk.store, settings, ways)

    return made


def hook(server: Server) -> Channel:
    return Channel(kind="webhook", target=server.url("/hook"))


def mail() -> Channel:
    return Channel(kind="mail", target="mb@paper.example")


def sent(alerts: Alerts) -> list[Delivery]:
    return alerts.deliveries("you")


def bodies(server: Server) -> list[Any]:
    return [json.loads(one.body) for one in server.asked]


def test_alerts_found_together_make_one_mail_and_one_post(
    desk: Desk, add: Add, make: Make, server: Server, box: Mailbox
) -> None:
    alerts = make()
    add([told("ferry", "Corran Wire")])
    made = alerts.follow(ALL, by="you", name="water", channels=[mail(), hook(server)])
    add([told("comet", "Osprey Daily"), told("treaty", "Midland Ledger")])
    turned = alerts.turn(desk)
    assert (turned.found, turned.delivered, turned.waiting) == (2, 2, 0)
    (letter,) = box.letters
    assert letter["Subject"] == "water: 2 alerts"
    assert letter["To"] == "mb@paper.example"
    keys = {one.channel: one.id for one in sent(alerts)}
    assert letter["Message-ID"] == f"<{keys['mail']}@desk.example>"
    text = letter.get_content()
    assert "https://desk.example/stories/story-" in text
    assert "Astronomers find comet" in text
    (posted,) = server.asked
    assert posted.headers["idempotency-key"] == keys["webhook"] == bodies(server)[0]["id"]
    assert [one["rule"] for one in bodies(server)[0]["alerts"]] == ["new-article"] * 2
    # As docs/howto/follow-and-be-told.md tells receivers to.
    stated = dict(part.split("=", 1) for part in posted.headers["crosswire-signature"].split(","))
    signed = f"{stated['t']}.".encode() + posted.body
    secret = (made.secret or "").encode()
    assert stated["v1"] == hmac.new(secret, signed, hashlib.sha256).hexdigest()
    assert alerts.turn(desk).empty


def test_a_receiver_that_was_down_has_it_when_it_is_up(
    desk: Desk, add: Add, make: Make, server: Server, clock: Clock
) -> None:
    alerts = make()
    add([told("ferry", "Corran Wire")])
    alerts.follow(ALL, by="you", channels=[hook(server)])
    add([told("comet", "Osprey Daily")])
    server.routes["/hook"] = answer(status="500 Broken")
    assert alerts.turn(desk).retried == 1
    assert "answers 500" in sent(alerts)[0].last_error
    assert alerts.follows("you")[0].waiting == 1
    assert alerts.turn(desk).retried == 0  # not due yet
    add([told("treaty", "Midland Ledger")])
    clock.passes(seconds=31)
    assert alerts.turn(desk).retried == 2
    server.routes["/hook"] = answer(status="200 OK")
    clock.passes(seconds=61)
    assert alerts.turn(desk).delivered == 2
    keys = [one.headers["idempotency-key"] for one in server.asked]
    assert len({*keys}) == 2
    assert keys.count(keys[0]) == 3
    assert {one.state for one in sent(alerts)} == {"delivered"}
    alerts_told = [a["id"] for body in bodies(server)[-2:] for a in body["alerts"]]
    assert len(alerts_told) == len({*alerts_told}) == 2


def test_what_waits_by_a_clock_that_was_ahead_is_sent_by_the_right_one(
    desk: Desk, add: Add, make: Make, server: Server, clock: Clock
) -> None:
    alerts = make()
    add([told("ferry", "Corran Wire")])
    alerts.follow(ALL, by="you", channels=[hook(server)])
    clock.passes(days=365)
    add([told("comet", "Osprey Daily")])
    server.routes["/hook"] = answer(status="500 Broken")
    assert alerts.turn(desk).retried == 1
    add([told("treaty", "Midland Ledger")])
    alerts.find(desk)
    clock.passes(days=-365)
    server.routes["/hook"] = answer(status="200 OK")
    assert alerts.deliver().delivered == 2
    assert alerts.deliver().delivered == 0


def test_alerts_that_are_old_go_once_they_are_delivered(
    desk: Desk, add: Add, make: Make, server: Server, clock: Clock
) -> None:
    alerts = make(keep_alerts_days=30)
    add([told("ferry", "Corran Wire")])
    alerts.follow(ALL, by="you", channels=[hook(server)])
    add([told("comet", "Osprey Daily")])
    assert alerts.turn(desk).delivered == 1
    server.routes["/hook"] = answer(status="500 Broken")
    add([told("treaty", "Midland Ledger")])
    assert alerts.turn(desk).retried == 1
    clock.passes(days=29)
    alerts.deliver()
    assert len(alerts.page("you").alerts) == 2
    clock.passes(days=2)
    alerts.deliver()
    (left,) = alerts.page("you").alerts
    assert left.headline is not None
    assert "treaty" in left.headline.exact.casefold()
    assert alerts.turn(desk).found == 0
    server.routes["/hook"] = answer(status="204 No Content")
    clock.passes(hours=7)
    assert alerts.deliver().delivered == 1
    assert alerts.page("you").alerts == ()


def test_a_mail_server_that_was_down_has_it_when_it_is_up(
    desk: Desk, add: Add, make: Make, box: Mailbox, clock: Clock
) -> None:
    alerts = make()
    add([told("ferry", "Corran Wire")])
    alerts.follow(ALL, by="you", channels=[mail()])
    add([told("comet", "Osprey Daily")])
    box.taken = "452 full"
    assert alerts.turn(desk).retried == 1
    box.taken = "250 taken"
    clock.passes(seconds=31)
    assert alerts.turn(desk).delivered == 1
    assert len(box.letters) == 1


@pytest.mark.parametrize("answered", ["404 Not Found", "302 Found", "429 Too Many"])
def test_it_is_tried_longer_and_longer_and_then_given_up(
    desk: Desk, add: Add, make: Make, server: Server, clock: Clock, answered: str
) -> None:
    alerts = make()
    add([told("ferry", "Corran Wire")])
    alerts.follow(ALL, by="you", channels=[hook(server)])
    add([told("comet", "Osprey Daily")])
    server.routes["/hook"] = redirect("/elsewhere", answered)
    turns: list[Turned] = [alerts.find(desk)]
    while not turns[-1].failed and len(turns) < 2 * MOST_TRIES:
        turns.append(alerts.deliver())
        clock.passes(hours=7)
    assert len(server.asked) == MOST_TRIES
    assert {one.path for one in server.asked} == {"/hook"}
    assert [one.state for one in sent(alerts)] == ["given up"]
    assert alerts.follows("you")[0].failed == 1


def test_a_receiver_that_is_gone_is_sent_nothing_more(
    desk: Desk, add: Add, make: Make, server: Server
) -> None:
    alerts = make()
    add([told("ferry", "Corran Wire")])
    one = alerts.follow(ALL, by="you", channels=[hook(server)]).follow
    add([told("comet", "Osprey Daily")])
    server.routes["/hook"] = answer(status="410 Gone")
    assert alerts.turn(desk).failed == 1
    assert [c.kind for c in alerts.follows("you")[0].follow.channels] == ["page"]
    add([told("treaty", "Midland Ledger")])
    assert alerts.turn(desk).delivered == 0
    assert len(server.asked) == 1
    assert len(alerts.page("you", follow=one.id).alerts) == 2


def test_a_private_address_needs_the_administrators_list(
    desk: Desk, add: Add, make: Make, server: Server, box: Mailbox, clock: Clock
) -> None:
    alerts = make(deliver_allow=())
    add([told("ferry", "Corran Wire")])
    alerts.follow(ALL, by="you", channels=[hook(server), mail()])
    add([told("comet", "Osprey Daily")])
    turned = alerts.turn(desk)
    assert turned.retried == 2
    assert all("deliver_allow" in note for note in turned.notes)
    assert not server.asked
    assert not box.came
    clock.passes(minutes=1)
    assert make().turn(desk).delivered == 2


def test_two_that_send_at_once_send_it_once(
    desk: Desk, add: Add, make: Make, server: Server
) -> None:
    one, other = make(), make()
    add([told("ferry", "Corran Wire")])
    one.follow(ALL, by="you", channels=[hook(server)])
    add([told("comet", "Osprey Daily")])

    def busy(asked: Any, send: Callable[[bytes], None]) -> bool:
        other.turn(desk)
        send(b"HTTP/1.1 204 No Content\r\n\r\n")
        return False

    server.routes["/hook"] = busy
    assert one.turn(desk).delivered == 1
    assert len(server.asked) == 1


def test_what_is_dropped_is_not_sent(desk: Desk, add: Add, make: Make, server: Server) -> None:
    alerts = make()
    add([told("ferry", "Corran Wire")])
    one = alerts.follow(ALL, by="you", channels=[hook(server)]).follow
    add([told("comet", "Osprey Daily")])
    alerts.find(desk)
    alerts.drop(one.id, by="you")
    assert alerts.turn(desk).empty
    assert not server.asked


def test_a_signature_is_of_time_and_body() -> None:
    at = datetime(2026, 11, 22, tzinfo=UTC)
    made = signature("s", b"{}", at)
    assert made.startswith("t=1795305600,v1=")
    others = (
        signature("s", b"{ }", at),
        signature("z", b"{}", at),
        signature("s", b"{}", at + LEASE),
    )
    assert made not in others


@pytest.mark.slow
@pytest.mark.parametrize(
    ("where", "posts"), [("nowhere", 1), ("found", 1), ("claimed", 1), ("answered", 2)]
)
def test_killed_it_loses_nothing_and_doubles_only_what_was_answered(
    desk: Desk, add: Add, make: Make, server: Server, clock: Clock, where: str, posts: int
) -> None:
    alerts = make()
    add([told("ferry", "Corran Wire")])
    alerts.follow(ALL, by="you", rules=[Rule.NEW_ARTICLE], channels=[hook(server)])
    add([told("comet", "Osprey Daily")])
    settings = desk.project.settings
    ended = subprocess.run(
        [sys.executable, "-m", "tests.desk.telling", settings.store_url, str(settings.data), where],
        cwd=ROOT, env=os.environ | {"OMP_NUM_THREADS": "1"}, timeout=120, check=False,
    )  # fmt: skip
    assert ended.returncode == (0 if where == "nowhere" else -signal.SIGKILL)
    clock.passes(minutes=20)
    alerts.turn(desk)
    assert alerts.turn(desk).empty
    assert len(server.asked) == posts
    assert len({one.headers["idempotency-key"] for one in server.asked}) == 1
    assert len({json.dumps(one) for one in bodies(server)}) == 1
    assert [one.state for one in sent(alerts)] == ["delivered"]


def test_of_deliveries_that_are_over_the_newest_are_remembered(
    desk: Desk, add: Add, make: Make, server: Server, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(deliveries, "KEPT", 1)
    alerts = make()
    alerts.follow(ALL, by="you", channels=[hook(server)])
    for event, outlet in (("ferry", 0), ("comet", 0), ("treaty", 0), ("ferry", 1)):
        clock.passes(hours=1)
        add([told(event, OUTLETS[outlet])])
        alerts.turn(desk)
    # Looked through when another is put, so that one is over since.
    assert [one.state for one in sent(alerts)] == ["delivered"] * 2
    assert len(server.asked) == 4


def test_nobody_is_sent_test_after_test(make: Make, server: Server, clock: Clock) -> None:
    alerts = make()
    made = alerts.follow(ALL, by="you", channels=[hook(server)])
    for _ in range(MOST_TESTS):
        clock.passes(seconds=1)
        alerts.test(made.follow.id, by="you")
    with pytest.raises(AccessError, match="at most") as refused:
        alerts.test(made.follow.id, by="you")
    assert refused.value.kind == "wait"
    clock.passes(minutes=11)
    assert alerts.test(made.follow.id, by="you")


def test_so_many_may_be_followed_and_no_more(make: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("crosswire.desk.alerts.MOST_FOLLOWS", 2)
    alerts = make()
    for words in ("ferry", "comet"):
        about = Subject(kind="search", query=Query(words=words))
        alerts.follow(about, by="you")
        alerts.follow(about, by="you", name="again")
    with pytest.raises(ConfigError, match="at most 2 follows"):
        alerts.follow(Subject(kind="search", query=Query(words="treaty")), by="you")
    assert alerts.follow(Subject(kind="search", query=Query(words="treaty")), by="ana")


def test_what_is_claimed_is_sent_however_late_it_is(
    desk: Desk, add: Add, make: Make, server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A turn that has no time left claims nothing: it would wait for the end of its lease."""
    alerts = make()
    alerts.follow(ALL, by="you", channels=[hook(server)])
    add([told("comet", "Osprey Daily")])
    monkeypatch.setattr("crosswire.desk.delivering.LONGEST", -1.0)
    assert alerts.turn(desk).delivered == 0
    assert [one.tries for one in sent(alerts)] == [0]


def test_somebody_whose_account_was_closed_is_told_nothing(
    desk: Desk, add: Add, make: Make, server: Server, box: Mailbox
) -> None:
    """By no way that they named while they might read: the feed is closed in the same case."""
    alerts = make()
    admin = Doer("test")
    desk.people.add_user("Ana Ruiz", "ten lamps over harnmouth", role="reader", by=admin)
    add([told("ferry", "Corran Wire")])
    alerts.follow(ALL, by="Ana Ruiz", channels=[mail(), hook(server)])
    add([told("comet", "Osprey Daily")])
    desk.people.disable("Ana Ruiz", by=admin)
    turned = alerts.turn(desk)
    assert (turned.delivered, turned.failed, turned.waiting) == (0, 2, 0)
    assert (server.asked, box.letters) == ([], [])
    assert {one.last_error for one in alerts.deliveries("Ana Ruiz")} == {
        "whoever follows this is disabled, and is told nothing"
    }
    desk.people.enable("Ana Ruiz", by=admin)
    add([told("treaty", "Midland Ledger")])
    assert alerts.turn(desk).delivered == 2
