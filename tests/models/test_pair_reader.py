import numpy as np

from crosswire.models.memory import Memory
from crosswire.models.pair_reader import load_pair_reader
from crosswire.models.remembered import RememberingPairReader

SAME = ("The ferry ran aground off Tarrow on Monday.", "A ferry hit the rocks near Tarrow Monday.")
OTHER = ("The ferry ran aground off Tarrow on Monday.", "Bakers in Ulm raised the price of bread.")


def test_what_tells_the_same_scores_higher() -> None:
    same, other = load_pair_reader().read([SAME, OTHER])[:, 0]
    assert same > other


def test_a_pair_reads_the_same_from_either_side_and_in_every_company() -> None:
    reader = load_pair_reader()
    together = reader.read([SAME, OTHER])
    turned = reader.read([(SAME[1], SAME[0])])
    np.testing.assert_array_equal(together[:1], turned)


def test_no_pairs_no_rows() -> None:
    assert load_pair_reader().read([]).shape == (0, 2)


def test_remembered_numbers_are_the_same() -> None:
    reader = load_pair_reader()
    remembering = RememberingPairReader(reader, Memory())
    first, again = remembering.read([SAME, OTHER]), remembering.read([OTHER, SAME])
    np.testing.assert_array_equal(first, reader.read([SAME, OTHER]))
    np.testing.assert_array_equal(first, again[::-1])
    assert remembering.read([]).shape == (0, 2)


def test_very_long_passages_are_read_as_far_as_they_go() -> None:
    long = "The council voted on the harbour again and again. " * 60
    assert np.isfinite(load_pair_reader().read([(long, SAME[0])])).all()
