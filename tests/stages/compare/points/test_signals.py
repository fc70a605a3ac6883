from collections.abc import Callable

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from crosswire.models.encoder import load_encoder
from crosswire.stages.compare.points.board import Board
from crosswire.stages.compare.points.signals import longest_run, read_signals

Lay = Callable[..., Board]

word = st.sampled_from(["the", "ferry", "ran", "aground"])


@given(st.lists(word, max_size=8), st.lists(word, max_size=8))
def test_the_longest_run_of_words_is_the_longest(a: list[str], b: list[str]) -> None:
    runs = {tuple(a[s:e]) for s in range(len(a)) for e in range(s, len(a) + 1)}
    there = {tuple(b[s:e]) for s in range(len(b)) for e in range(s, len(b) + 1)}
    assert longest_run(tuple(a), tuple(b)) == max(map(len, runs & there), default=0)


def test_signals_read_the_same_from_either_side(board: Lay) -> None:
    a = "The ferry ran aground off Tarrow. Lena Ostrander blamed the captain for it."
    b = "The captain is to blame, said Lena Ostrander. A ferry hit rocks near Tarrow on Thursday."
    one, two = read_signals(board(a, b)), read_signals(board(b, a))
    assert one.columns.keys() == two.columns.keys()
    half = 2
    for name, column in one.columns.items():
        left = {(i, j - half): v for i, j, v in zip(one.pairs.i, one.pairs.j, column, strict=True)}
        right = {
            (j - half, i): v
            for i, j, v in zip(two.pairs.i, two.pairs.j, two.columns[name], strict=True)
        }
        assert left.keys() == right.keys()
        for pair, value in left.items():
            np.testing.assert_allclose(value, right[pair], rtol=1e-3, atol=1e-4, err_msg=name)


def test_a_sentence_has_the_same_vector_in_every_company() -> None:
    encoder = load_encoder()
    text = "A ferry ran aground off Tarrow."
    alone = encoder.encode([text])[0]
    company = encoder.encode(["Rain.", text, "A much longer sentence about something else " * 9])
    np.testing.assert_array_equal(alone, company[1])
    assert abs(float(alone @ alone) - 1) < 1e-5
