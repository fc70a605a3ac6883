"""What is commonly known of outlets: their names, houses and suppliers, from a table one can edit."""

import re
import tomllib
from collections.abc import Callable, Sequence
from functools import cache, cached_property, lru_cache
from importlib.resources import files
from pathlib import Path
from typing import Literal, TypeVar

from pydantic import ValidationError

from crosswire.errors import ConfigError
from crosswire.records.base import Record

OutletKind = Literal["outlet", "agency", "satire", "releases"]


class OutletRow(Record):
    """One outlet: how texts call it, where it publishes, what it is."""

    name: str
    kind: OutletKind = "outlet"
    also: tuple[str, ...] = ()
    brackets: tuple[str, ...] = ()
    """Names that are words of their own: they count in brackets and bylines only ("(PA)")."""
    domains: tuple[str, ...] = ()
    foot: str = ""
    """A pattern of the line that closes its stories, when that line does not name it."""
    source: str


class OwnerRow(Record):
    """Outlets of one house."""

    name: str
    outlets: tuple[str, ...]
    source: str


class SupplyRow(Record):
    """Whose copy the outlets print: ``name`` supplies them."""

    kind: Literal["wire", "syndication"]
    name: str
    outlets: tuple[str, ...]
    source: str


class OutletTable(Record):
    """The rows, and what can be looked up in them."""

    outlet: tuple[OutletRow, ...] = ()
    owner: tuple[OwnerRow, ...] = ()
    supply: tuple[SupplyRow, ...] = ()

    def named(self, name: str, *, line: bool = False) -> OutletRow | None:
        """The outlet that ``name`` stands for; ``line``: in brackets, a byline or a credit line."""
        plain = plain_name(name)
        plain = plain.upper() if name.split(" ")[0].isupper() else plain
        found = self._names.get(name) or self._names.get(plain)
        if found is None or (not line and name in found.brackets):
            return None
        return found

    def of_page(self, outlet: str, url: str | None) -> OutletRow | None:
        """The row of the outlet that a page belongs to."""
        host = re.sub(r"^(?:https?://)?(?:www\.)?([^/?#:]*).*$", r"\1", (url or outlet).lower())
        parts = host.split(".")
        hosts = [".".join(parts[k:]) for k in range(len(parts) - 1)]
        at = next((self._domains[h] for h in hosts if h in self._domains), None)
        return at or self.named(outlet, line=True)

    def publisher(self, host: str | None, name: str) -> OutletRow | None:
        """The row that a page's host and the name it gives its outlet stand for, where that is sure.

        A host decides that is listed itself; below it ("ana.tarn.example") and without a host the
        name does, if it is one of the row, letter for letter, and of no other row. Any other host is
        nobody's here, whatever it calls itself.
        """
        host = (host or "").lower().removeprefix("www.")
        if host in self._domains:
            return self._domains[host]
        rows = self._called.get(" ".join(name.split()).casefold(), ())
        if host:
            rows = [row for row in rows if any(host.endswith(f".{one}") for one in row.domains)]
        return rows[0] if len(rows) == 1 else None

    def one_house(self, one: str, other: str) -> str | None:
        """Why two outlets are of one house, or None."""
        here, there = plain_name(one), plain_name(other)
        for row, members in self._houses:
            if here != there and here in members and there in members:
                return f"{one} and {other} belong to {row.name} ({row.source})"
        return None

    def supplied(self, taker: str, supplier: str) -> str | None:
        """Why ``taker`` may print the copy of ``supplier``, or None."""
        giver, given = plain_name(supplier), plain_name(taker)
        for row, members in self._supplies:
            if plain_name(row.name) == giver and given in members:
                copy = "agency copy" if row.kind == "wire" else "syndicated copy"
                return f"{taker} prints {copy} of {row.name} ({row.source})"
        return None

    @cached_property
    def _houses(self) -> list[tuple[OwnerRow, frozenset[str]]]:
        return [(row, frozenset(map(plain_name, row.outlets))) for row in self.owner]

    @cached_property
    def _supplies(self) -> list[tuple[SupplyRow, frozenset[str]]]:
        return [(row, frozenset(map(plain_name, row.outlets))) for row in self.supply]

    @cached_property
    def _names(self) -> dict[str, OutletRow]:
        found: dict[str, OutletRow] = {}
        for row in self.outlet:
            for name in (row.name, *row.also, *row.brackets):
                # Letters ("AP") are a name only as they stand; "ap" and "dw" are words or nothing.
                letters = name.split(" ")[0].isupper()
                found.setdefault(plain_name(name).upper() if letters else plain_name(name), row)
        return found

    @cached_property
    def _called(self) -> dict[str, list[OutletRow]]:
        found: dict[str, list[OutletRow]] = {}
        for row in self.outlet:
            for name in dict.fromkeys(
                " ".join(n.split()).casefold() for n in (row.name, *row.also)
            ):
                found.setdefault(name, []).append(row)
        return found

    @cached_property
    def _domains(self) -> dict[str, OutletRow]:
        return {domain: row for row in self.outlet for domain in row.domains}


@lru_cache(maxsize=10_000)
def plain_name(outlet: str) -> str:
    """An outlet's name without what varies: "The Vellamy Sentry Online" → "vellamy sentry"."""
    name = re.sub(r"^(?:https?://)?(?:www\.)?", "", outlet.strip().lower())
    name = re.sub(r"\.(?:com|org|net|co\.\w+|[a-z]{2})$", "", name)
    plain = re.sub(r"^the\s+|\s*\((?:online|web|news|\s)+\)$", "", name)
    plain = re.sub(r"(?:[\s-]+(?:online|news|website|web))+$", "", plain).strip()
    return plain or name


def load_outlets(own: Path | None = None) -> OutletTable:
    """The shipped table with the rows of the user's file put over it; raises ``ConfigError``."""
    table = _shipped()
    if own is None:
        return table
    try:
        mine = _read(own.read_text("utf-8"), str(own))
    except (OSError, UnicodeDecodeError) as fault:
        raise ConfigError(f"outlet table {own} cannot be read: {fault}") from fault
    return OutletTable(
        outlet=_over(table.outlet, mine.outlet, lambda r: r.name),
        owner=_over(table.owner, mine.owner, lambda r: r.name),
        supply=_over(table.supply, mine.supply, lambda r: f"{r.kind} {r.name}"),
    )


@cache
def _shipped() -> OutletTable:
    text = files("crosswire.stages").joinpath("outlets.toml").read_text("utf-8")
    return _read(text, "outlets.toml")


_Row = TypeVar("_Row")


def _over(
    shipped: Sequence[_Row], mine: Sequence[_Row], key: Callable[[_Row], str]
) -> tuple[_Row, ...]:
    """Rows by key: the user's in the place of the shipped, the rest of them first."""
    own = {key(row): row for row in mine}
    return (*own.values(), *(row for row in shipped if key(row) not in own))


def _read(text: str, name: str) -> OutletTable:
    try:
        return OutletTable.model_validate(tomllib.loads(text))
    except tomllib.TOMLDecodeError as fault:
        raise ConfigError(f"outlet table {name} is no TOML: {fault}") from fault
    except ValidationError as fault:
        first = fault.errors()[0]
        where = ".".join(str(part) for part in first["loc"])
        raise ConfigError(
            f"outlet table {name}, row {where}: {first['msg']}, got {first['input']!r}; "
            "each row needs a name and its source"
        ) from fault
