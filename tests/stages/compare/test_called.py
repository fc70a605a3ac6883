"""One name for one source in what is told of a story."""

from collections.abc import Callable

import pytest

from crosswire.records import Entity, Point, Reading
from crosswire.stages.compare.called import Called
from crosswire.stages.compare.copies import shared_texts
from crosswire.stages.compare.origins.finder import OriginFinder
from crosswire.stages.outlets import load_outlets

CALLED = Called({"entity-1": "Ilse Marrow", "entity-2": "Orrin Water Board"}, {"e1": "entity-1"})


@pytest.mark.parametrize(
    ("entity", "here", "name"),
    [
        ("e1", "Marrow", "Ilse Marrow"),
        ("entity-1", "Ilse T. Marrow", "Ilse Marrow"),
        ("e1", "Ms Marrow", "Ilse Marrow"),
        ("e1", "a spokesman for Ilse Marrow", "a spokesman for Ilse Marrow"),
        ("e1", "Otto Marrow", "Otto Marrow"),
        ("e1", "the minister", "the minister"),
        ("entity-2", "the Water Board", "Orrin Water Board"),
        ("e9", "Marrow", "Marrow"),
        (None, "Marrow", "Marrow"),
    ],
)
def test_a_source_has_one_name_in_a_story(entity: str | None, here: str, name: str) -> None:
    assert CALLED.name(entity, here) == name


def test_a_point_and_its_origins_name_a_speaker_as_the_story_does(
    read: Callable[..., Reading], point: Callable[..., Point]
) -> None:
    pages = [
        read("a", "“The dam is safe,” Venn said.", outlet="Corran Wire", said=[("The dam is safe", "Venn")]),
        read("b", "“The dam is safe,” Orla T. Venn said.", outlet="Sarn Post",
             said=[("The dam is safe", "Orla T. Venn")]),
    ]  # fmt: skip
    canon = {e.id: "entity-1" for p in pages for e in p.annotation.entities}
    called = Called.of([Entity(id="entity-1", label="PERSON", name="Orla Venn", forms=())], canon)
    finder = OriginFinder(pages, called, shared_texts(pages), load_outlets())
    members = [(p, "The dam is safe") for p in pages]
    placed = finder.place(point("utterance", *members, speaker="Venn"))
    assert placed.speaker == "Orla Venn"
    assert [(a.speaker, len(a.outlets)) for a in placed.origins.attested] == [("Orla Venn", 2)]
