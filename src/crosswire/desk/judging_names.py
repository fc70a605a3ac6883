"""What a person decides of two names: whose they are, across articles."""

from collections.abc import Iterable
from typing import NamedTuple

from crosswire.errors import ConfigError
from crosswire.records.entity import EntityJudgement, SharedEntity
from crosswire.stages.resolve import Asked, Resolve
from crosswire.store.base import Store, Writer
from crosswire.store.order import now


class NamesJudged(NamedTuple):
    """A decision on two names, made or withdrawn, and the entities they belong to now."""

    judgement: EntityJudgement
    entities: tuple[str | None, str | None]


def judge_names(store: Store, recipe: Resolve, asked: EntityJudgement) -> NamesJudged:
    """Keep a decision on two entities, or on members of them, and bring names together anew.

    Both are named by the id of an entity across articles, which stands for its founder, or by the id
    that one has within an article.
    """
    with store.read() as reader:
        known = {one.id: one for one in reader.entities()}
    made = asked.model_copy(update={"a": _local(known, asked.a), "b": _local(known, asked.b)})
    if made.a == made.b:
        raise ConfigError(f"two names were wanted, got one twice: {made.a}")
    with store.write(f"judge names {asked.a} {asked.b} {asked.decision}") as writer:
        return _resolved(writer, recipe, made, [*writer.standing_entity_judgements(), made])


def withdraw_names(store: Store, recipe: Resolve, id_: str, by: str) -> NamesJudged:
    """Take a decision back; names belong together as they would without it."""
    with store.write(f"judge names --withdraw {id_}") as writer:
        found = writer.judgement(id_)
        if not isinstance(found, EntityJudgement):
            raise ConfigError(f"a judgement on names was wanted, {id_} is on something else")
        if found.withdrawn_at is None:
            found = found.model_copy(update={"withdrawn_by": by, "withdrawn_at": now()})
        left = [one for one in writer.standing_entity_judgements() if one.id != id_]
        return _resolved(writer, recipe, found, left)


def _resolved(
    writer: Writer, recipe: Resolve, judged: EntityJudgement, standing: list[EntityJudgement]
) -> NamesJudged:
    known = {one.id: one for one in writer.entities()}
    owners = _owners(known.values())
    again = frozenset(owners[one] for one in (judged.a, judged.b) if one in owners)
    distinct = [*{one.id: one for one in standing}.values()]
    asked = Asked(casts=(), known=known.values(), judgements=distinct, again=again)
    found = recipe.open()(asked)
    with writer.batch() as batch:
        if judged.withdrawn_at is None:
            batch.add_judgement(judged)
        else:
            by = judged.withdrawn_by or ""
            batch.withdraw_judgement(judged.id, by, judged.withdrawn_at)
        batch.put_entities(found.entities, found.gone)
        batch.count(judged=1, entities=len(found.entities))
    lie = _owners(writer.entities())
    return NamesJudged(judged, (lie.get(judged.a), lie.get(judged.b)))


def _owners(entities: Iterable[SharedEntity]) -> dict[str, str]:
    """The entity across articles that each entity of an article belongs to."""
    return {m.entity: e.id for e in entities for m in e.members}


def _local(known: dict[str, SharedEntity], wanted: str) -> str:
    """The id within an article that stands for what is wanted."""
    if (shared := known.get(wanted)) is not None:
        return shared.founders[0].entity if shared.founders else shared.members[0].entity
    if any(m.entity == wanted for e in known.values() for m in e.members):
        return wanted
    raise ConfigError(
        f"the id of an entity was wanted, none is {wanted[:80]!r}; `crosswire entities` lists them"
    )
