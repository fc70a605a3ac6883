"""Twenty quotations of an invented press conference in three invented pages, all classed right.

Ten are verbatim, four cut, three altered, three absent; one is split over a dropped sentence.
"""

from collections.abc import Callable

import pytest

from crosswire.records import Comparison, QuoteCheck

COURIER = """The minister for ports, Ilse Marrow, spoke in Corran on Tuesday evening after the \
ferry Brent Head ran aground.
“Nobody is missing,” Marrow said.
“No ship sails without a new certificate,” she told reporters.
“I know what that means for the islands,” Marrow added.
“The company has been warned twice … it promised me in writing that the engines had been \
repaired,” she said.
“Seven ships out of nineteen, and I would never put my own children on two of them,” Marrow said.
“That is the honest answer,” she said.
“The owners must be brought before a judge this winter,” she said.
The harbour master, Tom Venn, spoke too.
“The channel was marked and the lights were working,” Venn said."""

SENTRY = """Ilse Marrow, the minister for ports, promised new checks on Tuesday.
“The ferry Brent Head struck the Mallet Rocks a little after six,” Marrow said.
“Fourteen people were hurt, and two of them are still in the hospital at Vellamy,” Marrow said. \
“I want to thank the lifeboat crews.”
“No ship sails without a new certificate, and no owner will be paid for the days she lies there,” \
she said.
“This will cost 30 million crowns,” Marrow said.
“We shall rebuild the pier before the spring regatta comes,” Marrow said.
Tom Venn, the harbour master, was there as well.
“My officers called the bridge three times,” Venn said, “on channel sixteen.”"""

WIRE = """Ilse Marrow, minister for ports, met the press in Corran.
“The inquiry must do its work first,” Marrow said.
“If the owners act carelessly or greedily again, then we will respond,” she said.
“I am not going to name a date tonight. The company has been warned twice,” Marrow said.
“The people have waited long enough for safe ships,” Marrow said.
“Seventeen people were hurt, and two of them are still in the hospital at Vellamy,” she said.
“Nobody on my staff ever received such a letter,” she said."""

WANTED = {
    "Nobody is missing": "verbatim",
    "No ship sails without a new certificate,”": "verbatim",
    "I know what that means": "verbatim",
    "warned twice …": "cut",
    "Seven ships out of": "altered",
    "the honest answer": "verbatim",
    "brought before a judge": "not found in this text",
    "The channel was marked": "verbatim",
    "The ferry Brent Head struck": "verbatim",
    "Fourteen people were hurt": "verbatim",
    "I want to thank": "cut",
    "the days she lies there": "altered",
    "This will cost 30 million": "verbatim",
    "rebuild the pier": "not found in this text",
    "My officers called": "verbatim",
    "on channel sixteen": "verbatim",
    "The inquiry must do": "verbatim",
    "If the owners act": "verbatim",
    "name a date tonight": "cut",
    "The people have waited": "cut",
    "Seventeen people": "altered",
    "such a letter": "not found in this text",
}
"""Words of each run → its standing. Two quotations have two runs."""


@pytest.fixture(scope="module")
def comparison(set_against: Callable[..., Comparison]) -> Comparison:
    return set_against(COURIER, SENTRY, WIRE)


def check(comparison: Comparison, words: str) -> QuoteCheck:
    assert comparison.primary is not None
    (one,) = [c for c in comparison.primary.checks if words in c.span.exact]
    return one


@pytest.mark.parametrize(("words", "standing"), WANTED.items())
def test_each_run_is_classed_right(comparison: Comparison, words: str, standing: str) -> None:
    assert check(comparison, words).standing == standing


def test_twenty_quotations_ten_four_three_three(comparison: Comparison) -> None:
    assert comparison.primary is not None
    order = ["verbatim", "cut", "altered", "not found in this text"]
    worst: dict[str | None, str] = {}
    for c in comparison.primary.checks:
        before = worst.get(c.quotation, "verbatim")
        worst[c.quotation] = max(before, c.standing, key=order.index)
    assert [list(worst.values()).count(s) for s in order] == [10, 4, 3, 3]


def test_every_run_has_exactly_one_record_with_spans_that_re_read(comparison: Comparison) -> None:
    assert comparison.primary is not None
    (witness,) = comparison.primary.witnesses
    bodies = {r.article: r.revision.body for r in comparison.readings}
    runs = [s for r in comparison.readings for q in r.quotations for s in q.content]
    checks = comparison.primary.checks
    marked = sorted((s.text, s.start) for s in runs if "“" in s.exact)
    assert sorted((c.span.text, c.span.start) for c in checks) == marked
    for c in checks:
        c.span.check(bodies[c.article])
        for place in (*c.places, *c.also, *(d.span for d in c.dropped)):
            place.check(witness.text)
        if c.nearest:
            c.nearest.check(witness.text)


def test_the_dropped_sentence_between_two_runs_is_named(comparison: Comparison) -> None:
    (dropped,) = check(comparison, "I want to thank").dropped
    assert dropped.span.exact == "Nobody is missing"
    assert (dropped.where, dropped.mark, dropped.sentences) == ("before the run", "", 1)


def test_a_sentence_dropped_inside_a_run_is_named(comparison: Comparison) -> None:
    (dropped,) = check(comparison, "name a date tonight").dropped
    assert dropped.span.exact == "The inquiry must do its work first"
    assert (dropped.where, dropped.mark, dropped.sentences) == ("inside the run", "", 1)


def test_marked_and_unmarked_cuts_are_told_apart(comparison: Comparison) -> None:
    (marked,) = check(comparison, "warned twice …").dropped
    assert marked.mark == "…"
    (unmarked,) = check(comparison, "The people have waited").dropped
    assert (unmarked.span.exact, unmarked.mark) == ("of the islands", "")


def test_what_is_altered_is_shown_word_by_word(comparison: Comparison) -> None:
    assert ("page", "never") in check(comparison, "Seven ships").diff
    assert ("source", "not") in check(comparison, "Seven ships").diff
    assert check(comparison, "Seventeen people").diff[:2] == (
        ("page", "Seventeen"),
        ("source", "Fourteen"),
    )


def test_whose_words_they_are(comparison: Comparison) -> None:
    assert check(comparison, "Nobody is missing").said_by == "MINISTER MARROW"
    assert check(comparison, "Nobody is missing").credit == "same"
    assert check(comparison, "on channel sixteen").said_by == "MR VENN"
    assert not any(
        c.credit == "another" for c in (comparison.primary.checks if comparison.primary else ())
    )


def test_two_runs_that_go_on_are_told(comparison: Comparison) -> None:
    because = check(comparison, "on channel sixteen").because
    assert "it goes on where the run before it ends" in because


def test_a_primary_source_is_no_page(comparison: Comparison) -> None:
    assert len(comparison.pages) == 3
    assert {p.article for p in comparison.pages} == {"page-0", "page-1", "page-2"}
    assert all(p.origins.outlets <= 3 for p in comparison.points)
    assert "against 1" in comparison.stages


def test_what_is_altered_is_to_be_checked(comparison: Comparison) -> None:
    whats = [c.what for c in comparison.checks if "Press conference" in c.what]
    assert len(whats) == 3
    assert any("the page has “Seventeen”, the source has “Fourteen”" in what for what in whats)
    outlets = {f"the recording, then Outlet {n}" for n in range(3)}
    assert {c.with_whom for c in comparison.checks if c.what in whats} == outlets
