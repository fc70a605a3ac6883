"""The queue of undecided pairs."""

from dataclasses import replace

from crosswire.records import Reading
from crosswire.stages.compare.points import Aligner
from crosswire.stages.compare.points.queue import MOST
from tests.stages.compare.points.conftest import Read

ONE = (
    "The ferry Corrin ran aground on the Teal Bank on Tuesday evening. Fourteen people were hurt. "
    "The harbour master, Ilse Marrow, said the pilot had left the channel. "
    "Divers will inspect the hull at first light."
)
OTHER = (
    "A ferry struck the Teal Bank late on Tuesday, and 17 passengers were taken to hospital. "
    "Harbour officials blamed the pilot. A diving team is to look at the damage in the morning."
)


def wide(aligner: Aligner) -> Aligner:
    """The aligner with everything left undecided."""
    limits = aligner.limits.model_copy(update={"undecided": 0.0, "likely": 2.0, "sure": 2.0})
    return replace(aligner, limits=limits)


def readings(read: Read) -> list[Reading]:
    return [read(ONE, name="one"), read(OTHER, name="other")]


def test_the_queue_holds_undecided_pairs_only_the_nearest_first(
    read: Read, aligner: Aligner
) -> None:
    found = wide(aligner).align(readings(read), {}).queue
    assert found
    scores = [pair.score for pair in found]
    assert scores == sorted(scores, reverse=True)
    for pair in found:
        assert pair.a.article != pair.b.article
        assert pair.reasons


def test_what_is_shown_as_a_point_is_not_in_the_queue(read: Read, aligner: Aligner) -> None:
    aligned = aligner.align(readings(read), {})
    shown = [{m.span for m in p.members} for p in aligned.points]
    for pair in aligned.queue:
        assert aligner.limits.undecided <= pair.score < aligner.limits.likely
        assert not any({pair.a.span, pair.b.span} <= spans for spans in shown)


def test_the_queue_says_in_what_the_two_differ(read: Read, aligner: Aligner) -> None:
    one = read("Fourteen people were hurt when the ferry ran aground.", name="one")
    other = read("The ferry ran aground and 17 people were hurt.", name="other")
    (pair,) = wide(aligner).align([one, other], {}).queue
    assert any("17 people" in words for words in pair.differ)


def test_the_queue_is_bounded_and_the_number_is_of_all(read: Read, aligner: Aligner) -> None:
    lines = [f"The crew of boat {k} saw the ferry pass pier {k}." for k in range(2, 22)]
    made = [read(" ".join(lines), name=n) for n in ("one", "other", "third")]
    found = wide(aligner).align(made, {})
    assert len(found.queue) == MOST < found.undecided


def test_the_number_left_undecided_is_of_pairs_somebody_may_be_asked_about(
    read: Read, aligner: Aligner
) -> None:
    one = read("“The pilot left the channel far too late,” said Ilse Marrow.", name="one")
    other = read("“The pilot left the channel far too late,” said Dov Renner.", name="other")
    wider = wide(aligner)
    scored = wider.score([one, other], {})
    assert len(scored.scores), "a pair lies in the band by its score"
    apart = wider.align([one, other], {})
    assert (apart.undecided, apart.queue) == (0, ()), "two persons' words are two statements"
    both = wider.align(readings(read), {})
    assert both.undecided == len(both.queue) > 0
