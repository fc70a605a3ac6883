"""What the benchmark makes of counts; nothing here measures crosswire."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bench.judge import Count, Judge, PointSeen, StorySeen, f1, interval, precision, recall, total
from bench.once import story
from bench.reliability import calibration_error, false_per_hundred, reliability

counts = st.tuples(st.integers(0, 30), st.integers(0, 30), st.integers(0, 30))

JUDGE = '''
def rows(path): raise AssertionError("rows are handed over")
def prf(tp, fp, fn): raise AssertionError("counts are handed back")
def _interval(parts): raise AssertionError("intervals are drawn elsewhere")
def _pairs(points, sentences):
    return {tuple(pair) for point in points for pair in point["members"]}
def align(gold, predicted):
    gold, predicted = rows(gold), rows(predicted)
    same = {tuple(pair) for pair in gold[0]["pairs"]}
    got = _pairs(predicted[0]["points"], {}) if predicted else set()
    told = prf(len(got & same), len(got - same), len(same - got))
    return {"same_statement_pairs": {**told, "interval_95": _interval([])}, "sure_tier": told,
            "single_outlet": told, "conflicts": told}
'''  # fmt: skip


def point(
    confidence: float, *, false: bool = False, tier: str = "likely", shown: bool = True
) -> PointSeen:
    return PointSeen(
        story="s", confidence=confidence, tier=tier, shown=shown, wholly_false=false,
        right=int(not false), wrong=int(false),
    )  # fmt: skip


def told(*points: PointSeen) -> StorySeen:
    none = (0, 0, 0)
    return StorySeen(pairs=none, sure=none, single=none, conflicts=none, points=points)


def test_the_judge_gives_counts_story_by_story(tmp_path: Path) -> None:
    (tmp_path / "score").mkdir()
    (tmp_path / "score" / "score.py").write_text(JUDGE, encoding="utf-8")
    one, other = ["a", 0, "b", 0], ["a", 1, "b", 1]
    gold = [
        {"story": name, "articles": [], "pairs": [one], "pairs_maybe": []} for name in ("x", "y")
    ]
    points = [{"members": [one], "confidence": 0.9}, {"members": [other], "confidence": 0.4}]
    x, y = Judge(tmp_path).stories(gold, [{"story": "x", "points": points}])
    assert (x.pairs, y.pairs) == ((1, 1, 0), (0, 0, 1))
    assert [(p.wholly_false, p.right, p.wrong) for p in x.points] == [(False, 1, 0), (True, 0, 1)]
    assert y.points == ()


@settings(max_examples=20)
@given(st.lists(counts, min_size=1, max_size=12))
def test_an_interval_holds_what_no_draw_can_leave(found: list[Count]) -> None:
    for figure in (precision, recall, f1):
        low, high = interval(found, figure)
        assert 0 <= low <= high <= 1
        if len(set(found)) == 1:
            assert low == high == pytest.approx(figure(total(found)))


def test_confidence_that_keeps_its_word_has_no_error() -> None:
    kept = [point(0.75)] * 3 + [point(0.75, false=True)]
    assert calibration_error(kept) == pytest.approx(0)
    assert calibration_error([point(1.0)] * 4) == pytest.approx(0)
    assert calibration_error([point(0.9, false=True)]) == pytest.approx(0.9)
    assert calibration_error([]) == 0


@given(st.lists(st.floats(0, 1), max_size=30))
def test_every_point_stands_in_one_row_of_the_curve(confidences: list[float]) -> None:
    figures = reliability("x", [told(*map(point, confidences))])
    rows = [f for f in figures if "says" in f.figures]
    assert sum(float(f.figures["points"]) for f in rows) == len(confidences)


def test_false_points_are_counted_among_those_shown() -> None:
    points = [point(0.9, tier="sure"), point(0.6, false=True), point(0.2, false=True, shown=False)]
    assert false_per_hundred([told(*points)]).startswith("50.0")
    assert false_per_hundred([told(*points)], "sure").startswith("0.0")
    assert false_per_hundred([told()]) == ""


@pytest.mark.slow
def test_the_stories_of_the_speed_table_are_long_and_differ() -> None:
    one, other = story(2, 40)
    assert one != other
    assert one.count(". ") > 30 < other.count(". ")
