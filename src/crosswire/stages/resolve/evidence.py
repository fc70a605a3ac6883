"""What an entity of one text is known by, beside its name: what may join it to others.

A full name joins no two texts by itself. With it must come a role that both give, three others whom
both name, or its being a name that hardly two people of the news bear. What is named here depends
on one text alone, so that it does not matter in which order texts come.
"""

import re
from collections.abc import Iterator, Sequence
from functools import cache
from importlib.resources import files
from itertools import combinations

from crosswire.records.entity import Cast, EntityMember, NamedEntity
from crosswire.stages.annotate.gazetteer import fold, gender_of, whole_given
from crosswire.stages.annotate.names import initials
from crosswire.stages.annotate.people import body_key, name_parts
from crosswire.stages.annotate.roles import SINGULAR, role_of
from crosswire.stages.annotate.spelling import sound
from crosswire.stages.resolve.gazetteer import country, people_of
from crosswire.stages.resolve.places import WHERE, Around, Settled, settle_all

COMPANIONS = 7
"""Others named beside a person that are looked at: the most often named."""
SHARED = 3
"""So many of them must be the same; two are, of any two people of one country's politics."""
_NATIONAL = SINGULAR | {"senator", "secretary of state", "vice president"}
"""Offices whose holders are named beside everybody."""


@cache
def _words(name: str) -> dict[str, frozenset[str]]:
    lines = files(__package__).joinpath("data", name).read_text(encoding="utf-8").splitlines()
    rows = (line.partition(": ")[::2] for line in lines if not line.startswith("#"))
    return {group: frozenset(words.split()) for group, words in rows}


@cache
def _many_bear() -> frozenset[str]:
    text = files(__package__).joinpath("data", "surnames.txt").read_text(encoding="utf-8")
    rows = [line for line in text.splitlines() if not line.startswith("#")]
    return frozenset(" ".join(rows).split())


def members(cast: Cast) -> list[EntityMember]:
    """Everyone of a cast, with what each is known by."""
    settled, here = settle_all(cast.named, cast.home)
    company = _company(cast.named)
    return [_member(cast, e, settled[e.id], here, company) for e in cast.named]


def _member(
    cast: Cast,
    entity: NamedEntity,
    settled: Settled,
    here: Around,
    company: Sequence[tuple[str, str, bool]],
) -> EntityMember:
    if entity.label == "PERSON":
        evidence = _of_person(entity, here, company)
        variant = middle(entity.name)
    elif settled.link or settled.candidates:
        evidence, variant = _of_place(entity, settled), "no city" if settled.contested else ""
    else:
        evidence, variant = _of_body(entity, here), _expansion(entity)
    return EntityMember(
        entity=entity.id,
        revision=cast.revision,
        article=cast.article,
        story=cast.story,
        label=entity.label,
        name=entity.name,
        forms=entity.forms,
        mentions=entity.mentions,
        roles=entity.roles,
        evidence=tuple(dict.fromkeys(evidence)),
        gender=entity.gender,
        variant=variant,
        place=settled.link,
        candidates=settled.candidates,
    )


# ------------------------------------------------------------------------------------------- people


def full_name(words: str) -> str | None:
    """First and last name as they are compared, spellings evened; None for a name of one word.

    A short form is the given name it stands for, where it is that of one only.
    An initial is no first name: "J. Okoro" is any Okoro, and "J. Ines Okoro" is Ines.
    """
    parts, suffix = _parts(words)
    if len(parts) < 2:
        return None
    return " ".join(filter(None, (sound(whole_given(parts[0])), sound(parts[-1]), suffix)))


def middle(words: str) -> str:
    """Initials of the names between first and last: they tell two bearers of one name apart."""
    parts, _ = _parts(words)
    return "".join(p[0] for p in parts[1:-1] if p not in _PARTICLES)


def _parts(words: str) -> tuple[list[str], str]:
    """A person's names without initials before them and without nicknames in marks."""
    parts, suffix = name_parts(words)
    names = [p for p in parts if p[0].isalpha() and p[-1].isalnum()]
    while len(names) > 1 and len(names[0]) < 2:
        names.pop(0)
    return names, suffix


_PARTICLES = frozenset(
    ("de", "da", "do", "dos", "del", "della", "di", "van", "von", "der", "den", "la", "le", "al",
     "el", "bin", "ibn", "ben", "abu", "st", "ul", "ur", "y")
)  # fmt: skip


