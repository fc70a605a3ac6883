"""Feed health: what is watched, how each source fares, and what is to be done about it."""

from typing import Annotated, Literal

from fastapi import APIRouter, Request
from pydantic import BaseModel, Field

from crosswire.desk.jobs import Asked, ChangeSource
from crosswire.records.job import Job
from crosswire.web.acting import doer
from crosswire.web.faults import missing
from crosswire.web.house import Here
from crosswire.web.twin import action, twin
from crosswire.web.views.lists import SourcesView
from crosswire.web.visitors import Who

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
        waiting = desk.jobs.listed(Asked(states=("waiting", "running"), limit=200))
        jobs = tuple(job for job in waiting if job.kind == "source")
        return SourcesView(sources=tuple(desk.sources()), going_round=desk.gone_round, jobs=jobs)


@action(router, "/sources", back=lambda made: f"/jobs/{made.id}", status=202)
def change_source(asked: SourceAsked, request: Request, here: Here, who: Who) -> Job:
    """Ask that a source be paused, resumed, asked at once, or forgotten: a job, done when nobody else
    writes."""
    with here.desk as desk:
        if all(line.source.url != asked.url for line in desk.sources()):
            raise missing(f"the source {asked.url[:80]!r}")
        return desk.jobs.put(ChangeSource(url=asked.url, act=asked.act), by=doer(request, who))
