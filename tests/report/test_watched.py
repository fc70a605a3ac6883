"""How sources read in a list."""

import pytest

from crosswire.records.source import Source, SourceLine
from crosswire.report.lists import markdown, page, table
from crosswire.report.watched import SOURCES, health, news, source_line, span, state

AT = "2026-11-22T10:00:00.000Z"


def line(*, silent: int | None = 7200, longest: int | None = None, **more: object) -> SourceLine:
    values = {
        "url": "https://courier.example/rss", "kind": "feed", "every_seconds": 900,
        "added_at": AT, "tried_at": AT, "succeeded_at": AT, "next_at": AT, "changed_at": AT,
    }  # fmt: skip
    source = Source.model_validate(values | more)
    usual = None if longest is None else longest // 2
    return SourceLine(
        source=source, kept=3, waiting=1, refused=0, silent_seconds=silent, usual_seconds=usual,
        longest_seconds=longest,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("seconds", "words"),
    [
        (0, "less than 2 minutes"),
        (60, "1 minute"),
        (2700, "45 minutes"),
        (3600, "1 hour"),
        (5400, "90 minutes"),
        (86_400, "1 day"),
        (90_000, "25 hours"),
        (259_200, "3 days"),
    ],
)
def test_lengths_of_time(seconds: int, words: str) -> None:
    assert span(seconds) == words


def test_states() -> None:
    assert state(line()) == "well"
    assert state(line(tried_at=None)) == "new"
    assert state(line(state="paused", failures=3)) == "paused"
    assert state(line(failures=3)) == "failing"
    assert state(line(silent=7201, longest=7200)) == "silent"
    assert state(line(silent=7200, longest=7200)) == "well"


def test_health_says_why_and_since_when() -> None:
    failing = line(failures=2, kind_of_failure="timeout", succeeded_at=None)
    assert health(failing) == (
        "failed 2 times in a row (timeout), last Sun 22 Nov 2026, 10:00 UTC; never well"
    )
    assert health(line(tried_at=None)) == "not asked yet"


def test_silence_stands_beside_what_is_usual() -> None:
    assert news(line(longest=10_800)) == (
        "nothing new for 2 hours; usually 90 minutes, never for longer than 3 hours until now"
    )
    assert "too little came" in news(line())
    assert news(line(silent=None, changed_at=None)) == "nothing new came of it yet"


def test_every_format_shows_it_and_does_what_no_title_says() -> None:
    odd = line(title="<b>Courier</b> \x1b[31m", because="why not")
    assert "\x1b" not in table(SOURCES, [odd], width=100, styled=False)
    assert "why not" in markdown(SOURCES, [odd])
    assert "<b>Courier" not in page(SOURCES, [odd])
    told = source_line(odd)["words"]
    assert told["state"] == "well"
