"""What an assistant is answered about texts that were lined up."""

from typing import Literal

from crosswire.assist.answers import Answer, AskTold, Listing, Refusal
from crosswire.assist.words import Foreign, Place, Told
from crosswire.records.article import Voice
from crosswire.records.quotation import Act, Identified, Mode
from crosswire.records.statement import Tier


class PageTold(Told):
    """One of the texts that were lined up."""

    article: str
    """What this answer calls it: the article's id, or the name that was given."""
    name: Foreign
    outlet: Foreign
    headline: Place | None = None
    published: Foreign | None = None
    """As the page states it; none: it states none."""
    completeness: Literal["complete", "cut", "unknown"]
    """Whether the text holds the whole article. What a cut text lacks is not known."""
    because: Foreign
    sentences: int
    copy_of: str | None = None
    """The article whose text it is."""
    unread_language: Foreign | None = None
    """It is in this language, and was lined up with none."""
    other_event: Foreign | None = None
    """Why it was taken to be about another event, and kept out."""


class TellingTold(Told):
    """A passage that states something, and who holds it."""

    place: Place
    outlet: Foreign
    voice: Voice
    holder: Foreign | None = None
    """Whom the outlet attributes it to; none: the outlet says it itself."""


class AbsenceTold(Told):
    """A text in which a point was not found. That is all that is known: nobody is said to have left
    anything out."""

    article: str
    standing: Literal["not found in this text", "perhaps", "cannot tell", "same text"]
    because: Foreign | None = None


class PointTold(Told):
    """One statement, and every text that makes it."""

    id: str
    kind: Literal["utterance", "event"]
    """Words that somebody is reported to have said, or an event that outlets tell."""
    relation: Literal["same", "partial"]
    tier: Tier
    """How far it can be trusted; docs/benchmarks.md says how the tiers were measured."""
    speaker: Foreign | None = None
    shared: bool
    """False: more likely these passages make no one statement. Never report it as told by several."""
    found: str
    """In how many of the texts it was found."""
    members: tuple[TellingTold, ...]
    """Eight at most; explain_point has more."""
    absent: tuple[AbsenceTold, ...]
    origins: Foreign
    """Outlets and origins, a range. What is not shown to be apart is unknown, not independent."""
    attested: Foreign
    """Who tells that somebody said it: attested, which is not corroborated."""
    corroborated: Foreign
    """Whether it is shown to rest on two or more origins."""
    withdrawn_by: tuple[Foreign, ...] = ()
    """Outlets that took it back by a notice of their own."""


class ConflictTold(Told):
    """Two passages on one fact that differ in a detail."""

    kind: str
    grade: Literal["tension", "conflict"]
    """A tension may be settled by a second look; a conflict cannot both be so."""
    a: TellingTold
    b: TellingTold
    because: Foreign
    between: tuple[Foreign, ...]
    """The two holders whose dispute it is; empty: the outlets themselves differ."""
    point: str | None = None


class SingleTold(Told):
    """A statement found in one text only."""

    telling: TellingTold
    verdict: Literal["not found in the other texts", "cannot tell"]
    """It is "cannot tell" as soon as another text may lack part of its article."""
    tier: Tier
    because: Foreign | None = None
    nearest: TellingTold | None = None
    near: Foreign | None = None
    """What the nearest shares with it, and lacks."""


class QuotationTold(Told):
    """One utterance as one text reports it."""

    speaker: Foreign
    """Whom the words are given to; the text's own words are in named_as."""
    places: tuple[Place, ...]
    """What was said: a quotation that is broken by "she said" has two."""
    outlet: Foreign
    mode: Mode
    """In marks, in the outlet's words, or both."""
    act: Act
    voice: Voice
    named_as: tuple[Place, ...]
    identified: Identified | None = None
    """By name, by post, or as one of many; none: not known."""


class WithinTold(Told):
    """A headline or standfirst that disagrees with the body under it."""

    headline: Place
    body: Place
    kind: str
    because: Foreign


class CorrectionTold(Told):
    """What an article says of itself: that it was wrong, or is withdrawn."""

    place: Place
    outlet: Foreign
    kind: str
    because: Foreign
    still_carried: tuple[TellingTold, ...]
    """Passages of others that still have what was taken back. Not that these are wrong."""


class Counts(Told):
    """How many lines each part of a line-up has."""

    points: int
    possible: int
    conflicts: int
    singles: int
    quotations: int
    within: int
    corrections: int
    checks: int
    undecided: int
    """Pairs of passages left undecided: neither shown as shared nor known to be two."""


class Compared(Listing):
    """Texts lined up, and one part of it."""

    comparison: str
    """Names this line-up while this server remembers it: for further parts and explain_point."""
    story: str | None = None
    """The story of the store that it is of."""
    texts: int
    """How many texts were lined up; of others pages says why not."""
    pages: tuple[PageTold, ...] | None = None
    """The texts, forty at most; left out where the line-up was named by its `comparison`."""
    counts: Counts
    part: str
    """Which part is listed; the fields of the others are left out."""
    points: tuple[PointTold, ...] | None = None
    possible: tuple[PointTold, ...] | None = None
    conflicts: tuple[ConflictTold, ...] | None = None
    singles: tuple[SingleTold, ...] | None = None
    quotations: tuple[QuotationTold, ...] | None = None
    within: tuple[WithinTold, ...] | None = None
    corrections: tuple[CorrectionTold, ...] | None = None
    checks: tuple[AskTold, ...] | None = None
    notes: tuple[Foreign, ...]
    """What is said of the line-up itself: which model read it, what was left out and why."""
    refused: tuple[Refusal, ...]
    """Texts that could not be used."""


class EdgeTold(Told):
    """Why one telling rests on another: source relies on target."""

    source: Foreign
    target: Foreign
    because: Foreign


class AsideTold(Told):
    """A telling that counts as no origin: opinion, satire, advertising."""

    article: str
    because: str


class PointExplained(Answer):
    """What a point rests on."""

    point: PointTold
    reasons: tuple[Foreign, ...]
    """Why these passages are taken as one statement."""
    confidence: float
    outlets: int
    at_least: int
    """Origins it is shown to have, at least."""
    at_most: int
    unknown: int
    """Of these, at most, not stated and not shown to be another's."""
    apart: tuple[Foreign, ...]
    """The origins shown apart."""
    edges: tuple[EdgeTold, ...]
    aside: tuple[AsideTold, ...]
    asserted: tuple[Foreign, ...]
    """Outlets that tell it in their own voice."""
