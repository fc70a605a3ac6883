"""What can be asked for as a job. Passages are asked for by their places: no word of them is kept with
the job, so that none outlives an erasure."""

from typing import Annotated, Literal

from pydantic import Field, TypeAdapter

from crosswire.records.base import Record
from crosswire.records.job import JobKind
from crosswire.records.judgement import Decision

Closely = Literal["shared", "all", "none"]


class Spooled(Record):
    """A file that waits beside the store."""

    sha256: str
    name: str
    """As its sender called it, made safe."""
    size: int


class Add(Record):
    """Keep pages: addresses, which are fetched, and files that wait."""

    kind: Literal["add"] = "add"
    names: tuple[str, ...] = ()
    files: tuple[Spooled, ...] = ()
    closely: Closely = "shared"
    headlines: bool = False
    watch: bool = False
    """The addresses become sources: a watch asks them again and again."""


class JudgeArticles(Record):
    """Two articles tell one story, or two; both by id."""

    kind: Literal["judge"] = "judge"
    of: Literal["story"] = "story"
    a: str
    b: str
    decision: Literal["same", "different"]
    because: str = Field(default="", max_length=2000)


class JudgeNames(Record):
    """Two entities are one, or two; by the ids of entities across articles, or of their members."""

    kind: Literal["judge"] = "judge"
    of: Literal["entity"] = "entity"
    a: str
    b: str
    decision: Literal["same", "different"]
    because: str = Field(default="", max_length=2000)


class Place(Record):
    """A passage of an article: where it stands."""

    article: str
    """The article's name, as its comparison has it."""
    outlet: str
    text: str
    start: int = Field(ge=0)
    end: int = Field(ge=1)


class JudgePassages(Record):
    """Two passages of a story are one statement, one in part, two, or in conflict."""

    kind: Literal["judge"] = "judge"
    of: Literal["passage"] = "passage"
    story: str
    a: Place
    b: Place
    decision: Decision
    hard: bool = False
    because: str = Field(default="", max_length=2000)


class Withdraw(Record):
    """Take a judgement back."""

    kind: Literal["withdraw"] = "withdraw"
    of: Literal["story", "entity", "passage"] = "story"
    judgement: str = Field(min_length=1)
    story: str | None = None
    """Of a passage: the story to line up anew."""


class Compare(Record):
    """Line a story up."""

    kind: Literal["compare"] = "compare"
    story: str


class Regroup(Record):
    """The delayed pass over everything that is awake."""

    kind: Literal["group"] = "group"


class ChangeSource(Record):
    """Pause a source, resume it, ask it at the next round of a watch, or watch it no more."""

    kind: Literal["source"] = "source"
    url: str = Field(min_length=1, max_length=4000)
    """Its address, whole."""
    act: Literal["pause", "resume", "ask", "forget"]


Judge = Annotated[JudgeArticles | JudgeNames | JudgePassages, Field(discriminator="of")]
Wanted = (
    Add | JudgeArticles | JudgeNames | JudgePassages | Withdraw | Compare | Regroup | ChangeSource
)

_SHAPES: dict[JobKind, TypeAdapter[Wanted]] = {
    "add": TypeAdapter(Add), "judge": TypeAdapter(Judge), "withdraw": TypeAdapter(Withdraw),
    "compare": TypeAdapter(Compare), "group": TypeAdapter(Regroup),
    "source": TypeAdapter(ChangeSource),
}  # fmt: skip


def wanted(kind: JobKind, what: dict[str, object]) -> Wanted:
    """What a job asks for."""
    return _SHAPES[kind].validate_python({**what, "kind": kind})


def asked(wanted_: Wanted) -> dict[str, object]:
    """The same as a job keeps it."""
    return wanted_.model_dump(mode="json", exclude={"kind"})
