"""Primary sources: transcripts, statements and documents that pages are set against."""

from collections.abc import Callable
from dataclasses import dataclass

from crosswire.records.article import Capture
from crosswire.records.comparison import Comparison
from crosswire.records.witness import Witness
from crosswire.stages.compare.witness.against import set_against
from crosswire.stages.compare.witness.source import read_witness
from crosswire.stages.compare.witness.tocheck import to_check

__all__ = ["Against", "ReadWitness", "read_witness", "set_against"]


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadWitness:
    """Capture → Witness."""

    name: str = "witness"
    version: int = 1

    def open(self) -> Callable[[Capture], Witness]:
        """Nothing is loaded."""
        return read_witness


@dataclass(frozen=True, slots=True, kw_only=True)
class Against:
    """Comparison → the same comparison, its pages' quotations set against primary sources.

    The sources stay apart from the pages: they are no outlets and no origins.
    """

    witnesses: tuple[Witness, ...]
    name: str = "against"
    version: int = 1

    def open(self) -> Callable[[Comparison], Comparison]:
        """Nothing is loaded."""

        def run(comparison: Comparison) -> Comparison:
            twice = {page.article for page in comparison.pages if page.duplicate_of}
            once = [r for r in comparison.readings if r.article not in twice]
            stages = (*comparison.stages, f"{self.name} {self.version}")
            primary = set_against(once, self.witnesses)
            outlets = {page.article: page.outlet for page in comparison.pages}
            checks = (*(to_check(primary, outlets) if primary else ()), *comparison.checks)
            return comparison.model_copy(
                update={"primary": primary, "checks": checks, "stages": stages}
            )

        return run
