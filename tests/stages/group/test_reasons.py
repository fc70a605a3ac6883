"""The reasons an editor is given: whole explanations of invented articles, word by word."""

import re
from collections.abc import Callable

import pytest

from crosswire.models.frequency import background
from crosswire.records.explanation import REST
from crosswire.records.story import Arrival, StoryJudgement
from crosswire.stages.group import Group, Grouper
from crosswire.stages.group.grounds import Grounds
from crosswire.stages.group.wording import (
    Page,
    figures_in_common,
    in_common,
    quoted_in_common,
    word_for_word,
)
from tests.stages.group.streams import STREAMS, cut, lies, one, stream

Explain = Callable[[str, str], Grounds]
QUOTED = re.compile("“([^”]*)”")
EMPTY = re.compile(r"^(the|a|an|in|of|as|to|and|after|over|for|on|at|said|says|will)$", re.I)
DECIDED = {"copy", "bounds", "issues", "word of a person"}


@pytest.fixture(scope="module")
def reprint() -> Arrival:
    return cut(one("derail-a"), "derail-cut", 0.7)


@pytest.fixture(scope="module")
def settled(reprint: Arrival) -> Grouper:
    """All invented articles, and a reprint of one."""
    grouper = Group().open()
    for arrival in (*stream(*STREAMS), reprint):
        grouper.add(arrival)
    grouper.settle()
    return grouper


@pytest.fixture(scope="module")
def explain(settled: Grouper, reprint: Arrival) -> Explain:
    read = {a.article: a for a in (*stream(*STREAMS), reprint)}.__getitem__
    return lambda article, other: settled.explain(article, lies(settled, other), read)


def told(found: Grounds, sign: int) -> dict[str, str]:
    """Reasons for (1) or against (-1), without the rest."""
    return {e.feature: e.words for e in found.reasons if e.weight * sign > 0 and e.feature != REST}


def test_a_true_member_is_explained_by_names_words_and_time(explain: Explain) -> None:
    found = explain("valcourt-b", "valcourt-a")
    assert found.nearest == "valcourt-a"
    assert found.apart == "published 2 h apart"
    for_it, against = told(found, 1), told(found, -1)
    assert "“Valcourt”" in for_it["titles"]
    assert for_it["words"].startswith("both texts have “")
    assert "“Imre" in for_it["words"]
    assert for_it["time"] == "published 2 h apart"
    assert not any(words.startswith("both") for words in against.values())


def test_a_false_candidate_is_told_apart_by_what_only_one_has(explain: Explain) -> None:
    found = explain("valcourt-a", "dahl-a")
    against = told(found, -1)
    assert found.apart == "published 23 h apart"
    assert against["company"] == "for each of the two another article is a likelier match"
    assert "“Dahl”" in against["words"]
    assert "“900 hopefuls”" in against["figures and days"]


def test_a_copy_says_of_what_and_how_much(explain: Explain) -> None:
    found = explain("derail-cut", "derail-a")
    assert (found.nearest, found.copy_of, found.copied) == ("derail-a", "derail-a", 1.0)
    (reason,) = found.reasons
    assert reason.words == (
        "its text is that of “Seven hurt as freight train derails in Haddon Gorge” "
        "(The National Sentinel): 100% of its 70 words stand there word for word"
    )


def test_pages_that_only_touch_a_story_say_by_which_words(explain: Explain) -> None:
    assert (
        explain("liveblog", "prell-day").touches == "a live page: its headline says “Politics live”"
    )
    roundup = explain("briefing", "prell-day").touches
    assert roundup == "a roundup of several matters: its headline says “Morning briefing”"
    assert explain("prell-day", "liveblog").touches is None


def test_a_live_page_without_the_word_is_told_by_its_hours(settled: Grouper) -> None:
    text = "\n".join(f"{hour}:05 {one('derail-a').text}" for hour in range(11, 17))
    page = Arrival(article="hours", title="Haddon Gorge derailment", text=text)
    grouper = Group().open()
    move = grouper.add(page)
    found = grouper.explain("hours", move.story, {"hours": page}.__getitem__)
    assert found.nearest is None
    assert found.touches == (
        "a live page: 6 of its lines begin with an hour (“11:05”, “12:05”, “13:05” …)"
    )


