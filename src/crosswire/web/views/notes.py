"""What people wrote, as a page of its own and as it is taken along."""

from crosswire.records.base import Record
from crosswire.records.note import About, Note, Standing


class NotesView(Record):
    """The notes of a story: what stands now, and every edition there was."""

    story: str
    notes: tuple[Note, ...]
    """The last edition of each."""
    editions: tuple[Note, ...]
    """Every edition of each, in the order they were written."""
    standing: tuple[Standing, ...]
    """What each person says now of each thing."""


class EditionsView(Record):
    """One note with its editions."""

    note: Note
    editions: tuple[Note, ...]


def place_of(about: About) -> str:
    """Where a note leads back to."""
    if about.story is not None:
        return f"/stories/{about.story}"
    return f"/articles/{about.article}" if about.article is not None else "/"
