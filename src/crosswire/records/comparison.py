"""One story, side by side."""

from typing import Literal

from crosswire.records.annotation import Entity, TimeExpression
from crosswire.records.article import Completeness, Found, Voice
from crosswire.records.base import Record
from crosswire.records.changed import Changed
from crosswire.records.correction import Correction as Correction
from crosswire.records.notice import Withdrawn
from crosswire.records.quotation import Mode, Quotation, Reading
from crosswire.records.span import Span
from crosswire.records.statement import Statement as Statement
from crosswire.records.statement import Tier as Tier
from crosswire.records.witness import Primary

_NEITHER = ("which came first is not shown by that", "not shown apart by that")
_BOTH = ("both quote ", "said on one occasion")


def shows_order(because: str) -> bool:
    """Whether a reason for one origin shows who has it from whom; else both have words in common."""
    return not (because.endswith(_NEITHER) or because.startswith(_BOTH))


class Edge(Record):
    """Why one telling rests on another: ``source`` relies on ``target``, or, where the reason does not
    show which of them has it from which (``ordered``), both have something in common."""

    source: str
    target: str
    because: str

    @property
    def ordered(self) -> bool:
        """It is shown who has it from whom."""
        return shows_order(self.because)


class Through(Record):
    """An outlet that has it from somewhere and says so: "…, the Wire reported", "told the Herald"."""

    outlet: str
    source: str


class Attested(Record):
    """Outlets that tell that one speaker said it. That it was said is not yet that it is so."""

    speaker: str
    outlets: tuple[str, ...]
    through: tuple[Through, ...] = ()
    """Which of them have the words from another desk or a document, as they say themselves."""


class Aside(Record):
    """A telling that counts as no origin: opinion, satire, advertising, a reader's words."""

    article: str
    because: str


def _by_way_of(through: tuple[Through, ...]) -> str:
    words = ", ".join(f"{t.outlet} through {t.source}" for t in through)
    return f" ({words})" if words else ""


class Origins(Record):
    """How many origins the tellings of a point are shown to have: a range with an unknown part.

    Two layers stand in it and are never printed as one another: what is attested (outlets tell that
    somebody said it) and what is corroborated (it rests on two or more origins shown apart).
    """

    outlets: int
    at_least: int
    at_most: int
    unknown: int
    """How many of the origins, at most, are not stated and not shown to be another's."""
    edges: tuple[Edge, ...] = ()
    attested: tuple[Attested, ...] = ()
    asserted: tuple[str, ...] = ()
    """Outlets that tell it in their own voice, attributed to nobody."""
    credited: tuple[Through, ...] = ()
    """Outlets that attribute it to nobody but a desk or a document."""
    quoting: tuple[str, ...] = ()
    """Outlets that give it as somebody's words, whose speaker was not read."""
    apart: tuple[str, ...] = ()
    """The origins shown apart: "the Sentry's own reporter", "Tom Venn"."""
    aside: tuple[Aside, ...] = ()

    @property
    def words(self) -> str:
        """For people: "2 outlets, 1 origin", "3 outlets, origins 1–3, 2 unknown"."""
        outlets = f"{self.outlets} outlet{'s' * (self.outlets != 1)}"
        kinds = sorted({a.because for a in self.aside})
        aside = f", {len(self.aside)} not counted ({', '.join(kinds)})" if kinds else ""
        if self.at_least == self.at_most:
            return f"{outlets}, {self.at_least} origin{'s' * (self.at_least != 1)}{aside}"
        unknown = f", {self.unknown} unknown" if self.unknown else ""
        return f"{outlets}, origins {self.at_least}–{self.at_most}{unknown}{aside}"

    @property
    def attested_words(self) -> str:
        """Who tells that somebody said it, for people."""
        said = [
            f"{len(a.outlets)} outlet{'s attribute' if len(a.outlets) != 1 else ' attributes'} "
            f"it to {a.speaker}{_by_way_of(a.through)}"
            for a in self.attested
        ]
        if self.credited:
            told = (f"{c.outlet} credits {c.source} for it" for c in self.credited)
            said.append(", ".join(told))
        if self.asserted:
            one = len(self.asserted) == 1
            outlets = "1 outlet" if one else f"{len(self.asserted)} outlets"
            said.append(f"{outlets} in {'its' if one else 'their'} own voice")
        if self.quoting:
            number = len(self.quoting)
            outlets = "1 outlet gives" if number == 1 else f"{number} outlets give"
            said.append(f"{outlets} it as somebody's words, speaker not read")
        return "; ".join(said) or "not attributed to anybody"

    @property
    def corroborated(self) -> bool:
        """It rests on two or more origins shown apart, which one speaker never is."""
        return self.at_least > 1

    @property
    def corroborated_words(self) -> str:
        """What it is shown to rest on, for people."""
        if self.corroborated:
            return f"rests on {self.at_least} origins shown apart: {', '.join(self.apart)}"
        return "not shown: no two origins are shown apart"


