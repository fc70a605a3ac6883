"""Who is who across articles: entities of several readings joined where the texts show one thing.

Joining is careful: a shared surname joins nobody whose first names differ, a role joins only when
one person can be meant, and two people whom one article keeps apart stay apart.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import combinations

from crosswire.records.annotation import Entity, Mention
from crosswire.records.base import Record, stable_id
from crosswire.records.quotation import Reading
from crosswire.stages.annotate.gazetteer import fold, place
from crosswire.stages.annotate.names import initials
from crosswire.stages.annotate.people import body_key, name_parts
from crosswire.stages.annotate.pronouns import PRONOUNS
from crosswire.stages.annotate.roles import Role, fits, role_of
from crosswire.stages.annotate.spelling import near, same_first_name, sound
from crosswire.stages.annotate.twins import sights


class Linked(Record):
    """Entities across articles, and which of them an article's entity is."""

    entities: tuple[Entity, ...]
    joined: dict[str, str]
    """Article entity id → id across articles."""

    def of(self, article_entity: str) -> str:
        """The id across articles; an unknown id stands for itself."""
        return self.joined.get(article_entity, article_entity)


@dataclass(slots=True, eq=False)
class Node:
    """What one article shows of one entity."""

    entity: Entity
    key: str
    article: str
    order: int
    parts: tuple[str, ...] = ()
    suffix: str = ""
    named: bool = False
    roles: tuple[Role, ...] = ()
    genders: frozenset[str] = frozenset()
    count: int = 0
    """Its mentions by name and pronoun; 0 where they were not counted."""


@dataclass(slots=True, eq=False)
class Group:
    """Entities of articles that are taken for one."""

    name: str = ""
    nodes: list[Node] = field(default_factory=list)
    because: dict[str, None] = field(default_factory=dict)
    person: bool = False
    named: bool = False
    full: list[Node] = field(default_factory=list)
    """Members with a first name and a last."""
    roles: dict[Role, None] = field(default_factory=dict)

    def take(self, nodes: Sequence[Node], because: Sequence[str] = ()) -> "Group":
        """Add members, with the reasons for which they are taken for one."""
        for node in nodes:
            self.nodes.append(node)
            self.person |= node.entity.label == "PERSON"
            self.named |= node.named
            self.roles |= dict.fromkeys(node.roles)
            if node.named and len(node.parts) > 1:
                self.full.append(node)
        self.because |= dict.fromkeys(because)
        self.name = _fullest(self.nodes)
        return self


def _fullest(nodes: Sequence[Node]) -> str:
    """The fullest name, an initial aside; of several the one in most articles."""
    best = [n for n in nodes if n.named] or nodes
    most = max(_full(n) for n in best)
    names = Counter(n.entity.name for n in best if _full(n) == most)
    return min(names, key=lambda w: (-names[w], _INITIAL.search(w) is not None, -len(w), w))


def _full(node: Node) -> tuple[int, bool]:
    """How many words of a name it has that are no initials; a surname with initials before one without."""
    words = sum(len(part.strip(".")) > 1 for part in node.parts)
    return words, words == 1 and len(node.parts) > 1


_INITIAL = re.compile(r"\b[A-Z]\.")


def link(readings: Sequence[Reading]) -> Linked:
    """Join the entities of ``readings``."""
    entities: list[Entity] = []
    joined: dict[str, str] = {}
    groups = join_within_story([Group().take([node]) for node in _nodes(readings)])
    for group in _with_twins(groups, readings):
        entity = _entity(group)
        entities.append(entity)
        joined |= {n.entity.id: entity.id for n in group.nodes}
    return Linked(entities=tuple(entities), joined=joined)


def join_within_story(groups: Sequence[Group]) -> list[Group]:
    """Join groups of entities of one story's articles, in reading order."""
    people = [g for g in groups if g.person]
    others = [g for g in groups if not g.person]
    for test in (_same_full_name, _same_surname, _same_role):
        _join(people, test)
    for test in (_same_body, _acronym):
        _join(others, test)
    return sorted(people + others, key=lambda g: g.nodes[0].order)


def _with_twins(groups: Sequence[Group], readings: Sequence[Reading]) -> list[Group]:
    """Join a lone surname that was taken for a body to the one person of the story who bears it."""
    seen = sights(readings)
    people = [g for g in groups if g.person and g.named]
    kept: list[Group] = []
    for group in groups:
        if not group.person and _same_words(group, people):
            continue
        word = fold(group.name)
        bearers = [p for p in people if _bears(p, word)]
        alone = not group.person and all(fold(n.entity.name) == word for n in group.nodes)
        twin = alone and len(bearers) == 1 and bool(bearers[0].full)
        if twin and seen.twin([n.entity.id for n in group.nodes], word):
            because = (
                f"{group.name}: {bearers[0].name}, the only one of that name here; nothing in these "
                "texts shows a body called so"
            )
            bearers[0].take(group.nodes, (because,))
        else:
            kept.append(group)
    return kept


