from collections.abc import Callable

import pytest

from crosswire.records import PassageKind, Reading, Span
from crosswire.stages.compare.points.units import units_of

Read = Callable[..., Reading]


def test_a_quotation_of_several_sentences_is_cut_into_them(read: Read) -> None:
    article = read(
        "“The bridge will open in May. Nobody has been paid for it. We are ashamed,” said Ana Brill, "
        "the mayor of Osterby."
    )
    texts = [u.span.exact for u in units_of([article])]
    assert [t.strip("“”") for t in texts[:2]] == [
        "The bridge will open in May.",
        "Nobody has been paid for it.",
    ]
    assert len(texts) == 3


def test_units_cover_the_words_of_the_article_in_order(read: Read) -> None:
    text = "Dr. Ida Moss of the U.S. team arrived at 5 p.m. on Monday. She left at once."
    units = units_of([read(text)])
    assert "".join(u.span.exact for u in units).replace(" ", "") == text.replace(" ", "")


def test_questions_and_scraps_state_nothing(read: Read) -> None:
    article = read("Who paid for the bridge in Osterby? Read more. The council paid for all of it.")
    assert [u.checkable for u in units_of([article])] == [False, False, True]


def test_spans_reread_their_article(read: Read) -> None:
    article = read("The bridge opened. “It is late,” said Ana Brill. It cost 4 million crowns.")
    for unit in units_of([article]):
        unit.span.check(article.revision.body)
        assert unit.sentence.contains(unit.span)


def test_a_sentence_without_a_verb_is_checkable_when_it_names_or_counts(read: Read) -> None:
    article = read("No sign of the 12 missing sailors. A very cold night indeed for all.")
    assert [u.checkable for u in units_of([article])] == [True, False]


@pytest.mark.parametrize("kind", ["caption", "subhead", "byline", "chrome"])
def test_only_paragraphs_give_units(read: Read, kind: str) -> None:
    article = read("The bridge in Osterby opened on Monday after three years.")
    passages = tuple(
        p.model_copy(update={"kind": PassageKind(kind)}) for p in article.revision.passages
    )
    revision = article.revision.model_copy(update={"passages": passages})
    assert units_of([article])
    assert units_of([article.model_copy(update={"revision": revision})]) == []


def test_what_begins_in_quoted_words_has_their_holder(read: Read) -> None:
    """Also where the frame is longer than the words."""
    article = read(
        "“The bridge is closed,” said Ana Brill, who has led the small harbour council of Osterby "
        "for eleven years and lives beside it."
    )
    (unit,) = units_of([article])
    assert unit.quotation is None
    assert unit.statement(article).holder == "Ana Brill"
    assert unit.statement(article).quotation == article.quotations[0].id


def test_what_was_cut_away_holds_nothing_of_the_rest(read: Read) -> None:
    """The part alone says whose it is."""
    article = read(
        "The storm broke the old pier, and Ana Brill told the council that the bridge in Osterby "
        "would stay closed until the end of May and that nobody had been paid for it."
    )
    (unit,) = units_of([article])
    body = article.revision.body
    said = unit.span.exact.index("the bridge in")
    frame = Span.of(body, 0, unit.span.exact.index(", and"))
    words = Span.of(body, said, unit.span.end)
    assert unit.statement(article, frame).holder is None
    assert unit.statement(article, words).holder == "Ana Brill"
