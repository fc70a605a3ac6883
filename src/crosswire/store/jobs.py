"""What was asked for and waits for the writer's place: one worker does one after another.

A worker has a job for as long as it says so; one that was killed says nothing more, and its job is
taken up by the next.
"""

from datetime import timedelta
from typing import Any, NamedTuple

from sqlalchemy import Connection, Row, func, select, update

from crosswire.errors import AccessError, ConfigError
from crosswire.records.job import Job, JobState
from crosswire.store.order import as_text, moment
from crosswire.store.tables_people import jobs

MOST_TRIES = 3
"""How often a job is begun whose worker dies at it."""
KEPT = 10_000
"""Jobs that are remembered when they are over: the newest."""
_OPEN = ("waiting", "running")
_LONGEST_LEASE = timedelta(hours=1)
"""No worker takes a longer one: a lease that ends later was taken when the clock was wrong."""

_LATELY = 200
"""Jobs among which one is looked for that lines a story up."""


class Bounds(NamedTuple):
    """How much may wait."""

    jobs: int = 200
    bytes: int = 500_000_000


class Lease(NamedTuple):
    """Who has a job, and until when unless they say so again."""

    worker: str
    until: str


class Step(NamedTuple):
    """How far a job is."""

    words: str = ""
    pages: int = 0
    total: int | None = None


def put(connection: Connection, job: Job, size: int, bounds: Bounds) -> Job:
    """Keep what was asked; raises ``AccessError`` where too much waits already."""
    waiting = select(func.count(), func.coalesce(func.sum(jobs.c.size), 0))
    number, held = connection.execute(waiting.where(jobs.c.state.in_(_OPEN))).one()
    held = int(held)  # PostgreSQL sums into decimals
    if number >= bounds.jobs or held + size > bounds.bytes:
        raise AccessError(
            f"{number} jobs with {held / 1e6:,.0f} MB wait to be done, which is all that may; ask "
            "again when some are",
            kind="wait",
            retry_after=60,
        )
    row = {
        "id": job.id, "kind": job.kind, "asked_by": job.asked_by, "asked_at": job.asked_at,
        "state": "waiting", "what": job.what, "size": size, "words": "", "count": 0, "tries": 0,
        "because": "",
    }  # fmt: skip
    seq = connection.execute(jobs.insert().returning(jobs.c.seq).values(row)).scalar_one()
    over = jobs.c.state.not_in(_OPEN) & (jobs.c.seq <= seq - KEPT)
    connection.execute(jobs.delete().where(over))
    return job.model_copy(update={"seq": seq})


def alike(connection: Connection, kind: str, what: dict[str, Any]) -> Job | None:
    """One that waits and asks for just this."""
    ask = select(jobs).where(jobs.c.state == "waiting", jobs.c.kind == kind)
    return next((j for row in connection.execute(ask) if (j := recorded(row)).what == what), None)


def newest_compare(connection: Connection, story_id: str) -> Job | None:
    """The job asked for last that lines this story up, of those asked for lately."""
    ask = select(jobs).where(jobs.c.kind == "compare").order_by(jobs.c.seq.desc()).limit(_LATELY)
    rows = connection.execute(ask)
    return next((recorded(row) for row in rows if row.what.get("story") == story_id), None)


def comparing(connection: Connection) -> int:
    """How many jobs wait that line a story up."""
    ask = select(func.count()).where(jobs.c.kind == "compare", jobs.c.state == "waiting")
    return connection.execute(ask).scalar_one()


def take(connection: Connection, lease: Lease, at: str) -> Job | None:
    """The next job, for this worker: what people brought or judged before stories that are only to
    be lined up anew. None: none waits, or another worker is at one."""
    for row in connection.execute(select(jobs).where(jobs.c.state == "running")).all():
        if at < row.leased_until < as_text(moment(at) + _LONGEST_LEASE):
            return None
        if row.tries >= MOST_TRIES:
            because = f"begun {row.tries} times, and its worker died each time"
            over = {"state": "given up", "ended_at": at, "because": because, "worker": None}
            connection.execute(update(jobs).where(jobs.c.seq == row.seq).values(**over))
    later = jobs.c.kind == "compare"
    ask = (
        select(jobs)
        .where(jobs.c.state.in_(_OPEN))
        .order_by(jobs.c.state, later, jobs.c.seq)
        .limit(1)
    )
    next_ = connection.execute(ask).first()
    if next_ is None:
        return None
    begun = {
        "state": "running", "worker": lease.worker, "leased_until": lease.until, "begun_at": at,
        "tries": next_.tries + 1, "count": 0, "total": None, "words": "",
    }  # fmt: skip
    connection.execute(update(jobs).where(jobs.c.seq == next_.seq).values(**begun))
    return get(connection, next_.id)


