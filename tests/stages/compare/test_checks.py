from collections.abc import Callable
from dataclasses import replace

from crosswire.records import Conflict, Entity, Origins, Point, Reading, Span, Within
from crosswire.stages.compare.called import Called
from crosswire.stages.compare.checks import MOST, Findings, checks
from crosswire.stages.compare.headlines import headline_words
from crosswire.stages.compare.pages import page
from crosswire.stages.compare.speakers import speakers


def findings(*readings: Reading) -> Findings:
    entities: dict[str, Entity] = {e.id: e for r in readings for e in r.annotation.entities}
    return Findings(
        readings=readings,
        pages=[page(r, {}) for r in readings],
        points=(),
        conflicts=(),
        speakers=speakers(readings, list(entities.values()), {}, ()),
        headline_words=headline_words(readings),
        called=Called({}, {}),
    )


def lines(found: Findings) -> list[str]:
    return [c.what for c in checks(found)]


def test_an_interview_is_heard_at_the_outlet_that_held_it(read: Callable[..., Reading]) -> None:
    a = read(
        "a",
        "“We slept,” Tom Venn told the Vellamy Sentry.",
        outlet="Corran Wire",
        published="2026-03-03",
        said=[("“We slept,”", "Tom Venn")],
    )
    b = read(
        "b",
        "“We slept late,” Tom Venn told the Sentry.",
        outlet="The Vellamy Sentry",
        published="2026-03-03",
        said=[("“We slept late,”", "Tom Venn")],
    )
    (check,) = checks(findings(a, b))
    assert check.what == "The recording of what Tom Venn told The Vellamy Sentry: 2 quotations"
    assert check.with_whom == "The Vellamy Sentry"
    assert [article for article, _ in check.spans] == ["a", "b"]


def test_quotations_without_an_occasion(read: Callable[..., Reading]) -> None:
    a = read(
        "a",
        "“We slept... late,” Tom Venn said.",
        outlet="Corran Wire",
        published="2026-03-03",
        said=[("“We slept... late,”", "Tom Venn")],
    )
    (check,) = checks(findings(a))
    assert check.what.startswith("Where and when Tom Venn said “We slept... late”: not stated")
    assert "1 with words cut or put in" in check.what
    assert check.with_whom == "Tom Venn (or whoever speaks for them) and Corran Wire"


def test_one_occasion_is_one_line_across_outlets(read: Callable[..., Reading]) -> None:
    names = [("Ilse Marrow", "PERSON")]
    a = read(
        "a",
        "Beside Ilse Marrow, Tom Venn said: “We slept.”",
        outlet="Corran Wire",
        published="2026-03-03",
        said=[("“We slept.”", "Tom Venn")],
        names=names,
        occasions={0: "Beside Ilse Marrow"},
    )
    text = "“We slept late,” / “We woke,”"
    b = read(
        "b",
        "“We slept late,” Tom Venn said. “We woke,” he went on with Ilse Marrow.",
        outlet="Vellamy Sentry",
        published="2026-03-03",
        said=[(text, "Tom Venn")],
        names=names,
        occasions={0: "with Ilse Marrow"},
    )
    (line,) = lines(findings(a, b))
    assert line.startswith("In full, what Tom Venn said (“Beside Ilse Marrow”): 2 quotations")
    assert "1 in two runs, what stood between unknown" in line


def test_conflicts_come_first_and_name_both_outlets(
    read: Callable[..., Reading], point: Callable[..., Point]
) -> None:
    a = read("a", "Fourteen were hurt.", outlet="Corran Wire")
    b = read("b", "Seventeen were hurt.", outlet="Vellamy Sentry")
    one, other = point("event", (a, "Fourteen"), (b, "Seventeen")).members
    conflict = Conflict(kind="number", grade="conflict", a=one, b=other, because="14 against 17")
    tension = conflict.model_copy(update={"grade": "tension", "kind": "other"})
    found = checks(replace(findings(a, b), conflicts=(tension, conflict)))
    assert found[0].what == ("Which number holds, Corran Wire's or Vellamy Sentry's: 14 against 17")
    assert found[0].with_whom == "Corran Wire and Vellamy Sentry"
    assert [c.what for c in found][1].startswith("Which detail holds")
    assert found[2].what == (
        "The date of the page of Corran Wire and Vellamy Sentry, and whether it was changed since"
    )


