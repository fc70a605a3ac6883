"""How an archive is cut: by what is in its files, never by the order in which they are named."""

import hashlib
import os
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

from crosswire.batch.objects import ObjectStore, is_object, key_of
from crosswire.batch.tables import is_table
from crosswire.errors import InputError
from crosswire.intake.archive import is_archive
from crosswire.intake.files import LINES, PAGES, paths_of
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
    """A file, how large it is, and the SHA-256 of its bytes; of an object's tag and size."""

    path: str
    size: int
    digest: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Digest:
    """The name of a file or the address of an object → what is in it."""

    objects: ObjectStore = field(default_factory=ObjectStore)
    name: str = "plan"
    version: int = 1

    def open(self) -> Callable[[str], Digested]:
        """Nothing is loaded."""
        return lambda path: _digested(path, self.objects)


def _digested(path: str, objects: ObjectStore) -> Digested:
    digest = hashlib.sha256()
    try:
        if is_object(path):
            return Digested(path, *objects.seen(key_of(path)))
        with Path(path).open("rb") as stream:
            while block := stream.read(1 << 20):
                digest.update(block)
            return Digested(path, stream.tell(), digest.hexdigest())
    except OSError as fault:
        kind = "missing" if isinstance(fault, FileNotFoundError) else "unreadable"
        words = f"{path} cannot be read: {fault.strerror or fault}; check the path"
        raise InputError(words, kind=kind) from fault


def files_of(
    paths: Iterable[str], objects: ObjectStore | None = None
) -> tuple[list[str], list[Failure]]:
    """The files and objects that paths stand for, once each, and what stands for none."""
    found: set[str] = set()
    failures: list[Failure] = []
    for path in paths:
        if is_object(path):
            files, unread = _objects_of(path, objects or ObjectStore())
        else:
            files, unread = _local_of(path)
        found.update(files)
        failures += unread
    return sorted(found), failures


def _local_of(path: str) -> tuple[list[str], list[Failure]]:
    files, unread = paths_of(Path(path))
    if Path(path).is_dir():
        tables = [f for f in sorted(Path(path).rglob("*")) if is_table(f.name) and _is_file(f)]
        files, unread = files + tables, unread if not tables else []
    return [os.path.realpath(file) for file in files], unread


def _is_file(file: Path) -> bool:
    return file.is_file() and not file.name.startswith(".")


def _objects_of(path: str, objects: ObjectStore) -> tuple[list[str], list[Failure]]:
    """An object, or those below a folder that may hold articles."""
    key = key_of(path)
    try:
        found = objects.files(key)
    except InputError as refused:
        return [], [_failed(path, refused.kind, str(refused))]
    if not found:
        words = f"{path} does not exist; check the address"
        return [], [_failed(path, "missing", words)]
    if found == [key]:
        return [path], []
    pages = [one.address for one in found if _is_page(Path(one.path))]
    if not pages:
        words = f"{path} holds no page, no archive, no article lines and no table of them"
        return [], [_failed(path, "no-pages", words)]
    return pages, []


def _is_page(name: Path) -> bool:
    bare = name.name.lower().removesuffix(".gz")
    wanted = bare.endswith(PAGES + LINES) or is_archive(name) or is_table(name.name)
    return wanted and not name.name.startswith(".")


def _failed(item: str, kind: str, words: str) -> Failure:
    return Failure(stage="intake", item=item, kind=kind, words=words)


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
