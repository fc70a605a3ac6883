"""Who goes round the sources of a store: one process at a time, or each host would be asked twice."""

from collections.abc import Iterator
from contextlib import contextmanager

from crosswire.errors import StoreError
from crosswire.store.engine import make_engine, parse, path_of
from crosswire.store.faults import plainly
from crosswire.store.place import (
    Place,
    file_place,
    held_at_file,
    held_at_server,
    server_place,
)

ROUNDS = "rounds"
_ADVISORY = 0x43575248
"""Our key among the database's advisory locks; the writer's place has another."""


@contextmanager
def going_round(url: str) -> Iterator[None]:
    """The place of whoever goes round. Raises ``StoreError``, kind "watched", where another has it and
    is not just leaving."""
    parsed = parse(url)
    where = parsed.render_as_string(hide_password=True)

    def taken() -> StoreError:
        return StoreError(
            f"the store {path or where}: another process goes round its sources (crosswire watch, or "
            "crosswire serve --watch), and one does at a time. It asks what is due, and what was "
            "named now as well",
            kind="watched",
        )

    if path := path_of(parsed):
        with file_place(path, taken, Place(ROUNDS, _ADVISORY)):
            yield
        return
    connect = make_engine(parsed, write=True).connect
    with (
        plainly(where),
        connect() as held,
        server_place(held, taken, Place(ROUNDS, _ADVISORY)),
    ):
        yield


def is_gone_round(url: str) -> bool:
    """Whether somebody goes round now; nothing is taken to know it."""
    parsed = parse(url)
    if path := path_of(parsed):
        return held_at_file(path, ROUNDS)
    with (
        plainly(parsed.render_as_string(hide_password=True)),
        make_engine(parsed, write=False).connect() as reads,
    ):
        return held_at_server(reads, _ADVISORY)
