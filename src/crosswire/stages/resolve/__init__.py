"""Resolve: who and what of one article is who and what of another, and where in the world."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from crosswire.records.entity import (
    Cast,
    EntityJudgement,
    EntityMember,
    Founding,
    Resolved,
    SharedEntity,
    WikidataEntry,
    shared_id,
)
from crosswire.stages.resolve.cast import cast_of
from crosswire.stages.resolve.evidence import members
from crosswire.stages.resolve.extract import Extract
from crosswire.stages.resolve.partition import partition
from crosswire.stages.resolve.shared import shared
from crosswire.stages.resolve.stories import together

__all__ = ["Asked", "Resolve", "cast_of"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """Articles that came, what is known, and what people said of it."""

    casts: Sequence[Cast]
    """A cast of a revision that is known already replaces what it brought before."""
    known: Iterable[SharedEntity] = ()
    """All entities, or at least those with a member in a story of the casts and those that share
    evidence with them (see ``evidence_of``)."""
    judgements: Sequence[EntityJudgement] = ()
    """Those that stand, all of them each time; a withdrawn one is left out."""
    again: frozenset[str] = frozenset()
    """Ids of entities to look at again though no cast touches them: those whose judgements changed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Resolve:
    """Casts and known entities → the entities that are new or changed."""

    entries: tuple[WikidataEntry, ...] = ()
    """The user's Wikidata extract."""
    name: str = "resolve"
    version: int = 2

    def open(self) -> Callable[[Asked], Resolved]:
        """Index the extract once."""
        extract = Extract(self.entries)

        def run(asked: Asked) -> Resolved:
            return resolve(asked, extract)

        return run


def evidence_of(casts: Iterable[Cast]) -> frozenset[str]:
    """The evidence that the casts bring: entities that share none of it and none of their stories
    are not touched by them."""
    return frozenset(piece for cast in casts for m in members(cast) for piece in m.evidence)


def resolve(asked: Asked, extract: Extract) -> Resolved:
    """Bring the casts to what is known."""
    known = {e.id: e for e in asked.known}
    fresh = [m for cast in asked.casts for m in members(cast)]
    replaced = {cast.revision for cast in asked.casts}
    touched = _touched(asked, known, fresh, replaced)
    old = [m for e in touched for m in e.members if m.revision not in replaced]
    everyone = {_key(m): m for m in (*old, *fresh)}
    moved = {m.story for e in touched for m in e.members if m.revision in replaced}
    stories = {m.story for m in fresh} | moved
    again = together(m for m in everyone.values() if m.story in stories)
    everyone |= {_key(m): m for m in again}
    groups = partition([everyone[i] for i in sorted(everyone)], asked.judgements)
    order = {i: k for k, i in enumerate(dict.fromkeys(i for i, _ in everyone))}
    founded = _founders(groups, touched, order)
    made = {e.id: e for e in _entities(groups, founded, asked.judgements, extract)}
    former = {a: e.id for e in made.values() for a in e.aliases}
    before = {e.id for e in touched}
    # An id that people have seen stays valid, though no text names its entity any more.
    made |= {i: _unnamed(known[i]) for i in before - made.keys() - former.keys()}
    changed = [made[i] for i in sorted(made) if known.get(i) != made[i]]
    gone = [(i, former[i]) for i in sorted(before - made.keys())]
    return Resolved(entities=tuple(changed), gone=tuple(gone))


def _key(member: EntityMember) -> tuple[str, str]:
    """Two articles of one text and name, a wire's copies, have entities of one id."""
    return member.entity, member.revision


def _unnamed(entity: SharedEntity) -> SharedEntity:
    """What is left of an entity that no text names: its id and its name."""
    return SharedEntity(
        id=entity.id,
        label=entity.label,
        name=entity.name,
        forms=(),
        members=(),
        founders=entity.founders,
    )


def _entities(
    groups: Sequence[Sequence[EntityMember]],
    founded: Sequence[Sequence[Founding]],
    judgements: Sequence[EntityJudgement],
    extract: Extract,
) -> Iterable[SharedEntity]:
    for group, founders in zip(groups, founded, strict=True):
        yield extract.linked(shared(group, founders, judgements))


def _touched(
    asked: Asked,
    known: dict[str, SharedEntity],
    fresh: Sequence[EntityMember],
    replaced: set[str],
) -> list[SharedEntity]:
    """Known entities that the casts may change: of their stories, sharing evidence with them or,
    in turn, with one of these."""
    holders: dict[str, set[str]] = defaultdict(set)
    stories: dict[str, set[str]] = defaultdict(set)
    found = set(asked.again & known.keys())
    owners = {m.entity: e.id for e in known.values() for m in e.members}
    moved: set[str] = set()
    for entity in known.values():
        for member in entity.members:
            for piece in _pieces(member):
                holders[piece].add(entity.id)
            if member.story:
                stories[member.story].add(entity.id)
            if member.revision in replaced:
                found.add(entity.id)
                moved.add(member.story or "")
    for story in moved | {m.story or "" for m in fresh}:
        found |= stories.get(story, set())
    waiting = {piece for m in fresh for piece in _pieces(m)}
    waiting |= {p for i in found for m in known[i].members for p in _pieces(m)}
    heard: set[str] = set()
    more = found
    while waiting or more:
        heard |= waiting
        more = {i for piece in waiting for i in holders.get(piece, ())}
        more |= {i for j in asked.judgements for i in _judged_with(j, owners, found | more)}
        more -= found
        found |= more
        waiting = {p for i in more for m in known[i].members for p in _pieces(m)} - heard
    return [known[i] for i in sorted(found)]


def _pieces(member: EntityMember) -> tuple[str, ...]:
    """Its own id, its evidence, and the mark of those it is one with in its story."""
    return tuple(filter(None, (member.entity, *member.evidence, member.together)))


def _judged_with(one: EntityJudgement, owners: dict[str, str], found: set[str]) -> set[str]:
    """The two that a judgement speaks of, when either is looked at."""
    both = {owners[i] for i in (one.a, one.b) if i in owners}
    return both if both & found or len(both) < 2 else set()


def _founders(
    groups: Sequence[Sequence[EntityMember]],
    touched: Sequence[SharedEntity],
    order: dict[str, int],
) -> list[list[Founding]]:
    """Those who founded each group, the oldest first; a group without one is founded now, by the
    first of its members that came."""
    known: dict[str, list[Founding]] = defaultdict(list)
    for entity in touched:
        for founding in entity.founders:
            known[_heir(founding.entity, entity, order)].append(founding)
    next_number = 1 + max((f.number for kept in known.values() for f in kept), default=0)
    found = []
    for group in groups:
        own = dict.fromkeys(m.entity for m in group)
        mine = [f for i in own for f in known.get(i, ())]
        if not mine:
            first = min(group, key=lambda m: order[m.entity])
            mine = [Founding(first.entity, next_number + order[first.entity])]
        found.append(sorted(mine, key=lambda f: (f.number, f.entity)))
    return found


def _heir(founder: str, entity: SharedEntity, there: dict[str, int]) -> str:
    """The founder; where its text is read anew without it, the first other member that is left."""
    left = (m.entity for m in entity.members if m.entity in there)
    return founder if founder in there else next(left, founder)


def founder_of(entity: SharedEntity) -> str:
    """The article's entity by which a judgement names ``entity``."""
    return entity.founders[0].entity


__all__ += ["evidence_of", "founder_of", "resolve", "shared_id"]
