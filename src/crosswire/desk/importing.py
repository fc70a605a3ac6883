"""Others' files into the store: articles are added, notes are written beside the words they are about."""

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

from crosswire.desk.adding import Told
from crosswire.desk.desk import Closeness, Desk
from crosswire.desk.tally import Tally
from crosswire.errors import ConfigError
from crosswire.exchange.fit import writable
from crosswire.exchange.given import refused
from crosswire.exchange.noted import Marked
from crosswire.exchange.read import Found
from crosswire.records.article import Capture
from crosswire.records.failure import Failure
from crosswire.records.given import Article
from crosswire.records.note import About
from crosswire.store import notes
from crosswire.store.audit import Doer
from crosswire.store.notes import Stretch


class Imported(NamedTuple):
    """What an import brought."""

    tally: Tally
    notes: int = 0
    known: int = 0
    """Notes that were there already."""


def import_found(
    desk: Desk, found: Iterable[tuple[Path, Found]], by: Doer, *, closely: Closeness, told: Told
) -> Imported:
    """Add the articles, then write the notes: these may be about texts that just came.

    ``found``: what was read, each with the file it stands in.
    """
    noted: list[Marked] = []
    tally = desk.add(_captures(found, noted), closely=closely, told=told, command="import")
    written = known = 0
    for one in noted:
        outcome = _write(desk, one, by)
        if isinstance(outcome, Failure):
            if not told(outcome):
                break
        else:
            written += outcome
            known += not outcome
    return Imported(tally, written, known)


def _captures(
    found: Iterable[tuple[Path, Found]], noted: list[Marked]
) -> Iterator[Capture | Failure]:
    for file, one in found:
        if isinstance(one, Marked):
            noted.append(one)
        elif isinstance(one, Article):
            yield one.capture(str(file))
        else:
            yield one


def _write(desk: Desk, one: Marked, by: Doer) -> bool | Failure:
    """Whether the note was written; False: it was here already."""
    with desk.store.read() as reader:
        stands = notes.stands(reader.connection, one.text, None)
        here = notes.words_at(reader.connection, Stretch(one.text, one.start, one.end))
    if stands is None:
        words = f"it is about {one.text}, a text that is not kept here; import its article first"
        return refused(one.where, "foreign-text", words)
    if writable(here) != one.exact:
        words = f"{one.text} reads {here[:60]!r} at {one.start}:{one.end}, not {one.exact[:60]!r}"
        return refused(one.where, "wrong-place", words)
    said = _signed(one, by)
    there = desk.notes.at(one.text, one.start, one.end)
    if any((note.words, note.mark) == (said, one.mark) for note in there):
        return False
    try:
        desk.notes.write(About.span(one.text, one.start, one.end), by=by, words=said, mark=one.mark)
    except ConfigError as fault:
        return refused(one.where, "not-a-note", str(fault))
    return True


def _signed(one: Marked, by: Doer) -> str:
    """The words, with whose they are where that is not who imports them."""
    if one.by is None or one.by == by.name:
        return one.words
    when = f", {one.at[:10]}" if one.at else ""
    return f"{one.by}{when}: {one.words}".rstrip(": ")
