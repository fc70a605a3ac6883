"""Why an article was put where it lies, as the move tells it."""

from crosswire.records.story import COPY_OF, StoryJudgement
from crosswire.stages.group import placing


def test_a_copy_names_its_original() -> None:
    (why,) = placing.copied("article-1").because
    assert why.feature == f"{COPY_OF}article-1"
    assert why.weight > 0


def test_joining_tells_the_chance_and_the_next_likeliest() -> None:
    (why,) = placing.joined([("story-1", 0.9), ("story-2", 0.3)]).because
    assert (why.value, why.weight > 0) == (0.9, True)
    assert why.words == ("a chance of 0.90 that it belongs, by the join model; next: story-2, 0.30")
    (alone,) = placing.joined([("story-1", 0.9)]).because
    assert alone.words.endswith("no other story was near")


def test_founding_tells_what_was_not_enough() -> None:
    (why,) = placing.founded([("story-1", 0.3)], 0.6).because
    assert why.words == "the likeliest story, story-1, had a chance of 0.30; 0.60 was needed"
    assert why.weight < 0
    (alone,) = placing.founded([], 0.6).because
    assert alone.words == "no story here was near it"


def test_chances_of_none_and_of_one_have_finite_weights() -> None:
    sure, never = (placing.resettled(chance, None)[0].weight for chance in (1.0, 0.0))
    assert 5 < sure < 20
    assert -20 < never < -5


def test_a_persons_word_is_told_as_said() -> None:
    word = StoryJudgement(
        a="a", b="b", decision="different", because="another fire", made_by="ana", made_at="2026"
    )
    why = placing.told(word)
    assert (why.how, why.made_by) == ("judged", "ana")
    assert why.because[0].words == "ana said different. another fire"
    assert why.because[0].weight < 0
