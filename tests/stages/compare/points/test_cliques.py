from collections.abc import Sequence
from itertools import combinations

from hypothesis import given
from hypothesis import strategies as st

from crosswire.stages.compare.points.cliques import Akin, cover

ARTICLE = [0, 0, 0, 1, 1, 1, 2, 2, 2]
ACROSS = [(i, j) for i, j in combinations(range(9), 2) if ARTICLE[i] != ARTICLE[j]]


def all_akin(unit: int, sibling: int, others: Sequence[int]) -> bool:
    return True


def none_akin(unit: int, sibling: int, others: Sequence[int]) -> bool:
    return False


scored = st.dictionaries(st.sampled_from(ACROSS), st.floats(0.3, 1.0), max_size=20)


@given(scored)
def test_every_accepted_pair_is_in_some_point_and_no_other_is_implied(
    scores: dict[tuple[int, int], float],
) -> None:
    implied: set[tuple[int, int]] = set()
    for clique in cover(scores, ARTICLE, all_akin):
        implied |= {(i, j) for i, j in combinations(clique.members, 2) if ARTICLE[i] != ARTICLE[j]}
    assert implied == set(scores)


@given(scored)
def test_the_order_in_which_pairs_are_found_does_not_matter(
    scores: dict[tuple[int, int], float],
) -> None:
    backwards = dict(reversed(scores.items()))
    assert cover(scores, ARTICLE, all_akin) == cover(backwards, ARTICLE, all_akin)


def test_sameness_is_not_closed_over_sentences() -> None:
    found = cover({(0, 3): 0.9, (3, 6): 0.8}, ARTICLE, all_akin)
    assert [c.members for c in found] == [(0, 3), (3, 6)]


def test_three_that_all_match_are_one_point() -> None:
    found = cover({(0, 3): 0.9, (3, 6): 0.8, (0, 6): 0.7}, ARTICLE, all_akin)
    assert [(c.members, c.weakest) for c in found] == [((0, 3, 6), 0.7)]


@given(scored, st.sampled_from([all_akin, none_akin]))
def test_between_two_articles_no_pair_is_shown_twice(
    scores: dict[tuple[int, int], float], akin: Akin
) -> None:
    two = {p: s for p, s in scores.items() if 2 not in (ARTICLE[p[0]], ARTICLE[p[1]])}
    shown = [pair for clique in cover(two, ARTICLE, akin) for pair, _ in clique.pairs]
    assert sorted(shown) == sorted(two)


def test_a_third_article_joins_a_pair_that_is_covered() -> None:
    found = cover({(0, 6): 0.7, (3, 6): 0.6}, ARTICLE, none_akin, {(0, 3): 0.9})
    assert [(c.members, c.weakest) for c in found] == [((0, 3, 6), 0.6)]


def test_a_sibling_that_says_something_else_makes_its_own_point() -> None:
    scores = {(0, 3): 0.9, (1, 3): 0.8}
    assert [c.members for c in cover(scores, ARTICLE, all_akin)] == [(0, 1, 3)]
    assert [c.members for c in cover(scores, ARTICLE, none_akin)] == [(0, 3), (1, 3)]
