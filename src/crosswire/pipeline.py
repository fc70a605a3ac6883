"""The straight line: Capture → clean → annotate → quote → compare."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from crosswire.engine.local import LocalEngine
from crosswire.records.article import Capture, Revision
from crosswire.records.comparison import Comparison
from crosswire.records.failure import Failure
from crosswire.records.quotation import Reading
from crosswire.stages.annotate import Annotate
from crosswire.stages.clean import Clean
from crosswire.stages.compare import Compare
from crosswire.stages.quote import Quote


@dataclass(frozen=True, slots=True, kw_only=True)
class Pipeline:
    """The stages in their order, and the engine they run on."""

    clean: Clean
    annotate: Annotate
    quote: Quote
    compare: Compare
    engine: LocalEngine

    def revisions(self, captures: Iterable[Capture | Failure]) -> Iterator[Revision | Failure]:
        """Clean captures."""
        for capture in captures:
            if isinstance(capture, Failure):
                yield capture
            else:
                yield from self.engine.map(self.clean, [capture], label=lambda c: c.name)

    def readings(self, captures: Iterable[Capture | Failure]) -> Iterator[Reading | Failure]:
        """Clean, annotate and quote captures."""
        for revision in self.revisions(captures):
            if isinstance(revision, Failure):
                yield revision
                continue
            for read in self.engine.map(self.annotate, [revision], label=lambda r: r.article):
                if isinstance(read, Failure):
                    yield read
                else:
                    yield from self.engine.map(self.quote, [read], label=lambda r: r.article)

    def comparison(self, readings: list[Reading]) -> Comparison | Failure:
        """Line up the readings of one story."""
        return next(iter(self.engine.map(self.compare, [readings], label=lambda r: r[0].article)))
