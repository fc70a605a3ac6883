"""Month names in many languages, and the order in which a language writes day and month."""

import json
from functools import cache
from pathlib import Path
from typing import Literal

_TABLE = Path(__file__).with_name("months.json")
"""Written by ``scripts/months.py`` from the Unicode CLDR."""
_DAY_FIRST = frozenset({"en-gb", "en-au", "en-nz", "en-ie", "en-in", "en-za"})
_IN = "ב"
"""Hebrew's "in", which is written on to the month's name."""
_MONTH_FIRST = frozenset({"en-us"})


def month_of(word: str, language: str | None = None) -> int | None:
    """The number of the month that ``word`` names; None where it names none, or two.

    A few words name different months in different languages; ``language`` (a tag such as
    ``hr`` or ``de-AT``) decides between them.
    """
    name = word.casefold().replace("\u0307", "").rstrip(".")
    months = _names().get(name) or _names().get(name.removeprefix(_IN))
    if not months:
        return None
    numbers = set(months.values())
    if len(numbers) == 1:
        return numbers.pop()
    return months.get((language or "").split("-")[0].lower())


def order_of(language: str | None) -> Literal["day", "month"] | None:
    """Whether day or month comes first in figures; None where readers of the language differ."""
    tag = (language or "").replace("_", "-").lower()
    if tag in _MONTH_FIRST:
        return "month"
    if not tag or (tag.split("-")[0] == "en" and tag not in _DAY_FIRST):
        return None
    return "day"


@cache
def _names() -> dict[str, dict[str, int]]:
    """Name → language → number."""
    names: dict[str, dict[str, int]] = {}
    for locale, months in json.loads(_TABLE.read_text(encoding="utf-8")).items():
        for number, words in enumerate(months, 1):
            for word in words:
                names.setdefault(word, {})[locale.split("_")[0]] = number
    return names
