"""What of a run is done: a line beside each file, written after it.

A file counts only with its line, and a line only while it names these inputs, these versions of the
stages, and the bytes that lie there. No clock is read.
"""

import errno
import fcntl
import hashlib
import os
import secrets
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO, Literal, NamedTuple

from pydantic import ValidationError

from crosswire.errors import ConfigError, InputError, StoreError
from crosswire.records.base import Record
from crosswire.records.failure import Failure

Step = Literal["revisions", "edges", "stories", "readings", "comparisons"]
_FULL = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)


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

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def file(self, step: Step, name: str) -> Path:
        """Where the rows of a step lie."""
        return self.folder / step / f"{name}.parquet"

    def _line(self, step: Step, name: str) -> Path:
        return self.folder / "ledger" / f"{step}-{name}.json"

    def done(self, wanted: Wanted) -> Line | None:
        """The line of a file that is as it should be; None: it must be done."""
        try:
            line = Line.model_validate_json(self._line(wanted.step, wanted.name).read_bytes())
            same = (line.inputs, line.versions) == (wanted.inputs, wanted.versions)
            if same and digest(self.file(line.step, line.name)) == line.sha256:
                return line
        except (OSError, ValidationError):
            return None
        return None

    def lines(self, step: Step) -> Iterator[Line]:
        """What is done of a step, as its lines say."""
        for file in sorted((self.folder / "ledger").glob(f"{step}-*.json")):
            yield Line.model_validate_json(file.read_bytes())

    def keep(self, line: Line) -> None:
        """Write a line; its file is there."""
        with writing(self._line(line.step, line.name)) as stream:
            stream.write(line.model_dump_json(indent=1).encode() + b"\n")

    def drop_others(self, step: Step, names: Sequence[str]) -> None:
        """Let go of files that are no part of this run: those of a run that was cut otherwise."""
        wanted = set(names)
        for file in sorted((self.folder / step).glob("*.parquet")):
            if file.stem not in wanted:
                self._line(step, file.stem).unlink(missing_ok=True)
                file.unlink(missing_ok=True)


@contextmanager
def writing(file: Path) -> Iterator[IO[bytes]]:
    """A file that appears whole or not at all. Raises ``InputError``, kind ``full`` or
    ``unwritten``."""
    # A worker that was given up for lost may still write the same file, on another machine.
    part = file.with_name(f".{file.name}.{secrets.token_hex(8)}.part")
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        with part.open("xb") as stream:
            yield stream
            stream.flush()
            os.fsync(stream.fileno())
        part.replace(file)
    except OSError as fault:
        full = fault.errno in _FULL
        words = f"{file} cannot be written: {fault.strerror or fault}; "
        words += "free some space and run again" if full else "mend it and run again"
        raise InputError(words, kind="full" if full else "unwritten") from fault
    finally:
        with suppress(OSError):
            part.unlink(missing_ok=True)


def digest(file: Path) -> str:
    """The SHA-256 of a file."""
    with file.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


@contextmanager
def alone(folder: Path) -> Iterator[None]:
    """Nobody else runs into this folder meanwhile; the lock ends with the process, however it ends."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        lock = (folder / ".lock").open("w")
    except OSError as fault:
        words = f"{folder} cannot be written: {fault.strerror}; name another folder with --to"
        raise ConfigError(words) from fault
    with lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as fault:
            words = f"another run writes to {folder} now; wait for it, or name another with --to"
            raise StoreError(words, kind="busy") from fault
        yield
