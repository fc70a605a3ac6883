"""A store as of a time answers as it answered then, whatever came since."""

import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from crosswire.errors import ConfigError
from crosswire.records import Query
from crosswire.records.story import Alias, StoryJudgement, story_id
from crosswire.store import lists
from crosswire.store.asof import time_meant
from crosswire.store.base import Reader, Store, open_store
from crosswire.store.order import now
from crosswire.store.pending import story_judgements
from tests.store import made

HOSTS = ("https://sentry.example", "https://herald.example")
WORDS = ("ferry", "bridge", "storm")
Answer = dict[str, Any]


def answers(reader: Reader) -> Answer:
    """What the lists say, all of it."""
    stories = lists.stories(reader, limit=100)
    everything = Query(limit=100)
    return {
        "stories": stories,
        "pages": [lists.story(reader, line.id) for line in stories],
        "articles": lists.search(reader, everything).hits,
        "words": [lists.search(reader, Query(words=word, limit=100)) for word in WORDS],
        "some": [lists.search(reader, Query(words=word, limit=1)).hits for word in WORDS],
        "quotes": lists.quotes(reader, Query(kind="quotation", limit=100)),
        "entities": lists.entities(reader, limit=100),
        "revisions": [
            lists.revisions(reader, m.article)
            for line in stories
            for m in lists.story(reader, line.id).members
        ],
        "judgements": [story_judgements(reader), reader.standing_judgements()],
        "failures": lists.failures(reader, limit=100),
        "runs": lists.runs(reader, 100),
    }


@dataclass
class History:
    """A store, and what it said at each moment of its history."""

    store: Store
    known: list[tuple[str, Answer]] = field(default_factory=list)
    articles: list[str] = field(default_factory=list)
    bodies: dict[int, str] = field(default_factory=dict)
    judged: list[str] = field(default_factory=list)
    steps: int = 0

    def do(self, step: tuple[str, int, int]) -> None:
        """One step, and what is known after it."""
        what, one, other = step
        act: Callable[[int, int], None] = getattr(self, f"_{what}")
        act(one, other)
        self.steps += 1
        time.sleep(0.002)  # times are kept to the millisecond
        with self.store.read() as reader:
            self.known.append((now(), answers(reader)))
        time.sleep(0.002)

    def _page(self, n: int, words: int) -> None:
        """A page, new or changed, that founds a story when it is new."""
        body = f"{made.WORDS} The {WORDS[words % 3]} of pier {n} is told of in text {words}."
        if self.bodies.get(n) == body:
            return
        self.bodies[n] = body
        revision = made.line(f"a{n}", body, url=f"{HOSTS[n % 2]}/{n}",
                             outlet=f"The Sentry {n % 2}", title=f"Pier {n}, {words}",
                             published=f"2026-11-0{n + 1}")  # fmt: skip
        with self.store.write("add") as writer, writer.batch() as batch:
            added = made.add(batch, revision, now())
            if added.new_article:
                batch.apply_moves([made.founded(added.article_id)])
                self.articles.append(added.article_id)
            batch.add_reading(made.reading(revision), added.article_id, added.revision_id, "1")

    def _join(self, one: int, other: int) -> None:
        """An article goes to another's story."""
        if len(self.articles) < 2:
            return
        a, b = (self.articles[n % len(self.articles)] for n in (one, other))
        with self.store.write("group") as writer:
            before, into = writer.story_of(a), writer.story_of(b)
            if before == into or before is None or into is None:
                return
            empties = len(writer.members(before)) == 1
            with writer.batch() as batch:
                gone = [Alias(story=before, into=into, because="one event")] if empties else []
                batch.apply_moves([made.joined(a, into, before=before)], gone)

    def _leave(self, one: int, _: int) -> None:
        """An article goes back to the story that it founded."""
        if not self.articles:
            return
        a = self.articles[one % len(self.articles)]
        with self.store.write("judge") as writer:
            before = writer.story_of(a)
            with writer.batch() as batch:
                batch.apply_moves([made.joined(a, story_id(a), before=before, how="split")])

    def _judge(self, one: int, other: int) -> None:
        if len(self.articles) < 2:
            return
        a, b = (self.articles[n % len(self.articles)] for n in (one, other))
        said = StoryJudgement(a=a, b=b, decision="same", because="", made_by="Ana", made_at=now())
        self.judged.append(said.id)
        with self.store.write("judge") as writer, writer.batch() as batch:
            batch.add_judgement(said)

    def _withdraw(self, one: int, _: int) -> None:
        if self.judged:
            with self.store.write("judge") as writer, writer.batch() as batch:
                batch.withdraw_judgement(self.judged[one % len(self.judged)], "Bo", now())


