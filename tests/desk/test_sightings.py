"""A page that goes back to an earlier text shows it again; what was saved and is added again does not."""

import itertools
import time
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from crosswire.desk.desk import Desk
from crosswire.desk.tally import Tally
from crosswire.records import Capture, Fetched, Query, Text
from crosswire.store.base import check_store, verify_store
from crosswire.store.order import as_text, now
from crosswire.store.tables import articles, sightings

LIVED = datetime(2026, 11, 20, 8, tzinfo=UTC)
numbers = itertools.count()


def fetched(url: str, text: str, hour: int, *, saved: bool = False) -> Capture:
    """The page of ``url`` as it was at that hour."""
    word = {"A": "harbour", "B": "lighthouse", "C": "breakwater"}[text]
    source = (
        f"<html><head><title>The {word} of Corran</title></head><body><article>"
        f"<h1>The {word} of Corran</h1><p>The council of Corran voted on Tuesday to mend the {word} "
        f"before winter comes to the coast.</p><p>Idris Pell, who keeps the {word}, said that he had "
        "asked for it for eleven years without an answer.</p></article></body></html>"
    )
    how = Fetched(url=url, final_url=url, at=as_text(LIVED + timedelta(hours=hour)), status=200)
    return Capture(name=url, medium="html", content=Text.of(source), outlet="Corran Wire", url=url,
                   published="2026-11-20", fetched=None if saved else how)  # fmt: skip


def added(desk: Desk, *captures: Capture) -> Tally:
    return desk.add(captures, closely="none")


def shown(desk: Desk, url: str, at: str | None = None) -> str:
    """The headline of the text that the article had at ``at``, or has; all that says so agrees."""
    desk = Desk(desk.project, desk.store, as_of=at)
    with desk.store.read(as_of=at) as reader:
        key = reader.resolve_article(url)
        (line,) = [one for one in desk.revisions(url) if one.current]
        assert reader.current([key]) == {key: line.id}
        headline = reader.revision(line.id).headline
        assert headline is not None
        ask = select(articles.c.headline, articles.c.last_seen).where(articles.c.id == key)
        row = reader.connection.execute(ask).one()
        assert row.headline == headline.value
        return headline.value.split()[1]


WORD = {"A": "harbour", "B": "lighthouse", "C": "breakwater"}


def test_a_text_that_comes_back_is_the_article_s_again(desk: Desk) -> None:
    url = "https://corran.example/coast"
    added(desk, fetched(url, "A", 1))
    added(desk, fetched(url, "B", 2))
    assert shown(desk, url) == "lighthouse"
    between = pause()
    tally = added(desk, fetched(url, "A", 3))
    assert (tally.revisions, tally.captures, tally.known, tally.returned) == (0, 0, 1, 1)
    assert "back at an earlier text" in tally.words
    assert shown(desk, url) == "harbour"
    (hit,) = desk.search(Query(words="harbour")).hits
    assert hit.headline == "The harbour of Corran"
    then = Desk(desk.project, desk.store, as_of=between)
    assert [line.current for line in then.revisions(url)] == [False, True]
    assert [line.current for line in desk.revisions(url)] == [True, False]
    # The same fetch, brought again (an archive added twice), is no other sighting.
    again = added(desk, *(fetched(url, t, n + 1) for n, t in enumerate("ABA")))
    assert (again.known, again.returned) == (3, 0)
    assert again.words.startswith("Nothing changed")
    assert shown(desk, url) == "harbour"


def test_a_saved_page_that_is_added_again_says_nothing_of_the_page(desk: Desk) -> None:
    url = "https://corran.example/saved"
    for text in "ABA":
        added(desk, fetched(url, text, 0, saved=True))
    assert shown(desk, url) == "lighthouse"
    with desk.store.read() as reader:
        assert reader.connection.execute(select(sightings)).all() == []


def test_a_page_that_is_as_it_was_was_seen_then(desk: Desk) -> None:
    url = "https://corran.example/steady"
    added(desk, fetched(url, "A", 1))
    first = last_seen(desk, url)
    pause()
    assert added(desk, fetched(url, "A", 2)).returned == 0
    assert last_seen(desk, url) > first
    assert [line.current for line in desk.revisions(url)] == [True]


def test_an_archive_that_holds_every_state_of_a_page_is_added_whole(desk: Desk) -> None:
    url = "https://corran.example/archived"
    tally = added(desk, *(fetched(url, t, n) for n, t in enumerate("ABACB")))
    assert (tally.articles, tally.revisions, tally.known) == (1, 2, 2)
    assert shown(desk, url) == "lighthouse"


def last_seen(desk: Desk, url: str) -> str:
    with desk.store.read() as reader:
        key = reader.resolve_article(url)
        found = reader.connection.execute(select(articles.c.last_seen).where(articles.c.id == key))
        return str(found.scalar_one())


def pause() -> str:
    """The moment between two times that the store can tell apart."""
    time.sleep(0.002)
    at = now()
    time.sleep(0.002)
    return at


@pytest.mark.parametrize("store_url", ["sqlite"], indirect=True)
@settings(
    max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(st.lists(st.lists(st.sampled_from("ABC"), min_size=1, max_size=3), min_size=1, max_size=5))
def test_any_order_of_texts_gives_the_last_one_and_every_one_before(
    desk: Desk, runs: list[list[str]]
) -> None:
    url = f"https://corran.example/{next(numbers)}"
    hour, known = 0, []
    for texts in runs:
        added(desk, *(fetched(url, text, hour + n + 1) for n, text in enumerate(texts)))
        hour += len(texts)
        known.append((pause(), texts[-1]))
    told = [text for texts in runs for text in texts]
    assert shown(desk, url) == WORD[told[-1]]
    assert len(desk.revisions(url)) == len(set(told))
    for at, text in known:
        assert shown(desk, url, at) == WORD[text]
    # All of it once more, as an archive brings it, changes nothing.
    before = last_seen(desk, url)
    again = added(desk, *(fetched(url, text, n + 1) for n, text in enumerate(told)))
    assert (again.articles, again.revisions, again.captures, again.returned) == (0, 0, 0, 0)
    assert last_seen(desk, url) == before
    assert check_store(desk.store.url).problems == ()
    assert verify_store(desk.store.url).problems == ()
