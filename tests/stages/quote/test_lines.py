"""Who is quoted how much: what is one speaker, and what is not."""

from crosswire.records.lists import QuoteLine
from crosswire.records.quotation import Identified, Mode
from crosswire.records.span import Span, Text
from crosswire.stages.quote.lines import NO_DAY, NOT_NAMED, tally

BODY = Text.of("It was so.")


def line(
    name: str | None, outlet: str, *, entity: str | None = None, day: str | None = None, n: int = 1
) -> QuoteLine:
    return QuoteLine(
        id=f"{name}{outlet}{n}", article=outlet, name=outlet, outlet=outlet, published=day,
        revision="r", mode=Mode.DIRECT, content=(Span.of(BODY, 0, 9),), speaker_name=name,
        identified=Identified.UNNAMED if name and name[0].islower() else None, nth=n, of=2,
        entity=entity,
    )  # fmt: skip


def test_one_person_under_two_names_is_one_line_with_the_fuller_name() -> None:
    said = [line("Olsen", "A", entity="e"), line("Marta Olsen", "B", entity="e")]
    assert [(t.of, t.quotations, t.outlets) for t in tally(said, "speaker")] == [
        ("Marta Olsen", 2, 2)
    ]


def test_an_unnamed_source_is_never_merged_across_outlets() -> None:
    said = [line("a senior official", "A"), line("a senior official", "B")]
    assert [t.of for t in tally(said, "speaker")] == [
        "a senior official (A)",
        "a senior official (B)",
    ]


def test_who_is_not_named_comes_last() -> None:
    said = [line(None, "A"), line(None, "A", n=2), line("Olsen", "A", entity="e")]
    assert [t.of for t in tally(said, "speaker")] == ["Olsen", NOT_NAMED]


def test_days_come_in_order_and_the_undated_last() -> None:
    said = [
        line("x", "A"),
        line("x", "B", day="2026-05-05"),
        line("x", "C", day="2026-05-04T10:00"),
    ]
    assert [t.of for t in tally(said, "day")] == ["2026-05-04", "2026-05-05", NO_DAY]


def test_first_and_last_are_counted() -> None:
    (found,) = tally([line("x", "A", n=1), line("x", "A", n=2)], "outlet")
    assert (found.first, found.last, found.direct, found.words) == (1, 1, 2, 6)
