"""One story to export: the hand-written ferry, with what people noted of it."""

from collections.abc import Callable

import pytest

from crosswire.exchange.told import Told
from crosswire.records import About, Capture, Comparison, Note, Text
from tests.report.conftest import COURIER, WIRE
from tests.report.conftest import story as story

AT = "2031-05-08T09:00:00.000Z"
ODD = "‮שלום 🚢 \x00\udfff\ud800\u0007=1+1 ]]> <b>&amp; \r\n\u2028 é é"
"""Right to left and back, beyond the basic plane, NUL, half characters, a bell, markup, line ends."""


def note(about: About, mark: str | None = None, words: str = "", by: str = "Ana Ruiz") -> Note:
    return Note.model_validate(
        {"id": f"note-{about.id[:40]}-{mark}-{by}", "about": about, "mark": mark, "words": words,
         "by": by, "made_at": AT, "at": AT}
    )  # fmt: skip


def noted(story: Comparison) -> tuple[Note, ...]:
    """A verdict on a point, a question about it, a comment on words, and a verdict taken back."""
    point = story.points[0]
    wire = Text.of(WIRE)
    on = About(kind="point", id=point.id, story="ferry-aground")
    return (
        note(on, "doubtful", "The coastguard says otherwise."),
        note(on, "asked", "Rang the coastguard."),
        note(About.span(wire.id, 2, 7), "verified", "A ferry it was.", by="Ben Okoro"),
        note(on, "wrong", by="Cy Dell").model_copy(
            update={"withdrawn_by": "Cy Dell", "withdrawn_at": AT}
        ),
    )


@pytest.fixture
def told(story: Comparison) -> Told:
    return Told(comparison=story, notes=noted(story), seen={"sentry": AT})


@pytest.fixture
def odd(story: Comparison) -> Told:
    """The same story, where one page has an odd text, headline, outlet and date, and no address."""
    return odd_story(story, ODD)


def odd_story(story: Comparison, words: str) -> Told:
    """The courier's page with ``words`` after its text, as its headline, and as its outlet's name."""
    body = Text.of(f"{COURIER}\n{words}")

    def moved(value: object) -> object:
        if isinstance(value, dict):
            return {k: moved(v) for k, v in value.items()}
        if isinstance(value, list | tuple):
            return [moved(v) for v in value]
        return body.id if value == Text.of(COURIER).id else value

    record = moved(story.model_dump())
    assert isinstance(record, dict)
    for reading in record["readings"]:
        if reading["revision"]["article"] == "courier":
            revision = reading["revision"]
            revision["body"] = {"content": body.content}
            capture = Capture(
                name="courier", medium="line", content=body, url=f"https://a.example/{words}"
            )
            revision["capture"] = capture.model_dump()
            revision["runs"] = []
            revision["removed"] = []
    for page in record["pages"]:
        if page["article"] == "courier":
            page["headline"] = {"value": words, "source": "given"}
            page["outlet"] = words or "x"
            page["published"] = {"value": "2031-05", "source": "given"}
            page["authors"] = [words]
    return Told(comparison=Comparison.model_validate(record), notes=())


def written(told: Told, make: Callable[[Told], object]) -> str:
    """A document as it stands in a file."""
    import json

    text = json.dumps(make(told), ensure_ascii=False)
    text.encode()  # nothing in it that a file cannot hold
    return text
