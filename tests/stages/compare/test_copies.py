from collections.abc import Callable

from crosswire.records import Reading
from crosswire.stages.compare.copies import duplicates, shared_texts

STORY = "\n".join(
    f"Line {k} of the account tells how crew number {k * 7} pulled {k + 3} ropes from quay {k}."
    for k in range(12)
)


def test_two_captures_of_one_text_are_one_article(read: Callable[..., Reading]) -> None:
    a, b = read("a", STORY, outlet="Vellamy Sentry"), read("b", STORY, outlet="Vellamy Sentry")
    assert duplicates([a, b]) == {"b": "a"}


def test_the_fuller_of_two_captures_is_kept(read: Callable[..., Reading]) -> None:
    fuller = STORY + "\nLater the harbour master thanked every volunteer by name on the radio."
    a, b = read("a", STORY, outlet="Vellamy Sentry"), read("b", fuller, outlet="Vellamy Sentry")
    assert duplicates([a, b]) == {"a": "b"}


def test_the_same_text_under_two_outlets_is_a_reprint_and_stays(
    read: Callable[..., Reading],
) -> None:
    a, b = read("a", STORY, outlet="Vellamy Sentry"), read("b", STORY, outlet="Corran Wire")
    assert duplicates([a, b]) == {}
    (shared,) = shared_texts([a, b])
    assert shared.share == 1.0
    assert "100%" in shared.because


def test_the_same_text_without_an_outlet_is_one_article(read: Callable[..., Reading]) -> None:
    assert duplicates([read("a", STORY), read("b", STORY, outlet="Corran Wire")]) == {"b": "a"}


def test_a_lightly_edited_reprint_is_found(read: Callable[..., Reading]) -> None:
    words = STORY.split(" ")
    edited = " ".join("altered" if k % 15 == 7 else w for k, w in enumerate(words))
    a, b = read("a", STORY, outlet="Vellamy Sentry"), read("b", edited, outlet="Corran Wire")
    assert [(s.a, s.b) for s in shared_texts([a, b])] == [("a", "b")]


def test_a_speech_that_both_quote_is_no_shared_text(read: Callable[..., Reading]) -> None:
    speech = "“" + " ".join(f"word{k}" for k in range(60)) + "”"
    own = "\n".join(f"Our town has street {k} and lane {k * 3} near gate {k}." for k in range(9))
    other = "\n".join(f"In hall {k} sat {k * 5} guests on {k + 2} benches." for k in range(9))
    a = read("a", f"{own}\n{speech}", outlet="Vellamy Sentry")
    b = read("b", f"{other}\n{speech}", outlet="Corran Wire")
    assert shared_texts([a, b]) == ()


def test_headlines_alone_are_no_duplicates_unless_they_say_the_same(
    read: Callable[..., Reading],
) -> None:
    a, b = read("a", "", headline="Ferry aground"), read("b", "", headline="Bridge shut")
    assert duplicates([a, b]) == {}
    assert duplicates([a, read("c", "", headline="Ferry aground")]) == {"c": "a"}
    assert duplicates([read("d", ""), read("e", "")]) == {}
