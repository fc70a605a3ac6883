"""Whether a sentence states something that can be checked."""

from collections.abc import Callable

import numpy as np
import pytest

from crosswire.stages.compare.points.board import Board
from crosswire.stages.compare.points.claims import (
    COLUMNS,
    around,
    claim_table,
    load_claims,
    probed,
)

Lay = Callable[..., Board]

REPORT = (
    "A ferry carrying 120 passengers ran aground off the island of Tarrow on Thursday. "
    "Harbour master Lena Ostrander said the captain had ignored two radio warnings. "
    "Rescue boats from Port Wessel brought everyone ashore within three hours."
)


@pytest.mark.parametrize(
    "idle",
    [
        "Sign up for our daily newsletter and follow us on Twitter.",
        "We can all do better than this, and you know it in your heart.",
        "Thank you for reading, and stay safe out there.",
        "Here is what you need to know.",
    ],
)
def test_a_report_states_more_than_a_plea_or_a_piece_of_furniture(board: Lay, idle: str) -> None:
    laid = board(f"{REPORT} {idle}")
    *told, last = load_claims().read(laid).tolist()
    assert last < min(told)


def test_every_unit_has_a_row_of_known_columns(board: Lay) -> None:
    laid = board(REPORT, "Short. “No,” she said. Why? Yes!")
    claims = load_claims()
    table = claim_table(laid, probed(laid, claims.probe))
    assert table.shape == (len(laid.sheets), len(COLUMNS))
    assert len(set(COLUMNS)) == len(COLUMNS)
    assert claims.boosters.signals == list(COLUMNS)
    chances = claims.read(laid)
    assert ((chances >= 0) & (chances <= 1)).all()


def test_neighbours_end_with_their_article() -> None:
    article, values = np.array([0, 0, 1]), np.array([0.2, 0.4, 0.9], np.float32)
    mean, before, after = around(article, values)
    assert mean == pytest.approx([0.3, 0.3, 0.9])
    np.testing.assert_allclose(before, [np.nan, 0.2, np.nan], rtol=1e-6)
    np.testing.assert_allclose(after, [0.4, np.nan, np.nan], rtol=1e-6)
