"""The chain over captures: each entry commits to the one before, so that none can be changed, taken
out, put in or moved without every later hash being another.

How an entry is hashed is fixed for good by ``FORMAT``; ``docs/howto/keep-evidence.md`` says it in words:

    body = SHA-256 of the canonical JSON of what the entry says
    hash = SHA-256 of the canonical JSON of {"body", "format", "n", "previous"}

So an entry may be shown without its words, by its number and two hashes, and the chain still holds.
"""

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, Literal, NamedTuple

from crosswire.records.base import Record

FORMAT = "crosswire-chain-1"
GENESIS = "0" * 64
"""What the first entry has in place of the hash before it."""
UNKNOWN = "unknown"
"""The tool of a capture that an older store kept without saying by which."""

EntryKind = Literal["capture", "erased", "bytes erased"]
"""A page that came; that it was erased but for its address and times; that its bytes were let go of."""
STATED = (
    "name", "medium", "media_type", "encoding", "origin", "outlet", "title", "published", "story",
)  # fmt: skip
"""What the sender of a page stated of it, as a capture keeps it; its address is told apart."""


def canonical(value: Any) -> bytes:
    """JSON in one way only: keys in order, no spaces, all beyond ASCII escaped."""
    return json.dumps(value, sort_keys=True, separators=(",", ":")).encode("ascii")


def sha256(data: bytes) -> str:
    """64 hexadecimal digits."""
    return hashlib.sha256(data).hexdigest()


def digest(value: Any) -> str:
    """``sha256:`` and the hash of the canonical JSON of ``value``."""
    return f"sha256:{sha256(canonical(value))}"


def text_digest(content: str) -> str:
    """``sha256:`` and the hash of a text in UTF-8; half of a character, which a page's JSON can name,
    counts as the three bytes that it would have."""
    return f"sha256:{sha256(content.encode('utf-8', 'surrogatepass'))}"


def stated_digest(row: Mapping[str, Any]) -> str:
    """Of what a capture's sender stated, by the columns that keep it."""
    return digest({name: row[name] for name in STATED})


class ChainEntry(Record):
    """One entry of the chain: a capture that came, or that one was erased."""

    n: int
    """Counted from 1, without a gap."""
    previous: str
    """The hash of the entry before; 64 zeros before the first."""
    kind: str
    """An ``EntryKind``; whatever it was changed to is told, and not refused."""
    capture: str
    article: str
    at: str
    """When the page was seen, or erased: UTC, ISO 8601."""
    made_at: str
    """When the entry was made: later than ``at`` where an older store got its chain."""
    tool: str
    """Which crosswire kept or erased it; ``unknown``: an older store did not say."""
    url: str | None = None
    """Its address as stated."""
    payload: str | None = None
    """SHA-256 of its bytes; None: it came as words, or they were erased before there was a chain."""
    text: str | None = None
    """SHA-256 of its text in UTF-8; None: erased before there was a chain."""
    fetched: str | None = None
    """Digest of how it was fetched, headers and redirects included; None: it was not."""
    stated: str | None = None
    """Digest of what its sender stated; of an erasure: of how, why and by whom."""
    hash: str
    """As it was kept: SHA-256 over all of this."""

    @property
    def says(self) -> dict[str, Any]:
        """What the entry says, without its place in the chain."""
        return {name: getattr(self, name) for name in _SAYS}

    @property
    def body(self) -> str:
        """Hash of what the entry says."""
        return sha256(canonical(self.says))

    @property
    def link(self) -> bytes:
        """What is hashed: with ``body`` in place of what the entry says."""
        return link(self.n, self.previous, self.body)

    @property
    def is_whole(self) -> bool:
        """Whether it says what it said when it was hashed."""
        return self.hash == sha256(self.link)

    def shown(self, *, whole: bool) -> dict[str, Any]:
        """For a bundle: with all it says, or by its hashes alone."""
        known = {"n": self.n, "previous": self.previous, "body": self.body, "hash": self.hash}
        return known | ({"entry": self.says} if whole else {})


