"""Which country, region or city a name means in one text.

A city's name is settled by what the text names besides: its region, its country, or the country its
outlet is at home in. Without any of these only a city that nothing of its name comes near is taken;
otherwise the places of that name are candidates.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from typing import NamedTuple

from crosswire.records.entity import NamedEntity, PlaceLink
from crosswire.stages.annotate.gazetteer import fold, regions
from crosswire.stages.annotate.roles import SINGULAR, role_of
from crosswire.stages.resolve.gazetteer import (
    Place,
    cities_named,
    country,
    country_named,
    people_of,
    regions_named,
)

WHERE = frozenset(("GPE", "LOC"))
MOST = 8
"""Candidates that are listed."""

_FAR_LARGER = 10
"""A city so many times larger than the next of its name is meant without further words."""
_RIVAL = 0.02
"""A place of a country the text names is a rival from this share of the largest one's people on."""
_ALONE = 50_000
"""The only city of a name is meant without further words from so many people on."""
_OWN_REGION = 3_000_000
"""A capital, or a city of so many people, is meant by a name that it shares with its region."""
_NO_STATES = frozenset(
    ("md", "pa", "ma", "la", "me", "or", "in", "ok", "hi", "co", "id", "al", "de", "oh", "ms")
)
"""Short forms of US states that are words, titles or other names as well."""
_TWO_COUNTRIES = {"congo": ("CD", "CG"), "korea": ("KR", "KP")}
"""Names of two countries that texts use for either."""


_OF_STATES = SINGULAR - {"governor", "mayor", "house speaker", "attorney general", "chancellor"}
"""Offices that no city has."""


class Settled(NamedTuple):
    """What the gazetteer says of a name in its text."""

    link: PlaceLink | None = None
    candidates: tuple[PlaceLink, ...] = ()
    contested: bool = False
    """The text treats the name as a country's or a body's, and the gazetteer knows only a city."""


class Around(NamedTuple):
    """What a text names of the world, by which other names of it are settled."""

    countries: Mapping[str, int]
    """Alpha-2 code → mentions of the country, its people, and its regions."""
    regions: frozenset[str]
    home: str | None

    @property
    def main(self) -> str | None:
        """The country that is named most; the outlet's own where none is."""
        if not self.countries:
            return self.home
        most = max(self.countries.values())
        best = sorted(code for code, count in self.countries.items() if count == most)
        return best[0] if len(best) == 1 else self.home if self.home in best else None


def around(
    named: Iterable[NamedEntity],
    home: str | None,
    known: Mapping[str, Sequence[PlaceLink | Place]],
    but: str = "",
) -> Around:
    """Countries and regions that are ``known`` to be named, by others than the entity ``but``."""
    countries: Counter[str] = Counter()
    regions: set[str] = set()
    for entity in named:
        for place in known[entity.id] if entity.id != but else ():
            countries[place.country] += entity.mentions
            if place.kind == "region":
                regions.add(place.id)
    return Around(countries, frozenset(regions), home)


@lru_cache(maxsize=4096)
def _certain(label: str, name: str) -> tuple[Place, ...]:
    if label == "NORP":
        people = people_of(name)
        return (people,) if people else ()
    if label not in WHERE or fold(name) in _TWO_COUNTRIES:
        return ()
    known = country(name)
    regions = _regions(name)
    if known is not None and not (regions and known.kind == "country"):
        return (known,)
    cities = () if known else cities_named(name)
    inside = {c.region for c in cities if (c.population or 0) >= 100_000}
    # "Ontario" is the province; "New York" may be either, which its country does not depend on.
    one = len(regions) == 1 and known is None and inside <= {regions[0].id}
    return regions if one else ()


def settle_all(named: Sequence[NamedEntity], home: str | None) -> tuple[dict[str, Settled], Around]:
    """The places of a text, and what it names of the world.

    Names that are certain settle others; countries and regions that are settled settle more.
    """
    known: dict[str, Sequence[PlaceLink | Place]] = {e.id: _certain(e.label, e.name) for e in named}
    no_cities = _no_cities(named)
    settled = {e.id: _settle(e, named, home, known, no_cities) for e in named}
    for entity in named:
        link = settled[entity.id].link
        if link is not None and link.kind != "city" and not known[entity.id]:
            known[entity.id] = (link,)
    return (
        {e.id: _settle(e, named, home, known, no_cities) for e in named},
        around(named, home, known),
    )


def _settle(
    entity: NamedEntity,
    named: Iterable[NamedEntity],
    home: str | None,
    known: Mapping[str, Sequence[PlaceLink | Place]],
    no_cities: frozenset[str],
) -> Settled:
    if entity.label == "NORP":
        people = people_of(entity.name)
        return Settled(people.link(f"{entity.name}: people of {people.name}")) if people else _NONE
    if entity.label not in WHERE:
        return _NONE
    options = _options(entity.name)
    if _only_short(entity):
        options = [p for p in options if p.kind == "region"] or options
    if not options:
        return _NONE
    here = around(named, home, known, but=entity.id)
    chosen = _chosen(entity.name, options, here)
    seat = any(p.kind == "country" or p.capital for p in options)
    contested = not seat and fold(entity.name) in no_cities
    if chosen is not None and not (contested and chosen.kind == "city"):
        return Settled(chosen)
    return Settled(None, tuple(p.link(_about(p)) for p in options[:MOST]), contested)


