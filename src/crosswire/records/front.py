"""What is asked of the front page: which stories, in which order."""

from typing import Literal

from crosswire.records.base import Record

FrontOrder = Literal["newest", "rising", "outlets", "origins"]
"""``rising``: by how many outlets' first article on the story was seen by us in the last hours."""


class StoryQuery(Record):
    """Which stories are wanted: each field that is given leaves those with an article that fits."""

    words: str = ""
    """As of ``Query``; in an article of the story as it is now."""
    outlet: str | None = None
    """An outlet's name or domain."""
    country: str | None = None
    """ISO 3166-1, as the outlet's address ends (``uk`` counts as GB); an outlet under ``.com`` has
    none that its address shows."""
    language: str | None = None
    """ISO 639-1, of the text."""
    entity: str | None = None
    """Who or what the article names: an entity's id, or a form of its name."""
    since: str | None = None
    until: str | None = None
    """Days or instants; of articles whose own date can be relied on."""
    order: FrontOrder = "newest"
    limit: int = 30
    cursor: str | None = None
    """What the page before ended with."""

    @property
    def filtered(self) -> bool:
        """Whether it keeps to some of the stories."""
        return bool(self.words.strip()) or any(
            one is not None
            for one in (self.outlet, self.country, self.language, self.entity, self.since,
                        self.until)
        )  # fmt: skip
