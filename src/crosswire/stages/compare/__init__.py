"""Compare: one story, side by side."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, fields
from pathlib import Path

from crosswire.models.memory import load_memory
from crosswire.records.comparison import Comparison
from crosswire.records.quotation import Reading
from crosswire.stages.annotate import Annotate
from crosswire.stages.clean import Clean
from crosswire.stages.compare.account import give_account
from crosswire.stages.compare.points import load_aligner
from crosswire.stages.compare.table import lay_out
from crosswire.stages.outlets import load_outlets
from crosswire.stages.quote import Quote


@dataclass(frozen=True, slots=True, kw_only=True)
class Compare:
    """Readings of one story → Comparison.

    What models make of sentences is kept in ``folder`` within ``cache_megabytes``; without either,
    in this process only. It changes no result. ``outlets`` is the user's own table of outlets, whose
    rows stand over the shipped ones.
    """

    folder: Path | None = None
    cache_megabytes: int = 0
    outlets: Path | None = None
    name: str = "compare"
    version: int = 13

    def open(self) -> Callable[[Sequence[Reading]], Comparison]:
        """Load encoder, trained models and the table of outlets once; raises ``ConfigError``."""
        known = load_outlets(self.outlets)
        aligner = load_aligner(load_memory(self.folder, self.cache_megabytes))
        stages = (*map(_version, (Clean, Annotate, Quote)), f"{self.name} {self.version}")

        def run(readings: Sequence[Reading]) -> Comparison:
            return give_account(lay_out(readings, known), aligner, stages=stages)

        return run


def _version(stage: type[Clean | Annotate | Quote]) -> str:
    """Name and version of a stage as the straight line runs it."""
    settings = {f.name: f.default for f in fields(stage)}
    return f"{settings['name']} {settings['version']}"
