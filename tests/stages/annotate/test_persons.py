"""A name that a model took for a body, which the article uses as a person's."""

from crosswire.records.annotation import Token
from crosswire.stages.annotate.names import find_names
from crosswire.stages.annotate.view import View


def view(text: str) -> View:
    """Words that hang on the last one, capitals as names."""
    found, at = [], 0
    words = text.split(" ")
    for word in words:
        name = word[:1].isupper()
        found.append(
            Token(
                start=at, end=at + len(word), text=word, lemma=word.lower(),
                pos="PROPN" if name else "VERB", tag="NNP" if name else "VBD",
                dep="compound" if name else "ROOT", head=len(words) - 1,
            )
        )  # fmt: skip
        at += len(word) + 1
    return View.of(text, found, [(0, len(text))], [])


def names(text: str, run: str, label: str) -> list[tuple[str, str, str]]:
    seen = view(text)
    start = text.index(run)
    found = find_names(seen, [(start, start + len(run), label)])
    return [(n.words(seen), n.label, n.title) for n in found]


def test_an_office_before_a_surname_makes_a_person_of_a_body() -> None:
    assert names("President Venn spoke", "President Venn", "ORG") == [
        ("Venn", "PERSON", "president")
    ]


def test_a_body_whose_name_begins_as_an_office_stays_one() -> None:
    assert names("President Hotel closed", "President Hotel", "ORG") == [
        ("President Hotel", "ORG", "")
    ]


def test_an_office_and_a_full_name_taken_for_a_body_are_a_person() -> None:
    assert names("Bishop Daniel Venn spoke", "Bishop Daniel Venn", "ORG") == [
        ("Daniel Venn", "PERSON", "bishop")
    ]
    assert names("Bishop Daniel School closed", "Bishop Daniel School", "ORG") == [
        ("Bishop Daniel School", "ORG", "")
    ]


def test_a_surname_taken_for_a_people_is_a_persons_where_it_stands_as_one() -> None:
    seen = view("Ines Venn spoke")
    text = "Venn"
    start = seen.text.index(text)
    found = find_names(seen, [(0, 9, "PERSON"), (start, start + 4, "NORP")])
    assert {n.label for n in found} == {"PERSON"}
