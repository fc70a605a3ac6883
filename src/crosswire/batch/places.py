"""Where the files of a run lie: a folder, or the objects below an address."""

import errno
import fcntl
import hashlib
import os
import secrets
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

from crosswire.errors import ConfigError, InputError, StoreError

FULL = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)


class Place(Protocol):
    """Files by name (``revisions/part-00001.parquet``). What is not there is ``FileNotFoundError``."""

    def put(self, name: str, data: bytes) -> str:
        """Write a file, which appears whole or not at all; what tells those bytes there from others, or
        nothing where only their digest does. Raises ``InputError``, kind ``full`` or ``unwritten``."""
        ...

    def get(self, name: str) -> bytes:
        """The bytes of a file."""
        ...

    def source(self, name: str) -> AbstractContextManager[Any]:
        """A file as pyarrow reads it: no more of it than is asked for."""
        ...

    def holds(self, name: str, digest: str, mark: str) -> bool:
        """Whether a file is there that has this SHA-256, by the ``mark`` that ``put`` gave."""
        ...

    def names(self, folder: str) -> list[str]:
        """The names of the files in a folder, sorted."""
        ...

    def drop(self, name: str) -> None:
        """Remove a file, if it is there."""
        ...

    def alone(self, data: Path) -> AbstractContextManager[None]:
        """Nobody else runs into this place meanwhile; ``data`` is the user's folder."""
        ...


@dataclass(frozen=True, slots=True)
class Disk:
    """A folder."""

    folder: Path

    def __str__(self) -> str:
        return str(self.folder)

    def put(self, name: str, data: bytes) -> str:
        """Written beside, then renamed."""
        file = self.folder / name
        # A worker that was given up for lost may still write the same file, on another machine.
        part = file.with_name(f".{file.name}.{secrets.token_hex(8)}.part")
        try:
            file.parent.mkdir(parents=True, exist_ok=True)
            with part.open("xb") as stream:
                stream.write(data)
                stream.flush()
                os.fsync(stream.fileno())
            part.replace(file)
        except OSError as fault:
            raise unwritten(str(file), fault) from fault
        finally:
            with suppress(OSError):
                part.unlink(missing_ok=True)
        return ""

    def get(self, name: str) -> bytes:
        """Read whole."""
        return (self.folder / name).read_bytes()

    def source(self, name: str) -> AbstractContextManager[Any]:
        """pyarrow opens it by its path."""
        return nullcontext(self.folder / name)

    def holds(self, name: str, digest: str, mark: str) -> bool:
        """By reading it: a disk may have lost what it took."""
        return file_digest(self.folder / name) == digest

    def names(self, folder: str) -> list[str]:
        """Without those that are being written."""
        found = (self.folder / folder).glob("*")
        return sorted(file.name for file in found if not file.name.startswith("."))

    def drop(self, name: str) -> None:
        """At once."""
        (self.folder / name).unlink(missing_ok=True)

    @contextmanager
    def alone(self, data: Path) -> Iterator[None]:
        """By a lock in the folder."""
        with locked(self.folder / ".lock", str(self.folder)):
            yield


@contextmanager
def locked(file: Path, what: str) -> Iterator[None]:
    """Nobody else holds ``file`` meanwhile; the lock ends with the process, however it ends."""
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        lock = file.open("w")
    except OSError as fault:
        words = f"{file.parent} cannot be written: {fault.strerror}; name another folder with --to"
        raise ConfigError(words) from fault
    with lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as fault:
            words = f"another run writes to {what} now; wait for it, or name another with --to"
            raise StoreError(words, kind="busy") from fault
        yield


def unwritten(where: str, fault: OSError) -> InputError:
    """That a file could not be written, and what to do."""
    full = fault.errno in FULL
    words = f"{where} cannot be written: {fault.strerror or fault}; "
    words += "free some space and run again" if full else "mend it and run again"
    return InputError(words, kind="full" if full else "unwritten")


def file_digest(file: Path) -> str:
    """The SHA-256 of a file."""
    with file.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()
