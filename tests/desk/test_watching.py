"""A newspaper is watched from its first article to its corrections, hour after hour of its own time."""

import json
import threading
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from crosswire.config import Settings
from crosswire.desk.desk import Desk
from crosswire.desk.evidence import erase
from crosswire.desk.rounds import Outside, Plan, Round
from crosswire.desk.watching import Watching
from crosswire.errors import ConfigError, StoreError
from crosswire.net.fetcher import Answer, Fetcher, Patience
from crosswire.project import Project
from crosswire.records.source import Source, SourceLine
from crosswire.store import sources
from tests.desk.newspaper import Newspaper, newspaper, story
from tests.net.server import Asked, Send, answer, redirect

START = datetime(2026, 11, 22, 10, tzinfo=UTC)


class World:
    """A clock that goes on only by waiting."""

    def __init__(self) -> None:
        self.now = START
        self.said: list[str] = []

    def wait(self, seconds: float) -> None:
        self.now += timedelta(seconds=seconds)

    def later(self, **span: float) -> None:
        self.now += timedelta(**span)

    def outside(self) -> Outside:
        return Outside(
            fetcher=lambda: Fetcher(
                allow=("127.0.0.0/8",), gap=0.0, patience=Patience(read=1.0, total=2.0)
            ),
            clock=lambda: self.now,
            wait=self.wait,
            say=self.said.append,
        )


@pytest.fixture
def world() -> World:
    return World()


@pytest.fixture
def paper() -> Iterator[Newspaper]:
    with newspaper() as printed:
        yield printed


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    settings = Settings(data=tmp_path, pipeline="small", cache_megabytes=0)
    with Desk.open(Project(settings), create=True) as opened:
        yield opened


def watching(desk: Desk, world: World, **plan: int | bool) -> Watching:
    return desk.watching(Plan(**plan), closely="none", outside=world.outside())  # type: ignore[arg-type]  # the plan of the test


def once(desk: Desk, world: World, *names: str, **plan: int | bool) -> Round:
    """One round by a watch of its own: what it knows is in the store."""
    with watching(desk, world, **plan) as watch:
        if names:
            watch.name(names)
        (done,) = watch.rounds(once=True)
    return done


def source(desk: Desk, end: str) -> Source:
    (found,) = [line.source for line in desk.sources() if line.source.url.endswith(end)]
    return found


def kinds(desk: Desk) -> list[str]:
    return sorted(one.kind for one in desk.failures(limit=100))


def test_a_site_is_watched_by_the_feed_it_names(desk: Desk, world: World, paper: Newspaper) -> None:
    done = once(desk, world, paper.home)
    assert (done.asked, done.found, done.named, done.fetched) == (2, 1, 3, 3)
    assert done.tally.articles == 3
    assert not done.failed
    feed = source(desk, "/rss.xml")
    assert (feed.kind, feed.title, feed.every_seconds) == ("feed", "Harnmouth Courier", 1200)
    assert feed.newest_item_at == "2026-11-22T09:00:00Z"
    assert source(desk, "/").kind == "site"
    assert {s.headline.exact for s in desk.stories() if s.headline} == {
        one.title for one in paper.stories.values()
    }
    assert paper.server.paths() == ["/", "/rss.xml", *(f"/news/{s}.html" for s in NEWEST)]


def test_it_is_watched_in_a_database_of_a_server_too(
    settings: Settings, world: World, paper: Newspaper
) -> None:
    with Desk.open(Project(settings), create=True) as desk:
        assert once(desk, world, paper.home).tally.articles == 3
        paper.stories["ferry"].sentences.pop()
        paper.remove("fire")
        world.later(minutes=61)
        done = once(desk, world)
        assert (done.tally.revisions, dict(done.failed)) == (1, {"http-410": 1})
        (feed,) = [line for line in desk.sources() if line.source.kind == "feed"]
        assert (feed.kept, feed.refused) == (2, 1)


NEWEST = ("fire", "treaty", "ferry")


