"""One outlet, one name: pages of one outlet that call it differently are not two outlets' tellings.

Two names are one outlet's where the table of outlets has both, where both pages lie at a host of the
table's and are called by the outlet's name with more after it ("Sarn Radio Sport" at Sarn Radio's
host), or where two pages of one host differ only in what varies in a name ("The", "Online"). Names
that are merely alike stay two.
"""

import re
from collections import Counter
from collections.abc import Sequence

from crosswire.records.article import Found, Revision
from crosswire.records.quotation import Reading
from crosswire.stages.compare.wording import listed
from crosswire.stages.outlets import OutletRow, OutletTable, plain_name

_HOST = re.compile(r"^(?:https?://)?(?:www\.)?(?P<host>[^/?#:]+\.[^/?#:]+)", re.IGNORECASE)
_Key = tuple[str, str]
"""What shows an outlet: its name in the table, or a host with the plain name it goes by there."""


def named_once(
    readings: Sequence[Reading], table: OutletTable
) -> tuple[tuple[Reading, ...], tuple[str, ...]]:
    """The readings, each outlet of which goes by one name, and notes that say which were renamed."""
    names: dict[_Key, Counter[str]] = {}
    keys = [_key(r.revision, table) for r in readings]
    for key, reading in zip(keys, readings, strict=True):
        if key is not None:
            names.setdefault(key, Counter())[reading.revision.outlet_name] += 1
    several = {key: _chosen(key, called) for key, called in names.items() if len(called) > 1}
    notes = tuple(
        f"{listed(sorted(names[key]))} are one outlet and count once, as {name}: {_why(key)}."
        for key, name in several.items()
    )
    renamed = tuple(
        _renamed(reading, several[key]) if key in several else reading
        for key, reading in zip(keys, readings, strict=True)
    )
    return renamed, notes


def _key(page: Revision, table: OutletTable) -> _Key | None:
    if page.outlet is None:
        return None
    row = table.named(page.outlet_name, line=True) or _section(page, table)
    if row is not None:
        return "table", row.name
    host = _HOST.match(page.capture.url or "")
    return (host["host"].lower(), plain_name(page.outlet_name)) if host else None


def _section(page: Revision, table: OutletTable) -> OutletRow | None:
    """The row of the host, where the page is called by its outlet's name with more after it."""
    row = table.of_page(page.outlet_name, page.capture.url)
    if row is None:
        return None
    called = plain_name(page.outlet_name)
    own = [plain_name(name) for name in (row.name, *row.also)]
    return row if any(called.startswith(f"{name} ") for name in own) else None


def _chosen(key: _Key, called: Counter[str]) -> str:
    """The table's name; without one the commonest, of several the shortest."""
    if key[0] == "table":
        return key[1]
    return min(called, key=lambda name: (-called[name], len(name), name))


def _why(key: _Key) -> str:
    return "the table of outlets says so" if key[0] == "table" else f"both are at {key[0]}"


def _renamed(reading: Reading, name: str) -> Reading:
    page = reading.revision
    if page.outlet is None or page.outlet_name == name:
        return reading
    because = f"one outlet with {name}; the page calls it “{page.outlet_name}”"
    found = Found(value=name, source="inferred", because=because)
    return reading.model_copy(update={"revision": page.model_copy(update={"outlet": found})})
