"""What an outlet prints under everything is nobody's statement; what it tells again is."""

from typing import Any

import pytest
from sqlalchemy import select

from crosswire.desk.desk import Desk
from crosswire.desk.evidence import erase
from crosswire.project import Project
from crosswire.records import Comparison, PassageKind, Reading
from crosswire.store.tables import paragraphs
from tests.desk.conftest import Add
from tests.desk.stream import Line, told, write

LETTER = "The desk of this paper works from a former tannery beside the old canal."
BACKGROUND = (
    "The ferry Corrin sank off Harnmouth in May, and twelve people drowned in the cold water."
)
MATTERS = ("ferry", "strike", "comet", "vaccine")
POST, WIRE = "Tarn Valley Post", "Corran Wire"


def line(event: str, outlet: str, extra: str = "") -> Line:
    """An outlet's telling of an event, with a paragraph more."""
    one = told(event, outlet)
    return one | {"text": one["text"].partition("\n\n")[0] + f"\n\n{extra}" * bool(extra)}


def lines(extra: str) -> list[Line]:
    """What the Post tells of unlike matters, with one paragraph under everything."""
    return [line(event, POST, extra) | {"id": f"tarn{n}"} for n, event in enumerate(MATTERS)]


def other() -> Line:
    return line("ferry", WIRE)


def ferry(desk: Desk) -> Comparison:
    with desk.store.read() as reader:
        story = reader.story_of(reader.resolve_article("tarn0"))
    made = desk.compare(story or "").comparison
    assert made is not None
    return made


def of(made: Comparison, article: str) -> Reading:
    return next(r for r in made.readings if r.article == article)


def chrome(read: Reading) -> list[str]:
    return [p.span.exact for p in read.revision.passages if p.kind is PassageKind.CHROME]


def shown(made: Comparison) -> str:
    """Every word that a point, a single statement or a quotation shows."""
    words = [m.span.exact for p in (*made.points, *made.possible) for m in p.members]
    words += [s.statement.span.exact for s in made.singles]
    words += [run.exact for r in made.readings for q in r.quotations for run in q.content]
    return " ".join(words)


def test_a_line_under_everything_is_marked_and_told_by_nobody(desk: Desk, add: Add) -> None:
    add([*lines(LETTER), other()])
    made = ferry(desk)
    read = of(made, "tarn0")
    assert chrome(read) == [LETTER]
    (passage,) = [p for p in read.revision.passages if p.kind is PassageKind.CHROME]
    assert passage.because == (
        "the same words stand in 4 articles of Tarn Valley Post on unlike matters"
    )
    assert "former tannery" not in shown(made)
    assert [r.span.exact for r in read.revision.removed if r.reason == "repeated"] == [LETTER]
    # The text is as it was: whatever addresses it still does.
    assert read.revision.body.content.endswith(LETTER)
    assert ferry(desk) == made
    assert [line.words_removed for line in desk.revisions("tarn0")] == [0]


def test_two_matters_show_nothing(desk: Desk, add: Add) -> None:
    add([*lines(LETTER)[:2], other()])
    assert chrome(of(ferry(desk), "tarn0")) == []


def test_a_comparison_is_made_again_once_the_line_is_known(desk: Desk, add: Add) -> None:
    add([*lines(LETTER)[:2], other()])
    assert chrome(of(ferry(desk), "tarn0")) == []
    add(lines(LETTER)[2:], name="later.jsonl")
    assert chrome(of(ferry(desk), "tarn0")) == [LETTER]


def test_background_told_again_on_one_matter_is_none(desk: Desk, add: Add) -> None:
    follow = [
        "Ferry Corrin sinks off Harnmouth", "Harnmouth mourns the dead of the Corrin",
        "Ferry owner charged over Corrin", "Wreck of the ferry Corrin is raised",
    ]  # fmt: skip
    changed = [one | {"title": title} for one, title in zip(lines(BACKGROUND), follow, strict=True)]
    add([*changed, other()])
    assert chrome(of(ferry(desk), "tarn0")) == []


def test_copies_of_one_wire_text_are_none(desk: Desk, add: Add) -> None:
    copies = [
        other() | {"id": f"copy{n}", "outlet": f"Paper {n}", "url": f"https://p{n}.example/f"}
        for n in range(4)
    ]
    add([*copies, other(), lines("")[0]])
    made = ferry(desk)
    assert [chrome(r) for r in made.readings] == [[]] * len(made.readings)


def test_erasing_takes_the_paragraphs_out(desk: Desk, add: Add) -> None:
    add(lines(LETTER)[:1])
    with desk.store.read() as reader:
        assert reader.connection.execute(select(paragraphs)).all()
        article = reader.resolve_article("tarn0")
    erase(desk.store, article, because="asked for", by="Ana")
    with desk.store.read() as reader:
        assert reader.connection.execute(select(paragraphs)).all() == []


@pytest.mark.parametrize("extra", [LETTER, BACKGROUND])
def test_files_of_one_run_are_looked_through_too(desk: Desk, tmp_path: Any, extra: str) -> None:
    named = [one | {"story": str(n)} for n, one in enumerate(lines(extra))]
    project = Project(desk.project.settings)
    made = [*project.compare(project.captures([write(tmp_path / "run.jsonl", named)]))]
    found = [chrome(r) for one in made if isinstance(one, Comparison) for r in one.readings]
    first = [] if extra == BACKGROUND else [extra]
    assert found[0] == first
