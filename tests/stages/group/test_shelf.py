"""The shelf over a long run: what left takes no room, and what stays is grouped as before."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from crosswire.models.frequency import background
from crosswire.records.story import Arrival
from crosswire.stages.group import Group
from crosswire.stages.group.pairs import compare
from crosswire.stages.group.postings import Postings
from crosswire.stages.group.shelf import Shelf
from crosswire.stages.group.sketch import sketch
from tests.stages.group.streams import dated, pairs, stream

KNOWN = stream("minister", "castings", "rail")
SKETCHES = [sketch(arrival, background()) for arrival in KNOWN]


def shelved() -> Shelf:
    shelf = Shelf(background())
    for known in SKETCHES:
        shelf.put(known)
    return shelf


def test_many_at_once_lie_as_one_by_one() -> None:
    one_by_one, at_once = shelved(), Shelf(background())
    assert at_once.put_all(SKETCHES) == range(len(SKETCHES))
    for at in range(len(SKETCHES)):
        found = one_by_one.neighbours(at, 30, 14)
        assert set(at_once.neighbours(at, 30, 14).tolist()) == set(found.tolist())
        np.testing.assert_array_equal(compare(one_by_one, at, found), compare(at_once, at, found))


@given(st.sets(st.integers(0, len(SKETCHES) - 1), max_size=len(SKETCHES) - 2))
def test_built_anew_the_shelf_answers_as_if_what_left_had_never_come(gone: set[int]) -> None:
    shelf, never = shelved(), Shelf(background())
    for at in gone:
        shelf.drop(at)
    kept = shelf.compact()
    assert kept == sorted(set(range(len(SKETCHES))) - gone)
    never.put_all(SKETCHES[at] for at in kept)
    assert len(shelf) == len(never)
    assert len(shelf.vocabulary.words) == len(never.vocabulary.words)
    for at in range(len(kept)):
        found = never.neighbours(at, 30, 14)
        assert shelf.neighbours(at, 30, 14).tolist() == found.tolist()
        rows = compare(shelf, at, found), compare(never, at, found)
        np.testing.assert_allclose(*rows, atol=1e-4)


@given(
    st.lists(st.lists(st.integers(0, 6), unique=True, max_size=5), max_size=8), st.integers(0, 8)
)
def test_the_index_reads_alike_however_it_was_filled(articles: list[list[int]], first: int) -> None:
    index = Postings()
    rows = [np.array(terms, np.int64) for terms in articles]
    weights = [(row + 1.0).astype(np.float32) for row in rows]
    for at in range(min(first, len(rows))):
        index.add(at, rows[at], weights[at])
    if rest := range(first, len(rows)):
        owners = np.repeat(np.array(rest), [len(rows[at]) for at in rest])
        index.more(np.concatenate(rows[first:]), owners, np.concatenate(weights[first:]))
    for term in range(8):
        found = [(a, w) for part in index.of(term) for a, w in zip(*part, strict=True)]
        assert found == [(at, term + 1) for at, terms in enumerate(articles) if term in terms]


def early(arrival: Arrival, year: int) -> Arrival:
    """The article as if it had come in an earlier year, under another name."""
    name = f"{arrival.article}-{year}"
    published = f"{year}{(arrival.published or '')[4:]}"
    return dated(arrival.model_copy(update={"article": name}), published)


def test_a_long_run_groups_what_comes_as_a_short_one_does() -> None:
    long, short = Group().open(), Group().open()
    for year in (2010, 2011, 2012):
        for arrival in KNOWN:
            long.add(early(arrival, year))
        long.settle()
        long.forget(f"{year}-12-31")
        assert not long.stories()
    copy = KNOWN[0].model_copy(update={"article": "copy", "outlet": "Reprint"})
    for arrival in (*KNOWN, copy):
        assert long.add(arrival).story == short.add(arrival).story
    long.forget("2012-12-31")
    for grouper in (long, short):
        grouper.settle()
    assert pairs(long.stories().values()) == pairs(short.stories().values())


def test_numbers_given_again_leave_stories_and_copies_as_they_were() -> None:
    grouper = Group().open()
    for year in (2010, 2011):
        for arrival in KNOWN:
            grouper.add(early(arrival, year))
    copy = KNOWN[0].model_copy(update={"article": "copy", "outlet": "Reprint"})
    for arrival in (*KNOWN, copy):
        grouper.add(arrival)
    grouper.settle()
    left = {s: a for s, a in grouper.stories().items() if not a[0].endswith(("2010", "2011"))}
    grouper.forget("2011-12-31")
    assert grouper.stories() == left
    assert grouper.settle() == ([], [])
    assert grouper.add(copy).because[0].words.endswith("whole or cut")
    again = KNOWN[0].model_copy(update={"article": "again", "outlet": "Reprint"})
    assert grouper.add(again).how == "copy"
