"""A story as FollowTheMoney entities, a line each: for Aleph, Yente and whatever reads them.

Articles with who is named in them (Mention, resolved to Person or Organization), who speaks in them
(Documentation) and which article is shown to rest on which (UnknownLink).
"""

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

from crosswire.exchange import fit
from crosswire.exchange.told import Told
from crosswire.records.annotation import Entity, Mention
from crosswire.records.base import stable_id
from crosswire.records.comparison import Speaker

Entry = dict[str, Any]
SCHEMATA = {"PERSON": "Person", "ORG": "Organization"}
"""Kinds of names that FollowTheMoney has a schema for, without a guess at what a place is."""
# ISO 639-1 to 639-3, which FollowTheMoney writes; of languages that crosswire can name and that it knows.
LANGUAGES = {
    "ar": "ara", "bg": "bul", "cs": "ces", "da": "dan", "de": "deu", "el": "ell", "en": "eng", "es": "spa",
    "et": "est", "fa": "fas", "fi": "fin", "fr": "fra", "he": "heb", "hi": "hin", "hr": "hrv", "hu": "hun",
    "id": "ind", "it": "ita", "ja": "jpn", "ko": "kor", "lt": "lit", "lv": "lav", "nl": "nld", "no": "nor",
    "pl": "pol", "pt": "por", "ro": "ron", "ru": "rus", "sk": "slk", "sl": "slv", "sr": "srp", "sv": "swe",
    "tr": "tur", "uk": "ukr", "zh": "zho",
}  # fmt: skip


def entities(told: Told) -> Iterator[Entry]:
    """Every entity, articles first."""
    known = _Known(told)
    yield from (_article(told, page.article) for page in told.comparison.pages)
    yield from known.entries()
    yield from _mentions(told, known)
    yield from _speakers(told, known)
    yield from _links(told)


def _article(told: Told, article: str) -> Entry:
    revision = told.readings[article].revision
    page = told.pages[article]
    return _entry(
        _article_id(told, article),
        "Article",
        {
            "title": told.title(article),
            "publisher": told.outlet(article),
            "author": list(page.authors),
            "publishedAt": _date(told.published(article)),
            "language": LANGUAGES.get(revision.language or ""),
            "sourceUrl": told.address(article),
            "bodyText": revision.body.content,
        },
    )


def _article_id(told: Told, article: str) -> str:
    reading = told.readings.get(article)
    return stable_id("ftm", told.story, reading.revision.id if reading else article)


class _Known:
    """Persons and bodies across the story's articles, and whom a name of one article stands for."""

    def __init__(self, told: Told) -> None:
        self._told = told
        self._by_form: dict[tuple[str, str], set[str]] = {}
        self._entities: dict[str, Entity] = {}
        for entity in told.comparison.entities:
            if entity.label in SCHEMATA:
                self._entities[entity.id] = entity
                for form in (entity.name, *entity.forms):
                    self._by_form.setdefault((entity.label, form), set()).add(entity.id)

    def meant(self, label: str, name: str) -> str | None:
        """The one entity that bears the name; None: none, or several might."""
        found = self._by_form.get((label, name), set())
        return next(iter(found)) if len(found) == 1 else None

    def entries(self) -> Iterator[Entry]:
        for entity in self._entities.values():
            others = [form for form in entity.forms if form != entity.name]
            yield _entry(entity.id, SCHEMATA[entity.label], {"name": entity.name, "alias": others})


def _mentions(told: Told, known: _Known) -> Iterator[Entry]:
    """One for each article and whom it names: roles and pronouns name nobody."""
    for article, reading in told.readings.items():
        named: dict[tuple[str, str], Mention] = {}
        for one in reading.annotation.mentions:
            if one.kind == "name" and one.label in SCHEMATA:
                named.setdefault((one.label, one.name), one)
        for (label, name), one in named.items():
            yield _entry(
                stable_id("ftm", told.story, article, one.entity, name),
                "Mention",
                {
                    "name": name,
                    "document": _article_id(told, article),
                    "detectedSchema": SCHEMATA[label],
                    "resolved": known.meant(label, name),
                },
            )


def _speakers(told: Told, known: _Known) -> Iterator[Entry]:
    for speaker in told.comparison.speakers:
        meant = _who(speaker, known)
        if meant is None:
            continue
        for article in dict.fromkeys(one.article for one in speaker.utterances):
            said = sum(one.article == article for one in speaker.utterances)
            yield _entry(
                stable_id("ftm", told.story, article, meant, "speaks"),
                "Documentation",
                {
                    "document": _article_id(told, article),
                    "entity": meant,
                    "role": "quoted in the article",
                    "summary": f"{said} quotation{'s' * (said != 1)}",
                    "date": _date(told.published(article)),
                },
            )


def _who(speaker: Speaker, known: _Known) -> str | None:
    found = {known.meant(label, speaker.name) for label in SCHEMATA} - {None}
    return found.pop() if len(found) == 1 else None


def _links(told: Told) -> Iterator[Entry]:
    """Which article rests on which, or has words in common with which; once for each reason."""
    seen: set[tuple[str, str, str]] = set()
    for point in told.comparison.points:
        for edge in point.origins.edges:
            key = (edge.source, edge.target, edge.because)
            if key in seen or edge.source not in told.readings or edge.target not in told.readings:
                continue
            seen.add(key)
            yield _entry(
                stable_id("ftm", told.story, *key),
                "UnknownLink",
                {
                    "subject": _article_id(told, edge.source),
                    "object": _article_id(told, edge.target),
                    "role": "relies on" if edge.ordered else "has words in common with",
                    "summary": edge.because,
                },
            )


def _date(value: str | None) -> str | None:
    """A day, or an instant in UTC: FollowTheMoney knows no zones."""
    known = fit.instant(value)
    if known is None:
        return fit.stated_time(value)
    return datetime.fromisoformat(known).astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S")


def _entry(id_: str, schema: str, values: dict[str, str | list[str] | None]) -> Entry:
    held = {name: [value] if isinstance(value, str) else value for name, value in values.items()}
    properties = {
        name: [fit.writable(one) for one in value if one.strip()]
        for name, value in held.items()
        if value
    }
    return {"id": id_, "schema": schema, "properties": {n: v for n, v in properties.items() if v}}
