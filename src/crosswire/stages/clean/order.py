"""Whether a page that writes 03/02/2021 means the third of February or the second of March."""

import re
from collections.abc import Collection, Iterable
from datetime import date
from urllib.parse import urlsplit

from crosswire.stages.clean.months import order_of

_FIGURES = re.compile(r"(?<![\d/.-])(\d\d?)[/-](\d\d?)[/-]((?:19|20)\d\d)(?!\d)")
_DAY_FIRST = frozenset(
    {"uk", "au", "nz", "ie", "in", "za", "ng", "ke", "gh", "pk", "bd", "lk", "sg", "my", "mt", "zw"}
)
"""Countries that write English and the day first."""
_MONTH_FIRST = frozenset({"us", "gov", "mil"})
_ENOUGH = 200
"""Dates in figures that are looked at."""


def ordered_language(
    language: str | None, words: Iterable[str], days: Collection[str], address: str | None
) -> str | None:
    """``language``, made one that orders day and month where the page itself shows the order.

    Told by a figure above 12, by the ``days`` that the page states otherwise, or by the country of
    its address; where these differ or say nothing, the order stays unknown.
    """
    if order_of(language):
        return language
    dates = [match for text in words for match in _FIGURES.finditer(text)][:_ENOUGH]
    if not dates:
        return language
    told = {_told(match, days) for match in dates} - {None} or {_country(address)}
    if told == {"day"}:
        return "en-GB"
    return "en-US" if told == {"month"} else language


def _told(match: re.Match[str], days: Collection[str]) -> str | None:
    first, second, year = (int(part) for part in match.groups())
    day_first = _is_day(year, second, first) and (first > 12 or _day(year, second, first) in days)
    month_first = _is_day(year, first, second) and (
        second > 12 or _day(year, first, second) in days
    )
    if day_first == month_first:
        return None
    return "day" if day_first else "month"


def _is_day(year: int, month: int, day: int) -> bool:
    try:
        date(year, month, day)
    except ValueError:
        return False
    return True


def _day(year: int, month: int, day: int) -> str:
    return f"{year}-{month:02}-{day:02}"


def _country(address: str | None) -> str | None:
    try:
        ending = (urlsplit(address or "").hostname or "").rsplit(".", 1)[-1]
    except ValueError:
        return None
    if ending in _DAY_FIRST:
        return "day"
    return "month" if ending in _MONTH_FIRST else None
