"""Times of posts: read as they stand, in their order, no more precise than words and page allow."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crosswire.stages.clean.poststamps import are_sequence, dated, read_stamp


@pytest.mark.parametrize(
    ("words", "minutes"),
    [
        ("10:42", 642),
        ("10.42am GMT", 642),
        ("7.05pm", 1145),
        ("12:10 am", 10),
        ("19h30", 1170),
        ("Updated at 09:15 CET", 555),
    ],
)
def test_a_clock(words: str, minutes: int) -> None:
    stamp = read_stamp(words)
    assert stamp is not None
    assert (stamp.value, stamp.minutes) == (None, minutes)


@pytest.mark.parametrize("words", ["14 March 2024", "2024-03-14", "March 14, 2024"])
def test_a_day(words: str) -> None:
    stamp = read_stamp(words)
    assert stamp is not None
    assert stamp.value == "2024-03-14"


@pytest.mark.parametrize(
    "words",
    ["", "42", "25:10", "10:75", "13pm", "a quarter to ten", "He left at 10:42", "3-2", "10 boats",
     "On 14 March 2024 the ferry sank"],
)  # fmt: skip
def test_what_is_no_time(words: str) -> None:
    assert read_stamp(words) is None


def test_times_that_jump_are_no_sequence() -> None:
    clocks = ("10:00", "18:00", "11:00", "17:00", "09:00", "16:00")
    assert not are_sequence([s for w in clocks if (s := read_stamp(w))])
    assert not are_sequence([s for w in ("10:00",) * 5 if (s := read_stamp(w))])


STEPS = st.lists(st.integers(1, 600), min_size=2, max_size=20)


@given(st.integers(0, 15_000_000), STEPS, st.booleans())
def test_clocks_of_an_unbroken_feed_give_back_its_instants(
    minute: int, steps: list[int], newest_first: bool
) -> None:
    moments = [datetime(2000, 1, 1, tzinfo=UTC) + timedelta(minutes=minute)]
    for step in steps:
        moments.append(moments[-1] + timedelta(minutes=step))
    shown = moments[::-1] if newest_first else moments
    stamps = [s for m in shown if (s := read_stamp(f"{m:%H:%M}"))]
    assert len(stamps) == len(shown)
    read = dated(stamps, f"{moments[0]:%Y-%m-%dT%H:%M}+01:00")
    assert read == [f"{m:%Y-%m-%dT%H:%M}+01:00" for m in shown]
    days = dated(stamps, f"{moments[0]:%Y-%m-%d}")
    assert days == [f"{m:%Y-%m-%d}" for m in shown]
    assert dated(stamps, None) == [None] * len(shown)
