"""Loading a run's results into a store: partitions side by side, then the stories."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from crosswire.batch.ledger import Ledger, Line
from crosswire.batch.parquet import STORIES, read_rows, unpack
from crosswire.batch.places import Place
from crosswire.batch.reading import FORMAT, Versioned
from crosswire.engine.base import Engine
from crosswire.errors import StoreError
from crosswire.project import Project
from crosswire.records.article import Revision
from crosswire.records.failure import Failure
from crosswire.records.story import Evidence, Move, story_id
from crosswire.stages.outlets import load_outlets
from crosswire.store.base import open_store
from crosswire.store.loading import Loaded, Part, Placed, load, placing

_TOGETHER = 5_000
"""Articles that are put into stories in one transaction."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LoadPart:
    """The line of a file of revisions → what became of it in the store."""

    url: str
    clean: tuple[str, str]
    place: Place
    outlets: Path | None = None
    """The user's table of outlets."""
    name: str = "load"
    version: int = 1

    def open(self) -> Callable[[Line], Loaded]:
        """Nothing is loaded before a partition is."""

        table = load_outlets(self.outlets)

        def run(line: Line) -> Loaded:
            def revisions() -> Sequence[Revision]:
                rows = read_rows(Ledger(self.place), "revisions", line.name, ["record"])
                return [unpack(Revision, row["record"]) for row in rows]

            return load(self.url, Part(line.sha256, FORMAT, self.clean, revisions, table))

        return run


def load_all(engine: Engine, stage: LoadPart, lines: Sequence[Line]) -> Iterator[Loaded | Failure]:
    """Load partitions that no process has loaded or is loading; what became of each."""
    if "://" not in stage.url:
        from crosswire.engine.local import LocalEngine

        engine = LocalEngine()  # one file, one writer
    yield from engine.map(stage, lines, label=lambda line: line.name)


def place_all(url: str, folder: Place, group: Versioned, lines: Sequence[Line]) -> int:
    """Put the articles of a run into the stories that the run found; how many were put."""
    from crosswire.store.adding import article_key

    ledger = Ledger(folder)
    keys: dict[str, str] = {}
    sketches: dict[str, bytes] = {}
    for line in lines:
        for row in read_rows(ledger, "revisions", line.name, ["id", "sketch", "record"]):
            keys[row["id"]] = article_key(unpack(Revision, row["record"]))
            sketches[row["id"]] = row["sketch"]
    rows = [*read_rows(ledger, "stories", "stories", STORIES.names)]
    founders = {row["story"]: keys[row["id"]] for row in rows if _founds(row)}
    placed = [
        Placed(_move(row, keys, founders, f"{group.name}/{group.version}"), sketches[row["id"]])
        for row in sorted(rows, key=lambda row: not _founds(row))
    ]
    # Two pages of one address are one article.
    once = [*{one.move.article: one for one in reversed(placed)}.values()][::-1]
    number = 0
    with placing(url) as place:
        for at in range(0, len(once), _TOGETHER):
            some = once[at : at + _TOGETHER]
            name = f"{lines[0].sha256}:{len(lines)}:{at}"
            number += place(name, str(group.version), some).get("placed", 0)
    return number


def _founds(row: dict[str, Any]) -> bool:
    return bool(row["story"] == story_id(row["id"]))


def _move(
    row: dict[str, Any], keys: dict[str, str], founders: dict[str, str], made_by: str
) -> Move:
    chance = row["probability"]
    words = "judged in blocks of an archive, and joined"
    why = Evidence(feature="archive", value=chance, weight=0.0, words=words)
    return Move(
        article=keys[row["id"]], story=story_id(founders[row["story"]]), how=row["how"],
        role=row["role"], probability=chance, because=(why,), made_by=made_by,
    )  # fmt: skip


def wait_for(busy: int, folder: Place) -> None:
    """Raises where partitions are still another process's: the stories come once all are there."""
    if busy:
        raise StoreError(
            f"{busy} partitions of {folder} are being loaded by other processes; their stories are "
            "put in by whoever runs last: run again",
            kind="busy",
        )


def into(project: Project, folder: Place, url: str, group: Versioned) -> Iterator[Loaded | Failure]:
    """Load what a finished run left in ``folder`` into the store at ``url``, which is made where there
    is none; then its stories. What became of each partition as it comes."""
    ledger = Ledger(folder)
    with open_store(url, create=True):
        pass
    clean = project.pipeline.clean
    stage = LoadPart(url=url, clean=(clean.name, str(clean.version)), place=folder,
                     outlets=clean.outlets)  # fmt: skip
    lines = [*ledger.lines("revisions")]
    busy = 0
    for found in load_all(project.engine, stage, lines):
        busy += isinstance(found, Loaded) and found.busy
        yield found
    wait_for(busy, folder)
    place_all(url, folder, group, lines)
