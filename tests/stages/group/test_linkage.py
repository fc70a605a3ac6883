"""Clustering of a neighbourhood graph, and the ids that stories keep."""

import random

from hypothesis import given
from hypothesis import strategies as st

from crosswire.records.story import story_id
from crosswire.stages.group.linkage import Linkage
from crosswire.stages.group.places import Places

EDGES = st.dictionaries(
    st.tuples(st.integers(0, 9), st.integers(0, 9)).filter(lambda e: e[0] < e[1]),
    st.floats(0.02, 1.0),
    max_size=30,
)


def link(edges: dict[tuple[int, int], float], **more: object) -> list[list[int]]:
    return Linkage(threshold=0.5, unknown=0.03).run(range(10), edges, **more)  # type: ignore[arg-type]


@given(EDGES)
def test_every_article_lies_in_one_cluster(edges: dict[tuple[int, int], float]) -> None:
    assert sorted(n for cluster in link(edges) for n in cluster) == list(range(10))


@given(EDGES, st.randoms())
def test_the_order_of_what_comes_in_changes_nothing(
    edges: dict[tuple[int, int], float], draw: random.Random
) -> None:
    turned = list(edges.items())
    draw.shuffle(turned)
    assert link(dict(turned)) == link(edges)


@given(EDGES)
def test_what_people_said_holds(edges: dict[tuple[int, int], float]) -> None:
    found = link(edges, same=[[1, 7]], different=[(2, 3), (1, 4)])
    where = {n: k for k, cluster in enumerate(found) for n in cluster}
    assert where[1] == where[7]
    assert where[2] != where[3]
    assert where[1] != where[4]


def test_a_chain_is_no_cluster() -> None:
    assert [0, 1, 2, 3] not in link({(0, 1): 0.9, (1, 2): 0.51, (2, 3): 0.9, (0, 2): 0.02})


NAMES = [f"a{n}" for n in range(8)]


def laid(*clusters: list[int]) -> Places:
    places = Places()
    for cluster in clusters:
        for n in cluster:
            places.put(n, story_id(NAMES[cluster[0]]))
    return places


def test_of_two_merged_stories_the_larger_keeps_its_id() -> None:
    places = laid([0], [1, 2, 3])
    moved, gone = places.rename([[0, 1, 2, 3]], NAMES)
    assert [(n, now) for n, _, now in moved] == [(0, story_id("a1"))]
    assert [(a.story, a.into) for a in gone] == [(story_id("a0"), story_id("a1"))]


def test_on_a_tie_the_older_keeps_its_id() -> None:
    places = laid([0, 1], [2, 3])
    places.rename([[0, 1, 2, 3]], NAMES)
    assert list(places.members) == [story_id("a0")]


def test_an_undone_merger_gives_the_id_back() -> None:
    places = laid([0, 1], [2, 3])
    places.rename([[0, 1, 2, 3]], NAMES)
    places.rename([[0, 1], [2, 3]], NAMES)
    assert places.story[3] == story_id("a2")
    assert places.aliases == {}


def test_a_split_founds_an_id_that_nobody_bears() -> None:
    places = laid([0, 1, 2])
    places.rename([[0, 1], [2]], NAMES)
    assert places.story[2] == story_id("a2")
    places.rename([[0], [1, 2]], NAMES)
    assert len(set(places.members)) == 2
