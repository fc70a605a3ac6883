"""Spans re-read their words or raise."""

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from pydantic import ValidationError

from crosswire.errors import SpanMismatch
from crosswire.records import Span, Text, stable_id


@given(st.text(min_size=1), st.data())
def test_a_span_re_reads_its_words(content: str, data: st.DataObject) -> None:
    text = Text.of(content)
    start = data.draw(st.integers(0, len(content) - 1))
    end = data.draw(st.integers(start + 1, len(content)))
    span = Span.of(text, start, end)
    span.check(text)
    assert span.exact == content[start:end]
    assert Span.model_validate_json(span.model_dump_json()) == span


def test_offsets_count_code_points() -> None:
    assert Span.of(Text.of("🙂 ok"), 2, 4).exact == "ok"


@given(st.text(min_size=2, max_size=20), st.text(min_size=2, max_size=20))
def test_another_text_is_refused(one: str, other: str) -> None:
    assume(one != other)
    with pytest.raises(SpanMismatch):
        Span.of(Text.of(one), 0, 1).check(Text.of(other))


@pytest.mark.parametrize(("start", "end"), [(0, 0), (3, 2), (-1, 2), (0, 99)])
def test_a_span_lies_inside_its_text(start: int, end: int) -> None:
    with pytest.raises(ValueError, match="0 <= start < end"):
        Span.of(Text.of("ferry"), start, end)


def test_a_span_cannot_hold_other_words() -> None:
    with pytest.raises(ValidationError):
        Span(text="text-x", start=0, end=3, exact="ferry")


@given(st.lists(st.text(), min_size=1, max_size=4), st.lists(st.text(), min_size=1, max_size=4))
def test_parts_of_an_id_never_run_together(one: list[str], other: list[str]) -> None:
    assert (stable_id("x", *one) == stable_id("x", *other)) == (one == other)
