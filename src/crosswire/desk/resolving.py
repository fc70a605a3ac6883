"""Who of one kept article is who of another: the names of what was read closely, brought together."""

from collections.abc import Sequence

from crosswire.config import Settings
from crosswire.desk.adding import some
from crosswire.intake.wikidata import read_wikidata
from crosswire.records.base import stable_id
from crosswire.records.entity import Cast
from crosswire.stages.resolve import Asked, Resolve, cast_of
from crosswire.store.base import Writer
from crosswire.store.pending import Unread, unresolved

BATCH = 200
"""Articles whose names are brought together in one transaction."""


def recipe_of(settings: Settings) -> Resolve:
    """The recipe, with the user's extract of Wikidata where they have one."""
    extract = settings.wikidata
    return Resolve(entries=read_wikidata(extract) if extract else ())


def resolved_by(recipe: Resolve, read_by: str) -> str:
    """What brings names together: what was read by another version, or held against another extract
    of Wikidata, is brought together anew.
    """
    entries = [entry.model_dump_json() for entry in recipe.entries]
    extract = f" {stable_id('wikidata', *entries)}" if entries else ""
    return f"{recipe.version}{extract} of {read_by}"


def resolve_kept(writer: Writer, recipe: Resolve, read_by: str) -> int:
    """Bring the names of every text that was read and not yet resolved to the entities kept; how
    many texts there were.
    """
    version = resolved_by(recipe, read_by)
    waiting = [*unresolved(writer, read_by, recipe.name, version)]
    if not waiting:
        return 0
    run = recipe.open()
    # Loaded once: to ask the store again for each batch would take the square of the articles.
    known = {entity.id: entity for entity in writer.entities()}
    judgements = writer.standing_entity_judgements()
    for group in some(waiting, BATCH):
        casts = _casts(writer, group, read_by)
        found = run(Asked(casts=casts, known=known.values(), judgements=judgements))
        with writer.batch() as batch:
            batch.put_entities(found.entities, found.gone)
            batch.mark_done(recipe.name, version, [one.revision for one in group])
            batch.count(entities=len(found.entities))
        known |= {entity.id: entity for entity in found.entities}
        for gone, _ in found.gone:
            known.pop(gone, None)
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
