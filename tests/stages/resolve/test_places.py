"""Places through the gazetteer: countries by every name, cities where nothing else can be meant."""

import pytest

from crosswire.records.entity import SharedEntity
from crosswire.stages.resolve.gazetteer import cities_named, country, people_of, regions_named
from tests.stages.resolve.casts import cast, entities, who


def place(name: str, *others: str, home: str | None = None) -> SharedEntity:
    beside = [who(o, "NORP" if o.endswith(("ish", "ians")) else "GPE") for o in others]
    return entities(cast("a", who(name, "GPE"), *beside, home=home))[f"a/{name}"]


@pytest.mark.parametrize(
    ("words", "code"),
    [("Britain", "GB"), ("U.K.", "GB"), ("the Netherlands", "NL"), ("Holland", "NL"),
     ("Ivory Coast", "CI"), ("Burma", "MM"), ("USA", "US"), ("Hong Kong", "HK")],
)  # fmt: skip
def test_countries_by_name_and_alias(words: str, code: str) -> None:
    found = country(words)
    assert found is not None
    assert found.id == code


@pytest.mark.parametrize("words", ["us", "IT", "Korea", "Kyiv", "British", "Harnmouth"])
def test_what_is_no_countrys_name(words: str) -> None:
    assert country(words) is None


def test_peoples() -> None:
    assert [p.id for p in map(people_of, ("British", "Kosovar", "Scots")) if p] == [
        "GB", "XK", "GB-SCT",
    ]  # fmt: skip


def test_names_that_english_texts_use() -> None:
    for words, known in (("Kiev", "Kyiv"), ("Cologne", "Köln"), ("Bombay", "Mumbai")):
        assert cities_named(words)[0].name == known
    assert regions_named("Calif.")[0].id == "US-CA"


def test_a_country_is_one_under_all_its_names() -> None:
    found = entities(cast("a", who("Britain", "GPE")), cast("b", who("United Kingdom", "GPE")))
    assert found["a/Britain"].id == found["b/United Kingdom"].id
    assert found["a/Britain"].country == "GB"


def test_a_city_that_nothing_comes_near_is_taken() -> None:
    found = place("Paris")
    assert found.place is not None
    assert (found.country, found.place.kind) == ("FR", "city")


def test_the_region_in_the_text_decides() -> None:
    found = place("Paris", "Texas")
    assert found.place is not None
    assert (found.country, found.place.region) == ("US", "Texas")
    assert "the text names Texas" in " ".join(found.because)


def test_the_country_in_the_text_decides() -> None:
    assert place("Cambridge", "England").country == "GB"
    assert place("Cambridge", "New Zealand").country == "NZ"


def test_the_outlets_home_decides_where_the_text_does_not() -> None:
    assert place("Cambridge", home="NZ").country == "NZ"
    assert place("Paris", home="US").country == "FR"


def test_otherwise_an_ambiguous_name_has_candidates() -> None:
    found = place("Cambridge")
    assert found.place is None
    assert found.country is None
    assert {"GB", "US", "CA"} <= {p.country for p in found.places}
    assert all(p.because for p in found.places)


def test_a_rival_of_the_named_country_makes_the_largest_doubtful() -> None:
    assert place("London", "Canada").place is None
    london = place("London", "Canada", "England").place
    assert london is not None
    assert london.country == "GB"


def test_candidates_of_one_country_settle_the_country() -> None:
    found = place("New York")
    assert (found.place, found.country) == (None, "US")


def test_two_cities_of_one_name_are_two() -> None:
    found = entities(
        cast("a", who("Paris", "GPE"), who("Texas", "GPE"), story="s1"),
        cast("b", who("Paris", "GPE"), who("France", "GPE"), story="s2"),
        cast("c", who("Paris", "GPE"), who("French", "NORP"), story="s3"),
    )
    assert found["b/Paris"].id == found["c/Paris"].id != found["a/Paris"].id


def test_an_unsettled_place_is_known_in_its_story_only() -> None:
    found = entities(
        cast("a", who("Cambridge", "GPE"), who("England", "GPE"), story="s"),
        cast("b", who("Cambridge", "GPE"), story="s"),
        cast("c", who("Cambridge", "GPE"), story="t"),
    )
    assert found["b/Cambridge"].country == "GB"
    assert found["c/Cambridge"].country is None


def test_georgia_is_two() -> None:
    assert place("Georgia", "Alabama").country == "US"
    assert place("Georgia", "Tbilisi", "Russians").country == "GE"


def test_a_capital_is_meant_before_the_region_of_its_name() -> None:
    found = place("Washington", "Ohio", "United States")
    assert found.place is not None
    assert (found.place.kind, found.country) == ("city", "US")
    state = entities(cast("a", who("Washington", "GPE", forms=["Wash."]), who("Ohio", "GPE")))
    assert (one := state["a/Washington"].place) is not None
    assert one.id == "US-WA"


def test_a_country_is_not_the_state_named_after_it() -> None:
    found = place("Mexico", "Jalisco")
    assert found.place is not None
    assert found.place.kind == "country"


def test_a_word_that_a_text_treats_as_a_country_or_a_body_is_no_city() -> None:
    town = place("Norland", "United States")
    assert town.place is not None
    minister = who("Ines Okoro", roles=["Norland's finance minister"])
    land = entities(cast("a", who("Norland", "GPE"), who("United States", "GPE"), minister))[
        "a/Norland"
    ]
    assert (land.place, land.country) == (None, None)
    assert [p.id for p in land.places] == [town.place.id]
    body = [who("Norland", "GPE"), who("United States", "GPE"), who("Norland ", "ORG")]
    assert entities(cast("a", *body))["a/Norland"].place is None


def test_what_one_text_of_a_story_treats_as_a_country_is_no_city_in_it() -> None:
    minister = who("Ines Okoro", roles=["Norland's finance minister"])
    found = entities(
        cast("a", who("Norland", "GPE"), who("United States", "GPE"), story="s"),
        cast("b", who("Norland", "GPE"), minister, story="s"),
    )
    assert found["a/Norland"] == found["b/Norland"]
    assert found["a/Norland"].place is None
    assert len(found["a/Norland"].places) == 1


def test_a_small_town_is_taken_only_beside_its_region_or_in_its_country() -> None:
    assert place("Norland").place is None
    assert place("Norland", "France", "French").place is None
    assert place("Norland", home="US").place is not None
