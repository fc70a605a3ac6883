"""When a page was published and last changed, where it says so, and what else it says."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from crosswire.records.article import Disagreement, Found
from crosswire.stages.clean.lookup import Lookup
from crosswire.stages.clean.placed import Stated
from crosswire.stages.clean.vote import EXPLICIT, local_times, published_day

_TRUST = (
    "data published", "meta published_time", "meta published", "mark published", "data page published",
    "words under published", "words under marked", "words over published", "words over marked",
    "mark only time", "meta date", "data created", "mark time",
)  # fmt: skip
_CHANGED = ("data modified", "data page modified", "meta modified", "mark modified")
_PLACES = {
    "data": "its JSON-LD", "meta": "its meta tags", "mark": "an element marked as its time",
    "words": "its visible words", "url": "its address", "state": "the data of its scripts",
    "guess": "htmldate's reading", "image": "the address of its image", "title": "its headline",
}  # fmt: skip
_LIST = 2
_MOST = 4
"""Disagreements kept of one page."""


@dataclass(frozen=True, slots=True)
class Dated:
    """The times of a page."""

    published: Found | None = None
    modified: Found | None = None
    disagreements: tuple[Disagreement, ...] = ()


def dated(stated: Sequence[Stated], look: Lookup, guess: Callable[[], str | None]) -> Dated:
    """Decide between the dates a page states."""
    stated = local_times(stated)
    day = published_day(stated, guess)
    if day is None:
        return Dated()
    own = [s for s in stated if s.day == day and s.kind != "url month"]
    published = _published(day, own, look)
    return Dated(
        published=published,
        modified=_modified(published.value, stated, look),
        disagreements=tuple(_disagreements(published, own, stated, look)),
    )


def _published(day: str, own: Sequence[Stated], look: Lookup) -> Found:
    said = [s for s in own if "modified" not in s.kind]
    if not said:
        return Found(value=day, source="inferred", because=_poor(own))
    best = min(said, key=_rank)
    found = look.found(best.source, best.value, best.written)
    return found.model_copy(update={"because": _because(said)})


def _rank(stated: Stated) -> tuple[bool, int]:
    """Trusted places first; among those, an instant before a day."""
    place = _TRUST.index(stated.kind) if stated.kind in _TRUST else len(_TRUST)
    return (place == len(_TRUST) or "T" not in stated.value, place)


def _because(said: Iterable[Stated]) -> str:
    kinds = [s.kind for s in said]
    places = " and ".join(_places(kinds))
    if any(k in EXPLICIT or k.endswith(("published", "marked")) for k in kinds):
        return f"stated in {places}"
    return f"the likeliest of the dates on the page, in {places}; no place calls it publication"


def _poor(own: Sequence[Stated]) -> str:
    if own:
        places = " and ".join(_places(s.kind for s in own))
        return f"the page states only when it was changed, in {places}"
    return "read by htmldate from the page's markup and text; no field states it"


def _places(kinds: Iterable[str]) -> list[str]:
    return list(dict.fromkeys(_PLACES[kind.split()[0]] for kind in kinds))


def _modified(published: str, stated: Sequence[Stated], look: Lookup) -> Found | None:
    """The first place that states a change, if it lies not before the publication."""
    changes = [s for s in stated if s.kind in _CHANGED]
    changes += [s for s in stated if s.kind.startswith("words") and s.kind.endswith("modified")]
    for s in changes:
        if "aside" not in s.kind and not _before(s.value, published):
            return look.found(s.source, s.value, s.written)
    return None


def _before(one: str, other: str) -> bool:
    if "T" in one and "T" in other:
        return datetime.fromisoformat(one) < datetime.fromisoformat(other)
    return one[:10] < other[:10]


def _disagreements(
    published: Found, own: Sequence[Stated], stated: Sequence[Stated], look: Lookup
) -> Iterable[Disagreement]:
    day, seen = published.value[:10], set[str]()
    marked = {s.day for s in stated if s.kind == "mark published"}
    shown = {"words under published", "words under marked"}
    # Many elements marked as times are a list of other articles.
    saying = (EXPLICIT | shown) - ({"mark published"} if len(marked) > _LIST else set())
    for s in stated:
        says = s.kind in saying
        if not says or s.day == day or s.day in seen or len(seen) == _MOST:
            continue
        seen.add(s.day)
        yield Disagreement(
            field="published",
            taken=published,
            other=look.found(s.source, s.value, s.written),
            because=_against(s, own),
        )


def _against(other: Stated, own: Sequence[Stated]) -> str:
    mine = " and ".join(_places(s.kind for s in own)) or "htmldate's reading"
    return f"{mine} weighed more than {_PLACES[other.kind.split()[0]]}"
