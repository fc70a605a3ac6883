"""The user's Wikidata extract: which entry an entity is, or which it may be.

An entry is linked when one alone fits and more than a surname says so. Otherwise those that fit are
listed and the entity stays unlinked.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence

from crosswire.records.entity import SharedEntity, WikidataEntry, WikidataLink
from crosswire.stages.annotate.gazetteer import fold
from crosswire.stages.annotate.people import body_key, name_parts
from crosswire.stages.annotate.roles import role_of
from crosswire.stages.resolve.evidence import full_name

MOST = 8
"""Candidates that are listed."""

_KINDS = {
    "PERSON": ("person",),
    "ORG": ("organisation",),
    "GPE": ("place",),
    "LOC": ("place",),
    "FAC": ("place", "organisation"),
}


class Extract:
    """Entries by name and by code."""

    def __init__(self, entries: Iterable[WikidataEntry] = ()) -> None:
        self._named: dict[str, dict[str, WikidataEntry]] = defaultdict(dict)
        self._surnames: dict[str, dict[str, WikidataEntry]] = defaultdict(dict)
        self._coded: dict[str, dict[str, WikidataEntry]] = defaultdict(dict)
        for entry in entries:
            self._add(entry)

    def _add(self, entry: WikidataEntry) -> None:
        for words in (entry.label, *entry.aliases):
            self._named[_key(words)][entry.id] = entry
            parts, _ = name_parts(words)
            if entry.kind == "person" and len(parts) > 1:
                self._surnames[parts[-1]][entry.id] = entry
        for code in entry.codes:
            self._coded[code][entry.id] = entry

    def linked(self, entity: SharedEntity) -> SharedEntity:
        """``entity`` with its entry, or with those that may be it."""
        link, candidates = self._find(entity) if self._named else (None, ())
        return entity.model_copy(
            update={
                "wikidata": link,
                "candidates": candidates,
                "because": (*entity.because, link.because) if link else entity.because,
            }
        )

    def _find(self, entity: SharedEntity) -> tuple[WikidataLink | None, tuple[WikidataLink, ...]]:
        if entity.place is not None and entity.label != "NORP":
            found = self._of_code(entity.place.id)
            if found is not None:
                return found, ()
        fits = self._fits(entity)
        if entity.label == "PERSON":
            return _person(entity, fits)
        if entity.label not in _KINDS or not fits:
            return None, ()
        sure = entity.label not in ("GPE", "LOC") or not entity.places
        if len(fits) == 1 and sure and _named_in_full(entity, fits[0]):
            return _link(fits[0], f"{fits[0].label}: the only entry of this name"), ()
        return None, _candidates(fits)

    def _of_code(self, code: str) -> WikidataLink | None:
        found = self._coded.get(code, {})
        if len(found) != 1:
            return None
        entry = next(iter(found.values()))
        return _link(entry, f"{entry.label}: the entry states the gazetteer's code {code}")

    def _fits(self, entity: SharedEntity) -> list[WikidataEntry]:
        kinds = _KINDS.get(entity.label, ())
        found: dict[str, WikidataEntry] = {}
        for words in (entity.name, *(f.words for f in entity.forms)):
            found |= self._named.get(_key(words), {})
            parts, _ = name_parts(words)
            if entity.label == "PERSON" and len(parts) == 1:
                found |= self._surnames.get(parts[0], {})
        if entity.label == "PERSON" and full_name(entity.name):
            # The full name decides: other bearers of the surname are not in question.
            found = {i: e for i, e in found.items() if _bears(e, entity)}
        return sorted((e for e in found.values() if e.kind in kinds), key=lambda e: _number(e.id))


def _key(words: str) -> str:
    """People by all their names, bodies without "Inc." and the like; capitals no difference."""
    return body_key(words) or fold(words)


def _bears(entry: WikidataEntry, entity: SharedEntity) -> bool:
    names = {full_name(f.words) for f in entity.forms} | {full_name(entity.name)}
    return bool({full_name(w) for w in (entry.label, *entry.aliases)} & (names - {None}))


def _person(
    entity: SharedEntity, fits: Sequence[WikidataEntry]
) -> tuple[WikidataLink | None, tuple[WikidataLink, ...]]:
    full = full_name(entity.name) is not None
    if full and len(fits) == 1:
        return _link(fits[0], f"{fits[0].label}: the only entry of this full name"), ()
    told = [(e, why) for e in fits if (why := _same_role(entity, e))]
    if len(told) == 1 and (full or len(fits) == 1):
        entry, why = told[0]
        return _link(entry, f"{entry.label}: {why}"), ()
    return None, _candidates(fits)


def _same_role(entity: SharedEntity, entry: WikidataEntry) -> str:
    """A role that the texts give and the entry's description has, with country or body."""
    described = fold(entry.description)
    for words in dict.fromkeys(w for m in entity.members for w in m.roles):
        role = role_of(words)
        if role is None or not _stands_in(role.words, described):
            continue
        if all(_stands_in(of, described) for of in role.of):
            return f"the texts call this person {words}, as the entry does"
    return ""


def _stands_in(words: str, text: str) -> bool:
    return re.search(rf"\b{re.escape(fold(words))}\b", text) is not None


def _named_in_full(entity: SharedEntity, entry: WikidataEntry) -> bool:
    """More than an acronym speaks for it, unless the entry goes by nothing else."""
    forms = {f.words for f in entity.forms} | {entity.name}
    names = {_key(w) for w in (entry.label, *entry.aliases) if not _short(w)}
    return any(_key(w) in names for w in forms if not _short(w)) or _short(entry.label)


def _short(words: str) -> bool:
    plain = words.replace(".", "")
    return plain.isupper() and len(plain) <= 6 and " " not in plain


def _candidates(fits: Sequence[WikidataEntry]) -> tuple[WikidataLink, ...]:
    return tuple(_link(e, "bears the name") for e in fits[:MOST])


def _link(entry: WikidataEntry, because: str) -> WikidataLink:
    return WikidataLink(
        id=entry.id, label=entry.label, description=entry.description, because=because
    )


def _number(entry: str) -> tuple[int, str]:
    digits = re.sub(r"\D", "", entry)
    return (int(digits) if digits else 0, entry)
