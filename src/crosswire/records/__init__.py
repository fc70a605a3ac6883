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
from crosswire.records.check import Carrier, ClaimCheck, Form, NearPassage
from crosswire.records.comparison import (
    Aside,
    Attested,
    Check,
    Comparison,
    Conflict,
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
    Tier,
    Translation,
    Undecided,
    Utterance,
    Within,
)
from crosswire.records.failure import Failure
from crosswire.records.judgement import Judgement, Side
from crosswire.records.quotation import Mode, Quotation, Reading, Term
from crosswire.records.span import Span, Text
from crosswire.records.witness import Dropped, Primary, QuoteCheck, Retold, Turn, Witness

__all__ = [
    "Annotation", "Aside", "Attested", "Capture", "Carrier", "Check", "ClaimCheck", "Comparison",
    "Completeness", "Conflict", "Cut", "DatedSpan", "Dropped", "Edge", "Entity", "Failure", "Form",
    "Found", "HeadlineWords", "Judgement", "LeftOut", "Mention", "Mode", "NearPassage", "Origins",
    "Outsider", "Page", "Passage", "PassageKind", "Point", "Primary", "Quotation", "QuoteCheck",
    "Reading", "Record", "Removed", "Retold", "Revision", "Run", "Side", "Single", "Span",
    "Speaker", "Statement", "Term", "Text", "Tier", "TimeExpression", "Token", "Translation",
    "Turn", "Undecided", "Utterance", "Voice", "Within", "Witness", "stable_id",
]  # fmt: skip
