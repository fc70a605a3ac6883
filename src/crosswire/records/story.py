"""Stories: the articles of many outlets about one event, and why each belongs to it."""

from functools import cached_property
from typing import Literal

from crosswire.records.base import Record, stable_id

Role = Literal["member", "attached"]
"""A member tells the story; what is attached only touches it (a roundup, a live blog, a daily
template) and never moves it."""

How = Literal["founded", "joined", "copy", "merged", "split", "reassigned", "judged"]
"""By what an article came to lie in a story."""
COPY_OF = "copy of "
"""Begins the ``feature`` of evidence that an article's text is another's; that one's id follows."""


class Arrival(Record):
    """An article as grouping sees it, in the order it came."""

    article: str
    title: str = ""
    text: str = ""
    """The body; empty for a headline alone."""
    outlet: str | None = None
    url: str | None = None
    published: str | None = None
    """A day or an instant with its zone, ISO 8601, no more precise than the page's words."""
    seen: str | None = None
    """When we first saw it, ISO 8601 with its zone; None in a file read as a stream."""
    language: str | None = None


class Evidence(Record):
    """One reason for or against sameness: what was measured, and what it means in words."""

    feature: str
    value: float
    weight: float
    """What it adds to the log-odds that both tell one story; negative speaks against."""
    words: str


class Move(Record):
    """An article's place among the stories, and why; a later move of the same article replaces it."""

    article: str
    story: str
    before: str | None = None
    """The story it lay in until now; None when it had none."""
    how: How
    role: Role = "member"
    probability: float
    """The chance, by the join model, that it belongs; 1.0 where it founded the story or a person
    said so."""
    because: tuple[Evidence, ...] = ()
    made_by: str
    """Stage and version ("group/1"), or who judged ("person:mb")."""


class Alias(Record):
    """A story that lives on in another: its id stays valid for as long as the merger stands."""

    story: str
    into: str
    because: str


class StoryJudgement(Record):
    """A person's word that two articles tell one story, or two; open to withdrawal."""

    a: str
    b: str
    """Article ids."""
    decision: Literal["same", "different"]
    because: str = ""
    made_by: str
    made_at: str
    """When, ISO 8601 with its zone."""
    withdrawn_by: str | None = None
    withdrawn_at: str | None = None

    @cached_property
    def id(self) -> str:
        """Derived from the articles, the decision, the person and the time."""
        return stable_id(
            "judgement", *sorted((self.a, self.b)), self.decision, self.made_by, self.made_at
        )


def story_id(founder: str) -> str:
    """The id of the story that the article ``founder`` founded."""
    return stable_id("story", founder)
