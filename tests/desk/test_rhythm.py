"""When something is asked again."""

from collections import Counter
from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from crosswire.desk import rhythm
from crosswire.errors import FetchError

BORN = datetime(2026, 11, 22, tzinfo=UTC)


def test_a_source_is_asked_as_stated_or_as_seldom_as_it_asks_for() -> None:
    assert rhythm.every("feed", 900, None) == 900
    assert rhythm.every("feed", 300, 1800) == 1800
    assert rhythm.every("feed", 7200, 1800) == 7200
    assert rhythm.every("feed", 900, 86_400) == rhythm.MOST_ASKED
    assert rhythm.every("sitemap", 900, None) == 1800
    assert rhythm.every("opml", 900, None) == 86_400


@given(st.integers(60, 86_400), st.integers(1, 10_000), st.floats(0, 1e6))
def test_what_fails_is_left_alone_ever_longer_and_no_shorter_than_it_asks(
    step: int, failures: int, asked: float
) -> None:
    wait = rhythm.after_failure(step, failures, asked).total_seconds()
    assert wait >= min(step, 86_400)
    assert wait >= int(asked)
    assert wait <= max(86_400, asked) + 1
    assert wait <= rhythm.after_failure(step, failures + 1, asked).total_seconds()


@given(st.floats(0, 30), st.integers(0, 30))
def test_a_page_is_looked_at_ever_more_seldom_and_never_beyond_its_days(
    age: float, days: int
) -> None:
    at = BORN + timedelta(days=age)
    wait = rhythm.revisit(BORN, at, days)
    if wait is None:
        assert age >= days - 3 or days <= 3
        return
    assert at + wait <= BORN + timedelta(days=days)
    later = rhythm.revisit(BORN, at + timedelta(days=1), days)
    assert later is None or later >= wait


def test_what_will_not_pass_is_given_up_at_once_and_what_may_is_tried() -> None:
    def given_up(kind: str, failures: int) -> bool:
        return rhythm.given_up(FetchError("words", kind=kind), failures)

    assert given_up("robots", 1)
    assert given_up("http-410", 1)
    assert not given_up("http-404", 2)
    assert given_up("http-404", 3)
    assert not given_up("timeout", 7)
    assert given_up("timeout", 8)


@given(st.lists(st.tuples(st.sampled_from("abc"), st.integers())), st.integers(1, 20))
def test_hosts_take_turns(found: list[tuple[str, int]], most: int) -> None:
    turns = rhythm.fairly(found, lambda one: one[0], most)
    assert len(turns) == min(most, len(found))
    for host in "abc":
        own = [one for one in turns if one[0] == host]
        assert own == [one for one in found if one[0] == host][: len(own)]
    taken = Counter(host for host, _ in turns)
    left = Counter(host for host, _ in found) - taken
    assert all(taken[host] >= max(taken.values()) - 1 for host in left)
