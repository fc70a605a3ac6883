"""Why an article lies in a story, or does not."""

from crosswire.records.base import Record
from crosswire.records.story import Evidence, Role, StoryJudgement

REST = "rest"
"""The feature of an ``Evidence`` under which all that is not told in words is summed up."""


class Named(Record):
    """An article as an explanation speaks of it."""

    article: str
    headline: str = ""
    outlet: str | None = None


class Explanation(Record):
    """What speaks for and against an article's being told of one story with others, in words."""

    article: Named
    story: str
    about: Named | None = None
    """The article whose headline stands for the story wherever it is listed, if any has one."""
    lies: str | None
    """The story the article lies in now."""
    role: Role | None = None
    how: str | None = None
    """How it came into the story it lies in: "founded", "joined", "copy" …"""
    probability: float | None = None
    """The chance, by the join model, that it belongs where it lies."""
    made_by: str | None = None
    made_at: str | None = None
    reasons: tuple[Evidence, ...] = ()
    """For and against, the weightiest first, against the nearest article of the story; what is
    not told in words stands last, summed up, as "rest"."""
    nearest: Named | None = None
    """The article of the story it was measured against."""
    apart: str = ""
    """The time between those two, in words."""
    copy_of: Named | None = None
    """The article whose text it is, whole or cut."""
    copied: float | None = None
    """The share of its words that stand there word for word."""
    touches: str | None = None
    """Why it only touches stories: what it is, and by which of its words."""
    instead: str | None = None
    """The likeliest other story, its chance, and what it is known by."""
    instead_about: Named | None = None
    instead_probability: float | None = None
    judgements: tuple[StoryJudgement, ...] = ()
    """What people decided of the article and have not withdrawn."""
    judged_with: tuple[Named, ...] = ()
    """The other article of each."""

    @property
    def inside(self) -> bool:
        """True when the article lies in the story asked about."""
        return self.lies == self.story

    @property
    def speaking_for(self) -> tuple[Evidence, ...]:
        """Reasons that both tell one story."""
        return tuple(e for e in self.reasons if e.weight > 0 and e.feature != REST)

    @property
    def speaking_against(self) -> tuple[Evidence, ...]:
        """Reasons that they tell two."""
        return tuple(e for e in self.reasons if e.weight < 0 and e.feature != REST)

    @property
    def rest(self) -> float:
        """What all adds that is told in no reason of its own."""
        return sum(e.weight for e in self.reasons if e.feature == REST)
