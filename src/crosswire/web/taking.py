"""A story as a file to take away: its line-up as the page shows it, in the formats of the command line.

Nothing is read or compared for it: where no line-up is kept there is nothing to take. A file is made
whole in memory, so its size is bounded, and so is how many are made at once.
"""

import io
import zipfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import NamedTuple

from crosswire.desk.bundling import write_bundle
from crosswire.desk.comparing import Compared
from crosswire.desk.desk import Desk
from crosswire.desk.exporting import told_as_kept
from crosswire.desk.lined_up import lined_up_in, whole_in
from crosswire.errors import ConfigError
from crosswire.exchange.told import Told
from crosswire.exchange.write import Form, Written, contents, file_name
from crosswire.store.base import Reader
from crosswire.store.exporting import bytes_kept
from crosswire.web.faults import Refused, missing
from crosswire.web.house import House
from crosswire.web.offers import BUNDLE, OFFERS

MOST_BYTES = 64_000_000
"""Of the captured pages that one bundle may hold. While it is made they are in memory as they came,
as an archive and as the package: three times as much at most."""
MOST_CHARACTERS = 8_000_000
"""Of the articles' texts in any other file; the file may be some ten times as long."""
_EARLIEST = (1980, 1, 1, 0, 0, 0)
"""The time of every file in an archive of tables, so that the same story gives the same bytes."""


class Taken(NamedTuple):
    """A file to be taken away."""

    name: str
    media: str
    content: bytes


class Wish(NamedTuple):
    """What is to be taken: of which story, how, and as of when."""

    story: str
    """Its id."""
    form: str
    notes: bool = False
    as_of: str | None = None


def take(here: House, wish: Wish) -> Taken:
    """The file that is wished for; raises ``Refused`` where there is none, or it is too large."""
    offer = OFFERS.get(wish.form)
    if offer is None:
        raise Refused(404, "not-found", f"a story cannot be taken as {wish.form[:40]!r}",
                      f"The formats: {', '.join(OFFERS)}.")  # fmt: skip
    if wish.form == BUNDLE and (wish.notes or wish.as_of):
        raise ConfigError("a bundle holds one story as it is, without notes and without a past day")
    with _turn(here), here.open_desk(wish.as_of) as desk:
        made = _bundle(desk, wish.story) if wish.form == BUNDLE else _file(desk, wish)
    return Taken(made.name, offer.media, made.content)


@contextmanager
def _turn(here: House) -> Iterator[None]:
    if not here.taking.acquire(blocking=False):
        raise Refused(503, "busy", "other files are being made just now", "Try again in a moment.")
    try:
        yield
    finally:
        here.taking.release()


def _file(desk: Desk, wish: Wish) -> Written:
    told = told_as_kept(desk, wish.story, notes=wish.notes)
    if told is None:
        raise missing(f"a line-up of {wish.story}")
    if _characters(told) > MOST_CHARACTERS:
        raise _too_large(f"{MOST_CHARACTERS:,} characters of text", "export")
    made = contents(told, Form(wish.form))
    if len(made) == 1:
        return made[0]
    return Written(f"{file_name(told.story)}-{wish.form}.zip", _zipped(made))


def _characters(told: Told) -> int:
    return sum(len(one.revision.body) for one in told.comparison.readings)


def _bundle(desk: Desk, story: str) -> Written:
    out = io.BytesIO()
    with desk.store.read() as reader:
        found = _of_now(reader, desk, story)
        if bytes_kept(reader, [*reader.members(story)]) > MOST_BYTES:
            raise _too_large(f"{MOST_BYTES // 1_000_000} MB of captured pages", "bundle")
        write_bundle(reader, found, story, out)
    return Written(f"{file_name(story)}.{BUNDLE}", out.getvalue())


def _of_now(reader: Reader, desk: Desk, story: str) -> Compared:
    """The line-up, where it is of the story as it is: a bundle shows every page of it."""
    kept = lined_up_in(reader, desk, story)
    found = None if kept is None else whole_in(reader, story)
    if kept is None or found is None:
        raise missing(f"a line-up of {story}")
    if kept.stale:
        raise Refused(503, "behind", "a bundle is made of a line-up that is up to date; this one is not",
                      "The story's page asks for a new one; take the bundle when it is there.")  # fmt: skip
    return Compared(found.comparison)


def _too_large(most: str, command: str) -> Refused:
    return Refused(413, "too-large", f"this story has more than {most}, the most that is made here",
                   f"`crosswire {command}` writes it on the machine of the desk.")  # fmt: skip


def _zipped(files: Sequence[Written]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for one in files:
            about = zipfile.ZipInfo(one.name, _EARLIEST)
            about.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(about, one.content)
    return out.getvalue()
