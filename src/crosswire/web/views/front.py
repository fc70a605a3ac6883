"""The front page: stories now, and what is new to the reader."""

from crosswire.records.base import Record
from crosswire.records.front import StoryQuery
from crosswire.records.lists import StoryLine
from crosswire.report.listed import days


class NewOf(Record):
    """What came to a story since a time."""

    articles: int = 0
    revisions: int = 0
    """Texts that articles have now in place of those they had."""
    corrections: int = 0
    """Articles' texts that print a correction, clarification, retraction or kill since."""

    @property
    def words(self) -> str:
        """For people: "2 new articles, 1 changed, 1 correction"."""
        told = (
            (self.articles, "new article", "new articles"),
            (self.revisions, "changed text", "changed texts"),
            (self.corrections, "correction", "corrections"),
        )
        return ", ".join(f"{n} {one if n == 1 else many}" for n, one, many in told if n)


class FrontLine(Record):
    """A story as the front page shows it."""

    line: StoryLine
    rising: int = 0
    """Outlets whose first article on it was seen by us in the last hours."""
    new: NewOf | None = None
    """Since the reader's visit before; None: nothing, or they were never here."""

    @property
    def days(self) -> str:
        """For people: from which day to which its articles state. A page that states a day states
        no hour, and none is shown for it."""
        return days(self.line)


class Choices(Record):
    """What there is to choose from."""

    countries: tuple[str, ...]
    """As addresses of outlets end."""
    languages: tuple[str, ...]


class FrontView(Record):
    """Stories, in the order asked for."""

    query: StoryQuery
    stories: tuple[FrontLine, ...]
    next: str | None = None
    """The cursor of the next page; None: this was the last."""
    since: str | None = None
    """When the reader was here on the visit before; None: never, or it is not known."""
    read_at: str
    """When this was read: for asking what is new."""
    hours: int
    """In which an outlet counts as new on a story."""
    choices: Choices


class NewView(Record):
    """What is new since a page was read."""

    since: str
    stories: int
    """Stories with something new, of those the page asks for."""
    back: str
    """Where they are shown."""