def test_what_is_not_due_is_not_asked_and_what_is_unchanged_is_not_sent(
    desk: Desk, world: World, paper: Newspaper
) -> None:
    once(desk, world, paper.home)
    asked = len(paper.server.asked)
    assert once(desk, world).empty
    assert len(paper.server.asked) == asked
    world.later(minutes=21)
    done = once(desk, world)
    assert (done.asked, done.named, done.fetched, done.unchanged) == (1, 0, 0, 0)
    world.later(hours=1)
    done = once(desk, world)
    assert (done.asked, done.fetched, done.unchanged) == (1, 0, 3)
    assert done.tally.good == 0


def test_news_comes_by_the_feed_and_once_however_many_sources_name_it(
    desk: Desk, world: World, paper: Newspaper
) -> None:
    once(desk, world, paper.home, paper.server.url("/news-sitemap.xml"))
    assert source(desk, "/news-sitemap.xml").kind == "sitemap"
    paper.publish(story("strike", 10))
    world.later(minutes=31)
    done = once(desk, world)
    assert (done.asked, done.named, done.tally.articles) == (2, 1, 1)
    changed = {source(desk, end).changed_at for end in ("/rss.xml", "/news-sitemap.xml")}
    assert changed == {done.at}
    assert paper.asked("/news/strike.html") == 1


def test_a_correction_is_a_new_revision(desk: Desk, world: World, paper: Newspaper) -> None:
    once(desk, world, paper.home)
    ferry = paper.stories["ferry"]
    ferry.sentences[1] = ferry.sentences[1].replace("Fourteen", "Nine")
    ferry.notice = (
        "Correction: an earlier version of this article gave a wrong number of hurt people."
    )
    world.later(minutes=61)
    done = once(desk, world)
    assert (done.fetched, done.unchanged, done.tally.revisions) == (1, 2, 1)
    first, second = desk.revisions(paper.url("ferry"))
    assert (first.number, second.number) == (1, 2)
    assert any("Fourteen" in c.removed.exact for c in second.changes if c.removed)


def test_a_page_that_goes_back_shows_its_earlier_text_again(
    desk: Desk, world: World, paper: Newspaper
) -> None:
    once(desk, world, paper.home)
    ferry = paper.stories["ferry"]
    first = ferry.sentences[1]
    ferry.sentences[1] = first.replace("Fourteen", "Nine")
    world.later(minutes=61)
    once(desk, world)
    ferry.sentences[1] = first
    time.sleep(1.1)  # times of fetching are kept to the second
    world.later(minutes=120)
    done = once(desk, world)
    assert (done.tally.revisions, done.tally.returned) == (0, 1)
    assert [line.current for line in desk.revisions(paper.url("ferry"))] == [True, False]


def test_an_article_that_was_removed_is_kept_and_said_to_be_gone(
    desk: Desk, world: World, paper: Newspaper
) -> None:
    once(desk, world, paper.home)
    paper.remove("fire")
    world.later(minutes=61)
    done = once(desk, world)
    assert dict(done.failed) == {"http-410": 1}
    (failure,) = desk.failures()
    assert (failure.kind, failure.item) == ("http-410", paper.url("fire"))
    (line,) = desk.revisions(paper.url("fire"))
    assert line.gone
    assert "HTTP 410" in line.gone
    page = desk.story(paper.url("fire"))
    assert [m.gone for m in page.members if m.url == paper.url("fire")] == [line.gone]
    world.later(days=2)
    once(desk, world)
    assert paper.asked("/news/fire.html") == 2


def test_each_failure_is_kept_with_its_kind_and_the_rest_goes_on(
    desk: Desk, world: World, paper: Newspaper
) -> None:
    private, index, pdf = (story("bank", 11), story("comet", 12), story("vaccine", 13))
    slow, away = story("strike", 14), story("bank", 15)
    private.slug, away.slug = "../private/bank", "away"
    paper.publish(private, index, pdf, slow, away)
    routes = paper.server.routes
    routes["/news/comet.html"] = answer(
        "<html><body><h1>All news</h1>"
        + "".join(f'<p><a href="/{n}">Headline number {n}</a></p>' for n in range(60))
        + "</body></html>"
    )
    routes["/news/vaccine.html"] = answer(b"%PDF-1.7 ...")
    routes["/news/away.html"] = redirect("/")
    routes["/news/strike.html"] = lambda asked, send: None  # hangs up without a word
    done = once(desk, world, paper.home)
    assert done.tally.articles == 3
    assert sum(done.failed.values()) == 5
    assert {"robots", "not-a-page", "redirected-home"} <= set(done.failed)
    assert paper.asked("/private/bank.html") == 0
    assert kinds(desk) == sorted(done.failed.elements())
    routes["/news/strike.html"] = answer(slow.page())
    world.later(minutes=11)
    assert once(desk, world).tally.articles == 1


