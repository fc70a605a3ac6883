"""Names, roles and pronouns of one article, and whom each stands for."""

from collections.abc import Iterable, Sequence

from crosswire.records.annotation import Entity, Mention
from crosswire.records.base import stable_id
from crosswire.records.span import Span, Text
from crosswire.stages.annotate.names import find_names
from crosswire.stages.annotate.people import Someone, gather
from crosswire.stages.annotate.view import View


def who_is_who(
    view: View, found: Iterable[tuple[int, int, str]], text: Text, revision: str
) -> tuple[tuple[Mention, ...], tuple[Entity, ...]]:
    """Mentions in reading order and the entities they stand for."""
    names = find_names(view, found)
    owners = gather(view, names)
    stands = [(name.run(view), "name", owners[k]) for k, name in enumerate(names)]
    return _records(stands, text, revision)


def _records(
    stands: Sequence[tuple[tuple[int, int], str, Someone]], text: Text, revision: str
) -> tuple[tuple[Mention, ...], tuple[Entity, ...]]:
    entities: dict[int, Entity] = {}
    mentions = []
    for (start, end), kind, someone in sorted(stands, key=lambda s: s[0]):
        entity = entities.get(id(someone)) or _entity(someone, revision)
        entities[id(someone)] = entity
        mentions.append(
            Mention(
                span=Span.of(text, start, end),
                label=entity.label,
                kind=kind,
                entity=entity.id,
                name=entity.name,
            )
        )
    return tuple(mentions), tuple(entities.values())


def _entity(someone: Someone, revision: str) -> Entity:
    forms = tuple(sorted(someone.forms, key=lambda f: (-len(f), f)))
    return Entity(
        id=stable_id("entity", revision, someone.label, someone.name, str(someone.order)),
        label=someone.label,
        name=someone.name,
        forms=forms,
        because=tuple(someone.because),
    )
