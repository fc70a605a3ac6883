"""People across articles: a name alone joins nobody whom others may share it with."""

from crosswire.records.entity import Cast, SharedEntity
from crosswire.stages.resolve import Asked, Resolve
from tests.stages.resolve.casts import cast, entities, judged, who

GUESTS = (who("Orla Vennick"), who("Tilde Brauning"), who("Matteo Orsinelli"))


def test_a_common_name_alone_joins_no_two_stories() -> None:
    found = entities(
        cast("a", who("Paul Smith"), story="s1"), cast("b", who("Paul Smith"), story="s2")
    )
    assert found["a/Paul Smith"].id != found["b/Paul Smith"].id


def test_a_common_name_and_one_role_join_them() -> None:
    mayor = who("Paul Smith", roles=["the mayor of Harnmouth"])
    found = entities(cast("a", mayor, story="s1"), cast("b", mayor, story="s2"))
    assert found["a/Paul Smith"].id == found["b/Paul Smith"].id
    assert "role" in " ".join(found["a/Paul Smith"].because)


def test_a_common_name_and_two_roles_do_not() -> None:
    found = entities(
        cast("a", who("Paul Smith", roles=["the mayor of Harnmouth"])),
        cast("b", who("Paul Smith", roles=["the mayor of Tarrow"])),
    )
    assert found["a/Paul Smith"].id != found["b/Paul Smith"].id


def test_three_others_named_beside_a_common_name_join_it() -> None:
    found = entities(cast("a", who("Paul Smith"), *GUESTS), cast("b", who("Paul Smith"), *GUESTS))
    assert found["a/Paul Smith"].id == found["b/Paul Smith"].id


def test_two_others_do_not() -> None:
    found = entities(
        cast("a", who("Paul Smith"), *GUESTS[:2]), cast("b", who("Paul Smith"), *GUESTS[:2])
    )
    assert found["a/Paul Smith"].id != found["b/Paul Smith"].id


def test_a_name_that_few_bear_is_one_person() -> None:
    found = entities(cast("a", who("Ines Okorowa")), cast("b", who("Ines Okorowa")))
    assert found["a/Ines Okorowa"].id == found["b/Ines Okorowa"].id
    assert found["a/Ines Okorowa"].because == ("a name that few people bear, in 2 texts",)


def test_within_a_story_one_full_name_is_one_person() -> None:
    found = entities(
        cast("a", who("Paul Smith"), story="s"), cast("b", who("Paul Smith"), story="s")
    )
    assert found["a/Paul Smith"].id == found["b/Paul Smith"].id


def test_a_bare_surname_joins_inside_its_story_only() -> None:
    found = entities(
        cast("a", who("Ines Okorowa"), story="s1"),
        cast("b", who("Okorowa"), story="s1"),
        cast("c", who("Okorowa"), story="s2"),
        cast("d", who("Okorowa")),
    )
    assert found["b/Okorowa"].id == found["a/Ines Okorowa"].id
    assert len({found[k].id for k in ("a/Ines Okorowa", "c/Okorowa", "d/Okorowa")}) == 3


def test_a_bare_surname_that_two_bear_joins_neither() -> None:
    found = entities(
        cast("a", who("Ines Okorowa"), story="s"),
        cast("b", who("Viktor Okorowa"), story="s"),
        cast("c", who("Okorowa"), story="s"),
    )
    assert len({e.id for e in found.values()}) == 3


def test_middle_initials_keep_apart_and_the_name_without_goes_to_neither() -> None:
    found = entities(
        cast("a", who("Georg W. Brandelius")),
        cast("b", who("Georg H. Brandelius")),
        cast("c", who("Georg Brandelius")),
        cast("d", who("Georg W. Brandelius")),
    )
    assert found["a/Georg W. Brandelius"].id == found["d/Georg W. Brandelius"].id
    assert len({e.id for e in found.values()}) == 3


def test_a_he_and_a_she_are_two() -> None:
    found = entities(
        cast("a", who("Kim Vandersloot", gender="f")), cast("b", who("Kim Vandersloot", gender="m"))
    )
    assert found["a/Kim Vandersloot"].id != found["b/Kim Vandersloot"].id


