"""Write the month names of many languages anew, from Babel's copy of the Unicode CLDR.

Run as ``python scripts/months.py``; it writes ``src/crosswire/stages/clean/months.json``.
"""

import json
from pathlib import Path
from typing import Literal

from babel.dates import get_month_names

LOCALES = (
    "en de fr es pt it nl sv da nb fi is pl cs sk sl hr sr sr_Latn bs bg mk ru uk be ro hu el tr"
    " id ms lt lv et ca gl eu sq af cy ga ar ar_SY fa hi bn ur ta te mr th ka hy sw"
    " kk uz ne gu pa kn ml si am so fil az he"
)
FORMS: tuple[tuple[Literal["wide", "abbreviated"], Literal["format", "stand-alone"]], ...] = (
    ("wide", "format"),
    ("wide", "stand-alone"),
    ("abbreviated", "format"),
)
"""Babel mixes up languages whose names are aliases: short names that stand alone are left out,
and the Hebrew ones come last."""
EXTRA = {
    "en": {9: ["sept"]},
    "de": {1: ["jänner", "jän"], 2: ["feber", "febr"], 3: ["mrz", "mär", "maerz"]},
    "es": {9: ["setiembre"]},
    "fr": {2: ["fév", "fevrier"], 8: ["aout"], 12: ["decembre", "dec"]},
}
"""Spellings that news pages use and CLDR lacks: Austria's, typewriters', newspapers'."""


def names(locale: str) -> list[list[str]]:
    """The single-word names of each month, January first."""
    months: list[list[str]] = [[] for _ in range(12)]
    for width, context in FORMS:
        for number, name in get_month_names(width, context=context, locale=locale).items():
            months[number - 1].append(name)
    for number, more in EXTRA.get(locale, {}).items():
        months[number - 1] += more
    return [sorted({word for name in month if (word := _word(name))}) for month in months]


def _word(name: str) -> str | None:
    word = name.casefold().strip(" .").removeprefix("de ").removeprefix("d’").removeprefix("d'")
    letters = word.replace("\u0307", "")
    plain = len(word) >= 3 and not any(c.isspace() or c.isdigit() for c in word)
    return letters if plain else None


def main() -> None:
    """Write the table."""
    table = {locale: names(locale) for locale in LOCALES.split()}
    path = Path(__file__).parent.parent / "src/crosswire/stages/clean/months.json"
    lines = ",\n".join(
        f"{json.dumps(k)}: {json.dumps(v, ensure_ascii=False)}" for k, v in table.items()
    )
    path.write_text(f"{{\n{lines}\n}}\n", encoding="utf-8")


if __name__ == "__main__":
    main()
