"""The stages of a run that read: a partition's pages, and those of them that are read closely."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, fields
from itertools import groupby
from typing import Any, NamedTuple, Protocol

from crosswire.batch.ledger import Ledger, Line, Wanted
from crosswire.batch.objects import ObjectStore
from crosswire.batch.parquet import (
    READINGS,
    REVISIONS,
    Row,
    pack,
    packed_rows,
    read_rows,
    unpack,
)
from crosswire.batch.places import Place
from crosswire.batch.plan import Part, digest_of
from crosswire.batch.sources import GONE, captures
from crosswire.engine.base import Run, attempt
from crosswire.errors import ConfigError, InputError
from crosswire.pipeline import arrival
from crosswire.records.article import Capture, Revision
from crosswire.records.failure import Failure
from crosswire.records.quotation import Reading
from crosswire.stages.annotate import Annotate
from crosswire.stages.clean import Clean
from crosswire.stages.group import Group
from crosswire.stages.quote import Quote

FORMAT = "batch/1"
"""Moves whenever the columns do."""


class Versioned(Protocol):
    """A recipe, as the ledger knows it."""

    @property
    def name(self) -> str:
        """Short verb."""
        ...

    @property
    def version(self) -> int:
        """Moves with results."""
        ...


def version(*stages: Versioned) -> tuple[str, ...]:
    """Names and versions, as a line of the ledger has them."""
    return (FORMAT, *(f"{stage.name}/{stage.version}" for stage in stages))


def same_code(*stages: Any) -> None:
    """Raises ``ConfigError`` where a recipe came from another version of crosswire than the one that
    would follow it here: a cluster of two versions would mix them in one folder."""
    for stage in stages:
        here = {f.name: f.default for f in fields(stage)}["version"]
        if stage.version != here:
            raise ConfigError(
                f"the run was begun with {stage.name}/{stage.version}, and a worker of it has "
                f"{stage.name}/{here}; install the same crosswire on every node and run again"
            )


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadPart:
    """A partition → the line of its file of revisions."""

    clean: Clean
    group: Group
    place: Place
    max_megabytes: int
    objects: ObjectStore = field(default_factory=ObjectStore)
    debug: bool = False
    name: str = "read"
    version: int = 1

    def wanted(self, part: Part) -> Wanted:
        """What should be there of a partition."""
        versions = version(self.clean, self.group)
        return Wanted("revisions", part_name(part.number), part.inputs, versions)

    def open(self) -> Callable[[Part], Line]:
        """Load what cleaning needs, once a worker."""
        from crosswire.models.frequency import background
        from crosswire.stages.group.sketch import sketch

        same_code(self.clean, self.group)
        clean, words = self.clean.open(), background()

        def run(part: Part) -> Line:
            rows: dict[str, Row] = {}
            failures: list[Failure] = []
            for one in self._captures(part):
                read = one if isinstance(one, Failure) else self._cleaned(clean, one)
                if isinstance(read, Failure):
                    failures.append(read)
                    continue
                key = read.capture.id
                seen = read.capture.fetched.at if read.capture.fetched else None
                drawn = sketch(arrival(read, article=key, seen=seen), words).pack()
                rows[key] = _revision_row(key, read, drawn)
            return self._kept(part, rows, failures)

        return run

    def _captures(self, part: Part) -> Iterator[Capture | Failure]:
        """Its pages; a file that went away since the run began is no page that failed: the whole
        partition is tried again."""
        megabytes = self.max_megabytes
        for path, units in groupby(sorted(part.units), key=lambda unit: unit.path):
            some = [*units]
            pieces = {(unit.stripe, unit.of) for unit in some}
            for one in captures(path, some[0].digest, pieces, self.objects, megabytes):
                if isinstance(one, Failure) and one.item == path and one.kind in GONE:
                    raise InputError(one.words, kind=one.kind)
                yield one

    def _cleaned(self, clean: Run, capture: Capture) -> Revision | Failure:
        done: Revision | Failure = attempt(
            (self.clean,), (clean,), capture, capture.name, debug=self.debug
        )
        return done

    def _kept(self, part: Part, rows: Mapping[str, Row], failures: list[Failure]) -> Line:
        ordered = [rows[key] for key in sorted(rows)]
        data = packed_rows(REVISIONS, ordered)
        return Ledger(self.place).keep(self.wanted(part), data, len(rows), failures)


def _revision_row(key: str, read: Revision, drawn: bytes) -> Row:
    # The bytes stay in the archive; the record says which they are, by their digest, in its text.
    lean = read.model_copy(update={"capture": read.capture.model_copy(update={"payload": None})})
    return {
        "id": key,
        "article": read.article,
        "url": read.capture.url,
        "outlet": read.outlet.value if read.outlet else read.capture.outlet,
        "published": read.published.value if read.published else read.capture.published,
        "title": read.headline.value if read.headline else read.capture.title,
        "language": read.language,
        "words": len(read.body.content.split()),
        "complete": read.completeness.state,
        "text": read.body.content,
        "origin": read.capture.origin,
        "sketch": drawn,
        "record": pack(lean),
    }


class Asked(NamedTuple):
    """An article that is read closely."""

    article: str
    name: str
    """What it goes by in its story."""
    story: str
    shard: int
    """The stories that its own is compared with; -1: it is not compared."""


class Wish(NamedTuple):
    """Which articles of a partition are read closely."""

    number: int
    source: str
    """The SHA-256 of its file of revisions."""
    articles: tuple[Asked, ...]

    @property
    def name(self) -> str:
        """As people see it."""
        return f"partition {self.number}, read closely"


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadClosely:
    """Articles of a partition → the line of its file of readings."""

    clean: Clean
    annotate: Annotate
    quote: Quote
    place: Place
    debug: bool = False
    name: str = "read closely"
    version: int = 1

    def wanted(self, wish: Wish) -> Wanted:
        """What should be there of a wish."""
        asked = digest_of(wish.source, *("\n".join(map(str, one)) for one in wish.articles))
        model = f"{self.annotate.name}:{self.annotate.pipeline}"
        versions = (*version(self.clean, self.annotate, self.quote), model)
        return Wanted("readings", part_name(wish.number), asked, versions)

    def open(self) -> Callable[[Wish], Line]:
        """Load the parser and what finds quotations, once a worker."""
        same_code(self.clean, self.annotate, self.quote)
        stages = (self.annotate, self.quote)
        runs = [stage.open() for stage in stages]

        def run(wish: Wish) -> Line:
            ledger, wanted = Ledger(self.place), self.wanted(wish)
            asked = {one.article: one for one in wish.articles}
            rows: list[Row] = []
            failures: list[Failure] = []
            source = read_rows(ledger, "revisions", wanted.name, ["id", "record"])
            for found in source if asked else ():
                one = asked.get(found["id"])
                if one is None:
                    continue
                revision = unpack(Revision, found["record"])
                revision = revision.model_copy(update={"article": one.name})
                read = attempt(stages, runs, revision, one.name, debug=self.debug)
                if isinstance(read, Failure):
                    failures.append(read)
                else:
                    rows.append(_reading_row(one, read))
            rows.sort(key=lambda row: (row["shard"], row["story"], row["id"]))
            data = packed_rows(READINGS, rows, groups="shard")
            return ledger.keep(wanted, data, len(rows), failures)

        return run


def _reading_row(one: Asked, read: Reading) -> Row:
    return {
        "id": one.article,
        "story": one.story,
        "shard": one.shard,
        "article": read.article,
        "quotations": len(read.quotations),
        "record": pack(read),
    }


def part_name(number: int) -> str:
    """The name of a partition's files."""
    return f"part-{number:05d}"
