"""What a line, a row or a node of somebody's file states, as an article; or why it is none."""

import math
import re
from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Any

from crosswire.exchange import columns, jsonld, lines
from crosswire.exchange.fit import stated_time
from crosswire.intake.decode import sound
from crosswire.records.failure import Failure
from crosswire.records.given import Article
from crosswire.records.span import Text

STAGE = "import"
_KNOWN = {
    lines.FORMAT,
    columns.FORMAT,
    jsonld.FORMAT,
    "crosswire-jsonld/1",
    "crosswire-annotations/1",
}
# Our own names first, then those of Media Cloud's files, of schema.org, and of tables in general.
_NAMES = {
    "id": ("id", "stories_id", "article_id", "guid"),
    "text": ("text", "articleBody", "story_text", "body", "content"),
    "outlet": ("outlet", "media_name", "publisher", "source_name"),
    "url": ("url", "link"),
    "title": ("title", "headline", "name"),
    "published": ("published", "publish_date", "datePublished", "published_at", "date"),
    "story": ("story",),
}
_OURS = re.compile(r"text-[0-9a-f]{20}")
_NOTHING = frozenset({"nan", "none", "null", "nat", "n/a"})
"""What programs write into CSV where they have nothing."""


def article(fields: Mapping[str, Any], where: str) -> Article | Failure:
    """The article that these fields state, whatever their names; ``where`` names the item."""
    if (strange := unknown_version(fields.get("format"))) is not None:
        return refused(where, "unknown-version", strange)
    found = {name: _first(fields, names) for name, names in _NAMES.items()}
    text = found.pop("text")
    if text is None:
        words = (
            "its text is not in the file: crosswire reads texts, not lists of addresses; fetch it with "
            "crosswire add, or give a file with a column text"
        )
        return refused(where, "no-text", words)
    stated = text_id(fields)
    if stated is not None and Text.of(text).id != stated:
        words = (
            f"its text is not the one that its hash names ({stated}): it was changed since "
            "it was written; take the text_id away if you mean to import it so"
        )
        return refused(where, "wrong-hash", words)
    return Article(text=text, **{**found, "published": day_or_instant(found["published"])})


def text_id(fields: Mapping[str, Any]) -> str | None:
    """The hash of its text that an item of ours states; None: it is not ours, whatever it calls so."""
    stated = fields.get("text_id")
    return stated if isinstance(stated, str) and _OURS.fullmatch(stated) else None


def cells(row: Mapping[str | None, Any]) -> dict[str, Any]:
    """The fields of a row of CSV; of our own without the apostrophes that keep them from being
    formulas. Ours are known by their hash; a foreign apostrophe is a word's own."""
    named = {name.strip(): value for name, value in row.items() if name}
    if text_id(named) is None:
        return {n: None if str(v).strip().lower() in _NOTHING else v for n, v in named.items()}
    return {n: columns.unshielded(v) if isinstance(v, str) else v for n, v in named.items()}


def _first(fields: Mapping[str, Any], names: Iterable[str]) -> str | None:
    for name in names:
        if (found := _stated(fields.get(name))) is not None:
            return found
    return None


def _stated(value: Any) -> str | None:
    """What a field says; a name inside an object, the first of several; None: nothing."""
    if isinstance(value, list | tuple):
        return next((s for one in value if (s := _stated(one)) is not None), None)
    if isinstance(value, Mapping):
        return _stated(value.get("name") or value.get("@id") or value.get("id"))
    if isinstance(value, datetime):
        value = value.isoformat() if value.tzinfo else value.date().isoformat()
    if isinstance(value, date):
        value = value.isoformat()
    if value is None or (isinstance(value, float) and math.isnan(value)):
        return None
    words = sound(str(value))
    return words if words.strip() else None


def day_or_instant(stated: str | None) -> str | None:
    """A date as precise as it is stated: of a time without a zone the day, of half a date nothing."""
    if stated is None:
        return None
    words = stated.strip().replace(" ", "T", 1)
    return stated_time(words) or stated_time(words[:10])


def unknown_version(stated: Any) -> str | None:
    """Why a file of ours cannot be read; None: it can, or it is not ours."""
    if not isinstance(stated, str) or not stated.startswith("crosswire-") or stated in _KNOWN:
        return None
    return (
        f"it is of the format {stated[:60]!r}, which this crosswire does not know "
        f"({', '.join(sorted(_KNOWN))}); read it with the crosswire that wrote it, or a newer one"
    )


def refused(where: str, kind: str, words: str) -> Failure:
    """An item that could not be used, and why."""
    return Failure(stage=STAGE, item=where, kind=kind, words=words)
