"""Waits, and how a host states them."""

import threading
from datetime import UTC, datetime

import pytest

from crosswire.net.pace import Pace, retry_after
from tests.net.conftest import World

NOW = datetime(2026, 11, 1, 12, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("stated", "seconds"),
    [
        ("120", 120),
        (" 0 ", 0),
        ("Sun, 01 Nov 2026 12:05:00 GMT", 300),
        ("Sunday, 01-Nov-26 12:05:00 GMT", 300),
        ("Sun, 01 Nov 2026 11:00:00 GMT", 0),
        ("Sun, 01 Nov 2026 12:05:00", 300),
        ("999999999999", 24 * 3600),
        ("Fri, 31 Dec 9999 23:59:59 GMT", 24 * 3600),
        ("Mon, 01 Jan 99999999999 00:00:00 GMT", None),
        ("-5", None),
        ("soon", None),
        ("", None),
        ("٣", None),
        (None, None),
    ],
)
def test_a_wait_is_a_number_or_a_date(stated: str | None, seconds: float | None) -> None:
    assert retry_after(stated, NOW) == seconds


def test_no_host_is_left_alone_for_ever() -> None:
    world = World()
    pace = Pace(patience=30, clock=world.clock, sleep=world.sleep)
    assert pace.step_back("courier.example", retry_after("999999999999")) == 24 * 3600


def test_a_good_answer_forgets_the_refusals() -> None:
    world = World()
    pace = Pace(patience=30, clock=world.clock, sleep=world.sleep)
    assert [pace.step_back("a.example", None) for _ in range(3)] == [60, 120, 240]
    pace.answered("a.example")
    assert pace.step_back("a.example", None) == 60


def test_one_at_a_time() -> None:
    world = World()
    pace = Pace(patience=1e9, clock=world.clock, sleep=world.sleep)
    inside: list[int] = []
    most: list[int] = []

    def go() -> None:
        for _ in range(50):
            with pace.turn("a.example", 0.5):
                inside.append(1)
                most.append(len(inside))
                inside.pop()

    threads = [threading.Thread(target=go) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert set(most) == {1}
    assert len(most) == 200
    assert sum(world.slept) == pytest.approx(0.5 * 199)
