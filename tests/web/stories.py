"""A story of three invented pages, kept with its line-up."""

from crosswire.desk.desk import Desk
from crosswire.records import Comparison, Reading
from crosswire.records.story import story_id
from crosswire.store.answers import Added
from tests.store.made import founded, joined

SEEN = "2020-05-08T10:00:00+00:00"


def keep(desk: Desk, made: Comparison) -> tuple[str, dict[str, Added]]:
    """Keep the pages, their readings and their comparison; the story's id, and what became of each
    page."""
    with desk.store.write("add") as writer, writer.batch() as batch:
        kept = {r.article: _add(batch.add_capture, r) for r in made.readings}
        first, *rest = (one.article_id for one in kept.values())
        story = story_id(first)
        batch.apply_moves([founded(first), *(joined(one, story) for one in rest)])
        for read in made.readings:
            added = kept[read.article]
            batch.add_reading(read, added.article_id, added.revision_id, "small/1")
        batch.add_comparison(story, made, "compare/1", "input-1")
    return story, kept


def _add(add, read: Reading) -> Added:  # type: ignore[no-untyped-def]
    added: Added = add(read.revision.capture, read.revision, SEEN)
    return added