def test_two_issues_of_a_template_are_decided_not_weighed(explain: Explain) -> None:
    found = explain("wrap-tue-a", "wrap-mon-a")
    assert "“Market wrap: Corrin 100 closes higher as banks lead”" in told(found, -1)["issues"]


def test_a_judged_pair_names_who_and_why() -> None:
    grouper = Group().open()
    arrivals = {name: one(name) for name in ("valcourt-a", "valcourt-b")}
    for arrival in arrivals.values():
        grouper.add(arrival)
    word = StoryJudgement(
        a="valcourt-a", b="valcourt-b", decision="different", because="two roles",
        made_by="ana", made_at="2025-06-11T08:00:00Z",
    )  # fmt: skip
    grouper.judge([word])
    found = grouper.explain("valcourt-a", lies(grouper, "valcourt-b"), arrivals.__getitem__)
    assert found.reasons[0].words == (
        "ana judged that with “'Glass Orchard' finds its season three bad guy in Valcourt” "
        "(Screen Ledger) it tells two stories: two roles"
    )


def test_no_reason_contradicts_its_sign_or_rests_on_an_empty_word(
    settled: Grouper, explain: Explain
) -> None:
    known = {a.article: a for a in stream(*STREAMS)}
    stories = [names[0] for names in settled.stories().values()]
    for article in sorted(known)[::5]:
        for other in stories[::3]:
            found = explain(article, other)
            weighed = [e for e in found.reasons if e.feature not in DECIDED]
            for sign in (1, -1):
                mine = [e for e in weighed if e.weight * sign > 0 and e.feature != REST]
                assert len(mine) <= 6
                for reason in mine:
                    shared = reason.words.startswith(("both ", "for neither", "this headline's"))
                    assert not (shared and sign < 0), reason
                    assert (
                        not re.search(r"\bonly in\b|nowhere|\bno .* in common", reason.words)
                        or sign < 0
                    )
            quoted = [w for e in weighed for w in QUOTED.findall(e.words)]
            assert not [word for word in quoted if EMPTY.match(word)]
            assert len({e.feature for e in found.reasons}) == len(found.reasons)


def test_every_quoted_word_stands_in_one_of_the_texts(explain: Explain) -> None:
    for article, other in (
        ("valcourt-a", "dahl-a"),
        ("yacht-a", "prell-day"),
        ("fares-b", "fares-a"),
    ):
        found = explain(article, other)
        assert found.nearest is not None
        both = " ".join(
            f"{a.title} {' '.join(a.text.split())}" for a in map(one, (article, found.nearest))
        )
        for reason in found.reasons:
            for word in QUOTED.findall(reason.words):
                assert word in both or re.fullmatch(r"\d+ [A-Z]\w+", word), (word, reason)


def page(text: str, title: str = "") -> Page:
    return Page(Arrival(article="x", title=title, text=text), background())


def test_quoted_words_in_common_are_given_as_they_stand() -> None:
    a = page('"We were never told that the bridge was closed," Oona Prell said.')
    b = page('Prell: "They say we were never told that the bridge was closed."')
    assert quoted_in_common(a, b) == ["We were never told that the bridge was closed"]


def test_figures_count_only_where_they_count_the_same() -> None:
    a = page("The driver, 41, hit 300 sheep on 5 March, 12% of the herd.")
    b = page("A loan of 41 billion crowns; 300 sheep died on March 5, or 12% of all.")
    assert figures_in_common(a, b) == ["300 sheep", "12%", "5 March"]


def test_word_for_word_is_a_share_of_the_text_itself() -> None:
    words = [f"w{chr(97 + n)}" for n in range(20)]
    assert word_for_word(page(" ".join(words[:10])), page(" ".join(words))) == 1.0
    assert word_for_word(page(" ".join(words)), page(" ".join(words[:10]))) == 0.5
    assert word_for_word(page(""), page("one two")) == 0.0


def test_runs_in_common_do_not_overlap() -> None:
    assert list(in_common(list("abcxab"), list("abc"), 2)) == [(0, 3), (4, 6)]


def test_a_common_word_in_capitals_is_no_name() -> None:
    text = "The dam at Vellamy holds, officials said. Read MORE about the Vellamy dam here."
    page = Page(Arrival(article="a", title="", text=text), background())
    assert [*page.names.values()] == ["Vellamy"]
