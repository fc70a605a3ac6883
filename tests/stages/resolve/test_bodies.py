"""Bodies: a name of its own joins, a name that many have joins where the country is one."""

from tests.stages.resolve.casts import cast, entities, who

UNION = "Harbour Welders Union of Tarrow"


def test_a_name_of_its_own_is_one_body() -> None:
    found = entities(
        cast("a", who("Varnholm Shipyards", "ORG")), cast("b", who("Varnholm Shipyards", "ORG"))
    )
    assert found["a/Varnholm Shipyards"].id == found["b/Varnholm Shipyards"].id


def test_a_name_that_every_country_has_needs_the_country() -> None:
    court = who("Supreme Court", "ORG")
    found = entities(
        cast("a", court, who("Norway", "GPE")),
        cast("b", court, who("Norwegian", "NORP")),
        cast("c", court, who("Kenya", "GPE")),
        cast("d", court),
    )
    assert found["a/Supreme Court"].id == found["b/Supreme Court"].id
    assert len({found[f"{k}/Supreme Court"].id for k in "acd"}) == 3


def test_a_name_that_every_town_has_joins_no_two_stories() -> None:
    police = who("Police Department", "ORG")
    found = entities(
        cast("a", police, who("Norway", "GPE")), cast("b", police, who("Norway", "GPE"))
    )
    assert found["a/Police Department"].id != found["b/Police Department"].id


def test_an_acronym_joins_its_expansion_that_a_text_shows() -> None:
    found = entities(
        cast("a", who(UNION, "ORG", forms=[UNION, "HWUT"])),
        cast("b", who("HWUT", "ORG")),
        cast("c", who(UNION, "ORG")),
    )
    assert len({e.id for e in found.values()}) == 1
    assert found["b/HWUT"].name == UNION


def test_an_acronym_of_two_bodies_joins_neither() -> None:
    other = "Heavy Wagon Users Trust"
    found = entities(
        cast("a", who(UNION, "ORG", forms=[UNION, "HWUT"])),
        cast("b", who(other, "ORG", forms=[other, "HWUT"])),
        cast("c", who("HWUT", "ORG")),
    )
    assert len({e.id for e in found.values()}) == 3


def test_without_a_text_that_shows_it_initials_join_inside_a_story_only() -> None:
    found = entities(cast("a", who(UNION, "ORG")), cast("b", who("HWUT", "ORG")))
    assert found["a/" + UNION].id != found["b/HWUT"].id
    told = entities(
        cast("a", who(UNION, "ORG"), story="s"), cast("b", who("HWUT", "ORG"), story="s")
    )
    assert told["a/" + UNION].id == told["b/HWUT"].id
