"""Which words shut each other out."""

import pytest

from crosswire.stages.compare.points.conflict.excluding import excludes


@pytest.mark.parametrize(
    ("a", "b"),
    [("plastic", "glass"), ("northern", "southern"), ("armed", "unarmed"), ("first", "second"),
     ("legal", "illegal"), ("resident", "non-resident"), ("large", "small")],
)  # fmt: skip
def test_who_says_one_denies_the_other(a: str, b: str) -> None:
    assert excludes(a, b)
    assert excludes(b, a)


@pytest.mark.parametrize(
    ("a", "b"),
    [("flu", "influenza"), ("large", "large"), ("private", "unique"), ("come", "income"),
     ("side", "inside"), ("plastic", "red"), ("form", "inform")],
)  # fmt: skip
def test_what_may_both_be_so(a: str, b: str) -> None:
    assert not excludes(a, b)
