"""Sentences: whole quotations, no break at abbreviations, right offsets."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crosswire.stages.annotate.marks import quoted_runs
from crosswire.stages.annotate.sentences import LONGEST_QUOTATION, plan, settle, spoken_sentences


def proposed(text: str) -> list[tuple[int, int]]:
    """A parser that breaks after every full stop, as a naive one would, and at forced starts."""
    order = plan(text, quoted_runs(text), [0])
    cuts = {0, len(text), *order.starts}
    cuts |= {i + 2 for i, c in enumerate(text[:-2]) if c in ".!?…" and text[i + 1] == " "}
    cuts = {c for c in cuts if not any(s < c < e for s, e in order.stitched)}
    edges = sorted(cuts)
    return settle(text, list(pairwise(edges)), order, [0])


def words(text: str) -> list[str]:
    return [text[s:e] for s, e in proposed(text)]


@pytest.mark.parametrize(
    "text",
    [
        "Mr. Lindqvist met Gov. Ana Ruiz in St. Albans.",
        "The U.S. Senate sat until 9 a.m. on Friday.",
        "Brightwater Inc. said it would appeal.",
        "J. R. Okoro spoke for an hour.",
        "It was No. 5 on the list of Sept. 11 cases.",
        "“We know some have left… but many remain,” Ms Okoro said.",
        "He waited... and nothing came.",
        '"Is the bridge safe?" the mayor asked.',
        "It was heard in the U.S. Supreme Court.",
        "The vote begins at 9:30 a.m. ET on the quay.",
        "The bridge was closed from 7:30 p.m. Monday to 8 a.m. Wednesday.",
        "Among them were Govs. Ana Ruiz and Orso Venn.",
        "Sens. Ruiz and Okoro met Lt. Gov. Venn.",
        "“I told him, ‘Do it.’ He did,” she said.",
        "\"I told him, 'Do it.' He did,\" she said.",
        "“He asked, ‘Why now?’ I said, ‘Because.’ ” she wrote.",
    ],
)
def test_one_sentence_stays_one(text: str) -> None:
    assert words(text) == [text]


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("The bridge fell. It was old.", "The bridge fell."),
        ("She left the U.S. The family stayed.", "She left the U.S."),
        ("“It was old,” she said. “We knew.”", "“It was old,” she said."),
        ("“It was old. We knew.” The mayor left.", "“It was old. We knew.”"),
        ("(It was old.) The mayor left.", "(It was old.)"),
        ("They met Ana Ruiz, D-N.J. Islanders waited.", "They met Ana Ruiz, D-N.J."),
        ("It is the other people’s. If so, go.", "It is the other people’s."),
        ("It came to the U.S. About half is left.", "It came to the U.S."),
        ("The vote was at 5 p.m. The bridge fell.", "The vote was at 5 p.m."),
    ],
)
def test_breaks_where_a_sentence_ends(text: str, first: str) -> None:
    assert words(text)[0] == first


def test_a_quotation_of_several_sentences_is_one_and_its_parts_can_be_had() -> None:
    text = "“The bridge is old. It will be closed. Nobody was hurt,” Ms Okoro said."
    assert words(text) == [text]
    parts = [text[s:e] for s, e in spoken_sentences(text, 0, len(text))]
    assert parts == [
        "“The bridge is old.",
        "It will be closed.",
        "Nobody was hurt,” Ms Okoro said.",
    ]


def test_an_unclosed_mark_glues_no_page_together() -> None:
    text = "“We will go. " + "The road was closed. " * 120 + "”"
    assert len(text) > LONGEST_QUOTATION
    assert len(settle(text, [(0, len(text))], plan(text, [(0, len(text))], [0]), [0])) == 1
    assert len(words(text)) > 100


def test_a_run_across_passages_is_not_held_together() -> None:
    text = "He said “yes.\nThe council met.” It voted."
    order = plan(text, [(8, 32)], [0, 14])
    assert order.whole == ()
    assert 14 in order.starts


@given(st.text(alphabet="ab AB.,\"“”'\n…?!()", max_size=120))
def test_sentences_are_trimmed_ascending_and_lose_no_word(text: str) -> None:
    found = proposed(text)
    assert all(text[s:e] == text[s:e].strip() for s, e in found)
    assert all(a[1] <= b[0] for a, b in pairwise(found))
    kept = {i for s, e in found for i in range(s, e)}
    assert all(c.isspace() for i, c in enumerate(text) if i not in kept)


@given(st.text(alphabet='ab AB.,"“”…?! ', max_size=120))
def test_no_sentence_begins_inside_a_quotation(text: str) -> None:
    whole = plan(text, quoted_runs(text), [0]).whole
    starts = [s for s, _ in proposed(text)]
    assert not [s for s in starts for a, b in whole if a < s < b]


@given(st.text(alphabet="ab AB.,“”…?!", max_size=80))
def test_spoken_sentences_cover_the_words(text: str) -> None:
    kept = {i for s, e in spoken_sentences(text, 0, len(text)) for i in range(s, e)}
    assert all(c.isspace() for i, c in enumerate(text) if i not in kept)
