import pytest

from crosswire.stages.clean.dates import Reading, read_date


def said_date(words: str) -> Reading:
    found = read_date(words)
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("words", "value"),
    [
        ("Thursday 06 May 2021 17:24 BST", "2021-05-06T17:24+01:00"),
        ("Thu 14 Mar 2024 18.05 GMT", "2024-03-14T18:05+00:00"),
        ("May 6, 2021, 5:24 PM ET", "2021-05-06T17:24-04:00"),
        ("January 5, 2021, 5:24 PM ET", "2021-01-05T17:24-05:00"),
        ("Updated 1634 GMT (0034 HKT) March 12, 2019", "2019-03-12T16:34+00:00"),
        ("Updated 4:05 p.m. EST, Tue January 9, 2024", "2024-01-09T16:05-05:00"),
        ("2021-05-06T17:24:00Z", "2021-05-06T17:24+00:00"),
        ("2021-05-06T17:24:00.000+0530", "2021-05-06T17:24+05:30"),
        ("March 7, 20242:31 PM UTC", "2024-03-07T14:31+00:00"),
        ("12 a.m. GMT, 3 June 2024", "2024-06-03T00:00+00:00"),
        ("6 May 2021 17:24 GMT+2", "2021-05-06T17:24+02:00"),
        ("2021-05-06 17:24", "2021-05-06"),
        ("PUBLISHED: 11:02, 3 June 2024 | UPDATED: 13:45, 3 June 2024", "2024-06-03"),
        ("- Published5 February 2021", "2021-02-05"),
        ("May 6th, 2021", "2021-05-06"),
        ("6.5.2021", "2021-05-06"),
        ("13/02/2021", "2021-02-13"),
        ("02/13/2021", "2021-02-13"),
        ("02/02/2021", "2021-02-02"),
    ],
)
def test_dates_keep_the_precision_of_the_words(words: str, value: str) -> None:
    assert said_date(words).value == value


@pytest.mark.parametrize(
    "words",
    [
        "03/02/2021",
        "5 hours ago",
        "31 February 2021",
        "May 2021",
        "in 2021",
        "Thursday",
        "",
        "17:24",
    ],
)
def test_what_is_no_full_date_is_not_read(words: str) -> None:
    assert read_date(words) is None


def test_a_zone_with_several_meanings_gives_the_day_only() -> None:
    assert said_date("6 May 2021 17:24 IST").value == "2021-05-06"


def test_the_place_covers_date_and_time() -> None:
    words = "First published on Thu 6 May 2021 18.57 BST"
    found = said_date(words)
    assert words[found.start : found.end] == "6 May 2021 18.57 BST"
