"""Looking up: the same answer as reading the whole text, and never in quadratic time."""

from hypothesis import given
from hypothesis import strategies as st

from crosswire.stages.compare.witness.index import Index
from crosswire.stages.compare.witness.lexing import printed, speech_of
from crosswire.stages.compare.witness.verdict import RANK, judge, pieces
from tests.stages.compare.witness.conference import TRANSCRIPT
from tests.stages.compare.witness.conftest import witness

SPEECH = speech_of(witness(TRANSCRIPT))
INDEX = Index(SPEECH)
WORDS = [k for k in range(len(SPEECH.forms)) if not SPEECH.soft[k]]

few = st.lists(st.sampled_from(["we", "will", "ships", "the", "old", "strait"]), max_size=6)


@given(few)
def test_exact_places_are_those_of_a_plain_search(forms: list[str]) -> None:
    said = SPEECH.forms
    plain = [j for j in range(len(said)) if forms and said[j : j + len(forms)] == forms]
    assert sorted(INDEX.exact(forms)) == plain


@given(st.integers(0, len(WORDS) - 1), st.integers(1, 30))
def test_any_stretch_of_a_turn_is_verbatim_or_tidied(first: int, size: int) -> None:
    stretch = [
        k for k in WORDS[first : first + size] if SPEECH.turns[k] == SPEECH.turns[WORDS[first]]
    ]
    words = TRANSCRIPT[SPEECH.starts[stretch[0]] : SPEECH.ends[stretch[-1]]].replace(
        "[inaudible]", ""
    )
    run = printed(words, 0, len(words))
    if run.words:
        verdict = judge(run, INDEX, TRANSCRIPT, lambda j: (j,))
        assert verdict.standing in ("verbatim", "tidied", "cut")


@given(st.text(alphabet="we will. …[]()“”'not14 \n—Q:", max_size=80))
def test_any_words_get_a_standing(words: str) -> None:
    run = printed(words, 0, len(words))
    if run.words:
        verdict = judge(run, INDEX, TRANSCRIPT, lambda j: (j,))
        assert verdict.standing in RANK
        assert all(a < b for a, b in pieces(verdict))


@given(st.text(alphabet="ABMQ:. \n[](0)1-—é", max_size=120))
def test_any_text_can_be_a_source(text: str) -> None:
    if any(c.isalnum() for c in text):
        found = witness(text)
        spans = [s for t in found.turns for s in (t.words, t.label) if s]
        for span in spans:
            span.check(found.text)
        speech_of(found)


def test_a_text_of_one_word_over_and_over_ends_soon() -> None:
    speech = speech_of(witness("very " * 30_000))
    run = printed("very " * 200, 0, 1000)
    assert judge(run, Index(speech), "very " * 30_000, lambda j: (j,)).standing == "verbatim"
    other = "very " * 100 + "old " + "very " * 100
    verdict = judge(printed(other, 0, len(other)), Index(speech), "very " * 30_000, lambda j: (j,))
    assert verdict.standing in RANK
