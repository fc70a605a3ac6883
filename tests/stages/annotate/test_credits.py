"""Two names that a credit or a caption runs together are two, of invented people."""

import pytest

from crosswire.records.annotation import Token
from crosswire.stages.annotate.credits import run_together
from crosswire.stages.annotate.view import View


def pieces(words: str, label: str = "PERSON") -> list[str]:
    tokens, at = [], 0
    for n, word in enumerate(words.split()):
        tokens.append(
            Token(start=at, end=at + len(word), text=word, lemma=word, pos="PROPN", tag="NNP",
                  dep="dep", head=n)
        )  # fmt: skip
        at += len(word) + 1
    view = View.of(words, tuple(tokens), [(0, len(words))], [])
    return [words[s:e] for s, e in run_together(view, 0, len(words), label)]


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("Ines Okoro AP Orso Mavent", ["Ines Okoro", "Orso Mavent"]),
        ("Getty Images Ines Okoro", ["Ines Okoro"]),
        ("Ines Okoro Reuters", ["Ines Okoro"]),
        ("Anna Weller Anna Maria", ["Anna Weller", "Anna Maria"]),
        ("Bill Weller William", ["Bill Weller", "William"]),
        ("Ines Okoro Okoro", ["Ines Okoro", "Okoro"]),
    ],
)
def test_two_names_in_one_run_are_two(words: str, found: list[str]) -> None:
    assert pieces(words) == found


@pytest.mark.parametrize(
    "words", ["Ines Maria Okoro", "Okoro Okoro", "Ann Getty Weller", "J. J. Mavent", "AP Weller"]
)
def test_one_name_stays_whole(words: str) -> None:
    assert " ".join(pieces(words)) in (words, words.removeprefix("AP "))


def test_only_people_are_parted() -> None:
    assert pieces("Harbour AP Workers Union", "ORG") == ["Harbour AP Workers Union"]
