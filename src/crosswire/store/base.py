"""What the house asks of storage: a store, its one writer, its many readers.

    with open_store("desk.sqlite") as store:
        with store.write("add pages/") as writer:
            with writer.batch() as batch:
                added = batch.add_capture(capture, revision, seen_at)
                batch.mark_done("clean", "7", {capture_key(capture): added.revision_id})
        with store.read() as reader:
            revision = reader.revision(added.revision_id)

A batch is one transaction: its results and its lines of the ledger are there together, or neither.
Importing this loads no database.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from pathlib import Path
from typing import TYPE_CHECKING, Protocol, Self

from crosswire.records.article import Capture, Revision
from crosswire.records.base import stable_id
from crosswire.records.comparison import Comparison
from crosswire.records.entity import EntityJudgement, SharedEntity
from crosswire.records.failure import Failure
from crosswire.records.judgement import Judgement
from crosswire.records.notice import Notice
from crosswire.records.quotation import Reading
from crosswire.records.source import Source
from crosswire.records.story import Alias, Arrival, Move, Role, StoryJudgement
from crosswire.stages.outlets import OutletTable
from crosswire.store.answers import (
    Added,
    Aside,
    Checked,
    Described,
    Erased,
    Place,
    Sketched,
    Tombstone,
    Verified,
    WatchedPage,
)

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from crosswire.store.sightings import Sighted


class Reader(Protocol):
    """One state of the store, which no writer changes while it is read.

    What a person writes for an article or a story (``handle``) is its id, the beginning of it, or
    of an article also its address or name; where two fit, or none, ``ConfigError`` says so.
    """

    @property
    def connection(self) -> "Connection":
        """For the other modules of this room."""
        ...

    @property
    def as_of(self) -> str | None:
        """The time whose knowledge is read (UTC, ISO 8601); None: what is known now."""
        ...

    def resolve_article(self, handle: str) -> str:
        """The id of the article that ``handle`` means."""
        ...

    def resolve_story(self, handle: str) -> str:
        """The id of the story that ``handle`` means, followed to where it lives on."""
        ...

    def capture(self, capture_id: str) -> Capture:
        """The capture as it came."""
        ...

    def revision(self, revision_id: str) -> Revision:
        """The revision as it was added."""
        ...

    def current(self, article_ids: Iterable[str]) -> dict[str, str]:
        """The revision of each article as last seen."""
        ...

    def reading(self, revision_id: str, version: str) -> Reading | None:
        """The reading by ``version``; None: not read by it yet."""
        ...

    def comparison(self, story_id: str, version: str, input: str) -> Comparison | None:
        """The comparison of the story; None: none by this version of this input."""
        ...

    def arrivals(self, article_ids: Iterable[str] | None = None) -> Iterator[Arrival]:
        """The articles as grouping sees them, by time; None: all."""
        ...

    def active_sketches(self) -> Iterator[Sketched]:
        """What grouping remembers."""
        ...

    def members(self, story_id: str) -> dict[str, Role]:
        """The articles of a story now, by time."""
        ...

    def story_of(self, article_id: str) -> str | None:
        """The story the article lies in now."""
        ...

    def history(self, article_id: str) -> list[Place]:
        """Everywhere the article lay, in order."""
        ...

    def entities(self, ids: Iterable[str] | None = None) -> Iterator[SharedEntity]:
        """Entities across articles: these, or all that stand for themselves."""
        ...

    def standing_judgements(self) -> list[StoryJudgement]:
        """What people decided of articles and have not withdrawn, in order."""
        ...

    def standing_passage_judgements(self) -> list[Judgement]:
        """The same, of passages."""
        ...

    def standing_entity_judgements(self) -> list[EntityJudgement]:
        """The same, of names."""
        ...

    def judgement(self, judgement_id: str) -> StoryJudgement | Judgement | EntityJudgement:
        """One judgement, withdrawn or not."""
        ...

    def erased(self, article_ids: Iterable[str]) -> dict[str, Tombstone]:
        """Those of these articles that were erased, and why."""
        ...

    def done(self, stage: str, version: str, input_ids: Iterable[str]) -> set[str]:
        """Those of ``input_ids`` that the ledger has."""
        ...


class Session(Protocol):
    """One transaction of the writer."""

    def expect(self, revisions: Iterable[Revision], table: OutletTable | None = None) -> None:
        """Say what will be added: what of it the store has is asked all at once. ``table``: what is
        known of outlets, by which several hosts or names are one."""
        ...

    def add_capture(self, capture: Capture, revision: Revision, seen_at: str) -> Added:
        """Keep a capture and what was read from it; what is there already adds nothing.

        ``seen_at`` is ISO 8601 with its zone. Raises ``InputError`` where a text cannot be kept.
        """
        ...

    def sight(self, capture: Capture, seen_at: str) -> "Sighted | None":
        """Keep that a page which the store has was fetched again, as it was; None: that is no later
        than it was seen already, or nothing was fetched."""
        ...

    def add_failure(self, failure: Failure) -> None:
        """Keep a failure of this run."""
        ...

    def mark_done(
        self, stage: str, version: str, input_ids: Iterable[str] | Mapping[str, str | None]
    ) -> None:
        """Write to the ledger: inputs, or inputs each with the revision that came of it."""
        ...

    def undo(self, stage: str, input_ids: Iterable[str]) -> None:
        """Take out of the ledger what a stage, of whatever version, must do again."""
        ...

    def done(self, stage: str, version: str, input_ids: Iterable[str]) -> set[str]:
        """Those of ``input_ids`` that the ledger has."""
        ...

    def apply_moves(self, moves: Sequence[Move], aliases: Sequence[Alias] = ()) -> None:
        """Put articles into stories, in order; the places they leave stay in the history."""
        ...

    def put_sketch(self, article_id: str, body: bytes, version: str) -> None:
        """Keep what grouping remembers of an article."""
        ...

    def set_dormant(self, story_ids: Iterable[str]) -> None:
        """These stories take no article any more; their sketches go."""
        ...

    def add_reading(
        self, reading: Reading, article_id: str, revision_id: str, version: str
    ) -> None:
        """Keep a reading; it takes the place of one by another version."""
        ...

    def add_comparison(
        self, story_id: str, comparison: Comparison, version: str, input: str
    ) -> None:
        """Keep the comparison of a story; it takes the place of the one before."""
        ...

    def put_entities(
        self, found: Sequence[SharedEntity], gone: Iterable[tuple[str, str]] = ()
    ) -> None:
        """Entities that are new or changed, whole; ``gone`` ids live on in others, as ``Resolved``
        says. Members name revisions of the store."""
        ...

    def add_notices(self, revision_id: str, found: Iterable[Notice]) -> None:
        """Keep what a revision says of its own text, and of which earlier words it takes back."""
        ...

    def add_judgement(self, judgement: StoryJudgement | Judgement | EntityJudgement) -> None:
        """Keep what a person decided."""
        ...

    def withdraw_judgement(self, judgement_id: str, by: str, at: str) -> None:
        """Take a decision back: it stays, with who withdrew it and when."""
        ...

    def put_sources(self, found: Iterable[Source]) -> None:
        """Sources as they are now, each in place of the one of its address."""
        ...

    def put_pages(self, found: Iterable[WatchedPage]) -> None:
        """Pages that sources named, as they are now; who named one first, and when, stays."""
        ...

    def forget_source(self, url: str) -> None:
        """Take a source out; the articles that came of it stay, and are not looked at again."""
        ...

    def erase_article(self, article_id: str, *, because: str, by: str, how: str) -> Erased:
        """Take every word and byte of an article out; ``how``: ``demand`` or ``age``. It is not
        taken in again."""
        ...

    def erase_captures(self, before: str, *, because: str, by: str) -> int:
        """Let go of the bytes of captures seen before; how many lost theirs."""
        ...

    def count(self, **numbers: int) -> None:
        """Add to what the run counts."""
        ...


class Writer(Reader, Protocol):
    """The one writer. It reads what is committed, and inside a batch what the batch has done."""

    @property
    def run_id(self) -> str:
        """The run that all it writes belongs to."""
        ...

    def batch(self) -> AbstractContextManager[Session]:
        """One transaction: all of it is kept, or, where an error leaves it, nothing."""
        ...


class Store(Protocol):
    """A store that is open."""

    @property
    def url(self) -> str:
        """Where it lies, without any password."""
        ...

    def write(
        self, command: str, *, versions: Mapping[str, str] | None = None
    ) -> AbstractContextManager[Writer]:
        """Take the writer's place and begin a run; ``StoreError`` says who has it.

        The run ends ``done``, ``stopped`` (Ctrl-C) or ``failed``; one that was killed is marked
        ``stopped`` by the next writer.
        """
        ...

    def read(self, *, as_of: str | None = None) -> AbstractContextManager[Reader]:
        """One state of the store, whatever is written meanwhile.

        ``as_of``: what was known then, a day (to its end, UTC) or an instant with its zone; raises
        ``ConfigError`` for anything else.
        """
        ...

    def aside(self) -> "AbstractContextManager[Aside]":
        """One short transaction beside the writer, for what people write and no run touches:
        accounts, sessions, notes, jobs, follows. It waits for a batch that is being committed, and
        a batch for it; nothing is computed inside."""
        ...

    def busy(self) -> str | None:
        """Who has the writer's place, in words; None: nobody."""
        ...

    def scrub(self, *, daily: bool = False) -> bool | None:
        """Write the file anew where something was erased since, so that no word of it is left in
        free pages, the log or the index; ``daily``: unless it was tried within the last day, for it
        takes as long as a copy of the store. None: nothing was done; False: a reader still holds the log,
        and what was erased stands in it until that one is done and this is called again."""
        ...

    def close(self) -> None:
        """Let go of it."""
        ...

    def __enter__(self) -> Self: ...

    def __exit__(self, *exc: object) -> None: ...


