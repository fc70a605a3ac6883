from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crosswire.stages.clean.dates import Reading, read_date, short_date


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


@pytest.mark.parametrize(
    ("words", "language", "value"),
    [
        ("Samstag, 3. Dezember 2011 um 10 Uhr", None, "2011-12-03"),
        ("le 1er février 2020 à 12h", None, "2020-02-01"),
        ("12 de marzo de 2020", None, "2020-03-12"),
        ("05 de jan. de 2020", None, "2020-01-05"),
        ("8 января 2020 г.", None, "2020-01-08"),
        ("28 Haziran 2020", None, "2020-06-28"),
        ("2020. március 5.", None, "2020-03-05"),
        ("2020年3月5日", None, "2020-03-05"),
        ("5 tháng 3, 2020", None, "2020-03-05"),
        ("10 listopada 2020", "pl", "2020-11-10"),
        ("10 listopada 2020", "hr-HR", "2020-10-10"),
        ("03/02/2021", "de-AT", "2021-02-03"),
        ("03/02/2021", "en-US", "2021-03-02"),
        ("Aktualisiert am 06. Mär. 2023", "de", "2023-03-06"),
        ("5. Jän. 2020", "de-AT", "2020-01-05"),
        ("5 наурыз 2020", "kk", "2020-03-05"),
        ("5 במרץ 2020", "he", "2020-03-05"),
        ("٥ مارس ٢٠٢٠", "ar", "2020-03-05"),
        ("৫ মার্চ ২০২০", "bn", "2020-03-05"),
        ("5 มี.ค. 2563", "th", "2020-03-05"),
        ("2020. gada 5. marts", "lv", "2020-03-05"),
        ("2020 оны 3 дугаар сарын 5", "mn", "2020-03-05"),
        ("2020-3-5", "zh", "2020-03-05"),
        ("Mar-05-2020", "en", "2020-03-05"),
        ("2020-Mar-05", "en", "2020-03-05"),
        ("Thu Mar 5 10:00:00 EST 2020", "en", "2020-03-05"),
        ("05 . 03 . 2020", "de", "2020-03-05"),
    ],
)
def test_dates_are_read_in_many_languages(words: str, language: str | None, value: str) -> None:
    found = read_date(words, language)
    assert found is not None
    assert found.value == value


def test_a_month_that_two_languages_name_differently_needs_the_language() -> None:
    assert read_date("10 listopada 2020") is None


@given(st.dates(min_value=date(1900, 1, 1), max_value=date(2099, 12, 31)), st.sampled_from("./- "))
def test_a_day_is_never_read_as_another(day: date, sign: str) -> None:
    words = f"{day.day:02}{sign}{day.month:02}{sign}{day.year}"
    found = read_date(words)
    swapped = day.day <= 12 and day.day != day.month and sign in "/-"
    assert found is None or (not swapped and found.value == day.isoformat())


@pytest.mark.parametrize("words", ["8.5.12", "Nadia Cole, 8.5.12"])
def test_a_short_date_is_read_where_asked_for(words: str) -> None:
    found = short_date(words)
    assert found is not None
    assert found.value == "2012-05-08"


def test_a_short_date_with_strokes_is_read_in_the_order_of_its_language() -> None:
    day, month = short_date("8/5/12", "fr"), short_date("8/5/12", "en-US")
    assert day is not None
    assert month is not None
    assert (day.value, month.value) == ("2012-05-08", "2012-08-05")
    assert short_date("8/5/12") is None


@pytest.mark.parametrize("words", ["1.2.10.1", "32.5.12", "8.13.12", "8.5.2012"])
def test_what_is_no_short_date_is_not_read_as_one(words: str) -> None:
    assert short_date(words) is None
