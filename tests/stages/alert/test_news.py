"""What a comparison newly shows, whatever the order it shows it in."""

import random

from hypothesis import given
from hypothesis import strategies as st

from crosswire.records.follow import Rule
from crosswire.stages.alert import Conflicting, Place, Shown, ShownPoint, news


def at(article: str, start: int = 0, *, text: str = "", words: str = "") -> Place:
    return Place(article, text or f"text-{article}", start, start + 10, words or f"w{start}")


def point(*places: Place, origins: int = 1) -> ShownPoint:
    return ShownPoint(places=places, origins=origins)


def rules(before: Shown, after: Shown) -> list[Rule]:
    return [one.rule for one in news(before, after)]


def test_texts_that_were_lined_up_before_bring_no_news() -> None:
    before = Shown(origins=1, texts=("text-a", "text-b"))
    again = Shown(
        points=(point(at("a"), at("b"), origins=2),),
        conflicts=(Conflicting(kind="number", a=at("a"), b=at("b")),),
        origins=2,
        texts=before.texts,
    )
    assert rules(before, again) == []
    joined = again.model_copy(update={"points": (point(at("a"), at("c")),), "conflicts": ()})
    assert rules(before, joined) == [Rule.NEW_POINT]


ONE = Shown(points=(point(at("a"), at("b")),), origins=1)
PLACES = st.builds(at, st.sampled_from("abcd"), st.integers(0, 5).map(lambda n: n * 20))
SHOWN = st.builds(
    Shown,
    points=st.lists(
        st.builds(
            ShownPoint,
            places=st.lists(PLACES, min_size=2, max_size=4, unique=True).map(tuple),
            origins=st.integers(1, 3),
        ),
        max_size=4,
    ).map(tuple),
    singles=st.lists(PLACES, max_size=3).map(tuple),
    conflicts=st.lists(
        st.builds(Conflicting, kind=st.sampled_from(("number", "date")), a=PLACES, b=PLACES),
        max_size=3,
    ).map(tuple),
    origins=st.integers(1, 3),
)


@given(SHOWN, st.integers())
def test_what_is_shown_again_is_no_news(shown: Shown, seed: int) -> None:
    draw = random.Random(seed)
    turned = shown.model_copy(
        update={
            "points": tuple(draw.sample(shown.points, len(shown.points))),
            "conflicts": tuple(
                Conflicting(kind=one.kind, a=one.b, b=one.a) for one in reversed(shown.conflicts)
            ),
        }
    )
    found = {one.rule for one in news(shown, turned)}
    assert found <= {Rule.SECOND_ORIGIN}
    if all(one.origins < 2 for one in shown.points):
        assert not found


@given(SHOWN)
def test_it_is_kept_and_read_as_it_was(shown: Shown) -> None:
    assert Shown.model_validate(shown.model_dump(mode="json")) == shown


def test_a_point_that_nobody_of_which_was_shown_is_new() -> None:
    after = Shown(points=(*ONE.points, point(at("a", 40), at("c", 40))), origins=1)
    (found,) = news(ONE, after)
    assert (found.rule, found.places) == (Rule.NEW_POINT, after.points[1].places)


def test_a_point_that_one_more_tells_is_not_new() -> None:
    assert not rules(ONE, Shown(points=(point(at("a"), at("b"), at("c")),), origins=1))


def test_a_point_of_a_text_that_changed_is_known_by_its_words() -> None:
    moved = point(at("a", 60, text="text-a2", words="w0"), at("b", 60, text="text-b2", words="w0"))
    assert not rules(ONE, Shown(points=(moved,), origins=1))


def test_a_second_origin_of_a_point_is_told() -> None:
    two = Shown(points=(point(at("a"), at("b"), origins=2),), origins=2)
    assert rules(ONE, two) == [Rule.SECOND_ORIGIN]
    assert not rules(two, two)
    assert not rules(two, Shown(points=(point(at("a"), at("b"), origins=3),), origins=3))


def test_a_statement_of_one_that_another_tells_of_its_own_has_a_second_origin() -> None:
    alone = Shown(singles=(at("a"),), origins=1)
    two = Shown(points=(point(at("a"), at("b"), origins=2),), origins=2)
    assert rules(alone, two) == [Rule.NEW_POINT, Rule.SECOND_ORIGIN]


def test_a_storys_second_origin_is_told_once() -> None:
    new = (point(at("c", 40), at("d", 40), origins=2), point(at("c", 80), at("d", 80), origins=2))
    after = Shown(points=(*ONE.points, *new), origins=2)
    assert rules(ONE, after).count(Rule.SECOND_ORIGIN) == 1


def test_where_no_article_was_nothing_has_a_second_origin() -> None:
    two = Shown(points=(point(at("a"), at("b"), origins=2),), origins=2)
    assert rules(Shown(), two) == [Rule.NEW_POINT]


def test_a_conflict_is_new_once_whichever_side_stands_first() -> None:
    against = Conflicting(kind="number", a=at("a"), b=at("b"))
    after = ONE.model_copy(update={"conflicts": (against,)})
    assert rules(ONE, after) == [Rule.NEW_CONFLICT]
    other = Conflicting(kind="number", a=at("b"), b=at("a"))
    assert not rules(after, ONE.model_copy(update={"conflicts": (other,)}))
