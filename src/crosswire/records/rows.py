"""What was found, as flat rows: one kind of row a table, the same in Python, CSV and Parquet.

A place is always four columns: ``text_id`` (the hash of the text), ``start`` and ``end`` (code points of
that text, end exclusive) and the ``words`` that stand there.
"""

from crosswire.records.base import Record


class ArticleRow(Record):
    """An article, with its text as read."""

    story: str | None = None
    id: str
    """What it goes by; in other rows ``article``."""
    outlet: str | None = None
    """None: unknown."""
    url: str | None = None
    title: str | None = None
    authors: tuple[str, ...] = ()
    published: str | None = None
    """A day or an instant with its zone, as precise as the page; None: not stated."""
    language: str | None = None
    completeness: str = "unknown"
    """``complete``, ``cut`` or ``unknown``."""
    duplicate_of: str | None = None
    text_id: str
    text: str


class QuotationRow(Record):
    """One utterance as one article reports it."""

    story: str | None = None
    article: str
    outlet: str | None = None
    published: str | None = None
    id: str
    mode: str
    """``direct``: in marks; ``indirect``: in the outlet's words; ``mixed``: both."""
    act: str
    """``speech``, or ``thought``, ``topic``, ``deed``: ascribed, not said."""
    voice: str
    """Of the passage it stands in; what satire has somebody say, nobody said."""
    speaker: str | None = None
    """None: unknown."""
    identified: str | None = None
    source_kind: str | None = None
    words: str
    """Its runs, with ``[…]`` between them."""
    runs: tuple[str, ...]
    """Where each run stands: ``start:end``."""
    text_id: str
    start: int
    """Where its first run begins,"""
    end: int
    """and its last one ends."""


class MentionRow(Record):
    """Words of an article that stand for someone or something."""

    story: str | None = None
    article: str
    outlet: str | None = None
    entity: str
    name: str
    label: str
    """PERSON, ORG, GPE … as the model calls it."""
    kind: str
    """``name``, ``role`` or ``pronoun``."""
    words: str
    text_id: str
    start: int
    end: int


class PointRow(Record):
    """One statement that several articles tell, and how many origins it has."""

    story: str | None = None
    id: str
    shown: bool
    """False: perhaps the same, more likely not; offered for reading."""
    kind: str
    relation: str
    tier: str
    confidence: float
    speaker: str | None = None
    words: str
    """One article's words, never the neutral ones."""
    words_from: str
    tellings: int
    outlets: int
    origins_at_least: int
    origins_at_most: int
    origins_unknown: int
    corroborated: bool
    """It rests on two or more origins shown apart."""
    origins: str
    """The same for people: "2 outlets, 1 origin"."""


class TellingRow(Record):
    """One article's words for a point."""

    story: str | None = None
    point: str
    shown: bool
    """False: of a point that is only offered for reading."""
    article: str
    outlet: str | None = None
    voice: str
    holder: str | None = None
    """Whom the outlet attributes it to; None: it says so itself."""
    quotation: str | None = None
    words: str
    text_id: str
    start: int
    end: int


class ConflictRow(Record):
    """Two passages on one fact that differ."""

    story: str | None = None
    kind: str
    grade: str
    because: str
    between: tuple[str, ...]
    """The two holders whose dispute it is; empty: the outlets themselves differ."""
    point: str | None = None
    a_article: str
    a_outlet: str | None = None
    a_words: str
    a_text_id: str
    a_start: int
    a_end: int
    b_article: str
    b_outlet: str | None = None
    b_words: str
    b_text_id: str
    b_start: int
    b_end: int


class OriginRow(Record):
    """Why tellings of a point may have one origin: ``source`` relies on ``target``, or, where that is
    not shown (``ordered``), the two have something in common."""

    story: str | None = None
    point: str
    source: str
    target: str
    """An article, or whom or what it has it from."""
    ordered: bool
    """It is shown who has it from whom. False: which of the two came first is not."""
    because: str


class SingleRow(Record):
    """A statement found in one article only."""

    story: str | None = None
    article: str
    outlet: str | None = None
    words: str
    text_id: str
    start: int
    end: int
    verdict: str
    """``not found in the other texts``, or ``cannot tell``."""
    because: str
    tier: str
    confidence: float
    nearest_article: str | None = None
    nearest_words: str | None = None
    nearness: float


class StoryRow(Record):
    """One story of a store at a glance."""

    id: str
    headline: str | None = None
    headline_outlet: str | None = None
    articles: int
    attached: int
    copies: int
    outlets: tuple[str, ...]
    watched: int
    """Of how many outlets that were watched."""
    coverage: str
    """The same for people: "4 of the 11 outlets watched in these days"."""
    origins_at_least: int
    origins_at_most: int
    first_at: str | None = None
    last_at: str | None = None
    earliest_seen_at: str
    """When we first saw an article of it; who was first to publish is not known from it."""
    earliest_seen: str
    state: str


class RevisionRow(Record):
    """A text that an article has had."""

    id: str
    article: str
    number: int
    current: bool
    seen_at: str
    published: str | None = None
    headline: str | None = None
    words: int
    completeness: str
    words_added: int
    words_removed: int
    changed: bool
    silent: bool
    """Changed, and no notice of it was found on the page."""


class HitRow(Record):
    """A place where words that were asked for stand."""

    kind: str
    """``article``, ``quotation`` or ``statement``."""
    article: str
    outlet: str | None = None
    url: str | None = None
    headline: str | None = None
    published: str | None = None
    first_seen: str
    former: bool
    """The words stand in a former text of the article."""
    place: str
    speaker: str | None = None
    story: str | None = None
    words: str
    """The words in context."""
    text_id: str
    start: int
    end: int
