"""What somebody asked for that needs the writer's place: done by a worker, one after another."""

from typing import Any, Literal

from pydantic import Field

from crosswire.records.base import Record

JobKind = Literal["add", "judge", "withdraw", "compare", "group", "source"]
JobState = Literal["waiting", "running", "done", "failed", "given up"]
"""``given up``: taken back while it waited, or its worker died at it again and again."""


class Job(Record):
    """One thing asked for, and how far it is."""

    id: str
    seq: int
    """Its place in the row; grows."""
    kind: JobKind
    asked_by: str
    asked_at: str
    state: JobState = "waiting"
    what: dict[str, Any] = Field(default_factory=dict)
    """What was asked, as ``Jobs`` put it."""
    words: str = ""
    """How far it is, for people: "12 pages read"; why it waits."""
    count: int = 0
    """Of pages read so far."""
    of: int | None = None
    """Of how many; None: not known."""
    begun_at: str | None = None
    ended_at: str | None = None
    tries: int = 0
    """How often it was begun; more than once: a worker died at it."""
    result: dict[str, Any] | None = None
    """What came of it: counts of an ``add``, the stories of a ``judge`` …"""
    because: str = ""
    """Why it failed or was given up."""

    @property
    def over(self) -> bool:
        """Nothing more happens to it."""
        return self.state in ("done", "failed", "given up")