def tell(connection: Connection, id_: str, lease: Lease, step: Step) -> bool:
    """It is being done, and so far; False: another worker has it now."""
    values = {"leased_until": lease.until, "words": step.words, "count": step.pages,
              "total": step.total}  # fmt: skip
    return _mine(connection, id_, lease.worker, values)


def put_back(connection: Connection, id_: str, worker: str, words: str) -> bool:
    """It waits again, at its place in the row; that it was begun does not count."""
    values = {"state": "waiting", "worker": None, "leased_until": None, "words": words,
              "tries": jobs.c.tries - 1}  # fmt: skip
    return _mine(connection, id_, worker, values)


class End(NamedTuple):
    """How a job ended."""

    state: JobState
    at: str
    result: dict[str, Any] | None = None
    because: str = ""


def end(connection: Connection, id_: str, worker: str, how: End) -> bool:
    """It is over; False: another worker has it now."""
    values = {"state": how.state, "ended_at": how.at, "result": how.result,
              "because": how.because, "worker": None, "leased_until": None}  # fmt: skip
    return _mine(connection, id_, worker, values)


def _mine(connection: Connection, id_: str, worker: str, values: dict[str, Any]) -> bool:
    mine = (jobs.c.id == id_) & (jobs.c.worker == worker) & (jobs.c.state == "running")
    return connection.execute(update(jobs).where(mine).values(**values)).rowcount > 0


def cancel(connection: Connection, id_: str, by: str, at: str) -> Job:
    """Take it back; raises ``ConfigError`` for one that does not wait any more."""
    found = get(connection, id_)
    if found.state != "waiting":
        raise ConfigError(f"a job that waits was wanted, {id_} is {found.state}")
    over = {"state": "given up", "ended_at": at, "because": f"taken back by {by}"}
    connection.execute(update(jobs).where(jobs.c.id == id_).values(**over))
    return found.model_copy(update=over)


def get(connection: Connection, id_: str) -> Job:
    """One job; raises ``ConfigError`` where there is none of this id."""
    row = connection.execute(select(jobs).where(jobs.c.id == id_)).first()
    if row is None:
        raise ConfigError(f"the id of a job was wanted, none is {id_[:80]!r}")
    return recorded(row)


class Asked(NamedTuple):
    """Which jobs; None: any."""

    states: tuple[JobState, ...] | None = None
    by: str | None = None
    before: int | None = None
    """Those before this ``seq``."""
    limit: int = 50


def listed(connection: Connection, asked: Asked) -> list[Job]:
    """The newest first."""
    ask = select(jobs).order_by(jobs.c.seq.desc()).limit(asked.limit)
    if asked.states is not None:
        ask = ask.where(jobs.c.state.in_(asked.states))
    if asked.by is not None:
        ask = ask.where(jobs.c.asked_by == asked.by)
    if asked.before is not None:
        ask = ask.where(jobs.c.seq < asked.before)
    return [recorded(row) for row in connection.execute(ask)]


def unfinished(connection: Connection) -> set[str]:
    """The ids of those whose files are needed still."""
    return set(connection.execute(select(jobs.c.id).where(jobs.c.state.in_(_OPEN))).scalars())


def recorded(row: Row[Any]) -> Job:
    """The record of a row of ``jobs``."""
    return Job(
        id=row.id, seq=row.seq, kind=row.kind, asked_by=row.asked_by, asked_at=row.asked_at,
        state=row.state, what=row.what, words=row.words, count=row.count, of=row.total,
        begun_at=row.begun_at, ended_at=row.ended_at, tries=row.tries, result=row.result,
        because=row.because,
    )  # fmt: skip
