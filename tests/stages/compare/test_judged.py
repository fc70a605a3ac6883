"""What a person judged, put where the comparison had its own."""

from typing import Any

from crosswire.records import (
    Comparison,
    Judgement,
    Point,
    Reading,
    Side,
    Single,
    Span,
    Statement,
    Tier,
    Undecided,
)
from crosswire.stages.compare.judged import honoured, to_review
from crosswire.stages.compare.notes import about_undecided
from crosswire.stages.compare.pages import page
from tests.stages.compare.conftest import make_point, make_reading

ONE = "The gate fell at noon. Two carts were lost in the river."
OTHER = "At noon the gate came down. The river took three carts."
THIRD = "The gate broke at midday. No cart was saved."


def readings() -> list[Reading]:
    return [
        make_reading("one", ONE, outlet="The One"),
        make_reading("other", OTHER, outlet="The Other"),
        make_reading("third", THIRD, outlet="The Third"),
    ]


def comparison(*points: Point, **more: Any) -> Comparison:
    read = tuple(readings())
    return Comparison(
        story="gate", readings=read, pages=tuple(page(r, {}) for r in read), points=points, **more
    )


def side(reading: Reading, words: str) -> Side:
    body = reading.revision.body
    start = body.content.index(words)
    span = Span.of(body, start, start + len(words))
    return Side(article=reading.article, outlet=reading.revision.outlet_name, span=span)


def judged(decision: str, a: str, b: str, *, hard: bool = False) -> Judgement:
    one, other, _ = readings()
    return Judgement.model_validate(
        {
            "story": "gate",
            "a": side(one, a),
            "b": side(other, b),
            "decision": decision,
            "hard": hard,
            "made_by": "Ana Ruiz",
            "made_at": "2031-05-08T10:00:00+00:00",
        }
    )


FELL, DOWN = "The gate fell at noon.", "At noon the gate came down."
TWO, THREE = "Two carts were lost in the river.", "The river took three carts."


def statement(reading: Reading, words: str) -> Statement:
    span = side(reading, words).span
    return Statement(article=reading.article, span=span, sentence=span)


def test_the_same_becomes_a_sure_point_with_the_person_as_its_reason() -> None:
    one, *_ = readings()
    alone = Single(statement=statement(one, FELL), verdict="not found in the other texts")
    found = honoured(comparison(singles=(alone,)), [judged("same", FELL, DOWN)])
    (point,) = found.points
    assert (point.tier, point.relation) == (Tier.SURE, "same")
    assert point.reasons == ("judged the same by Ana Ruiz on 2031-05-08",)
    assert (point.origins.at_least, point.origins.at_most, point.origins.unknown) == (1, 2, 1)
    assert found.singles == ()
    assert any("Ana Ruiz" in note for note in found.notes)


def test_partly_is_partial() -> None:
    found = honoured(comparison(), [judged("partly", FELL, DOWN)])
    assert found.points[0].relation == "partial"


def test_what_was_offered_is_shown_once_judged_the_same() -> None:
    one, other, _ = readings()
    offered = make_point("event", (one, FELL), (other, DOWN), tier=Tier.LIKELY)
    found = honoured(comparison(possible=(offered,)), [judged("same", FELL, DOWN)])
    assert found.possible == ()
    assert [p.id for p in found.points] == [offered.id]
    assert found.points[0].tier is Tier.SURE


def test_two_statements_are_never_in_one_point() -> None:
    one, other, third = readings()
    pair = make_point("event", (one, FELL), (other, DOWN))
    assert honoured(comparison(pair), [judged("different", FELL, DOWN)]).points == ()
    three = make_point("event", (one, FELL), (other, DOWN), (third, "The gate broke at midday."))
    (left,) = honoured(comparison(three), [judged("different", FELL, DOWN)]).points
    assert {m.article for m in left.members} == {"one", "third"}
    # Origins of the three are none of the two that are left.
    assert (left.origins.outlets, left.origins.at_least, left.origins.at_most) == (2, 1, 2)


def test_a_conflict_is_listed_and_hard_is_the_persons_word() -> None:
    (soft,) = honoured(comparison(), [judged("conflict", TWO, THREE)]).conflicts
    assert (soft.grade, "Ana Ruiz" in soft.because) == ("tension", True)
    (hard,) = honoured(comparison(), [judged("conflict", TWO, THREE, hard=True)]).conflicts
    assert hard.grade == "conflict"
    again = honoured(comparison(conflicts=(soft,)), [judged("conflict", TWO, THREE, hard=True)])
    assert [c.grade for c in again.conflicts] == ["conflict"]


def test_a_page_that_changed_is_found_by_its_words_where_they_stand_once() -> None:
    judgement = judged("same", FELL, DOWN)
    changed = make_reading("one", f"Updated. {ONE}", outlet="The One")
    twice = make_reading("one", f"{ONE} Again: {FELL}", outlet="The One")
    for reading, points in ((changed, 1), (twice, 0)):
        read = (reading, *readings()[1:])
        record = comparison().model_copy(update={"readings": read})
        found = honoured(record, [judgement])
        assert len(found.points) == points
        for point in found.points:
            for member in point.members:
                body = next(r for r in read if r.article == member.article).revision.body
                member.span.check(body)


def test_a_changed_page_is_not_asked_about_again() -> None:
    changed = make_reading("one", f"Updated. {ONE}", outlet="The One")
    _, other, third = readings()
    waiting = Undecided(a=statement(changed, TWO), b=statement(other, THREE), score=0.5, reasons=())
    record = comparison(queue=(waiting,)).model_copy(update={"readings": (changed, other, third)})
    assert honoured(record, [judged("same", TWO, THREE)]).queue == ()


def test_a_judgement_on_other_texts_changes_nothing() -> None:
    other = make_reading("far", "A mill burned.", outlet="Far")
    judgement = judged("same", FELL, DOWN).model_copy(update={"b": side(other, "A mill burned.")})
    record = comparison()
    assert honoured(record, [judgement]) == record


def test_the_queue_is_possible_points_and_undecided_pairs_less_what_was_judged() -> None:
    one, other, _ = readings()
    offered = make_point("event", (one, FELL), (other, DOWN), tier=Tier.LIKELY)
    waiting = Undecided(
        a=statement(one, TWO), b=statement(other, THREE), score=0.5, reasons=("both name carts",)
    )
    record = comparison(possible=(offered,), queue=(waiting,))
    assert [u.score for u in to_review(record, ())] == [0.9, 0.5]
    assert to_review(record, [judged("different", FELL, DOWN)]) == (waiting,)
    assert honoured(record, [judged("same", TWO, THREE)]).queue == ()


def test_what_a_person_decided_is_undecided_no_more() -> None:
    one, other, _ = readings()
    waiting = Undecided(a=statement(one, TWO), b=statement(other, THREE), score=0.5, reasons=())
    for undecided, notes in (
        (1, ()),
        (3, ("2 pairs of passages were left undecided and not shown as shared.",)),
    ):
        record = comparison(
            queue=(waiting,), undecided=undecided, notes=(*about_undecided(undecided, 1), "Other.")
        )
        found = honoured(record, [judged("same", TWO, THREE)])
        assert found.undecided == undecided - 1
        assert tuple(n for n in found.notes if "undecided" in n) == notes
        assert "Other." in found.notes


def test_the_note_says_how_many_are_kept_for_review() -> None:
    assert about_undecided(0, 0) == []
    assert about_undecided(1, 1) == [
        "1 pair of passages was left undecided and not shown as shared."
    ]
    (note,) = about_undecided(70, 50)
    assert note.endswith("not shown as shared; the 50 nearest are kept for review.")
