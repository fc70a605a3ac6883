"""Who carries a sentence or quotation, of the stories it may belong to."""

from crosswire.records.base import Record
from crosswire.records.check import Carrier, NearPassage, NotFound, ToldOtherwise
from crosswire.records.comparison import Check, Origins
from crosswire.records.lists import StoryLine


class CheckedText(Record):
    """A text that was searched, under the name that the answer has for it."""

    name: str
    article: str
    """Its id in the store."""
    outlet: str
    headline: str | None = None
    url: str | None = None
    published: str | None = None
    first_seen: str
    """When we first saw the article."""
    text: str
    """The hash of its body."""


class CheckView(Record):
    """The answer; nothing was asked where ``claim`` is empty."""

    claim: str = ""
    summary: str = ""
    """"found in 2 of 4 texts", "not found in these 14 texts"."""
    kind: str = ""
    speaker: str | None = None
    carriers: tuple[Carrier, ...] = ()
    otherwise: tuple[ToldOtherwise, ...] = ()
    near: tuple[NearPassage, ...] = ()
    not_found: tuple[NotFound, ...] = ()
    """Texts that do not carry it, each with its nearest passage."""
    origins: Origins | None = None
    asks: tuple[Check, ...] = ()
    earliest_seen: CheckedText | None = None
    """Of the texts that carry it the one whose article we saw first. Who was first to publish is not
    known from it."""
    texts: tuple[CheckedText, ...] = ()
    """All that was searched."""
    stories: tuple[StoryLine, ...] = ()
    """The stories that they lie in."""
    unread: int = 0
    """Texts of these stories that were not searched: too many, or not readable."""
    searched: int = 0
    """Articles of the store in which its words were looked for to find these stories."""
    notes: tuple[str, ...] = ()

    @property
    def silent(self) -> tuple[NotFound, ...]:
        """Texts that neither carry it nor tell it otherwise."""
        told = {one.article for one in self.otherwise}
        return tuple(one for one in self.not_found if one.article not in told)

    @property
    def nearby(self) -> tuple[NearPassage, ...]:
        """What comes near it in texts that are not among these."""
        silent = {one.article for one in self.silent}
        return tuple(one for one in self.near if one.article not in silent)

    @property
    def named(self) -> dict[str, CheckedText]:
        """The texts by the names that the answer has for them."""
        return {one.name: one for one in self.texts}
