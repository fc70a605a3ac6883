"""Pages that break the rules of print: bounded work, no crash, nothing swallows the rest."""

from collections.abc import Callable

import pytest

from crosswire.stages.annotate.marks import LIMIT

from .conftest import Heard

Hear = Callable[..., Heard]

PLAIN = "The river rose again on Monday and the council closed the lower road to all traffic. "
SAID = "“The bridge is safe,” Marta Olsen said."


def longest(heard: Heard) -> int:
    """Length of the longest run of any quotation."""
    return max((s.end - s.start for q in heard.reading.quotations for s in q.content), default=0)


@pytest.mark.parametrize("mark", ["“", '"', "‘", "«", "``", "”"])
def test_marks_that_are_never_closed_spoil_their_paragraph_alone(hear: Hear, mark: str) -> None:
    page = "\n\n".join([mark + PLAIN * 2] * 12 + [SAID])
    heard = hear(page)
    assert "Olsen" in heard.speaker("bridge is safe")
    assert longest(heard) <= 2 * len(PLAIN) + len(mark)


def test_one_stray_mark_does_not_swallow_a_page_without_paragraphs(hear: Hear) -> None:
    heard = hear("“" + PLAIN * 60)
    assert longest(heard) <= LIMIT


def test_a_page_of_nothing_but_marks(hear: Hear) -> None:
    assert longest(hear("“”\"'«»‘’" * 400)) <= LIMIT


def test_alternating_marks_are_read_in_bounded_time(hear: Hear) -> None:
    assert longest(hear(("“ word ” \" ' « word " * 60 + "\n\n") * 4)) <= LIMIT


def test_all_capitals(hear: Hear) -> None:
    heard = hear("“THE BRIDGE IS SAFE,” MARTA OLSEN SAID. THE RIVER ROSE AGAIN ON MONDAY.")
    assert heard.contents == [["“THE BRIDGE IS SAFE,”"]]


def test_a_page_that_is_one_quotation(hear: Hear) -> None:
    words = PLAIN.strip() + " We will open it when the water falls."
    heard = hear(f"“{words}”")
    assert heard.contents == [[f"“{words}”"]]
    assert heard.reading.quotations[0].speaker == ()


def test_a_long_speech_is_quoted_paragraph_by_paragraph(hear: Hear) -> None:
    paragraphs = ["“" + PLAIN * 3] * 8
    heard = hear("\n\n".join([*paragraphs[:-1], paragraphs[-1].strip() + "”"]))
    assert longest(heard) <= 3 * len(PLAIN) + 2
    assert heard.reading.quotations[0].content[0].start == 0


def test_verse(hear: Hear) -> None:
    verse = "‘Tis the river, ‘tis the rain,\nO’er the road and o’er the plain,\nRock ’n’ roll and home again"
    heard = hear(verse + "\n\n" + SAID)
    assert heard.speaker("bridge is safe") == "Marta Olsen"
    assert all(len(s.exact) < 80 for q in heard.reading.quotations for s in q.content)


def test_code(hear: Hear) -> None:
    code = 'def f(x):\n    return {"a": \'b\', "c": x["d"]}  # it\'s "so"\nprint(\'f("x")\')'
    heard = hear(code + "\n\n" + SAID)
    assert "Olsen" in heard.speaker("bridge is safe")
    assert all(
        s.end <= len(code) or s.start >= len(code)
        for q in heard.reading.quotations
        for s in q.content
    )
