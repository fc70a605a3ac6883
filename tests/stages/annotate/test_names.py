"""Names and the people, bodies and places they stand for within one article."""

from collections.abc import Callable

from crosswire.stages.annotate.gazetteer import fold, gender_of, place, same_given
from tests.stages.annotate.conftest import Read

Reader = Callable[..., Read]


def test_a_surname_is_the_person_named_in_full(read: Reader) -> None:
    seen = read(
        "Ines Okoro opened the new bridge on Monday. Ms Okoro thanked the builders. "
        "The day belonged to Okoro's daughter."
    )
    assert {m.name for w in ("Ines Okoro", "Okoro") for m in seen.mentions(w)} == {"Ines Okoro"}
    assert "Okoro: Ines Okoro in this text" in seen.entities["Ines Okoro"].because


def test_possessives_and_titles_are_no_part_of_a_name(read: Reader) -> None:
    seen = read("Mr Lindqvist’s car was found. Peter Lindqvist's brother called Sen. Anna Bell.")
    assert seen.who("Lindqvist") == "Peter Lindqvist"
    assert seen.who("Anna Bell") == "Anna Bell"
    assert not [m for m in seen.reading.annotation.mentions if m.span.exact.endswith("s’")]


def test_a_title_makes_a_person_of_any_name(read: Reader) -> None:
    seen = read("Mr Harbour said the port would close. Critics of Mr Harbour disagreed.")
    assert {m.label for m in seen.mentions("Harbour")} == {"PERSON"}


def test_two_people_of_one_surname_stay_two(read: Reader) -> None:
    seen = read(
        "Anna Weller and her brother Tom Weller own the mill. Mrs Weller runs it. "
        "Mr Weller sells the flour."
    )
    assert seen.who("Weller", 0) == "Anna Weller"
    assert seen.who("Weller", 1) == "Tom Weller"


def test_a_junior_is_not_his_father(read: Reader) -> None:
    seen = read(
        "Robert Hale Jr. wrote to the group in May. Robert Hale, his father, knew nothing. "
        "Hale Jr. kept the letters. Hale denied it."
    )
    assert seen.who("Hale Jr.") == "Robert Hale Jr."
    assert seen.who("Hale") == "Robert Hale"


def test_short_given_names_are_forms_of_one(read: Reader) -> None:
    seen = read("Richard Mallory resigned on Friday. Dick Mallory had led the board for years.")
    assert seen.who("Dick Mallory") == "Richard Mallory"


def test_an_acronym_in_brackets_is_the_body_before_it(read: Reader) -> None:
    seen = read(
        "The Northern Ferry Authority (NFA) cancelled all crossings. The NFA blamed the weather."
    )
    assert {m.name for m in seen.mentions("NFA")} == {"Northern Ferry Authority"}


def test_the_last_word_of_a_body_stands_for_it_where_bodies_are_called_so(read: Reader) -> None:
    seen = read(
        "The White House denied it. The House voted on Monday. "
        "The Washington Post had asked. Officials told the Post nothing."
    )
    assert "White House" not in {m.name for m in seen.mentions("House")}
    assert {m.name for m in seen.mentions("Post")} <= {"Washington Post", "The Washington Post"}


def test_countries_answer_to_all_their_names(read: Reader) -> None:
    seen = read("The United States signed the treaty. The U.S. and Britain had talked for a year.")
    assert seen.who("U.S.") == "United States"
    assert seen.who("Britain") == "United Kingdom"


def test_a_capital_that_acts_is_its_government_and_else_a_place(read: Reader) -> None:
    seen = read("Vienna warned that the talks could fail. The ministers met in Vienna on Monday.")
    assert [m.name for m in seen.mentions("Vienna")] == ["Austria", "Vienna"]
    assert "the government of Austria" in " ".join(seen.entities["Austria"].because)


def test_a_government_in_so_many_words_is_its_country(read: Reader) -> None:
    seen = read("The Austrian government fell. Vienna denied it. A government official wept.")
    assert seen.who("The Austrian government") == "Austria"
    assert seen.who("Vienna") == "Austria"


def test_every_span_reads_its_words_and_every_mention_has_its_entity(read: Reader) -> None:
    seen = read(
        "Oslo’s mayor, Ingrid Dahl, said the “Blue Line” would open.\n\n"
        "Mr. Dahl’s wife, who is a nurse, told her so 🙂 in Åre."
    )
    known = {e.id for e in seen.reading.annotation.entities}
    for mention in seen.reading.annotation.mentions:
        mention.span.check(seen.reading.revision.body)
        assert mention.entity in known


def test_words_of_time_are_not_names(read: Reader) -> None:
    seen = read("On Monday Ines Okoro paid $20 to 15 people.", "2024-03-06")
    assert {m.label for m in seen.reading.annotation.mentions} == {"PERSON"}


def test_the_tables_know_words_by_any_writing() -> None:
    assert fold("The U.S.’s") == "us"
    assert place("Türkiye") == place("Turkey")
    assert (found := place("Canadian")) is not None
    assert found.kind == "people"
    assert place("us") is None
    assert gender_of("Jean-Luc") == "m"
    assert gender_of("Zyxx") is None
    assert same_given("Bill", "William")
    assert same_given("J.", "Jane")
    assert not same_given("Anna", "Tom")


def test_a_noun_for_people_beside_it_makes_a_person_of_an_unknown_name(read: Reader) -> None:
    seen = read("The party lost. Its leader, Orso Mavent, said the count was wrong.")
    assert {m.label for m in seen.mentions("Orso Mavent")} == {"PERSON"}


def test_an_office_before_a_surname_makes_a_person_of_it(read: Reader) -> None:
    seen = read("Senators voted on Friday. President Mavent signed the bill. Mavent was pleased.")
    assert {m.label for m in seen.mentions("Mavent")} == {"PERSON"}


def test_an_agency_or_a_party_in_brackets_is_no_other_form_of_the_name_before_it(
    read: Reader,
) -> None:
    seen = read(
        "OSLO (AP) — The bridge is closed. Sen. Ines Okoro (R., Ohio) met Sen. Orso Mavent (R.) "
        "and Sen. Anna Bell (D-NY) on Monday. Officials told the AP that Okoro left early."
    )
    assert {f for e in seen.entities.values() for f in e.forms if len(e.forms) > 1} <= {
        "Ines Okoro", "Okoro",
    }  # fmt: skip
    assert not {"R.", "D-NY"} & {m.span.exact for m in seen.reading.annotation.mentions}


def test_a_capital_with_its_region_is_the_place(read: Reader) -> None:
    seen = read("Washington, DC, warned drivers of ice. Washington warned Moscow of sanctions.")
    assert [m.name for m in seen.mentions("Washington")] == ["Washington", "United States"]


def test_a_son_may_bear_his_fathers_surname(read: Reader) -> None:
    """After "Otto Brandt's son Karl", "Brandt" alone may be either: it is not guessed to be Otto."""
    seen = read(
        "Otto Brandt preached for sixty years. Otto Brandt's eldest son Karl spoke on Monday. "
        "Brandt praised the mayor."
    )
    assert seen.who("Brandt") != "Otto Brandt"


def test_an_owner_who_is_no_kin_lends_no_surname(read: Reader) -> None:
    seen = read("Otto Brandt spoke. Otto Brandt's aide Karl left. Brandt praised the mayor.")
    assert seen.who("Brandt") == "Otto Brandt"
