"""The pages of a partition: files, objects fetched as files, and tables of article lines."""

from collections.abc import Iterator
from contextlib import AbstractContextManager, nullcontext
from pathlib import Path
from typing import Any

from crosswire.batch.objects import ObjectStore, is_object, key_of
from crosswire.batch.tables import is_table, table_articles
from crosswire.errors import InputError
from crosswire.intake.files import MEGABYTE, read_paths
from crosswire.records.article import Capture
from crosswire.records.failure import Failure

Pieces = set[tuple[int, int]]
GONE = ("missing", "unreadable", "unreachable", "changed", "full", "unwritten")
"""What is no fault of a file's content: it is to be tried again."""


def captures(
    path: str, digest: str, pieces: Pieces, objects: ObjectStore, megabytes: int
) -> Iterator[Capture | Failure]:
    """Some pieces of what lies under ``path``, which was planned with this ``digest``.

    What cannot be read becomes a ``Failure``, its item the path where it is all of it.
    """
    try:
        if is_table(path):
            with _table(path, digest, objects) as source:
                yield from table_articles(source, path, pieces, megabytes * MEGABYTE)
        elif is_object(path):
            with objects.fetched(key_of(path), digest) as file:
                for one in _pages(str(file), pieces, megabytes):
                    yield _as_named(one, str(file), path)
        else:
            yield from _pages(path, pieces, megabytes)
    except InputError as refused:
        yield Failure(stage="intake", item=path, kind=refused.kind, words=str(refused))
    except FileNotFoundError:
        words = f"{path} does not exist; check the path"
        yield Failure(stage="intake", item=path, kind="missing", words=words)
    except OSError as fault:
        words = f"{path} cannot be read: {fault.strerror or fault}"
        yield Failure(stage="intake", item=path, kind="unreadable", words=words)


def _table(path: str, digest: str, objects: ObjectStore) -> AbstractContextManager[Any]:
    """A table as pyarrow reads it: of an object no more than the row groups that are asked for."""
    if not is_object(path):
        return nullcontext(Path(path))
    key = key_of(path)
    objects.check(key, digest)
    return objects.read(key)


def _pages(path: str, pieces: Pieces, megabytes: int) -> Iterator[Capture | Failure]:
    """Every ``of``-th page, from the ``stripe``-th on."""
    for number, one in enumerate(read_paths([path], max_megabytes=megabytes)):
        gone = isinstance(one, Failure) and one.item == path and one.kind in GONE
        if gone or any(number % of == stripe for stripe, of in pieces):
            yield one


def _as_named(one: Capture | Failure, file: str, address: str) -> Capture | Failure:
    """By the object's address instead of the file's name that it was fetched under."""
    if isinstance(one, Capture):
        origin = (one.origin or "").replace(file, address)
        return one.model_copy(update={"origin": origin})
    names = {"item": one.item.replace(file, address), "words": one.words.replace(file, address)}
    return one.model_copy(update=names)
