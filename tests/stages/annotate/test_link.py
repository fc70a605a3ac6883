"""Who is who across articles: joined where the texts show it, apart where they do not."""

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crosswire.stages.annotate.link import Linked, link
from crosswire.stages.annotate.spelling import distance, near, same_first_name, sound
from tests.stages.annotate.conftest import Read

Reader = Callable[..., Read]


def joined(read: Reader, *texts: str) -> tuple[Linked, list[Read]]:
    seen = [read(text, None, f"a{k}") for k, text in enumerate(texts)]
    return link([s.reading for s in seen]), seen


def same(linked: Linked, left: Read, a: str, right: Read, b: str) -> bool:
    return linked.of(left.mentions(a)[0].entity) == linked.of(right.mentions(b)[0].entity)


def reasons(linked: Linked) -> str:
    return " | ".join(reason for e in linked.entities for reason in e.because)


def test_one_name_in_two_articles_is_one_person(read: Reader) -> None:
    linked, (a, b) = joined(read, "Peter Lindqvist sang on Monday.", "Peter Lindqvist wept.")
    assert same(linked, a, "Peter Lindqvist", b, "Peter Lindqvist")


@pytest.mark.parametrize(
    ("texts", "name"),
    [
        (["Peter J. Lindqvist sang.", "Peter Lindqvist wept."], "Peter Lindqvist"),
        (["P. J. Lindqvist sang.", "Lindqvist wept. Lindqvist sang."], "P. J. Lindqvist"),
        (["Peter J. Lindqvist sang.", "Lindqvist wept."], "Peter J. Lindqvist"),
    ],
)
def test_a_name_is_the_fullest_an_initial_aside(read: Reader, texts: list[str], name: str) -> None:
    linked, _ = joined(read, *texts)
    assert name in [e.name for e in linked.entities]


def test_transliterations_of_one_name_are_one_person(read: Reader) -> None:
    linked, (a, b) = joined(
        read, "President Andrey Malinovsky spoke.", "President Andriy Malinovskiy spoke."
    )
    assert same(linked, a, "Andrey Malinovsky", b, "Andriy Malinovskiy")
    assert "spellings of one name" in reasons(linked)


def test_a_surname_joins_the_only_bearer(read: Reader) -> None:
    linked, (a, b) = joined(read, "Peter Lindqvist sang on Monday.", "Mr Lindqvist wept.")
    assert same(linked, a, "Peter Lindqvist", b, "Lindqvist")


def test_a_surname_that_two_bear_joins_nobody(read: Reader) -> None:
    linked, (a, b, c) = joined(
        read,
        "Peter Lindqvist sang on Monday.",
        "Anna Lindqvist danced on Monday.",
        "The prize went to Dr Lindqvist.",
    )
    assert not same(linked, a, "Peter Lindqvist", b, "Anna Lindqvist")
    assert not same(linked, a, "Peter Lindqvist", c, "Lindqvist")
    assert not same(linked, b, "Anna Lindqvist", c, "Lindqvist")


def test_a_role_in_one_article_is_the_person_another_names(read: Reader) -> None:
    linked, (a, b) = joined(
        read,
        "The Kenyan foreign minister said the talks had failed.",
        "Ines Okoro, the Kenyan foreign minister, left early.",
    )
    assert same(linked, a, "The Kenyan foreign minister", b, "Ines Okoro")
    assert "by the role another text gives" in reasons(linked)


def test_a_role_that_two_are_shown_to_hold_stays_alone(read: Reader) -> None:
    linked, (a, b) = joined(
        read,
        "The president said the talks had failed.",
        "Finnish President Pekka Salo met Chilean President Juan Rojas.",
    )
    assert not same(linked, a, "The president", b, "Pekka Salo")
    assert not same(linked, a, "The president", b, "Juan Rojas")


def test_the_president_of_a_club_is_not_the_president(read: Reader) -> None:
    linked, (a, b) = joined(
        read,
        "The president said the talks had failed.",
        "President Juan Rojas met Anna Bell, the president of Rowing Oslo.",
    )
    assert same(linked, a, "The president", b, "Juan Rojas")


def test_a_junior_is_his_namesake_only_with_the_same_role(read: Reader) -> None:
    linked, (a, b) = joined(
        read,
        "Attorney General Robert Hale Jr. resigned.",
        "Attorney General Robert Hale left on Monday.",
    )
    assert same(linked, a, "Robert Hale Jr.", b, "Robert Hale")
    apart, (x, y) = joined(read, "Tom Weller Jr. wept.", "Tom Weller sang.")
    assert not same(apart, x, "Tom Weller Jr.", y, "Tom Weller")


@pytest.mark.parametrize(
    ("left", "right", "a", "b"),
    [
        ("It sued Bright Water.", "It sued BrightWater.", "Bright Water", "BrightWater"),
        ("The U.S. voted.", "The United States voted.", "U.S.", "United States"),
        ("It rained in Peking.", "It rained in Beijing.", "Peking", "Beijing"),
    ],
)
def test_spellings_of_one_body_or_place(
    read: Reader, left: str, right: str, a: str, b: str
) -> None:
    linked, (x, y) = joined(read, left, right)
    if x.mentions(a) and y.mentions(b):
        assert same(linked, x, a, y, b)


def test_an_acronym_is_the_body_another_article_writes_out(read: Reader) -> None:
    linked, (a, b) = joined(
        read, "The NATO summit ended.", "The North Atlantic Treaty Organization met."
    )
    assert same(linked, a, "NATO", b, "North Atlantic Treaty Organization")


