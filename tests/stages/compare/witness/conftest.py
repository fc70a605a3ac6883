"""An invented press conference, and pages about it read by the whole pipeline."""

from collections.abc import Callable, Sequence

import pytest

from crosswire.config import Settings
from crosswire.project import Project
from crosswire.records import Capture, Comparison, Failure, QuoteCheck, Reading, Text, Witness
from crosswire.records.article import Medium
from crosswire.stages.compare.witness import read_witness
from crosswire.stages.compare.witness import set_against as set_readings
from tests.stages.compare.witness.conference import TRANSCRIPT


@pytest.fixture(scope="session")
def project() -> Project:
    return Project(Settings(pipeline="small"))


@pytest.fixture(scope="session")
def set_against(project: Project) -> Callable[..., Comparison]:
    """Pages as article lines → their comparison, set against primary sources."""

    def run(*pages: str, primary: tuple[str, ...] = (TRANSCRIPT,)) -> Comparison:
        captures = [
            Capture(
                name=f"page-{n}", medium="line", content=Text.of(text), outlet=f"Outlet {n}",
                published="2031-10-15",
            )
            for n, text in enumerate(pages)
        ]  # fmt: skip
        sources = [
            Capture(name=f"source-{n}", medium="text", content=Text.of(text))
            for n, text in enumerate(primary)
        ]
        (found,) = project.compare(captures, primary=sources)
        assert not isinstance(found, Failure), found
        return found

    return run


@pytest.fixture
def found(read: Callable[..., Reading]) -> Callable[..., QuoteCheck]:
    """Words in marks, credited to somebody, and a primary source → what was found of them."""

    def run(
        words: str, who: str | None = "Ilse Marrow", *, primary: str = TRANSCRIPT
    ) -> QuoteCheck:
        quoted = f"“{words}”"
        page = read("a", f"{quoted} {who or 'somebody'} said.", said=[(quoted, who)])
        (one,) = checks([page], primary)
        return one

    return run


def checks(pages: Sequence[Reading], *primary: str) -> tuple[QuoteCheck, ...]:
    """What is found of the pages' runs in the primary sources."""
    record = set_readings(pages, [witness(text, str(n)) for n, text in enumerate(primary)])
    assert record is not None
    return record.checks


def witness(text: str, name: str = "source", medium: Medium = "text") -> Witness:
    """A primary source."""
    return read_witness(Capture(name=name, medium=medium, content=Text.of(text)))
