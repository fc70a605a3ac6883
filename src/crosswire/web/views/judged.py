"""What people decided of pairs, and what waits to be decided."""

from typing import Literal

from crosswire.records.base import Record
from crosswire.records.entity import EntityJudgement
from crosswire.records.job import Job
from crosswire.records.judgement import Judgement
from crosswire.records.story import StoryJudgement
from crosswire.report.shelf import Cell

Of = Literal["story", "entity", "passage"]
ONE = {"story": "story", "entity": "name", "passage": "statement"}
"""What two of them may be, for people."""


class AskedFor(Record):
    """A judgement that was asked for by button, and how far it is."""

    job: Job
    of: Of
    decision: str
    """Empty: one is taken back."""

    @property
    def words(self) -> str:
        """For people: "same statement", "different story"."""
        if not self.decision:
            return "taken back"
        known = {"partly": "the same in part", "conflict": "in conflict"}
        return known.get(self.decision, f"{self.decision} {ONE[self.of]}")


class PairSide(Record):
    """One passage of a pair, in its sentence and between its neighbours."""

    cell: Cell
    outlet: str
    headline: str
    published: str
    url: str | None = None


class Pair(Record):
    """Two passages that may make one statement or two."""

    story: str
    title: str
    """The story's headline and whose it is."""
    a: PairSide
    b: PairSide
    score: float
    reasons: tuple[str, ...] = ()
    """What both have in common."""
    differ: tuple[str, ...] = ()


class Waiting(Record):
    """A pair, and whether somebody asked for a decision on it that is not done yet."""

    pair: Pair
    asked: AskedFor | None = None


class ReviewView(Record):
    """Pairs that wait, of the stories lined up last."""

    waiting: tuple[Waiting, ...]
    looked_at: int
    """Stories whose line-up was looked through for this page."""
    unreadable: int = 0
    """Of these, those whose line-up was made of texts that are read otherwise by now: line them up
    anew."""
    next: str | None = None
    last: AskedFor | None = None
    """What this reader decided last, to be undone."""


class JudgementsView(Record):
    """What people decided, the newest first; withdrawn or not."""

    passages: tuple[Judgement, ...]
    stories: tuple[StoryJudgement, ...]
    entities: tuple[EntityJudgement, ...]
    asked: tuple[AskedFor, ...]
    """What was asked for by button and is not done yet."""


def asked_for(job: Job) -> AskedFor | None:
    """What a job judges; None: it judges nothing."""
    if job.kind not in ("judge", "withdraw"):
        return None
    what = {**job.what}
    return AskedFor(job=job, of=what.get("of", "story"), decision=what.get("decision", ""))
