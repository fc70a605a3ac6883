"""The standing of runs in marks: what is an alteration and, above all, what is none."""

from collections.abc import Callable

import pytest

from crosswire.records import Mode, QuoteCheck, Reading
from tests.stages.compare.witness.conference import TRANSCRIPT
from tests.stages.compare.witness.conftest import checks

Found = Callable[..., QuoteCheck]


@pytest.mark.parametrize(
    ("words", "standing"),
    [
        # style
        ("The program begins on Monday", "verbatim"),
        ("14 people were hurt", "verbatim"),
        ("This will cost thirty million crowns over four years", "verbatim"),
        ("I am not going to name a date tonight,", "verbatim"),
        ("nobody is missing", "verbatim"),
        ("[N]obody is missing", "verbatim"),
        ("7 ships out of 19", "verbatim"),
        ("No ship sails without a new certificate and no owner will be paid", "verbatim"),
        # the outlet's own words
        ("[The company] promised me in writing", "verbatim"),
        ("They are volunteers, every [single] one of them", "verbatim"),
        ("If [they] act carelessly or greedily again, then we will respond", "verbatim"),
        ("If the owners (of the line) act carelessly or greedily again", "verbatim"),
        ("inspect[ing] every vessel on the strait", "verbatim"),
        # tidied
        ("We will inspect every vessel on the strait", "tidied"),
        ("in March and again in June, and it promised me in writing", "tidied"),
        ("I'm not going to name a date tonight", "tidied"),
        # cut
        ("The company has been warned twice, and it promised me in writing", "cut"),
        ("We will inspect every vessel ... starting with the oldest ships", "cut"),
        ("Nobody is missing … That is the honest answer", "cut"),
        ("We will inspect every vessel [and] no owner will be paid", "cut"),
        # altered
        ("We will inspect every vessel on the channel, starting with the oldest ships", "altered"),
        ("I am going to name a date tonight", "altered"),
        ("Nobody is really missing from the ferry", "not found in this text"),
        ("This will cost 80 million crowns over four years", "altered"),
        ("Eight ships out of nineteen, and I would not put my own children on two", "altered"),
        ("The inquiry must not do its work first", "altered"),
        # a hole in the transcript
        ("There was a long silence before the ship turned", "cannot tell"),
        # not here
        ("We will never forget the night of the storm", "not found in this text"),
        ("Every vessel will be sold to the highest bidder", "not found in this text"),
    ],
)
def test_standing(found: Found, words: str, standing: str) -> None:
    assert found(words, None).standing == standing


def test_an_inserted_not_is_shown(found: Found) -> None:
    one = found("We will not inspect every vessel on the strait")
    assert one.standing == "altered"
    assert [step for step in one.diff if step[0] != "same"] == [("page", "not")]


def test_a_dropped_not_is_no_mere_cut(found: Found) -> None:
    one = found("I would put my own children on two of them")
    assert one.standing == "altered"
    assert "“not” is left out without a sign" in one.because


def test_a_changed_figure_is_shown(found: Found) -> None:
    one = found("My officers called the bridge five times on channel sixteen", "Tom Venn")
    assert one.standing == "altered"
    assert ("page", "five") in one.diff
    assert ("source", "three") in one.diff


def test_spelling_is_said(found: Found) -> None:
    assert "spelling" in found("No owner will be paid for the days it lies in harbor").because
    assert "figures in words" in found("14 people were hurt").because


def test_a_common_fragment_is_found_at_both_places(found: Found) -> None:
    one = found("we will respond")
    assert one.standing == "verbatim"
    assert len(one.also) == 1
    assert "these words stand at 2 places" in one.because
    assert one.places[0].start < one.also[0].start


def test_runs_of_one_quotation_are_looked_for_near_each_other(
    read: Callable[..., Reading],
) -> None:
    runs = ("“When the inquiry is over,”", "“we will respond.”")
    page = read(
        "a", f"{runs[0]} Ilse Marrow said, {runs[1]}", said=[(" / ".join(runs), "Ilse Marrow")]
    )
    one, other = checks([page], TRANSCRIPT)
    assert other.places[0].start > one.places[0].end
    assert "it goes on where the run before it ends" in other.because


def test_a_quotation_stitched_from_far_apart_is_cut_and_says_where(found: Found) -> None:
    one = found("If the owners act carelessly or greedily again … we would name a date")
    assert one.standing != "verbatim"
    one = found("The inquiry must do its work first … I would not put my own children on two")
    assert one.standing == "cut"
    first, second = one.places
    assert second.start - first.end > 300
    assert one.dropped[0].mark == "…"


def test_parts_in_another_order_are_no_mere_cut(found: Found) -> None:
    one = found("That is the honest answer … We will inspect every vessel")
    assert one.standing == "altered"
    assert "another order" in one.because


def test_a_question_put_in_the_mouth_of_the_one_asked(found: Found) -> None:
    one = found("withdraw the licence of the Strait Line company before the winter season begins")
    assert (one.standing, one.credit) == ("verbatim", "another")
    assert one.said_by == "Q (a question)"
    assert "credits Ilse Marrow; here they are words of Q (a question)" in one.because


def test_the_words_of_one_credited_to_another(found: Found) -> None:
    one = found("My officers called the bridge three times")
    assert (one.credit, one.said_by) == ("another", "MR VENN")
    assert found("My officers called the bridge three times", "Tom Venn").credit == "same"
    assert found("My officers called the bridge three times", None).credit == "unknown"


