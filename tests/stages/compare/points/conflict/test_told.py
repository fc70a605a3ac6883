"""Each kind of conflict with invented sentences: told apart, and not told apart."""

from collections.abc import Callable
from dataclasses import replace

import numpy as np
import pytest

from crosswire.stages.compare.points.board import Board
from crosswire.stages.compare.points.conflict.contrast import alike, contrast
from crosswire.stages.compare.points.conflict.facts import Facts, Page
from crosswire.stages.compare.points.conflict.grade import parties, tension
from crosswire.stages.compare.points.conflict.told import told_apart
from crosswire.stages.compare.points.detail import Detail, Kind

Lay = Callable[..., Board]


def facts(board: Lay, *texts: str) -> list[Facts]:
    laid = board(*texts)
    pages = [Page(r.revision.body.content, "2024-05-10") for r in laid.readings]
    return [Facts(s, pages[s.unit.article]) for s in laid.sheets]


def details(board: Lay, a: str, b: str) -> list[Detail]:
    x, y = facts(board, a, b)
    return told_apart(x, y)


APART = [
    (
        "number",
        "The storm cut the power of 40,000 homes in Osterby.",
        "The storm cut the power of 52,000 homes in Osterby.",
    ),
    (
        "number",
        "A third of the farmers in the valley lost their harvest.",
        "About 48 percent of the farmers in the valley lost their harvest.",
    ),
    (
        "number",
        "The flood ruined dozens of houses in the valley.",
        "The flood ruined 400 houses in the valley.",
    ),
    (
        "number",
        "The race over the island has more than 1,300 runners.",
        "The race over the island has 1,200 runners.",
    ),
    (
        "number",
        "The race over the island has more than 1,300 runners.",
        "The race over the island has 5,000 runners.",
    ),
    (
        "number",
        "The race over the island has nearly 1,300 runners.",
        "The race over the island has 1,344 runners.",
    ),
    (
        "date",
        "The council closed the harbour bridge on Thursday.",
        "The council closed the harbour bridge on Tuesday.",
    ),
    (
        "date",
        "The talks on the mill ran from May 2015 until January 2016.",
        "The talks on the mill ran until June 2016.",
    ),
    (
        "date",
        "The company bought the old mill in 2011.",
        "The company bought the old mill in 2013.",
    ),
    (
        "quote-wording",
        "“We are going to bring our plan before the court,” Brill said.",
        "“We are going to bring this plan before the court,” Brill said.",
    ),
    (
        "attribution",
        "“Nobody checked the doors of the ferry before it sailed,” Lena Ostrander said.",
        "“Nobody checked the doors of the ferry before it sailed,” Piet Halvard said.",
    ),
    (
        "negation",
        "The mayor signed the contract for the bridge.",
        "The mayor did not sign the contract for the bridge.",
    ),
    (
        "status",
        "The board sold the harbour to a bank.",
        "The board will sell the harbour to a bank next year.",
    ),
    (
        "name",
        "Viktor Puskarev resigned as the harbour master.",
        "Viktor Pushkarev resigned as the harbour master.",
    ),
    (
        "other",
        "The company will stop selling plastic bottles.",
        "The company will stop selling glass bottles.",
    ),
    (
        "other",
        "The fire was put out by soldiers after two hours.",
        "The fire was put out by fishermen after two hours.",
    ),
]  # fmt: skip


@pytest.mark.parametrize(("kind", "a", "b"), APART)
def test_what_differs_is_named(board: Lay, kind: str, a: str, b: str) -> None:
    found = [d for d in details(board, a, b) if d.kind == kind]
    assert found
    assert found[0].a
    assert found[0].a.lower() != found[0].b.lower()


@pytest.mark.parametrize(("kind", "a", "b"), APART)
def test_its_words_stand_in_the_texts(board: Lay, kind: str, a: str, b: str) -> None:
    found = next(d for d in details(board, a, b) if d.kind == kind)
    if "…" not in f"{found.a}{found.b}":  # "did not … sign": words left out are marked
        assert found.a in a
        assert found.b in b


@pytest.mark.parametrize(("kind", "a", "b"), APART)
def test_nothing_differs_from_itself(board: Lay, kind: str, a: str, b: str) -> None:
    assert kind not in {d.kind for d in details(board, a, a)}
    assert kind not in {d.kind for d in details(board, b, b)}


