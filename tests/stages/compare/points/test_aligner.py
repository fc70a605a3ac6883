import random
from collections.abc import Callable

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from crosswire.records import Point, Reading, Tier, Voice
from crosswire.stages.compare.points import Aligner
from crosswire.stages.compare.points.aligner import confidence_at_length
from crosswire.stages.compare.points.units import units_of

Read = Callable[..., Reading]

FERRY = (
    "A ferry carrying 120 passengers ran aground off the island of Tarrow on Thursday. "
    "Harbour master Lena Ostrander said the captain had ignored two radio warnings. "
    "Rescue boats from Port Wessel brought everyone ashore within three hours. "
    "The company that runs the ferry has promised a full refund to all travellers."
)
OTHER = (
    "One hundred and forty people were aboard a ferry that hit rocks near Tarrow on Thursday. "
    "Farmers in the north are worried about a third dry summer in a row. "
    "The captain had ignored two radio warnings. "
    "Everyone was brought ashore within three hours by rescue boats from Port Wessel."
)
THIRD = (
    "Rescue boats from Port Wessel brought everyone on the stranded ferry ashore. "
    "“Nobody was hurt. We were lucky,” said Lena Ostrander, the harbour master. "
    "A museum of clocks will open in Osterby next spring."
)


def words(point: Point) -> set[str]:
    return {m.span.exact for m in point.members}


def test_a_reprint_pairs_with_itself(read: Read, aligner: Aligner) -> None:
    one, two = read(FERRY, "one"), read(FERRY, "two")
    found = aligner.align([one, two], {})
    paired = {m.span.start for p in found.points for m in p.members}
    assert {u.span.start for u in units_of([one]) if u.checkable} <= paired
    assert found.singles == ()
    assert found.conflicts == ()


def test_a_shared_statement_is_a_point_and_says_why(read: Read, aligner: Aligner) -> None:
    found = aligner.align([read(FERRY, "one"), read(OTHER, "two")], {})
    rescue = [p for p in found.points if any("Rescue boats" in w for w in words(p))]
    assert rescue
    assert {m.article for m in rescue[0].members} == {"one", "two"}
    assert rescue[0].reasons
    assert 0 <= rescue[0].confidence <= 1
    assert rescue[0].wording in rescue[0].members


def test_what_one_article_alone_states_is_single(read: Read, aligner: Aligner) -> None:
    found = aligner.align([read(FERRY, "one"), read(OTHER, "two")], {})
    alone = {s.statement.span.exact: s.verdict for s in found.singles}
    assert alone["Farmers in the north are worried about a third dry summer in a row."] == (
        "not found in the other texts"
    )
    assert not any("Rescue boats" in words for words in alone)


def test_beside_a_cut_capture_nobody_can_tell(read: Read, aligner: Aligner) -> None:
    found = aligner.align([read(FERRY, "one", cut=True), read(OTHER, "two")], {})
    assert {s.verdict for s in found.singles if s.statement.article == "two"} == {"cannot tell"}


def test_the_outlets_own_word_and_an_attributed_one_are_the_same_in_part_only(
    read: Read, aligner: Aligner
) -> None:
    plain = "The captain of the ferry had ignored two radio warnings, harbour records show."
    said = "“The captain of the ferry had ignored two radio warnings,” said Lena Ostrander."
    found = aligner.align([read(plain, "one"), read(said, "two")], {})
    assert {p.relation for p in found.points} <= {"partial"}
    assert all(p.speaker is None for p in found.points)


def test_one_article_has_no_points_and_no_singles(read: Read, aligner: Aligner) -> None:
    found = aligner.align([read(FERRY, "one")], {})
    assert (found.points, found.conflicts, found.singles) == ((), (), ())


def test_articles_without_a_sentence(read: Read, aligner: Aligner) -> None:
    found = aligner.align([read("Menu", "one"), read("Share", "two")], {})
    assert (found.points, found.conflicts) == ((), ())


@pytest.fixture(scope="module")
def three(read: Read) -> list[Reading]:
    return [read(FERRY, "one"), read(OTHER, "two"), read(THIRD, "three")]


@settings(
    deadline=None, max_examples=5, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(seed=st.integers(0, 1000))
def test_the_order_of_articles_does_not_matter(
    three: list[Reading], aligner: Aligner, seed: int
) -> None:
    shuffled = random.Random(seed).sample(three, 3)
    assert aligner.align(shuffled, {}) == aligner.align(three, {})


def test_every_span_rereads_its_article(three: list[Reading], aligner: Aligner) -> None:
    bodies = {r.article: r.revision.body for r in three}
    found = aligner.align(three, {})
    told = [m for p in found.points for m in (*p.members, p.wording)]
    told += [s for c in found.conflicts for s in (c.a, c.b)]
    told += [s for x in found.singles for s in (x.statement, x.nearest) if s]
    assert told
    for statement in told:
        statement.span.check(bodies[statement.article])
        assert statement.sentence.contains(statement.span)


def test_points_span_articles_and_carry_a_tier(three: list[Reading], aligner: Aligner) -> None:
    for point in aligner.align(three, {}).points:
        assert len({m.article for m in point.members}) >= 2
        assert point.tier in (Tier.SURE, Tier.LIKELY)
        assert point.origins.outlets == len({m.article for m in point.members})


def test_counts_of_the_hurt_that_differ_are_a_conflict(read: Read, aligner: Aligner) -> None:
    one = (
        "A tram left the rails at the Osterby depot on Monday, injuring 14 people, police said. "
        "The line stays closed until Friday."
    )
    two = (
        "Seventeen people were injured when a tram left the rails at the Osterby depot on Monday. "
        "Nobody has said why it was going so fast."
    )
    found = aligner.align([read(one, "one"), read(two, "two")], {})
    assert [(c.kind, "14" in c.because) for c in found.conflicts] == [("number", True)]
    assert found.conflicts[0].point in {p.id for p in found.points}


@given(st.floats(0, 1), st.integers(1, 4000), st.integers(1, 4000))
def test_a_longer_article_never_makes_a_pair_surer(confidence: float, one: int, other: int) -> None:
    short, long = sorted((one, other))
    at = confidence_at_length
    assert 0 <= at(confidence, long) <= at(confidence, short) <= confidence + 1e-9
    assert at(confidence, 40) == pytest.approx(confidence, abs=1e-6)


def test_satire_makes_no_point_stands_for_none_and_takes_no_single(
    read: Read, aligner: Aligner
) -> None:
    told = "The old bridge over the Tarn will close to all traffic on 20 May, the agency said."
    only = "The repairs of the bridge will cost 14m crowns, Ilse Varga of the agency said."
    courier = read(f"{told}\n{only}", name="courier")
    sentry = read(
        "The old bridge over the Tarn will close to traffic on 20 May, the agency said.",
        name="sentry",
    )
    lark = read(f"{told}\n{only}", name="lark")
    jest = tuple(p.model_copy(update={"voice": Voice.SATIRE}) for p in lark.revision.passages)
    lark = lark.model_copy(update={"revision": lark.revision.model_copy(update={"passages": jest})})
    alone = aligner.align([courier, lark], {})
    assert alone.points == ()
    assert alone.conflicts == ()
    found = aligner.align([courier, sentry, lark], {})
    assert found.points
    for point in found.points:
        assert {"courier", "sentry"} <= {m.article for m in point.members}
        assert point.wording.voice is not Voice.SATIRE
    assert all(single.statement.article != "lark" for single in found.singles)
