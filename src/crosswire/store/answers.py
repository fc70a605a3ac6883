"""What the store answers: small tuples, told by ``base`` to everybody else."""

from typing import TYPE_CHECKING, Literal, NamedTuple

from crosswire.records.chain import ChainCheck, Stamped
from crosswire.records.story import Move, Role

if TYPE_CHECKING:
    from sqlalchemy import Connection


class Aside(NamedTuple):
    """A short transaction beside the writer; see ``Store.aside``."""

    connection: "Connection"
    """For the other modules of this room."""


class Added(NamedTuple):
    """What became of a capture."""

    article_id: str
    revision_id: str
    new_article: bool
    new_revision: bool
    shown: bool = True
    """What the article shows is another now: its text, or what is read from it."""


class Sketched(NamedTuple):
    """An article of an active story as grouping remembers it, in the order of arrival."""

    article: str
    story: str
    role: Role
    sketch: bytes


class Place(NamedTuple):
    """Where an article lay, and until when."""

    move: Move
    made_at: str
    ended_at: str | None
    """None: it lies there now."""
    ended_because: str | None


class WatchedPage(NamedTuple):
    """A page that a source named; times as the store writes them."""

    address: str
    """In its normal form."""
    url: str
    source: str | None
    """The id of the source that named it first."""
    article: str | None
    """The article it holds, once kept."""
    state: Literal["waiting", "kept", "refused", "gone"]
    first_seen: str
    tried_at: str | None = None
    next_at: str | None = None
    """When it is asked next; None: it is not."""
    etag: str | None = None
    last_modified: str | None = None
    status: int | None = None
    failures: int = 0
    because: str = ""


class Checked(NamedTuple):
    """What ``check_store`` found."""

    problems: tuple[str, ...]
    """Each a kind of fault, how often, and where; none in a sound store."""
    notes: tuple[str, ...]
    """What could not be checked, and why."""
    rows: dict[str, int]
    """By table."""
    bytes: dict[str, int]
    """By what they hold: texts, index, spans, captures, stories, other."""


class Verified(NamedTuple):
    """What ``verify_store`` read anew."""

    checked: dict[str, int]
    """How many of each: texts, payloads, captures, revisions, spans, comparisons, ledger,
    tombstones, entries of the chain."""
    erased: dict[str, int]
    """How many articles, texts, payloads were erased: they have tombstones in their place."""
    problems: tuple[str, ...]
    """Each a kind of fault and the rows it befell; none where all says what it said."""
    chain: ChainCheck = ChainCheck(entries=0, head="")
    """What was found of the chain over captures."""
    stamps: tuple[Stamped, ...] = ()
    """The time stamps that are kept of it; who signed them is not looked at here."""


class Erased(NamedTuple):
    """What an erasure took away; all 0: it was erased already."""

    article: str
    revisions: int
    texts: int
    """Texts that no other article has."""
    bytes: int
    """Of payloads that no other article's page has."""
    quotations: int
    comparisons: int
    """Of stories it lay in; each is made again without it."""


class Tombstone(NamedTuple):
    """What is known of what was erased."""

    because: str
    how: str
    """``demand`` or ``age``."""
    erased_at: str

    @property
    def words(self) -> str:
        """For people, in place of the words that were there."""
        day = self.erased_at[:10]
        if self.how == "age":
            return f"erased on {day} for its age: {self.because}"
        return f"erased on demand on {day}: {self.because}"


class Described(NamedTuple):
    """A store at a glance."""

    where: str
    """Without any password."""
    schema: str
    bytes: int
