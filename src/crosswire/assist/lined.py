"""Texts that were lined up, and what an assistant is told of them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property

from crosswire.assist.answers import AskTold, Refusal
from crosswire.assist.answers_compared import (
    ConflictTold,
    CorrectionTold,
    Counts,
    PageTold,
    QuotationTold,
    SingleTold,
    TellingTold,
    WithinTold,
)
from crosswire.assist.words import Foreign, Place, TextField, foreign, foreign_if, place
from crosswire.records.base import stable_id
from crosswire.records.comparison import Check, Comparison, Page, Utterance
from crosswire.records.failure import Failure
from crosswire.records.quotation import Reading
from crosswire.records.span import Span
from crosswire.records.statement import Statement
from crosswire.report.points import Kin, PointView, point_views, possible_views
from crosswire.report.shelf import Shelf
from crosswire.store.quoting import texts_in

NOT_STATED = "outlet not stated"


@dataclass(frozen=True)
class Source:
    """Which article a page of a line-up is."""

    article: str
    name: str
    revision: str | None = None
    """Its revision in the store; None: it was given with the call."""


@dataclass(frozen=True)
class Lined:
    """A line-up that this server remembers."""

    comparison: Comparison
    sources: Mapping[str, Source]
    """By what the line-up calls each page."""
    story: str | None = None
    as_of: str | None = None
    failures: tuple[Failure, ...] = ()

    @cached_property
    def key(self) -> str:
        """Names it: the same texts, read by the same stages, are one line-up."""
        made = self.comparison
        texts = (f"{r.article} {r.revision.body.id}" for r in made.readings)
        return stable_id("lined", self.story or "", self.as_of or "", *texts, *made.stages,
                         *made.notes)  # fmt: skip

    @cached_property
    def told(self) -> int:
        """How many of the texts were lined up: what is about another event, or in a language whose
        statements are not read, was not."""
        return len(self.comparison.pages) - len(self._aside)

    @cached_property
    def texts(self) -> str:
        """That in words, and why not the others."""
        aside = f" ({len(self._aside)} kept out: see pages)" if self._aside else ""
        return f"{self.told} text{'s' * (self.told != 1)} lined up{aside}"

    @cached_property
    def _aside(self) -> set[str]:
        outside = {one.article for one in self.comparison.outsiders}
        unread = {one.article for one in self.comparison.pages if one.unread_language}
        return (outside | unread) & self._pages.keys()

    @cached_property
    def points(self) -> list[PointView]:
        """What several tell, in the order of a report."""
        return point_views(self.comparison, self._shelf)

    @cached_property
    def possible(self) -> list[PointView]:
        """What may be one statement, more likely not."""
        return possible_views(self.comparison, self._shelf)

    @cached_property
    def quotations(self) -> list[tuple[str, Utterance]]:
        """Every utterance, by its speaker."""
        return [(one.name, u) for one in self.comparison.speakers for u in one.utterances]

    @cached_property
    def kin(self) -> Kin:
        """Where pages that are not of a point may tell it all the same."""
        return Kin(self.comparison)

    @cached_property
    def _shelf(self) -> Shelf:
        return Shelf(self.comparison)

    @cached_property
    def _fields(self) -> dict[str, dict[str, str]]:
        return {r.article: texts_in(r.revision) for r in self.comparison.readings}

    @cached_property
    def _pages(self) -> dict[str, Page]:
        return {page.article: page for page in self.comparison.pages}

    def text(self, wanted: str) -> tuple[str, str] | None:
        """A text of the line-up by its hash: whose it is, and its words."""
        for reading in self.comparison.readings:
            for text, words in _texts(reading):
                if text == wanted:
                    return self.id_of(reading.article), words
        return None

    # ---- telling -------------------------------------------------------------------------------

    def id_of(self, article: str) -> str:
        """The article's id, by what the line-up calls it: which may be words of a page."""
        source = self.sources.get(article)
        return source.article if source else "unknown"

    def outlet(self, article: str) -> Foreign:
        """Whose it is, as the line-up shows it."""
        page = self._pages.get(article)
        return foreign(page.outlet if page else NOT_STATED)

    def place(self, article: str, span: Span) -> Place:
        """A span of one of the pages."""
        source = self.sources.get(article)
        named = self._fields.get(article, {}).get(span.text, "other")
        field: TextField = named if named in ("body", "headline", "standfirst") else "other"  # type: ignore[assignment]
        # A notice may stand in an earlier text, which is another revision.
        revision = source.revision if source and field != "other" else None
        return place(span, article=self.id_of(article), revision=revision, field=field)

    def telling(self, one: Statement) -> TellingTold:
        """A passage and who holds it."""
        return TellingTold(
            place=self.place(one.article, one.span),
            outlet=self.outlet(one.article),
            voice=one.voice,
            holder=foreign_if(one.holder),
        )

    def counts(self) -> Counts:
        """How many lines each part has."""
        made = self.comparison
        return Counts(
            points=len(made.points), possible=len(made.possible), conflicts=len(made.conflicts),
            singles=len(made.singles), quotations=len(self.quotations), within=len(made.within),
            corrections=len(made.corrections), checks=len(made.checks), undecided=made.undecided,
        )  # fmt: skip

    def page(self, one: Page) -> PageTold:
        """One of the texts."""
        source = self.sources.get(one.article)
        about = {o.article: o.because for o in self.comparison.outsiders}
        head = one.headline.text if one.headline and one.headline.value else None
        whole = head and Span.of(head, 0, len(head))
        return PageTold(
            article=self.id_of(one.article),
            name=foreign(source.name if source else one.article),
            outlet=foreign(one.outlet),
            headline=self.place(one.article, whole) if whole else None,
            published=foreign_if(one.published.value if one.published else None),
            completeness=one.completeness.state,
            because=foreign(one.completeness.because),
            sentences=one.sentences,
            copy_of=self.id_of(one.duplicate_of) if one.duplicate_of else None,
            unread_language=foreign_if(one.unread_language),
            other_event=foreign_if(about.get(one.article)),
        )

    def conflicts(self) -> list[ConflictTold]:
        """Conflicts before tensions."""
        ordered = sorted(self.comparison.conflicts, key=lambda c: c.grade != "conflict")
        return [
            ConflictTold(
                kind=one.kind, grade=one.grade, a=self.telling(one.a), b=self.telling(one.b),
                because=foreign(one.because), between=tuple(map(foreign, one.between)),
                point=one.point,
            )
            for one in ordered
        ]  # fmt: skip

    def singles(self) -> list[SingleTold]:
        """What was found in one text only, page by page."""
        order = {page.article: n for n, page in enumerate(self.comparison.pages)}
        ordered = sorted(
            self.comparison.singles,
            key=lambda s: (order.get(s.statement.article, 0), s.statement.span.start),
        )
        return [
            SingleTold(
                telling=self.telling(one.statement), verdict=one.verdict, tier=one.tier,
                because=foreign_if(one.because),
                nearest=self.telling(one.nearest) if one.nearest else None,
                near=foreign_if(one.near),
            )
            for one in ordered
        ]  # fmt: skip

    def said(self) -> list[QuotationTold]:
        """Who is said to have said what."""
        return [
            QuotationTold(
                speaker=foreign(speaker),
                places=tuple(self.place(u.article, span) for span in u.quotation.content),
                outlet=self.outlet(u.article),
                mode=u.quotation.mode,
                act=u.quotation.act,
                voice=u.quotation.voice,
                named_as=tuple(self.place(u.article, span) for span in u.quotation.speaker),
                identified=u.quotation.identified,
            )
            for speaker, u in self.quotations
        ]

    def within(self) -> list[WithinTold]:
        """Headlines against their own bodies."""
        return [
            WithinTold(
                headline=self.place(one.article, one.span), body=self.place(one.article, one.body),
                kind=one.kind, because=foreign(one.because),
            )
            for one in self.comparison.within
        ]  # fmt: skip

    def corrections(self) -> list[CorrectionTold]:
        """What articles say of themselves."""
        return [
            CorrectionTold(
                place=self.place(one.article, one.span), outlet=self.outlet(one.article),
                kind=one.kind, because=foreign(one.because),
                still_carried=tuple(self.telling(told) for told in one.told[:8]),
            )
            for one in self.comparison.corrections
        ]  # fmt: skip

    def asks(self, found: Iterable[Check]) -> list[AskTold]:
        """What to ask, and whom."""
        return [
            AskTold(
                what=foreign(one.what), with_whom=foreign(one.with_whom),
                places=tuple(self.place(article, span) for article, span in one.spans[:8]),
            )
            for one in found
        ]  # fmt: skip


def refusals(found: Iterable[Failure]) -> tuple[Refusal, ...]:
    """Texts that could not be used."""
    return tuple(
        Refusal(item=foreign(one.item), kind=one.kind, words=foreign(one.words)) for one in found
    )


def _texts(reading: Reading) -> Iterable[tuple[str, str]]:
    revision = reading.revision
    yield revision.body.id, revision.body.content
    for found in (revision.headline, revision.standfirst):
        if found is not None:
            yield found.text.id, found.value
