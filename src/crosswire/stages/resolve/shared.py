"""An entity across articles from its members: its name, forms, place, and why they are one."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence

from crosswire.records.entity import (
    EntityJudgement,
    EntityMember,
    Founding,
    NameForm,
    PlaceLink,
    SharedEntity,
    shared_id,
)
from crosswire.stages.annotate.people import name_parts
from crosswire.stages.resolve.gazetteer import country_named
from crosswire.stages.resolve.places import WHERE

_REASONS = 12
"""Reasons that are told of one entity."""
_PLACES = 8


def shared(
    members: Sequence[EntityMember],
    founders: Sequence[Founding],
    judgements: Iterable[EntityJudgement] = (),
) -> SharedEntity:
    """The entity of these members."""
    forms: Counter[str] = Counter()
    for member in members:
        for words, times in member.forms:
            forms[words] += times
    place, places = _place(members)
    countries = {p.country for p in ((place,) if place else places)}
    doubted = _contested(members)
    return SharedEntity(
        id=shared_id(founders[0].entity),
        label=_label(members),
        name=_name(members),
        forms=tuple(NameForm(w, n) for w, n in sorted(forms.items(), key=lambda f: (-f[1], f[0]))),
        members=tuple(members),
        founders=tuple(founders),
        place=place,
        places=places,
        country=countries.pop() if len(countries) == 1 and (place or not doubted) else None,
        because=tuple(dict.fromkeys([*_reasons(members, judgements), *_why_there(place)])),
    )


def _label(members: Sequence[EntityMember]) -> str:
    labels = Counter(m.label for m in members)
    return "PERSON" if "PERSON" in labels else min(labels, key=lambda w: (-labels[w], w))


def _name(members: Sequence[EntityMember]) -> str:
    """The fullest name; of several the one of most texts."""
    best = [m for m in members if m.forms] or list(members)
    person = any(m.label == "PERSON" for m in best)
    most = max(_fullness(m, person) for m in best)
    names = Counter(m.name for m in best if _fullness(m, person) == most)
    return min(names, key=lambda w: (-names[w], -len(w), w))


def _fullness(member: EntityMember, person: bool) -> int:
    """Of people, first and last name before one alone; of bodies, a name before its acronym."""
    if person:
        return min(2, len(name_parts(member.name)[0]))
    return int(not member.name.replace(".", "").isupper())


def _place(members: Sequence[EntityMember]) -> tuple[PlaceLink | None, tuple[PlaceLink, ...]]:
    """The place that members settled, when it is one; else the candidates.

    A city that a text treats as a country, or most of them as a body, is a candidate only.
    """
    settled = {m.place.id: m.place for m in members if m.place}
    if len(settled) == 1 and not (_contested(members) and _is_city(settled.values())):
        return next(iter(settled.values())), ()
    options = {p.id: p for m in members for p in m.candidates} | settled
    ranked = sorted(options.values(), key=lambda p: (-(p.population or 0), p.id))
    return None, tuple(ranked[:_PLACES])


def _is_city(places: Iterable[PlaceLink]) -> bool:
    return all(p.kind == "city" for p in places)


def _contested(members: Sequence[EntityMember]) -> bool:
    bodies = sum(m.mentions for m in members if m.label == "ORG")
    treated = any(m.variant for m in members if m.label in WHERE)
    return treated or 2 * bodies > sum(m.mentions for m in members)


def _why_there(place: PlaceLink | None) -> Iterator[str]:
    if place is not None:
        yield place.because


def _reasons(members: Sequence[EntityMember], judged: Iterable[EntityJudgement]) -> Iterator[str]:
    ids = {m.entity for m in members}
    yield from (j.words for j in judged if j.decision == "same" and {j.a, j.b} <= ids)
    yield from _within_stories(members)
    texts: dict[str, set[str]] = defaultdict(set)
    for member in members:
        for piece in member.evidence:
            texts[piece].add(member.article)
    held = sorted((p for p in texts if len(texts[p]) > 1), key=lambda p: (-len(texts[p]), p))
    yield from (_words(piece, len(texts[piece])) for piece in held[:_REASONS])


def _within_stories(members: Sequence[EntityMember]) -> Iterator[str]:
    names: dict[str, Counter[str]] = defaultdict(Counter)
    for member in members:
        if member.together:
            names[member.together][member.name] += 1
    seen = dict.fromkeys(tuple(sorted(found)) for found in names.values() if len(found) > 1)
    yield from (f"{' / '.join(found)}: one in the articles of a story" for found in sorted(seen))


def _words(piece: str, texts: int) -> str:
    """A piece of evidence for people."""
    kind, *parts = piece.split("|")
    last = parts[-1]
    if kind in ("country", "region", "city", "people"):
        return f"{texts} texts name the same {kind}"
    said = {
        "role": f"the same name and role, {last}, in {texts} texts",
        "company": f"the same name, with {last}, in {texts} texts",
        "rare name": f"a name that few people bear, in {texts} texts",
        "acronym": f"the same acronym in {texts} texts",
    }.get(kind, f"the same name in {texts} texts")
    about = kind in ("body", "place", "people", "acronym") and len(parts) > 1
    return f"{said}, each about {country_named(last)}" if about else said
