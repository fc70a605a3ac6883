"""The user's extract of Wikidata: JSON lines of entity documents, or of {id, label, …}; also packed.

Entity documents are Wikidata's own, one a line, as in its dumps (whose brackets and closing commas
are passed over). English labels are read, or those of all languages ("mul").
"""

import bz2
import gzip
import json
import re
import zlib
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, Literal

from crosswire.errors import InputError
from crosswire.records.entity import WikidataEntry

Kind = Literal["person", "organisation", "place", "other"]

_KINDS: dict[str, Kind] = {
    **dict.fromkeys(("person", "human", "people", "q5"), "person"),
    **dict.fromkeys(
        ("organisation", "organization", "org", "company", "party", "agency", "q43229"),
        "organisation",
    ),
    **dict.fromkeys(
        ("place", "location", "city", "town", "country", "region", "state", "gpe", "loc"), "place"
    ),
}
_LANGUAGES = ("en", "en-gb", "en-us", "mul")
_HUMAN = "Q5"
_CODES = ("P297", "P300", "P1566")
"""ISO 3166-1 alpha-2, ISO 3166-2, GeoNames."""
_OF_BODIES = frozenset(("P159", "P112", "P452", "P127", "P749", "P169", "P488", "P1128", "P1142"))
"""Headquarters, founder, industry, owner, parent body, chief executive, chair, employees, ideology."""
_OF_PLACES = frozenset(("P1082", "P36", "P625", "P47", "P610"))
"""Population, capital, coordinates, borders, highest point."""


def read_wikidata(file: Path) -> tuple[WikidataEntry, ...]:
    """Every entry of the extract that has a label.

    Raises ``InputError`` where the file cannot be read, or naming the line that is no entry.
    """
    return tuple(_entries(file))


def _entries(file: Path) -> Iterator[WikidataEntry]:
    try:
        for number, line in enumerate(_lines(file), 1):
            entry = _read(line.strip().rstrip(","), f"{file}, line {number}")
            if entry is not None:
                yield entry
    except (OSError, EOFError, zlib.error, UnicodeDecodeError) as fault:
        raise InputError(
            f"the Wikidata extract {file} cannot be read ({fault}); "
            "mend the path in the setting 'wikidata' or leave the setting out",
            kind="unreadable",
        ) from fault


def _read(line: str, where: str) -> WikidataEntry | None:
    if line in ("", "[", "]"):
        return None
    try:
        return _entry(json.loads(line))
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as fault:
        raise InputError(
            f'{where}: wanted a Wikidata entity document or {{"id": "Q…", "label"}}, one a line, '
            f"got {line[:60]!r} ({type(fault).__name__}); mend or remove the line",
            kind="not-an-entry",
        ) from fault


def _lines(file: Path) -> Iterator[str]:
    if file.suffix == ".gz":
        with gzip.open(file, "rt", encoding="utf-8") as lines:
            yield from lines
    elif file.suffix == ".bz2":
        with bz2.open(file, "rt", encoding="utf-8") as lines:
            yield from lines
    else:
        with file.open(encoding="utf-8") as lines:
            yield from lines


def _entry(fields: Mapping[str, Any]) -> WikidataEntry | None:
    """The entry of one line; None for what has no label, and for properties and lexemes."""
    found = str(fields["id"])
    if not re.fullmatch(r"Q\d+", found):
        if re.fullmatch(r"[PL]\d+", found):
            return None
        raise ValueError(found)
    return _document(found, fields) if "labels" in fields else _simple(found, fields)


def _simple(found: str, fields: Mapping[str, Any]) -> WikidataEntry | None:
    label = str(fields["label"] or "").strip()
    if not label:
        return None
    return WikidataEntry(
        id=found,
        label=label,
        aliases=tuple(map(str, fields.get("aliases") or ())),
        description=str(fields.get("description") or ""),
        kind=_KINDS.get(str(fields.get("type") or "").casefold(), "other"),
        codes=tuple(map(str, fields.get("codes") or ())),
    )


def _document(found: str, fields: Mapping[str, Any]) -> WikidataEntry | None:
    label = _in_english(fields["labels"])
    if not label:
        return None
    claims = fields.get("claims") or {}
    aliases = fields.get("aliases") or {}
    return WikidataEntry(
        id=found,
        label=label,
        aliases=tuple(
            dict.fromkeys(str(a["value"]) for lang in _LANGUAGES for a in aliases.get(lang, ()))
        ),
        description=_in_english(fields.get("descriptions") or {}),
        kind=_kind(claims),
        codes=tuple(str(v) for code in _CODES for v in _values(claims.get(code, ()))),
    )


def _in_english(words: Mapping[str, Mapping[str, str]]) -> str:
    return next((words[lang]["value"] for lang in _LANGUAGES if lang in words), "")


def _kind(claims: Mapping[str, Sequence[Mapping[str, Any]]]) -> Kind:
    """By what it is said to be an instance of and, for want of the tree of classes, by what only
    bodies or places have."""
    classes = {v.get("id") for v in _values(claims.get("P31", ())) if isinstance(v, Mapping)}
    if _HUMAN in classes:
        return "person"
    if claims.keys() & {*_CODES} and not claims.keys() & _OF_BODIES:
        return "place"
    if claims.keys() & _OF_BODIES:
        return "organisation"
    return "place" if claims.keys() & _OF_PLACES else "other"


def _values(claims: Sequence[Mapping[str, Any]]) -> Iterator[Any]:
    """Values of statements that are not deprecated."""
    for claim in claims:
        value = claim.get("mainsnak", {}).get("datavalue", {}).get("value")
        if value is not None and claim.get("rank") != "deprecated":
            yield value
