"""Runs over an archive, and what they leave."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from crosswire.batch.choosing import Closely
from crosswire.batch.ledger import Ledger, Step
from crosswire.batch.parquet import read_rows
from crosswire.batch.places import Place
from crosswire.batch.run import Batch, Summary
from crosswire.config import EngineChoice, Settings
from crosswire.project import Project
from crosswire.records import Failure
from crosswire.stages.clean import Clean

COLUMNS: dict[Step, list[str]] = {
    "revisions": ["id", "article", "text", "sketch", "record"],
    "edges": ["a", "b", "probability", "kind", "because"],
    "stories": ["id", "story", "role", "how", "probability", "copy_of"],
    "readings": ["id", "story", "article", "record"],
    "comparisons": ["id", "articles", "record"],
}
Records = dict[str, list[dict[str, Any]]]


def project(data: Path, engine: EngineChoice) -> Project:
    """A project of two workers, or one."""
    workers = 1 if engine == "local" else 2
    settings = Settings(
        data=data, pipeline="small", cache_megabytes=0, engine=engine, workers=workers
    )
    return Project(settings)


def with_clean(project: Project, clean: Clean) -> Project:
    """The project, cleaning with another recipe."""
    vars(project)["pipeline"] = replace(project.pipeline, clean=clean)
    return project


def run(
    project: Project,
    paths: Sequence[str],
    folder: str | Path,
    partitions: int | None,
    closely: Closely = "none",
) -> tuple[Summary, list[Failure]]:
    """Run, and what failed."""
    heard: list[Failure] = []

    def told(failure: Failure) -> bool:
        heard.append(failure)
        return True

    batch = Batch(project, folder, told)
    return batch.run(paths, partitions=partitions, closely=closely), heard


def records(folder: Path | Place) -> Records:
    """Every record of a run, byte for byte, sorted."""
    found: Records = {}
    for step, columns in COLUMNS.items():
        ledger = Ledger(folder)
        names = [n.removesuffix(".parquet") for n in ledger.place.names(step)]
        rows = [row for name in names for row in read_rows(ledger, step, name, columns)]
        found[step] = sorted(rows, key=lambda row: [repr(value) for value in row.values()])
    return found
