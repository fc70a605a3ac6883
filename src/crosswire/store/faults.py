"""What databases say when they cannot, in words a person can act on."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy.exc import DBAPIError

from crosswire.errors import StoreError

_SAID = (
    ("full", ("disk is full", "no space left", "could not extend", "file too large")),
    ("read-only", ("readonly database", "read-only", "permission denied")),
    ("busy", ("locked", "lock timeout", "could not obtain lock")),
    ("damaged", ("malformed", "disk i/o error", "corrupt", "invalid page")),
    ("not-a-store", ("not a database", "no such table", "undefinedtable")),
    (
        "unreachable",
        ("connection", "unable to open", "server closed", "terminating", "resolve host"),
    ),
)
_WORDS = {
    "full": "the disk is full; nothing of this batch was kept, all before it was. "
            "Make room, then run the command again: it goes on where it stopped",
    "read-only": "it cannot be written; give this user the right to write the file and its folder, "
                 "or copy the store elsewhere",
    "busy": "another program (not crosswire) holds it and did not let go; close it, then run the "
            "command again",
    "damaged": "the disk or the file is damaged; restore a copy (`crosswire db check` names the faults, "
               "where it can; `crosswire db salvage` saves what can still be read)",
    "not-a-store": "this is no store of crosswire; name another file or database",
    "unreachable": "it cannot be reached; check that it is there and may be read",
    "failed": "the database refused; run again with --debug and report it",
}  # fmt: skip
# A write that fails at a quota or a limit on a file's size. A disk that fills up says so itself.
_FULL = {sqlite3.SQLITE_FULL, sqlite3.SQLITE_IOERR_WRITE, sqlite3.SQLITE_IOERR_SHMSIZE}


@contextmanager
def plainly(where: str) -> Iterator[None]:
    """What a database raises inside becomes ``StoreError`` about the store at ``where``."""
    try:
        yield
    except (DBAPIError, sqlite3.Error) as fault:
        raise told(fault, where) from fault


def told(fault: BaseException, where: str) -> StoreError:
    """``fault`` of a driver, or of the file system, in words."""
    said = getattr(fault, "orig", None) or fault
    kind = kind_of(said)
    first = next(iter(str(said).strip().splitlines()), type(said).__name__)
    return StoreError(f"the store {where}: {_WORDS[kind]} ({first})", kind=kind)


def kind_of(said: BaseException) -> str:
    """A short word for what a driver, or the file system, raised."""
    if getattr(said, "sqlite_errorcode", None) in _FULL:
        return "full"
    words = f"{type(said).__name__} {said}".lower()
    return next((kind for kind, signs in _SAID if any(s in words for s in signs)), "failed")
