"""The nouns: frozen pydantic records. JSON and JSON Schema come with them."""

from crosswire.records.annotation import Annotation, Entity, Mention, TimeExpression, Token
from crosswire.records.article import (
    Capture,
    Completeness,
    Found,
    Passage,
    PassageKind,
    Removed,
    Revision,
    Run,
    Voice,
)
from crosswire.records.base import Record, stable_id
from crosswire.records.changed import Changed
from crosswire.records.check import Carrier, ClaimCheck, Form, NearPassage, ToldOtherwise
from crosswire.records.comparison import (
    Aside,
    Attested,
    Check,
    Comparison,
    Conflict,
    Correction,
    Cut,
    DatedSpan,
    Edge,
    HeadlineWords,
    LeftOut,
    Origins,
    Outsider,
    Page,
    Point,
    Single,
    Speaker,
    Statement,
    Through,
    Tier,
    Translation,
    Undecided,
    Utterance,
    Within,
)
from crosswire.records.entity import (
    Cast,
    EntityJudgement,
    EntityMember,
    NamedEntity,
    PlaceLink,
    Resolved,
    SharedEntity,
    WikidataEntry,
    WikidataLink,
)
from crosswire.records.explanation import Explanation
from crosswire.records.failure import Failure
from crosswire.records.judgement import Judgement, Side
from crosswire.records.lists import (
    Coverage,
    EarliestSeen,
    EntityLine,
    FailureLine,
    FormerStory,
    Hit,
    Hits,
    KnownOrigins,
    Membership,
    Query,
    QuoteLine,
    RevisionLine,
    RunLine,
    StoryLine,
    StoryMember,
    StoryPage,
    WordChange,
)
from crosswire.records.quotation import Mode, Quotation, Reading, Term
from crosswire.records.span import Span, Text
from crosswire.records.story import Alias, Arrival, Evidence, Move, StoryJudgement
from crosswire.records.witness import Dropped, Primary, QuoteCheck, Retold, Turn, Witness

__all__ = [
    "Alias", "Annotation", "Arrival", "Aside", "Attested", "Capture", "Carrier", "Cast", "Changed",
    "Check",
    "ClaimCheck", "Comparison", "Completeness", "Conflict", "Correction", "Coverage", "Cut", "DatedSpan",
    "Dropped", "EarliestSeen", "Edge", "Entity", "EntityJudgement", "EntityLine", "EntityMember",
    "Evidence", "Explanation", "Failure", "FailureLine", "Form", "FormerStory", "Found",
    "HeadlineWords", "Hit", "Hits", "Judgement", "KnownOrigins", "LeftOut", "Membership", "Mention",
    "Mode", "Move", "NamedEntity", "NearPassage", "Origins", "Outsider", "Page", "Passage",
    "PassageKind", "PlaceLink", "Point", "Primary", "Query", "Quotation", "QuoteCheck", "QuoteLine",
    "Reading", "Record", "Removed", "Resolved", "Retold", "Revision", "RevisionLine", "Run",
    "RunLine", "SharedEntity", "Side", "Single", "Span", "Speaker", "Statement", "StoryJudgement",
    "StoryLine", "StoryMember", "StoryPage", "Term", "Text", "Through", "Tier", "TimeExpression",
    "Token", "ToldOtherwise", "Translation", "Turn", "Undecided", "Utterance", "Voice",
    "WikidataEntry", "WikidataLink", "Within", "Witness", "WordChange", "stable_id",
]  # fmt: skip
