from collections.abc import Callable

import pytest

from crosswire.records import Reading, Text
from crosswire.stages.compare.origins.known import Known, known_outlets
from crosswire.stages.compare.origins.lines import line_credits, posted, whole_credit
from crosswire.stages.outlets import load_outlets

TABLE = load_outlets()
NOBODY = Known(articles={}, table=TABLE)
WIRE = Known(articles={"corran wire": ["w"]}, table=TABLE)


@pytest.mark.parametrize(
    ("body", "authors", "source"),
    [
        ("PORT SARN (AP) — A ferry ran aground.", [], "Associated Press"),
        ("Ferry runs aground.\n\nPORT SARN, Nov. 19 (UPI) — A ferry ran aground.", [], "UPI"),
        ("Port Sarn (AFP) – A ferry ran aground.", [], "AFP"),
        ("A ferry ran aground. (Reuters)", [], "Reuters"),
        ("A ferry ran aground.\n\n- Reuters.", [], "Reuters"),
        (
            "A ferry ran aground.\n© 2025 The Associated Press. All rights reserved.",
            [],
            "Associated Press",
        ),
        ("A ferry sank.\nThis story was first published by Reuters.", [], "Reuters"),
        ("A ferry ran aground.", ["AFP"], "AFP"),
        ("A ferry ran aground.", ["Ilse Marrow, Associated Press"], "Associated Press"),
        ("By Ilse Marrow, Associated Press Writer\nA ferry ran aground.", [], "Associated Press"),
        ("A ferry ran aground.\n(Reporting by Ilse Marrow; Editing by Tom Venn.)", [], "Reuters"),
        ("The harbour board (HB) - a public body - met.", [], None),
        ("A ferry ran aground. (PA system failed.)", [], None),
        ("A ferry ran aground.\nPhoto: Ilse Marrow/Reuters.", [], None),
        ("A ferry ran aground.\nIlse Marrow / Reuters.", [], None),
        ("A ferry ran aground.", ["Tom Venn"], None),
        ("", [], None),
    ],
)
def test_a_whole_article_credited_to_an_agency(
    read: Callable[..., Reading], body: str, authors: list[str], source: str | None
) -> None:
    found = whole_credit(line_credits(read("s", body, authors=authors).revision, NOBODY))
    assert (found.source if found else None) == source


def test_an_agency_that_no_table_knows_is_known_by_its_dateline(
    read: Callable[..., Reading],
) -> None:
    reading = read("s", "PORT SARN (Kelmar) — A ferry ran aground.", outlet="Vellamy Sentry")
    found = whole_credit(line_credits(reading.revision, known_outlets([reading], TABLE)))
    assert found is not None
    assert (found.kind, found.source) == ("agency", "Kelmar")


def test_an_outlets_own_dateline_credits_nobody_else(read: Callable[..., Reading]) -> None:
    reading = read("w", "PORT SARN (Corran Wire) — A ferry ran aground.", outlet="Corran Wire")
    credits = line_credits(reading.revision, known_outlets([reading], TABLE))
    assert [c.kind for c in credits] == ["own"]
    assert whole_credit(credits) is None


@pytest.mark.parametrize(
    "line",
    [
        "The Associated Press contributed to this report.",
        "This report contains material from The Associated Press.",
    ],
)
def test_a_contribution_is_a_part_and_not_the_whole(
    read: Callable[..., Reading], line: str
) -> None:
    body = f"A ferry ran aground.\n{line}"
    (found,) = line_credits(read("s", body).revision, NOBODY)
    assert (found.source, found.part) == ("Associated Press", True)
    assert whole_credit([found]) is None


def test_a_credit_line_that_was_removed_still_credits(read: Callable[..., Reading]) -> None:
    reading = read("s", "A ferry sank.")
    page = Text.of("A ferry sank.\nWith reporting by Corran Wire")
    capture = reading.revision.capture.model_copy(update={"content": page})
    (found,) = line_credits(reading.revision.model_copy(update={"capture": capture}), WIRE)
    assert (found.kind, found.source, found.part) == ("sibling", "w", True)
    assert found.because == "its text says “With reporting by Corran Wire”"
    byline = read("b", "A ferry sank.", authors=["Corran Wire"])
    whole = whole_credit(line_credits(byline.revision, WIRE))
    assert whole is not None
    assert whole.because == "its byline is Corran Wire"


@pytest.mark.parametrize(
    ("line", "place"),
    [
        ("By Ilse Marrow in Port Sarn", "Port Sarn"),
        ("By Ilse Marrow, Vellamy correspondent", "Vellamy"),
        ("By Ilse Marrow", None),
        ("By Ilse Marrow and Tom Venn", None),
    ],
)
def test_where_a_byline_was_written(
    read: Callable[..., Reading], line: str, place: str | None
) -> None:
    assert posted(read("s", f"{line}\nA ferry ran aground.").revision) == place


def test_the_place_of_a_byline_is_read_off_the_page_as_it_came(
    read: Callable[..., Reading],
) -> None:
    reading = read("s", "Smoke hung over the valley.")
    page = Text.of(
        "<div>By <a href='/m'>Ilse Marrow</a> in Port Sarn</div><p>Smoke hung over it.</p>"
    )
    update = {"content": page, "medium": "html"}
    capture = reading.revision.capture.model_copy(update=update)
    assert posted(reading.revision.model_copy(update={"capture": capture})) == "Port Sarn"
