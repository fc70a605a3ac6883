"""What of a run is done: a line beside each file, written after it.

A file counts only with its line, and a line only while it names these inputs, these versions of the
stages, and the bytes that lie there. No clock is read.
"""

import hashlib
from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Any, Literal, NamedTuple

from pydantic import ValidationError

from crosswire.batch.places import Disk, Place
from crosswire.records.base import Record
from crosswire.records.failure import Failure

Step = Literal["revisions", "edges", "stories", "readings", "comparisons"]
_ROWS = ".parquet"


class Line(Record):
    """That a file of a run is done: from which inputs, by which stages, and what is in it."""

    step: Step
    name: str
    """Of the file, without its ending."""
    inputs: str
    versions: tuple[str, ...]
    rows: int
    sha256: str
    """Of the file."""
    mark: str = ""
    """What an object store calls those bytes."""
    failures: tuple[Failure, ...] = ()
    """What of its inputs could not be used."""


class Wanted(NamedTuple):
    """A file that should be there."""

    step: Step
    name: str
    inputs: str
    versions: tuple[str, ...]


class Ledger:
    """The lines of one folder."""

    def __init__(self, place: Place | Path) -> None:
        self.place = Disk(place) if isinstance(place, Path) else place

    def done(self, wanted: Wanted) -> Line | None:
        """The line of a file that is as it should be; None: it must be done."""
        try:
            line = Line.model_validate_json(self.place.get(_line(wanted.step, wanted.name)))
            same = (line.inputs, line.versions) == (wanted.inputs, wanted.versions)
            if same and self.place.holds(_file(line.step, line.name), line.sha256, line.mark):
                return line
        except (OSError, ValidationError):
            return None
        return None

    def lines(self, step: Step) -> Iterator[Line]:
        """What is done of a step, as its lines say."""
        for name in self.place.names("ledger"):
            if name.startswith(f"{step}-"):
                yield Line.model_validate_json(self.place.get(f"ledger/{name}"))

    def source(self, step: Step, name: str) -> AbstractContextManager[Any]:
        """The rows of a step, as pyarrow reads them."""
        return self.place.source(_file(step, name))

    def keep(
        self, wanted: Wanted, data: bytes, rows: int, failures: Sequence[Failure] = ()
    ) -> Line:
        """Write a file, then its line."""
        mark = self.place.put(_file(wanted.step, wanted.name), data)
        line = Line(
            step=wanted.step, name=wanted.name, inputs=wanted.inputs, versions=wanted.versions,
            rows=rows, sha256=hashlib.sha256(data).hexdigest(), mark=mark, failures=tuple(failures),
        )  # fmt: skip
        body = line.model_dump_json(indent=1, exclude_defaults=True).encode() + b"\n"
        self.place.put(_line(line.step, line.name), body)
        return line

    def drop_others(self, step: Step, names: Sequence[str]) -> None:
        """Let go of files that are no part of this run: those of a run that was cut otherwise."""
        wanted = {name + _ROWS for name in names}
        for name in self.place.names(step):
            if name.endswith(_ROWS) and name not in wanted:
                self.place.drop(_line(step, name.removesuffix(_ROWS)))
                self.place.drop(f"{step}/{name}")


def _file(step: Step, name: str) -> str:
    return f"{step}/{name}{_ROWS}"


def _line(step: Step, name: str) -> str:
    return f"ledger/{step}-{name}.json"
