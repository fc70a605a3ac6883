"""Why nobody can tell: what a capture may lack of its article."""

from collections.abc import Callable

import pytest

from crosswire.records import Capture, Passage, PassageKind, Reading, Removed, Span, Text
from crosswire.stages.clean import Clean
from crosswire.stages.compare.points.gaps import Gaps, gap

Read = Callable[..., Reading]

BODY = "The new tram bridge at Osterby opened on Monday. Lena Ostrander cut the ribbon."


def with_passage(reading: Reading, kind: PassageKind) -> Reading:
    """The reading with its last line as a passage of another kind."""
    body = reading.revision.body
    start = body.content.rindex("\n") + 1
    passage = Passage(span=Span.of(body, start, len(body)), kind=kind)
    revision = reading.revision.model_copy(
        update={"passages": (*reading.revision.passages[:1], passage)}
    )
    return reading.model_copy(update={"revision": revision})


def test_a_text_that_closes_shows_no_gap(read: Read) -> None:
    assert gap(read(BODY)) == ""


@pytest.mark.parametrize(
    ("last", "why"),
    [
        ("The mayor said the next bridge would …", "breaks off"),
        ("The mayor said in the evening that the next bridge would be", "does not close"),
    ],
)
def test_a_missing_end_is_a_gap(read: Read, last: str, why: str) -> None:
    found = gap(read(f"{BODY}\n\n{last}"))
    assert found.startswith("is cut: ")
    assert why in found


def test_a_paywall_is_a_gap(read: Read) -> None:
    page = (
        f"<html lang='en'><head><title>Bridge opens</title></head><body><article>"
        f"<h1>Bridge opens</h1><p>{BODY}</p><p>{BODY.replace('Monday', 'the first Monday')}</p>"
        "<p>Subscribe now to continue reading this article</p></article></body></html>"
    )
    revision = Clean().open()(Capture(name="one", medium="html", content=Text.of(page)))
    found = gap(read(BODY).model_copy(update={"revision": revision}))
    assert found.startswith("is cut: the page asks for a subscription")


@pytest.mark.parametrize("words", ["Play video", "Media playback is unsupported on your device"])
def test_a_player_in_the_text_stands_for_footage_nobody_read(read: Read, words: str) -> None:
    reading = with_passage(read(f"{BODY}\n\n{words}"), PassageKind.CHROME)
    assert gap(reading) == f"lacks its footage: the page shows {words!r}"


def test_a_player_that_was_removed_stands_for_footage_too(read: Read) -> None:
    reading = read(BODY)
    page = Text.of(f"{BODY}\nWatch the full interview here")
    removed = Removed(span=Span.of(page, len(BODY) + 1, len(page)), reason="player")
    revision = reading.revision.model_copy(update={"removed": (removed,)})
    assert "Watch the full interview" in gap(reading.model_copy(update={"revision": revision}))


def test_the_caption_of_footage_is_a_gap_and_that_of_a_picture_is_none(read: Read) -> None:
    footage = with_passage(read(f"{BODY}\n\nVideo: the first tram crosses"), PassageKind.CAPTION)
    picture = with_passage(read(f"{BODY}\n\nThe first tram crosses"), PassageKind.CAPTION)
    assert "Video: the first tram" in gap(footage)
    assert gap(picture) == ""


def test_a_headline_alone_is_a_gap(read: Read) -> None:
    assert gap(read("")) == "holds no text beyond the headline"


def test_what_was_searched_is_named(read: Read) -> None:
    whole = [read(BODY, name) for name in ("one", "two", "three", "four", "five", "six")]
    assert Gaps(whole[:2]).beside(0).because == "the capture of The two shows no cut"
    several = Gaps(whole).beside(0)
    assert several.because == "the captures of The two, The three, The four and 2 more show no cut"
    assert several.cut == ()


def test_of_several_captures_the_cut_ones_are_named(read: Read) -> None:
    told = [read(BODY, "one"), read(BODY, "two"), read(BODY, "three", cut=True)]
    where = Gaps(told).beside(0)
    assert where.cut == ("three",)
    assert where.because == (
        "not found in The two; the capture of The three is cut: ends in the middle of a sentence"
    )
    assert Gaps(told).beside(2).cut == ()


def test_many_cut_captures_are_counted(read: Read) -> None:
    told = [read(BODY, "one"), *(read(BODY, f"n{k}", cut=True) for k in range(6))]
    where = Gaps(told).beside(0)
    assert where.because.endswith("; 3 other captures lack something too")
    assert len(where.cut) == 6
