"""What a look at a story leaves behind: when somebody looked, and that a new line-up is wanted.

A page is read without waiting for whoever writes: what is left behind is written when the answer has
been sent, and a store that cannot be written then costs nobody their page.
"""

from contextlib import suppress
from datetime import timedelta
from typing import Annotated, NamedTuple

from fastapi import BackgroundTasks, Depends, Request

from crosswire.desk.jobs import Compare, Doer
from crosswire.desk.lined_up import LinedUp
from crosswire.errors import CrosswireError
from crosswire.records.job import Job
from crosswire.records.lists import StoryPage
from crosswire.store import jobs, looks
from crosswire.store.base import Reader
from crosswire.store.order import moment, now
from crosswire.web.acting import doer
from crosswire.web.faults import wants_json
from crosswire.web.house import Here, House
from crosswire.web.views.story import AskedFor
from crosswire.web.visitors import Who

MOST_WAITING = 8
"""Line-ups that wait to be made, before a look asks for no more. One takes some seconds, and while
news comes in every story is behind: whoever leafs through a hundred does not want a hundred line-ups, and
the next story that is looked at is not to wait for them. A person can ask for one all the same."""
_AGAIN = timedelta(seconds=60)
"""A look so soon after the last is not written anew."""
_RETRY = {"failed": timedelta(minutes=30), "done": timedelta(minutes=2)}
"""So long after a line-up was tried, and the story is behind still, it is not asked for again."""


class Visit(NamedTuple):
    """Somebody who looks at a page now."""

    here: House
    who: Doer
    person: bool
    """A person, and no program: their look counts."""
    after: BackgroundTasks
    """What is done when the answer has been sent."""


def visit(request: Request, here: Here, who: Who, after: BackgroundTasks) -> Visit:
    """Whoever asks for this page."""
    return Visit(here, doer(request, who), bool(who.csrf) and not wants_json(request), after)


Visiting = Annotated[Visit, Depends(visit)]
"""For a page's function: ``visit: Visiting``."""


def last_look(reader: Reader, visit: Visit, story: str) -> str | None:
    """When they looked on the visit before; None: never, or it is not known."""
    if not visit.person or reader.as_of is not None:
        return None
    return looks.looked(looks.get(reader.connection, visit.who.name, story), now()).before_at


def keep_look(reader: Reader, visit: Visit, story: str) -> None:
    """Write down that they looked, once the answer is sent."""
    if not visit.person or reader.as_of is not None:
        return
    last = looks.get(reader.connection, visit.who.name, story)
    if last is None or moment(now()) - moment(last.seen_at) > _AGAIN:
        visit.after.add_task(_look, visit.here, visit.who.name, story)


def _look(here: House, name: str, story: str) -> None:
    with suppress(CrosswireError), here.desk as desk:
        desk.notes.look(name, story)


def wanted(page: StoryPage, kept: LinedUp | None) -> bool:
    """Whether another line-up would show more than the one that is kept."""
    telling = sum(one.role == "member" and one.erased is None for one in page.members)
    return telling > 1 and (kept is None or kept.stale)


def asked_for(reader: Reader, visit: Visit, story: str) -> AskedFor | None:
    """How far the line-up is that the story wants; where nobody asked for it, it is asked for. None
    as of a time: what was known then is not made anew."""
    if reader.as_of is not None:
        return None
    last = jobs.newest_compare(reader.connection, story)
    if last is not None and (last.state in ("waiting", "running") or _lately(last)):
        return AskedFor(job=last.id, state=last.state, words=last.because or last.words)
    if jobs.comparing(reader.connection) >= MOST_WAITING:
        return AskedFor(job="", state="later")
    visit.after.add_task(_ask, visit.here, visit.who, story)
    return AskedFor(job="", state="waiting")


def _lately(job: Job) -> bool:
    wait = _RETRY.get(job.state)
    return (
        wait is not None
        and job.ended_at is not None
        and moment(now()) - moment(job.ended_at) < wait
    )


def _ask(here: House, by: Doer, story: str) -> None:
    with suppress(CrosswireError), here.desk as desk:
        desk.jobs.put(Compare(story=story), by=by)