def test_a_place_of_the_person_credited_comes_first(found: Found) -> None:
    text = (
        "MR VENN: We will respond. We will look at it.\nMS MARROW: I agree.\n"
        "MR VENN: Good.\nMS MARROW: And we will respond."
    )
    assert found("We will respond", "Ilse Marrow", primary=text).said_by == "MS MARROW"
    assert found("We will respond", "Tom Venn", primary=text).said_by == "MR VENN"


def test_words_of_two_voices_joined_by_a_mark(found: Found) -> None:
    one = found("That is the honest answer … The channel was marked and the lights were working")
    assert one.standing == "cut"
    assert "words of 2 voices: MINISTER MARROW, MR VENN" in one.because
    assert one.credit == "another"


def test_no_run_leads_from_one_voice_to_another(found: Found) -> None:
    one = found("That is the honest answer. If I may add a word")
    assert one.standing == "altered"
    assert "words of two voices run on without a sign" in one.because


def test_nobody_altered_the_words_of_another_voice(found: Found) -> None:
    one = found("we will withdraw the licence of the Strait Line company before the winter season")
    assert one.standing == "not found in this text"
    assert one.nearest is not None


def test_the_nearest_passage_is_shown_only_when_plainly_near(found: Found) -> None:
    near = found("the engines were said to have been repaired, the company promised in writing")
    assert near.standing == "not found in this text"
    assert near.nearest is not None
    assert "promised me in writing" in near.nearest.exact
    assert found("We are on holiday until the regatta").nearest is None


def test_an_interpreters_words_are_not_altered(found: Found) -> None:
    text = (
        "MINISTER MARROW (via interpreter): We will inspect every vessel on the strait, starting "
        "with the oldest ships.\nQ: When?\nMINISTER MARROW (via interpreter): Soon."
    )
    one = found("We will check every vessel on the strait, starting with the oldest", primary=text)
    assert one.standing == "cannot tell"
    assert "translations differ" in one.because


def test_a_pages_own_translation_is_not_altered(read: Callable[..., Reading]) -> None:
    words = "“We will check every vessel on the strait, starting with the oldest ships,”"
    page = read("a", f"{words} Ilse Marrow said in Danish.", said=[(words, "Ilse Marrow")])
    (one,) = checks([page], TRANSCRIPT)
    assert one.standing == "cannot tell"
    assert "the page gives a translation" in one.because


def test_fragments_in_an_outlets_own_sentence_claim_no_order(read: Callable[..., Reading]) -> None:
    words = "a “new certificate” and “the honest answer”"
    page = read("a", f"Ilse Marrow spoke of {words}.", said=[(words, "Ilse Marrow")])
    mixed = page.quotations[0].model_copy(update={"mode": Mode.MIXED})
    found = checks([page.model_copy(update={"quotations": (mixed,)})], TRANSCRIPT)
    assert [(c.standing, c.dropped) for c in found] == [("verbatim", ()), ("verbatim", ())]


def test_runs_from_passages_far_apart_are_no_cut(read: Callable[..., Reading]) -> None:
    runs = ("“Nobody is missing,”", "“That is the honest answer.”")
    page = read(
        "a", f"{runs[0]} Ilse Marrow said. {runs[1]}", said=[(" / ".join(runs), "Ilse Marrow")]
    )
    one, other = checks([page], TRANSCRIPT)
    assert (one.standing, other.standing) == ("verbatim", "verbatim")
    assert "words behind the run before it" in other.because


def test_two_words_some_way_apart_are_no_cut(found: Found) -> None:
    assert found("lifeboat volunteers").standing == "not found in this text"


def test_a_part_that_stands_here_is_shown(found: Found) -> None:
    one = found("I have slept badly all week. No ship sails without a new certificate")
    assert one.standing == "not found in this text"
    assert "only a part of it stands in this text" in one.because
    assert one.nearest is not None
    assert one.nearest.exact == "No ship sails without a new certificate"


def test_a_frame_within_a_release_is_no_words_of_its_speaker(found: Found) -> None:
    text = "“We regret it,” said Ilse Marrow. “We thank the crews of the boats.”"
    one = found("We regret it. We thank the crews of the boats", primary=text)
    assert (one.standing, one.dropped) == ("verbatim", ())


def test_a_headline_is_set_against_the_source_too(read: Callable[..., Reading]) -> None:
    page = read(
        "a", "The minister spoke.", headline="Marrow: ‘Nobody is missing’ after ferry crash"
    )
    (one,) = checks([page], TRANSCRIPT)
    assert (one.field, one.standing) == ("headline", "verbatim")
    assert page.revision.headline is not None
    one.span.check(page.revision.headline.text)


def test_of_several_sources_the_one_that_has_the_words(
    found: Found, read: Callable[..., Reading]
) -> None:
    words = "“We regret the accident,”"
    page = read("a", f"{words} Ilse Marrow said.", said=[(words, "Ilse Marrow")])
    other = "Statement by Ilse Marrow\n\nWe regret the accident, and we thank the crews."
    record = checks([page], TRANSCRIPT, other)
    assert [(c.standing, c.said_by) for c in record] == [("verbatim", "Ilse Marrow")]


def test_an_indirect_report_gets_no_verdict(read: Callable[..., Reading]) -> None:
    said = "the company had promised her in writing that the engines were repaired"
    page = read("a", f"Ilse Marrow said {said}.", said=[(said, "Ilse Marrow")])
    assert checks([page], TRANSCRIPT) == ()


def test_words_in_another_order_are_altered_and_not_left_out(found: Found) -> None:
    one = found("inspect every vessel, starting with the oldest ships, on the strait")
    assert one.standing == "altered"
    swapped = found("No ship sails without a certificate new, and no owner will be paid")
    assert swapped.standing == "altered"
    assert swapped.because.startswith("the same words stand there in another order")
    assert swapped.dropped == ()
