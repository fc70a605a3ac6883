"""What readers asked for: how far it is, live; what came of it."""

from collections.abc import Callable, Iterable

from fastapi import APIRouter, Depends, Request
from starlette.responses import Response

from crosswire.desk.desk import Desk
from crosswire.desk.jobs import Asked, Compare
from crosswire.errors import ConfigError
from crosswire.records.job import Job
from crosswire.web.acting import Before, doer, name_of
from crosswire.web.faults import missing
from crosswire.web.house import Here, House
from crosswire.web.streams import Event, Heard, stream
from crosswire.web.twin import action, errors_and, needs, twin
from crosswire.web.views.jobs import JobsView, JobView, LedTo, Refusal, refusals, run_of
from crosswire.web.visitors import Who, address

router = APIRouter()
MANY = 50
MOST_FAILURES = 200
_LATELY = 50
"""Runs that are looked through for a job's."""


@twin(router, "/jobs", "jobs.html.j2")
def jobs(here: Here, who: Who, before: Before = None, mine: bool = False) -> JobsView:
    """What was asked for, the newest first."""
    by = name_of(who) if mine else None
    with here.desk as desk:
        found = desk.jobs.listed(Asked(by=by, before=before, limit=MANY + 1))
    shown = tuple(found[:MANY])
    return JobsView(jobs=shown, next=shown[-1].seq if len(found) > MANY else None)


@twin(router, "/jobs/{job}", "job.html.j2")
def job(job: str, here: Here) -> JobView:
    """One thing that was asked for, and what came of it."""
    with here.desk as desk:
        found = _job(desk, job)
        articles = _named(found, "articles")
        return JobView(
            job=found,
            stories=tuple(_led_to(desk, found)),
            articles=len(articles),
            failures=_failures(desk, found),
        )


def _job(desk: Desk, id_: str) -> Job:
    try:
        return desk.jobs.get(id_)
    except ConfigError as fault:
        raise missing("a job of this id") from fault


def _named(job: Job, what: str) -> list[str]:
    stated = (job.result or {}).get(what) or []
    return [one for one in stated if isinstance(one, str)]


def _led_to(desk: Desk, job: Job) -> Iterable[LedTo]:
    """The stories that hold what it brought, those of more outlets first."""
    stories = set(_named(job, "stories"))
    articles = _named(job, "articles")
    with desk.store.read() as reader:
        stories |= {story for one in articles if (story := reader.story_of(one)) is not None}
    if isinstance(job.what.get("story"), str):
        stories.add(job.what["story"])
    found = []
    for story in sorted(stories)[:MANY]:
        line = desk.story(story).line
        found.append(LedTo(story=line.id, headline=line.headline,
                           outlets=len(line.coverage.outlets)))  # fmt: skip
    return sorted(found, key=lambda one: (-one.outlets, one.story))


def _failures(desk: Desk, job: Job) -> tuple[Refusal, ...]:
    run = run_of(job, desk.runs(_LATELY))
    if run is None:
        return ()
    return refusals(desk.failures(run=run.id, limit=MOST_FAILURES))


@router.get(
    "/jobs/{job}/events", dependencies=[Depends(needs("read"))],
    responses=errors_and("text/event-stream"), response_class=Response,
)  # fmt: skip
def events(job: str, request: Request, here: Here, who: Who) -> Response:
    """How far a job is, as server-sent events: ``job`` when something changed, ``failure`` for each
    page that could not be used, ``over`` at the end. The id of an event is how many failures were
    told: a reader that comes back with ``Last-Event-ID`` is told the others only."""
    with here.desk as desk:
        _job(desk, job)
    whose = f"{who.name} {address(request)}"
    return stream(request, here.streams, whose, _looking(here, job))


def _looking(here: House, id_: str) -> Callable[[int], Heard]:
    last: dict[str, object] = {}

    def look(after: int) -> Heard:
        nonlocal last
        with here.desk as desk:
            now = desk.jobs.get(id_)
            failures = _failures(desk, now)
        found = [
            Event(number, "failure", refusal.model_dump())
            for number, refusal in enumerate(failures, 1)
            if number > after
        ]
        heard = max(after, len(failures))
        told = _told(now)
        # A worker that finds the writer's place taken puts a job back at once: that is no news.
        begins = now.state == "running" and not now.words
        if told != last and not (begins and last):
            found.append(Event(heard, "over" if now.over else "job", told))
            last = told
        return Heard(found, now.over)

    return look


def _told(job: Job) -> dict[str, object]:
    """What is told of a job while it is watched."""
    return job.model_dump(include={"state", "words", "count", "of", "tries", "because"})


@action(router, "/jobs/{job}/cancel", back=lambda made: f"/jobs/{made.id}")
def cancel(job: str, request: Request, here: Here, who: Who) -> Job:
    """Take back what waits still; one's own, or as an administrator anybody's."""
    with here.desk as desk:
        found = _job(desk, job)
        if found.asked_by != name_of(who) and not who.has("admin"):
            raise ConfigError(f"what {found.asked_by} asked for is taken back by them, or an admin")
        return desk.jobs.cancel(job, by=doer(request, who))


@action(router, "/stories/{story}/compare", back=lambda made: f"/jobs/{made.id}", status=202)
def compare(story: str, request: Request, here: Here, who: Who) -> Job:
    """Ask that a story be lined up anew."""
    with here.desk as desk:
        meant = desk.story(story).line.id
        return desk.jobs.put(Compare(story=meant), by=doer(request, who))
