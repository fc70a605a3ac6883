"""The day an article stands at: what is believed, what is not, and where it is read."""

from datetime import date

import pytest

from crosswire.stages.group.days import dating, stated

DAY = float(date(2025, 2, 7).toordinal())


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2025-02-07", DAY),
        ("2025-02-07T12:00:00+00:00", DAY + 0.5),
        ("2025-02-07T18:00:00-08:00", DAY + 0.75),
        ("2/25/25", DAY + 18),
        ("25/2/2025", DAY + 18),
    ],
)
def test_days_as_pages_state_them(text: str, day: float) -> None:
    assert stated(text) == day


@pytest.mark.parametrize(
    "text",
    [
        None, "", "soon", "1970-01-01T00:00:00Z", "2099-12-31", "0000-00-00", "2025-02-30",
        "2025-13-01", "3/4/2025", "99/99/2025", "0001-01-01",
    ],
)  # fmt: skip
def test_what_is_no_day_of_news_or_not_sure(text: str | None) -> None:
    assert stated(text) is None


@pytest.mark.parametrize("published", [None, "1970-01-01", "2099-01-01", "soon"])
def test_an_address_stands_in_for_a_day_that_cannot_be(published: str | None) -> None:
    found = dating(published, None, "https://beacon.example/2025/02/07/fares", "")
    assert found == (DAY, 2)


def test_a_full_date_in_the_first_lines_stands_in_last() -> None:
    found = dating(None, None, None, "MARLOW, February 7, 2025 - The council met.")
    assert found == (DAY, 1)
    assert dating(None, None, None, "The council met on February 7.") == (None, 0)


def test_a_day_after_it_was_seen_is_not_believed() -> None:
    seen = "2025-02-10T08:00:00+00:00"
    assert dating("2031-01-01", seen, None, "") == (None, 0)
    assert dating("2025-02-07", seen, None, "") == (DAY, 3)
