"""Captions, credits and end matter in texts that were saved without their line breaks."""

from hypothesis import given
from hypothesis import strategies as st

from crosswire.records.article import PassageKind, Revision
from tests.stages.clean.pages import clean

STORY = (
    "The mayor of Brackwater has resigned after an audit found payments of 2.1 million to a firm that her "
    "brother owns, the council said on Tuesday."
)
MORE = (
    "Her deputy, Colin Marsh, will lead the city until a vote on 20 June, and has asked for calm."
)


def read(*parts: str) -> Revision:
    return clean(" ".join(parts), "line")


def of(found: Revision, kind: PassageKind) -> list[str]:
    return [p.span.exact for p in found.passages if p.kind is kind]


def test_a_labelled_caption_ends_where_a_sentence_begins_in_mid_run() -> None:
    found = read(
        STORY,
        "Image copyright Selby Pictures Image caption Ilse Varga took office in 2019",
        MORE,
        "Media playback is unsupported on your device Media caption Colin Marsh: 'We shall mend it'",
        STORY,
    )
    assert of(found, PassageKind.CAPTION) == [
        "Ilse Varga took office in 2019",
        "Colin Marsh: 'We shall mend it'",
    ]
    assert of(found, PassageKind.CHROME) == [
        "Image copyright Selby Pictures Image caption",
        "Media playback is unsupported on your device Media caption",
    ]


def test_a_labelled_caption_without_a_clear_end_stays_in_the_text() -> None:
    found = read(STORY, "Image caption Ilse Varga took office in 2019 Deputies met.", MORE)
    assert of(found, PassageKind.CAPTION) == []
    assert "Deputies met." in " ".join(of(found, PassageKind.PARAGRAPH))


def test_a_dated_sentence_before_a_credit_in_brackets_is_a_caption() -> None:
    caption = "Ilse Varga, left, speaks in Brackwater, May 3, 2024. (AP Photo/Owen Brask)"
    found = read(caption, STORY, MORE)
    assert of(found, PassageKind.CAPTION) == [caption]
    assert of(found, PassageKind.PARAGRAPH) == [f"{STORY} {MORE}"]


def test_a_credit_behind_a_sentence_of_the_story_takes_nothing_with_it() -> None:
    found = read(STORY, "(Photo by Owen Brask/Getty Images)", MORE)
    assert of(found, PassageKind.CHROME) == ["(Photo by Owen Brask/Getty Images)"]
    assert of(found, PassageKind.PARAGRAPH) == [STORY, MORE]


def test_a_credit_that_stands_twice_is_none_of_the_text() -> None:
    found = read(STORY, "Enlarge this image toggle caption Owen Brask/AP Owen Brask/AP", MORE)
    assert of(found, PassageKind.CHROME) == [
        "Enlarge this image toggle caption Owen Brask/AP Owen Brask/AP"
    ]


def test_the_picture_that_opens_a_text_closes_with_a_bar_and_its_credit() -> None:
    caption = "Ilse Varga said she had done nothing wrong. | Owen Brask/AP Photo"
    found = read(caption, "council", STORY)
    assert of(found, PassageKind.CAPTION) == [caption]


def test_end_matter_behind_the_last_sentence_is_none_of_the_text() -> None:
    found = read(
        STORY,
        MORE,
        "• Nadia Cole contributed to this report.",
        "___ Norland Wire harbour coverage receives support from the Brask Foundation.",
        "The wire is solely responsible for all content.",
        "Follow Nadia Cole on Twitter.",
    )
    assert of(found, PassageKind.PARAGRAPH) == [f"{STORY} {MORE}"]
    assert len(of(found, PassageKind.CHROME)) == 4


def test_a_notice_among_the_end_matter_stays_a_notice() -> None:
    notice = (
        "This story has been corrected to show that the payments were 2.1 million, not 21 million."
    )
    found = read(STORY, MORE, notice, "Nadia Cole contributed to this report.")
    assert of(found, PassageKind.NOTICE) == [notice]


def test_what_the_story_tells_of_support_and_reporters_stays() -> None:
    told = (
        "The project was supported by a grant from the Norland government.",
        "The bridge was funded by the county, and the coverage of the fields is poor.",
        "She follows the harbour on foot, he said, and the senator Peder Holt (R-Selby) agreed.",
    )
    found = read(STORY, *told)
    assert of(found, PassageKind.PARAGRAPH) == [" ".join((STORY, *told))]


@given(st.text(alphabet="Ab. (/|)", max_size=300), st.sampled_from([STORY, "Image caption "]))
def test_passages_keep_their_order_and_their_words(noise: str, more: str) -> None:
    found = read(STORY, noise, more, MORE)
    ends = 0
    for passage in found.passages:
        assert passage.span.start >= ends
        assert found.body.content[passage.span.start : passage.span.end] == passage.span.exact
        ends = passage.span.end
