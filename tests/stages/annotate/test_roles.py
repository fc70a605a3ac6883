"""Roles: who the text says holds them, and when nobody is named."""

from collections.abc import Callable

import pytest

from crosswire.stages.annotate.roles import fits, role_of
from tests.stages.annotate.conftest import Read

Reader = Callable[..., Read]


def test_apposition_gives_a_role_that_later_stands_for_the_person(read: Reader) -> None:
    seen = read(
        "Ines Okoro, the Kenyan foreign minister, arrived on Friday. "
        "The Kenyan foreign minister said the talks had gone well. "
        "Kenya’s top diplomat left in the evening."
    )
    assert seen.who("The Kenyan foreign minister") == "Ines Okoro"
    assert seen.who("Kenya’s top diplomat") == "Ines Okoro"
    assert "the role this text gives Ines Okoro" in " ".join(seen.entities["Ines Okoro"].because)


def test_a_role_before_the_name_introduces_it(read: Reader) -> None:
    seen = read("Danish Prime Minister Karen Holm resigned. The prime minister gave no reason.")
    assert seen.who("The prime minister") == "Karen Holm"


def test_a_role_that_two_could_hold_is_left_alone(read: Reader) -> None:
    seen = read(
        "Finnish President Pekka Salo met Chilean President Juan Rojas. The president spoke first."
    )
    assert seen.who("The president") not in ("Pekka Salo", "Juan Rojas")


def test_a_country_tells_two_presidents_apart(read: Reader) -> None:
    seen = read(
        "Finnish President Pekka Salo met Chilean President Juan Rojas. "
        "The Chilean president spoke first."
    )
    assert seen.who("The Chilean president") == "Juan Rojas"


def test_a_former_holder_is_not_the_holder(read: Reader) -> None:
    seen = read("Former mayor Tom Weller spoke on Monday. The mayor did not come.")
    assert seen.who("The mayor") != "Tom Weller"


def test_an_unnamed_spokesman_is_not_the_named_one(read: Reader) -> None:
    seen = read(
        "Port spokesman Peter Lind denied it. A spokesman for the union called it a lie. "
        "The spokesman gave no figures."
    )
    assert seen.who("The spokesman") is None


def test_the_one_who_made_the_remarks_holds_the_role_just_told(read: Reader) -> None:
    seen = read(
        "The Polish finance minister has told banks to lower their fees. "
        "Marta Zielinska made the remarks in Gdansk on Monday."
    )
    assert seen.who("The Polish finance minister") == "Marta Zielinska"


@pytest.mark.parametrize(
    ("asked", "held", "expected"),
    [
        ("the US secretary of state", "US Secretary of State", True),
        ("America’s top diplomat", "the US secretary of state", True),
        ("the top US diplomat", "secretary of state", True),
        ("the secretary of state", "the Georgia secretary of state", False),
        ("the French president", "President", False),
        ("the president", "French President", True),
        ("the president", "former president", False),
        ("the president", "vice president", False),
        ("the premier", "prime minister", False),
        ("the Greek premier", "Greek Prime Minister", True),
        ("the deputy mayor", "the mayor", False),
        ("the chief executive", "chief executive of Brightwater Ltd", True),
    ],
)
def test_which_roles_may_be_one(asked: str, held: str, expected: bool) -> None:
    left, right = role_of(asked), role_of(held)
    assert left is not None
    assert right is not None
    assert fits(left, right) is expected


def test_words_that_are_no_role() -> None:
    assert role_of("the green door") is None
    assert role_of("the next mayor") is None


@pytest.mark.parametrize(
    "text",
    [
        # another's country stands after his name
        "President Pekka Salo met President Juan Rojas of Chile. The president spoke.",
        # another's union is letters that no model takes for a name
        "President Pekka Salo left. Juan Rojas, president of the C.D.F.-C.I.V., wept. The president spoke.",
        # the text is about one, and only touches the other
        "President Pekka Salo left. Mr Salo slept. Mr Salo sang. Mr Salo wept. Under President Juan "
        "Rojas there was war. The president spoke.",
    ],
)  # fmt: skip
def test_the_president_is_the_one_whom_the_text_is_about(read: Reader, text: str) -> None:
    assert read(text).who("The president") == "Pekka Salo"


def test_of_two_presidents_alike_neither_is_the_president(read: Reader) -> None:
    text = "President Pekka Salo met President Juan Rojas. The president spoke."
    assert read(text).who("The president") not in ("Pekka Salo", "Juan Rojas")


def test_a_surname_that_is_also_an_office_is_no_role(read: Reader) -> None:
    seen = read("Peter King spoke on Monday. Mr King wept. On Friday King told nobody.")
    assert [m.kind for m in seen.mentions("King")] == ["name", "name"]


def test_a_title_that_is_an_office_is_held(read: Reader) -> None:
    seen = read("Sen. Pekka Salo wept. The senator left. Mr. President, he asked, why?")
    assert seen.who("The senator") == "Pekka Salo"
    assert seen.who("President") is None


def test_of_two_senators_neither_is_the_senator(read: Reader) -> None:
    seen = read("Sen. Pekka Salo wept. Sen. Juan Rojas left. The senator spoke.")
    assert seen.who("The senator") is None
