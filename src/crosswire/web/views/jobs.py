"""What was asked for and how far it is; the page where pages are added."""

from collections.abc import Iterable

from crosswire.records.base import Record
from crosswire.records.job import Job
from crosswire.records.lists import FailureLine, RunLine
from crosswire.records.span import Span


class Refusal(Record):
    """A page that could not be used, and why."""

    item: str
    kind: str
    words: str


class LedTo(Record):
    """A story that a job led to."""

    story: str
    headline: Span | None = None
    outlets: int = 0


class JobView(Record):
    """One thing that was asked for."""

    job: Job
    stories: tuple[LedTo, ...] = ()
    articles: int = 0
    """Pages of it that are kept now, whether it brought them or they were there."""
    failures: tuple[Refusal, ...] = ()


class JobsView(Record):
    """What was asked for, the newest first."""

    jobs: tuple[Job, ...]
    next: int | None = None


class AddView(Record):
    """The page where pages are added, filled in as a bookmark asks."""

    text: str = ""
    title: str = ""
    outlet: str = ""
    url: str = ""
    """Where the words were found; without words: what is to be fetched."""
    jobs: tuple[Job, ...] = ()
    """What was asked for last."""
    home: str
    """This desk's address, for the bookmark."""


def run_of(job: Job, runs: Iterable[RunLine]) -> RunLine | None:
    """The run that does the job: the first of its command since it was begun, since one is done after
    the other."""
    if job.begun_at is None or job.kind != "add":
        return None
    command = f"add (asked by {job.asked_by})"
    found = [
        run
        for run in runs
        if run.command == command
        and run.started_at >= job.begun_at
        and (job.ended_at is None or run.started_at <= job.ended_at)
    ]
    return min(found, key=lambda run: run.started_at, default=None)


def refusals(found: Iterable[FailureLine]) -> tuple[Refusal, ...]:
    """Failures of a run, in the order they came."""
    ordered = sorted(found, key=lambda one: (one.at, one.id))
    return tuple(Refusal(item=one.item, kind=one.kind, words=one.words) for one in ordered)
