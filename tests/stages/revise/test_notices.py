"""What a page says of its own words, and which earlier words that withdraws."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crosswire.records.notice import Notice
from crosswire.records.span import Text
from crosswire.stages.revise.changes import changes, runs
from crosswire.stages.revise.notices import (
    detail_stands,
    notices_in,
    reinstated,
    withdrawing,
)
from crosswire.stages.revise.sentences import figures, sentences

OLD = (
    "Twelve people died when the Corrin ferry sank off Harnmouth on Tuesday, officials said.\n"
    "The mayor, Ada Quill, said: “The quay stays shut until Friday.”\n"
    "Divers searched the wreck. Mr. Pell spoke for 20 minutes."
)
NINE = OLD.replace("Twelve", "Nine")


def read(earlier: str | None, now: str) -> list[Notice]:
    body = Text.of(now)
    before = None if earlier is None else Text.of(earlier)
    return [withdrawing(one, body, before) for one in notices_in(body)]


def taken(notice: Notice) -> list[str]:
    return [span.exact for span in notice.withdraws]


@pytest.mark.parametrize(
    ("kind", "now", "withdrawn"),
    [
        ("correction", f"{NINE}\nCorrection: An earlier version of this article said that 12 people "
         "died. Nine people died.", ["Twelve"]),
        ("correction", f"{NINE}\nThis article was amended on 7 May to correct the number of people "
         "who died.", ["Twelve"]),
        ("correction", f"{NINE}\nA previous version of this story misstated the toll.", ["Twelve"]),
        ("correction", OLD.replace("Ada Quill", "Ida Quill") + "\nThis story has been corrected: the "
         "mayor is Ida Quill, not Ada Quill.", ["Ada"]),
        ("correction", f"{OLD}\nCorrection: An earlier version of this article said that the Corrin "
         "ferry sank with 12 people; in fact it is not known how many people died.", ["Twelve"]),
        ("clarification", f"{OLD}\nClarification: This article has been clarified to say who owns "
         "the quay.", []),
        ("retraction", f"This story has been withdrawn.\n{OLD}", [OLD]),
        ("retraction", "We have retracted this article. It did not meet our standards.", [OLD]),
        ("retraction", f"Retraction: the source was not who he said.\n{OLD}", [OLD]),
        ("kill", "BULLETIN KILL\nCorran Wire kills the story slugged Ferry.", [OLD]),
        ("kill", "KILL: Ferry story of Tuesday. A kill is mandatory.", [OLD]),
        ("kill", "ADVISORY: the story Ferry-Sinks is withdrawn.", [OLD]),
        ("update", f"{OLD}\nThis story has been updated to add comment from the owner.", []),
    ],
)  # fmt: skip
def test_a_notice_withdraws_the_words_it_names(kind: str, now: str, withdrawn: list[str]) -> None:
    (notice,) = read(OLD, now)
    assert (notice.kind, taken(notice)) == (kind, withdrawn)
    notice.span.check(Text.of(now))
    for span in notice.withdraws:
        span.check(Text.of(OLD))


@pytest.mark.parametrize(
    "words",
    [
        "The ministry said its report was withdrawn.",
        "“This article was corrected,” he said of the Post.",
        "Police killed the story of the leak, the Post says.",
        "This report was withdrawn by the ministry on Monday.",
        "Kill Bill returns to the cinema.",
        "The Post has retracted its story on the mayor.",
        "Advisory: two toys were withdrawn from sale.",
        "She updated the house.",
        "The officer misidentified the man.",
    ],
)
def test_what_speaks_of_others_is_no_notice(words: str) -> None:
    assert not read(OLD, f"{OLD}\n{words}")


def test_without_an_earlier_text_nothing_is_withdrawn_and_that_is_said() -> None:
    (notice,) = read(None, f"{NINE}\nCorrection: An earlier version of this article misstated it.")
    assert not notice.withdraws
    assert "no earlier text of the article is kept" in notice.because


def test_a_notice_that_names_nothing_that_changed_withdraws_nothing() -> None:
    (notice,) = read(
        OLD, f"{OLD}\nCorrection: An earlier version of this article misspelled a name."
    )
    assert not notice.withdraws
    assert "not shown" in notice.because


def test_a_passage_marked_as_a_notice_is_one_though_its_words_do_not_say_so() -> None:
    said = "The Corrin was built in 1998."
    body = Text.of(f"{OLD}\n{said}")
    start = len(OLD) + 1
    (notice,) = notices_in(body, [(start, start + len(said))])
    assert (notice.kind, notice.span.exact) == ("update", said)


def test_the_detail_is_known_in_figures_or_in_words() -> None:
    (notice,) = read(OLD, f"{NINE}\nThis article was amended to correct the number who died.")
    (twelve,) = notice.withdraws
    assert detail_stands(twelve, "The sinking killed 12 people.")
    assert not detail_stands(twelve, "The sinking killed nine people.")


def test_what_is_told_again_without_the_notice_is_withdrawn_no_more() -> None:
    (notice,) = read(OLD, f"{NINE}\nThis article was amended to correct the number who died.")
    assert reinstated(notice, OLD, OLD)
    assert not reinstated(notice, OLD, NINE)


def test_changes_are_sentences_quotations_and_figures_in_both_texts() -> None:
    new = NINE.replace("until Friday", "until Sunday, at the least") + " The harbour is open."
    found = changes(OLD, new)
    told = [(p.before and OLD[slice(*p.before)], p.after and new[slice(*p.after)])
            for p in (*found.quotations, *found.figures)]  # fmt: skip
    assert told == [
        (
            "“The quay stays shut until Friday.”",
            "“The quay stays shut until Sunday, at the least.”",
        ),
        ("Twelve", "Nine"),
    ]
    assert found.statements[-1].before is None
    (run,) = runs(OLD, new, found.statements[0])
    assert run.before is not None
    assert OLD[slice(*run.before)] == "Twelve"


def test_a_sentence_that_only_moved_did_not_change() -> None:
    assert not changes("One came. Two left.", "Two left. One came.").statements


def test_titles_and_initials_end_no_sentence() -> None:
    words = "Mr. Pell met Gen. A. Marrow. They spoke at 8 a.m. on Friday. “No.” He left."
    assert [words[slice(*place)] for place in sentences(words)] == [
        "Mr. Pell met Gen. A. Marrow.", "They spoke at 8 a.m. on Friday.", "“No.”", "He left.",
    ]  # fmt: skip


def test_figures_go_by_their_value() -> None:
    words = "twelve of 1,200 and twenty-one, one by one"
    assert [value for value, _ in figures(words)] == ["12", "1200", "21"]


words = st.lists(
    st.sampled_from(["12 died.", "Ada left.", "“It is so,” she said.", "\n", "This article was "
                     "corrected.", "Correction:", "He has 3.", "KILL"]), max_size=8,
)  # fmt: skip


@given(before=words, after=words)
def test_every_place_re_reads(before: list[str], after: list[str]) -> None:
    old, new = Text.of(" ".join(before)), Text.of(" ".join(after))
    found = changes(old.content, new.content)
    for pair in (*found.statements, *found.quotations, *found.figures):
        assert pair.before or pair.after
        for place, text in ((pair.before, old), (pair.after, new)):
            assert place is None or text.content[slice(*place)].strip()
    for notice in notices_in(new):
        notice.span.check(new)
        for span in withdrawing(notice, new, old).withdraws:
            span.check(old)


@given(text=words)
def test_a_text_that_did_not_change_has_no_changes(text: list[str]) -> None:
    content = " ".join(text)
    assert changes(content, content) == ((), (), ())