_NONE = Settled()


def _only_short(entity: NamedEntity) -> bool:
    """ "Wash." alone is the state, whatever else is called Washington."""
    forms = [fold(f.words) for f in entity.forms]
    return bool(forms) and all(f in regions() and f != fold(entity.name) for f in forms)


def _no_cities(named: Iterable[NamedEntity]) -> frozenset[str]:
    """Names to which the text gives ministers, a president or a king, and names of bodies."""
    found = {fold(e.name) for e in named if e.label == "ORG"}
    roles = (role_of(words) for e in named for words in e.roles)
    for role in roles:
        if role is not None and (role.office in _OF_STATES or role.office.endswith("minister")):
            found |= role.of
    return frozenset(found)


def _options(name: str) -> list[Place]:
    """Everything of this name, the most likely meant first."""
    two = _TWO_COUNTRIES.get(fold(name), ())
    if two:
        return [Place("country", code, country_named(code), code) for code in two]
    known = country(name)
    if known is not None and known.kind == "region":
        return [known]
    cities = () if known is not None else cities_named(name)
    seats = {c.region for c in cities if _is_its_region(c)}
    regions = [r for r in _regions(name) if r.id not in seats]
    # "Mexico" is not the state of Mexico that is named after it.
    regions = [r for r in regions if known is None or r.country != known.country]
    found = [*([known] if known else ()), *regions, *cities]
    return sorted(found, key=lambda p: (-_weight(p), p.id))


def _regions(name: str) -> tuple[Place, ...]:
    return () if fold(name) in _NO_STATES else regions_named(name)


def _is_its_region(city: Place) -> bool:
    same = city.region_name is not None and fold(city.region_name) == fold(city.name)
    return same and (city.capital or (city.population or 0) >= _OWN_REGION)


def _weight(place: Place) -> float:
    """How likely a bare name means this one, in people."""
    if place.kind == "country":
        return 5e8
    if place.kind == "region":
        return 5e6
    return (place.population or 0) * (200 if place.capital else 1)


def _nearness(place: Place, here: Around) -> int:
    """3 its region is named, or beside a region another of its country; 2 its country is; 1 the
    outlet is at home there; 0 nothing is."""
    beside = place.kind == "region" and any(r.startswith(f"{place.country}-") for r in here.regions)
    seat = place.capital and place.country in here.countries
    if place.region in here.regions or beside or seat:
        return 3
    if place.country in here.countries:
        return 2
    return int(place.country == here.home)


def _chosen(name: str, options: Sequence[Place], here: Around) -> PlaceLink | None:
    if len(options) == 1:
        return _only(name, options[0], here)
    near = [_nearness(p, here) for p in options]
    first, second = options[0], options[1]
    if _weight(first) >= _FAR_LARGER * _weight(second):
        return _prominent(name, options, near)
    return _nearest(name, options, near)


def _only(name: str, place: Place, here: Around) -> PlaceLink | None:
    if place.kind != "city":
        return place.link(f"{name}: name of the {place.kind}")
    at_home = place.country == here.main
    if (place.population or 0) >= _ALONE or at_home or _nearness(place, here) == 3:
        return place.link(f"{name}: the only city of this name in the gazetteer")
    return None


def _prominent(name: str, options: Sequence[Place], near: Sequence[int]) -> PlaceLink | None:
    """The largest by far, unless the text points to another of the name."""
    first = options[0]
    rivals = [
        k
        for k in range(1, len(options))
        if near[k] > max(1, near[0]) and (near[k] == 3 or _comes_near(options[k], first))
    ]
    if not rivals:
        what = "the country" if first.kind == "country" else f"by far the largest {first.kind}"
        return first.link(f"{name}: {what} of this name")
    if max(near) == 3:
        return _nearest(name, options, near)
    return None


def _comes_near(rival: Place, first: Place) -> bool:
    """A region always does; a city from a share of the other's people on."""
    return rival.kind == "region" or (rival.population or 0) >= _RIVAL * (first.population or 0)


def _nearest(name: str, options: Sequence[Place], near: Sequence[int]) -> PlaceLink | None:
    """The one that the text, or else the outlet's home, points to."""
    best = max(near)
    if best == 0:
        return None
    kept = [p for p, n in zip(options, near, strict=True) if n == best]
    larger = len(kept) > 1 and _weight(kept[0]) < 5 * _weight(kept[1])
    if larger:
        return None
    chosen = kept[0]
    why = {
        3: f"the text names {chosen.region_name or 'its neighbours'}",
        2: f"the text names {country_named(chosen.country)} or places there",
        1: f"the outlet is at home in {country_named(chosen.country)}",
    }[best]
    return chosen.link(f"{name}: {why}")


def _about(place: Place) -> str:
    people = f", {place.population:,} people" if place.population else ""
    region = f" in {place.region_name}" if place.region_name else ""
    return f"{place.kind}{region}, {country_named(place.country)}{people}"
