"""What an assistant is answered about the store: stories, articles, quotations, places, claims."""

from typing import Literal

from crosswire.assist.words import STATEMENT, Foreign, Place, Told
from crosswire.records.article import Voice
from crosswire.records.check import Form, Verdict
from crosswire.records.note import AboutKind, Mark
from crosswire.records.story import Role


class Answer(Told):
    """What every answer says first."""

    reading: Literal[STATEMENT] = STATEMENT  # type: ignore[valid-type]
    """How the words of others in this answer are to be taken."""
    found: str
    """What this answer is out of: how many of how many, where nothing was found in what."""
    as_of: str | None = None
    """The time whose knowledge answers, UTC; none: what is known now."""


class Listing(Answer):
    """An answer that lists."""

    next: str | None = None
    """The cursor of the next lines; none: these were the last."""


# ---- stories -----------------------------------------------------------------------------------


class Covered(Told):
    """Which outlets carry a story, of those seen in its days; of the rest it was not found."""

    words: str
    """With its denominator: "4 of the 11 outlets seen in these days"."""
    outlets: tuple[Foreign, ...]
    """Those that carry it, thirty at most."""
    carrying: int
    """How many carry it."""
    of: int
    """Of how many: those with any article in the store within the story's days."""


class StoryTold(Told):
    """One story at a glance."""

    id: str
    headline: Place | None = None
    """A member's headline, word for word; none where no member has one."""
    headline_outlet: Foreign | None = None
    articles: int
    attached: int
    """Articles besides that only touch it: roundups, live blogs."""
    copies: int
    """Members that are copies of another member."""
    coverage: Covered
    origins: str
    """How many origins it is known to have: a range. What is not shown to be apart is unknown."""
    origins_at_least: int
    origins_at_most: int
    compared: bool
    """Whether that range is one of a line-up of these very articles."""
    first_at: str | None = None
    """The earliest of its articles, by their own dates."""
    last_at: str | None = None
    date_doubt: str | None = None
    earliest_seen: str
    """When it was first seen here. Who published first is not known from it."""
    earliest_seen_outlets: tuple[Foreign, ...]
    """Whose article that was; several came together, and their order is not known."""
    state: str


class StoriesTold(Listing):
    """Stories of the store."""

    stories: tuple[StoryTold, ...]
    fitting: int
    """How many stories of the store fit."""
    kept: int
    """How many stories the store has."""


class MemberTold(Told):
    """An article of a story, and how it came there."""

    article: str
    outlet: Foreign | None = None
    """None: not stated."""
    name: Foreign
    """The name under which it came."""
    url: Foreign | None = None
    headline: Place | None = None
    published: Foreign | None = None
    """As the page states it."""
    date_doubt: Foreign | None = None
    """Why that is not relied on."""
    first_seen: str
    revision: str
    revisions: int
    """How many texts it has had."""
    role: Role
    """A member tells the story; what is attached only touches it."""
    how: str
    """By what it came to lie here: explain_place says why."""
    probability: float
    copy_of: str | None = None
    """The article whose text it has."""
    gone: Foreign | None = None
    """That its address holds it no more."""
    erased: Foreign | None = None
    """That its words were erased, when and why."""


class LineUpKept(Told):
    """That a line-up of the story is kept, and how it stands to the story now."""

    made_at: str
    came_since: int
    """Articles that came since, or whose text is another."""
    left_since: int
    by_earlier_version: bool


class StoryShown(Listing):
    """One story with its articles."""

    story: StoryTold
    members: tuple[MemberTold, ...]
    judgements: int
    """What people decided of its articles, withdrawn or not."""
    notices: int
    """What its articles say of their own words: corrections, retractions."""
    line_up: LineUpKept | None = None
    """None: none is kept; compare makes one."""


# ---- search ------------------------------------------------------------------------------------


class HitTold(Told):
    """A place where the words stand."""

    place: Place
    """The words in context; of a quotation the whole of it."""
    marks: tuple[tuple[int, int], ...]
    """Where the words asked for stand in that text: code points, half-open."""
    outlet: Foreign | None = None
    headline: Foreign | None = None
    url: Foreign | None = None
    published: Foreign | None = None
    first_seen: str
    voice: Voice
    """Of the passage: what satire has somebody say, nobody said."""
    speaker: Foreign | None = None
    """Of a quotation: who is said to have said it; none: not known."""
    story: str | None = None
    former: bool
    """The words stand in a former text of the article, not in what it says now."""


class HitsTold(Listing):
    """Where words were found."""

    hits: tuple[HitTold, ...]
    searched: int
    """Of how many articles: all that the arguments leave; of quotations those read closely."""


# ---- explaining --------------------------------------------------------------------------------


