from collections.abc import Callable

import pytest

from crosswire.records import Correction, Reading
from crosswire.stages.compare.corrections import corrections, retracting

Read = Callable[..., Reading]


def only(*readings: Reading) -> Correction:
    (one,) = corrections(readings)
    return one


@pytest.mark.parametrize(
    "words",
    [
        "An earlier version of this article said the dam was 94 metres long.",
        "A previous version of this story misstated the age of the mayor.",
        "This article was amended on 12 March 2026 to say that four boats sank, not three.",
        "This story has been updated to correct the name of the mayor.",
        "We incorrectly reported that the dam had been closed.",
        "We said the dam had failed in March; in fact it was sound.",
        "CORRECTION: the dam stands at Corran, not at Vellamy.",
        "Clarification (12 March): the mayor spoke of both dams.",
        "Correction May 28, 2026: the mayor spoke of both dams.",
        "This story was updated to fix the spelling of Ostrander.",
    ],
)
def test_an_article_that_says_it_was_wrong_corrects_itself(read: Read, words: str) -> None:
    found = only(read("a", f"The dam at Corran broke on Monday.\n{words}"))
    assert found.span.exact == words
    assert found.because.startswith("the article says so of itself: “")
    assert retracting(read("a", words))


@pytest.mark.parametrize(
    "words",
    [
        "The ministry said an earlier report was wrong.",
        "The ministry wrongly reported that the dam was sound.",
        "An earlier version of the bill said the dam would be sold.",
        "An earlier version of this article appeared in the spring issue.",
        "This article was amended to add a statement of the mayor.",
        "This story was updated at noon.",
        "Prison officers run the Corrections Department: they are 40.",
        "The mayor was in Corran, not in Vellamy.",
        "We said goodbye to Corran.",
        "Correction from today’s briefing: the dam is 49 metres long, she wrote.",
        "“Correction: the dam is 49 metres long,” her message read.",
    ],
)
def test_what_others_got_wrong_and_plain_updates_are_no_corrections(read: Read, words: str) -> None:
    assert not corrections([read("a", words)])


def test_somebody_elses_words_are_no_correction(read: Read) -> None:
    words = "“We said the dam was safe; in fact it was rotten,” Tom Venn said."
    said = [("“We said the dam was safe; in fact it was rotten,”", "Tom Venn")]
    assert not corrections([read("a", words, said=said)])


TITLED = (
    "In a story published March 10 about the Corran dam, the Wire reported erroneously that the dam "
    "is 94 metres long. It is 49 metres long. The story also misspelled a name. She is Ada Farrand, "
    "not Ada Farrant."
)


def test_under_a_headline_that_says_so_what_was_reported_erroneously_is_taken_back(
    read: Read,
) -> None:
    titled = read("a", TITLED, headline="Correction: Corran dam story")
    assert only(titled).span.exact == TITLED
    assert [s.exact[:8] for s in retracting(titled)] == ["In a sto", "The stor", "She is A"]
    assert not corrections([read("a", TITLED, headline="The Wire and the dam")])


def test_who_has_the_figure_or_name_taken_back_is_named(read: Read) -> None:
    titled = read(
        "a",
        TITLED,
        headline="Correction: Corran dam story",
        names=[("Ada Farrand", "PERSON"), ("Ada Farrant", "PERSON")],
    )
    other = read(
        "b",
        "The 94-metre dam of the Corran story broke. “It shook,” said Ada Farrant. The dam is old. "
        "A fence 94 metres long fell in Vellamy.",
    )
    assert [s.span.exact for s in only(titled, other).told] == [
        "The 94-metre dam of the Corran story broke.",
        "“It shook,” said Ada Farrant.",
    ]


def test_one_correction_takes_back_no_other(read: Read) -> None:
    words = "An earlier version of this article said the old Corran dam was 94 metres long."
    found = corrections([read("a", words), read("b", words)])
    assert [c.told for c in found] == [(), ()]


def test_a_clarification_admits_no_error(read: Read) -> None:
    assert only(read("a", "Clarification: the mayor spoke of both dams.")).kind == "clarification"
    assert only(read("a", "Correction: the mayor spoke of both dams.")).kind == "correction"
