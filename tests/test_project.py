"""The Python side of the commands."""

from pathlib import Path

from crosswire.config import Settings
from crosswire.project import Project
from crosswire.records import Comparison, Failure

FERRY = Path(__file__).resolve().parents[1] / "examples" / "ferry-aground"


def test_a_comparison_says_when_the_small_pipeline_stood_in(tmp_path: Path) -> None:
    project = Project(Settings(data=tmp_path))
    (found,) = project.compare(project.captures([FERRY]))
    assert isinstance(found, Comparison)
    assert any("crosswire models install" in note for note in found.notes)


def test_every_span_of_a_comparison_re_reads_its_text() -> None:
    project = Project(Settings.load())
    (found,) = project.compare(project.captures([FERRY]), story="ferry")
    assert isinstance(found, Comparison)
    texts = {reading.article: reading.revision.body for reading in found.readings}
    statements = [m for p in (*found.points, *found.possible) for m in (*p.members, p.wording)]
    statements += [s.statement for s in found.singles]
    statements += [side for c in found.conflicts for side in (c.a, c.b)]
    assert statements
    for statement in statements:
        statement.span.check(texts[statement.article])
        statement.sentence.check(texts[statement.article])
        assert statement.sentence.contains(statement.span)
    for reading in found.readings:
        revision = reading.revision
        for run in revision.runs:
            words = revision.body.content[run.body : run.body + run.length]
            at = run.original
            assert revision.capture.content.content[at : at + run.length] == words
        for removed in revision.removed:
            removed.span.check(revision.capture.content)


def test_the_order_of_the_pages_changes_no_point() -> None:
    project = Project(Settings.load())
    pages = [c for c in project.captures([FERRY]) if not isinstance(c, Failure)]
    one, other = (next(iter(project.compare(order))) for order in (pages, pages[::-1]))
    assert isinstance(one, Comparison)
    assert isinstance(other, Comparison)
    assert {p.id for p in one.points} == {p.id for p in other.points}
    assert {(c.kind, c.a.span, c.b.span) for c in one.conflicts} == {
        (c.kind, c.a.span, c.b.span) for c in other.conflicts
    }
