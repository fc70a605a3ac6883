"""Copies, cuts and light edits; and what is word for word the same and yet another day's."""

import pytest

from crosswire.models.frequency import background
from crosswire.records.story import Arrival
from crosswire.stages.group.copies import is_copy, two_issues
from crosswire.stages.group.sketch import Sketch, sketch
from tests.stages.group.streams import cut, edited, one

DRAW = (
    "The winning numbers in the Crown Lotto draw were {}. The bonus ball was {}. Nobody matched all "
    "six numbers, so the jackpot rolls over to the next draw, when players may win an estimated "
    "sum that is announced on the day. The draw was held at the studios in Marlow in the presence "
    "of an independent notary. Tickets must be claimed within 180 days at any retailer. Players who "
    "believe they have won should sign the back of their ticket and keep it in a safe place."
)
FIRST, SECOND = "14, 21, 23, 29, 34 and 41", "12, 17, 28, 33, 45 and 49"


def read(arrival: Arrival) -> Sketch:
    return sketch(arrival, background())


def draw(name: str, day: str, numbers: str, title: str) -> Arrival:
    return Arrival(
        article=name, outlet="Daily Beacon", title=title, published=day,
        text=DRAW.format(numbers, numbers[-2:]),
    )  # fmt: skip


@pytest.mark.parametrize("name", ["derail-a", "aldis-a", "fares-a", "valcourt-b", "yacht-c"])
def test_copies_cuts_and_light_edits_are_copies(name: str) -> None:
    original = read(one(name))
    assert is_copy(original, read(one(name)))
    assert is_copy(original, read(edited(one(name), "edited", 0.01)))
    for share in (0.8, 0.6, 0.4):
        assert is_copy(original, read(cut(one(name), "cut", share)))
        assert is_copy(read(cut(one(name), "cut", share)), original)


def test_a_copy_a_week_later_is_a_copy() -> None:
    late = one("derail-a").model_copy(update={"published": "2025-05-13"})
    assert is_copy(read(one("derail-a")), read(late))


def test_another_outlets_own_words_are_no_copy() -> None:
    assert not is_copy(read(one("derail-a")), read(one("derail-b")))


@pytest.mark.parametrize("title", ["Winning lottery numbers", "Luck in Marlow last night"])
def test_the_next_draw_is_no_copy_though_all_but_its_figures_is_the_same(title: str) -> None:
    saturday = read(draw("a", "2025-03-08", FIRST, title))
    wednesday = read(draw("b", "2025-03-12", SECOND, title))
    again = read(draw("c", "2025-03-08", FIRST, title))
    assert two_issues(saturday, wednesday)
    assert not is_copy(saturday, wednesday)
    assert is_copy(saturday, again)


@pytest.mark.parametrize(
    ("a", "b"),
    [("wrap-mon-a", "wrap-tue-a"), ("wrap-mon-b", "wrap-tue-a"), ("weather-mon", "weather-tue")],
)
def test_only_time_parts_the_issues_of_a_template(a: str, b: str) -> None:
    assert two_issues(read(one(a)), read(one(b)))
    undated = one(b).model_copy(update={"published": None})
    assert not two_issues(read(one(a)), read(undated))


@pytest.mark.parametrize("published", ["2025-03-10", None])
def test_forecast_and_market_wrap_of_one_day_are_two_things(published: str | None) -> None:
    forecast = one("weather-mon").model_copy(update={"published": published})
    assert two_issues(read(forecast), read(one("wrap-mon-a")))


def test_one_days_templates_are_one_issue() -> None:
    assert not two_issues(read(one("wrap-mon-a")), read(one("wrap-mon-b")))


def test_a_column_under_one_title_returns_with_other_matter() -> None:
    first = one("fares-a").model_copy(update={"title": "Letter from the capital"})
    second = one("crossing-a").model_copy(update={"title": "Letter from the capital"})
    assert two_issues(read(first), read(second))
    other = second.model_copy(update={"outlet": "Northern Dispatch"})
    assert not two_issues(read(first), read(other))


def test_reports_of_one_event_on_two_days_are_no_issues() -> None:
    assert not two_issues(read(one("derail-a")), read(one("derail-c")))
