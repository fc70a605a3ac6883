"""Feed health: what is watched, how each source fares, and what is to be done about it."""

from typing import Annotated, Literal

from fastapi import APIRouter
from pydantic import BaseModel, Field

from crosswire.records.source import Source
from crosswire.web.faults import missing
from crosswire.web.house import Here
from crosswire.web.twin import action, twin
from crosswire.web.views.lists import SourcesView

router = APIRouter()
Act = Literal["pause", "resume", "ask", "forget"]


class SourceAsked(BaseModel):
    """What is to be done about a source."""

    url: Annotated[str, Field(max_length=4000)]
    """Its address, whole."""
    act: Act
    """``ask``: at the next round of a watch, whenever it was due."""


@twin(router, "/sources", "sources.html.j2")
def sources(here: Here) -> SourcesView:
    """What is watched, those first that fail or are silent."""
    with here.desk as desk:
        return SourcesView(sources=tuple(desk.sources()))


@action(router, "/sources", back=lambda _: "/sources")
def change_source(asked: SourceAsked, here: Here) -> Source:
    """Pause a source, resume it, ask it at once, or forget it; 503 while a run writes."""
    with here.desk as desk:
        if all(line.source.url != asked.url for line in desk.sources()):
            raise missing(f"the source {asked.url[:80]!r}")
        if asked.act == "forget":
            return desk.forget_source(asked.url)
        return desk.set_source(asked.url, "paused" if asked.act == "pause" else "active")
