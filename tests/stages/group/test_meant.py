"""Headlines that say one thing in different words; and that words never met say nothing."""

import numpy as np
import pytest

from crosswire.models.frequency import background
from crosswire.models.meaning import meanings
from crosswire.records.story import Arrival
from crosswire.stages.group.pairs import SIGNALS, compare
from crosswire.stages.group.shelf import Shelf
from crosswire.stages.group.sketch import sketch
from crosswire.stages.group.words import STEMS

MORE, LESS = SIGNALS.index("title_meant"), SIGNALS.index("title_meant_less")


def meant(*titles: str) -> np.ndarray:
    """What the first headline has in common with each of the others, the larger and the lesser."""
    shelf = Shelf(background())
    for at, title in enumerate(titles):
        shelf.put(sketch(Arrival(article=str(at), title=title, text=""), background()))
    rows = compare(shelf, 0, np.arange(1, len(titles)))
    return rows[:, [MORE, LESS]]


def test_other_words_for_one_thing_are_nearer_than_words_for_another() -> None:
    same, other = meant(
        "Doctors begin strike", "Physicians start walkout", "Painter opens gallery"
    ).mean(axis=1)
    assert same > other


def test_the_same_headline_is_wholly_in_the_other() -> None:
    ((more, less),) = meant("Ferry aground off Harnmouth", "Ferry aground off Harnmouth")
    assert (more, less) == pytest.approx((1, 1), abs=0.01)


def test_words_never_met_have_nothing_in_common_unless_they_are_the_same() -> None:
    assert meant("Xqzzv Wqyyl", "Vxoopk Jqww")[0].tolist() == [0, 0]
    assert meant("Xqzzv Wqyyl", "Xqzzv Wqyyl")[0].tolist() == [1, 1]


def test_what_has_no_headline_has_no_likeness() -> None:
    found = meant("Ferry aground", "", "Ferry sinks")
    assert np.isnan(found[0]).all()
    assert not np.isnan(found[1]).any()


def test_vectors_are_of_length_one_and_zero_for_a_word_never_met() -> None:
    known = meanings()
    numbers = np.array([known.number(STEMS["ferry"]), known.number("xqzzv")], np.int32)
    assert numbers[0] >= 0
    assert numbers[1] == -1
    lengths = np.linalg.norm(known.vectors(numbers), axis=1)
    assert lengths.tolist() == [pytest.approx(1, abs=0.03), 0]
