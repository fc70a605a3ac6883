"""The shape of an article: what only touches a story, and what merely sounds as if it did."""

import pytest

from crosswire.stages.group.kinds import attached, kind_of

TEXT = "The council met in Harnmouth and agreed to mend the sea wall before the winter. " * 20


@pytest.mark.parametrize(
    "title",
    [
        "Storm Aldis - live", "LIVE: ferry aground off Harnmouth", "Politics live: Prell speaks",
        "Harnmouth ferry live updates", "Budget day liveblog", "Liveticker: Sturm an der Küste",
        "Prell inquiry opens - as it happened", "En direct. La tempête touche la côte",
    ],
)  # fmt: skip
def test_live(title: str) -> None:
    assert kind_of(title, TEXT, 300) == "live"


def test_a_page_of_stamped_entries_is_live_whatever_its_title() -> None:
    entries = "\n".join(f"{9 + n}:05 {TEXT[:80]}" for n in range(8))
    assert kind_of("Storm Aldis hits the coast", entries, 200) == "live"


@pytest.mark.parametrize(
    "title",
    [
        "Morning briefing: five things to know today", "Tuesday's briefing: rail fares and a seal",
        "Evening round-up", "Seven things you need to know this morning", "What the papers say",
        "News roundup: ferry, fares, floods", "In brief", "The week in pictures",
    ],
)  # fmt: skip
def test_roundup(title: str) -> None:
    assert kind_of(title, TEXT, 300) == "roundup"


@pytest.mark.parametrize(
    "title",
    [
        "Market wrap: Corrin 100 falls", "Shares end higher after rate decision",
        "Corrin 100 closes slightly lower", "Wall Street ends mixed", "Crown Lotto results",
        "Winning lottery numbers for Saturday", "Weather forecast for the Corrin coast",
        "Tonight's weather: frost inland", "Weather: rain by evening", "Today in history",
        "Wordle hints for 11 March", "Your horoscope for Tuesday",
    ],
)  # fmt: skip
def test_template(title: str) -> None:
    assert kind_of(title, TEXT, 300) == "template"


@pytest.mark.parametrize(
    "title",
    [
        "Man held after live stream of assault", "Live music returns to Harnmouth pier",
        "Five things to know about the new rail fares", "Nurses live in fear of night shifts",
        "Lottery winner gives jackpot to lifeboats", "Growth forecast for next year cut",
        "Weather service chief resigns", "Crossword compiler wins libel case",
        "Talks end in deadlock", "Factory to close with loss of 200 jobs",
        "Briefing room at ministry flooded", "Stock exchange to open on Saturdays",
    ],
)  # fmt: skip
def test_news_that_only_sounds_like_it(title: str) -> None:
    assert kind_of(title, TEXT, 300) == "full"


@pytest.mark.parametrize(
    ("words", "kind"), [(0, "headline"), (7, "headline"), (60, "short"), (400, "full")]
)
def test_length(words: int, kind: str) -> None:
    assert kind_of("Ferry runs aground", "word " * words, words) == kind


def test_only_marked_kinds_are_attached() -> None:
    assert [attached(kind) for kind in ("headline", "short", "full")] == [False] * 3
    assert [attached(kind) for kind in ("roundup", "live", "template")] == [True] * 3
