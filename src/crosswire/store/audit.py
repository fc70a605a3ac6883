"""The audit: lines are added, and never changed."""

from typing import NamedTuple

from sqlalchemy import Connection, select

from crosswire.records.users import AuditLine, Deed
from crosswire.store.order import now
from crosswire.store.tables_people import audit

LONGEST = 500
"""Characters of a line's words that are kept."""


class Doer(NamedTuple):
    """Who does something, and from where."""

    name: str
    address: str = ""
    """Empty: from this machine's command line."""


def add(
    connection: Connection, doer: Doer, what: Deed, *, about: str = "", words: str = ""
) -> None:
    """Keep that somebody did something."""
    line = {
        "at": now(), "who": doer.name, "what": what, "about": about, "words": words[:LONGEST],
        "address": doer.address,
    }  # fmt: skip
    connection.execute(audit.insert().values(line))


class Asked(NamedTuple):
    """Which lines; None: any."""

    who: str | None = None
    what: Deed | None = None
    about: str | None = None
    before: int | None = None
    """Those added before the one of this id."""
    limit: int = 100


def lines(connection: Connection, asked: Asked) -> list[AuditLine]:
    """The newest first."""
    ask = select(audit).order_by(audit.c.id.desc()).limit(asked.limit)
    for column in ("who", "what", "about"):
        wanted = getattr(asked, column)
        if wanted is not None:
            ask = ask.where(audit.c[column] == wanted)
    if asked.before is not None:
        ask = ask.where(audit.c.id < asked.before)
    return [AuditLine.model_validate(dict(row._mapping)) for row in connection.execute(ask)]