def rare(words: str) -> bool:
    """Whether hardly two people of the news bear this full name: many bear neither the surname nor,
    where the surname is short, the given name."""
    parts, suffix = _parts(words)
    if suffix or len(parts) < 2 or parts[-1].replace("-", "") in _many_bear():
        return False
    return len(parts[-1]) > 4 or gender_of(parts[0]) is None or len(parts) > 2


def _of_person(
    entity: NamedEntity, here: Around, company: Sequence[tuple[str, str, bool]]
) -> Iterator[str]:
    name = full_name(entity.name)
    if name is None or not entity.forms:
        return
    yield from (f"role|{name}|{role}" for role in _roles(entity, here))
    if rare(entity.name):
        yield f"rare name|{name}"
        return
    others = [(who, person) for mine, who, person in company if mine != entity.id]
    for some in combinations(others[:COMPANIONS], SHARED):
        if any(person for _, person in some):
            yield f"company|{name}|{' & '.join(sorted(who for who, _ in some))}"


def _roles(entity: NamedEntity, here: Around) -> Iterator[str]:
    """Roles with the country or body they are of; an office of which a country has one is, where
    the words name no country, that of the country the text is mostly about."""
    for words in entity.roles:
        role = role_of(words)
        if role is None:
            continue
        of = sorted(role.of)
        if not of and role.office in SINGULAR and here.main:
            of = [here.main.lower()]
        elif of:
            found = [country(w) or people_of(w) for w in of]
            of = sorted(p.country.lower() if p else w for p, w in zip(found, of, strict=True))
        if of:
            yield f"{role.office} of {', '.join(of)}"


def _company(named: Sequence[NamedEntity]) -> list[tuple[str, str, bool]]:
    """People with a full name and bodies with a name of their own, the most named first: id, name,
    whether a person. Holders of a country's offices are left out."""
    found = []
    for entity in sorted(named, key=lambda e: (-e.mentions, e.name)):
        person = entity.label == "PERSON"
        if person and entity.forms and (name := full_name(entity.name)):
            roles = [role_of(words) for words in entity.roles]
            if not any(role and role.office in _NATIONAL for role in roles):
                found.append((entity.id, name, True))
        elif entity.label == "ORG" and distinctive(entity.name):
            found.append((entity.id, body_key(entity.name), False))
    return found[: COMPANIONS + 1]


# ---------------------------------------------------------------------------------- bodies, places


def distinctive(words: str) -> bool:
    """Whether a body's name has a word that names it and does not only say what it is."""
    key = body_key(words)
    own = [w for w in key.split() if w not in _words("words.txt")["kinds"] and not w.isdigit()]
    return bool(own) and (len(key.split()) > 1 or len(key) > 4) and not _is_acronym(words)


def _of_place(entity: NamedEntity, settled: Settled) -> Iterator[str]:
    """A settled place is one wherever it is named; an unsettled one is known in its story only."""
    if settled.link:
        kind = "people" if entity.label == "NORP" else settled.link.kind
        yield f"{kind}|{settled.link.id}"


def _of_body(entity: NamedEntity, here: Around) -> Iterator[str]:
    key = body_key(entity.name)
    room = "people" if entity.label == "NORP" else "place" if entity.label in WHERE else "body"
    at = here.main
    if room == "people":
        key = key.removesuffix("s")
    if not _is_acronym(entity.name):
        parts = set(key.split())
        words = _words("words.txt")
        if distinctive(entity.name):
            yield f"{room}|{key}"
        elif at and (room == "people" or parts & words["national"]) and not parts & words["local"]:
            yield f"{room}|{key}|{at}"
    for short in _acronyms(entity):
        if len(short) > 3:
            yield f"acronym|{short}"
        elif at:
            yield f"acronym|{short}|{at}"


def _is_acronym(words: str) -> bool:
    plain = words.replace(".", "")
    return bool(re.fullmatch(r"[A-Z][A-Z&]{1,5}", plain))


def _acronyms(entity: NamedEntity) -> list[str]:
    """Its acronyms: with a full name only those that the text itself shows to be its initials."""
    found = [f.words.replace(".", "") for f in entity.forms if _is_acronym(f.words)]
    if _is_acronym(entity.name):
        return found
    return [short for short in found if short in initials(entity.name)]


def _expansion(entity: NamedEntity) -> str:
    """What its acronym stands for, where the text says it."""
    return "" if _is_acronym(entity.name) or not _acronyms(entity) else fold(body_key(entity.name))
