"""One story as it is exported: its comparison, and what is known beside."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from crosswire.exchange import fit
from crosswire.records.comparison import Comparison, Page
from crosswire.records.note import Note
from crosswire.records.quotation import Act, Quotation, Reading
from crosswire.records.span import Text


@dataclass(frozen=True, kw_only=True)
class Told:
    """One story, and the names by which other formats know its parts."""

    comparison: Comparison
    notes: tuple[Note, ...] = ()
    """What people noted of it, where that is to be exported."""
    seen: Mapping[str, str] = field(default_factory=dict)
    """When we first saw each article, by the name the comparison has for it."""

    headline: str | None = None
    """The headline under which the desk shows the story, a member's own words; None: no member has
    any."""

    @property
    def name(self) -> str:
        """What people know the story by: its headline; without one its id."""
        return self.headline or self.story

    @property
    def story(self) -> str:
        """What the story goes by."""
        return self.comparison.story

    @cached_property
    def pages(self) -> dict[str, Page]:
        """The articles at a glance, by name."""
        return {page.article: page for page in self.comparison.pages}

    @cached_property
    def readings(self) -> dict[str, Reading]:
        """The articles read closely, by name."""
        return {reading.article: reading for reading in self.comparison.readings}

    @cached_property
    def texts(self) -> dict[str, Text]:
        """Every text that a span may address, by its id: bodies, headlines, standfirsts."""
        found: dict[str, Text] = {}
        for reading in self.comparison.readings:
            revision = reading.revision
            heads = [head.text for head in (revision.headline, revision.standfirst) if head]
            found.update({text.id: text for text in (revision.body, *heads)})
        return found

    def address(self, article: str) -> str | None:
        """Where the article can be read, as an IRI; None: not known."""
        revision = self.readings[article].revision
        canonical = revision.canonical.value if revision.canonical else None
        return fit.address(revision.capture.url) or fit.address(canonical)

    @cached_property
    def _ids(self) -> dict[str, str]:
        taken: dict[str, str] = {}
        for article, reading in self.readings.items():
            where = self.address(article)
            if where is None or where in taken.values():
                where = fit.name(self.story, reading.revision.id)
            taken[article] = where
        return taken

    def id(self, article: str) -> str:
        """The article as an IRI: its address, where no other article of the story has it."""
        return self._ids.get(article) or fit.name(self.story, article)

    def outlet(self, article: str) -> str | None:
        """The outlet's name; None: it is not known."""
        page = self.pages.get(article)
        return page.outlet if page and page.outlet_source else None

    def published(self, article: str) -> str | None:
        """The article's own date, as precise as its page."""
        page = self.pages.get(article)
        return page.published.value if page and page.published else None

    def title(self, article: str) -> str | None:
        """The article's headline."""
        page = self.pages.get(article)
        return page.headline.value if page and page.headline else None

    @cached_property
    def _named(self) -> dict[str, str | None]:
        """The fullest name of a person or body by each name they go by; None: several go by it.

        A source without a name ("a spokesman") is nobody that two articles could have in common.
        """
        found: dict[str, str | None] = {}
        for speaker in self.comparison.speakers:
            for one in speaker.utterances:
                name = one.quotation.speaker_name
                whole = speaker.name if speaker.entity else None
                if name is not None:
                    found[name] = whole if found.get(name, whole) == whole else None
        return found

    def named(self, name: str) -> str | None:
        """The fullest name of whom this is a name of; None: of nobody, or of several."""
        return self._named.get(name)

    def speaker(self, quotation: Quotation) -> str | None:
        """Who is told to have said it: the fullest name, else the text's words for the source."""
        said = quotation.speaker_name
        return None if said is None else self.named(said) or said

    def said(self) -> Iterator[tuple[str, Quotation]]:
        """Every quotation that is one, article by article: nothing that was only thought or done."""
        for reading in self.comparison.readings:
            for quotation in reading.quotations:
                if quotation.act is Act.SPEECH:
                    yield reading.article, quotation


def words_of(quotation: Quotation) -> str:
    """The runs of a quotation, with what may stand between them left open."""
    return " […] ".join(span.exact for span in quotation.content)
