"""The straight line: Capture → clean → annotate → quote → compare."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from crosswire.engine.base import Engine
from crosswire.records.article import Capture, Revision
from crosswire.records.check import ClaimCheck
from crosswire.records.comparison import Comparison
from crosswire.records.failure import Failure
from crosswire.records.judgement import Judgement
from crosswire.records.quotation import Reading
from crosswire.records.story import Arrival
from crosswire.records.witness import Witness
from crosswire.stages.annotate import Annotate
from crosswire.stages.check import CheckClaim
from crosswire.stages.check.asked import Asked, Head, claim_text, head_texts
from crosswire.stages.clean import Clean
from crosswire.stages.compare import Compare
from crosswire.stages.compare.judged import Honour
from crosswire.stages.compare.witness import Against, ReadWitness
from crosswire.stages.quote import Quote


@dataclass(frozen=True, slots=True, kw_only=True)
class Pipeline:
    """The stages in their order, and the engine they run on. Failures pass through every step."""

    clean: Clean
    annotate: Annotate
    quote: Quote
    compare: Compare
    check: CheckClaim
    engine: Engine

    def revisions(self, captures: Iterable[Capture | Failure]) -> Iterator[Revision | Failure]:
        """Clean captures."""
        return self.engine.map(self.clean, captures, label=lambda c: c.name)

    def readings(self, captures: Iterable[Capture | Failure]) -> Iterator[Reading | Failure]:
        """Clean, annotate and quote captures."""
        return self.read(self.revisions(captures))

    def read(self, revisions: Iterable[Revision | Failure]) -> Iterator[Reading | Failure]:
        """Annotate and quote revisions."""
        stages = (self.annotate, self.quote)
        return self.engine.through(stages, revisions, label=lambda r: r.article)

    def comparisons(self, stories: Iterable[Sequence[Reading]]) -> Iterator[Comparison | Failure]:
        """Line up the readings of each story."""
        return self.engine.map(self.compare, stories, label=lambda s: s[0].article)

    def witnesses(self, captures: Iterable[Capture | Failure]) -> Iterator[Witness | Failure]:
        """Read primary sources; they never become pages."""
        return self.engine.map(ReadWitness(), captures, label=lambda c: c.name)

    def against(
        self, compared: Iterable[Comparison | Failure], witnesses: Sequence[Witness]
    ) -> Iterator[Comparison | Failure]:
        """Set the quotations of comparisons against primary sources."""
        stage = Against(witnesses=tuple(witnesses))
        return self.engine.map(stage, compared, label=lambda c: c.story)

    def honoured(
        self, compared: Iterable[Comparison | Failure], judgements: Sequence[Judgement]
    ) -> Iterator[Comparison | Failure]:
        """Put a person's judgements where the comparison had its own."""
        stage = Honour(judgements=tuple(judgements))
        return self.engine.map(stage, compared, label=lambda c: c.story)

    def answers(
        self, claims: Iterable[str], pages: Sequence[Reading]
    ) -> Iterator[ClaimCheck | Failure]:
        """Look for each claim in ``pages`` and their headlines."""
        above = list(head_texts(pages))
        read = self.read(revision for _, _, revision in above)
        heads = tuple(
            Head(article=article, field=field, reading=found)
            for (article, field, _), found in zip(above, read, strict=True)
            if isinstance(found, Reading)
        )
        claimed = self.read(claim_text(words, pages) for words in claims)
        asked = (
            one if isinstance(one, Failure) else Asked(claim=one, pages=tuple(pages), heads=heads)
            for one in claimed
        )
        return self.engine.map(self.check, asked, label=lambda a: a.claim.article)


def arrival_of(capture: Capture) -> Arrival:
    """An article line as grouping sees it, its words as they are."""
    return Arrival(
        article=capture.name,
        title=capture.title or "",
        text=capture.content.content,
        outlet=capture.outlet,
        url=capture.url,
        published=capture.published,
    )


def arrival(revision: Revision, *, article: str, seen: str | None = None) -> Arrival:
    """A cleaned article as grouping sees it, under the id ``article``."""
    capture = revision.capture
    return Arrival(
        article=article,
        title=revision.headline.value if revision.headline else "",
        text=revision.body.content,
        outlet=revision.outlet.value if revision.outlet else capture.outlet,
        url=capture.url,
        published=revision.published.value if revision.published else capture.published,
        seen=seen,
        language=revision.language,
    )
