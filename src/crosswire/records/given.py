"""An article as somebody hands it over."""

from crosswire.records.article import Capture
from crosswire.records.base import Record
from crosswire.records.span import Text


class Article(Record):
    """An article as a person or a program hands it over: its words, and what is stated of it.

    It is the article line of ``crosswire compare -`` as a record; what is not stated is unknown.
    """

    text: str
    """The article's words, taken as they are."""
    id: str | None = None
    """What it goes by; None: its address, and without one the hash of its text."""
    outlet: str | None = None
    url: str | None = None
    title: str | None = None
    published: str | None = None
    """A day (``2031-05-08``) or an instant with its zone; no more precise than is known."""
    story: str | None = None
    """The event it tells, where several are handed over at once."""

    @property
    def name(self) -> str:
        """What it goes by."""
        return self.id or self.url or Text.of(self.text).id

    def capture(self, origin: str | None = None) -> Capture:
        """The same as a capture, which the stages take; ``origin``: the file it was read from."""
        return Capture(
            name=self.name, medium="line", content=Text.of(self.text), origin=origin,
            outlet=self.outlet, url=self.url, title=self.title, published=self.published,
            story=self.story,
        )  # fmt: skip