def _same_words(body: Group, people: Sequence[Group]) -> bool:
    """Join what one text took for a person and another for a body, of one name in several words:
    it is what most mentions say it is."""
    names = {fold(n.entity.name) for n in body.nodes if " " in n.entity.name.strip()}
    found = [p for p in people if any(fold(n.entity.name) in names for n in p.full)]
    if len(found) != 1 or {n.article for n in body.nodes} & {n.article for n in found[0].nodes}:
        return False  # a text that has both keeps them apart
    one = found[0]
    person = sum(n.count for n in one.nodes) >= sum(n.count for n in body.nodes)
    one.take(body.nodes, (*body.because, "one name"))
    one.person = person
    return True


Test = Callable[[Group, Group, Sequence[Group]], str | None]


def _join(groups: list[Group], test: Test) -> None:
    """Join pairs that pass ``test`` until none does; the first in reading order takes the other."""
    changed = True
    while changed:
        changed = False
        for a, b in combinations(list(groups), 2):
            if a.nodes and b.nodes and (reason := test(a, b, groups)) and not _kept_apart(a, b):
                a.take(b.nodes, (*b.because, reason))
                b.nodes = []
                groups.remove(b)
                changed = True


def _kept_apart(a: Group, b: Group) -> bool:
    """Whether one article names both and holds them for two."""
    mine = {n.article: n for n in a.nodes if n.named}
    return a.person and any(n.named and n.article in mine for n in b.nodes)


def _nodes(readings: Sequence[Reading]) -> Iterator[Node]:
    seen: set[str] = set()
    for reading in readings:
        mentions: dict[str, list[Mention]] = {}
        for mention in reading.annotation.mentions:
            mentions.setdefault(mention.entity, []).append(mention)
        for entity in reading.annotation.entities:
            if entity.id not in seen:
                seen.add(entity.id)
                yield _node(entity, reading.article, len(seen), mentions.get(entity.id, []))


def _node(entity: Entity, article: str, order: int, mentions: Sequence[Mention]) -> Node:
    pronouns = [PRONOUNS.get(m.span.exact.lower()) for m in mentions if m.kind == "pronoun"]
    node = node_of(
        entity,
        article,
        order,
        named=any(m.kind == "name" for m in mentions),
        roles=[m.span.exact for m in mentions if m.kind == "role"],
        genders=frozenset(g for g in pronouns if g is not None),
    )
    node.count = sum(m.kind != "role" for m in mentions)
    return node


def node_of(
    entity: Entity,
    article: str,
    order: int,
    *,
    named: bool,
    roles: Iterable[str],
    genders: frozenset[str],
) -> Node:
    """What ``article`` shows of one of its entities; ``roles`` are wordings."""
    parts, suffix = name_parts(entity.name)
    known = (role_of(words) for words in roles)
    return Node(
        entity=entity,
        key=_key(entity.name),
        article=article,
        order=order,
        parts=parts,
        suffix=suffix,
        named=named,
        roles=tuple(dict.fromkeys(r for r in known if r is not None)),
        genders=genders,
    )


def _agree(a: Group, b: Group) -> bool:
    """No he where the other is she."""
    genders = [{g for n in group.nodes for g in n.genders} for group in (a, b)]
    return not (genders[0] and genders[1]) or bool(genders[0] & genders[1])


def _same_full_name(a: Group, b: Group, groups: Sequence[Group]) -> str | None:
    if not (a.full and b.full and _agree(a, b)):
        return None
    for left in a.full:
        for right in b.full:
            reason = _name_reason(left, right, a, b)
            if reason:
                return reason
    return None


def _name_reason(left: Node, right: Node, a: Group, b: Group) -> str | None:
    apart = left.suffix != right.suffix and not _share_role(a, b)
    if apart or not same_first_name(left.parts[0], right.parts[0]):
        return None
    if left.entity.name == right.entity.name:
        return "one name"
    names = f"{right.entity.name} / {left.entity.name}"
    last = (left.parts[-1], right.parts[-1])
    if last[0] == last[1]:
        return f"{names}: one name"
    if sound(last[0]) == sound(last[1]):
        return f"{names}: spellings of one name"
    equal = left.parts[0] == right.parts[0]
    if near(*last) and (equal or _share_role(a, b)):
        return f"{names}: a letter apart, with the same {'first name' if equal else 'role'}"
    return None


def _share_role(a: Group, b: Group) -> bool:
    return any(fits(x, y) or fits(y, x) for x in a.roles for y in b.roles)