class ReasonTold(Told):
    """One reason, and its weight in log-odds; below zero it speaks against."""

    words: Foreign
    weight: float


class NamedTold(Told):
    """An article, by its headline."""

    article: str
    headline: Foreign | None = None
    outlet: Foreign | None = None


class PlaceExplained(Answer):
    """Why an article lies in a story, or does not."""

    article: NamedTold
    story: str
    lies_here: bool
    lies_in: str | None = None
    """The story it lies in now."""
    role: Role | None = None
    how: str | None = None
    probability: float | None = None
    """The chance, by the join model, that it belongs where it lies."""
    made_by: str | None = None
    made_at: str | None = None
    reasons_for: tuple[ReasonTold, ...]
    reasons_against: tuple[ReasonTold, ...]
    rest: float
    """What all adds that is told in no reason of its own."""
    measured_against: NamedTold | None = None
    """The nearest article of the story."""
    copy_of: NamedTold | None = None
    touches: Foreign | None = None
    """Why it only touches stories."""
    instead: str | None = None
    """The likeliest other story."""
    instead_probability: float | None = None
    judged: tuple[Foreign, ...]
    """What people decided of it and have not withdrawn, in words."""


# ---- re-reading --------------------------------------------------------------------------------


class StandsIn(Told):
    """An article and a revision that have the text."""

    article: str
    revision: str
    field: str


class SpanRead(Answer):
    """A place, re-read."""

    verdict: Literal["holds", "reads", "no"]
    """holds: these words stand there, as was stated. reads: these words stand there; none were
    stated to hold them against. no: see kind and because."""
    kind: (
        Literal["unknown-text", "not-of-the-article", "beyond-the-end", "other-words", "erased"]
        | None
    ) = None
    because: str | None = None
    """Why not."""
    place: Place | None = None
    """What stands there."""
    length: int | None = None
    """Code points of the text."""
    stands_in: tuple[StandsIn, ...] = ()
    """Articles that have this text, ten at most."""


# ---- claims ------------------------------------------------------------------------------------


class Refusal(Told):
    """A text that could not be used."""

    item: Foreign
    kind: str
    words: Foreign


class CarrierTold(Told):
    """A text that carries a claim, or a part of it, and in what form."""

    article: str
    outlet: Foreign
    form: Form
    whole: bool
    """False: only a part of what was asked stands there."""
    places: tuple[Place, ...]
    missing: tuple[str, ...]
    """Words of the claim that are not found in this text."""
    because: tuple[Foreign, ...]
    withdrawn_by: tuple[Foreign, ...]
    """Outlets that took back, by a notice of their own, what stands there."""


class NearTold(Told):
    """A passage that is near and does not carry the claim."""

    article: str
    outlet: Foreign
    place: Place
    why: tuple[Foreign, ...]
    """What keeps them apart."""


class AskTold(Told):
    """Something to check before publishing, and with whom."""

    what: Foreign
    with_whom: Foreign
    places: tuple[Place, ...]


class ClaimTold(Answer):
    """Who carries a claim, in what form."""

    claim: str
    verdict: Verdict
    """What is not found in these texts may stand in others; nobody is said not to have said it."""
    carriers: tuple[CarrierTold, ...]
    carrying: int
    """How many carriers there are; twenty are listed at most."""
    otherwise: tuple[NearTold, ...]
    """Passages that tell it with one figure, date, name, place or denial another."""
    near: tuple[NearTold, ...]
    """The nearest passages that do not carry it."""
    earliest: tuple[str, ...]
    """Articles that carry it and are not shown to be later than another, by their stated time."""
    undated: tuple[str, ...]
    """Articles that carry it and state no time."""
    origins: Foreign | None = None
    """Where the carriers have it from. What is not shown to be apart is unknown, not independent."""
    attested: Foreign | None = None
    """Who tells that somebody said it. That it was said is not that it is so."""
    asks: tuple[AskTold, ...]
    texts: int
    """Texts it was held against."""
    unread: int
    """Texts of these stories that it was not held against."""
    words_searched_in: int | None = None
    """Articles of the store in which its words were looked for."""
    stories: tuple[str, ...]
    refused: tuple[Refusal, ...]


# ---- writing -----------------------------------------------------------------------------------


class JudgementTold(Answer):
    """A decision that was kept, and what it moved."""

    judgement: str
    """Its id: `crosswire judge --withdraw` takes it back."""
    made_by: str
    a: str
    b: str
    a_lies_in: str | None = None
    b_lies_in: str | None = None
    moved: int
    """Articles that it moved."""


class NoteTold(Answer):
    """A note that was kept."""

    note: str
    about: AboutKind
    by: str
    at: str
    mark: Mark | None = None
