"""A run over an archive: partitions are read, blocks judged and joined, stories compared.

Each step is a stage over small tasks, run by the project's engine; a task reads files and writes one,
with its line of the ledger. What has a valid line is not done again, so a run that was stopped, lost
a worker or found the disk full is taken up where it was by running it again.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

from crosswire.batch.choosing import Closely, choose, shards
from crosswire.batch.comparing import CompareShard
from crosswire.batch.grouping import (
    WriteEdges,
    read_edges,
    read_stories,
    stories_wanted,
    write_stories,
)
from crosswire.batch.ledger import Ledger, Line, Wanted
from crosswire.batch.objects import Objects, ObjectStore, is_object, key_of
from crosswire.batch.parquet import read_rows
from crosswire.batch.places import Disk, Place
from crosswire.batch.plan import Digest, Digested, Part, files_of, plan
from crosswire.batch.reading import ReadClosely, ReadPart
from crosswire.errors import InputError
from crosswire.project import Project
from crosswire.records.failure import Failure
from crosswire.stages.group import Group
from crosswire.stages.group.blocks import JudgeBlock, Kept, blocks, in_order
from crosswire.stages.group.joining import Joining, Told

if TYPE_CHECKING:
    from crosswire.store.loading import Loaded

Heard = Callable[[Failure], bool]
"""Hears of each failure; False stops the run."""


class _Task(Protocol):
    @property
    def name(self) -> str: ...


class _Step(Protocol):
    """A stage over tasks, which knows what each should leave."""

    @property
    def name(self) -> str: ...
    @property
    def version(self) -> int: ...
    def wanted(self, task: Any) -> Wanted: ...
    def open(self) -> Callable[[Any], Line]: ...


class Stopped(Exception):
    """Whoever heard of the failures had enough."""


@dataclass(slots=True)
class Summary:
    """What a run found done and what it did."""

    partitions: int = 0
    read: int = 0
    """Partitions that were read now; the others had been before."""
    articles: int = 0
    stories: int = 0
    shared: int = 0
    """Stories that two outlets tell, or more."""
    readings: int = 0
    comparisons: int = 0
    missing: list[str] = field(default_factory=list)
    """Partitions, blocks and shards that are not there: the run is not whole without them."""
    refused: int = 0
    """Pages that could not be used, those of earlier runs among them."""


class Batch:
    """One run into one folder."""

    def __init__(
        self, project: Project, folder: str | Path, told: Heard, *, debug: bool = False
    ) -> None:
        self.summary = Summary()
        self._project = project
        self._objects = ObjectStore.of(project.settings)
        self._place = _place(str(folder), self._objects)
        self._ledger = Ledger(self._place)
        self._told = told
        self._debug = debug
        self._group = Group()

    def run(
        self, paths: Iterable[str], *, partitions: int | None = None, closely: Closely = "shared"
    ) -> Summary:
        """Everything that is not done yet, in the order of the line."""
        with self._place.alone(self._project.settings.data):
            try:
                parts = self._plan(paths, partitions)
                read = self._read(parts)
                told = self._stories(read)
                if closely != "none":
                    self._compare(read, told, closely, partitions or len(parts) or 1)
            except Stopped:
                pass
        return self.summary

    def into(self, url: str) -> "Iterator[Loaded | Failure]":
        """Load what lies in the folder into a store; what became of each partition."""
        from crosswire.batch.loading import into

        return into(self._project, self._place, url, self._group)

    # ---- steps --------------------------------------------------------------------------------

    def _plan(self, paths: Iterable[str], partitions: int | None) -> list[Part]:
        files, unread = files_of(paths, self._objects)
        for failure in unread:
            self._hear(failure)
        digested: list[Digested] = []
        step = Digest(objects=self._objects)
        for one in self._project.engine.map(step, files, label=str):
            if isinstance(one, Failure):
                self._hear(one)
            else:
                digested.append(one)
        parts = plan(digested, partitions)
        self.summary.partitions = len(parts)
        return parts

    def _read(self, parts: Sequence[Part]) -> list[tuple[Part, Line]]:
        settings = self._project.settings
        step = ReadPart(
            clean=self._project.pipeline.clean, group=self._group, place=self._place,
            max_megabytes=settings.max_megabytes, objects=self._objects, debug=self._debug,
        )  # fmt: skip
        self._ledger.drop_others("revisions", [step.wanted(part).name for part in parts])
        found = [*self._done(step, parts)]
        self.summary.read = sum(fresh for *_, fresh in found)
        read = [(part, line) for part, line, _ in found]
        for _, line in read:
            for failure in line.failures:
                self.summary.refused += 1
                self._hear(failure)
        return read

    def _stories(self, read: Sequence[tuple[Part, Line]]) -> list[Told]:
        """Judge blocks, and join them; where nothing changed the stories are read."""
        models, words = self._group.models()
        ordered = in_order(self._sketches(read))
        self.summary.articles = len(ordered)
        step = WriteEdges(judge=JudgeBlock(group=self._group), place=self._place)
        cut = blocks(ordered, words, window=self._group.dormant_days)
        lines = [line for _, line, _ in self._done(step, cut)]
        self._ledger.drop_others("edges", [line.name for line in lines])
        wanted = stories_wanted(lines, self._group, (one.kept for one in ordered))
        if self._ledger.done(wanted) is None:
            joining = Joining(ordered, models, words, self._group.rules)
            told = joining.stories(read_edges(self._ledger, lines))
            try:
                write_stories(self._ledger, wanted, told)
            except InputError as refused:
                self._lost("stories", Failure(
                    stage="join", item="stories", kind=refused.kind, words=str(refused)
                ))  # fmt: skip
                raise Stopped from refused
        stories = [*read_stories(self._ledger)]
        self.summary.stories = len({one.story for one in stories})
        return stories

    def _sketches(self, read: Sequence[tuple[Part, Line]]) -> Iterator[Kept]:
        for _, line in read:
            for row in read_rows(self._ledger, "revisions", line.name, ["id", "sketch"]):
                yield Kept(row["id"], row["sketch"])

    def _compare(
        self, read: Sequence[tuple[Part, Line]], told: Sequence[Told], closely: Closely, count: int
    ) -> None:
        pipeline = self._project.pipeline
        wishes, self.summary.shared = choose(self._ledger, read, told, closely, count)
        close = ReadClosely(
            clean=pipeline.clean, annotate=pipeline.annotate, quote=pipeline.quote,
            place=self._place, debug=self._debug,
        )  # fmt: skip
        self._ledger.drop_others("readings", [close.wanted(wish).name for wish in wishes])
        found = [(wish, line) for wish, line, _ in self._done(close, wishes)]
        self._count(line for _, line in found)
        self.summary.readings = sum(line.rows for _, line in found)
        compare = CompareShard(compare=pipeline.compare, place=self._place, debug=self._debug)
        cut = [*shards(found)]
        self._ledger.drop_others("comparisons", [compare.wanted(one).name for one in cut])
        compared = [line for _, line, _ in self._done(compare, cut)]
        self._count(compared)
        self.summary.comparisons = sum(line.rows for line in compared)

    def _count(self, lines: Iterable[Line]) -> None:
        for line in lines:
            for failure in line.failures:
                self.summary.refused += 1
                self._hear(failure)

    # ---- tasks --------------------------------------------------------------------------------

    def _done(self, step: _Step, tasks: Iterable[_Task]) -> Iterator[tuple[Any, Line, bool]]:
        """Each task whose file is there, with its line, and whether that was written now."""
        known: dict[str, tuple[Any, Line]] = {}
        asked: list[Any] = []

        def missing() -> Iterator[Any]:
            for task in tasks:
                line = self._ledger.done(step.wanted(task))
                if line is None:
                    asked.append(task)
                    yield task
                else:
                    known[line.name] = (task, line)

        fresh: dict[str, tuple[Any, Line]] = {}
        for at, made in enumerate(
            self._project.engine.map(step, missing(), label=lambda task: str(task.name))
        ):
            if isinstance(made, Failure):
                self._lost(asked[at].name, made)
            else:
                fresh[made.name] = (asked[at], made)
        for name in sorted(known | fresh):
            yield *(known | fresh)[name], name in fresh

    def _lost(self, name: str, failure: Failure) -> None:
        self.summary.missing.append(name)
        self._hear(failure)

    def _hear(self, failure: Failure) -> None:
        if not self._told(failure):
            raise Stopped


def _place(stated: str, objects: ObjectStore) -> Place:
    """A folder, or what an address names."""
    return Objects(objects, key_of(stated)) if is_object(stated) else Disk(Path(stated))
