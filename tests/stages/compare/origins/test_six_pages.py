"""Six pages through the whole line: three reprints, a rewrite, an own reporter, one unstated."""

from pathlib import Path

from crosswire.config import Settings
from crosswire.project import Project
from crosswire.records import Capture, Comparison, Text

WIRE = (
    "PORT SARN (Corran Wire) — {first}\n"
    "The Marine Board has sent two inspectors to the island and expects to hear the first mate on"
    " Thursday morning.\n"
    "Nobody was hurt, and every passenger was taken off in lifeboats before the tide turned at"
    " nine.\n"
    "The ferry was built forty years ago and had passed her last inspection in the spring of this"
    " year."
)
REPRINTS = {
    "Vellamy Sentry": (
        "The ferry Osprey ran aground on the Sarn rocks on Tuesday evening with 84 passengers on"
        " board."
    ),
    "Harn Courier": (
        "The ferry Osprey ran aground on the Sarn rocks late on Tuesday evening with 84 passengers"
        " on board."
    ),
    "Mallet Mercury": (
        "The ferry Osprey ran aground on the Sarn rocks on Tuesday evening with 84 passengers on"
        " board, it was reported."
    ),
}
OTHERS = {
    "Dunmore Echo": (
        "A rescue at sea ended well for all.\n"
        "The Osprey, a ferry with 84 passengers on board, ran aground on the Sarn rocks on Tuesday"
        " evening, according to Corran Wire.\n"
        "The line that runs her would not answer questions from this newsroom.\n"
        "Her sister ship sails tomorrow."
    ),
    "Tarn Gazette": (
        "On the quay people wept and sang.\n"
        "Our reporter on the quay watched as Osprey, a ferry carrying 84 passengers, ran aground on"
        " Tuesday evening on the rocks of Sarn.\n"
        "Children were carried up the steps in blankets while the church bell rang.\n"
        "The harbour café stayed open all night."
    ),
    "Orrin Post": (
        "It was a night of fear off the coast.\n"
        "The ferry Osprey, which had 84 passengers on board, ran aground on the rocks at Sarn on"
        " Tuesday evening.\n"
        "Ferries have served the island since the last century.\n"
        "Fares went up in the summer."
    ),
}


def pages() -> list[Capture]:
    texts = {name: WIRE.format(first=first) for name, first in REPRINTS.items()} | OTHERS
    return [
        Capture(
            name=name.lower().replace(" ", "-"),
            medium="line",
            content=Text.of(text),
            outlet=name,
            title="Ferry Osprey runs aground off Sarn",
            published="2025-10-15",
            story="ferry",
        )
        for name, text in texts.items()
    ]


def test_six_pages_have_two_or_three_origins(tmp_path: Path) -> None:
    project = Project(Settings(data=tmp_path, pipeline="small"))
    (found,) = project.compare(pages())
    assert isinstance(found, Comparison)
    told = max(found.points, key=lambda p: p.origins.outlets)
    assert told.origins.words == "6 outlets, origins 2–3, 1 unknown"