def test_a_slow_page_keeps_nothing_waiting(desk: Desk, world: World, paper: Newspaper) -> None:
    def drip(asked: object, send: object) -> None:
        threading.Event().wait(3)

    paper.server.routes["/news/ferry.html"] = drip
    done = once(desk, world, paper.home)
    assert done.tally.articles == 2
    assert sum(done.failed.values()) == 1
    assert source(desk, "/rss.xml").failures == 0


def test_a_round_is_bounded_and_the_next_goes_on(
    desk: Desk, world: World, paper: Newspaper
) -> None:
    done = once(desk, world, paper.home, most=2)
    assert (done.fetched, done.waiting) == (2, 1)
    assert paper.asked("/news/ferry.html") == 0
    world.later(seconds=15)
    done = once(desk, world, most=2)
    assert (done.fetched, done.waiting) == (1, 0)
    assert len(desk.stories()) == 3


def test_no_source_is_kept_with_a_password(desk: Desk, world: World, paper: Newspaper) -> None:
    secret = paper.home.replace("://", "://ana:grey-geese@")
    with watching(desk, world) as watch, pytest.raises(ConfigError, match="without a name"):
        watch.name([paper.home, secret])
    assert not [*desk.sources()]


def test_rounds_follow_each_other_until_the_time_is_up(
    desk: Desk, world: World, paper: Newspaper
) -> None:
    with watching(desk, world) as watch:
        watch.name([paper.home])
        done = [*watch.rounds(until=START + timedelta(hours=3))]
    assert world.now >= START + timedelta(hours=3)
    assert done[0].tally.articles == 3
    assert sum(one.asked for one in done) == 1 + 9  # the site, and the feed each 20 minutes
    assert sum(one.unchanged for one in done) == 3 * 2  # each page each hour


def test_a_feed_that_fails_is_left_alone_ever_longer_and_comes_back(
    desk: Desk, world: World, paper: Newspaper
) -> None:
    once(desk, world, paper.home)
    paper.server.routes["/rss.xml"] = answer(status="500 Oh")
    waits = []
    for _ in range(4):
        world.later(minutes=1)
        world.now = max(world.now, datetime.fromisoformat(source(desk, "/rss.xml").next_at or ""))
        once(desk, world)
        failing = source(desk, "/rss.xml")
        waits.append(datetime.fromisoformat(failing.next_at or "") - world.now)
    assert [wait.total_seconds() for wait in waits] == [1200, 2400, 4800, 9600]
    assert (failing.failures, failing.kind_of_failure, failing.state) == (4, "http-500", "active")
    assert desk.sources()[0].source == failing
    paper.publish(story("strike", 10))
    world.later(hours=3)
    assert once(desk, world).tally.articles == 1
    assert source(desk, "/rss.xml").failures == 0


def test_a_feed_that_is_gone_is_asked_no_more(desk: Desk, world: World, paper: Newspaper) -> None:
    once(desk, world, paper.home)
    paper.server.routes["/rss.xml"] = answer(status="410 Gone")
    world.later(minutes=21)
    once(desk, world)
    feed = source(desk, "/rss.xml")
    assert (feed.state, feed.next_at) == ("gone", None)
    world.later(days=1)
    asked = paper.asked("/rss.xml")
    once(desk, world)
    assert paper.asked("/rss.xml") == asked