def test_points_that_rest_on_one_speaker(
    read: Callable[..., Reading], point: Callable[..., Point]
) -> None:
    a = read("a", "The crew slept.", outlet="Corran Wire", published="2026-03-03")
    b = read("b", "All were asleep.", outlet="Vellamy Sentry", published="2026-03-03")
    shared = point("utterance", (a, "slept"), (b, "asleep"), speaker="Tom Venn")
    one = Origins(outlets=2, at_least=1, at_most=1, unknown=0)
    found = replace(findings(a, b), points=(shared.model_copy(update={"origins": one}),))
    (check,) = checks(found)
    assert check.what.startswith("A source other than Tom Venn for “slept”")
    unknown = one.model_copy(update={"at_most": 2, "unknown": 2})
    assert checks(replace(found, points=(shared.model_copy(update={"origins": unknown}),))) == ()


def test_adapted_headline_words(read: Callable[..., Reading]) -> None:
    a = read(
        "a",
        "“We act carelessly or greedily at times,” Tom Venn told this newspaper.",
        headline="‘Careless or greedy’ owners",
        outlet="Corran Wire",
        published="2026-03-03",
        said=[("“We act carelessly or greedily at times,”", "Tom Venn")],
    )
    assert "adapted; the text quotes “carelessly or greedily”" in lines(findings(a))[-1]


def test_the_list_is_bounded_and_no_kind_fills_it(
    read: Callable[..., Reading], point: Callable[..., Point]
) -> None:
    words = "“We act carelessly or greedily at times,”"
    pages = [
        read(
            f"a{k}",
            f"{words} Tom {name} said.\n“It sank,” Tom {name} told Radio {k} News.",
            outlet=f"Outlet {k}",
            headline="‘Careless or greedy’ owners",
            said=[(words, f"Tom {name}"), ("“It sank,”", f"Tom {name}")],
        )
        for k, name in enumerate(("Venn", "Ferrow", "Marrow", "Brevik", "Harn"))
    ]
    one, other = point("event", (pages[0], "It sank"), (pages[1], "It sank")).members
    many = tuple(
        Conflict(kind="number", grade=grade, a=one, b=other, because=str(k))
        for k in range(9)
        for grade in ("tension", "conflict")
    )
    listed = lines(replace(findings(*pages), conflicts=many))
    assert len(listed) <= MOST
    starts = ("Which number", "The recording", "The date", "The headline", "Where and when")
    assert all(any(line.startswith(s) for line in listed) for s in starts)


def test_one_utterance_placed_on_two_occasions(
    read: Callable[..., Reading], point: Callable[..., Point]
) -> None:
    a = read(
        "a",
        "“We slept,” Tom Venn told Harbour Radio.",
        outlet="Corran Wire",
        published="2026-03-03",
        said=[("“We slept,”", "Tom Venn")],
    )
    b = read(
        "b",
        "Speaking on the quay, Tom Venn said “we slept”.",
        outlet="Vellamy Sentry",
        published="2026-03-03",
        said=[("“we slept”", "Tom Venn")],
        occasions={0: "Speaking on the quay"},
    )
    shared = point("utterance", (a, "We slept"), (b, "we slept"), speaker="Tom Venn")
    found = lines(replace(findings(a, b), points=(shared,)))
    assert (
        "Where Tom Venn said “We slept”: told Harbour Radio (Corran Wire) or “Speaking on the quay” "
        "(Vellamy Sentry), or on both occasions"
    ) in found


def test_nothing_to_check_in_nothing(read: Callable[..., Reading]) -> None:
    assert checks(findings(read("a", "", published="2026-03-03"))) == ()


def test_a_headline_against_its_own_text(read: Callable[..., Reading]) -> None:
    a = read("a", "Seventeen were hurt.", outlet="Corran Wire", headline="14 hurt", said=[])
    assert a.revision.headline
    torn = Within(
        article="a",
        field="headline",
        span=Span.of(a.revision.headline.text, 0, 7),
        body=Span.of(a.revision.body, 0, 20),
        kind="number",
        because="the figures differ",
    )
    found = replace(findings(a), within=(torn,))
    what = "The headline and the text of Corran Wire disagree: the figures differ"
    assert what in lines(found)