_SAYS = tuple(n for n in ChainEntry.model_fields if n not in ("n", "previous", "hash"))
"""The fields that say something, and not where it stands."""


def link(n: int, previous: str, body: str) -> bytes:
    """The bytes whose SHA-256 is an entry's hash, and which a time stamp is made over."""
    return canonical({"body": body, "format": FORMAT, "n": n, "previous": previous})


def linked(n: int, previous: str, says: Mapping[str, Any]) -> ChainEntry:
    """The entry that says this, at its place."""
    draft = ChainEntry(n=n, previous=previous, hash="", **says)
    return draft.model_copy(update={"hash": sha256(draft.link)})


class ChainBreak(Record):
    """Where a chain does not hold: which entry, and what was expected there."""

    n: int
    capture: str
    what: str
    """What is not as it was: ``number``, ``previous``, ``hash``, or what the entry says of its capture."""
    expected: str
    found: str

    @property
    def words(self) -> str:
        """For people."""
        about = f" ({self.capture})" if self.capture else ""
        return (
            f"the chain breaks at entry {self.n:,}{about}: {self.what}: "
            f"expected {self.expected}, found {self.found}"
        )


class ChainCheck(Record):
    """What was found when a chain was gone through."""

    entries: int
    head: str
    """The hash of the last entry; empty: there is none."""
    head_at: str = ""
    """When that entry was made."""
    breaks: tuple[ChainBreak, ...] = ()
    """The first of each entry that does not hold, in order."""
    wanted: int | None = None
    """The number of the entry that has the head asked for; None: none was asked for, or none has it."""


class Stamp(Record):
    """A time stamp (RFC 3161): a server's word that an entry's hash was there at a time."""

    n: int
    """The entry."""
    hash: str
    server: str
    at: str
    """When, as the server says: UTC, ISO 8601."""
    token: bytes
    """Its answer, DER."""


class Stamped(NamedTuple):
    """A time stamp and the bytes whose hash it is of."""

    stamp: Stamp
    linked: bytes


StampState = Literal["holds", "signer not checked", "not checked", "does not hold"]


class StampCheck(Record):
    """What a time stamp says, and whether that holds."""

    n: int
    server: str
    at: str
    state: StampState
    because: str
    """Why; of one that holds, whose signature it is."""

    @property
    def words(self) -> str:
        """For people."""
        return f"entry {self.n:,} was there at {self.at}, says {self.server}: {self.state}: {self.because}"


def told_breaks(breaks: Sequence[ChainBreak]) -> list[str]:
    """The first break in words, and how many follow it; nothing where there is none."""
    if not breaks:
        return []
    more = len(breaks) - 1
    after = f"; {more:,} more after it" if more else ""
    return [f"{breaks[0].words}{after}"]


def broken(n: int, capture: str, what: str, expected: object, found: object) -> ChainBreak:
    """A break; what is not there is told as ``nothing``."""
    told = ("nothing" if value is None else str(value) for value in (expected, found))
    return ChainBreak(n=n, capture=capture, what=what, expected=next(told), found=next(told))


def follow(
    entries: Iterable[Mapping[str, Any]], *, begin: int | None = None
) -> Iterator[ChainBreak]:
    """Where links, as ``ChainEntry.shown`` gives them, do not follow one another. ``begin``: the number
    of the first; None: whatever it is."""
    expected_n, previous = begin, None
    for one in entries:
        n, capture = one["n"], str((one.get("entry") or {}).get("capture") or "")
        if expected_n is not None and n != expected_n:
            yield broken(n, capture, "number", expected_n, n)
        before = GENESIS if n == 1 else previous
        if before is not None and one["previous"] != before:
            yield broken(n, capture, "previous", before, one["previous"])
        if "entry" in one and sha256(canonical(one["entry"])) != one["body"]:
            yield broken(n, capture, "body", one["body"], sha256(canonical(one["entry"])))
        made = sha256(link(n, one["previous"], one["body"]))
        if made != one["hash"]:
            yield broken(n, capture, "hash", made, one["hash"])
        expected_n, previous = n + 1, one["hash"]
