"""Cross-validation over stories, and rows that every fold learns from."""

import numpy as np

from crosswire.models.boost import Boosters
from training.boosting import Rows, Table, boost, crossed, joined

COLUMNS = ["a", "b"]


def stories(count: int) -> tuple[list[Table], list[Table]]:
    draw = np.random.default_rng(5)
    tables = [draw.normal(size=(80, 2)).astype(np.float32) for _ in range(count)]
    labels = [(t[:, 0] > 1.5).astype(np.float32) for t in tables]
    return tables, labels


def lesson(label: float) -> Rows:
    """Many rows from a corner that no story touches."""
    table = np.full((400, 2), -9.0, dtype=np.float32)
    return table, np.full(400, label, dtype=np.float32)


def test_more_rows_come_last_and_none_change_nothing() -> None:
    tables, labels = stories(2)
    whole, told = joined(tables, labels, lesson(1.0))
    assert whole.shape == (560, 2)
    assert told[-400:].tolist() == [1.0] * 400
    nothing = np.zeros((0, 2), np.float32), np.zeros(0, np.float32)
    plain, empty = crossed("pairs", tables, labels, COLUMNS), nothing
    again = crossed("pairs", tables, labels, COLUMNS, empty)
    assert all(np.array_equal(a, b) for a, b in zip(plain, again, strict=True))


def test_what_is_learnt_besides_is_learnt() -> None:
    tables, labels = stories(3)
    corner = np.full((1, 2), -9.0, dtype=np.float32)

    def at_the_corner(more: Rows | None) -> float:
        return float(
            Boosters(boost("pairs", *joined(tables, labels, more), COLUMNS)).scores(corner)[0]
        )

    assert at_the_corner(lesson(1.0)) > at_the_corner(None)


def test_every_fold_learns_it() -> None:
    tables, labels = stories(3)
    tables = [np.concatenate([t, lesson(1.0)[0][:1]]) for t in tables]
    labels = [np.append(y, 0.0).astype(np.float32) for y in labels]
    without = crossed("pairs", tables, labels, COLUMNS)
    within = crossed("pairs", tables, labels, COLUMNS, lesson(1.0))
    assert all(b[-1] > a[-1] for a, b in zip(without, within, strict=True))