@pytest.mark.parametrize(("kind", "a", "b"), APART)
def test_it_is_the_same_from_either_side(board: Lay, kind: str, a: str, b: str) -> None:
    x, y = facts(board, a, b)
    assert {d.kind for d in told_apart(x, y)} == {d.kind for d in told_apart(y, x)}
    one, other = contrast(x, y), contrast(y, x)
    assert one.keys() == other.keys()
    assert all(np.isclose(one[name], other[name]) for name in one)


@pytest.mark.parametrize(
    ("kind", "a", "b"),
    [
        ("number", "Nearly 60 percent of voters stayed at home.", "Some 60% of voters stayed at home."),
        ("number", "A quarter of voters stayed at home.", "25 percent of voters stayed at home."),
        ("number", "The bridge cost 120m crowns.", "The bridge cost 120 million crowns."),
        ("number", "The flood ruined dozens of houses.", "The flood ruined 40 houses."),
        ("number", "The race has more than 1,300 runners.", "The race has 1,344 runners."),
        ("number", "The race has nearly 1,400 runners.", "The race has 1,344 runners."),
        ("number", "The race has about 1,300 runners.", "The race has 1,250 runners."),
        ("date", "The talks ran from September 2015.", "The talks ran until June 2016."),
        ("number", "The ferry carried 120 people.", "The ferry carried 9 cars and 120 people."),
        ("number", "The fund holds 12 percent of the bank.", "Nine goats crossed the empty square."),
        ("number", "The cable runs 5,500 km to the island.", "The cable runs 3,400 miles to the island."),
        ("number", "The ship lost 20 tonnes of grain.", "The ship lost 44,000 pounds of grain."),
        ("number", "She carried a 12-gauge shotgun.", "She carried one 20-gauge shotgun."),
        (
            "number",
            "The drought has ruined 13,000 farms and 570 mills worldwide.",
            "The drought has ruined 3,400 farms and 130 mills in Norway.",
        ),
        (
            "quote-wording",
            "“The nonstop ferry keeps the island alive in winter,” Brill said.",
            "“The non stop ferry keeps the island alive in winter,” Brill said.",
        ),
        ("date", "The council met on Thursday.", "The council met on May 9, 2024."),
        ("date", "The council met in May 2024.", "The council met on Thursday."),
        ("date", "The mill opened in 1911.", "Two boys were seen near the lake on Tuesday."),
        (
            "quote-wording",
            "“The water rises quickly now,” she said in Norwegian.",
            "“The water rises fast now,” she said, speaking in Norwegian.",
        ),
        (
            "quote-wording",
            "“We've refitted the U.N. ship,” Brill said.",
            "“We have re-fitted the UN ship,” Brill said.",
        ),
        (
            "quote-wording",
            "“We will repair … the bridge over the Orrin,” Brill said.",
            "“We will repair and paint the bridge over the Orrin,” Brill said.",
        ),
        (
            "quote-wording",
            "“We will repair the bridge over the Orrin,” Brill said.",
            "“We will repair the bridge over the Orrin and then we will rest,” Brill said.",
        ),
        (
            "attribution",
            "“Nobody checked the doors of the ferry before it sailed,” Lena Ostrander said.",
            "“Nobody checked the doors of the ferry before it sailed,” Ms Ostrander said.",
        ),
        ("negation", "The mayor signed the contract.", "The mayor did not sign the guest book."),
        ("status", "The board sold the harbour.", "The board will sell two old ferries."),
        ("name", "The Bergers resigned.", "The Berger family resigned."),
        ("other", "The town counted 40 flu cases.", "The town counted 40 influenza-like cases."),
        ("other", "The fund needs 900 private donors.", "The fund needs 900 unique donors."),
        (
            "other",
            "The thieves took letters and maps from the town hall.",
            "The thieves took letters and other private papers from the town hall.",
        ),
        (
            "other",
            "She sold her shares of the mill in spring after a long quarrel.",
            "She sold control of the ferry company to a bank in the north.",
        ),
    ],
)  # fmt: skip
def test_what_is_no_conflict(board: Lay, kind: str, a: str, b: str) -> None:
    assert kind not in {d.kind for d in details(board, a, b)}


