"""The user's extract: linked where one entry fits and more than a surname says so."""

from typing import Literal

from crosswire.records.entity import SharedEntity, WikidataEntry
from tests.stages.resolve.casts import cast, entities, who

Kind = Literal["person", "organisation", "place", "other"]


def entry(number: int, label: str, kind: Kind, *aliases: str, about: str = "", codes: tuple[str, ...] = ()) -> WikidataEntry:  # fmt: skip
    return WikidataEntry(
        id=f"Q{number}", label=label, aliases=aliases, description=about, kind=kind, codes=codes
    )


INES = entry(7, "Ines Okorowa", "person", "Ines Maria Okorowa", about="finance minister of Norland")
VIKTOR = entry(8, "Viktor Okorowa", "person", about="cellist")
OTHER_INES = entry(9, "Ines Okorowa", "person", about="Norland rower")


def linked(entity: SharedEntity) -> tuple[str | None, list[str]]:
    return (entity.wikidata.id if entity.wikidata else None), [c.id for c in entity.candidates]


def test_the_only_entry_of_a_full_name() -> None:
    found = entities(cast("a", who("Ines Okorowa")), extract=[INES, VIKTOR])["a/Ines Okorowa"]
    assert linked(found) == ("Q7", [])
    assert "the only entry of this full name" in " ".join(found.because)


def test_a_bare_surname_is_never_guessed() -> None:
    found = entities(cast("a", who("Okorowa")), extract=[INES, VIKTOR])["a/Okorowa"]
    assert linked(found) == (None, ["Q7", "Q8"])
    alone = entities(cast("a", who("Okorowa")), extract=[INES])["a/Okorowa"]
    assert linked(alone) == (None, ["Q7"])


def test_a_bare_surname_with_the_entrys_role_is_linked() -> None:
    minister = who("Okorowa", roles=["the finance minister of Norland"])
    assert linked(entities(cast("a", minister), extract=[INES])["a/Okorowa"]) == ("Q7", [])
    two = entities(cast("a", minister), extract=[INES, VIKTOR])["a/Okorowa"]
    assert linked(two) == (None, ["Q7", "Q8"])


def test_two_of_a_story_with_one_surname_leave_it_unlinked() -> None:
    found = entities(
        cast("a", who("Ines Okorowa"), story="s"),
        cast("b", who("Viktor Okorowa"), story="s"),
        cast("c", who("Okorowa"), story="s"),
        extract=[INES, VIKTOR],
    )
    assert linked(found["a/Ines Okorowa"]) == ("Q7", [])
    assert linked(found["c/Okorowa"]) == (None, ["Q7", "Q8"])


def test_two_entries_of_a_full_name_are_candidates_unless_a_role_decides() -> None:
    extract = [INES, OTHER_INES]
    plain = entities(cast("a", who("Ines Okorowa")), extract=extract)["a/Ines Okorowa"]
    assert linked(plain) == (None, ["Q7", "Q9"])
    minister = who("Ines Okorowa", roles=["finance minister"])
    told = entities(cast("a", minister), extract=extract)["a/Ines Okorowa"]
    assert linked(told) == ("Q7", [])


def test_bodies_by_their_full_name_and_not_by_an_acronym_alone() -> None:
    union = entry(20, "Harbour Welders Union", "organisation", "HWU")
    name = "Harbour Welders Union"
    assert linked(entities(cast("a", who(name, "ORG")), extract=[union])[f"a/{name}"])[0] == "Q20"
    assert linked(entities(cast("a", who("HWU", "ORG")), extract=[union])["a/HWU"]) == (
        None,
        ["Q20"],
    )


def test_an_entry_of_another_kind_is_not_meant() -> None:
    song = entry(30, "Varnholm Shipyards", "other")
    found = entities(cast("a", who("Varnholm Shipyards", "ORG")), extract=[song])
    assert linked(found["a/Varnholm Shipyards"]) == (None, [])


def test_places_by_the_gazetteers_code() -> None:
    paris = entry(90, "Paris", "place", codes=("2988507",))
    texan = entry(830149, "Paris", "place", codes=("4717560",))
    found = entities(
        cast("a", who("Paris", "GPE")),
        cast("b", who("Paris", "GPE"), who("Texas", "GPE")),
        cast("c", who("Cambridge", "GPE")),
        extract=[paris, texan, entry(350, "Cambridge", "place")],
    )
    assert linked(found["a/Paris"]) == ("Q90", [])
    assert linked(found["b/Paris"]) == ("Q830149", [])
    assert linked(found["c/Cambridge"]) == (None, ["Q350"])