class Point(Record):
    """One statement and everybody who makes it."""

    id: str
    kind: Literal["utterance", "event"]
    """An utterance someone is reported to have made, or an event narrated by the outlets."""
    relation: Literal["same", "partial"]
    tier: Tier
    confidence: float
    wording: Statement
    """A representative wording: one member, verbatim; never the neutral one."""
    speaker: str | None = None
    members: tuple[Statement, ...]
    reasons: tuple[str, ...]
    origins: Origins
    withdrawn: tuple[Withdrawn, ...] = ()
    """Articles that took back what the point tells. Who is a member still has it."""


class Conflict(Record):
    """Two passages about the same fact that differ in a detail."""

    kind: Literal[
        "number", "date", "name", "place", "negation", "attribution", "status", "quote-wording",
        "other",
    ]  # fmt: skip
    grade: Literal["tension", "conflict"]
    a: Statement
    b: Statement
    between: tuple[str, ...] = ()
    """The two holders whose dispute it is; empty: the outlets themselves differ."""
    because: str
    point: str | None = None


class Within(Record):
    """A headline or standfirst that disagrees with the body under it."""

    article: str
    field: Literal["headline", "standfirst"]
    span: Span
    """Addresses the headline's own text."""
    body: Span
    """The sentence or quotation of the body that says otherwise."""
    kind: Literal["number", "negation", "attribution", "status", "other"]
    because: str


class Single(Record):
    """A checkable statement found in one article only."""

    statement: Statement
    verdict: Literal["not found in the other texts", "cannot tell"]
    """It is "cannot tell" as soon as one other capture may lack part of its article."""
    because: str = ""
    """What the other captures hold: "the capture of The Post is cut: …", "… shows no cut"."""
    tier: Tier = Tier.LIKELY
    confidence: float = 0.0
    """The chance, by the trained model, that it is checkable and that no other article tells it."""
    cut: tuple[str, ...] = ()
    """Articles whose capture may lack part of what they tell."""
    nearest: Statement | None = None
    nearness: float = 0.0
    """Score of the pair it makes with ``nearest``: 0 (nothing alike) to 1 (the same statement)."""
    near: str = ""
    """What ``nearest`` shares with it and lacks, in words: "shares the name X, not the figure 4"."""


class Undecided(Record):
    """Two passages that may make one statement or two; a person decides."""

    a: Statement
    b: Statement
    score: float
    reasons: tuple[str, ...]
    """What both have in common."""
    differ: tuple[str, ...] = ()
    """In what they differ."""


class HeadlineWords(Record):
    """Quoted words of a headline or standfirst and their standing in the body."""

    article: str
    field: Literal["headline", "standfirst"]
    span: Span
    """Addresses the headline's own text."""
    standing: Literal[
        "verbatim in speech", "fragment only", "adapted", "not quoted in this text",
        "not found in this text",
    ]  # fmt: skip
    found: Span | None = None
    """Where the body has these words or the nearest."""
    found_article: str | None = None
    because: str = ""


class Translation(Record):
    """What a page says of words that were spoken in another language."""

    language: str | None = None
    """The language spoken, when stated."""
    translator: str | None = None
    """Whose translation it is: a name, or "an interpreter"; None when not stated."""
    span: Span
    """The words that say so."""
    near: bool = False
    """Said of an earlier quotation of the same speaker in the article, not of this one."""


Placing = Literal["headline", "standfirst", "lead", "body", "last"]
"""Where on its page a quotation stands: in the first passage, the last, or between."""


class Utterance(Record):
    """A quotation in its article, as listed by speaker."""

    article: str
    quotation: Quotation
    placed: tuple[Placing, ...] = ()
    translated: Translation | None = None
    """None: no language or translator is stated."""


