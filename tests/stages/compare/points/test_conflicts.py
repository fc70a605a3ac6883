"""Which of the weighed pairs are shown: each kind by its own threshold, each detail once."""

from collections.abc import Callable

import numpy as np
import pytest

from crosswire.stages.compare.points.board import Board, Floats
from crosswire.stages.compare.points.conflicts import (
    Differences,
    Dispute,
    comparable,
    conflict_table,
    shown,
    worded,
)
from crosswire.stages.compare.points.likeness import Limits, with_reading
from crosswire.stages.compare.points.signals import Signals, read_signals, standing

Lay = Callable[..., Board]

OURS = "“We are going to take our show on the road,” Brill said."
THIS = "“We are going to take this show on the road,” Brill said."
TWELVE = "The fire killed 12 people in the harbour."
FIFTEEN = "Fifteen people died in the harbour fire."


def unread(signals: Signals) -> Signals:
    """As if the pair reader had read none of the pairs."""
    size = len(signals.pairs)
    return with_reading(signals, np.full(size, 0.5, np.float32), np.full((size, 2), np.nan))


def limits(**kinds: float) -> Limits:
    return Limits(
        sure=0.9, likely=0.5, undecided=0.3, single=0.5, hard=0.6,
        conflict={k.replace("_", "-"): v for k, v in kinds.items()},
        calibration=((0.0, 0.0), (1.0, 1.0)),
    )  # fmt: skip


def weighed(board: Board, score: float, weight: float, asked: Limits) -> list[Dispute]:
    signals = unread(read_signals(board))
    differ = Differences(board, signals)
    scores = np.full(len(signals.pairs), score, dtype=np.float32)
    at = comparable(differ, scores, asked.likely)
    weights = np.full(len(at), weight, dtype=np.float32)
    return list(shown(differ, at, weights, scores, asked))


@pytest.mark.parametrize(
    ("here", "there"),
    [
        (
            "“The growers have brought in a part of the harvest from the hill and most of their "
            "fields stand full today,” Brill said.",
            "“The frost is close. The growers have cut a part of the harvest and most fields stand "
            "full on the Tarrow hill,” Brill said.",
        ),
        ("“They have begun to be paid weekly,” Brill said.",
         "“They have begun to be ferried to the quay until the bridge opens,” Brill said."),
    ],
)  # fmt: skip
def test_two_sentences_of_one_speaker_are_no_altered_quotation(
    board: Lay, here: str, there: str
) -> None:
    found = weighed(board(here, there), 0.9, 0.99, limits(quote_wording=0.1, other=0.1))
    assert found == []


@pytest.mark.parametrize(
    ("asked", "kinds"),
    [
        (limits(quote_wording=0.4), ["quote-wording"]),
        (limits(quote_wording=0.9), []),
        (limits(number=0.1), []),
        (limits(), []),
    ],
)
def test_each_kind_has_a_threshold_of_its_own(board: Lay, asked: Limits, kinds: list[str]) -> None:
    found = weighed(board(OURS, THIS), 0.8, 0.5, asked)
    assert [d.detail.kind for d in found] == kinds


def test_figures_of_one_deed_are_shown_whatever_the_model_says(board: Lay) -> None:
    (found,) = weighed(board(TWELVE, FIFTEEN), 0.8, 0.0, limits())
    assert (found.detail.kind, found.hard) == ("number", True)
    assert worded(found.detail) == "the figures differ: “12 people” against “Fifteen people”"


def test_units_that_are_not_near_are_not_compared(board: Lay) -> None:
    assert weighed(board(TWELVE, FIFTEEN), 0.1, 1.0, limits(number=0.0)) == []


def test_one_detail_is_shown_once(board: Lay) -> None:
    assert len(weighed(board(OURS, THIS, THIS), 0.8, 0.9, limits(quote_wording=0.4))) == 1


def test_questions_are_not_compared(board: Lay) -> None:
    laid = board("Were 12 people killed in the harbour fire?", FIFTEEN)
    assert weighed(laid, 0.8, 1.0, limits(number=0.0)) == []


def table(board: Board) -> tuple[list[str], Floats, Signals]:
    signals = unread(read_signals(board))
    scores = np.full(len(signals.pairs), 0.8, dtype=np.float32)
    differ = Differences(board, signals)
    at = comparable(differ, scores, 0.5)
    among = standing(scores, signals.context)
    return *conflict_table(signals, among, scores, differ, at), signals


def test_the_table_has_one_row_a_pair_and_one_name_a_column(board: Lay) -> None:
    names, rows, signals = table(board(OURS + " " + TWELVE, THIS, FIFTEEN))
    assert rows.shape[1] == len(names) == len(set(names))
    assert 0 < len(rows) <= len(signals.pairs)
    assert np.isfinite(rows[:, names.index("score")]).all()
