"""Revisions whose capture lost its bytes: what pointed into the capture's text goes from the record."""

from typing import Any

from sqlalchemy import Connection, delete, select, update

from crosswire.store.packing import stretch
from crosswire.store.tables import captures, readings, revisions

_CAPTURE = 1
"""The place of the capture's text among the texts of a revision (``adding``)."""


def disown(connection: Connection, capture_id: str) -> None:
    """Take out of the revisions first read from this capture all that addresses its text. What was
    read closely goes too where it did; it is read again."""
    ask = (
        select(revisions.c.id, revisions.c.details, revisions.c.text_id, revisions.c.headline_id,
               revisions.c.standfirst_id)
        .join(captures, captures.c.id == revisions.c.capture_id)
        .where(revisions.c.capture_id == capture_id, captures.c.text_id.is_(None))
    )  # fmt: skip
    for row in connection.execute(ask).all():
        own = {row.text_id, row.headline_id, row.standfirst_id}
        left = without(row.details, own)
        left.pop("runs", None)
        change = update(revisions).where(revisions.c.id == row.id)
        connection.execute(change.values(details=left | {"runs": []}))
        _forget(connection, row, own)


def _forget(connection: Connection, row: Any, own: set[str | None]) -> None:
    read = select(readings.c.packed).where(readings.c.revision_id == row.id)
    for packed in connection.execute(read).scalars().all():
        whole = stretch(packed)
        if without(whole, own) != whole:
            connection.execute(delete(readings).where(readings.c.revision_id == row.id))


def without(packed: Any, own: set[str | None]) -> Any:
    """A packed record without spans of the capture: a field that holds one is left out, and so is
    an item of a list that is about one."""
    if isinstance(packed, list):
        return [without(one, own) for one in packed if not _is_removed(one, own)]
    if isinstance(packed, dict):
        return {
            name: without(value, own)
            for name, value in packed.items()
            if not _is_elsewhere(value, own)
        }
    return packed


def _is_removed(item: Any, own: set[str | None]) -> bool:
    """Whether it is a span of the capture, or a ``Removed``, which is nothing without its span."""
    if not isinstance(item, dict):
        return False
    return _is_elsewhere(item, own) or (
        item.keys() == {"span", "reason"} and _is_elsewhere(item["span"], own)
    )


def _is_elsewhere(value: Any, own: set[str | None]) -> bool:
    """Whether it is a span of a text that is none of the revision's own."""
    if not isinstance(value, dict):
        return False
    if "@" in value:
        return bool(value["@"][0] == _CAPTURE)
    return value.keys() == {"text", "start", "end", "exact"} and value["text"] not in own
