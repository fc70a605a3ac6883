from collections.abc import Callable

import pytest

from crosswire.records import Reading
from crosswire.stages.compare.translations import translations

WORDS = "“The ships are old,”"
WHO = "Ilse Marrow"


@pytest.mark.parametrize(
    ("sentence", "language", "translator"),
    [
        (f"{WORDS} {WHO} said in Danish.", "Danish", None),
        (f"Speaking in Danish, {WHO} said: {WORDS} to the crews.", "Danish", None),
        (f"{WORDS} {WHO} said through an interpreter.", None, "an interpreter"),
        (f"{WORDS} {WHO} said in Polish via her own translator.", "Polish", "her own translator"),
        (
            f"{WORDS} {WHO} said, according to a translation by Corran Wire.",
            None,
            "Corran Wire",
        ),
        (
            f"{WORDS} {WHO} said in remarks translated from Danish by the Sentry.",
            "Danish",
            "the Sentry",
        ),
        (
            f"{WORDS} {WHO} said, according to an official translation.",
            None,
            "an official translation",
        ),
        (f"{WORDS} {WHO} said (in Danish).", "Danish", None),
        (f"{WORDS} {WHO} said in English.", "English", None),
    ],
)
def test_language_and_translator(
    read: Callable[..., Reading], sentence: str, language: str | None, translator: str | None
) -> None:
    page = read("a", sentence, said=[(WORDS, WHO)])
    (told,) = translations(page).values()
    assert (told.language, told.translator, told.near) == (language, translator, False)
    told.span.check(page.revision.body)


@pytest.mark.parametrize(
    "sentence",
    [
        f"{WORDS} {WHO} said.",
        f"{WORDS} {WHO} said in Danish waters.",
        f"{WORDS} {WHO} said in French Polynesia.",
        f"{WORDS} {WHO} said of the book “in Danish, translated by nobody”.",
        f"The play was staged in Danish. {WORDS} {WHO} said.",
    ],
)
def test_nothing_is_stated(read: Callable[..., Reading], sentence: str) -> None:
    assert translations(read("a", sentence, said=[(WORDS, WHO)])) == {}


def test_it_holds_for_the_speakers_later_words_until_another_language_is_stated(
    read: Callable[..., Reading],
) -> None:
    page = read(
        "a",
        f"{WORDS} {WHO} said in Danish.\n“It is sad,” {WHO} said.\n“No,” Tom Venn said.\n"
        f"“Thank you,” {WHO} said in English.\n“All of you,” {WHO} said.",
        said=[
            (WORDS, WHO), ("“It is sad,”", WHO), ("“No,”", "Tom Venn"), ("“Thank you,”", WHO),
            ("“All of you,”", WHO),
        ],
    )  # fmt: skip
    told = translations(page)
    found = [told.get(q.id) for q in page.quotations]
    assert [(t.language, t.near) if t else None for t in found] == [
        ("Danish", False), ("Danish", True), None, ("English", False), ("English", True),
    ]  # fmt: skip
