"""The file without what was erased: SQLite keeps deleted words in free pages, in the segments of the
full-text index and in its log until each is written anew."""

from datetime import timedelta

from sqlalchemy import Connection, delete, select, text

from crosswire.store.erasing import OWED, TABLES_OF_WORDS
from crosswire.store.order import moment, now
from crosswire.store.rows import insert
from crosswire.store.tables import WORD_TABLES, about

_TRIED = "scrub tried"
"""In ``about``: when the file was last written anew, or that was tried."""
_DAY = timedelta(days=1)


def scrubbed(writes: Connection, *, daily: bool = False) -> bool | None:
    """Write anew what something was erased from; see ``base.Store.scrub``."""
    with writes.begin():
        said = select(about.c.name, about.c.value).where(about.c.name.in_([OWED, _TRIED]))
        known = {row.name: row.value for row in writes.execute(said)}
        lately = _TRIED in known and moment(now()) - moment(known[_TRIED]) < _DAY
        if OWED not in known or (daily and lately):
            return None
        insert(writes, about, [{"name": _TRIED, "value": now()}], replace=("value",))
    clean = _file(writes) if writes.dialect.name == "sqlite" else _server(writes)
    if clean:
        with writes.begin():
            writes.execute(delete(about).where(about.c.name == OWED))
    return clean


def _file(writes: Connection) -> bool:
    """The index is merged into one segment, which leaves deleted words out; then every page is
    written anew, and the log is emptied."""
    with writes.begin():
        for name in WORD_TABLES:
            writes.execute(text(f"INSERT INTO {name} ({name}) VALUES ('optimize')"))
    each = writes.execution_options(isolation_level="AUTOCOMMIT")
    try:
        # On disk: a copy of a whole store has no room in memory.
        each.exec_driver_sql("PRAGMA temp_store = FILE")
        each.exec_driver_sql("VACUUM")
        held = each.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)").one()[0]
    finally:
        each.rollback()
        writes.execution_options(isolation_level="SERIALIZABLE")
    return not held


def _server(writes: Connection) -> bool:
    """Dead rows are cleared; the server's own log and copies of it are its keeper's."""
    names = ", ".join([*(table.name for table in TABLES_OF_WORDS), *WORD_TABLES])
    each = writes.execution_options(isolation_level="AUTOCOMMIT")
    try:
        each.exec_driver_sql(f"VACUUM {names}")
    finally:
        each.rollback()
        writes.execution_options(isolation_level="READ COMMITTED")
    return True
