"""The cast of a text: everyone and everything it names, each with what the text shows of it."""

import re
from collections import Counter

from crosswire.records.annotation import Mention
from crosswire.records.entity import Cast, NamedEntity, NameForm
from crosswire.records.quotation import Reading
from crosswire.stages.annotate.gazetteer import Gender, place
from crosswire.stages.annotate.pronouns import PRONOUNS
from crosswire.stages.resolve.places import WHERE

_OF_NO_ONE = frozenset(("EVENT", "WORK_OF_ART", "LAW", "PRODUCT"))
"""Labels that are neither people, bodies nor places."""


def cast_of(
    reading: Reading,
    *,
    article: str | None = None,
    story: str | None = None,
    home: str | None = None,
) -> Cast:
    """The cast of ``reading``; ``article`` and ``story`` are the ids they are kept under."""
    mentions: dict[str, list[Mention]] = {}
    for mention in reading.annotation.mentions:
        mentions.setdefault(mention.entity, []).append(mention)
    return Cast(
        revision=reading.revision.id,
        article=article or reading.article,
        story=story,
        home=home,
        named=tuple(
            _named(e.id, e.label, e.name, mentions.get(e.id, []))
            for e in reading.annotation.entities
            if e.label not in _OF_NO_ONE
        ),
    )


def _named(entity: str, label: str, name: str, mentions: list[Mention]) -> NamedEntity:
    forms = Counter(_plain(m.span.exact) for m in mentions if m.kind == "name")
    forms = Counter({words: n for words, n in forms.items() if not _stands_in(words, name, label)})
    roles = dict.fromkeys(" ".join(m.span.exact.split()) for m in mentions if m.kind == "role")
    said = Counter(PRONOUNS.get(m.span.exact.lower()) for m in mentions if m.kind == "pronoun")
    return NamedEntity(
        id=entity,
        label=label,
        name=name,
        forms=tuple(NameForm(w, n) for w, n in sorted(forms.items(), key=lambda f: (-f[1], f[0]))),
        mentions=len(mentions),
        roles=tuple(roles) if label == "PERSON" else (),
        gender=_gender(said) if label == "PERSON" else None,
    )


def _plain(words: str) -> str:
    """Without the brackets that stand in it, white space evened."""
    return " ".join(re.sub(r"[\[\]()]", "", words).split())


def _stands_in(words: str, name: str, label: str) -> bool:
    """A capital that acts for its country is a mention of the country, no form of its name."""
    found = place(words) if label in WHERE else None
    whole = place(name)
    is_country = whole is not None and whole.kind == "name"
    return found is not None and found.kind == "capital" and is_country


def _gender(said: Counter[Gender | None]) -> Gender | None:
    """He or she, where the pronouns say so more than once and hardly ever the other; whom a single
    pronoun stands for is read wrongly too often to tell two persons apart."""
    if not said:
        return None
    (best, most), *rest = said.most_common()
    return best if most > 1 and (not rest or most > 3 * rest[0][1]) else None
