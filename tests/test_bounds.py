"""Stories at the edge: too little, too much, too alike. Sensible output or a clear word."""

import pytest

from crosswire.config import Settings
from crosswire.project import Project
from crosswire.records import Capture, Comparison, Failure, Text

FERRY = (
    "A ferry carrying 120 passengers ran aground off the island of Tarrow on Thursday. "
    "Harbour master Lena Ostrander said the captain had ignored two radio warnings. "
    "Rescue boats from Port Wessel brought everyone ashore within three hours."
)
GERMAN = (
    "Eine Fähre ist am Donnerstag vor der Insel Tarrow auf Grund gelaufen. Die Hafenmeisterin "
    "Lena Ostrander sagte, der Kapitän habe zwei Warnungen nicht beachtet. Alle Menschen an Bord "
    "wurden innerhalb von drei Stunden an Land gebracht."
)
PLACES = ("the old bridge", "a warehouse", "the tram depot", "the fish market", "a school")
DEEDS = ("closed", "searched", "flooded", "sold", "repaired", "rebuilt", "inspected")


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Project:
    """The small pipeline, and unforeseen errors let through: a crash is a failed test."""
    folder = tmp_path_factory.mktemp("data")
    return Project(Settings(data=folder, pipeline="small", cache_megabytes=0), debug=True)


def capture(
    number: int, text: str, *, outlet: str | None = None, title: str | None = None
) -> Capture:
    return Capture(
        name=f"page-{number}", medium="line", content=Text.of(text), published="2024-05-10",
        outlet=outlet or f"Gazette {number}", title=title,
    )  # fmt: skip


def compared(project: Project, *captures: Capture) -> tuple[Comparison, list[Failure]]:
    found = list(project.compare(captures))
    (comparison,) = [f for f in found if isinstance(f, Comparison)]
    return comparison, [f for f in found if isinstance(f, Failure)]


def event(number: int) -> str:
    """Two sentences of a day's news, different for every number."""
    place, deed = PLACES[number % 5], DEEDS[number % 7]
    return (
        f"Workers {deed} {place} in Harnmouth on Friday at a cost of {number + 3} million crowns. "
        f"Mayor Tilda Varnes said that {number + 11} people had asked for {place} to be {deed}."
    )


def test_no_page_gives_nothing(project: Project) -> None:
    assert list(project.compare([])) == []


def test_one_page_has_nothing_to_be_compared_with(project: Project) -> None:
    found, _ = compared(project, capture(1, FERRY))
    assert (found.points, found.singles, found.conflicts) == ((), (), ())
    assert "One article: there is nothing to compare it with." in found.notes


def test_one_sentence_each(project: Project) -> None:
    sentence = FERRY.split(". ")[0] + "."
    found, _ = compared(project, capture(1, sentence), capture(2, sentence))
    assert [len(p.members) for p in found.points] == [2]


@pytest.mark.parametrize("scrap", ["Ferry", "!!! ??? … “”", "- - -\n\n* * *", "7"])
def test_a_text_without_a_sentence_makes_no_point(project: Project, scrap: str) -> None:
    found, _ = compared(project, capture(1, scrap), capture(2, scrap), capture(3, FERRY))
    assert found.points == ()


def test_an_empty_text_is_said_and_what_it_tells_not_guessed(project: Project) -> None:
    found, failed = compared(project, capture(1, ""), capture(2, FERRY), capture(3, " \n \n"))
    assert [f.kind for f in failed] == ["empty"]
    assert any("No text beyond the headline: Gazette 1" in note for note in found.notes)
    assert {s.verdict for s in found.singles} <= {"cannot tell"}


def test_headlines_alone(project: Project) -> None:
    heads = [capture(n, "", title=f"Ferry aground off Tarrow, {n} hurt") for n in (1, 2)]
    found, _ = compared(project, *heads)
    assert (found.points, found.singles) == ((), ())
    assert any("No text beyond the headline" in note for note in found.notes)


def test_a_copy_in_the_same_outlet_is_read_once(project: Project) -> None:
    pages = [capture(n, FERRY, outlet="Gazette") for n in (1, 2)]
    found, _ = compared(project, *pages)
    assert found.points == ()
    assert any("is the same article as" in note for note in found.notes)


def test_a_copy_in_another_outlet_tells_the_same(project: Project) -> None:
    found, _ = compared(project, capture(1, FERRY), capture(2, FERRY))
    assert [len(p.members) for p in found.points] == [2, 2, 2]
    assert all(p.origins.at_least == 1 for p in found.points)
    assert found.singles == ()


def test_a_page_in_another_language_is_named_and_lined_up_with_nothing(project: Project) -> None:
    found, failed = compared(project, capture(1, FERRY), capture(2, GERMAN), capture(3, FERRY))
    assert failed == []
    assert [p.unread_language for p in found.pages] == [None, "German", None]
    assert [len(p.members) for p in found.points] == [2, 2, 2]
    alone, _ = compared(project, capture(1, GERMAN))
    assert (alone.points, alone.singles) == ((), ())


def test_a_second_page_of_one_name_is_refused(project: Project) -> None:
    pages = [capture(1, FERRY), capture(2, FERRY), capture(1, f"{FERRY} Nobody was hurt.")]
    found, failed = compared(project, *pages)
    assert [(f.item, f.kind) for f in failed] == [("page-1", "same-name")]
    assert [r.revision.body.content for r in found.readings] == [FERRY, FERRY]


@pytest.mark.slow
def test_two_hundred_identical_articles(project: Project) -> None:
    found, _ = compared(project, *(capture(n, FERRY) for n in range(200)))
    assert [len(p.members) for p in found.points] == [200, 200, 200]
    assert {p.origins.at_least for p in found.points} == {1}
    assert all(len(p.origins.edges) < 1000 for p in found.points)
    assert any(note.startswith("198 articles were not read again") for note in found.notes)


@pytest.mark.slow
def test_two_hundred_articles(project: Project) -> None:
    pages = [capture(n, f"{FERRY} {event(n)}") for n in range(200)]
    found, _ = compared(project, *pages)
    assert found.points
    assert any("pairs of passages were not looked at" in note for note in found.notes)


def test_an_article_longer_than_can_be_read_is_refused_by_name(project: Project) -> None:
    long = " ".join(event(n) for n in range(1500))
    found, failed = compared(project, capture(1, FERRY), capture(2, FERRY), capture(3, long))
    assert [(f.item, f.kind) for f in failed] == [("page-3", "too-long")]
    assert len(found.points) == 3


@pytest.mark.slow
def test_an_article_of_a_thousand_sentences(project: Project) -> None:
    long = " ".join(f"Boat {n} left Port Wessel before noon." for n in range(1000))
    found, _ = compared(project, capture(1, FERRY), capture(2, f"{FERRY} {long}"))
    assert len([p for p in found.points if p.wording.span.exact in FERRY]) == 3