def test_an_article_that_spells_a_name_both_ways_has_made_a_slip_of_its_own(board: Lay) -> None:
    a = "Viktor Puskarev resigned as the harbour master."
    b = "Viktor Pushkarev resigned as the harbour master. Mr Puskarev was asked to go."
    x, y = facts(board, a, b)[:2]
    assert "name" not in {d.kind for d in told_apart(x, y)}


@pytest.mark.parametrize(
    ("kind", "size", "words", "light"),
    [
        ("number", 0.5, ("12 people", "24 people"), False),
        ("number", 0.5, ("about 12 people", "24 people"), True),
        ("number", 0.03, ("5.9 percent", "5.8 percent"), True),
        ("name", 0.5, ("Puskarev", "Pushkarev"), True),
        ("status", 1.0, ("sold", "will … sell"), True),
        ("quote-wording", 0.2, ("our show", "this show"), True),
        ("negation", 1.0, ("signed", "did not … sign"), False),
        ("date", 1.0, ("Thursday", "Tuesday"), False),
    ],
)
def test_what_a_second_look_may_settle_is_a_tension(
    board: Lay, kind: Kind, size: float, words: tuple[str, str], light: bool
) -> None:
    x, y = facts(board, "The mayor spoke to them all.", "The mayor spoke to nobody at all.")
    detail = Detail(kind=kind, a=words[0], b=words[1], size=size)
    assert tension(detail, x, y) is light


def test_a_date_that_the_other_page_has_too_is_a_tension(board: Lay) -> None:
    laid = board(
        "The fair ran until June 2016. It opened in May 2015.", "The fair ran until May 2015."
    )
    first, second = (
        Facts(laid.sheets[n], Page(laid.readings[article].revision.body.content))
        for n, article in ((0, 0), (2, 1))
    )
    found = Detail(kind="date", a="June 2016", b="May 2015", size=1.0)
    assert tension(found, first, second)
    assert not tension(replace(found, b="June 2015"), first, second)


def test_a_dispute_between_parties_is_theirs(board: Lay) -> None:
    a = "“The dam is safe for every village below,” Lena Ostrander said."
    b = "“The dam is not safe for any village below,” Piet Halvard said."
    x, y = facts(board, a, b)
    assert parties(x.sheet, y.sheet) == ("Lena Ostrander", "Piet Halvard")
    assert tension(Detail(kind="negation", a="is", b="is not", size=1.0), x, y)
    assert parties(x.sheet, x.sheet) is None


def test_a_share_of_people_is_no_party(board: Lay) -> None:
    a = "“The dam is safe,” sixty percent of the farmers said."
    b = "“The dam is not safe,” forty percent of the farmers said."
    x, y = facts(board, a, b)
    assert parties(x.sheet, y.sheet) is None


def test_likeness_of_tokens_is_the_same_from_either_side(board: Lay) -> None:
    x, y = facts(board, APART[0][1], APART[1][2])
    assert np.array_equal(alike(x.sheet, y.sheet), alike(y.sheet, x.sheet).T)


def test_a_word_far_from_what_it_hangs_on_is_told_with_its_clause(board: Lay) -> None:
    found = details(
        board,
        "The owners of the mill at Harn, after a quarrel, sold the old ferry of the town on Monday.",
        "The heirs of the widow in Ulm, after a quarrel, sold the old ferry of the town on Monday.",
    )
    told = [(d.a, d.b) for d in found if d.kind == "other"]
    assert any("owners of the mill" in words for pair in told for words in pair)
    assert not {"owners", "heirs"} & {words for pair in told for words in pair}


def test_a_length_of_time_is_no_count_of_things(board: Lay) -> None:
    a = "Fever cases on the coast have surged over the past few weeks."
    b = "Fever cases on the coast have surged by more than 470 patients."
    assert not [d for d in details(board, a, b) if "weeks" in d.a + d.b]


def test_entries_of_two_lists_of_amounts_are_not_set_against_each_other(board: Lay) -> None:
    a = (
        "The funds include $3.6 billion from harbour funds, $2.5 billion from River Department "
        "ferry activities and $600 million from the treasury."
    )
    b = (
        "The ministry planned to divert $601 million from a treasury fund, $2.5 billion earmarked "
        "for River Department ferry programs and $3.6 billion from harbour projects."
    )
    assert not [d for d in details(board, a, b) if "billion" in d.a + d.b]
