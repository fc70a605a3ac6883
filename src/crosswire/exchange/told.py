"""One story as it is exported: its comparison, and what is known beside."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from crosswire.exchange import fit
from crosswire.records.comparison import Comparison, Page, Utterance
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

    def utterances(self) -> Iterator[tuple[str | None, Utterance]]:
        """Everything said, with the speaker's fullest name in the story; None: unknown."""
        for speaker in self.comparison.speakers:
            for one in speaker.utterances:
                known = one.quotation.speaker_name is not None
                yield (speaker.name if known else None), one

    @cached_property
    def speakers(self) -> dict[tuple[str, str], str]:
        """The speaker's fullest name in the story, by article and quotation."""
        return {
            (one.article, one.quotation.id): speaker
            for speaker, one in self.utterances()
            if speaker is not None
        }

    @cached_property
    def _fullest(self) -> dict[str, str | None]:
        """The fullest name of a speaker by each name they go by; None: several go by it."""
        found: dict[str, str | None] = {}
        for speaker, one in self.utterances():
            name = one.quotation.speaker_name
            if speaker is not None and name is not None:
                found[name] = speaker if found.get(name, speaker) == speaker else None
        return found

    def fullest(self, name: str) -> str:
        """Who goes by a name, by their fullest one; the name itself where that is not one person."""
        return self._fullest.get(name) or name

    def speaker(self, article: str, quotation: Quotation) -> str | None:
        """Who is told to have said it."""
        return self.speakers.get((article, quotation.id), quotation.speaker_name)

    def said(self) -> Iterator[tuple[str, Quotation]]:
        """Every quotation that is one, article by article: nothing that was only thought or done."""
        for reading in self.comparison.readings:
            for quotation in reading.quotations:
                if quotation.act is Act.SPEECH:
                    yield reading.article, quotation


def words_of(quotation: Quotation) -> str:
    """The runs of a quotation, with what may stand between them left open."""
    return " […] ".join(span.exact for span in quotation.content)
