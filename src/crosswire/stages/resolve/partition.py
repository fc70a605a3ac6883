"""Which members are one: a function of the members alone, whatever the order in which they came.

Members that share a piece of evidence are joined, the strongest kinds first and each kind in the
order of its words, unless something keeps them apart: two people of one text, a he and a she, middle
initials that differ, two places, a person's judgement. Disjoint sets after Tarjan (1975), with what keeps apart
asked before each union: Kruskal's order (1956) with pairs that must not meet.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from crosswire.records.entity import EntityJudgement, EntityMember

KINDS = ("country", "region", "city", "people", "place", "body", "role", "company", "rare name",
         "acronym")  # fmt: skip
"""Kinds of evidence across stories, the strongest first."""

_BY_VARIANT = frozenset(("role", "company", "rare name", "acronym"))
"""Kinds that say nothing of a member without variant where two variants share them."""


@dataclass(slots=True, eq=False)
class _Set:
    """Members that are one so far, and what may keep others from them."""

    members: list[EntityMember]
    texts: set[str] = field(default_factory=set)
    """Texts that name it as a person."""
    variants: set[str] = field(default_factory=set)
    genders: set[str] = field(default_factory=set)
    places: set[str] = field(default_factory=set)

    @classmethod
    def of(cls, member: EntityMember) -> "_Set":
        person = member.label == "PERSON"
        return cls(
            [member],
            {member.revision} if person and member.forms else set(),
            {member.variant} if person and member.variant else set(),
            {member.gender} if member.gender else set(),
            {member.place.id} if member.place else set(),
        )

    def take(self, other: "_Set") -> None:
        self.members += other.members
        self.texts |= other.texts
        self.variants |= other.variants
        self.genders |= other.genders
        self.places |= other.places


class _Partition:
    def __init__(
        self, members: Iterable[EntityMember], judgements: Iterable[EntityJudgement]
    ) -> None:
        self.sets: dict[str, _Set] = {}
        for member in members:
            mine = _Set.of(member)
            # One id in two articles: one name at one place of one text, printed twice.
            self.sets.setdefault(member.entity, mine)
            if self.sets[member.entity] is not mine:
                self.sets[member.entity].take(mine)
        self.enemies: dict[str, set[str]] = defaultdict(set)
        for one in judgements:
            if one.decision == "different":
                self.enemies[one.a].add(one.b)
                self.enemies[one.b].add(one.a)

    def join(self, ids: Sequence[str]) -> None:
        """Join each to the first set of those before it that it may join."""
        roots: list[_Set] = []
        for one in ids:
            mine = self.sets[one]
            if mine in roots:
                continue
            fits = next((r for r in roots if self._may(r, mine)), None)
            if fits is None:
                roots.append(mine)
                continue
            roots = [r for r in roots if r is not mine]
            self._unite(fits, mine)

    def judged(self, a: str, b: str) -> None:
        """Join two as a person said, unless another judgement keeps them apart."""
        mine, other = self.sets.get(a), self.sets.get(b)
        if mine and other and mine is not other and not self._judged_apart(mine, other):
            self._unite(mine, other)

    def _unite(self, mine: _Set, other: _Set) -> None:
        large, small = (mine, other) if len(mine.members) >= len(other.members) else (other, mine)
        large.take(small)
        if large is other:
            # The set keeps its place among those that came before.
            mine.members, mine.texts = large.members, large.texts
            mine.variants, mine.genders = large.variants, large.genders
            mine.places = large.places
            large = mine
        for member in large.members:
            self.sets[member.entity] = large

    def _may(self, a: _Set, b: _Set) -> bool:
        if a.texts & b.texts or any(_differ(v, w) for v in a.variants for w in b.variants):
            return False
        if len(a.genders) == len(b.genders) == 1 and a.genders != b.genders:
            return False
        if a.places and b.places and not a.places & b.places:
            return False
        return not self._judged_apart(a, b)

    def _judged_apart(self, a: _Set, b: _Set) -> bool:
        if not self.enemies:
            return False
        small, large = sorted((a, b), key=lambda s: len(s.members))
        ids = {e for m in small.members for e in self.enemies.get(m.entity, ())}
        return bool(ids) and any(m.entity in ids for m in large.members)


def partition(
    members: Sequence[EntityMember], judgements: Sequence[EntityJudgement] = ()
) -> list[list[EntityMember]]:
    """The members in groups, each group and all of them in the order of their ids."""
    work = _Partition(members, judgements)
    for one in sorted(judgements, key=lambda j: j.id):
        if one.decision == "same":
            work.judged(one.a, one.b)
    for ids in _shared(members):
        work.join(ids)
    groups = {id(s): s for s in work.sets.values()}.values()
    found = [sorted(g.members, key=lambda m: (m.entity, m.revision)) for g in groups]
    return sorted(found, key=lambda g: g[0].entity)


def _shared(members: Sequence[EntityMember]) -> Iterator[list[str]]:
    """Ids of members that share a piece of evidence, in the order in which evidence is heard."""
    holders: dict[tuple[int, str], list[EntityMember]] = defaultdict(list)
    for member in members:
        if member.together:
            holders[-1, member.together].append(member)
        for piece in member.evidence:
            holders[KINDS.index(piece.partition("|")[0]), piece].append(member)
    for (rank, _), found in sorted(holders.items()):
        if len(found) > 1:
            of_variant = rank >= 0 and KINDS[rank] in _BY_VARIANT
            for part in _by_variant(found) if of_variant else [found]:
                yield sorted(m.entity for m in part)


def _by_variant(found: Sequence[EntityMember]) -> list[list[EntityMember]]:
    """All of them; where two variants differ, each variant alone, and nobody without one."""
    variants = sorted({m.variant for m in found} - {""})
    if not any(_differ(v, w) for v in variants for w in variants):
        return [list(found)]
    return [[m for m in found if m.variant == v] for v in variants]


def _differ(one: str, other: str) -> bool:
    return not (one.startswith(other) or other.startswith(one))
