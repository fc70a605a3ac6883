"""Tombstones as others ask for them: what was erased, and what is refused for it."""

from collections.abc import Iterable

from sqlalchemy import Connection, select

from crosswire.errors import ConfigError, InputError
from crosswire.records.article import Capture
from crosswire.records.span import Text
from crosswire.store.base import Tombstone
from crosswire.store.rows import parts
from crosswire.store.tables import tombstones

_LEAST = 200
"""Code points from which on a text is known by its words alone: below lie bodies such as "Photos of
the day.", which are nobody's own."""


def erased(connection: Connection, ids: Iterable[str]) -> dict[str, Tombstone]:
    """Those of these articles, texts or payloads that were erased."""
    held = (tombstones.c.id, tombstones.c.because, tombstones.c.how, tombstones.c.erased_at)
    found: dict[str, Tombstone] = {}
    for part in parts(ids):
        for row in connection.execute(select(*held).where(tombstones.c.id.in_(part))):
            found[row.id] = Tombstone(row.because, row.how, row.erased_at)
    return found


def refuse_erased(connection: Connection, article_id: str) -> None:
    """Raises ``ConfigError`` for an article whose words were erased."""
    if stone := erased(connection, [article_id]).get(article_id):
        raise ConfigError(f"the words of {article_id} are not here: {stone.words}")


class Refused:
    """What must not come in again, for the adding of one transaction.

    Asked for by id: a store of years holds more tombstones than fit into each transaction.
    """

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._any = connection.execute(select(tombstones.c.id).limit(1)).first() is not None

    def refuse(self, article_id: str, capture: Capture, body: Text) -> None:
        """Raises ``InputError`` for an article that was erased, or the bytes or the text of one that
        was erased on demand."""
        if not self._any:
            return
        payload = capture.payload.id if capture.payload else ""
        long = body.id if len(body) >= _LEAST else ""
        ask = select(tombstones).where(tombstones.c.id.in_([article_id, payload, long]))
        stones = {row.id: row for row in self._connection.execute(ask)}
        for known, any_way in ((article_id, True), (payload, False), (long, False)):
            row = stones.get(known)
            if row is not None and (any_way or row.how == "demand"):
                told = Tombstone(row.because, row.how, row.erased_at).words
                raise InputError(
                    f"{capture.name} is not taken in: this {row.what} was {told}", kind="erased"
                )