def test_a_feed_that_becomes_a_page_or_a_bomb_is_a_failure(
    desk: Desk, world: World, paper: Newspaper
) -> None:
    once(desk, world, paper.server.url("/rss.xml"))
    paper.server.routes["/rss.xml"] = answer("<html><body>We have moved</body></html>")
    world.later(minutes=21)
    assert dict(once(desk, world).failed) == {"no-feed": 1}
    paper.server.routes["/rss.xml"] = answer('<!DOCTYPE r [<!ENTITY a "b">]><rss/>')
    world.later(hours=1)
    assert "entities" in once(desk, world).failed


def test_one_page_may_be_watched_and_a_front_page_without_feeds_not(
    desk: Desk, world: World, paper: Newspaper
) -> None:
    done = once(desk, world, paper.url("ferry"))
    assert (done.named, done.tally.articles) == (1, 1)
    assert source(desk, "ferry.html").kind == "page"
    paper.stories["ferry"].sentences.pop()
    world.later(minutes=61)
    assert once(desk, world).tally.revisions == 1
    paper.server.routes["/"] = answer("<html><body>Welcome</body></html>")
    assert dict(once(desk, world, paper.home).failed) == {"no-feed": 1}


def test_old_pages_are_looked_at_seldom_and_at_last_no_more(
    desk: Desk, world: World, paper: Newspaper
) -> None:
    once(desk, world, paper.server.url("/news-sitemap.xml"), every=86_400)
    ages = []
    while world.now < START + timedelta(days=16):
        with desk.store.read() as reader:
            world.now = sources.next_time(reader) or world.now
        before = paper.asked("/news/ferry.html")
        once(desk, world)
        if paper.asked("/news/ferry.html") > before:
            ages.append((world.now - START) / timedelta(hours=1))
    assert len([age for age in ages if age <= 6]) >= 3
    assert len([age for age in ages if 6 < age <= 48]) == pytest.approx(7, abs=1)
    assert 12 * 24 < ages[-1] <= 14 * 24
    assert len(ages) < 25


def test_headlines_are_kept_of_pages_that_cannot_be_had(
    desk: Desk, world: World, paper: Newspaper
) -> None:
    paper.forbid("/news/ferry")
    assert once(desk, world, paper.home).tally.articles == 2
    paper.publish(story("strike", 10))
    world.later(minutes=21)
    # A watch that begins asks for all a feed says: what it said before is not kept.
    assert once(desk, world, headlines=True).tally.articles == 1
    with watching(desk, world, headlines=True) as watch:
        paper.forbid("/news/")
        paper.publish(story("comet", 11))
        world.later(minutes=61)
        watch.round()
    (kept,) = desk.revisions(paper.url("comet"))
    assert kept.headline
    assert kept.headline.exact == paper.stories["comet"].title


def test_whoever_writes_is_waited_for(desk: Desk, world: World, paper: Newspaper) -> None:
    outside = world.outside()
    place = desk.store.write("somebody judges")
    writer = place.__enter__()

    def wait(seconds: float) -> None:
        world.wait(seconds)
        place.__exit__(None, None, None)

    held = Outside(fetcher=outside.fetcher, clock=outside.clock, wait=wait, say=outside.say)
    with desk.watching(Plan(), closely="none", outside=held) as watch:
        watch.name([paper.home])
    assert writer.run_id
    assert "somebody judges" in world.said[0]
    assert source(desk, "/").url == paper.home


def test_a_watch_that_was_killed_is_gone_on_with_and_nothing_is_doubled(
    desk: Desk, world: World, paper: Newspaper
) -> None:
    class Killed(BaseException):
        pass

    class Dying(Fetcher):
        def fetch(self, url: str, **how: Any) -> Answer:
            if url.endswith("ferry.html"):
                raise Killed
            return super().fetch(url, **how)

    outside = world.outside()
    deadly = Outside(
        fetcher=lambda: Dying(allow=("127.0.0.0/8",), gap=0.0), clock=outside.clock,
        wait=outside.wait,
    )  # fmt: skip
    with desk.watching(Plan(), closely="none", outside=deadly) as watch:
        watch.name([paper.home])
        with pytest.raises(Killed):
            watch.round()
    assert desk.stories() == []
    done = once(desk, world)
    assert (done.asked, done.fetched, done.tally.articles) == (0, 3, 3)
    # And after the articles were written, before it was noted of their pages.
    with desk.store.write("as if killed") as writer, writer.batch() as batch:
        pages = sources.pages_due(writer, world.now + timedelta(days=1), 10)
        batch.put_pages(
            page._replace(state="waiting", article=None, next_at=page.first_seen) for page in pages
        )
    done = once(desk, world)
    assert (done.tally.articles, done.tally.revisions, done.tally.known) == (0, 0, 3)
    assert {line.kept for line in desk.sources()} == {0, 3}


