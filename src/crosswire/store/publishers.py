"""Who published an article: one outlet a domain, whatever names its pages give themselves."""

from collections.abc import Iterable, Iterator
from typing import Any

from sqlalchemy import Connection, bindparam, select, update

from crosswire.records.article import Revision
from crosswire.records.base import stable_id
from crosswire.stages.outlets import OutletRow, OutletTable
from crosswire.store.order import domain
from crosswire.store.rows import Values, insert
from crosswire.store.tables import outlets


class Publishers:
    """The outlets of a store, and those that come.

    An address decides: pages of one host are one outlet's, by the name that came first. A page
    without an address is of the one outlet of its name; where several hosts go by that name, it is
    of none of them but of the name alone.

    Several hosts are one outlet's where the table of outlets lists them together, several names
    where it has them both, letter for letter. Names that are merely alike stay two outlets.
    """

    def __init__(self, connection: Connection, table: OutletTable | None = None) -> None:
        self._connection = connection
        self.table = table or OutletTable()
        self._by_domain: dict[str, Values] = {}
        self._by_name: dict[str, list[Values]] = {}
        self._waiting: dict[str, Values] = {}
        held = outlets.c
        asked = select(held.id, held.name, held.domain).order_by(held.id)
        for row in connection.execute(asked).mappings():
            self._know(dict(row))

    def _know(self, outlet: Values) -> None:
        self._by_name.setdefault(outlet["name"].casefold(), []).append(outlet)
        if outlet["domain"]:
            self._by_domain.setdefault(outlet["domain"].casefold(), outlet)

    def of(self, revision: Revision) -> str | None:
        """The id of the outlet, known or not."""
        host, name = _host(revision), _name(revision)
        if not name:
            return None
        known = self._known(host, name)
        return str(known["id"]) if known else stable_id("outlet", host or name.casefold())

    def take(self, revision: Revision) -> str | None:
        """The same; it is written by ``flush`` where the store has not all that is known of it."""
        outlet_id, host, name = self.of(revision), _host(revision), _name(revision)
        if outlet_id is None:
            return None
        known = self._known(host, name)
        if known is None:
            known = {"id": outlet_id, "name": name, "domain": host}
            self._know(known)
            self._waiting[outlet_id] = known
        for field, value in _news(known, host, name):
            known[field] = value
            self._know(known)
            self._waiting[outlet_id] = known
        return outlet_id

    def _known(self, host: str | None, name: str) -> Values | None:
        if host and (there := self._by_domain.get(host)):
            return there
        named = {o["id"]: o for o in self._by_name.get(name.casefold(), ())}
        row = self.table.publisher(host, name)
        if row is not None and host is None and self._foreign(row, named.values()):
            named = {key: o for key, o in named.items() if not o["domain"]}
        elif row is not None and (listed := self._listed(row)):
            return listed
        elif row is None and self._elsewhere(name):
            named = {key: o for key, o in named.items() if o["domain"]}
        # A name leads to an outlet whose host is not known, or is a part of this one or has it as a
        # part: edition.tarn.example and tarn.example.
        fitting = [o for o in named.values() if _akin(host, o["domain"])]
        found = [o for o in fitting if not o["domain"]] or fitting
        return found[0] if len(found) == 1 else None

    def _foreign(self, row: OutletRow, named: Iterable[Values]) -> bool:
        """Whether the row's name is that of a host, too, which the table does not give it: whose a
        page without an address is cannot be told then."""
        return any(
            o["domain"] and self.table.publisher(o["domain"], o["name"]) != row for o in named
        )

    def _elsewhere(self, name: str) -> bool:
        """Whether the table has other hosts for this name: a host that it does not list is not
        that of pages without an address."""
        row = self.table.publisher(None, name)
        return row is not None and bool(row.domains)

    def _listed(self, row: OutletRow) -> Values | None:
        """The outlet of that row, where the store has it."""
        at = [self._by_domain.get(one) for one in row.domains]
        called = [o for one in (row.name, *row.also) for o in self._by_name.get(one.casefold(), ())]
        there = [o for o in called if self.table.publisher(o["domain"], o["name"]) == row]
        return next((o for o in (*at, *there) if o), None)

    def flush(self) -> None:
        """Write what came, and what became known."""
        rows, self._waiting = [dict(one) for one in self._waiting.values()], {}
        insert(self._connection, outlets, rows)
        if rows:
            changed = [{"this": r["id"], "called": r["name"], "at": r["domain"]} for r in rows]
            self._connection.execute(_CHANGE, changed)


_CHANGE = (
    update(outlets)
    .where(outlets.c.id == bindparam("this"))
    .values(name=bindparam("called"), domain=bindparam("at"))
)


def _news(known: Values, host: str | None, name: str) -> Iterator[tuple[str, Any]]:
    """What this page tells of the outlet that was not known: its host, or a name for its host."""
    if host and not known["domain"]:
        yield "domain", host
    if known["name"] == known["domain"] and name != known["name"]:
        yield "name", name


def _akin(one: str | None, other: str | None) -> bool:
    if not one or not other:
        return True
    return one.endswith(f".{other}") or other.endswith(f".{one}")


def _host(revision: Revision) -> str | None:
    host = domain(revision.capture.url)
    return host.casefold() if host else None


def _name(revision: Revision) -> str:
    stated = revision.outlet.value if revision.outlet else revision.capture.outlet
    return stated or domain(revision.capture.url) or ""
