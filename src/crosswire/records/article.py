"""Pages as they came, and the articles read from them."""

import hashlib
import re
from enum import StrEnum
from functools import cached_property
from html import unescape
from typing import Literal

from pydantic import Field

from crosswire.records.base import Record, stable_id
from crosswire.records.span import Span, Text

_MARKUP = re.compile(
    r"<!--.*?-->|<(script|style|noscript|template)\b.*?</\1\s*>|</?[a-zA-Z][^<>]*>", re.I | re.S
)

Medium = Literal["html", "text", "line"]
"""How a capture came: an HTML page, plain scraped text, or an article line taken as it is."""


class Voice(StrEnum):
    """Whose voice a passage speaks in."""

    NEWS = "news"
    ANALYSIS = "analysis"
    OPINION = "opinion"
    READER = "reader"
    ADVERTISING = "advertising"
    SATIRE = "satire"
    WIRE = "wire copy"
    """News in an agency's words, by the page's own credit."""
    UNSEEN = "not shown"
    """Stands in the page's markup, and is not shown to those who open it."""

    @property
    def is_told(self) -> bool:
        """The outlet tells it to its readers: no advertising, and shown to them."""
        return self not in (Voice.ADVERTISING, Voice.UNSEEN)

    @property
    def tells_news(self) -> bool:
        """The passage is a report: the outlet's own or an agency's."""
        return self in (Voice.NEWS, Voice.WIRE)


class PassageKind(StrEnum):
    """What a passage of the body is."""

    PARAGRAPH = "paragraph"
    SUBHEAD = "subhead"
    CAPTION = "caption"
    PULL_QUOTE = "pull quote"
    EMBED = "embedded post"
    NOTICE = "notice"
    """What the desk says of the text itself: a correction, a retraction, an editor's note."""
    BYLINE = "byline"
    CHROME = "chrome"


class Payload(Record):
    """The bytes of a page as they came, unpacked from whatever they were sent or saved in."""

    content: bytes = Field(repr=False)
    media_type: str | None = None
    """As its sender stated: ``text/html``; None: it was not said."""

    @cached_property
    def id(self) -> str:
        """The SHA-256 of the bytes: ``sha256:…``."""
        return f"sha256:{hashlib.sha256(self.content).hexdigest()}"


class Fetched(Record):
    """How a page was fetched: what was asked, what answered, when."""

    url: str
    """The address that was asked."""
    final_url: str
    """The address that answered, after ``redirects``."""
    at: str
    """When the answer began: UTC, ISO 8601."""
    status: int
    headers: tuple[tuple[str, str], ...] = ()
    """Of the answer, in its order."""
    redirects: tuple[str, ...] = ()
    """Addresses on the way, the first one asked first; empty: none."""


class Capture(Record):
    """A page as it was fetched, saved or pasted once. ``name`` is the id people see."""

    name: str
    medium: Medium
    content: Text
    encoding: str | None = None
    """The encoding the bytes were decoded with, when there were bytes."""
    origin: str | None = None
    """The file or archive it was read from."""
    outlet: str | None = None
    url: str | None = None
    title: str | None = None
    published: str | None = None
    """``outlet`` to ``published`` are what the sender of the page stated, or None."""
    story: str | None = None
    payload: Payload | None = None
    """The bytes that ``content`` was decoded from; None for an article line, which is words."""
    fetched: Fetched | None = None
    """None: it was not fetched, or its archive does not say how."""

    @cached_property
    def id(self) -> str:
        """Derived from name and content."""
        return stable_id("capture", self.name, self.content.id)


class Found(Record):
    """A value of the page's metadata and where it was found.

    ``span`` addresses the capture's text; it is None when the value is not there word for word
    (``source`` then says where it came from).
    """

    value: str
    source: Literal["given", "json-ld", "meta", "visible text", "url", "inferred"]
    span: Span | None = None
    because: str = ""

    @cached_property
    def text(self) -> Text:
        """The value as a text of its own, so that spans can address it (a headline, say)."""
        return Text.of(self.value)


FlagKind = Literal["paywall", "live blog", "opinion", "gallery", "roundup", "satire", "advertorial"]


class Flag(Record):
    """What kind of page it is, beyond an article, and what shows it."""

    kind: FlagKind
    because: str


class Post(Record):
    """One post of a live blog, with its own time."""

    span: Span
    """Where it stands in the body, its headline included."""
    published: Found | None = None
    headline: Span | None = None
    author: Found | None = None


class Disagreement(Record):
    """Two places of a page that state different values: which was taken, and the other."""

    field: str
    taken: Found
    other: Found
    because: str
    """Why the one was taken."""


class Run(Record):
    """``length`` code points from ``body`` (offset in the cleaned text) stand at ``original``."""

    body: int
    original: int
    length: int


class Passage(Record):
    """A run of the body: what it is and in whose voice. ``byline`` is a box's own author line."""

    span: Span
    kind: PassageKind = PassageKind.PARAGRAPH
    voice: Voice = Voice.NEWS
    byline: Span | None = None
    because: str = ""


class Removed(Record):
    """Words of the capture that are not part of the article. ``span`` addresses the capture."""

    span: Span
    reason: str
    """A short word that can be counted: "comments", "share", "newsletter", "related" …"""
    because: str = ""
    """Why it was left out, where that was a close decision."""

    @property
    def words(self) -> str:
        """The words as people see them: without the markup between them on an HTML page."""
        return " ".join(unescape(_MARKUP.sub(" ", self.span.exact)).split())


class Completeness(Record):
    """Whether the capture holds the whole article, as far as the page shows."""

    state: Literal["complete", "cut", "unknown"]
    because: str


class Revision(Record):
    """The text of an article as of one capture; it never changes."""

    article: str
    """The article's id: the name its capture came under."""
    capture: Capture
    body: Text
    """The cleaned text; for an article line, the given text as it is."""
    runs: tuple[Run, ...]
    passages: tuple[Passage, ...]
    removed: tuple[Removed, ...] = ()
    headline: Found | None = None
    standfirst: Found | None = None
    authors: tuple[Found, ...] = ()
    outlet: Found | None = None
    published: Found | None = None
    """``value`` is a day or an instant with its zone, ISO 8601, no more precise than the words."""
    modified: Found | None = None
    """When the outlet last changed it, as the page says; like ``published``."""
    canonical: Found | None = None
    """The address that the page itself gives as its own."""
    section: Found | None = None
    agencies: tuple[Found, ...] = ()
    """Agencies that the page credits with the text."""
    flags: tuple[Flag, ...] = ()
    posts: tuple[Post, ...] = ()
    """Of a live blog, in the order of the page."""
    disagreements: tuple[Disagreement, ...] = ()
    readings: tuple[str, ...] = ()
    """Which readings of an HTML page were asked for its article: the first alone where it left
    little in doubt; in haste the make of the page, and the first only where that left much open."""
    language: str | None = None
    completeness: Completeness

    @cached_property
    def id(self) -> str:
        """Derived from article id and body."""
        return stable_id("revision", self.article, self.body.id)

    @property
    def outlet_name(self) -> str:
        """The outlet as shown to people: its name, or the article's id when it is unknown."""
        return self.outlet.value if self.outlet else self.article

    def original(self, offset: int) -> int:
        """Where the body's code point ``offset`` stands in the capture's text.

        Raises ``ValueError`` for an offset that the cleaning put there itself (a line break
        between two kept blocks).
        """
        for run in self.runs:
            if run.body <= offset < run.body + run.length:
                return run.original + offset - run.body
        raise ValueError(f"offset {offset} of {self.body.id} has no place in the capture")
