"""Hard articles: copies, days that are missing or cannot be, every size, another language."""

import random

import pytest

from crosswire.records.story import Arrival, story_id
from crosswire.stages.group import Group, Grouper
from tests.stages.group.streams import (
    cut,
    dated,
    edited,
    events,
    grouped,
    lies,
    one,
    stream,
    told_by,
    truth,
)


@pytest.fixture
def grouper() -> Grouper:
    return Group().open()


# ---- copies -------------------------------------------------------------------------------------


def test_ten_copies_are_copies_of_one_and_weigh_nothing(grouper: Grouper) -> None:
    first = one("derail-a")
    grouper.add(first)
    copies = [
        first.model_copy(update={"article": f"copy-{n}", "outlet": f"Outlet {n}"}) for n in range(9)
    ]
    assert {grouper.add(copy).how for copy in copies} == {"copy"}
    rest = grouped(grouper, [a for a in stream("rail") if a.article != "derail-a"])
    told = events("rail")
    assert {p for p in rest if p <= told.keys()} == truth(told)
    assert {lies(grouper, copy.article) for copy in copies} == {story_id("derail-a")}


@pytest.mark.parametrize("name", ["derail-a", "aldis-b", "fares-a", "yacht-a", "dahl-b"])
def test_copies_lightly_edited_or_cut_lie_with_their_original(grouper: Grouper, name: str) -> None:
    altered = [
        *(edited(one(name), f"edited-{n}", n / 100, seed=n) for n in (1, 3, 6, 10)),
        *(cut(one(name), f"cut-{n}", n / 100) for n in (80, 50, 35)),
    ]
    grouped(grouper, [one(name), *altered])
    assert {lies(grouper, a.article) for a in altered} == {story_id(name)}


def test_a_copy_that_comes_before_its_original_leads_nowhere_else(grouper: Grouper) -> None:
    short = cut(one("yacht-a"), "first-cut", 0.5)
    found = grouped(grouper, [short, *stream("minister")])
    told = {**events("minister"), "first-cut": "yacht"}
    assert found == truth(told)


# ---- dates that are missing or cannot be --------------------------------------------------------


@pytest.mark.parametrize("published", [None, "", "1970-01-01T00:00:00Z", "2099-01-01", "soon"])
@pytest.mark.parametrize("name", ["derail-b", "yacht-b", "berrit-b", "valcourt-b"])
def test_an_article_without_a_day_that_can_be_is_placed_by_its_words(
    grouper: Grouper, name: str, published: str | None
) -> None:
    names = ("rail", "minister", "storms", "castings")
    arrivals = [dated(a, published) if a.article == name else a for a in stream(*names)]
    assert grouped(grouper, arrivals) == told_by(*names)


def test_a_stream_without_any_day_keeps_its_events_apart(grouper: Grouper) -> None:
    names = ("storms", "rail", "castings")
    assert grouped(grouper, [dated(a, None) for a in stream(*names)]) <= told_by(*names)


@pytest.mark.parametrize("published", [None, "1970-01-01", "2099-01-01"])
def test_one_undated_article_joins_no_two_years(grouper: Grouper, published: str | None) -> None:
    arrivals = [dated(a, published) if a.article == "prize24-a" else a for a in stream("awards")]
    grouped(grouper, arrivals)
    assert lies(grouper, "prize23-b") != lies(grouper, "prize24-b")


# ---- sizes and languages ------------------------------------------------------------------------

GERMAN = (
    "Das Prinzenpaar hat am Dienstag in Lindau eine Ausstellung über die Geschichte der "
    "Bodenseefischerei eröffnet. Mehr als hundert Stücke sind zu sehen, darunter Netze aus dem "
    "16. Jahrhundert. Die Direktorin dankte den Leihgebern aus drei Ländern. Die Schau ist bis "
    "Ende Oktober zu sehen und soll danach nach Konstanz gehen."
)
GERMAN_TOO = (
    "Netze, Reusen und ein ganzer Kahn: In Lindau ist seit Dienstag zu sehen, wie am Bodensee seit "
    "dem 16. Jahrhundert gefischt wurde. Das Prinzenpaar eröffnete die Ausstellung vor zweihundert "
    "Gästen. Die Leihgaben stammen aus drei Ländern. Im Oktober endet die Schau und zieht weiter "
    "nach Konstanz."
)


def test_articles_of_every_size_are_placed_and_move_nobody(grouper: Grouper) -> None:
    grouped(grouper, stream("rail"))
    odd = [
        Arrival(article="huge", title="The whole debate", text=debate(40_000)),
        Arrival(article="three", text="Three words only"),
        Arrival(article="title alone", title="Harbour fees to rise in Ostrava"),
        Arrival(article="text alone", text=one("fares-c").text),
        Arrival(article="nothing"),
        Arrival(article="nothing again", published="2025-05-06"),
    ]
    found = grouped(grouper, odd)
    assert found == told_by("rail")
    assert all(len(grouper.sketch(arrival.article)) < 2_500 for arrival in odd)


STOCK = (
    "the honourable member will recall that clause schedule amendment fisheries quota herring "
    "subsidy tariff levy drainage commissioners hedgerow tithe parish boundary turnpike wool "
    "statute repeal consolidated fund vellum ceremonial mace adjournment division lobby tellers"
)


def debate(words: int) -> str:
    """A long sitting of a parliament, which tells of nothing that the streams tell."""
    draw = random.Random(7)
    stock = STOCK.split(" ")
    sentences = (" ".join(draw.choices(stock, k=16)).capitalize() for _ in range(words // 16 + 1))
    return ". ".join(sentences)


def test_another_language_founds_its_own_story_and_finds_its_like(grouper: Grouper) -> None:
    german = [
        Arrival(
            article="lindau-a", outlet="Seebote", published="2025-05-06", text=GERMAN,
            title="Prinzenpaar eröffnet Ausstellung in Lindau",
        ),
        Arrival(
            article="lindau-b", outlet="Uferblatt", published="2025-05-06", text=GERMAN_TOO,
            title="Lindau zeigt fünf Jahrhunderte Bodenseefischerei",
        ),
    ]  # fmt: skip
    found = grouped(grouper, [*german, *stream("rail")])
    assert found - {frozenset({"lindau-a", "lindau-b"})} == told_by("rail")
