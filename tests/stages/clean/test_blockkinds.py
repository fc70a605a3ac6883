"""Embedded posts, captions, pull quotes and notices are blocks of their own kind."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crosswire.records.article import Revision
from crosswire.stages.clean.notices import is_notice, is_notice_label
from tests.stages.clean.pages import clean, texts

OPENING = (
    "The old bridge over the Tarn will close to all traffic in May, the roads agency said on "
    "Tuesday, after engineers found cracks in two of its seven arches."
)
SPOKEN = (
    "“Nobody asked me, and nobody warned me, and now the town is cut in two,” the mayor, Piet "
    "Larsson, told reporters at the river on Tuesday morning."
)
CLOSING = (
    "The repairs will cost 14m crowns and should be finished before the winter, the agency said, "
    "unless the river rises as it did two years ago."
)
TWEET = (
    '<blockquote class="twitter-tweet"><p lang="en">The arches held for two hundred years. They will'
    " hold for one more summer, whatever the agency says.</p>&mdash; Piet Larsson (@pietlarsson)"
    ' <a href="https://twitter.com/pietlarsson/status/1400000000000000001">May 3, 2024</a>'
    "</blockquote>"
)


def page(*blocks: str) -> Revision:
    inside = "".join(b if b.startswith("<") else f"<p>{b}</p>" for b in blocks)
    return clean(
        "<!DOCTYPE html><html lang='en'><head><title>Bridge to close</title></head><body><article>"
        f"<h1>Bridge over the Tarn to close in May</h1>{inside}</article></body></html>",
        "html",
    )


def test_a_tweet_is_an_embedded_post() -> None:
    found = page(OPENING, TWEET, SPOKEN, CLOSING)
    posts = texts(found, "embedded post")
    assert any(words.startswith("The arches held") for words in posts)
    assert any("@pietlarsson" in words for words in posts)
    assert texts(found, "paragraph") == [OPENING, SPOKEN, CLOSING]


def test_a_quoted_block_that_links_to_a_post_is_one() -> None:
    quoted = (
        "<blockquote><p>We will close the bridge, and we will open it again before the snow."
        "</p><p><a href='https://truthsocial.com/@tarnroads/posts/11111'>Roads agency</a></p></blockquote>"
    )
    found = page(OPENING, quoted, SPOKEN, CLOSING)
    assert any(w.startswith("We will close") for w in texts(found, "embedded post"))


def test_a_blockquote_of_a_letter_is_no_embedded_post() -> None:
    quoted = "<blockquote><p>The town shall keep the bridge in repair for ever, says the charter.</p></blockquote>"
    found = page(OPENING, quoted, SPOKEN, CLOSING)
    assert texts(found, "embedded post") == []


PULLED = '<aside class="c-pullquote"><p>Nobody asked me, and nobody warned me</p></aside>'
BLOCK = '<blockquote class="pullquote"><p>{}</p></blockquote>'


@pytest.mark.parametrize("pulled", [PULLED, BLOCK.format("Nobody asked me, and nobody warned me")])
def test_a_pull_quote_repeats_the_articles_words(pulled: str) -> None:
    found = page(OPENING, pulled, SPOKEN, CLOSING)
    assert texts(found, "paragraph") == [OPENING, SPOKEN, CLOSING]
    assert all("Nobody asked me" in words for words in texts(found, "pull quote"))


def test_what_is_marked_as_one_but_stands_nowhere_else_is_text() -> None:
    words = "I have crossed it every day since 1961, and my father carried stones for it."
    found = page(OPENING, BLOCK.format(words), SPOKEN, CLOSING)
    assert texts(found, "pull quote") == []
    assert any(words in told for told in texts(found, "paragraph"))


def test_a_paragraph_pulled_whole_stays_once() -> None:
    found = page(OPENING, BLOCK.format(SPOKEN), SPOKEN, CLOSING)
    assert texts(found, "paragraph").count(SPOKEN) == 1
    assert len(texts(found, "pull quote")) <= 1


def test_quoted_words_alone_on_a_line_are_one_in_plain_text() -> None:
    line = "“Nobody asked me, and nobody warned me”"
    found = clean("\n".join((OPENING, line, SPOKEN, CLOSING)), "line", title="Bridge to close")
    assert texts(found, "pull quote") == [line]
    assert texts(found, "paragraph") == [OPENING, SPOKEN, CLOSING]


def test_a_quotation_that_stands_nowhere_else_is_text_in_plain_text() -> None:
    line = "“We will open it again before the first snow falls.”"
    found = clean("\n".join((OPENING, line, SPOKEN, CLOSING)), "line", title="Bridge to close")
    assert texts(found, "pull quote") == []


NOTES = (
    "Correction: An earlier version of this article gave the number of arches as nine. It is seven.",
    "Editor's note: This story has been amended to make clear who owns the bridge.",
    "This article was amended on 4 May 2024. The mayor is Piet Larsson, not Peter.",
    "Correction, May 4, 2024: The bridge was built in 1811, not in 1911.",
    "An earlier version of this story misstated the cost of the repairs.",
    "CLARIFICATION: The agency inspects the bridge every two years.",
    "Please disregard the story headlined “Bridge falls”.",
)
NEWS = (
    "Corrections officers found the man in his cell on Tuesday - alone, they said.",
    "Update: two more cracks were found on Thursday, the agency said.",
    "An earlier version of the report, seen by the mayor, named nine arches.",
    "The report originally said that the bridge was safe for ten more years.",
    "This man was wrongly convicted of the theft of the bridge's lamps, a court said.",
    "The ministry corrected its figures on Monday and said that seven arches were sound.",
    "A correction in the price of steel made the repairs dearer, the agency said.",
    "Corrections: If you are aware of an error, please let us know by e-mail.",
)


@pytest.mark.parametrize("note", NOTES)
def test_a_note_on_the_text_is_a_notice(note: str) -> None:
    assert is_notice(note)
    for found in (
        page(OPENING, SPOKEN, CLOSING, note),
        page(OPENING, SPOKEN, CLOSING, f"<div class='article-correction'><p>{note}</p></div>"),
        clean("\n".join((OPENING, SPOKEN, CLOSING, note)), "line", title="Bridge to close"),
    ):
        assert texts(found, "notice") == [note]


@pytest.mark.parametrize("words", NEWS)
def test_what_tells_the_event_is_no_notice(words: str) -> None:
    assert not is_notice(words)


def test_a_label_and_what_stands_under_it() -> None:
    under = "The mayor's name was misspelled in the second paragraph."
    box = f"<aside class='corrections'><h4>Correction</h4><p>{under}</p></aside>"
    assert under in texts(page(OPENING, SPOKEN, CLOSING, box), "notice")
    assert is_notice_label("Correction")
    assert is_notice_label("Editor’s note")
    assert not is_notice_label("Correction of course")


def test_the_caption_of_a_figure_is_no_text() -> None:
    figure = (
        "<figure><img src='b.jpg'><figcaption>Engineers look at the third arch of the bridge from a"
        " boat, on a grey morning in March.</figcaption></figure>"
    )
    assert texts(page(OPENING, figure, SPOKEN, CLOSING), "paragraph") == [OPENING, SPOKEN, CLOSING]


@given(st.lists(st.sampled_from([OPENING, SPOKEN, CLOSING, *NOTES, *NEWS]), min_size=1, max_size=8))
def test_passages_of_a_line_keep_their_words_whatever_their_kind(lines: list[str]) -> None:
    found = clean("\n".join(lines), "line", title="Bridge to close")
    assert [p.span.exact for p in found.passages] == lines
