"""Casts of invented texts, and what resolving them gives."""

from collections.abc import Iterable, Sequence

from crosswire.records.base import stable_id
from crosswire.records.entity import (
    Cast,
    EntityJudgement,
    NamedEntity,
    NameForm,
    SharedEntity,
    WikidataEntry,
)
from crosswire.stages.resolve import Asked, Resolve

Partition = frozenset[frozenset[str]]


def who(
    name: str,
    label: str = "PERSON",
    *,
    forms: Sequence[str] | None = None,
    roles: Sequence[str] = (),
    gender: str | None = None,
    mentions: int = 2,
) -> NamedEntity:
    """Someone or something a text names."""
    return NamedEntity.model_validate(
        {
            "id": name,
            "label": label,
            "name": name,
            "forms": [NameForm(f, 1) for f in ([name] if forms is None else forms)],
            "mentions": mentions,
            "roles": roles,
            "gender": gender,
        }
    )


def cast(
    article: str, *named: NamedEntity, story: str | None = None, home: str | None = None
) -> Cast:
    """The cast of ``article``; its entities' ids are "article/name"."""
    revision = stable_id("revision", article)
    own = tuple(e.model_copy(update={"id": f"{article}/{e.id}"}) for e in named)
    return Cast(revision=revision, article=article, story=story, home=home, named=own)


def entities(
    *casts: Cast,
    judgements: Sequence[EntityJudgement] = (),
    extract: Sequence[WikidataEntry] = (),
) -> dict[str, SharedEntity]:
    """ "article/name" → the entity it is."""
    run = Resolve(entries=tuple(extract)).open()
    found = run(Asked(casts=casts, judgements=judgements)).entities
    return {m.entity: e for e in found for m in e.members}


def one_by_one(
    casts: Iterable[Cast], judgements: Sequence[EntityJudgement] = ()
) -> dict[str, SharedEntity]:
    """Id → entity, when each cast is brought alone to what is known."""
    run = Resolve().open()
    known: dict[str, SharedEntity] = {}
    for one in casts:
        resolved = run(Asked(casts=[one], known=known.values(), judgements=judgements))
        for gone, _ in resolved.gone:
            del known[gone]
        known |= {e.id: e for e in resolved.entities}
    return known


def groups(found: Iterable[SharedEntity]) -> Partition:
    """Which article's entities are one."""
    return frozenset(frozenset(m.entity for m in e.members) for e in found)


def judged(a: str, b: str, decision: str) -> EntityJudgement:
    """Ana Ruiz's word."""
    return EntityJudgement.model_validate(
        {
            "a": a,
            "b": b,
            "decision": decision,
            "made_by": "Ana Ruiz",
            "made_at": "2031-05-08T09:00Z",
        }
    )
