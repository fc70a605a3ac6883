"""What one worker of the pool holds that reads pages closely: ``python -m bench.worker PIPELINE PAGES
FOLDER`` prints one line of JSON."""

import json
import sys
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

from bench.line import made, settings
from crosswire.config import PipelineChoice
from crosswire.engine.pool import PoolEngine
from crosswire.project import Project
from crosswire.records import Capture, Failure


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """A stage that tells what its worker held at most."""

    name: str = "held"
    version: int = 1

    def open(self) -> Callable[[str], float]:
        """Nothing to load."""
        return _most


def _most(_: str) -> float:
    """Megabytes, of this program alone: what it was forked from does not count."""
    status = Path("/proc/self/status").read_text(encoding="ascii")
    line = next(one for one in status.splitlines() if one.startswith("VmHWM:"))
    return int(line.split()[1]) / 1024


def held(pipeline: PipelineChoice, pages: int) -> dict[str, float | str]:
    """Megabytes at most, after one page and after all."""
    captures = [*made(pages, heavy=True)]
    project = Project(settings(pipeline).with_(engine="pool", workers=1), debug=True)
    engine = project.engine
    assert isinstance(engine, PoolEngine)
    try:
        name = _read(project, captures[:1])
        (first,) = engine.map(Held(), ["now"], label=str)
        _read(project, captures[1:])
        (last,) = engine.map(Held(), ["now"], label=str)
    finally:
        engine.close()
    return {"name": name, "open": _number(first), "peak": _number(last)}


def _number(told: float | Failure) -> float:
    if isinstance(told, Failure):
        raise RuntimeError(told.words)  # noqa: TRY004  # a fault of the run, not of a type
    return told


def _read(project: Project, captures: Iterable[Capture]) -> str:
    name = ""
    for read in project.annotate(captures):
        if isinstance(read, Failure):
            raise RuntimeError(read.words)  # noqa: TRY004  # a fault of the run, not of a type
        name = read.annotation.model
    return name


def main(pipeline: PipelineChoice, pages: str, _: str) -> None:
    """Measure and print."""
    sys.stdout.write(json.dumps(held(pipeline, int(pages))) + "\n")


if __name__ == "__main__":
    main(*sys.argv[1:])  # type: ignore[arg-type]