def open_store(url: str | Path, *, create: bool = True, read_only: bool = False) -> Store:
    """The store at ``url``: a file, or ``postgresql://user@host/name``.

    Made where there is none, unless ``create`` is False or ``read_only`` True. Raises
    ``StoreError`` for what is no store, or one of another version.
    """
    from crosswire.store.opened import opened

    return opened(str(url), create=create and not read_only, read_only=read_only)


def upgrade_store(url: str | Path) -> tuple[str, str]:
    """Bring the store to the newest schema, all of it or nothing; the schema before and after."""
    from crosswire.store.opened import upgraded

    return upgraded(str(url))


def check_store(url: str | Path) -> Checked:
    """Whether the store's tables hold together, and what takes how much room. What they say is
    ``verify_store``'s."""
    from crosswire.store.check import checked

    return checked(str(url))


def verify_store(url: str | Path, head: str | None = None) -> Verified:
    """Whether the store says what was put in: all of it is read anew, so it takes its time.

    ``head``: the hash of an entry of its chain as somebody noted it elsewhere, which must be there.
    """
    from crosswire.store.opened import opened
    from crosswire.store.verify import verify

    return verify(opened(str(url), create=False, read_only=True), head)


def describe_store(url: str | Path) -> Described:
    """Where the store lies, its schema and its size; raises ``StoreError`` as ``open_store``."""
    from crosswire.store.opened import described

    return described(str(url))


def capture_key(capture: Capture) -> str:
    """A capture's id in the store: from all its sender stated, wherever the file lay."""
    stated = (capture.outlet, capture.url, capture.title, capture.published)
    return stable_id("capture", capture.name, capture.content.id, *(s or "" for s in stated))


def revision_key(article_id: str, text_id: str) -> str:
    """A revision's id in the store. Two articles may have one name, so theirs count here."""
    return stable_id("revision", article_id, text_id)


__all__ = [
    "Added",
    "Aside",
    "Checked",
    "Described",
    "Erased",
    "Place",
    "Reader",
    "Session",
    "Sketched",
    "Store",
    "Tombstone",
    "Verified",
    "WatchedPage",
    "Writer",
    "capture_key",
    "check_store",
    "describe_store",
    "open_store",
    "revision_key",
    "upgrade_store",
    "verify_store",
]
