"""What a sketch reads: words, names, days, shapes; and that it can be kept and read again."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crosswire.models.frequency import background
from crosswire.records.story import Arrival
from crosswire.stages.group.copies import copied, is_copy
from crosswire.stages.group.days import dating, in_numbers, in_url, mentioned, stated, years
from crosswire.stages.group.kinds import attached, kind_of
from crosswire.stages.group.sketch import sketch, unpack
from crosswire.stages.group.words import STEMS, names, quoted, runs, stems, tokens


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("crashes", "crashed"), ("crash", "crashing"), ("announces", "announced"),
        ("companies", "company"), ("stopped", "stops"), ("minister's", "minister"),
        ("Harnmouth’s", "harnmouth"), ("denies", "denied"),
    ],
)  # fmt: skip
def test_forms_of_a_word_share_a_stem(one: str, other: str) -> None:
    assert STEMS[one] == STEMS[other]


@pytest.mark.parametrize(("one", "other"), [("bus", "bu"), ("king", "k"), ("pass", "pas")])
def test_short_words_are_left_alone(one: str, other: str) -> None:
    assert STEMS[one] != STEMS[other]


def test_names_are_capitals_inside_sentences() -> None:
    found = names("Yesterday the mayor, Ada Quill, met Bram Oster of Tarrow. Nobody spoke.", 9)
    assert {"ada", "quill", "bram", "oster"} <= {w.lower() for w in found.words}
    assert "nobody" not in found.words
    assert "ada quill" in found.phrases


def test_quoted_runs_do_not_hang_on_the_kind_of_marks() -> None:
    assert quoted("She said “we will not leave this harbour today”.", 9) == quoted(
        'He heard: "we will not leave this harbour today"', 9
    )


@given(st.lists(st.sampled_from(["ferry", "dam", "coast", "tide", "hull", "gate"]), max_size=40))
def test_runs_are_sorted_and_different(words: list[str]) -> None:
    found = runs(words, 5)
    assert found == sorted(set(found))
    assert len(found) <= max(0, len(words) - 4)


@pytest.mark.parametrize(
    ("published", "known"),
    [
        ("2025-10-14", True), ("2025-10-14T09:30:00+02:00", True), ("13/10/2025", True),
        ("10/11/2025", False), ("1970-01-01", False), ("2099-01-01", False), ("soon", False),
        ("2025-02-31", False), (None, False), ("", False),
    ],
)  # fmt: skip
def test_days_are_believed_only_where_they_can_be(published: str | None, known: bool) -> None:
    assert (stated(published) is not None) is known


def test_a_day_after_it_was_seen_is_not_believed() -> None:
    found = dating("2025-12-24", "2025-10-14T08:00:00+00:00", None, "")
    assert (found.day, found.source) == (None, 0)


@pytest.mark.parametrize(
    "url",
    [
        "https://outlet.example/2025/10/14/ferry-aground", "https://outlet.example/2025/oct/14/a",
        "https://outlet.example/news-20251014.html", "https://outlet.example/2025-10-14-ferry",
    ],
)  # fmt: skip
def test_days_in_addresses(url: str) -> None:
    assert in_url(url) == stated("2025-10-14")


def test_an_address_without_a_day_has_none() -> None:
    assert in_url("https://outlet.example/news/ferry-2025") is None
    assert in_url("https://outlet.example/2025/10/ferry") is None


def test_days_in_the_text() -> None:
    found = mentioned("On 3 May 2024 and on Oct. 14th, then again on May 3.")
    assert found.days == ["05-03", "10-14"]
    assert found.full == [stated("2024-05-03")]


@pytest.mark.parametrize(
    ("head", "day"),
    [
        ("Harnmouth, 28/11/2025 - A ferry", "2025-11-28"), ("11 / 28 / 25 A ferry", "2025-11-28"),
        ("Posted 2025-11-03 A ferry", "2025-11-03"), ("4/4/2025 A ferry", "2025-04-04"),
    ],
)  # fmt: skip
def test_days_in_numbers_have_one_reading(head: str, day: str) -> None:
    assert in_numbers(head) == [stated(day)]
    assert dating(None, None, None, head) == (stated(day), 1)


@pytest.mark.parametrize(
    "head", ["3/11/2025 A ferry", "31/31/2025", "won 21/7/3 and 12.30", "a 1/2"]
)
def test_numbers_that_may_be_two_days_or_none_are_no_day(head: str) -> None:
    assert in_numbers(head) == []


def test_years_are_counted_and_sums_and_figures_are_none() -> None:
    found = years("In 2019 and 2019 again, then 2024: $2020 for 2,021 berths, 2025.5 m, 1066.")
    assert found == {2019: 2, 2024: 1}


@pytest.mark.parametrize(
    ("title", "kind"),
    [
        ("Live updates: ferry aground off Harnmouth", "live"),
        ("Ferry aground: as it happened", "live"),
        ("Morning briefing: what happened overnight", "roundup"),
        ("Ten things to know today", "roundup"),
        ("Your horoscope for the week", "template"),
        ("Shares in Varnholm close higher", "template"),
        ("Harnmouth weather forecast for Friday", "template"),
        ("Ferry with 212 aboard runs aground", "full"),
        ("They live in the harbour", "full"),
    ],
)
def test_shapes_by_title(title: str, kind: str) -> None:
    assert kind_of(title, "word " * 300, 300) == kind


def test_a_text_of_time_stamps_is_a_live_blog() -> None:
    text = "\n".join(f"{9 + n}:15 am\nThe tide is falling and tugs are near." for n in range(9))
    assert kind_of("Ferry off Harnmouth", text, 200) == "live"


def test_shapes_by_length() -> None:
    assert kind_of("Ferry aground", "", 0) == "headline"
    assert kind_of("Ferry aground", "word " * 50, 50) == "short"
    assert not attached("short")
    assert attached("roundup")


TEXT = " ".join(
    f"The tug number {n} pulled the ferry {n} metres along the sand." for n in range(40)
)


def made(text: str, title: str = "Ferry aground") -> Arrival:
    return Arrival(article="a", title=title, text=text)


def test_a_text_and_its_cut_are_copies_and_two_texts_are_not() -> None:
    near = background()
    whole, cut = sketch(made(TEXT), near), sketch(made(TEXT[: len(TEXT) // 2]), near)
    other = sketch(made(TEXT.replace("tug", "van").replace("pulled", "drew")), near)
    assert is_copy(whole, cut)
    assert is_copy(cut, whole)
    assert not is_copy(whole, other)


def test_short_texts_are_no_copies() -> None:
    one = sketch(made("The ferry lies on the sand off the harbour."), background())
    assert not is_copy(one, one)
    assert copied(one, sketch(made(""), background())) == 0


@given(st.text(max_size=400), st.text(max_size=80))
def test_every_sketch_is_read_back_as_it_was(text: str, title: str) -> None:
    found = sketch(made(text, title), background())
    assert unpack(found.pack()) == found


def test_a_sketch_of_an_article_is_small() -> None:
    assert len(sketch(made(TEXT), background()).pack()) < 1_200


def test_tokens_and_stems_skip_single_letters() -> None:
    assert stems(tokens("A U.S. plan, 3 ships")) == ["plan", "3", "ship"]