def test_a_role_without_a_name_is_its_only_holder_in_the_story() -> None:
    found = entities(
        cast("a", who("Ines Okorowa", roles=["the finance minister of Norland"]), story="s"),
        cast("b", who("finance minister of Norland", forms=(),
                      roles=["the finance minister of Norland"]), story="s"),
    )  # fmt: skip
    assert found["b/finance minister of Norland"].name == "Ines Okorowa"


def test_forms_are_counted_and_the_fullest_name_is_shown() -> None:
    found = entities(
        cast("a", who("Ines Okorowa", forms=["Ines Okorowa", "Okorowa"]), story="s"),
        cast("b", who("Okorowa"), story="s"),
    )["b/Okorowa"]
    assert found.name == "Ines Okorowa"
    assert dict(found.forms) == {"Okorowa": 2, "Ines Okorowa": 1}


def test_a_person_may_join_and_part_and_take_it_back() -> None:
    a, b = cast("a", who("Paul Smith")), cast("b", who("Paul Smith"))
    same = entities(a, b, judgements=[judged("a/Paul Smith", "b/Paul Smith", "same")])
    assert same["a/Paul Smith"].id == same["b/Paul Smith"].id
    assert same["a/Paul Smith"].because == ("judged one entity by Ana Ruiz on 2031-05-08",)
    c, d = cast("c", who("Ines Okorowa")), cast("d", who("Ines Okorowa"))
    apart = entities(c, d, judgements=[judged("c/Ines Okorowa", "d/Ines Okorowa", "different")])
    assert apart["c/Ines Okorowa"].id != apart["d/Ines Okorowa"].id


def test_a_story_id_that_moves_moves_what_rested_on_it() -> None:
    from crosswire.stages.resolve import Asked, Resolve

    run = Resolve().open()
    a, b = cast("a", who("Paul Smith"), story="s"), cast("b", who("Paul Smith"), story="s")
    first = run(Asked(casts=[a, b])).entities
    moved = run(Asked(casts=[b.model_copy(update={"story": "t"})], known=first))
    assert [len(e.members) for e in first] == [2]
    assert [len(e.members) for e in moved.entities] == [1, 1]
    assert first[0].id in {e.id for e in moved.entities}


def test_an_id_outlives_its_founder_when_a_text_is_read_anew_without_it() -> None:
    from crosswire.stages.resolve import Asked, Resolve

    run = Resolve().open()
    first = run(Asked(casts=[cast("a", who("Ines Okorowa")), cast("b", who("Ines Okorowa"))]))
    again = run(Asked(casts=[cast("a", who("Tilde Brauning"))], known=first.entities))
    kept = {e.name: e for e in again.entities}
    assert kept["Ines Okorowa"].id == first.entities[0].id
    assert [m.article for m in kept["Ines Okorowa"].members] == ["b"]
    assert not again.gone
    last = run(Asked(casts=[cast("b")], known=again.entities))
    assert [(e.id, e.members) for e in last.entities] == [(first.entities[0].id, ())]
    back = run(Asked(casts=[cast("b", who("Ines Okorowa"))], known=last.entities))
    assert len(back.entities) == 1


def test_short_given_names_are_one_name() -> None:
    found = entities(cast("a", who("Michael Bramovitz")), cast("b", who("Mike Bramovitz")))
    assert len({e.id for e in found.values()}) == 1


def test_copies_under_one_id_are_both_counted() -> None:
    """Two outlets print one text under one name: their entities have the same ids."""
    copies = [
        Cast(revision=r, article=r, named=(who("Okoro"), who("Michael Bramovitz")))
        for r in ("one", "other")
    ]
    for brought in ([copies], [copies[:1], copies[1:]], [copies[:1], copies[1:], copies]):
        known: dict[str, SharedEntity] = {}
        for casts in brought:
            found = Resolve().open()(Asked(casts=casts, known=known.values()))
            known |= {e.id: e for e in found.entities}
        assert [e.articles for e in known.values()] == [{"one", "other"}] * 2
