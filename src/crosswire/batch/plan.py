"""How an archive is cut: by what is in its files, never by the order in which they are named."""

import hashlib
import os
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from crosswire.errors import InputError
from crosswire.intake.files import paths_of
from crosswire.records.failure import Failure

STRIPE = 64_000_000
"""Bytes of a file that are read as one piece; a larger file is shared out among partitions."""
SHARE = 64_000_000
"""Bytes of a partition where nobody says how many there are to be."""
MOST = 100_000


class Unit(NamedTuple):
    """What a partition reads of a file: every ``of``-th page of it, from the ``stripe``-th on."""

    path: str
    digest: str
    stripe: int
    of: int


class Part(NamedTuple):
    """A partition."""

    number: int
    units: tuple[Unit, ...]

    @property
    def name(self) -> str:
        """As people see it."""
        return f"partition {self.number}"

    @property
    def inputs(self) -> str:
        """What it reads, wherever the files lie."""
        read = sorted(f"{Path(u.path).name} {u.digest} {u.stripe}/{u.of}" for u in self.units)
        return digest_of(str(self.number), *read)


class Digested(NamedTuple):
    """A file, how large it is, and the SHA-256 of its bytes."""

    path: str
    size: int
    digest: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Digest:
    """The name of a file → what is in it."""

    name: str = "plan"
    version: int = 1

    def open(self) -> Callable[[str], Digested]:
        """Nothing is loaded."""
        return _digested


def _digested(path: str) -> Digested:
    digest = hashlib.sha256()
    try:
        with Path(path).open("rb") as stream:
            while block := stream.read(1 << 20):
                digest.update(block)
            return Digested(path, stream.tell(), digest.hexdigest())
    except OSError as fault:
        kind = "missing" if isinstance(fault, FileNotFoundError) else "unreadable"
        words = f"{path} cannot be read: {fault.strerror or fault}; check the path"
        raise InputError(words, kind=kind) from fault


def files_of(paths: Iterable[str]) -> tuple[list[str], list[Failure]]:
    """The files that paths stand for, once each, and what stands for none."""
    found: set[str] = set()
    failures: list[Failure] = []
    for path in paths:
        files, unread = paths_of(Path(path))
        found |= {os.path.realpath(file) for file in files}
        failures += unread
    return sorted(found), failures


def plan(files: Sequence[Digested], partitions: int | None, *, stripe: int = STRIPE) -> list[Part]:
    """The partitions that hold something. Each piece of a file goes where its content says, so that
    a file which comes to an archive leaves the partitions of the others as they were.

    A file that is there twice under one name is read once.
    """
    once = {(one.digest, Path(one.path).name): one for one in sorted(files, reverse=True)}
    total = sum(one.size for one in once.values())
    count = partitions or min(max(1, -(-total // SHARE)), MOST)
    units: dict[int, list[Unit]] = {}
    for one in sorted(once.values()):
        of = min(count, max(1, -(-one.size // stripe)))
        first = int(one.digest[:12], 16)
        for piece in range(of):
            unit = Unit(one.path, one.digest, piece, of)
            units.setdefault((first + piece) % count, []).append(unit)
    return [Part(number, tuple(units[number])) for number in sorted(units)]


def digest_of(*parts: str) -> str:
    """The SHA-256 of words that cannot run together."""
    digest = hashlib.sha256()
    for part in parts:
        data = part.encode("utf-8", "surrogatepass")
        digest.update(len(data).to_bytes(8, "big") + data)
    return digest.hexdigest()
