"""What an assistant may ask for: each tool's arguments, with their bounds."""

from typing import Annotated, ClassVar, Literal, Self

from pydantic import ConfigDict, Field, ValidationInfo, field_validator, model_validator

from crosswire.project import MOST_CLAIM
from crosswire.records.base import Record
from crosswire.records.lists import Order, StoryOrder
from crosswire.records.note import AboutKind, Mark

MOST = 25
"""Lines of one answer."""
MOST_TEXTS = 40
"""Texts that are lined up at once."""
MOST_LETTERS = 200_000
"""Of one text that is given."""
MOST_OF_ALL = 800_000
"""Of all texts that are given in one call."""

Name = Annotated[str, Field(min_length=1, max_length=2_000)]
"""An id, an address, a name."""
Words = Annotated[str, Field(max_length=500)]
Time = Annotated[str, Field(min_length=4, max_length=40)]
Given = Annotated[str, Field(max_length=2_000)]
Part = Literal[
    "points", "possible", "conflicts", "singles", "quotations", "within", "corrections", "checks"
]


class Asked(Record):
    """Arguments of a tool; unknown ones are refused."""

    model_config = ConfigDict(use_attribute_docstrings=True)
    of_a_page: ClassVar[str] = ""
    """The field that holds words of a page, which may have any sign."""

    @field_validator("*", mode="before")
    @classmethod
    def _words(cls, stated: object, info: ValidationInfo) -> object:
        if isinstance(stated, str) and "\0" in stated and info.field_name != cls.of_a_page:
            raise ValueError("words were wanted, got some with a NUL")
        return stated


class Paged(Asked):
    """Arguments of a tool that lists."""

    limit: int = Field(default=10, ge=1, le=MOST)
    """Lines of the answer at most."""
    cursor: Annotated[str, Field(max_length=200)] | None = None
    """`next` of the answer before, with the same other arguments."""


class AsOf(Asked):
    """Arguments of a tool that can answer as of a time."""

    as_of: Time | None = None
    """As it was known then: a day (to its end, UTC) or an instant with its zone, ISO 8601."""


class StoriesAsked(Paged, AsOf):
    """Which stories."""

    words: Words = ""
    """Stories with an article that has all of these words; "a phrase" in marks, OR between two,
    -word for without, prefix*."""
    outlet: Words | None = None
    """Told by this outlet: its name or domain."""
    entity: Words | None = None
    """That name this person, body or place."""
    since: Time | None = None
    """With an article from this day or instant on, ISO 8601."""
    until: Time | None = None
    """With an article to this day (included) or instant."""
    order: StoryOrder = "newest"
    """Newest article first, most outlets first, or most known origins first."""


class StoryAsked(Paged, AsOf):
    """Which story; the list is that of its articles, oldest first."""

    story: Name
    """A story's id or its beginning, or one of its articles."""


class SearchAsked(Paged, AsOf):
    """Where words stand in articles."""

    words: Words = ""
    """All of them must occur; "a phrase" in marks, OR between two, -word for without, prefix*.
    Empty: everything that the other arguments leave."""
    outlet: Words | None = None
    """Of this outlet: its name or domain."""
    since: Time | None = None
    """From this day or instant, ISO 8601."""
    until: Time | None = None
    """To this day (included) or instant."""
    entity: Words | None = None
    """That name this person, body or place: an id or a name."""
    story: Name | None = None
    """Of this story alone."""
    order: Order = "newest"
    """The newest first, or the best."""


class QuotationsAsked(SearchAsked):
    """Where words stand in quotations."""

    speaker: Words | None = None
    """Said by: words of the speaker's name."""


class GivenText(Asked):
    """A text that is given with the call, and taken as it is."""

    of_a_page: ClassVar[str] = "text"

    id: str = Field(pattern=r"^[A-Za-z0-9][A-Za-z0-9._-]{0,79}$")
    """A name for it, of your own; answers call it so."""
    text: Annotated[str, Field(min_length=1, max_length=MOST_LETTERS)]
    """Its words. Offsets of answers address these."""
    outlet: Given | None = None
    """Who published it, where that is known."""
    url: Given | None = None
    """Its address; nothing is fetched."""
    title: Given | None = None
    """Its headline."""
    published: Given | None = None
    """When, as the page says: a day, or an instant with its zone, ISO 8601."""


class Pages(Asked):
    """Texts that are lined up: articles of the store, texts given, or files."""

    articles: Annotated[tuple[Name, ...], Field(max_length=MOST_TEXTS)] = ()
    """Articles of the store: ids, addresses or names."""
    texts: Annotated[tuple[GivenText, ...], Field(max_length=MOST_TEXTS)] = ()
    """Texts given with the call."""
    paths: Annotated[tuple[Name, ...], Field(max_length=MOST_TEXTS)] = ()
    """Files or folders of the machine that answers; only where it was started with --allow-files."""

    @property
    def kinds(self) -> list[str]:
        """Which of the three are given."""
        return [name for name in ("articles", "texts", "paths") if getattr(self, name)]

    @model_validator(mode="after")
    def _bounded(self) -> Self:
        names = [one.id for one in self.texts]
        if len(set(names)) < len(names):
            raise ValueError("each text needs an id of its own")
        if sum(len(one.text) for one in self.texts) > MOST_OF_ALL:
            raise ValueError(f"at most {MOST_OF_ALL:,} letters of text can be given at once")
        return self


