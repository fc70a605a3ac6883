"""What is read off one article: tokens, sentences, names, times."""

from functools import cached_property
from typing import Literal, NamedTuple

from crosswire.records.base import Record
from crosswire.records.span import Span


class Token(NamedTuple):
    """A word as the pipeline read it. Offsets are code points of the body; ``head`` an index."""

    start: int
    end: int
    text: str
    lemma: str
    pos: str
    tag: str
    dep: str
    head: int


class Mention(Record):
    """Words that stand for someone or something. ``entity`` is the id of whom they stand for."""

    span: Span
    label: str
    """PERSON, ORG, GPE, NORP, LOC, EVENT, … as the model calls it; PERSON for a role or pronoun."""
    kind: Literal["name", "role", "pronoun"] = "name"
    entity: str
    name: str
    """The entity's fullest name."""


class Entity(Record):
    """Whom mentions are about, within one article or across several."""

    id: str
    label: str
    name: str
    forms: tuple[str, ...]
    """Every wording seen, longest first."""
    because: tuple[str, ...] = ()
    """Why forms that differ were taken as one."""


class TimeExpression(Record):
    """A time in words, resolved no further than the words and the anchor allow."""

    span: Span
    value: str
    """TIMEX3 style: 2021-05-06, 2021-02, 2021-W18, 2021, 2021-05-06T17:24, P2D."""
    type: Literal["DATE", "TIME", "DURATION", "SET"]
    anchor: str | None = None
    """The day it was read against, when it needed one."""
    inferred: str | None = None
    """Why the anchor is an inference, when it is one."""


class Annotation(Record):
    """All that is read off one revision's body before anyone is quoted."""

    tokens: tuple[Token, ...]
    sentences: tuple[Span, ...]
    mentions: tuple[Mention, ...]
    entities: tuple[Entity, ...]
    times: tuple[TimeExpression, ...]
    model: str
    """The language pipeline that read it."""
    language: str | None = None
    """The language it was read in, where that is not English."""
    not_done: tuple[str, ...] = ()
    """What is not read in that language; empty: it was read in full."""

    @cached_property
    def sentence_starts(self) -> tuple[int, ...]:
        """Start offsets of the sentences, ascending."""
        return tuple(s.start for s in self.sentences)