steps = st.tuples(
    st.sampled_from(["page", "page", "page", "join", "leave", "judge", "withdraw"]),
    st.integers(0, 3),
    st.integers(0, 5),
)


@settings(
    max_examples=8,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(st.lists(steps, min_size=4, max_size=10))
def test_every_moment_is_reproduced(tmp_path: Any, told: list[tuple[str, int, int]]) -> None:
    file = tmp_path / f"{abs(hash(tuple(told)))}.sqlite"
    file.unlink(missing_ok=True)
    with open_store(file) as store:
        reproduced(store, told)


TOLD = [
    ("page", 0, 0), ("page", 1, 1), ("page", 2, 2), ("join", 1, 0), ("judge", 0, 1), ("page", 0, 3),
    ("page", 1, 2), ("withdraw", 0, 0), ("leave", 1, 0), ("join", 2, 1), ("page", 0, 0),
    ("judge", 1, 2),
]  # fmt: skip


def test_a_long_history_is_reproduced(store: Store) -> None:
    reproduced(store, TOLD)


def reproduced(store: Store, told: list[tuple[str, int, int]]) -> None:
    history = History(store)
    for step in told:
        history.do(step)
    for at, known in history.known:
        with store.read(as_of=at) as reader:
            assert reader.as_of == at
            then = answers(reader)
        for name, said in known.items():
            assert then[name] == said, (name, at)


def test_a_page_read_anew_since_is_as_it_was_read_then(store: Store) -> None:
    html = "<html><p>The bridge. The ferry.</p></html>"
    first, second = (
        made.page("p1", body, html=html, url="https://sentry.example/p", title="Pier")
        for body in ("The bridge.", "The bridge. The ferry.")
    )
    with store.write("add") as writer, writer.batch() as batch:
        one = made.add(batch, first, now())
        batch.apply_moves([made.founded(one.article_id)])
    time.sleep(0.002)
    at = now()
    time.sleep(0.002)
    with store.write("add") as writer, writer.batch() as batch:
        two = made.add(batch, second, now())
    assert two.revision_id != one.revision_id
    with store.read(as_of=at) as reader:
        assert reader.current([one.article_id]) == {one.article_id: one.revision_id}
        assert [line.id for line in lists.revisions(reader, "p1")] == [one.revision_id]
        assert not lists.search(reader, Query(words="ferry")).hits
        assert lists.search(reader, Query(words="bridge", order="ranked")).hits
    with store.read() as reader:
        assert [line.id for line in lists.revisions(reader, "p1")] == [two.revision_id]


def test_pages_of_hits_go_on_where_the_page_before_ended(store: Store) -> None:
    history = History(store)
    for n in range(4):
        history.do(("page", n, 0))
    at, _ = history.known[-1]
    history.do(("page", 1, 1))
    history.do(("page", 3, 2))
    with store.read(as_of=at) as reader:
        for order in ("newest", "ranked"):
            query = Query.model_validate({"words": "ferry", "limit": 1, "order": order})
            found: list[str] = []
            while query.cursor is not None or not found:
                page = lists.search(reader, query)
                found += [hit.article for hit in page.hits]
                if page.next is None:
                    break
                query = query.model_copy(update={"cursor": page.next})
            assert sorted(found) == sorted(history.articles)
            if order == "newest":
                assert found == [hit.article for hit in lists.search(
                    reader, Query(words="ferry", limit=100)).hits]  # fmt: skip


def test_nothing_is_written_by_a_reader_as_of_a_time(store: Store) -> None:
    made.fill(store)
    with store.read(as_of=now()) as reader, pytest.raises(Exception, match=r"(?i)read-?only"):
        reader.connection.exec_driver_sql("DELETE FROM texts")


def test_before_anything_was_kept_nothing_is_known(store: Store) -> None:
    made.fill(store)
    with store.read(as_of="2020-01-01") as reader:
        assert not lists.stories(reader)
        assert not lists.search(reader, Query(words="bridge")).hits
        assert not lists.runs(reader)


def test_a_day_means_its_end() -> None:
    assert time_meant("2026-11-20") == "2026-11-20T23:59:59.999Z"
    assert time_meant("2026-11-20T09:00+01:00") == "2026-11-20T08:00:00.000Z"


@pytest.mark.parametrize("words", ["yesterday", "2026-11-20T08:00", "2026-13-01", "", "'; --"])
def test_what_is_no_time_is_refused(words: str) -> None:
    with pytest.raises(ConfigError, match="--as-of takes a day"):
        time_meant(words)