def _same_surname(a: Group, b: Group, groups: Sequence[Group]) -> str | None:
    """A surname alone joins the one person who bears it; two bearers join with nobody."""
    if not (a.named and b.named and _agree(a, b)) or (a.full and b.full):
        return None
    if _is_place(a) or _is_place(b):
        return None
    short, other = (b, a) if a.full or not b.full else (a, b)
    parts = short.nodes[0].parts
    if len(parts) != 1 or not _bears(other, parts[0]):
        return None
    word = parts[0]
    bearers = [g for g in groups if g is not short and _bears(g, word)]
    if not any(g.full for g in bearers):
        # No text of the story gives a first name: nothing tells one bearer from another.
        return _surname_alone(short, bearers)
    bearers = [g for g in bearers if g.full]
    if [g for g in bearers if _agree(g, short)] != [other]:
        return None
    return f"{short.name}: {other.name}, the only one of that name here"


def _surname_alone(short: Group, bearers: Sequence[Group]) -> str | None:
    """Why texts that all give the bare surname mean one person; None where he is she in one."""
    alike = all(_agree(a, b) for a, b in combinations((short, *bearers), 2))
    return f"{short.name}: one surname, and no other bearer here" if alike else None


def _bears(group: Group, word: str) -> bool:
    return any(
        n.named and n.parts and not n.suffix and sound(n.parts[-1]) == sound(word)
        for n in group.nodes
    )


def _is_place(group: Group) -> bool:
    return any(n.entity.label == "GPE" or place(n.entity.name) for n in group.nodes)


def _same_role(a: Group, b: Group, groups: Sequence[Group]) -> str | None:
    """A role without a name joins the only one who is shown to hold it."""
    if a.named == b.named:
        if a.named:
            return None
        same = any(x == y and x.of for x in a.roles for y in b.roles)
        return f"{b.name}: the same role, of one country or body" if same else None
    alone, holder = (b, a) if a.named else (a, b)
    if not (_agree(a, b) and alone.roles and _holds(holder, alone)):
        return None
    holders = [g for g in groups if g.named and _holds(g, alone)]
    if len(holders) > 1 and not any(r.of for r in alone.roles):
        # "the president" among a president and a club's president is the one of no body.
        holders = [g for g in holders if any(_is_bare(r, alone) for r in g.roles)]
        holders = _told_of_most(holders)
    reason = f"{alone.name}: {holder.name}, by the role another text gives"
    return reason if holders == [holder] else None


_MORE = 3


def _told_of_most(holders: list[Group]) -> list[Group]:
    """Of several the one that the story has three times as often as any other: its own president."""
    told = sorted(holders, key=lambda g: -sum(n.count for n in g.nodes))
    counts = [sum(n.count for n in g.nodes) for g in told[:2]]
    return told[:1] if len(counts) > 1 and counts[0] >= _MORE * counts[1] > 0 else holders


def _is_bare(held: Role, alone: Group) -> bool:
    return not held.of and any(fits(asked, held) for asked in alone.roles)


def _holds(holder: Group, alone: Group) -> bool:
    return any(fits(asked, held) for asked in alone.roles for held in holder.roles)


def _same_body(a: Group, b: Group, groups: Sequence[Group]) -> str | None:
    peoples = [all(n.entity.label == "NORP" for n in g.nodes) for g in (a, b)]
    if peoples[0] != peoples[1]:
        return None
    for left in a.nodes:
        for right in b.nodes:
            if left.key == right.key:
                same = left.entity.name == right.entity.name
                names = f"{right.entity.name} / {left.entity.name}"
                return "one name" if same else f"{names}: spellings or forms of one name"
    return None


def _key(name: str) -> str:
    known = place(name)
    if known and known.kind == "people":
        return f"people of {known.country}"
    return body_key(name).replace(" ", "")


def _acronym(a: Group, b: Group, groups: Sequence[Group]) -> str | None:
    """Initials in one article and the full name in another, when one body fits."""
    for short, full in ((a, b), (b, a)):
        word = short.name.replace(".", "")
        if not (word.isalpha() and word.isupper() and 2 <= len(word) <= 6):
            continue
        if not _shortens(word, full):
            continue
        if [g for g in groups if g is not short and _shortens(word, g)] == [full]:
            return f"{short.name}: {full.name}, its initials"
    return None


def _shortens(word: str, full: Group) -> bool:
    return " " in full.name and word in initials(full.name)


def _entity(group: Group) -> Entity:
    labels = Counter(
        n.entity.label for n in group.nodes if group.person or n.entity.label != "PERSON"
    )
    label = "PERSON" if group.person else min(labels, key=lambda w: (-labels[w], w))
    forms = {form for n in group.nodes for form in n.entity.forms}
    because = {**{b: None for n in group.nodes for b in n.entity.because}, **group.because}
    because.pop("one name", None)
    return Entity(
        id=stable_id("entity", *sorted(n.entity.id for n in group.nodes)),
        label=label,
        name=group.name,
        forms=tuple(sorted(forms, key=lambda f: (-len(f), f))),
        because=tuple(because),
    )
