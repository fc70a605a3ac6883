"""Whether a capture holds the whole article: sentences close otherwise in other scripts."""

import pytest

from crosswire.stages.clean.completeness import judge


@pytest.mark.parametrize(
    "last", ["渡轮周一恢复航行。", "「もう遅い」", "عادت العبارة إلى العمل؟", "नौका फिर चली।"]
)
def test_a_last_sentence_that_closes_in_its_own_script(last: str) -> None:
    assert "does not close" not in judge(last, (), ended=False).because


def test_a_last_line_that_does_not_close() -> None:
    assert "does not close" in judge("渡轮周一恢复", (), ended=False).because