def test_two_people_of_one_article_never_become_one(read: Reader) -> None:
    linked, (a, _) = joined(
        read, "Anna Weller and Tom Weller own the mill.", "Weller sold the mill."
    )
    assert not same(linked, a, "Anna Weller", a, "Tom Weller")


def test_the_order_of_articles_changes_nobody(read: Reader) -> None:
    texts = (
        "Peter Lindqvist sang in Oslo.",
        "Mr Lindqvist wept in Norway.",
        "Anna Bell met Peter Lindkvist in Oslo.",
    )
    seen = [read(text, None, f"a{k}").reading for k, text in enumerate(texts)]
    one, other = link(seen), link(seen[::-1])
    ids = [e.id for r in seen for e in r.annotation.entities]
    assert {e.id for e in one.entities} == {e.id for e in other.entities}
    assert [one.of(i) for i in ids] == [other.of(i) for i in ids]


def test_an_unknown_id_stands_for_itself() -> None:
    assert link([]).of("entity-x") == "entity-x"


def test_spellings() -> None:
    assert sound("Malinovsky") == sound("Malinovskyy") == sound("Malinovskiy")
    assert sound("Aleksei") == sound("Alexey")
    assert sound("Lindqvist") != sound("Lundqvist")
    assert near("Lindqvist", "Lindqvest")
    assert not near("Lind", "Lund")
    assert same_first_name("Sergei", "Sergey")
    assert not same_first_name("Anna", "Tom")


@given(st.text("abcdef", max_size=8), st.text("abcdef", max_size=8))
def test_distance_is_symmetric_and_nought_for_equals(a: str, b: str) -> None:
    assert distance(a, b, 3) == distance(b, a, 3)
    assert (distance(a, b, 3) == 0) == (a == b)
    assert distance(a, b, 3) <= 4


def labelled(seen: Read, words: str, label: str) -> Read:
    """The reading with the entity of these words labelled so, as another model might."""
    entity = seen.mentions(words)[0].entity
    found = seen.reading.annotation
    mentions = tuple(
        m.model_copy(update={"label": label}) if m.entity == entity else m for m in found.mentions
    )
    entities = tuple(
        e.model_copy(update={"label": label}) if e.id == entity else e for e in found.entities
    )
    changed = found.model_copy(update={"mentions": mentions, "entities": entities})
    return Read(seen.reading.model_copy(update={"annotation": changed}))


def twins(read: Reader, other: str, more: str = "", name: str = "Lindqvist") -> bool:
    """Whether ``name`` of the second text, taken there for a body, is joined to its bearer."""
    a = read(f"Peter Lindqvist met the fishermen on Monday. {more}".strip(), None, "a1")
    b = read(other, None, "a2")
    if not b.mentions(name):
        pytest.skip("the pipeline reads no name there")
    b = labelled(b, name, "ORG")
    return same(link([a.reading, b.reading]), a, "Peter Lindqvist", b, name)


@pytest.mark.parametrize(
    "other",
    [
        "On Tuesday Lindqvist said the harbour would close.",
        "Police arrested Lindqvist on Tuesday.",
        "Reporters asked Lindqvist's lawyer on Tuesday. Later Lindqvist told them to wait.",
    ],
)
def test_a_surname_taken_for_a_body_is_its_only_bearers(read: Reader, other: str) -> None:
    assert twins(read, other)


@pytest.mark.parametrize(
    "other",
    [
        "On Tuesday Lindqvist shares fell. Lindqvist said the harbour would close.",
        "He works at Lindqvist. On Tuesday Lindqvist said the harbour would close.",
        "Lindqvist have won the cup. Lindqvist said the harbour would close.",
        "Workers of Lindqvist, which owns the harbour, met. Lindqvist said it would close.",
        "The fog lay over the bay.  Lindqvist lay beyond it.",
    ],
)
def test_a_body_of_that_name_stays_a_body(read: Reader, other: str) -> None:
    assert not twins(read, other)


def test_a_body_that_any_text_shows_joins_nobody(read: Reader) -> None:
    said = "On Tuesday Lindqvist said the harbour would close."
    assert not twins(read, said, "He is the founder of Lindqvist.")
    assert not twins(read, said, "His sister Anna Lindqvist was there.")


def test_a_surname_that_three_texts_give_alone_is_one_person(read: Reader) -> None:
    linked, (a, b, c) = joined(
        read, "Mr Lindqvist sang on Monday.", "Mr Lindqvist wept.", "Then Mr Lindqvist left."
    )
    assert same(linked, a, "Lindqvist", b, "Lindqvist")
    assert same(linked, b, "Lindqvist", c, "Lindqvist")


def test_the_president_is_the_one_whom_the_story_tells_of(read: Reader) -> None:
    linked, (a, b) = joined(
        read,
        "President Pekka Salo spoke. Mr Salo left. Mr Salo slept. President Juan Rojas wrote.",
        "The president said the talks had failed.",
    )
    assert same(linked, a, "Pekka Salo", b, "The president")


def test_one_full_name_read_as_a_body_in_one_text_is_what_most_mentions_say(read: Reader) -> None:
    a = read("Peter Lindqvist sang on Monday. Peter Lindqvist wept.", None, "a1")
    b = labelled(read("Peter Lindqvist wept.", None, "a2"), "Peter Lindqvist", "ORG")
    linked = link([a.reading, b.reading])
    assert same(linked, a, "Peter Lindqvist", b, "Peter Lindqvist")
    (entity,) = [e for e in linked.entities if e.name == "Peter Lindqvist"]
    assert entity.label == "PERSON"
