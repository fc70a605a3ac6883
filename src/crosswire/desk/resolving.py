"""Who of one kept article is who of another: the names of what was read closely, brought together."""

from collections.abc import Sequence

from crosswire.desk.adding import some
from crosswire.records.entity import Cast
from crosswire.stages.resolve import Asked, Resolve, cast_of
from crosswire.store.base import Writer
from crosswire.store.pending import Unread, unresolved

BATCH = 200
"""Articles whose names are brought together in one transaction."""


def resolve_kept(writer: Writer, recipe: Resolve, read_by: str) -> int:
    """Bring the names of every text that was read and not yet resolved to the entities kept; how
    many texts there were.
    """
    version = str(recipe.version)
    waiting = [*unresolved(writer, read_by, recipe.name, version)]
    run = recipe.open()
    for group in some(waiting, BATCH):
        asked = Asked(
            casts=_casts(writer, group, read_by),
            known=[*writer.entities()],
            judgements=writer.standing_entity_judgements(),
        )
        found = run(asked)
        with writer.batch() as batch:
            batch.put_entities(found.entities, found.gone)
            batch.mark_done(recipe.name, version, [one.revision for one in group])
            batch.count(entities=len(found.entities))
    return len(waiting)


def _casts(writer: Writer, group: Sequence[Unread], read_by: str) -> list[Cast]:
    casts = []
    for one in group:
        reading = writer.reading(one.revision, read_by)
        if reading is not None:
            found = cast_of(reading, article=one.article, story=writer.story_of(one.article))
            # Under the id that the store keeps the revision by: two articles may have one name.
            casts.append(found.model_copy(update={"revision": one.revision}))
    return casts
