"""Whatever comes in whatever order: one partition, ids that stay, decisions that can be taken back."""

from random import Random

from hypothesis import given, settings
from hypothesis import strategies as st

from crosswire.records.entity import Cast, SharedEntity
from crosswire.stages.resolve import Asked, Resolve, founder_of
from tests.stages.resolve.casts import cast, groups, judged, one_by_one, who

NAMES = st.sampled_from(
    ("Paul Smith", "Ines Okorowa", "Ines W. Okorowa", "Ines H. Okorowa", "Okorowa", "Smith",
     "Viktor Okorowa", "Ines Okorova", "J. Smith")
)  # fmt: skip
BODIES = st.sampled_from(
    ("Harbour Welders Union", "HWU", "Supreme Court", "Varnholm Shipyards", "Heavy Wagon Users")
)
PLACES = st.sampled_from(("Paris", "Texas", "Cambridge", "England", "Norway", "Kyiv", "Kiev"))
PEOPLE = st.builds(
    who,
    NAMES,
    roles=st.lists(st.sampled_from(("the mayor of Tarrow", "president")), max_size=1),
    gender=st.sampled_from((None, None, "f", "m")),
)
NAMED = st.one_of(
    PEOPLE, st.builds(who, BODIES, st.just("ORG")), st.builds(who, PLACES, st.just("GPE"))
)


@st.composite
def stream(draw: st.DrawFn) -> list[Cast]:
    """Articles of a few stories."""
    return [
        cast(
            f"a{k}",
            *draw(st.lists(NAMED, max_size=4, unique_by=lambda e: e.name)),
            story=draw(st.sampled_from((None, "s", "t"))),
        )
        for k in range(draw(st.integers(1, 6)))
    ]


@settings(max_examples=60, deadline=None)
@given(stream(), st.randoms(use_true_random=False))
def test_the_order_of_arrival_does_not_change_the_partition(
    casts: list[Cast], order: Random
) -> None:
    at_once = Resolve().open()(Asked(casts=casts)).entities
    shuffled = order.sample(casts, len(casts))
    assert groups(one_by_one(shuffled).values()) == groups(at_once)


@settings(max_examples=40, deadline=None)
@given(stream())
def test_what_comes_again_changes_nothing(casts: list[Cast]) -> None:
    known = one_by_one(casts)
    again = Resolve().open()(Asked(casts=casts, known=known.values()))
    assert groups(again.entities) <= groups(known.values())
    assert not again.gone


@settings(max_examples=40, deadline=None)
@given(stream())
def test_an_id_stays_or_leads_to_where_its_founder_went(casts: list[Cast]) -> None:
    run = Resolve().open()
    known: dict[str, SharedEntity] = {}
    for one in casts:
        before = dict(known)
        resolved = run(Asked(casts=[one], known=known.values()))
        for gone, _ in resolved.gone:
            del known[gone]
        known |= {e.id: e for e in resolved.entities}
        leads = dict(resolved.gone)
        for old in before.values():
            now = known[leads.get(old.id, old.id)]
            assert founder_of(old) in {m.entity for m in now.members}
            assert old.id in {now.id, *now.aliases}


@settings(max_examples=40, deadline=None)
@given(stream(), st.data())
def test_a_decision_holds_and_when_withdrawn_all_is_as_before(
    casts: list[Cast], data: st.DataObject
) -> None:
    known = one_by_one(casts)
    ids = sorted(m.entity for e in known.values() for m in e.members)
    if len(ids) < 2:
        return
    a, b = data.draw(st.lists(st.sampled_from(ids), min_size=2, max_size=2, unique=True))
    decision = data.draw(st.sampled_from(("same", "different")))
    touched = frozenset(e.id for e in known.values() if {a, b} & {m.entity for m in e.members})
    word = judged(a, b, decision)
    run = Resolve().open()
    with_it = run(Asked(casts=(), known=known.values(), judgements=[word], again=touched))
    then = {i: e for i, e in known.items() if i not in dict(with_it.gone)}
    then |= {e.id: e for e in with_it.entities}
    one = next(e for e in then.values() if a in {m.entity for m in e.members})
    assert (b in {m.entity for m in one.members}) == (decision == "same")
    touched = frozenset(e.id for e in then.values() if {a, b} & {m.entity for m in e.members})
    back = run(Asked(casts=(), known=then.values(), again=touched))
    after = {i: e for i, e in then.items() if i not in dict(back.gone)}
    after |= {e.id: e for e in back.entities}
    assert groups(after.values()) == groups(known.values())
    assert set(after) == set(known)


@settings(max_examples=40, deadline=None)
@given(stream())
def test_every_name_of_every_article_is_in_one_entity(casts: list[Cast]) -> None:
    found = Resolve().open()(Asked(casts=casts)).entities
    members = [m.entity for e in found for m in e.members]
    assert sorted(members) == sorted(n.id for c in casts for n in c.named)
    for entity in found:
        assert SharedEntity.model_validate_json(entity.model_dump_json()) == entity
        assert sum(n for _, n in entity.forms) == sum(n for m in entity.members for _, n in m.forms)
