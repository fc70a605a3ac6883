"""A server that goes round its sources meanwhile: with the pace of a watch, and no longer than it lives."""

import threading
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace

import pytest

from crosswire.config import Settings
from crosswire.desk.desk import Desk
from crosswire.desk.visiting import Visit
from crosswire.records.source import Source
from crosswire.store import place
from crosswire.web.beside import beside
from crosswire.web.rounds import go_round, until_stopped
from tests.desk.newspaper import newspaper
from tests.desk.test_watching import World
from tests.web.conftest import Reader
from tests.web.test_beside import alive, until


def named(desk: Desk, url: str) -> None:
    """A source that is due."""
    source = Source(url=url, kind="site", every_seconds=900, added_at="2026-11-20T08:00:00.000Z",
                    next_at="2026-11-20T09:00:00.000Z")  # fmt: skip
    with desk.store.write("feeds") as writer, writer.batch() as batch:
        batch.put_sources([source])


class Hours(World):
    """Goes on by waiting, and does something once so often was waited."""

    def __init__(self, turns: int, then: Callable[[], object]) -> None:
        super().__init__()
        self.left = turns
        self.then = then

    def wait(self, seconds: float) -> None:
        super().wait(seconds)
        assert seconds <= 15, "a source that is named meanwhile waits no longer"
        self.left -= 1
        if self.left == 0:
            self.then()


def test_it_goes_round_as_a_watch_does_until_it_is_to_stop(desk: Desk) -> None:
    stop = threading.Event()
    with newspaper() as paper:
        named(desk, paper.home)
        hours = Hours(300, stop.set)
        until_stopped(desk, stop, hours.outside())
    assert len(desk.stories()) == 3
    # 75 minutes of its own time: the front page once a day, the feed every 20 minutes.
    paths = paper.server.paths()
    assert (paths.count("/"), paths.count("/rss.xml")) == (1, 4)
    assert not desk.gone_round


def test_it_is_cut_short_before_its_pages_are_kept_and_goes_on_later(desk: Desk) -> None:
    stop = threading.Event()
    with newspaper() as paper:
        named(desk, paper.home)
        world = World()
        outside = world.outside()

        def last(visits: Iterable[Visit], words: str) -> Iterator[Visit]:
            for number, one in enumerate(visits, 1):
                if number == 3:
                    stop.set()
                yield one

        until_stopped(desk, stop, replace(outside, progress=last))
        assert desk.stories() == []
        again = threading.Event()
        until_stopped(desk, again, Hours(1, again.set).outside())
    assert len(desk.stories()) == 3


def test_without_sources_or_beside_another_it_waits(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(place, "PATIENCE", 0.0)

    class Stop(threading.Event):
        turns = 0

        def wait(self, timeout: float | None = None) -> bool:
            self.turns += 1
            if self.turns == 3:
                self.set()
            return self.is_set()

    with newspaper() as paper:
        idle = threading.Event()
        until_stopped(desk, idle, Hours(3, idle.set).outside())
        named(desk, paper.home)
        with desk.going_round():
            until_stopped(desk, Stop(), World().outside())
        assert paper.server.paths() == []


def test_the_page_of_sources_says_whether_somebody_goes_round(desk: Desk, reader: Reader) -> None:
    assert "Nobody goes round them now" in reader.get("/sources").text
    assert reader.get("/sources.json").json()["going_round"] is False
    with desk.going_round():
        assert "Somebody goes round them now" in reader.get("/sources").text
        assert reader.get("/sources.json").json()["going_round"] is True


@pytest.mark.slow
def test_it_ends_with_what_it_stands_beside(desk: Desk, settings: Settings) -> None:
    with newspaper() as paper:
        named(desk, paper.home)
        quick = settings.model_copy(update={"fetch_gap_seconds": 0.0})
        with beside(quick, go_round) as keeper:
            until(lambda: len(desk.stories()) == 3)
            pid = keeper.pid
            assert desk.gone_round
        assert not alive(pid)
    assert not desk.gone_round
