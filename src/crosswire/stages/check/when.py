"""When: which of several pages came first, by the time they state themselves."""

from collections.abc import Sequence
from datetime import date, datetime

from crosswire.records.article import Revision


def earliest(revisions: Sequence[Revision]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """(articles that are not shown to be later than another, articles that state no time).

    Two instants with their zones compare exactly; anything less precise compares by its day alone,
    so that two pages of one day both stand as earliest.
    """
    stated = {r.article: p.value for r in revisions if (p := r.published) and _day(p.value)}
    first = tuple(
        a for a, value in stated.items() if not any(_later(value, v) for v in stated.values())
    )
    return first, tuple(r.article for r in revisions if r.article not in stated)


def _later(one: str, other: str) -> bool:
    """``one`` is shown to be later than ``other``."""
    here, there = _instant(one), _instant(other)
    if here and there:
        return here > there
    days = _day(one), _day(other)
    return bool(days[0] and days[1] and days[0] > days[1])


def _instant(value: str) -> datetime | None:
    try:
        found = datetime.fromisoformat(value)
    except ValueError:
        return None
    return found if found.tzinfo else None


def _day(value: str) -> date | None:
    try:
        return date.fromisoformat(value[:10])
    except ValueError:
        return None
