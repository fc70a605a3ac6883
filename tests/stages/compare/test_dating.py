from collections.abc import Callable

import pytest

from crosswire.records import PassageKind, Reading, Span, TimeExpression
from crosswire.stages.compare.copies import SharedText
from crosswire.stages.compare.dating import calendar_key, on_a_line, with_days


@pytest.mark.parametrize(
    ("value", "key"),
    [
        ("2026-03-03", (2026, 3, 3)),
        ("2026-03-03T17:24", (2026, 3, 3)),
        ("2026-03", (2026, 3, 0)),
        ("2026", (2026, 0, 0)),
        ("2026-W18", (2026, 4, 27)),
        ("2026-W99", None),
        ("2026-SP", (2026, 0, 0)),
        ("XXXX-WXX-4", None),
        ("P2D", None),
        ("PAST_REF", None),
    ],
)
def test_a_place_in_the_calendar(value: str, key: tuple[int, int, int] | None) -> None:
    assert calendar_key(value) == key


def timed(reading: Reading, *times: tuple[str, str, str]) -> Reading:
    text = reading.revision.body
    found = tuple(
        TimeExpression.model_validate(
            {
                "span": Span.of(text, at := text.content.index(words), at + len(words)),
                "value": value,
                "type": kind,
            }
        )
        for words, value, kind in times
    )
    annotation = reading.annotation.model_copy(update={"times": found})
    return reading.model_copy(update={"annotation": annotation})


def test_times_stand_in_order_and_what_has_no_day_is_left_out(
    read: Callable[..., Reading],
) -> None:
    a = timed(
        read(
            "a",
            "On Tuesday, for two days, after 2019.\nRelated: 5 May",
            kinds={1: PassageKind.CHROME},
        ),
        ("Tuesday", "2026-03-03", "DATE"),
        ("two days", "P2D", "DURATION"),
        ("2019", "2019", "DATE"),
        ("5 May", "2026-05-05", "DATE"),
    )
    b = timed(read("b", "Since February"), ("February", "2026-02", "DATE"))
    assert [d.time.span.exact for d in on_a_line([a, b])] == ["2019", "February", "Tuesday"]


def test_a_reprint_without_a_date_is_read_as_of_its_sibling(read: Callable[..., Reading]) -> None:
    a = read("a", "It sank.", outlet="Corran Wire", published="2026-03-03T13:20+01:00")
    b = read("b", "It sank!", outlet="Vellamy Sentry")
    c = read("c", "Nobody knows.", outlet="Harn Courier")
    told, notes = with_days([a, b, c], [SharedText(a="a", b="b", share=0.9)])
    assert [r.article for r in told] == ["a", "b", "c"]
    assert notes == [
        "Vellamy Sentry: no date of its own; its times are read as of 2026-03-03, an inference: "
        "90% of the text is that of Corran Wire, published 2026-03-03."
    ]