class LeftOut(Record):
    """Words that one form of an utterance has and the other leaves out."""

    side: Literal["a", "b"]
    """The form that lacks them."""
    span: Span
    """The words, in the other form's text."""
    where: Literal["before", "inside", "between runs", "after"]
    mark: str = ""
    """The sign by which the form shows it; empty: no mark."""


class Cut(Record):
    """Two outlets' forms of what is shown to be one utterance, compared word by word."""

    a: Utterance
    b: Utterance
    kept: Literal[
        "same words", "shorter here", "shorter there", "overlapping", "reworded", "paraphrased",
        "translated",
    ]  # fmt: skip
    """Overlapping: each has words beyond those of both, none in the other's place."""
    diff: tuple[tuple[Literal["same", "only a", "only b"], str], ...]
    left_out: tuple[LeftOut, ...] = ()
    bracketed: tuple[tuple[Literal["a", "b"], Span], ...] = ()
    """Words in brackets: the outlet's own, and no alteration."""
    because: str


class Speaker(Record):
    """Everything one person or body is reported to have said."""

    name: str
    entity: str | None
    utterances: tuple[Utterance, ...]
    cuts: tuple[Cut, ...] = ()
    ascribed: tuple[Utterance, ...] = ()
    """What is ascribed to them without words of theirs: thoughts, plans, what they spoke of."""
    perhaps: tuple[str, ...] = ()
    """Outlets whose source goes by the same words ("a senior official"): it may be this one or
    another, so the two are neither merged nor counted as two. Of a spokesman of one body, listed once,
    the outlets that quote one: it may be one person or several."""

    @property
    def quoted(self) -> int:
        """How many of the utterances have words in marks."""
        return sum(u.quotation.mode is not Mode.INDIRECT for u in self.utterances)


class DatedSpan(Record):
    """A time expression in its article."""

    article: str
    time: TimeExpression


class Outsider(Record):
    """An article that is about another event and was kept out of the points."""

    article: str
    because: str


class Check(Record):
    """Something a person should check before publishing, and with whom."""

    what: str
    with_whom: str
    spans: tuple[tuple[str, Span], ...] = ()
    """(article, span) it is about."""


class Page(Record):
    """One article at a glance."""

    article: str
    outlet: str
    outlet_source: Found | None
    headline: Found | None
    standfirst: Found | None
    authors: tuple[str, ...]
    published: Found | None
    voices: tuple[Voice, ...]
    completeness: Completeness
    sentences: int
    removed: int
    unread_language: str | None = None
    """The language, where its statements are not read: it is lined up with no other page."""
    duplicate_of: str | None = None
    changed: Changed | None = None
    """None: nothing is known of a change."""


class Comparison(Record):
    """One story, side by side: points by outlets, conflicts, single accounts, who said what."""

    story: str
    readings: tuple[Reading, ...]
    pages: tuple[Page, ...]
    points: tuple[Point, ...] = ()
    """What is shown as told by several."""
    possible: tuple[Point, ...] = ()
    """What may be one statement but is more likely not: offered for reading, never as shared."""
    conflicts: tuple[Conflict, ...] = ()
    corrections: tuple[Correction, ...] = ()
    """What articles say of themselves that it was wrong."""
    within: tuple[Within, ...] = ()
    """Headlines and standfirsts that disagree with their own bodies."""
    singles: tuple[Single, ...] = ()
    headline_words: tuple[HeadlineWords, ...] = ()
    speakers: tuple[Speaker, ...] = ()
    entities: tuple[Entity, ...] = ()
    dates: tuple[DatedSpan, ...] = ()
    outsiders: tuple[Outsider, ...] = ()
    checks: tuple[Check, ...] = ()
    primary: Primary | None = None
    """The pages' quotations against the primary sources given; None: none was given."""
    undecided: int = 0
    """Pairs of passages left undecided: neither shown as shared nor known to be two statements. Each
    is one that a person could be asked about; ``queue`` holds the nearest of them."""
    queue: tuple[Undecided, ...] = ()
    """The undecided pairs nearest to a point, for a person to decide (``crosswire review``)."""
    notes: tuple[str, ...] = ()
    """Statements about the comparison itself: which model read it, what was left out and why."""
    stages: tuple[str, ...] = ()
    """Stage and version of each step, and the models used."""