def test_sources_are_paused_resumed_and_forgotten(
    desk: Desk, world: World, paper: Newspaper
) -> None:
    once(desk, world, paper.home, most=1)
    desk.set_source("rss.xml", "paused")
    world.later(days=1)
    assert once(desk, world).fetched == 0
    desk.set_source("rss.xml", "active")
    assert once(desk, world).fetched == 2
    desk.forget_source("rss.xml")
    assert len(desk.sources()) == 1
    with pytest.raises(ConfigError, match="none has"):
        desk.set_source("rss.xml", "paused")
    assert len(desk.stories()) == 3


def test_a_source_paused_or_taken_out_while_it_is_asked_stays_so(
    desk: Desk, world: World, paper: Newspaper
) -> None:
    served = paper.server.routes

    def meanwhile(path: str, act: Callable[[], object]) -> None:
        usual = served[path]

        def give(asked: Asked, send: Send) -> bool | None:
            act()
            served[path] = usual
            return usual(asked, send)

        served[path] = give

    feed, sitemap = paper.server.url("/rss.xml"), paper.server.url("/news-sitemap.xml")
    meanwhile("/rss.xml", lambda: desk.set_source("rss.xml", "paused"))
    meanwhile("/news-sitemap.xml", lambda: desk.forget_source("sitemap"))
    done = once(desk, world, feed, sitemap)
    assert (done.asked, done.named) == (0, 0)
    assert [(line.source.url, line.source.state) for line in desk.sources()] == [(feed, "paused")]
    desk.set_source("rss.xml", "active")
    meanwhile("/news/ferry.html", lambda: desk.forget_source("rss.xml"))
    done = once(desk, world)
    assert (done.named, done.tally.articles) == (3, 3)
    assert desk.sources() == []
    with desk.store.read() as reader:
        assert sources.pages_waiting(reader, world.now + timedelta(days=30)) == 0


def test_an_erased_article_is_not_kept_under_another_address(
    desk: Desk, world: World, paper: Newspaper
) -> None:
    once(desk, world, paper.home)
    with desk.store.read() as reader:
        kept = sources.article_at(paper.url("ferry"))
        assert kept in sources.dated(reader, [kept or ""])
    erase(desk.store, kept or "", because="asked", by="editor")
    with desk.store.read() as reader:
        assert sources.dated(reader, [kept or ""]) == {}


def test_nothing_is_watched_until_something_is_named(desk: Desk, world: World) -> None:
    with watching(desk, world) as watch, pytest.raises(ConfigError, match="nothing is watched"):
        [*watch.rounds()]


def test_a_line_of_a_source_is_json(desk: Desk, world: World, paper: Newspaper) -> None:
    once(desk, world, paper.home)
    for line in desk.sources():
        assert SourceLine.model_validate(json.loads(line.model_dump_json())) == line


def test_a_server_that_goes_away_for_a_while_is_waited_for(
    desk: Desk, world: World, paper: Newspaper, monkeypatch: pytest.MonkeyPatch
) -> None:
    write, gone = desk.store.write, [True, True]

    def restarted(*how: Any, **more: Any) -> Any:
        if gone:
            gone.pop()
            raise StoreError("the server was restarted", kind="unreachable")
        return write(*how, **more)

    with watching(desk, world) as watch:
        watch.name([paper.home])
        monkeypatch.setattr(desk.store, "write", restarted)
        done = next(watch.rounds())
    assert done.tally.articles == 3
    assert world.said == ["the server was restarted; waiting"]
    gone.append(True)
    with pytest.raises(StoreError, match="restarted"):
        once(desk, world, paper.home)
