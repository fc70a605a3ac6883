from itertools import combinations

from hypothesis import given
from hypothesis import strategies as st

from crosswire.stages.compare.points.cliques import cover

ARTICLE = [0, 0, 0, 1, 1, 1, 2, 2, 2]
ACROSS = [(i, j) for i, j in combinations(range(9), 2) if ARTICLE[i] != ARTICLE[j]]
scored = st.dictionaries(st.sampled_from(ACROSS), st.floats(0.3, 1.0), max_size=20)


@given(scored)
def test_every_accepted_pair_is_in_some_point_and_no_other_is_implied(
    scores: dict[tuple[int, int], float],
) -> None:
    implied: set[tuple[int, int]] = set()
    for clique in cover(scores, ARTICLE):
        implied |= {(i, j) for i, j in combinations(clique.members, 2) if ARTICLE[i] != ARTICLE[j]}
    assert implied == set(scores)


@given(scored)
def test_the_order_in_which_pairs_are_found_does_not_matter(
    scores: dict[tuple[int, int], float],
) -> None:
    backwards = dict(reversed(scores.items()))
    assert cover(scores, ARTICLE) == cover(backwards, ARTICLE)


def test_sameness_is_not_closed_over_sentences() -> None:
    found = cover({(0, 3): 0.9, (3, 6): 0.8}, ARTICLE)
    assert [c.members for c in found] == [(0, 3), (3, 6)]


def test_three_that_all_match_are_one_point() -> None:
    found = cover({(0, 3): 0.9, (3, 6): 0.8, (0, 6): 0.7}, ARTICLE)
    assert [(c.members, c.weakest) for c in found] == [((0, 3, 6), 0.7)]