class CompareAsked(Pages, Paged, AsOf):
    """What is lined up, and which part of it is listed. One of story, articles, texts, paths or
    comparison."""

    story: Name | None = None
    """A story of the store: its id or its beginning, or one of its articles."""
    comparison: Annotated[str, Field(max_length=60)] | None = None
    """`comparison` of an answer before: goes on with the same line-up."""
    part: Part = "points"
    """points: told by two texts or more. possible: may be one statement, more likely not.
    conflicts: two passages that differ in a detail. singles: in one text only. quotations: who is
    said to have said what. within: headlines against their own bodies. corrections: what articles
    say of themselves. checks: what to ask before publishing, and whom."""

    @model_validator(mode="after")
    def _one(self) -> Self:
        given = [*self.kinds, *(n for n in ("story", "comparison") if getattr(self, n))]
        if len(given) != 1:
            raise ValueError(
                "one of story, articles, texts, paths or comparison was wanted, got "
                f"{' and '.join(given) or 'none'}"
            )
        return self


class PlaceAsked(AsOf):
    """Why an article lies in a story, or does not."""

    article: Name
    """Its id, its address or its name."""
    story: Name
    """The story's id or its beginning, or one of its articles."""


class PointAsked(AsOf):
    """What a point rests on. One of story or comparison."""

    point: Annotated[str, Field(min_length=1, max_length=80)]
    """The point's id, as `compare` gives it."""
    story: Name | None = None
    """The story it is a point of."""
    comparison: Annotated[str, Field(max_length=60)] | None = None
    """Or the line-up it is a point of."""

    @model_validator(mode="after")
    def _one(self) -> Self:
        if (self.story is None) == (self.comparison is None):
            raise ValueError("one of story or comparison was wanted")
        return self


class SpanAsked(Asked):
    """A place to re-read: its text by hash, or by the article or revision it is a text of."""

    of_a_page: ClassVar[str] = "words"

    text: Annotated[str, Field(max_length=60)] | None = None
    """The hash of the text, as a place states it."""
    article: Name | None = None
    """The article; without a revision or a text, its text as it is now."""
    revision: Annotated[str, Field(max_length=60)] | None = None
    """The id of a revision."""
    field: Literal["body", "headline", "standfirst"] = "body"
    """Which text of it, where no text is named."""
    start: int = Field(ge=0, le=100_000_000)
    """First code point."""
    end: int = Field(ge=1, le=100_000_000)
    """The code point after the last."""
    sha256: Annotated[str, Field(pattern=r"^[0-9a-fA-F]{64}$")] | None = None
    """SHA-256 of the words that should stand there, as a place states it."""
    words: Annotated[str, Field(max_length=20_000)] | None = None
    """Or the words themselves."""

    @model_validator(mode="after")
    def _some(self) -> Self:
        if self.text is None and self.article is None and self.revision is None:
            raise ValueError("a text, an article or a revision was wanted, got none")
        if self.start >= self.end:
            raise ValueError(f"a place needs start < end, got {self.start} and {self.end}")
        return self


class ClaimAsked(Pages, AsOf):
    """A sentence or quotation, and where it is looked for: without articles, texts or paths, in the
    stories of the store whose articles have most of its words."""

    claim: Annotated[str, Field(min_length=1, max_length=MOST_CLAIM)]
    """The sentence, or the words in quotation marks."""

    @model_validator(mode="after")
    def _at_most_one(self) -> Self:
        if len(self.kinds) > 1:
            raise ValueError(f"one of them was wanted, got {' and '.join(self.kinds)}")
        return self


class JudgeAsked(Asked):
    """A decision on two articles."""

    a: Name
    """An article: its id, its address or its name."""
    b: Name
    """Another."""
    decision: Literal["same", "different"]
    """They tell one story, or two."""
    because: Annotated[str, Field(max_length=2_000)] = ""
    """Why."""


class NoteAsked(Asked):
    """A note about a story, a point, an article or a place."""

    kind: AboutKind
    """What it is about."""
    id: Annotated[str, Field(max_length=2_000)] = ""
    """Of the story, the point or the article; empty for a span."""
    story: Name | None = None
    """The story it is written in; of a point it is needed."""
    text: Annotated[str, Field(max_length=60)] | None = None
    """Of a span: the hash of its text."""
    article: Name | None = None
    """Of a span: whose text it is, where several have it."""
    start: int | None = Field(default=None, ge=0)
    """Of a span: its first code point."""
    end: int | None = Field(default=None, ge=1)
    """Of a span: the code point after its last."""
    words: Annotated[str, Field(max_length=10_000)] = ""
    """What is noted."""
    mark: Mark | None = None
    """verified, doubtful, wrong, or asked (somebody was asked, and the answer is awaited)."""
