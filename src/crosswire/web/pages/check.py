"""Who carries a sentence or quotation: the box of the front page, and its answer."""

import threading
from typing import Annotated
from urllib.parse import urlencode

from fastapi import APIRouter, Query
from pydantic import BaseModel, Field

from crosswire.desk.checking import Checked, Searched, check
from crosswire.desk.desk import Desk
from crosswire.stages.outlets import load_outlets
from crosswire.web.asking import Asking
from crosswire.web.faults import Refused
from crosswire.web.house import Here, House
from crosswire.web.twin import action, twin
from crosswire.web.views.check import CheckedText, CheckView

router = APIRouter()
_ONE_AT_A_TIME = threading.Lock()
"""Reading takes seconds of one core; readers of other pages are not to wait for several."""
_ROOM = threading.BoundedSemaphore(4)
"""Who is read for or waits for it: each holds a thread, and other pages want some."""


class ClaimAsked(Asking):
    """What is asked about."""

    claim: str = Field(default="", max_length=1000)


class ClaimPosted(BaseModel):
    """The same, as a body."""

    claim: str = Field(min_length=1, max_length=1000)


@twin(router, "/check", "check.html.j2")
def check_claim(asked: Annotated[ClaimAsked, Query()], here: Here) -> CheckView:
    """Who carries a sentence or quotation, of the stories whose articles have most of its words."""
    return _answer(here, asked.claim) if asked.claim else CheckView()


@action(
    router, "/check", back=lambda view: f"/check?{urlencode({'claim': view.claim})}", need="read"
)
def post_claim(asked: ClaimPosted, here: Here) -> CheckView:
    """The same, for claims that one would rather not have in an address."""
    return _answer(here, asked.claim)


def _answer(here: Here, claim: str) -> CheckView:
    if not _ROOM.acquire(blocking=False):
        raise Refused(
            503, "busy", "others are checking something just now", "Try again in a moment."
        )
    try:
        with here.desk as desk:
            with _ONE_AT_A_TIME:
                found = check(desk, claim)
            return _view(here, desk, claim, found)
    finally:
        _ROOM.release()


def _view(here: House, desk: Desk, claim: str, found: Checked) -> CheckView:
    with desk.store.read() as reader:
        table = load_outlets(desk.project.settings.outlet_table)
        stories = tuple(here.glances.lines(reader, found.stories, table))
    texts = tuple(map(_text, found.texts))
    notes = tuple(f"{one.item}: {one.words}" for one in found.failures)
    made = CheckView(
        claim=claim, texts=texts, stories=stories, unread=found.unread,
        searched=found.searched, notes=notes,
        summary=f"No text of the {found.searched:,} articles searched has its words near together.",
    )  # fmt: skip
    if (told := found.found) is None:
        return made
    return made.model_copy(
        update={
            "summary": told.summary, "kind": told.kind, "speaker": told.speaker,
            "carriers": told.carriers, "otherwise": told.otherwise, "near": told.near,
            "not_found": told.not_found,
            "origins": told.origins, "asks": told.asks, "notes": (*notes, *told.notes),
            "earliest_seen": _earliest(found, {one.article for one in told.carriers}),
        }
    )  # fmt: skip


def _earliest(found: Checked, carriers: set[str]) -> CheckedText | None:
    """The carrier that we saw first; None where one run brought several, which shows no order."""
    told = sorted((t for t in found.texts if t.name in carriers), key=lambda t: t.first_seen)
    if not told or sum(one.run == told[0].run for one in told) > 1:
        return None
    return _text(told[0])


def _text(one: Searched) -> CheckedText:
    revision = one.revision
    return CheckedText(
        name=one.name, article=one.article, outlet=revision.outlet_name,
        headline=revision.headline.value if revision.headline else None,
        url=revision.capture.url,
        published=revision.published.value if revision.published else None,
        first_seen=one.first_seen, text=revision.body.id,
    )  # fmt: skip
